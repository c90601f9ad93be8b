"""How lines come into a file: each whole and once, and no request waits or fails by them."""

from __future__ import annotations

import errno
import json
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import pytest

from graph.errors import UsageError
from server import lines
from server.journal import Access
from tests.engine.asking import wait_until
from tests.server.journalling import Log, read


def test_a_line_is_written_soon_and_in_order(access: Log, log_file: Path) -> None:
    for number in range(200):
        access.record(f"/{number}")
    wait_until(lambda: log_file.read_bytes().count(b"\n") == 200)
    assert [line["path"] for line in read(log_file)] == [f"/{number}" for number in range(200)]


def test_threads_write_each_line_once_and_whole(access: Log, log_file: Path) -> None:
    def serve(thread: int) -> None:
        for number in range(1000):
            access.record(f"/{thread}/{number}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(serve, range(8)))
    access.log.close()
    assert {line["path"] for line in read(log_file)} == {f"/{thread}/{n}" for thread in range(8) for n in range(1000)}
    assert len(read(log_file)) == 8000
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
    access: Log, log_file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
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
    whole, cut, *after = log_file.read_text().splitlines()
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


def test_a_file_that_was_moved_is_opened_anew(access: Log, log_file: Path) -> None:
    access.record("/before")
    wait_until(lambda: log_file.read_bytes().count(b"\n") == 1)
    log_file.rename(log_file.with_suffix(".1"))
    access.record("/moved")
    wait_until(lambda: log_file.with_suffix(".1").read_bytes().count(b"\n") == 2)
    access.log.reopen()
    access.record("/after")
    access.log.close()
    assert [line["path"] for line in read(log_file.with_suffix(".1"))] == ["/before", "/moved"]
    assert [line["path"] for line in read(log_file)] == ["/after"]


def test_a_new_file_does_not_begin_with_the_end_of_a_line_in_the_old_one(access: Log, log_file: Path) -> None:
    access.log._torn = True  # the old one ends within a line
    log_file.rename(log_file.with_suffix(".1"))
    access.log.reopen()
    access.record()
    access.log.close()
    assert len(read(log_file)) == 1


def test_a_file_that_cannot_be_opened_anew_is_kept(
    access: Log, tmp_path: Path, log_file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    log_file.rename(tmp_path / "moved")
    log_file.mkdir()
    access.log.reopen()
    access.record("/after")
    access.log.close()
    assert [line["path"] for line in read(tmp_path / "moved")] == ["/after"]
    assert "Is a directory; lines go on" in caplog.text


def test_a_file_is_added_to_and_is_not_for_everybody(log_file: Path) -> None:
    for _ in range(2):
        access = Log(log_file)
        access.record()
        access.log.close()
        access.log.close()  # a second time does no harm
    assert len(read(log_file)) == 2
    assert log_file.stat().st_mode & 0o007 == 0


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
