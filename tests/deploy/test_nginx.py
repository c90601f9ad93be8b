"""The nginx site in front of two replicas: what comes out is what Khen says, and limits are kept at the door."""

from __future__ import annotations

import gzip
import json
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.deploy.asking import FORM, QUERY, Answer, address, get, request
from tests.deploy.proxy import Proxy, needs_nginx, nginx
from tests.deploy.replicas import TIMEOUT, Replica
from tests.engine.asking import ENDLESS

pytestmark = needs_nginx
_SELECT = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 40"
_JSON = "application/sparql-results+json"
_DATED = {"date", "server", "connection", "server-timing", "x-query-id", "transfer-encoding"}
"""Headers that may differ between a replica and nginx before it."""


@pytest.fixture(scope="module")
def limited(pair: list[Replica], folder: Path) -> Iterator[Proxy]:
    """nginx with the limits per client that are shipped."""
    with nginx(folder / "limited", [each.port for each in pair]) as proxy:
        yield proxy


def _same(proxy: Proxy, pair: list[Replica], method: str, target: str, body: bytes | None, **headers: str) -> Answer:
    """The answer through nginx, once it is found to be the one that a replica gives."""
    through = request(proxy.port, method, target, body, headers)
    direct = request(pair[0].port, method, target, body, headers)
    assert (through.status, through.body) == (direct.status, direct.body)
    assert _fields(through) == _fields(direct)
    return through


def _fields(answer: Answer) -> list[tuple[str, object]]:
    """The headers; a list of methods is a set, which each process writes in an order of its own."""
    fields = [(name.lower(), value) for name, value in answer.headers.items() if name.lower() not in _DATED]
    return sorted((name, sorted(value.split(", ")) if name == "allow" else value) for name, value in fields)


@pytest.mark.parametrize(
    ("method", "target", "body", "media_type"),
    [
        ("GET", address(_SELECT), None, ""),
        ("HEAD", address(_SELECT), None, ""),
        ("POST", "/sparql", urlencode({"query": _SELECT}).encode(), FORM),
        ("POST", "/sparql", _SELECT.encode(), QUERY),
        ("QUERY", "/sparql", _SELECT.encode(), QUERY),
        ("QUERY", "/sparql", urlencode({"query": _SELECT}).encode(), FORM),
    ],
    ids=["get", "head", "form", "post", "query", "query-form"],
)
@pytest.mark.parametrize("coding", ["identity", "gzip", "zstd"])
def test_every_way_to_ask_goes_through_unchanged(
    proxy: Proxy, pair: list[Replica], method: str, target: str, body: bytes | None, media_type: str, coding: str
) -> None:
    headers = {"Content-Type": media_type} if media_type else {}
    answer = _same(proxy, pair, method, target, body, Accept=_JSON, **{"Accept-Encoding": coding}, **headers)
    assert answer.status == 200
    assert answer.headers["Content-Encoding"] == (None if coding == "identity" else coding)
    assert answer.headers["ETag"]
    assert answer.headers["Server-Timing"]
    assert answer.headers["X-Query-Id"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert {"Accept", "Accept-Encoding"} <= set(answer.headers["Vary"].split(", "))


def test_what_the_client_has_already_is_304(proxy: Proxy, pair: list[Replica]) -> None:
    tag = get(proxy.port, _SELECT).headers["ETag"]
    answer = _same(proxy, pair, "GET", address(_SELECT), None, **{"If-None-Match": tag})
    assert (answer.status, answer.body) == (304, b"")
    assert answer.headers["ETag"] == tag


def test_a_compressed_request_goes_through(proxy: Proxy, pair: list[Replica]) -> None:
    headers = {"Content-Type": QUERY, "Content-Encoding": "gzip"}
    assert _same(proxy, pair, "POST", "/sparql", gzip.compress(_SELECT.encode()), **headers).status == 200


def test_a_body_in_chunks_goes_through(proxy: Proxy) -> None:
    connection = HTTPConnection("127.0.0.1", proxy.port, timeout=30)
    parts = [b"ASK", b" ", b"{}"]
    connection.request("POST", "/sparql", iter(parts), {"Content-Type": QUERY}, encode_chunked=True)
    assert connection.getresponse().status == 200
    connection.close()


@pytest.mark.parametrize(
    ("method", "target", "status"),
    [
        ("GET", "/sparql?query=SELEKT", 400),
        ("GET", "/sparql?query=ASK%7B%7D&update=x", 403),
        ("DELETE", "/sparql", 405),
        ("GET", "/no-such-page", 404),
        ("OPTIONS", "/sparql", 204),
        ("GET", "/.well-known/void", 200),
        ("GET", "/static/style.css", 200),
        ("GET", "/id/programme/none", 404),
    ],
)
def test_refusals_and_pages_go_through_unchanged(
    proxy: Proxy, pair: list[Replica], method: str, target: str, status: int
) -> None:
    through = request(proxy.port, method, target, headers={"Accept": "*/*", "Origin": "https://example.org"})
    direct = request(pair[0].port, method, target, headers={"Accept": "*/*", "Origin": "https://example.org"})
    assert (through.status, _without_id(through)) == (direct.status, _without_id(direct))
    assert through.status == status
    assert [each for each in _fields(through) if each[0] != "content-length"] == [
        each for each in _fields(direct) if each[0] != "content-length"
    ]


def _without_id(answer: Answer) -> object:
    if answer.headers["Content-Type"] != "application/problem+json":
        return answer.body
    return {name: value for name, value in json.loads(answer.body).items() if name != "query_id"}


def test_a_time_out_keeps_its_problem_document_and_its_replica(proxy: Proxy, pair: list[Replica]) -> None:
    answer = request(proxy.port, "GET", address(ENDLESS) + "&timeout=0.3")
    assert (answer.status, json.loads(answer.body)["limit"]) == (504, {"timeout": 0.3})
    for _ in range(10):  # neither replica counts as dead for it
        assert get(proxy.port, "ASK {}").status == 200


def test_replicas_that_are_busy_say_so_themselves(proxy: Proxy) -> None:
    with ThreadPoolExecutor(16) as threads:
        long = [threads.submit(request, proxy.port, "GET", address(f"{ENDLESS} # {each}")) for each in range(16)]
        found = [each.result() for each in long]
    assert {each.status for each in found} == {503, 504}
    for each in found:
        problem = json.loads(each.body)
        assert problem["query_id"], "nginx itself would know none"
        assert problem["limit"] == ({"timeout": TIMEOUT} if each.status == 504 else {"wait": 0.5, "workers": 2})


def test_a_file_of_a_release_is_kept_and_given_again(proxy: Proxy, pair: list[Replica]) -> None:
    target = "/releases/r1/khen.nq"
    first = request(proxy.port, "GET", target)
    again = request(proxy.port, "GET", target)
    assert (first.headers["X-Cache"], again.headers["X-Cache"]) == ("MISS", "HIT")
    direct = request(pair[0].port, "GET", target)
    assert first.body == again.body == direct.body
    for name in ("ETag", "Cache-Control", "Repr-Digest", "Content-Type", "Access-Control-Allow-Origin"):
        assert again.headers.get_all(name) == direct.headers.get_all(name)
    part = request(proxy.port, "GET", target, headers={"Range": "bytes=5-14"})
    assert (part.status, part.body) == (206, first.body[5:15])
    assert request(proxy.port, "GET", target, headers={"If-None-Match": direct.headers["ETag"]}).status == 304
    assert request(proxy.port, "HEAD", target).headers["Content-Length"] == str(len(first.body))


def test_a_result_is_not_kept_for_the_next_release_answers_at_its_address(proxy: Proxy) -> None:
    for _ in range(2):
        answer = get(proxy.port, _SELECT)
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["X-Cache"] is None


@pytest.mark.parametrize(
    "path", ["/metrics", "/ready", "//metrics", "/%6detrics", "/x/../metrics", "/metrics?x", "/ready/"]
)
def test_what_is_for_operators_is_closed(proxy: Proxy, path: str) -> None:
    answer = request(proxy.port, "GET", path)
    assert answer.status in (403, 404)
    assert b"khen_" not in answer.body
    assert b"workers" not in answer.body


def test_too_large_is_refused_at_the_door(limited: Proxy) -> None:
    largest = b"ASK {} #" + b"x" * (1024 * 1024 - 8)
    assert request(limited.port, "POST", "/sparql", largest, {"Content-Type": QUERY}).status in (200, 400)
    answer = request(limited.port, "POST", "/sparql", largest + b"x", {"Content-Type": QUERY})
    _refused(answer, 413)
    assert json.loads(answer.body)["limit"] == {"request_bytes": 1024 * 1024}
    _refused(request(limited.port, "GET", "/sparql?query=" + "x" * 70_000), 414)
    _refused(request(limited.port, "GET", "/", headers={"X-Large": "x" * 70_000}), 431)
    assert request(limited.port, "GET", "/sparql?query=" + "%20" * 20_000 + "ASK%7B%7D").status == 200


def test_too_many_at_once_are_429_and_others_are_answered(limited: Proxy) -> None:
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: get(limited.port, "ASK {}"), range(400)))
    assert {each.status for each in found} == {200, 429}
    assert sum(each.status == 200 for each in found) >= 100
    for each in found:
        if each.status == 429:
            _refused(each, 429)
            assert each.headers["Retry-After"] == "5"


def _refused(answer: Answer, status: int) -> None:
    assert answer.status == status
    assert answer.headers.get_all("Content-Type") == ["application/problem+json"]
    assert answer.headers.get_all("Access-Control-Allow-Origin") == ["*"]
    assert answer.headers.get_all("Cache-Control") == ["no-store"]
    problem = json.loads(answer.body)
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert problem["remedy"]


def test_tls_and_http_2_by_the_lines_that_are_comments(pair: list[Replica], folder: Path) -> None:
    openssl, curl = shutil.which("openssl"), shutil.which("curl")
    if not openssl or not curl:
        pytest.skip("openssl or curl is not installed")
    place = folder / "tls"
    place.mkdir()
    subject = ["-subj", "/CN=khen.example.org", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"]
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    written = ["-keyout", str(place / "privkey.pem"), "-out", str(place / "fullchain.pem")]
    subprocess.run([openssl, "req", "-x509", *kind, *subject, *written], check=True, capture_output=True)
    with nginx(place, [each.port for each in pair], roomy=True, tls=True) as proxy:
        context = ssl.create_default_context(cafile=str(place / "fullchain.pem"))
        context.set_alpn_protocols(["h2"])
        with (
            socket.create_connection(("127.0.0.1", proxy.port), 10) as plain,
            context.wrap_socket(plain, server_hostname="127.0.0.1") as secure,
        ):
            assert secure.selected_alpn_protocol() == "h2"
        target = f"https://127.0.0.1:{proxy.port}/sparql"
        options = ["--silent", "--http2", "--cacert", str(place / "fullchain.pem"), "--max-time", "20"]
        asked = [
            "-X",
            "QUERY",
            "-H",
            f"Content-Type: {QUERY}",
            "-H",
            "Accept: text/csv",
            "--data",
            "SELECT (7 AS ?n) {}",
        ]
        shown = ["--write-out", "%{http_version} %header{strict-transport-security}"]
        found = subprocess.run([curl, *options, *asked, *shown, target], check=True, capture_output=True, text=True)
    assert found.stdout.split() == ["n", "7", "2", "max-age=31536000"]
