"""Nobody is asked who is not on the list, whatever the query looks like."""

from __future__ import annotations

import pytest

from graph.engine import LocalEngine
from graph.errors import UsageError
from graph.store import QueryRefusedError, QuerySyntaxError, Release, StoreError, UpdateRefusedError
from server.federation.errors import ServiceRefused
from server.federation.settings import Services, check_endpoint
from tests.federation.standing_in import FORMATS, Asking, Endpoint, standing_in
from tests.store.test_service import WRITINGS


def test_by_default_it_is_refused(release: Release, endpoint: Endpoint) -> None:
    with pytest.raises(QueryRefusedError, match="fetches nothing"):
        LocalEngine(release).evaluate(f"SELECT * {{ SERVICE {endpoint.iri} {{}} }}", formats=FORMATS)
    assert endpoint.queries == []


def test_the_stand_in_would_notice(open_to: Asking, endpoint: Endpoint) -> None:
    assert open_to.rows(f"SELECT * {{ SERVICE {endpoint.iri} {{ ?s ?p ?o }} }}")
    assert len(endpoint.queries) == 1


def test_no_writing_reaches_another(open_to: Asking, endpoint: Endpoint) -> None:
    with standing_in("") as other:
        for writing in WRITINGS:
            with pytest.raises(StoreError):
                open_to.answer(writing.replace("%s", other.iri).replace("%p", str(other.port)))
        assert other.queries == []
    assert endpoint.queries == []


def test_what_is_not_on_the_list_is_refused_with_the_list(open_to: Asking, endpoint: Endpoint) -> None:
    host = f"127.0.0.1:{endpoint.port}"
    near = [
        f"<http://{host}/sparql/>",
        f"<http://{host}/Sparql>",
        f"<http://{host}/sparql?>",
        f"<http://{host}/sparql#>",
        f"<http://{host}/%73parql>",
        f"<http://{host}//sparql>",
        f"<http://{host}/x/../sparql>",
        f"<HTTP://{host}/sparql>",
        f"<https://{host}/sparql>",
        f"<http://me@{host}/sparql>",
        f"<http://{host}@127.0.0.1/sparql>",
        f"<http://127.0.0.1:0{endpoint.port}/sparql>",
        "<http://127.0.0.1/sparql>",
        f"<http://localhost:{endpoint.port}/sparql>",
        f"<http://2130706433:{endpoint.port}/sparql>",
        "<file:///etc/passwd>",
    ]
    for each in near:
        with pytest.raises(ServiceRefused) as caught:
            open_to.answer(f"SELECT * {{ SERVICE SILENT {each} {{ ?s ?p ?o }} }}")
        assert endpoint.address in caught.value.remedy
    assert endpoint.queries == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT * { BIND(%s AS ?e) SERVICE ?e { ?s ?p ?o } }", "does not name its endpoint"),
        ("SELECT * { SERVICE %s { SERVICE %s { ?s ?p ?o } } }", "within another"),
        ("SELECT * { GRAPH ?g { SERVICE %s { ?s ?p ?o } } }", "within GRAPH"),
        (r"SELECT * { S\u0045RVICE %s { ?s ?p ?o } }", "escapes"),
        ("SELECT * { SERVICE %s { ?s ?p ?o FILTER(?o<a:b#> }\n) } }", "less-than"),
        ("SELECT * { SERVICE %s { ?s ?p ?o FILTER(?o<a:b'>'} ') } }", "less-than"),
        ("SELECT * { " + 5 * "SERVICE %s { ?s ?p ?o } " + "}", "more than the 4 SERVICE clauses"),
        ("SELECT * { SERVICE %s { ?s ?p ?o } } #" + 10_000 * "x", "the limit is 10,000 then"),
        ("SELECT * { SERVICE %s { ?s ?p ?o } ?s SERVICE:x ?y }", "for certain"),
        ("SELECT * FROM <http://x/> { SERVICE %s { ?s ?p ?o } }", "is not held"),
        ("SELECT * { SERVICE %s { " + 60 * "{" + 60 * "}" + "} }", "brackets"),
    ],
)
def test_what_cannot_be_done_is_refused_before_any_call(
    open_to: Asking, endpoint: Endpoint, query: str, words: str
) -> None:
    with pytest.raises(QueryRefusedError, match=words):
        open_to.answer(query.replace("%s", endpoint.iri))
    assert endpoint.queries == []


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        ("SELECT * {\n SERVICE %s { ?s ?p ?o }\n ?s ?p }", 3, 8),
        ("SELECT * {\n SERVICE SILENT %s { ?s ?p }\n }", 2, 0),
        ("SELECT * { SERVICE %s { ?s ?p ?o } } }\n} #", 1, 0),
        ("SELECT * { SERVICE %s { ?s ?p ?o", 1, 0),
        ("SELECT * { SERVICE %s { ?s nobody:p ?o } }", 1, 0),
        ("SELECT * { SERVICE %s { ?s ?p ?o } BIND(1 AS ?o) }", 1, 0),
        ("SELECT * { SERVICE %s { ?s ?p _:a } ?s ?p _:a }", 1, 0),
    ],
)
def test_what_is_no_sparql_is_told_of_the_words_that_were_sent(
    open_to: Asking, endpoint: Endpoint, query: str, line: int, column: int
) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        open_to.answer(query.replace("%s", endpoint.iri))
    assert caught.value.line == line
    assert caught.value.column == column or not column
    assert "GRAPH" not in str(caught.value)
    assert endpoint.queries == []


def test_an_update_is_refused_as_one(open_to: Asking, endpoint: Endpoint) -> None:
    with pytest.raises(UpdateRefusedError):
        open_to.answer(f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE {endpoint.iri} {{ ?s ?p ?o }} }}")


@pytest.mark.parametrize(
    ("pattern", "asked"),
    [
        ("{ } } LIMIT 1 # }", "{ }"),
        ("{ ?s ?p ?o } } ; DROP ALL # }", None),
        ("{ ?s ?p '} #' . # }\n }", "{ ?s ?p '} #' . # }\n }"),
        ("{ ?s ?p '''}''' }", "{ ?s ?p '''}''' }"),
        ("{ ?s ?p '\\\\' } # ' }\n", "{ ?s ?p '\\\\' }"),
        ("{ ?s ?p <a> } . <b> }", None),
    ],
)
def test_a_pattern_cannot_leave_its_braces(
    open_to: Asking, endpoint: Endpoint, pattern: str, asked: str | None
) -> None:
    """What the endpoint is asked is what the engine itself takes for the pattern."""
    query = f"SELECT * {{ SERVICE {endpoint.iri} {pattern} }}"
    if asked is None:
        with pytest.raises(QuerySyntaxError):
            open_to.answer(query)
        assert endpoint.queries == []
    else:
        open_to.answer(query)
        assert [each.partition(" WHERE ")[2] for each in endpoint.queries] == [asked]


@pytest.mark.parametrize(
    "url",
    ["sparql", "ftp://e/x", "http://me:pw@e/x", "http://e/x#y", "http://e/x#", "http://e", "http://E/x", "http://đ/x",
     "http://e/a b", "http://e:0/x", "http://[/x", "http:///x"],
)  # fmt: skip
def test_an_address_that_cannot_be_one_is_refused_at_the_start(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        check_endpoint(url)
    assert "pw" not in str(caught.value)


def test_another_store_and_other_endpoints_do_not_go_together() -> None:
    options = {f"service_{name}": value for name, value in vars(Services(("http://e/x",))).items()}
    with pytest.raises(UsageError, match="--engine"):
        Services.taken({**options, "engine": "http://127.0.0.1:1/"})
