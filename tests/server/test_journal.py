from __future__ import annotations

import errno
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from graph.errors import UsageError
from server import lines
from server.journal import Access, AccessLog, QueryLog
from server.outcomes import Outcome
from tests.engine.asking import wait_until

QUERY = "SELECT * WHERE { ?s ?p 'khen thưởng' }"


class Log:
    """An access log on a destination, and the lines it has dropped."""

    def __init__(self, destination: Path | str) -> None:
        self.lost: list[int] = []
        self.log = AccessLog(str(destination), self.lost.append)

    def record(self, path: str = "/sparql", *, agent: str = "curl/8", client: str = "192.0.2.77", **more: Any) -> None:
        known = {"method": "GET", "query_id": None, "release": "r1", **more}
        self.log.record(path=path, status=200, size=5, seconds=0.0012345678, agent=agent, client=client, **known)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "access.log"


@pytest.fixture
def access(path: Path) -> Iterator[Log]:
    access = Log(path)
    yield access
    access.log.close()


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_a_request_is_a_line(access: Log, path: Path) -> None:
    access.record("/doc/area/huế?query=secret", query_id="abc")
    access.log.close()
    (line,) = read(path)
    written = datetime.fromisoformat(line.pop("time"))
    assert written.utcoffset() is not None
    assert abs(written.timestamp() - time.time()) < 60
    assert line == {
        "method": "GET",
        "path": "/doc/area/huế",
        "status": 200,
        "bytes": 5,
        "seconds": 0.001235,
        "agent": "curl/8",
        "client": "192.0.2.0/24",
        "query_id": "abc",
        "release": "r1",
    }
    assert access.lost == []


@pytest.mark.parametrize(
    ("client", "network"),
    [
        ("198.51.100.255", "198.51.100.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("::1", "::/48"),
        ("", ""),
        ("not an address", ""),
        ("192.0.2.1\0", ""),
        ("a:b\0", ""),
    ],
)
def test_only_the_network_of_a_client_is_written(access: Log, path: Path, client: str, network: str) -> None:
    access.record(client=client)
    access.log.close()
    assert read(path)[0]["client"] == network


def test_no_client_writes_a_line_of_its_own(access: Log, path: Path) -> None:
    hostile = 'x"}\r\n{"status":500}\x1b[2J\x00\x85\u2028\u2029\ud800\x7f'
    access.record(f"/{hostile}", agent=hostile, method=hostile)
    access.log.close()
    data = path.read_bytes()
    assert data.count(b"\n") == 1
    assert data.isascii()
    assert not any(byte < 32 for byte in data[:-1])
    (line,) = read(path)
    assert line["agent"] == hostile
    assert line["path"] == f"/{hostile}"


def test_lines_are_bounded(tmp_path: Path, access: Log, path: Path) -> None:
    long = "\U0001f600" * 100_000
    access.record(long, agent=long, method=long)
    access.log.close()
    assert len(path.read_bytes()) < 10_000
    queries = QueryLog(str(tmp_path / "query.log"), access.lost.append, text=True)
    queries.record("abc", Outcome.SYNTAX, 0.1, long)
    queries.close()
    (line,) = read(tmp_path / "query.log")
    assert (len(line["text"]), line["cut"]) == (4096, True)
    assert line["sha256"] == hashlib.sha256(long.encode()).hexdigest()
    assert len((tmp_path / "query.log").read_bytes()) < 60_000


def test_a_query_is_a_line_without_its_text(path: Path) -> None:
    lost: list[int] = []
    log = QueryLog(str(path), lost.append)
    log.record("a1", Outcome.OK, 0.25, QUERY, form="SELECT", format="text/csv", rows=0, size=7, cached=True)
    log.record("a2", Outcome.SYNTAX, 0.001, QUERY + "\ud800")
    log.close()
    first, second = read(path)
    del first["time"], second["time"]
    digest = hashlib.sha256(QUERY.encode()).hexdigest()
    assert first == {
        "query_id": "a1",
        "outcome": "ok",
        "seconds": 0.25,
        "sha256": digest,
        "form": "SELECT",
        "format": "text/csv",
        "rows": 0,
        "bytes": 7,
        "cached": True,
    }
    assert set(second) == {"query_id", "outcome", "seconds", "sha256", "cached"}
    assert second["sha256"] != digest


def test_the_text_of_a_query_is_written_when_asked_for(path: Path) -> None:
    lost: list[int] = []
    log = QueryLog(str(path), lost.append, text=True)
    log.record("a1", Outcome.OK, 0.25, QUERY)
    log.close()
    (line,) = read(path)
    assert line["text"] == QUERY
    assert "cut" not in line


def test_a_line_is_written_soon_and_in_order(access: Log, path: Path) -> None:
    for number in range(200):
        access.record(f"/{number}")
    wait_until(lambda: path.read_bytes().count(b"\n") == 200)
    assert [line["path"] for line in read(path)] == [f"/{number}" for number in range(200)]


def test_threads_write_each_line_once_and_whole(access: Log, path: Path) -> None:
    def serve(thread: int) -> None:
        for number in range(1000):
            access.record(f"/{thread}/{number}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(serve, range(8)))
    access.log.close()
    assert {line["path"] for line in read(path)} == {f"/{thread}/{n}" for thread in range(8) for n in range(1000)}
    assert len(read(path)) == 8000
    assert access.lost == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_drops_lines_and_says_so_once(caplog: pytest.LogCaptureFixture) -> None:
    access = Log("/dev/full")
    for _ in range(500):
        access.record()
    access.log.close()
    assert sum(access.lost) == 500
    (said,) = caplog.records
    assert said.getMessage() == "/dev/full cannot be written, lines are dropped: No space left on device"


def test_a_line_that_was_cut_short_spoils_no_other(
    access: Log, path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    log, write, room = access.log, os.write, [0]

    def limited(descriptor: int, data: bytes) -> int:
        if descriptor != log._descriptor:
            return write(descriptor, data)
        if not room[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written = write(descriptor, data[: room[0]])
        room[0] -= written
        return written

    def batch(*paths: str) -> None:
        log._write([Access(0, "GET", each, 200, 5, 0.1, "", "", None, "r1") for each in paths])

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", limited)
        room[0] = 150  # one line and some of another
        batch("/1", "/2", "/3")
        assert access.lost == [2]
        batch("/4", "/5")
        assert access.lost == [2, 2]
        room[0] = 1_000_000
        batch("/6")
        batch("/7")
    whole, cut, *after = path.read_text().splitlines()
    assert [json.loads(each)["path"] for each in (whole, *after)] == ["/1", "/6", "/7"]
    assert not cut.endswith("}")
    assert len(caplog.records) == 1


def test_a_reader_that_does_not_read_holds_up_nobody() -> None:
    reading, writing = os.pipe()
    access = Log(f"/dev/fd/{writing}")
    began = time.monotonic()
    for number in range(15_000):
        access.record(f"/{number}")
    assert time.monotonic() - began < 10  # a request that waited for the pipe would wait for ever
    assert sum(access.lost) > 0
    received: list[bytes] = []

    def read_all() -> None:
        while data := os.read(reading, 1 << 16):
            received.append(data)

    reader = Thread(target=read_all)
    reader.start()
    access.log.close()
    os.close(writing)
    reader.join(10)
    os.close(reading)
    got = [json.loads(line) for line in b"".join(received).splitlines()]
    assert len(got) + sum(access.lost) == 15_000


def test_closing_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_PATIENCE", 0.2)
    reading, writing = os.pipe()
    access = Log(f"/dev/fd/{writing}")
    for _ in range(2000):
        access.record()
    access.log.close()
    assert access.log._thread.is_alive()
    os.close(reading)  # which lets the thread end, with an error
    access.log._thread.join(10)
    os.close(writing)
    assert sum(access.lost) > 0


def test_a_file_that_was_moved_is_opened_anew(access: Log, path: Path) -> None:
    access.record("/before")
    wait_until(lambda: path.read_bytes().count(b"\n") == 1)
    path.rename(path.with_suffix(".1"))
    access.record("/moved")
    wait_until(lambda: path.with_suffix(".1").read_bytes().count(b"\n") == 2)
    access.log.reopen()
    access.record("/after")
    access.log.close()
    assert [line["path"] for line in read(path.with_suffix(".1"))] == ["/before", "/moved"]
    assert [line["path"] for line in read(path)] == ["/after"]


def test_a_new_file_does_not_begin_with_the_end_of_a_line_in_the_old_one(access: Log, path: Path) -> None:
    access.log._torn = True  # the old one ends within a line
    path.rename(path.with_suffix(".1"))
    access.log.reopen()
    access.record()
    access.log.close()
    assert len(read(path)) == 1


def test_a_file_that_cannot_be_opened_anew_is_kept(
    access: Log, tmp_path: Path, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path.rename(tmp_path / "moved")
    path.mkdir()
    access.log.reopen()
    access.record("/after")
    access.log.close()
    assert [line["path"] for line in read(tmp_path / "moved")] == ["/after"]
    assert "Is a directory; lines go on" in caplog.text


def test_a_file_is_added_to_and_is_not_for_everybody(path: Path) -> None:
    for _ in range(2):
        access = Log(path)
        access.record()
        access.log.close()
        access.log.close()  # a second time does no harm
    assert len(read(path)) == 2
    assert path.stat().st_mode & 0o007 == 0


def test_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    access = Log("-")
    access.log.reopen()
    access.record("/here")
    access.log.close()
    assert json.loads(capfd.readouterr().err)["path"] == "/here"
    os.fstat(2)  # is still open


@pytest.mark.parametrize("where", [lambda folder: folder, lambda folder: folder / "none" / "access.log"])
def test_a_file_that_cannot_be_written_stops_the_start(tmp_path: Path, where: Callable[[Path], Path]) -> None:
    with pytest.raises(UsageError) as caught:
        Log(where(tmp_path))
    assert caught.value.subject == str(where(tmp_path))
