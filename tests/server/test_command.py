"""``khen serve`` as a process of its own: what it prints, how it stops, and what it says when it cannot start."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.errors import KhenError, UsageError
from graph.store import ReleaseError
from server.command import serve

# The command raises the errors that the program reports, so it is started here as the program would.
_START = "from server.command import serve; serve(standalone_mode=False)"


@pytest.fixture
def served(releases: Path) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "KHEN_RELEASES": str(releases), "PORT": "0", "HOST": "127.0.0.1"}
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", _START], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    yield process
    process.kill()
    process.wait(timeout=10)
    for stream in (process.stdout, process.stderr):
        assert stream is not None
        stream.close()


def _printed(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if "Ctrl-C" in line:
            return "".join(lines)
    raise AssertionError("".join(lines) + process.stderr.read() if process.stderr else "")


def test_it_prints_address_release_and_queries_that_work(served: subprocess.Popen[str]) -> None:
    printed = _printed(served)
    address = re.search(r"http://127\.0\.0\.1:\d+/", printed)
    assert address
    assert "Release r1" in printed
    assert "WARNING: this release states no address to write to." in printed
    with urllib.request.urlopen(f"{address[0]}health", timeout=10) as response:
        assert response.status == 200
    commands = [line.strip() for line in printed.splitlines() if line.strip().startswith("curl")]
    assert len(commands) == 3
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    for command in commands:
        answer = subprocess.run(shlex.split(command), check=True, capture_output=True, text=True, timeout=20)
        assert len(answer.stdout.splitlines()) > 1, command


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_cleanly(served: subprocess.Popen[str], number: signal.Signals) -> None:
    _printed(served)
    served.send_signal(number)
    assert served.wait(timeout=10) == 0
    assert served.stderr is not None
    assert served.stderr.read() == ""


def test_a_taken_port_is_said_with_the_way_out(releases: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(KhenError, match="another program listens") as caught:
            serve(["--port", str(port), "--releases", str(releases)], standalone_mode=False)
    assert caught.value.exit_status == 2
    assert "--port" in caught.value.remedy


def test_an_address_of_another_machine_is_said(releases: Path) -> None:
    with pytest.raises(KhenError) as caught:
        serve(["--host", "192.0.2.1", "--port", "0", "--releases", str(releases)], standalone_mode=False)
    assert caught.value.exit_status == 2


def test_without_a_release_it_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="khen build") as caught:
        serve(["--releases", str(tmp_path)], standalone_mode=False)
    assert caught.value.exit_status == 1


def test_help_shows_an_example() -> None:
    result = CliRunner().invoke(serve, ["--help"])
    assert result.exit_code == 0
    assert "khen serve --port 8080" in result.output


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--query-timeout", "nan"], "--query-timeout"),
        (["--engine", "ftp://example.org/"], "--engine"),
        (["--access-log", "/nowhere/at/all.log"], "--access-log"),
        (["--query-log", "/"], "--query-log"),
        (["--trusted-proxy", "10.0.0.0/99"], "network"),
    ],
)
def test_an_option_that_cannot_be_followed_is_said_at_once(releases: Path, options: list[str], named: str) -> None:
    with pytest.raises(KhenError) as caught:
        serve([*options, "--port", "0", "--releases", str(releases)], standalone_mode=False)
    assert caught.value.exit_status == 2
    assert named in str(caught.value)


def test_a_level_of_logging_that_there_is_not_is_said(releases: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHEN_LOG", "LOUD")
    with pytest.raises(KhenError, match="LOUD") as caught:
        serve(["--port", "0", "--releases", str(releases)], standalone_mode=False)
    assert caught.value.exit_status == 2


def test_networks_in_a_variable_stand_apart_by_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    """As docs/operations.md says; what is written with commas must not be taken for anything else."""
    read: list[str] = []
    monkeypatch.setattr("server.command.networks", read.extend)
    monkeypatch.setenv("KHEN_TRUSTED_PROXY", "127.0.0.1/32 10.0.0.0/8  ::1")
    monkeypatch.setenv("KHEN_METRICS_FROM", "192.0.2.0/24")
    with pytest.raises(ReleaseError):
        serve(["--releases", "/nonexistent"], standalone_mode=False)
    assert read == ["127.0.0.1/32", "10.0.0.0/8", "::1", "192.0.2.0/24"]


def test_networks_with_commas_are_refused_with_the_way_to_write_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHEN_TRUSTED_PROXY", "127.0.0.1/32,10.0.0.0/8")
    with pytest.raises(UsageError, match="spaces") as caught:
        serve(["--releases", "/nonexistent"], standalone_mode=False)
    assert caught.value.exit_status == 2
