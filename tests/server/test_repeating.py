"""What an endpoint gives again: for which questions, and never for another one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.formats import CSV, RESULTS_JSON
from graph.store import Answer, Form, QueryDataset, Release
from server.endpoint import Call, Endpoint, Question, Reply
from server.results import Results, repeatable

SELECT = "SELECT * { ?s ?p ?o }"
BODY = b"s,p,o\r\n" + b"http://example.org/a,http://example.org/b,c\r\n" * 100


def ask(
    endpoint: Endpoint,
    query: str = SELECT,
    body: bytes = BODY,
    *,
    form: Form = Form.SOLUTIONS,
    dataset: QueryDataset | None = None,
    **headers: str,
) -> tuple[Question, Reply]:
    """A question and the reply to it, as if an engine had given this answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    call = Call("POST", b"", {"content-type": "application/sparql-query", **named}, query.encode())
    asked = endpoint.asked(call)
    question = endpoint.question(call, replace(asked, dataset=dataset) if dataset else asked)
    format = question.formats[form]
    assert format is not None
    return question, endpoint.known(question) or endpoint.reply(question, Answer(form, format, body), 0.01)


def tag(endpoint: Endpoint, query: str = SELECT, **more: str) -> str:
    return ask(endpoint, query, **more)[1].headers["ETag"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (NOW() AS ?x) {}",
        "SELECT (now() AS ?x) {}",
        "SELECT (rAnD() AS ?x) {}",
        "SELECT (UUID() AS ?x) {}",
        "SELECT (STRUUID() AS ?x) {}",
        "SELECT (BNODE() AS ?x) {}",
        "SELECT (BNODE('a') AS ?x) {}",
        r"SELECT (\u004eOW() AS ?x) {}",
        r"SELECT (N\U0000004fW() AS ?x) {}",
        "SELECT (NOW # comment\n() AS ?x) {}",
    ],
)
def test_what_another_evaluation_might_not_give_again_is_not_kept(query: str, release: Release) -> None:
    assert not repeatable(query)
    endpoint = Endpoint(release, Results(1_000_000))
    question, reply = ask(endpoint, query)
    assert question.key is None
    assert "ETag" not in reply.headers
    assert "Last-Modified" not in reply.headers
    assert reply.headers["Cache-Control"] == "no-store"
    assert endpoint.results.size == 0
    assert endpoint.known(question) is None


@pytest.mark.parametrize(
    ("accept", "body", "again"),
    [
        ("text/turtle", b"<http://e/a> <http://e/b> _:c .", False),
        ("text/turtle", b"<http://e/a> <http://e/b> [] .", False),
        ("application/n-triples", b"_:a <http://e/b> <http://e/c> .", False),
        ("application/rdf+xml", b'<rdf:Description rdf:nodeID="a"/>', False),
        ("application/ld+json", b'{"@id": "_:a"}', False),
        ("text/turtle", b"<http://e/a> <http://e/b> <http://e/c> .", True),
        ("application/n-triples", b"<http://e/a> <http://e/b> <http://e/c> .", True),
    ],
)
def test_a_graph_with_blank_nodes_is_not_kept(release: Release, accept: str, body: bytes, again: bool) -> None:
    """Their names are others at each evaluation."""
    endpoint = Endpoint(release, Results(1_000_000))
    _, reply = ask(endpoint, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", body, form=Form.GRAPH, accept=accept)
    assert ("ETag" in reply.headers, endpoint.results.size > 0) == (again, again)
    assert reply.headers["Cache-Control"] == ("no-cache" if again else "no-store")


def test_the_entity_tag_differs_by_all_that_makes_a_difference(release: Release) -> None:
    endpoint = Endpoint(release, Results(0))
    other = Endpoint(replace(release, id="r2"), Results(0))
    graph = QueryDataset(("http://e/g",), ())
    named = QueryDataset((), ("http://e/g",))
    tags = [
        tag(endpoint),
        tag(other),
        tag(endpoint, "SELECT * { ?s ?p ?o } LIMIT 1"),
        tag(endpoint, accept="text/csv"),
        tag(endpoint, accept_encoding="gzip"),
        tag(endpoint, accept_encoding="br"),
        ask(endpoint, dataset=graph)[1].headers["ETag"],
        ask(endpoint, dataset=named)[1].headers["ETag"],
        tag(Endpoint(release, Results(0), evaluator="disk")),
    ]
    assert len(set(tags)) == len(tags)
    assert tag(endpoint) == tags[0], "and by nothing else"
    assert tag(endpoint, "SELECT  * { ?s ?p ?o }\n") == tags[0]


def test_a_result_is_given_again_only_for_the_same_question(release: Release) -> None:
    endpoint = Endpoint(release, Results(1_000_000))
    ask(endpoint, accept="text/csv")
    assert ask(endpoint, body=b"never", accept="text/csv")[1].body == BODY
    assert ask(endpoint, body=b"tsv", accept="text/tab-separated-values")[1].body == b"tsv"
    assert ask(endpoint, body=b"packed", accept="text/csv", accept_encoding="gzip")[1].body == b"packed"
    graph = QueryDataset(("http://e/g",), ())
    assert ask(endpoint, body=b"graph", accept="text/csv", dataset=graph)[1].body == b"graph"
    assert ask(endpoint, body=b"never", accept="text/csv", dataset=graph)[1].body == b"graph"


def test_the_timing_says_that_a_result_was_kept(release: Release) -> None:
    endpoint = Endpoint(release, Results(1_000_000))
    assert ask(endpoint)[1].headers["Server-Timing"] == "evaluation;dur=10.000"
    assert ask(endpoint)[1].headers["Server-Timing"].startswith("results;desc=kept")


def test_nothing_is_kept_that_is_not_counted(release: Release) -> None:
    """A result that compresses well must not hold its uncompressed bytes beside the few that are counted."""
    endpoint = Endpoint(release, Results(1_000_000))
    question, reply = ask(endpoint, body=b"a" * 1_000_000, accept="text/csv", accept_encoding="zstd")
    assert len(reply.body) < 1000
    assert question.key is not None
    found = endpoint.results.get(question.key)
    assert found is not None
    assert sum(len(each) for each in vars(found).values() if isinstance(each, bytes)) < 1000
    assert not any(isinstance(each, Answer) for each in vars(found).values())
    assert found.size == 1_000_000


def test_a_long_query_is_not_kept(release: Release) -> None:
    endpoint = Endpoint(release, Results(100_000_000))
    _, reply = ask(endpoint, SELECT + " #" + "x" * 10_000)
    assert endpoint.results.size == 0
    assert "ETag" not in reply.headers


def test_what_the_client_has_is_not_evaluated_again(release: Release) -> None:
    """Its tag tells which representation it has, even where nothing is kept any more."""
    endpoint = Endpoint(release, Results(0))
    for coding in ("identity", "gzip"):
        held = tag(endpoint, accept="text/csv", accept_encoding=coding)
        call = Call("GET", b"query=" + SELECT.replace(" ", "+").encode(), {"accept": "text/csv", "if-none-match": held})
        if coding != "identity":
            call = replace(call, headers={**call.headers, "accept-encoding": coding})
        reply = endpoint.known(endpoint.question(call, endpoint.asked(call)))
        assert reply is not None
        assert (reply.status, reply.body, reply.headers["ETag"]) == (304, b"", held)
        other = replace(call, headers={**call.headers, "accept": "text/tab-separated-values"})
        assert endpoint.known(endpoint.question(other, endpoint.asked(other))) is None


def test_results_are_those_of_one_release(release: Release) -> None:
    first = Endpoint(release, Results(1_000_000))
    ask(first, accept="text/csv")
    second = Endpoint(replace(release, id="r2"), Results(1_000_000))
    question, reply = ask(second, body=b"of the second", accept="text/csv")
    assert reply.body == b"of the second"
    assert question.formats[Form.SOLUTIONS] is CSV
    assert RESULTS_JSON not in question.formats.values()
