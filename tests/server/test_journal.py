"""What the lines of the logs say, and what they never do."""

from __future__ import annotations

import hashlib
import time
from datetime import datetime
from pathlib import Path

import pytest

from server.journal import QueryLog
from server.outcomes import Outcome
from tests.server.journalling import Log, read

QUERY = "SELECT * WHERE { ?s ?p 'khen thưởng' }"


def test_a_request_is_a_line(access: Log, log_file: Path) -> None:
    access.record("/doc/area/huế?query=secret", query_id="abc")
    access.log.close()
    (line,) = read(log_file)
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
def test_only_the_network_of_a_client_is_written(access: Log, log_file: Path, client: str, network: str) -> None:
    access.record(client=client)
    access.log.close()
    assert read(log_file)[0]["client"] == network


def test_no_client_writes_a_line_of_its_own(access: Log, log_file: Path) -> None:
    hostile = 'x"}\r\n{"status":500}\x1b[2J\x00\x85\u2028\u2029\ud800\x7f'
    access.record(f"/{hostile}", agent=hostile, method=hostile)
    access.log.close()
    data = log_file.read_bytes()
    assert data.count(b"\n") == 1
    assert data.isascii()
    assert not any(byte < 32 for byte in data[:-1])
    (line,) = read(log_file)
    assert line["agent"] == hostile
    assert line["path"] == f"/{hostile}"


def test_lines_are_bounded(tmp_path: Path, access: Log, log_file: Path) -> None:
    long = "\U0001f600" * 100_000
    access.record(long, agent=long, method=long)
    access.log.close()
    assert len(log_file.read_bytes()) < 10_000
    queries = QueryLog(str(tmp_path / "query.log"), access.lost.append, text=True)
    queries.record("abc", Outcome.SYNTAX, 0.1, long)
    queries.close()
    (line,) = read(tmp_path / "query.log")
    assert (len(line["text"]), line["cut"]) == (4096, True)
    assert line["sha256"] == hashlib.sha256(long.encode()).hexdigest()
    assert len((tmp_path / "query.log").read_bytes()) < 60_000


def test_a_query_is_a_line_without_its_text(log_file: Path) -> None:
    lost: list[int] = []
    log = QueryLog(str(log_file), lost.append)
    log.record("a1", Outcome.OK, 0.25, QUERY, form="SELECT", format="text/csv", rows=0, size=7, cached=True)
    log.record("a2", Outcome.SYNTAX, 0.001, QUERY + "\ud800")
    log.close()
    first, second = read(log_file)
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


def test_the_text_of_a_query_is_written_when_asked_for(log_file: Path) -> None:
    lost: list[int] = []
    log = QueryLog(str(log_file), lost.append, text=True)
    log.record("a1", Outcome.OK, 0.25, QUERY)
    log.close()
    (line,) = read(log_file)
    assert line["text"] == QUERY
    assert "cut" not in line
