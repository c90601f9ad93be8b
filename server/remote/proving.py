"""What a store has to show before strangers are answered from it: that it keeps to the graphs that a request names.

A store that takes no notice of them would show whatever else it holds, and one that cuts its results off would make
half the truth of them. Both are configuration, or an old version, and are found out once, at the start.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from graph.errors import Worded
from graph.formats import CSV, RESULTS_JSON, Format
from graph.store import QueryDataset, Release
from server.remote.client import Reply
from server.remote.dialect import Dialect
from server.remote.errors import ReleaseNotHeld, StoreFailed
from server.remote.marker import Load, nothing
from server.remote.replies import check, number_of, solutions_of

COUNT: Final = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ANY: Final = "SELECT ?s { ?s ?p ?o } LIMIT 1"
ANY_NAMED: Final = "SELECT ?s { GRAPH ?g { ?s ?p ?o } } LIMIT 1"
ROWS: Final = "SELECT (1 AS ?one) { ?a ?b ?c . ?d ?e ?f } LIMIT 1000001"

Ask = Callable[[str, QueryDataset, Format], Reply]


def prove(ask: Ask, dialect: Dialect, release: Release, load: Load) -> None:
    """Refuse a store that cannot be relied on.

    Args:
        ask: asks the store, with these graphs and for this format.
        dialect: of the store.
        release: what is served.
        load: where it is in the store.

    Raises:
        ReleaseNotHeld: the union is not what the marker says.
        StoreFailed: the store does not answer as it should, shows other graphs than those named, or cuts results off.
    """
    union, none = QueryDataset((load.iri,)), nothing(release)
    count = number_of(solutions_of(ask(COUNT, union, RESULTS_JSON), dialect))
    if count != load.triples:
        raise ReleaseNotHeld.because(
            release.id, Worded("%(count)s triples are there of %(triples)s", count=count, triples=load.triples)
        )
    for query, graphs in (
        (ANY, QueryDataset((none,))),
        (ANY, QueryDataset((), (none,))),
        (ANY_NAMED, union),
        (ANY_NAMED, QueryDataset((load.iri,), (none,))),
    ):
        if solutions_of(ask(query, graphs, RESULTS_JSON), dialect):
            raise StoreFailed.because(
                Worded("does not keep to the graphs that a request names"),
                Worded(
                    "Its data would be shown whatever they are. Use a store that implements section "
                    "2.1.4 of the protocol."
                ),
            )
    if dialect.cuts_rows:
        _prove_rows(ask(ROWS, union, CSV), dialect)


def _prove_rows(reply: Reply, dialect: Dialect) -> None:
    """Refuse a store that gives no more than some rows: of a graph it would not say so."""
    if rows := reply.headers.get("x-sparql-maxrows"):
        raise StoreFailed.because(
            Worded("cuts results off after %(rows)s rows", rows=rows[:20]),
            Worded("Take ResultSetMaxRows out of the section [SPARQL] of virtuoso.ini; the limits here are enough."),
        )
    check(reply, dialect)
