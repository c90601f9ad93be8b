"""A worker is not trusted: what it sends is checked, and never unpickled."""

from __future__ import annotations

import pickle
import socket
import threading
import time

import pytest

from graph.engine import wire
from graph.engine.errors import EngineCrashed, QueryOutOfMemory
from graph.engine.handle import Ended, Handle, Late, Unread
from graph.formats import CSV, TURTLE
from graph.store import Answer, Form, QueryDataset, QuerySyntaxError
from tests.engine.asking import FORMATS

QUESTION = wire.Question("ASK {} # đ", FORMATS, QueryDataset(("http://e/a",), ("http://e/b",)), 2.5)


@pytest.mark.parametrize(
    "asked", [QUESTION, wire.Question("ASK {} #" + "đ" * 200_000, {Form.GRAPH: None}, QueryDataset(), 1)]
)
def test_a_question_arrives_as_it_was_in_however_many_pieces(asked: wire.Question) -> None:
    ours, its = socket.socketpair()

    def send() -> None:
        data = wire.question(asked)
        for piece in (data[:3], data[3:9], data[9:]):
            ours.sendall(piece)
            time.sleep(0.01)
        ours.close()

    sender = threading.Thread(target=send)
    sender.start()
    with its:
        reader = wire.Reader(its.fileno())
        assert reader.receive() == asked
        assert reader.receive() is None
    sender.join()


@pytest.mark.parametrize(
    "result",
    [
        Answer(Form.SOLUTIONS, CSV, b"x" * 300_000),
        Answer(Form.GRAPH, TURTLE, b""),
        QuerySyntaxError("the query", "is not SPARQL", "mend it", 3, 4),
        QueryOutOfMemory.beyond(1000),
        EngineCrashed.because("failed"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_a_reply_arrives_as_it_was(result: Answer | QuerySyntaxError) -> None:
    ours, its = socket.socketpair()
    handle = Handle(1, 0, ours.detach())
    with its:
        sender = threading.Thread(target=wire.reply, args=(its.fileno(), result), kwargs={"leaving": True})
        sender.start()
        kind, leaving, body = handle.ask(wire.question(QUESTION), 5, None, 1_000_000)
        sender.join()
    handle.close()
    found = wire.result(kind, body, FORMATS)
    assert leaving
    if isinstance(found, Answer):
        assert found == result
    else:
        assert (type(found), found.args) == (type(result), getattr(result, "args", None))


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (7, b""),
        (2, b"no JSON"),
        (2, b'["SystemExit", []]'),
        (2, b'["QuerySyntaxError", 3]'),
        (2, b'{"a": 1}'),
        (2, pickle.dumps(print)),
    ],
)
def test_nonsense_from_a_worker_is_refused(kind: int, body: bytes) -> None:
    with pytest.raises(wire.Garbled):
        wire.result(kind, body, FORMATS)


def test_a_length_beyond_all_measure_is_refused_before_it_is_read() -> None:
    ours, its = socket.socketpair()
    handle = Handle(1, 0, ours.detach())
    with its:
        its.sendall(wire.HEADER.pack(0, 0, 1 << 60))
        with pytest.raises(wire.Garbled):
            handle.ask(b"x", 1, None, 1000)
    handle.close()


def test_an_end_before_and_after_the_question_was_read_are_told_apart() -> None:
    for read, expected in ((False, Unread), (True, Ended)):
        ours, its = socket.socketpair()
        handle = Handle(1, 0, ours.detach())

        def end(its: socket.socket = its, read: bool = read) -> None:
            its.recv(100, 0 if read else socket.MSG_PEEK)
            its.close()

        worker = threading.Thread(target=end)
        worker.start()
        with pytest.raises(expected):
            handle.ask(b"question", 5, None, 1000)
        worker.join()
        with pytest.raises(Unread):
            handle.ask(b"question", 5, None, 1000)
        handle.close()


def test_a_worker_that_reads_nothing_is_late() -> None:
    ours, its = socket.socketpair()
    handle = Handle(1, 0, ours.detach())
    with its, pytest.raises(Late):
        handle.ask(b"question", 0.2, None, 1000)
    handle.close()
