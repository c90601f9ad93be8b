"""The parameter ``format``, by which an address names the format of a result: a browser's link has no ``Accept``.

It is no part of the protocol, but known to other endpoints and sent by clients. So the names that those use are read,
too, and what a client means by ``xml`` or ``json`` depends on the form of its query.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from graph.formats import GRAPH_FORMATS, JSON_LD, N_TRIPLES, RDF_XML, RESULT_FORMATS, TURTLE, Format
from graph.store import Form

FORMATS: Final[Mapping[Form, tuple[Format, ...]]] = {Form.SOLUTIONS: RESULT_FORMATS, Form.GRAPH: GRAPH_FORMATS}
"""What each form of result can be had in, what is preferred first."""
NAMES: Final = tuple(each.extension for formats in FORMATS.values() for each in formats)
"""The names to be recommended: those of files of these formats."""
_FOREIGN: Final = {
    "json": JSON_LD, "json-ld": JSON_LD, "xml": RDF_XML, "rdf+xml": RDF_XML, "turtle": TURTLE, "n3": TURTLE,
    "n-triples": N_TRIPLES, "ntriples": N_TRIPLES,
}  # fmt: skip
"""Further names for graphs."""


def formats_named(name: str) -> Mapping[Form, Format | None] | None:
    """The format that a name means for each form of result; ``None`` where it is no name of any.

    >>> {form.value: found and found.label for form, found in formats_named("xml").items()}
    {'solutions': 'SPARQL results XML', 'graph': 'RDF/XML'}
    >>> formats_named("text/turtle") == formats_named("ttl"), formats_named("pdf")
    (True, None)
    """
    wanted = name.strip().lower().replace(" ", "+")  # a plus sign that was not percent-encoded
    found = {form: _named(wanted, formats) for form, formats in FORMATS.items()}
    found[Form.GRAPH] = found[Form.GRAPH] or _FOREIGN.get(wanted)
    return MappingProxyType(found) if any(found.values()) else None


def _named(name: str, formats: tuple[Format, ...]) -> Format | None:
    return next((each for each in formats if name in (each.extension, each.media_type, *each.aliases)), None)
