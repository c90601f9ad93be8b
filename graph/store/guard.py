"""What is refused before a query reaches the engine.

``SERVICE``: Oxigraph always goes out to the address named, and has no switch against it, so that a query
could make the server fetch from its own network. It is refused wherever the engine might read it as a
keyword. The check errs on one side only: a query in which the word merely looks like the keyword (a prefix
called ``service:`` is one) is refused with a plain message; a real one is never let through.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from graph.errors import Worded
from graph.store.complexity import Limits, at_most, estimate
from graph.store.errors import QUERY, QueryRefusedError
from graph.store.scanner import deepest, is_tail, most_open, readings, stretches

_GAP: Final = r"(?:\s|#[^\n\r]*+(?=[\n\r]))*+"
# The keyword need not be set off from what stands before or after it: `1SERVICE<http://...>` is read as one.
_SERVICE: Final = re.compile(rf"service(?={_GAP}(?:silent{_GAP})?(?:[?$<]|[^\s\"'<>#(){{}}\[\]?$:]*+:))", re.IGNORECASE)
_IMPOSSIBLE: Final = re.compile("[\0\ud800-\udfff]")
"""What no SPARQL query holds: NUL, and halves of surrogate pairs."""


def mentions_service(query: str) -> bool:
    r"""Whether the engine might read a ``SERVICE`` in this query.

    >>> mentions_service("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    True
    >>> mentions_service("SELECT ?service { ?service ?p 'SERVICE <http://example.org/>' } # service ?x")
    False
    """
    if "\\" not in query and "service" not in query.lower():  # so it is with most queries
        return False
    return any(_service_in(text) for text in readings(query))


def _service_in(text: str) -> bool:
    # The brackets around the lookahead matter: matches may not overlap, but `service` cannot overlap itself.
    places = [match.start() for match in _SERVICE.finditer(text) if not is_tail(text, match.start())]
    if not places:
        return False
    first_from = ((bisect_left(places, each.start), each.end) for each in stretches(text))
    return any(at < len(places) and places[at] < end for at, end in first_from)


def check_query(query: str, limits: Limits) -> None:
    """Refuse a query that must not reach the engine.

    Raises:
        QueryRefusedError: too long, nested too deeply, joining too many patterns, or asking for federation.
    """
    if len(query) > limits.query_length:
        raise QueryRefusedError(
            QUERY,
            Worded(
                "has %(count)s characters; the limit is %(limit)s",
                count=len(query),
                limit=limits.query_length,
            ),
            Worded("Ask for less at once, or work on the dump files."),
        )
    if _IMPOSSIBLE.search(query):
        raise QueryRefusedError(
            QUERY, Worded("holds a character that no SPARQL query can"), Worded("Send the text in UTF-8.")
        )
    if mentions_service(query):
        raise QueryRefusedError(
            "SERVICE",
            Worded("federated queries are not evaluated here: this endpoint fetches nothing from other servers"),
            Worded(
                "Ask the other endpoint yourself and join the answers. If the keyword was not meant, "
                "rename the prefix that begins with 'service'."
            ),
        )
    # The bounds that cost little come first; most queries are far below them, and are not read a second time.
    depth = 0
    if most_open(query) > limits.nesting or "\\" in query:
        depth = max(deepest(text) for text in readings(query))
    if depth > limits.nesting:
        raise QueryRefusedError(
            QUERY,
            Worded(
                "opens %(depth)s brackets within one another; the limit is %(limit)s",
                depth=depth,
                limit=limits.nesting,
            ),
            Worded("Split it into simpler queries."),
        )
    if at_most(query).within(limits):
        return
    cost = estimate(query)
    if cost.patterns > limits.joined_patterns:
        raise QueryRefusedError(
            QUERY,
            Worded(
                "joins about %(patterns)s triple patterns in one group; the limit is "
                "%(limit)s, because planning takes time in the cube of that number",
                patterns=cost.patterns,
                limit=limits.joined_patterns,
            ),
            Worded("Split it into several queries, or give values with VALUES."),
        )
    if cost.operators > limits.operators:
        raise QueryRefusedError(
            QUERY,
            Worded(
                "chains too many operators (about %(operators)s by weight; the limit is %(limit)s)",
                operators=cost.operators,
                limit=limits.operators,
            ),
            Worded("Use VALUES or IN instead of long chains, or split the query."),
        )
