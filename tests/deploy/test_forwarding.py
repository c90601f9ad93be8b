"""What nginx tells a replica of a request, and when: shown by a replica that answers with what it was asked."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from tests.deploy.asking import QUERY, request
from tests.deploy.proxy import Proxy, needs_nginx, nginx
from tests.engine.asking import wait_until

pytestmark = needs_nginx


@dataclass
class Mirror:
    """A server that answers with what it was asked; how often it was asked."""

    port: int
    asked: list[str] = field(default_factory=list)
    silent: bool = False


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    mirror: Mirror

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.mirror.asked.append(self.command)
        if self.mirror.silent:
            self.close_connection = True
            return
        seen = {"method": self.command, "target": self.path, "body": body.decode(), "headers": dict(self.headers)}
        data = json.dumps(seen).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_QUERY = _answer  # noqa: N815 - the library asks for these names

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def mirrors() -> Iterator[list[Mirror]]:
    servers = []
    for _ in range(2):
        handler = type("Handler", (_Handler,), {})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        handler.mirror = Mirror(server.server_address[1])  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}).start()
        servers.append((server, handler.mirror))  # type: ignore[attr-defined]
    yield [mirror for _, mirror in servers]
    for server, _ in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def before(mirrors: list[Mirror], tmp_path: Path) -> Iterator[Proxy]:
    """nginx of this test alone, which takes no replica for dead that failed in another."""
    with nginx(tmp_path, [each.port for each in mirrors], roomy=True) as proxy:
        yield proxy


def _seen(
    proxy: Proxy, method: str, body: bytes | None = None, headers: Mapping[str, str] = MappingProxyType({})
) -> dict[str, Any]:
    answer = request(proxy.port, method, "/sparql?a=%20b%2Fc", body, headers)
    assert answer.status == 200
    seen: dict[str, Any] = json.loads(answer.body)
    return seen


def test_the_client_is_named_by_nginx_and_not_by_itself(before: Proxy) -> None:
    claims = {"X-Forwarded-For": "192.0.2.1", "Forwarded": "for=192.0.2.1", "Host": "khen.example.org"}
    seen = _seen(before, "GET", None, claims)["headers"]
    assert seen["X-Forwarded-For"] == "127.0.0.1"
    assert "Forwarded" not in seen
    assert seen["Host"] == "khen.example.org"
    assert seen.get("Connection", "keep-alive") == "keep-alive"


def test_the_target_and_what_is_negotiated_are_passed_as_they_came(before: Proxy) -> None:
    wanted = {"Accept": "text/csv;q=0.5, */*", "Accept-Encoding": "zstd, gzip;q=0", "If-None-Match": '"a"'}
    seen = _seen(before, "GET", None, wanted)
    assert seen["target"] == "/sparql?a=%20b%2Fc"
    assert wanted.items() <= seen["headers"].items()


def test_an_unusual_method_keeps_its_body(before: Proxy) -> None:
    seen = _seen(before, "QUERY", b"ASK {}", {"Content-Type": QUERY})
    assert (seen["method"], seen["body"], seen["headers"]["Content-Length"]) == ("QUERY", "ASK {}", "6")


@pytest.mark.parametrize("method", ["GET", "POST", "QUERY"])
def test_a_request_that_a_replica_drops_is_sent_to_the_other(before: Proxy, mirrors: list[Mirror], method: str) -> None:
    mirrors[0].silent = True
    try:
        mirrors[0].asked.clear()
        for _ in range(8):
            _seen(before, method, None if method == "GET" else b"ASK {}")
        assert mirrors[0].asked, "it was asked, and did not answer"
    finally:
        mirrors[0].silent = False


def test_a_body_that_comes_slowly_keeps_no_replica_waiting(before: Proxy, mirrors: list[Mirror]) -> None:
    def asked() -> int:
        return sum(len(each.asked) for each in mirrors)

    with socket.create_connection(("127.0.0.1", before.port), 10) as slow:
        slow.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\n\r\nASK")
        first = asked()
        for _ in range(3):
            _seen(before, "GET")
        assert asked() == first + 3
        slow.sendall(b" {}")
        wait_until(lambda: asked() == first + 4, 10)
        assert slow.recv(4096).startswith(b"HTTP/1.1 200")
