"""A clause means what the same pattern means on the same data here, in whatever it stands."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad, QueryResultsFormat, QuerySolutions, QueryTriples, Store

from graph.store import Release
from tests.federation.standing_in import Asking, Endpoint, rows

PREFIXES = """PREFIX e: <http://example.org/> PREFIX k: <https://w3id.org/khen/id/role/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> """
# %s stands for SERVICE and the endpoint.
SHAPES = {
    "alone": "SELECT * { %s { ?s e:code ?code } }",
    "join": "SELECT ?s ?code ?label { ?s rdfs:label ?label . %s { ?s e:code ?code } }",
    "optional": "SELECT * { ?s a ?t OPTIONAL { %s { ?s e:code ?code } } }",
    "optional within": "SELECT * { %s { ?s e:code ?code OPTIONAL { ?s e:name ?name } } OPTIONAL { ?s a ?t } }",
    "union": "SELECT * { { ?s rdfs:label ?x } UNION { %s { ?s e:people ?x } } }",
    "minus": "SELECT * { ?s a ?t MINUS { %s { ?s e:code ?code } } }",
    "exists": "SELECT * { ?s a ?t FILTER EXISTS { %s { ?s e:code ?code } } }",
    "not exists": "SELECT * { ?s a ?t FILTER NOT EXISTS { %s { ?s e:people ?n FILTER(?n > 10) } } }",
    "subselect": "SELECT * { ?s a ?t { SELECT ?s (MAX(?n) AS ?most) { %s { ?s e:people ?n } } GROUP BY ?s } }",
    "subselect within": "SELECT * { %s { SELECT ?s { ?s e:people ?n } ORDER BY DESC(?n) LIMIT 1 } }",
    "aggregate": "SELECT (SUM(?n) AS ?sum) (COUNT(*) AS ?rows) { %s { ?s e:people ?n } OPTIONAL { ?s a ?t } }",
    "order": "SELECT ?s ?x { %s { ?s e:says|e:people ?x } } ORDER BY DESC(?x) ?s",
    "twice": "SELECT * { %s { ?s e:people ?n } %s { ?s e:code ?code } }",
    "values": "SELECT * { VALUES ?s { k:chair k:no } %s { ?s ?p ?o } }",
    "bind": "SELECT * { %s { ?s e:people ?n } BIND(?n + 1 AS ?more) }",
    "terms": "SELECT * { %s { e:tricky ?p ?o } }",
    "no variable": "SELECT ?t { %s { k:chair e:code 'VN-33' } ?s a ?t }",
    "nothing": "SELECT * { ?s a ?t . %s { ?s e:code 'VN-99' } }",
    "nested groups": "SELECT * { { { %s { { ?s e:code ?c } { ?s e:people ?n } } } } }",
    "words": "# SERVICE <x:x> { }\nSELECT * { %s { ?s e:code ?c . # } SERVICE\n } BIND('SERVICE <x:x> {}' AS ?b) }",
}  # fmt: skip
GRAPH = "http://example.org/remote"


@pytest.fixture(scope="session")
def together(release: Release) -> Store:
    """The release and, in a graph of their own, the data of the stand-in: what a join is to give."""
    store = Store()
    store.extend(release.store)
    return store


def _filled(together: Store, endpoint: Endpoint) -> Store:
    together.extend(Quad(q.subject, q.predicate, q.object, NamedNode(GRAPH)) for q in endpoint.store)
    return together


@pytest.mark.parametrize("shape", SHAPES)
def test_solutions(open_to: Asking, endpoint: Endpoint, together: Store, shape: str) -> None:
    expected = _filled(together, endpoint).query(PREFIXES + SHAPES[shape].replace("%s", f"GRAPH <{GRAPH}>"))
    assert isinstance(expected, QuerySolutions)
    body = expected.serialize(format=QueryResultsFormat.JSON)
    assert body is not None
    found = open_to.answer(PREFIXES + SHAPES[shape].replace("%s", f"SERVICE {endpoint.iri}"))
    assert rows(found.body) == rows(body)
    assert rows(body) or shape == "nothing"
    assert {each.endpoint for each in found.consulted} == {endpoint.address}


def test_a_graph_and_a_yes(open_to: Asking, endpoint: Endpoint, together: Store) -> None:
    construct = PREFIXES + "CONSTRUCT { ?s e:has ?c } WHERE { ?s a ?t . %s { ?s e:code ?c } }"
    expected = _filled(together, endpoint).query(construct.replace("%s", f"GRAPH <{GRAPH}>"))
    assert isinstance(expected, QueryTriples)
    found = open_to.answer(construct.replace("%s", f"SERVICE {endpoint.iri}")).body.decode()
    assert set(found.splitlines()) == {f"{each} ." for each in expected}
    assert b"true" in open_to.answer(PREFIXES + f"ASK {{ SERVICE {endpoint.iri} {{ ?s e:people 7 }} }}").body


def test_what_the_endpoint_is_asked(open_to: Asking, endpoint: Endpoint) -> None:
    open_to.rows(
        "PREFIX e: <http://example.org/> PREFIX secret: <http://me/> SELECT ?b "
        f"{{ SERVICE {endpoint.iri} {{ ?a e:code ?b . ?a <p> ?c }} }}"
    )
    (asked,) = endpoint.queries
    assert asked.startswith(
        "BASE <https://w3id.org/khen/sparql> PREFIX e: <http://example.org/> SELECT ?a ?b ?c WHERE {"
    )
    assert "secret" not in asked


def test_order_by_mixed_kinds_stays_total(open_to: Asking, endpoint: Endpoint) -> None:
    """Escapes in the values do not keep the query from being ordered (decision 24)."""
    values = "VALUES ?x { 9 10 '10' '1a' }"
    query = f"SELECT ?x {{ {{ {values} }} UNION {{ SERVICE {endpoint.iri} {{ VALUES ?x {{ 'q\"' }} }} }} }} ORDER BY ?x"
    body = open_to.answer(query).body.decode()
    places = [body.index(f'"value":"{each}"') for each in ("10", "1a", 'q\\"', "9")]
    assert places == sorted(places)
