"""A connection that breaks, hangs, or cannot be had: no time-out becomes an error, and no query is lost by it."""

from __future__ import annotations

import threading
import time
from contextlib import closing

import pytest

from graph.engine import EngineBusy, QueryAbandoned, QueryTimeout, Settings
from graph.formats import CSV
from graph.store import Form, Release, ResultTooLargeError
from server.remote.engine import RemoteEngine
from server.remote.errors import StoreFailed, StoreUnreachable
from tests.engine.asking import wait_until
from tests.remote.asking import ask
from tests.remote.failures.conftest import SELECT, SETTINGS
from tests.remote.faking import ROW, Behaviour, Fake, Request, hang_up, serving, unanswered


def short(request: Request) -> None:
    """The length is a lie, and the connection ends."""
    request.begin(Content_Length=str(len(ROW) + 1))
    request.wfile.write(ROW)
    request.close_connection = True


def broken_chunk(request: Request) -> None:
    request.begin(Transfer_Encoding="chunked")
    request.wfile.write(b"%x\r\n" % len(ROW) + ROW + b"\r\n")  # the last chunk, of length 0, is missing
    request.close_connection = True


def garbage(request: Request) -> None:
    request.wfile.write(b"SSH-2.0-store\r\n\r\n")
    request.close_connection = True


def endless(request: Request) -> None:
    """A result without end; where nobody reads any more, writing fails."""
    request.begin(Transfer_Encoding="chunked")
    piece = b"a" * 10_000
    try:
        while True:
            request.wfile.write(b"%x\r\n" % len(piece) + piece + b"\r\n")
    except OSError:
        request.close_connection = True


@pytest.mark.parametrize("behaviour", [short, broken_chunk, hang_up, garbage])
def test_a_connection_that_breaks_is_no_answer(behaviour: Behaviour, fake: Fake, engine: RemoteEngine) -> None:
    fake.behaviour = behaviour
    with pytest.raises(StoreFailed):
        ask(engine, SELECT)


def test_a_result_without_end_is_given_up(fake: Fake, engine: RemoteEngine) -> None:
    fake.behaviour = endless
    with pytest.raises(ResultTooLargeError, match="100,000 bytes"):
        ask(engine, SELECT)


def test_the_deadline_ends_the_wait_and_the_connection(fake: Fake, engine: RemoteEngine) -> None:
    ended = threading.Event()
    fake.behaviour = unanswered(threading.Event(), ended)
    begun = time.monotonic()
    with pytest.raises(QueryTimeout) as caught:
        engine.evaluate(SELECT, formats={Form.SOLUTIONS: CSV, Form.GRAPH: None}, timeout=1)
    assert caught.value.limit == {"timeout": 1}
    assert time.monotonic() - begun < 5
    assert ended.wait(5), "the store sees that nobody listens any more"


def test_a_store_that_dribbles_is_cut_off_at_the_deadline(fake: Fake, engine: RemoteEngine) -> None:
    stop = threading.Event()

    def dribble(request: Request) -> None:
        request.begin(Content_Length="1000000")
        while not stop.wait(0.05):
            try:
                request.wfile.write(b" ")
            except OSError:
                break
        request.close_connection = True

    fake.behaviour = dribble
    with pytest.raises(QueryTimeout):
        engine.evaluate(SELECT, formats={Form.SOLUTIONS: CSV, Form.GRAPH: None}, timeout=1)
    stop.set()


def test_a_client_that_hangs_up_ends_the_connection(fake: Fake, engine: RemoteEngine) -> None:
    begun, ended = threading.Event(), threading.Event()
    fake.behaviour = unanswered(begun, ended)
    with pytest.raises(QueryAbandoned):
        engine.evaluate(SELECT, formats={Form.SOLUTIONS: CSV, Form.GRAPH: None}, gone=begun.is_set)
    assert ended.wait(5)


def test_a_connection_that_was_closed_while_idle_is_made_anew(fake: Fake, engine: RemoteEngine) -> None:
    def once(request: Request) -> None:
        request.answer(ROW)
        request.close_connection = True  # without saying so

    fake.behaviour = once
    for _ in range(5):
        assert b'"a"' in ask(engine, SELECT)


def test_a_query_that_meets_a_closing_connection_is_asked_once_more(fake: Fake, engine: RemoteEngine) -> None:
    """The store closes its end at the very moment at which the next request is sent."""
    used: set[Request] = set()  # one for each connection

    def once(request: Request) -> None:
        if request in used:
            request.close_connection = True
        else:
            used.add(request)
            request.answer(ROW)

    fake.behaviour = once
    for _ in range(3):
        assert b'"a"' in ask(engine, SELECT)
    assert len(used) > 1


def test_all_connections_in_use_is_busy(fake: Fake, release: Release) -> None:
    settings = Settings(timeout=15, workers=1, wait=0.3)
    free = threading.Event()

    def wait(request: Request) -> None:
        free.wait(10)
        request.answer(ROW)

    with closing(RemoteEngine(release, fake.url, settings)) as narrow:
        fake.behaviour = wait
        first = threading.Thread(target=ask, args=(narrow, SELECT))
        first.start()
        wait_until(lambda: any("SELECT ?s {" in each["query"][0] for each in fake.requests))
        with pytest.raises(EngineBusy):
            ask(narrow, SELECT)
        free.set()
        first.join(10)


def test_nobody_listening_is_unreachable(fake: Fake, release: Release) -> None:
    with serving(Fake(release)) as other:
        gone = RemoteEngine(release, other.url, SETTINGS)
        other.behaviour = hang_up
        with pytest.raises(StoreFailed):
            ask(gone, SELECT)
    with closing(gone), pytest.raises(StoreUnreachable, match="connection refused") as caught:
        ask(gone, SELECT)
    assert caught.value.retry_after > 0
