"""Links of a thing to other data sets, each with how it was found, what confirms it and when it was compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from markupsafe import Markup

from server.addresses import link
from server.things import literals
from server.things.reader import Reader

_DATA_SETS: Final = {
    "www.wikidata.org": "Wikidata",
    "sws.geonames.org": "GeoNames",
    "data.whosonfirst.org": "Who's On First",
    "www.openstreetmap.org": "OpenStreetMap",
    "dbpedia.org": "DBpedia",
    "ror.org": "ROR",
}
"""Host to what the data set is called; one that is not here is called by its host."""
MATCHES: Final = ("skos:exactMatch", "skos:closeMatch")
_MOST: Final = 200


@dataclass(frozen=True)
class Link:
    """A link and its evidence.

    Attributes:
        target: the IRI in the other data set.
        source: the name of the other data set.
        match: the kind of match.
        found: how it was found.
        confirmed: what confirms it.
        compared: when it was last compared.
        evidence: the page of the evidence.
    """

    target: str
    source: str
    match: str
    found: str
    confirmed: tuple[str, ...]
    compared: str
    evidence: str | None


def links(reader: Reader, iri: str) -> tuple[Link, ...]:
    """The links of a thing for which the release holds evidence, in the order of the data sets."""
    stated = {(short, target) for short in MATCHES for target in reader.iris(iri, short)}
    if not stated:
        return ()
    found = _evidenced(reader, iri)
    return tuple(sorted((each for key, each in found if key in stated), key=lambda each: (each.source, each.target)))


def _evidenced(reader: Reader, iri: str) -> Iterator[tuple[tuple[str, str], Link]]:
    for axiom in reader.subjects("owl:annotatedSource", iri, _MOST):
        target, match = reader.one(axiom, "owl:annotatedTarget"), reader.one(axiom, "owl:annotatedProperty")
        ways = reader.iris(axiom, "sssom:mapping_justification")
        yield (
            (reader.short(match), target),
            Link(
                target,
                _name(reader.one(axiom, "sssom:object_source") or target),
                reader.name(match).text,
                Markup(", ").join(reader.name(each).text for each in ways),
                tuple(each.value for each in reader.terms(axiom, "dcterms:source")),
                literals.day(reader.one(axiom, "dcterms:created")),
                link(reader.release.names, axiom),
            ),
        )


def _name(address: str) -> str:
    host = urlsplit(address).hostname or ""
    return _DATA_SETS.get(host, host)
