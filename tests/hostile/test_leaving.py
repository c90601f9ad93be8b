"""Queries of clients that have hung up are stopped long before their deadline."""

from __future__ import annotations

import socket
import struct
import time

import pytest

from tests.engine.asking import ENDLESS, GREEDY, wait_until
from tests.hostile.crowds import crowd, drip
from tests.hostile.processes import descriptors
from tests.hostile.serving import Server

_SECONDS = 4.0
"""Within which all of a wave are stopped; each had many times as many."""


def _wave(server: Server, *, reset: bool) -> None:
    with crowd(server.port, server.workers) as connections:
        drip(connections, lambda number, _: server.question(f"{ENDLESS} #{number}"), steps=1, pause=0)
        wait_until(lambda: not server.full(), 10)
        time.sleep(0.1)
        if reset:  # by RST and not by FIN, as when a machine goes away
            for each in connections:
                each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@pytest.mark.parametrize("reset", [False, True], ids=["closed", "reset"])
def test_a_hundred_queries_are_stopped_when_their_clients_hang_up(patient: Server, reset: bool) -> None:
    before = patient.tree()
    for _ in range(6):
        _wave(patient, reset=reset)
        start = time.monotonic()
        patient.rest(_SECONDS)
        assert time.monotonic() - start < _SECONDS
    after = patient.tree()
    assert after.lasting == before.lasting
    assert patient.answers()
    wait_until(lambda: patient.tree().descriptors() <= before.descriptors() + 8, 5)
    assert descriptors(patient.process) > 0


def test_queries_that_wait_for_a_worker_are_given_up_too(patient: Server) -> None:
    with crowd(patient.port, 3 * patient.workers) as connections:
        drip(connections, lambda number, _: patient.question(f"{ENDLESS} #{number}"), steps=1, pause=0.3)
    patient.rest(_SECONDS)
    assert patient.answers()


def test_a_query_that_sends_its_client_away_by_memory_is_stopped(patient: Server) -> None:
    with crowd(patient.port, patient.workers) as connections:
        drip(connections, lambda *_: patient.question(GREEDY["sort"]), steps=1, pause=0.1)
    patient.rest(_SECONDS)
    assert patient.answers()
