"""After all attacks the server is what it was before: these tests run last (see ``conftest.py``)."""

from __future__ import annotations

from tests.engine.asking import wait_until
from tests.hostile.baseline import Before, release
from tests.hostile.processes import MIB
from tests.hostile.serving import RESULT_CACHE, Server

_GROWTH = 64 * MIB
_MORE_DESCRIPTORS = 8


def test_the_same_release_is_served_with_the_same_data(server: Server, before: Before) -> None:
    assert release(server) == before.release
    assert server.holds() == before.data
    assert server.answers()


def test_the_same_processes_serve_it(server: Server, before: Before) -> None:
    server.rest()
    after = server.tree()
    assert after.lasting == before.tree.lasting
    assert after.nurseries == before.tree.nurseries
    assert len(after.nurseries) >= 1
    assert len(after.workers) == len(before.tree.workers) == server.workers


def test_no_descriptor_is_left_open(server: Server, before: Before) -> None:
    wait_until(lambda: server.tree().descriptors() <= before.descriptors + _MORE_DESCRIPTORS, 15)


def test_memory_has_not_grown(server: Server, before: Before) -> None:
    """Beyond the tolerance, and the results that it keeps."""
    grown = server.tree().resident() - before.resident
    assert grown < _GROWTH + RESULT_CACHE, f"{grown / MIB:.0f} MiB more"


def test_the_log_holds_no_fault_of_the_program(server: Server) -> None:
    """A stranger's bytes end in no exception that nobody had thought of; those would fill the disk besides."""
    log = server.log.read_text(errors="replace")
    place = log.find("Traceback (most recent call last)")
    assert place < 0, log[max(0, place - 300) : place + 3000]
