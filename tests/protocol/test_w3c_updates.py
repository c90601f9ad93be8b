"""The update cases of the W3C, one test for each entry: this endpoint is for reading, and refuses each of them.

What they show of datasets, queries show in ``test_w3c_queries.py``. After each refusal the data are what they were.
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator

import pytest

from tests.protocol.asking import ASK, FORM, UPDATE, WAYS, Answer, Endpoint, problem
from tests.protocol.release import DATA1, DATA2, DATA3

INSERT = """CLEAR ALL ;
INSERT DATA {{ GRAPH <{graph}> {{ <{graph}> a foaf:Document }} }} ;
INSERT {{ GRAPH <{other}> {{ ?s a foaf:Image }} }} WHERE {{ {where} }}"""
FROM_DEFAULT = INSERT.format(graph=DATA1, other=DATA3, where="?s a foaf:Document")
FROM_NAMED = INSERT.format(graph=DATA1, other=DATA3, where="GRAPH ?g { ?s a foaf:Document }")


@pytest.fixture(autouse=True)
def _unchanged(endpoint: Endpoint) -> Iterator[None]:
    before = _everything(endpoint)
    yield
    assert _everything(endpoint) == before


def _everything(endpoint: Endpoint) -> str:
    """A digest of all quads, and of the default graph."""
    query = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    answer = endpoint.get(query, {"Accept": "text/tab-separated-values"})
    assert answer.status == 200
    return hashlib.sha256(b"\n".join(sorted(answer.body.split(b"\n")))).hexdigest()


def _refused(answer: Answer) -> None:
    document = problem(answer, 403)
    assert "update" in document["detail"].lower()


def _direct(endpoint: Endpoint, update: str, parameters: str = "") -> Answer:
    target = f"{endpoint.path}?{parameters}" if parameters else endpoint.path
    return endpoint.send("POST", target, update.encode(), {"Content-Type": UPDATE})


def test_update_post_form(endpoint: Endpoint) -> None:
    _refused(endpoint.send("POST", body=b"update=CLEAR+ALL", headers={"Content-Type": FORM}))


def test_update_post_direct(endpoint: Endpoint) -> None:
    _refused(_direct(endpoint, "CLEAR ALL"))


def test_update_dataset_default_graph(endpoint: Endpoint) -> None:
    _refused(_direct(endpoint, FROM_DEFAULT, f"using-graph-uri={DATA1}"))


def test_update_dataset_default_graphs(endpoint: Endpoint) -> None:
    _refused(_direct(endpoint, FROM_DEFAULT, f"using-graph-uri={DATA1}&using-graph-uri={DATA2}"))


def test_update_dataset_named_graphs(endpoint: Endpoint) -> None:
    _refused(_direct(endpoint, FROM_NAMED, f"using-named-graph-uri={DATA1}&using-named-graph-uri={DATA2}"))


def test_update_dataset_full(endpoint: Endpoint) -> None:
    _refused(_direct(endpoint, FROM_NAMED, f"using-graph-uri={DATA1}&using-named-graph-uri={DATA2}"))


def test_bad_update_get(endpoint: Endpoint) -> None:
    _refused(endpoint.get(None, update="CLEAR ALL"))


def test_bad_multiple_updates(endpoint: Endpoint) -> None:
    _refused(endpoint.form({"update": ["CLEAR NAMED", "CLEAR DEFAULT"]}))


def test_bad_update_wrong_media_type(endpoint: Endpoint) -> None:
    problem(endpoint.send("POST", body=b"CLEAR NAMED", headers={"Content-Type": "text/plain"}), 415)


def test_bad_update_missing_form_type(endpoint: Endpoint) -> None:
    problem(endpoint.send("POST", body=b"update=CLEAR%20NAMED"), 415)


def test_bad_update_non_utf8(endpoint: Endpoint) -> None:
    body = codecs.BOM_UTF16_BE + "CLEAR NAMED".encode("utf-16-be")
    answer = endpoint.send("POST", body=body, headers={"Content-Type": f"{UPDATE}; charset=UTF-16"})
    assert answer.status in (403, 415)
    problem(answer, answer.status)


def test_bad_update_syntax(endpoint: Endpoint) -> None:
    _refused(endpoint.form({"update": "CLEAR XYZ"}))


def test_bad_update_dataset_conflict(endpoint: Endpoint) -> None:
    update = f"WITH <{DATA1}> DELETE {{ ?s a ?t }} INSERT {{ ?s a <http://example.org/Seen> }} WHERE {{ ?s a ?t }}"
    _refused(_direct(endpoint, update, f"using-named-graph-uri={DATA2}"))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("update", ["CLEAR ALL", "INSERT DATA { <a:a> <a:b> <a:c> }", f"LOAD <{DATA1}>"])
def test_an_update_sent_as_a_query_is_told_so(endpoint: Endpoint, way: str, update: str) -> None:
    problem(endpoint.ask(way, update), 403)


@pytest.mark.parametrize("way", WAYS)
def test_an_update_beside_a_query_is_refused_with_it(endpoint: Endpoint, way: str) -> None:
    _refused(endpoint.ask(way, ASK, update="CLEAR ALL"))


@pytest.mark.parametrize("kind", [f"{UPDATE}; charset=utf-8", UPDATE.upper()])
def test_an_update_by_query_or_post_however_its_type_is_written(endpoint: Endpoint, kind: str) -> None:
    for method in ("POST", "QUERY"):
        _refused(endpoint.send(method, body=b"CLEAR ALL", headers={"Content-Type": kind}))


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_the_graph_store_protocol_finds_nothing_to_write_to(endpoint: Endpoint, method: str) -> None:
    triple = b"<http://e/a> <http://e/b> <http://e/c> ."
    for target in ("/sparql?graph=" + DATA1, "/sparql?default", "/update", "/data?default", "/graph/data1"):
        answer = endpoint.send(method, target, triple, {"Content-Type": "text/turtle"})
        assert 400 <= answer.status < 500
