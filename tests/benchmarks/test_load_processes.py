"""What a server takes, process by process, and when it is at rest."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from benchmarks.load_processes import children, memory, settle

_FAMILY = """
import os, sys
held = bytearray(64 << 20)
if "{name}":
    child = os.fork()
    if not child:
        sys.stdin.read()
        os._exit(0)
print("ready", flush=True)
sys.stdin.read()
"""
_BUSY = """
import time
print("ready", flush=True)
begun = time.process_time()
while time.process_time() - begun < 0.5:
    pass
time.sleep(60)
"""


@contextmanager
def _started(code: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    command = (sys.executable, "-c", code, *arguments)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize(
    ("arguments", "roles"), [((), ["server", "server"]), (("graph.engine.nursery",), ["nursery", "query worker"])]
)
def test_every_process_is_measured_and_named(arguments: tuple[str, ...], roles: list[str]) -> None:
    with _started(_FAMILY.format(name="child"), *arguments) as process:
        assert len(children(process.pid)) == 1
        found = memory(process)
    assert [each.role for each in found] == roles
    parent, child = found
    assert parent.resident > 64
    assert 64 <= parent.proportional + child.proportional < parent.resident + child.resident
    assert child.private < child.proportional + 1


def test_a_process_that_has_ended_takes_nothing() -> None:
    with _started(_FAMILY.format(name="")) as process:
        pass
    assert memory(process) == []
    assert memory(None) == []


def test_settling_waits_for_the_work_to_end() -> None:
    with _started(_BUSY) as process:
        begun = time.monotonic()
        settle(process)
        assert 0.3 < time.monotonic() - begun < 20
