"""Requests that the W3C test cases of the SPARQL 1.1 Protocol want refused, one test for each of their entries.

They ask for any 4xx; here each has the status that says what is wrong, and a problem document.
"""

from __future__ import annotations

import codecs

import pytest

from tests.protocol.asking import ASK, DIRECT, FORM, SELECT, Endpoint, problem


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_bad_query_method(endpoint: Endpoint, method: str) -> None:
    answer = endpoint.get(ASK, method=method)
    problem(answer, 405)
    assert {"get", "post"} <= answer.field("Allow")


@pytest.mark.parametrize("place", ["address", "form", "both", "address and body", "twice the same"])
def test_bad_multiple_queries(endpoint: Endpoint, place: str) -> None:
    answer = {
        "address": lambda: endpoint.get(None, query=[ASK, SELECT]),
        "form": lambda: endpoint.form({"query": [ASK, SELECT]}),
        "both": lambda: endpoint.send("POST", "/sparql?query=ASK%7B%7D", b"query=ASK%7B%7D", {"Content-Type": FORM}),
        "address and body": lambda: endpoint.direct(ASK, query=SELECT),
        "twice the same": lambda: endpoint.get(None, query=[ASK, ASK]),
    }[place]()
    assert "query" in problem(answer, 400)["detail"]


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "multipart/form-data; boundary=x", "*/*"])
def test_bad_query_wrong_media_type(endpoint: Endpoint, kind: str) -> None:
    document = problem(endpoint.send("POST", body=ASK.encode(), headers={"Content-Type": kind}), 415)
    assert DIRECT in document["remedy"]
    assert FORM in document["remedy"]


def test_bad_query_missing_form_type(endpoint: Endpoint) -> None:
    problem(endpoint.send("POST", body=b"query=ASK%20%7B%7D"), 415)


def test_bad_query_missing_direct_type(endpoint: Endpoint) -> None:
    problem(endpoint.send("POST", body=ASK.encode()), 415)


def test_bad_query_non_utf8(endpoint: Endpoint) -> None:
    body = codecs.BOM_UTF16_BE + ASK.encode("utf-16-be")
    problem(endpoint.send("POST", body=body, headers={"Content-Type": f"{DIRECT}; charset=UTF-16"}), 415)
    problem(endpoint.direct(body), 400)


def test_bad_query_syntax(endpoint: Endpoint) -> None:
    document = problem(endpoint.get("ASK {"), 400)
    assert document["line"] == 1
    assert document["column"] > 0
