"""Answers compressed as the client can take them (RFC 9110, section 12.5.3)."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Final

import brotli  # type: ignore[import-untyped] # it comes without types
import pytest
import zstandard

from tests.protocol.asking import (
    ASK,
    BROWSER,
    LONG_SELECT,
    Answer,
    Endpoint,
    accept,
)


def _unzstd(body: bytes) -> bytes:
    with zstandard.ZstdDecompressor().stream_reader(body) as reader:
        return reader.read()


UNPACK: Final[dict[str, Callable[[bytes], bytes]]] = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": _unzstd,
}
LONG_GRAPH: Final = "CONSTRUCT WHERE { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?name }"


def _get(endpoint: Endpoint, accepted: str | None, query: str | None = LONG_SELECT, wanted: str = "*/*") -> Answer:
    fields = accept(wanted) if accepted is None else {**accept(wanted), "Accept-Encoding": accepted}
    answer = endpoint.get(query, fields)
    assert "accept-encoding" in answer.field("Vary")
    return answer


def _coding(answer: Answer) -> str:
    assert answer.status == 200, answer.body
    return (answer.headers["Content-Encoding"] or "identity").lower()


@pytest.mark.parametrize("coding", UNPACK)
@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (LONG_SELECT, "application/sparql-results+json"),
        (LONG_SELECT, "application/sparql-results+xml"),
        (LONG_SELECT, "text/csv"),
        (LONG_SELECT, "text/tab-separated-values"),
        (LONG_SELECT, BROWSER),
        (LONG_GRAPH, "text/turtle"),
        (LONG_GRAPH, "application/n-triples"),
        (LONG_GRAPH, "application/ld+json"),
        (LONG_GRAPH, "application/rdf+xml"),
        (None, "text/turtle"),
    ],
)
def test_what_is_unpacked_is_what_is_sent_plain(
    endpoint: Endpoint, coding: str, query: str | None, wanted: str
) -> None:
    plain, packed = _get(endpoint, None, query, wanted), _get(endpoint, coding, query, wanted)
    assert (_coding(plain), _coding(packed)) == ("identity", coding)
    assert UNPACK[coding](packed.body) == plain.body
    assert len(packed.body) < len(plain.body)
    assert int(packed.headers["Content-Length"]) == len(packed.body)
    assert packed.headers["Content-Type"] == plain.headers["Content-Type"]


@pytest.mark.parametrize("method", ["POST", "QUERY"])
@pytest.mark.parametrize("coding", UNPACK)
def test_query_and_post_are_answered_compressed_too(endpoint: Endpoint, method: str, coding: str) -> None:
    answer = endpoint.direct(LONG_SELECT, {"Accept-Encoding": coding}, method=method)
    assert _coding(answer) == coding
    assert UNPACK[coding](answer.body) == endpoint.direct(LONG_SELECT).body


@pytest.mark.parametrize(
    ("accepted", "codings"),
    [
        (None, {"identity"}),
        ("", {"identity"}),
        ("identity", {"identity"}),
        ("gzip;q=0", {"identity"}),
        ("*;q=0, identity", {"identity"}),
        ("compress, nonsense", {"identity"}),
        ("identity, gzip;q=0.5", {"identity"}),
        ("deflate", {"identity", "deflate"}),
        ("gzip", {"gzip"}),
        ("GZip", {"gzip"}),
        ("x-gzip", {"gzip", "x-gzip", "identity"}),
        ("gzip;q=0.001", {"gzip"}),
        ("br;q=0.5, gzip", {"gzip"}),
        ("gzip;q=0.5, br", {"br"}),
        ("zstd, br;q=0.9, gzip;q=0.8", {"zstd"}),
        ("gzip;q=0.9, br;q=1.0, zstd;q=0.95", {"br"}),
        ("gzip, br;q=0, zstd;q=0", {"gzip"}),
        ("*, gzip;q=0, br;q=0", {"zstd", "identity"}),
        ("gzip;q=0, *", set(UNPACK) - {"gzip"} | {"identity"}),
        ("*", {*UNPACK, "identity"}),
        ("gzip, deflate, br, zstd", set(UNPACK)),
        ("gzip, identity;q=0", {"gzip"}),
        ("identity;q=0, *", set(UNPACK)),
        ("nonsense, br;q=0.2", {"br"}),
        (" gzip ;q=0.3 , br ; q=0.4 ", {"br"}),
        ("gzip;q=abc", {"gzip", "identity"}),
        (",;=,", {"identity"}),
    ],
)
def test_the_coding_liked_best(endpoint: Endpoint, accepted: str | None, codings: set[str]) -> None:
    assert _coding(_get(endpoint, accepted)) in codings


@pytest.mark.parametrize("accepted", ["identity;q=0", "*;q=0", "identity;q=0, nonsense", "identity;q=0, *;q=0"])
def test_where_no_coding_will_do_it_is_406_or_none(endpoint: Endpoint, accepted: str) -> None:
    answer = _get(endpoint, accepted)
    assert answer.status in (200, 406)
    if answer.status == 200:
        assert _coding(answer) == "identity"


def test_the_header_may_be_sent_in_several_lines(endpoint: Endpoint) -> None:
    answer = endpoint.get(LONG_SELECT, [("Accept-Encoding", "gzip;q=0.1"), ("Accept-Encoding", "br")])
    assert _coding(answer) == "br"


def test_small_answers_are_sent_plain(endpoint: Endpoint) -> None:
    answer = _get(endpoint, "gzip, br, zstd", ASK)
    assert _coding(answer) == "identity"
    assert int(answer.headers["Content-Length"]) == len(answer.body)


@pytest.mark.parametrize("wanted", ["*/*", "text/csv", BROWSER])
@pytest.mark.parametrize("query", [ASK, "SELECT (1 AS ?value) {}", None])
@pytest.mark.parametrize("accepted", ["gzip, identity;q=0", "gzip, *;q=0", "x-gzip;q=0.5, identity;Q=0.0"])
def test_small_answers_are_compressed_for_who_takes_them_no_other_way(
    endpoint: Endpoint, query: str | None, wanted: str, accepted: str
) -> None:
    if query is None and wanted == "text/csv":
        query = "CONSTRUCT {} {}"  # an empty body
        wanted = "application/n-triples"
    plain = _get(endpoint, None, query, wanted)
    for _ in range(2):  # what is kept of the plain answer is not given
        packed = _get(endpoint, accepted, query, wanted)
        assert _coding(packed) == "gzip"
        assert gzip.decompress(packed.body) == plain.body
    assert _coding(_get(endpoint, "gzip", ASK)) == "identity"


def test_gzip_has_an_older_name(endpoint: Endpoint) -> None:
    """Section 8.4.1.3."""
    for accepted in ("x-gzip", "X-GZip;q=0.5, br;q=0.4", "gzip;q=0.1, x-gzip;q=0.9, br;q=0.5"):
        assert _coding(_get(endpoint, accepted)) == "gzip"
    assert _coding(_get(endpoint, "x-gzip;q=0")) == "identity"


def test_errors_can_be_read_by_who_accepts_no_coding(endpoint: Endpoint) -> None:
    answer = endpoint.get("ASK {", {"Accept-Encoding": "identity"})
    assert (answer.status, answer.headers["Content-Encoding"]) == (400, None)
    assert answer.json()["status"] == 400
