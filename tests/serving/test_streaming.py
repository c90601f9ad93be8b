"""Large files to slow clients: they hold no memory and no thread, and others are answered meanwhile."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.engine.asking import wait_until
from tests.serving.running import PATIENCE, Server, answered, serving
from tests.store.writing import write_release

MIB = 1024 * 1024
SIZE = 300 * MIB + 7
LARGE = "/releases/r1/large.nt"
PAGE = os.sysconf("SC_PAGE_SIZE")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A release with a large file, of which the disk holds nothing but its end."""
    releases = tmp_path_factory.mktemp("releases")
    folder = write_release(releases)
    with (folder / "large.nt").open("wb") as file:
        file.seek(SIZE - 7)
        file.write(b"the end")
    manifest = json.loads((folder / "manifest.json").read_text())
    entry = {"name": "large.nt", "media_type": "application/n-triples", "bytes": SIZE, "sha256": "0" * 64}
    manifest["files"].append({**manifest["files"][0], **entry, "compressed": False})
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with serving(releases, releases / "stderr") as server:
        yield server


def resident(process: int) -> int:
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGE


def read(process: int) -> int:
    """Bytes that a process has read from files and sockets."""
    (line,) = (each for each in Path(f"/proc/{process}/io").read_text().splitlines() if each.startswith("rchar"))
    return int(line.split()[1])


def descriptors(process: int) -> list[str]:
    found = []
    for each in Path(f"/proc/{process}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            found.append(str(each.readlink()))
    return found


def test_a_file_comes_whole(server: Server) -> None:
    before = resident(server.listening)
    connection = server.begin("", LARGE)
    head, _, rest = connection.recv(65536).partition(b"\r\n\r\n")
    assert f"content-length: {SIZE}".encode() in head.lower()
    length, most, end = len(rest), 0, rest[-7:]
    with connection:
        while data := connection.recv(MIB):
            length, end = length + len(data), (end + data)[-7:]
            most = max(most, resident(server.listening) - before) if length % 50 == 0 else most
    assert (length, end) == (SIZE, b"the end")
    assert max(most, resident(server.listening) - before) < 60 * MIB


def test_slow_readers_hold_up_nobody(server: Server) -> None:
    """Many more of them than there are threads."""
    for _ in range(3):
        server.request("/limits")
    before = resident(server.listening)
    with contextlib.ExitStack() as slow:
        readers = [slow.enter_context(server.begin("", LARGE)) for _ in range(40)]
        for each in readers:
            assert each.recv(1000).startswith(b"HTTP/1.1 200")
        for path in ("/health", "/limits", "/", "/releases/r1/void.ttl"):
            begun = time.monotonic()
            assert server.request(path)[0] == 200
            assert time.monotonic() - begun < 5
        assert server.ask()[0] == 200
        assert resident(server.listening) - before < 250 * MIB, "6 MiB for each, at most"
    wait_until(lambda: not any("large.nt" in each for each in descriptors(server.listening)), PATIENCE)


def test_a_file_is_read_no_further_when_its_client_has_gone(server: Server) -> None:
    before = read(server.listening)
    for _ in range(3):
        with server.begin("", LARGE) as connection:
            connection.recv(1000)
    wait_until(lambda: not any("large.nt" in each for each in descriptors(server.listening)), PATIENCE)
    assert read(server.listening) - before < 100 * MIB


@pytest.mark.parametrize(
    ("asked", "status", "body"),
    [
        (f"bytes={SIZE - 7}-", 206, b"the end"),
        ("bytes=-3", 206, b"end"),
        ("bytes=0-4", 206, bytes(5)),
        (f"bytes={SIZE}-", 416, None),
    ],
)
def test_a_part_of_a_file(server: Server, asked: str, status: int, body: bytes | None) -> None:
    found, headers, data = server.request(LARGE, "GET", None, Range=asked)
    assert found == status
    if body is not None:
        assert data == body
        assert headers["Content-Length"] == str(len(body))
        assert headers["Content-Range"].endswith(f"/{SIZE}")


def test_head_of_a_file(server: Server) -> None:
    status, headers, body = server.request(LARGE, "HEAD")
    assert (status, headers["Content-Length"], body) == (200, str(SIZE), b"")


def test_many_files_at_once(server: Server) -> None:
    def fetched(number: int) -> bytes:
        return server.request(LARGE, "GET", None, Range=f"bytes={number}-{number + MIB}")[2]

    with ThreadPoolExecutor(8) as threads:
        assert all(each == bytes(MIB + 1) for each in threads.map(fetched, range(24)))


def test_a_path_that_is_not_utf_8_is_not_found(server: Server) -> None:
    for path in ("/id/%FF%FE", "/%C3%28", "/releases/%FF", "/doc/th%E1%BB%ABa", "/%00", "/a%0D%0Ab"):
        assert server.request(path)[0] in (303, 404), path


def test_a_response_can_be_read_at_leisure(server: Server) -> None:
    """A client that reads slowly, but reads, gets all of what it asked for."""
    query = "SELECT ?n { VALUES ?d { 0 1 2 3 4 5 6 7 8 9 } " + " ".join(
        f"VALUES ?d{n} {{ 0 1 2 3 4 5 6 7 8 9 }}" for n in range(3)
    ) + " BIND('" + "x" * 300 + "' AS ?n) }"  # fmt: skip
    connection = server.begin(query)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
    time.sleep(0.5)
    first = connection.recv(1000)
    time.sleep(0.5)
    _, _, body = (first + answered(connection)).partition(b"\r\n\r\n")
    assert len(json.loads(body)["results"]["bindings"]) == 10_000
