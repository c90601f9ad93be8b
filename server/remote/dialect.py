"""In what the stores differ, as far as it was measured (``docs/engines.md``).

A store that is not known gets the careful treatment: nothing that it writes is passed on unread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from graph.formats import N_TRIPLES, RESULTS_JSON, RESULTS_XML, TSV, Format
from graph.store import Form

_BOOLEAN: Final = b'XMLSchema#boolean", "value": "'


def _as_it_is(body: bytes) -> bytes:
    return body


def _virtuoso_json(body: bytes) -> bytes:
    r"""Virtuoso writes an ``xsd:boolean`` as the number that it keeps.

    The quotation marks show that these bytes stand outside the characters of a literal, where they are escaped.

    >>> _virtuoso_json(b'{ "datatype": "http://www.w3.org/2001/XMLSchema#boolean", "value": "1" }')
    b'{ "datatype": "http://www.w3.org/2001/XMLSchema#boolean", "value": "true" }'
    """
    for digit, word in ((b"1", b"true"), (b"0", b"false")):
        body = body.replace(_BOOLEAN + digit + b'"', _BOOLEAN + word + b'"')
    return body


@dataclass(frozen=True)
class Dialect:
    """What is known of a store.

    Attributes:
        name: what people call it; empty for one that is not known.
        server: how the header ``Server`` of its responses begins.
        trusted: formats that it writes as the standards have it; their bytes are passed on.
        overrides_from: whether graphs named outside the query go before its ``FROM``, as the protocol has it
            (SPARQL 1.1 Protocol, section 2.1.4); otherwise it may add them.
        names_all: whether a request that names no graph for ``GRAPH`` lets it see all that the store holds.
        most_graphs: how many named graphs a request can name; ``None`` where no bound was found.
        cuts_rows: whether it may be configured to cut results off without a word.
        inability: what its errors look like when it cannot evaluate a query; the group ``reason`` says why.
        timeout: what its errors look like when a query took too long for it.
        graph_store: path of its Graph Store Protocol with and without user, seen from the query endpoint.
        mended: its JSON results as they should be.
    """

    name: str = ""
    server: str = ""
    trusted: frozenset[Format] = frozenset()
    overrides_from: bool = False
    names_all: bool = False
    most_graphs: int | None = None
    cuts_rows: bool = False
    inability: re.Pattern[str] | None = None
    timeout: re.Pattern[str] | None = None
    graph_store: Mapping[bool, str] | None = None
    mended: Callable[[bytes], bytes] = _as_it_is

    def asks_for(self, form: Form, wanted: Format) -> Format:
        """The format to ask this store for where another is wanted of us.

        >>> OXIGRAPH.asks_for(Form.SOLUTIONS, TSV).label, VIRTUOSO.asks_for(Form.SOLUTIONS, TSV).label
        ('TSV', 'SPARQL results JSON')
        """
        if wanted in self.trusted:
            return wanted
        return N_TRIPLES if form is Form.GRAPH else RESULTS_JSON


STANDARD: Final = Dialect(names_all=True)
"""A store of which nothing is known but that it answers SPARQL 1.1. It may be Virtuoso behind another server."""
OXIGRAPH: Final = Dialect(
    name="Oxigraph",
    server="Oxigraph/",
    # Its CSV does not quote an IRI that holds a comma, and ours do; its Turtle has no prefixes.
    trusted=frozenset({RESULTS_JSON, RESULTS_XML, TSV, N_TRIPLES}),
    overrides_from=True,
    graph_store={True: "store", False: "store"},
)
VIRTUOSO: Final = Dialect(
    name="Virtuoso",
    server="Virtuoso/",
    names_all=True,
    most_graphs=1000,
    cuts_rows=True,
    inability=re.compile(r"Virtuoso (?!S1|08|40)\w{5} Error (?P<reason>[^\r\n]*)"),
    timeout=re.compile(r"Virtuoso S1T\w\w Error"),
    graph_store={True: "sparql-graph-crud-auth", False: "sparql-graph-crud"},
    mended=_virtuoso_json,
)
KNOWN: Final = (OXIGRAPH, VIRTUOSO)


def dialect_of(server: str) -> Dialect:
    """The dialect of a store that calls itself so in the header ``Server``.

    >>> dialect_of("Virtuoso/07.20.3229 (Linux)").name, dialect_of("nginx").name
    ('Virtuoso', '')
    """
    return next((each for each in KNOWN if server.startswith(each.server)), STANDARD)
