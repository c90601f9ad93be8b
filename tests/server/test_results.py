"""The results that are kept: how many, for which questions, and never for another one."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from pyoxigraph import Store

from graph.formats import CSV, RESULTS_JSON
from graph.store import Answer, Form, QueryDataset, Release
from server.endpoint import Call, Endpoint, Question, Reply
from server.results import Kept, Results, normalised, repeatable

_ENTRY = 1024
"""Bytes that an entry is counted for beside what it holds."""


def kept(body: bytes, size: int | None = None) -> Kept:
    return Kept(Form.SOLUTIONS, CSV, len(body) if size is None else size, "identity", body, "tag")


def filled(results: Results, names: str, size: int = 1000) -> None:
    for name in names:
        results.keep(name, kept(name.encode() * size), 0)


def held(results: Results, names: str) -> str:
    return "".join(name for name in names if results.get(name) is not None)


def test_what_is_kept_is_bounded_and_the_longest_unasked_gives_way() -> None:
    results = Results(10 * (1000 + _ENTRY))
    filled(results, "abcdefghij")
    assert results.size == 10 * (1000 + _ENTRY)
    assert results.get("a") is not None, "and so it was asked for last"
    filled(results, "kl")
    assert results.size == 10 * (1000 + _ENTRY)
    assert held(results, "abcdefghijkl") == "adefghijkl"


def test_a_large_result_takes_the_place_of_several() -> None:
    results = Results(20 * (1000 + _ENTRY))
    filled(results, "abcdefghijklmnopqrst")
    results.keep("large", kept(bytes(2 * (1000 + _ENTRY) - _ENTRY)), 0)
    assert held(results, "abcd") == "cd"
    assert results.size == results.limit


def test_a_result_that_is_too_large_is_not_kept_and_drives_nothing_out() -> None:
    results = Results(8 * 4096)
    filled(results, "ab")
    results.keep("c", kept(bytes(4096 - _ENTRY + 1)), 0)
    assert held(results, "abc") == "ab"
    results.keep("c", kept(bytes(4096 - _ENTRY)), 0)
    assert held(results, "abc") == "abc"


def test_the_key_counts() -> None:
    results = Results(8 * 4096)
    results.keep("long", kept(b""), 4096 - _ENTRY + 1)
    assert results.get("long") is None
    results.keep("long", kept(b""), 4096 - _ENTRY)
    assert results.size == 4096


def test_nothing_is_kept_where_nothing_may_be() -> None:
    results = Results(0)
    results.keep("a", kept(b""), 0)
    assert (results.get("a"), results.size) == (None, 0)


def test_the_same_question_is_kept_once() -> None:
    results = Results(100_000)
    results.keep("a", kept(b"before"), 0)
    results.keep("a", kept(b"now"), 0)
    found = results.get("a")
    assert found is not None
    assert (found.body, results.size) == (b"now", 3 + _ENTRY)


def test_threads_share_it() -> None:
    results = Results(50 * (100 + _ENTRY))
    barrier = threading.Barrier(4)

    def work(seed: int) -> None:
        luck = random.Random(seed)
        barrier.wait(10)
        for _ in range(5000):
            key = luck.randrange(200)
            found = results.get(key)
            assert found is None or found.body == f"{key:0100}".encode()
            results.keep(key, kept(f"{key:0100}".encode()), 0)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(4)))
    assert results.size == results.limit == (100 + _ENTRY) * sum(results.get(key) is not None for key in range(200))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ASK   {\t?a  ?b ?c }", "ASK { ?a ?b ?c }"),
        ("\n\n ASK { ?a ?b ?c }\r\n\r\n", "ASK { ?a ?b ?c }"),
        ("ASK { ?a\r\n  ?b ?c }", "ASK { ?a\n?b ?c }"),
        ("ASK { ?a ?b ?c } # one\n\n# two", "ASK { ?a ?b ?c } # one\r# two\n"),
        ("  ASK { ?a ?b 'c  d' }\n", "ASK { ?a ?b 'c  d' }"),
    ],
)
def test_these_are_one_question(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ASK { ?a ?b 'c  d' }", "ASK { ?a ?b 'c d' }"),
        ('ASK { ?a ?b """c\n\nd""" }', 'ASK { ?a ?b """c\nd""" }'),
        ("ASK { ?a ?b ?c # d\n }", "ASK { ?a ?b ?c # d }"),
        ("ASK { ?a ?b ?c # d\n FILTER(?c) }", "ASK { ?a ?b ?c # d FILTER(?c)\n}"),
        ("ASK { <a#b> ?b ?c }", "ASK { <a# b> ?b ?c }"),
        ("ASK { <a#b> ?b ?c\n}", "ASK { <a#b>\n?b ?c }"),
        ("ASK { ?A ?b ?c }", "ASK { ?a ?b ?c }"),
        ("ASK { a:b ?b ?c }", "ASK { a: b ?c }"),
    ],
)
def test_these_are_not(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


@pytest.mark.parametrize("character", list("\x0b\x0c\x1c\x1e\x1f\x85\xa0\u1680\u2000\u2028\u2029\u3000\ufeff"))
def test_only_white_space_of_sparql_is_left_out(character: str) -> None:
    """None of these ends a comment, and some may stand in an IRI."""
    assert normalised(f"ASK {{ ?a ?b ?c # {character} }}\n}}") != normalised("ASK { ?a ?b ?c #\n}\n}")
    assert normalised(f"ASK {{ <a{character}b> ?b ?c }}") != normalised("ASK { <a b> ?b ?c }")
    assert normalised(f"ASK {{}}{character}") != normalised("ASK {}")
    assert normalised(f"ASK {{ ?a ?b 'c' }}{character}") != normalised("ASK { ?a ?b 'c' }")


def _outcome(store: Store, query: str) -> object:
    try:
        result = store.query(query)
    except SyntaxError:
        return "syntax"
    return str(result) if hasattr(result, "__bool__") else sorted(str(each) for each in result)


def test_equal_keys_mean_equal_answers() -> None:
    """Whatever white space, comments and strings stand between the words of a query, asked of the engine itself."""
    store = Store()
    store.update("INSERT DATA { <http://e/a> <http://e/b> 'c  d', 'c d', ' ', 1, <http://e/#> }")
    luck = random.Random(4)
    gaps = (
        " ",
        "  ",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "\n\n",
        "# x\n",
        " # ' \n",
        "#\u2028\n",
        "\u2028",
        "\x0c",
        "\xa0",
        "# ",
    )
    objects = ("?c", "'c  d'", "'c d'", '"""c d"""', "1", "<http://e/#>", "<http://e/# >", "' '")
    seen: dict[str, tuple[str, object]] = {}
    shared = 0
    for _ in range(6000):
        filters = luck.choice(("", "FILTER(?a=?a)"))
        words = ("SELECT", "*", "{", "?a", "<http://e/b>", luck.choice(objects), filters, "}")
        few = (" ", "\n", luck.choice(gaps))
        query = "".join(word + luck.choice(few) for word in words)
        outcome = _outcome(store, query)
        before, known = seen.setdefault(normalised(query), (query, outcome))
        assert known == outcome, (before, query)
        shared += before != query
    assert shared > 500, "many were found to be the same"


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


def tag(endpoint: Endpoint, query: str = SELECT, **more: str) -> str:
    return ask(endpoint, query, **more)[1].headers["ETag"]  # type: ignore[arg-type]


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
