"""What passes between the server and a worker over their socket.

A question is pickled: the server is trusted by its workers. An answer is not, because a worker reads what strangers
wrote: it is a header, and bytes or plain JSON.
"""

from __future__ import annotations

import json
import os
import pickle
import re
from collections.abc import Mapping
from dataclasses import dataclass
from struct import Struct
from typing import Any, Final

from graph import store
from graph.engine import errors
from graph.errors import English, KhenError, Sentence, Worded
from graph.formats import GRAPH_FORMATS, RESULT_FORMATS, Format
from graph.store import NOTHING, Answer, Change, Form, Given, QueryDataset, StoreError

_LENGTH: Final = Struct("!Q")
HEADER: Final = Struct("!BBQ")
"""Of an answer: its kind, whether the worker leaves after it, and the length of its body."""
_FORMS: Final = (Form.SOLUTIONS, Form.GRAPH)
_ERROR: Final = len(_FORMS)
_FORMATS: Final = {each.media_type: each for each in (*RESULT_FORMATS, *GRAPH_FORMATS)}
_NAMES: Final = {each: name for name, each in _FORMATS.items()}
"""Short, because pickling the formats themselves takes longer than a lookup."""
_WORDED: Final = "worded"
_TEXTS: Final = {each.__name__: each for each in (Worded, Sentence)}
_MESSAGE: Final = re.compile(r"(?:[^%]*%\(\w+\)s){0,9}[^%]*")
"""Few values, each as it is: a worker that strangers have taken over cannot have a text blown up."""
_CLASSES: Final[dict[str, type[StoreError]]] = {
    each.__name__: each
    for each in (
        store.EvaluationError,
        store.NotAcceptableError,
        store.QueryRefusedError,
        store.QuerySyntaxError,
        store.UpdateRefusedError,
        store.ResultTooLargeError,
        store.UnrepresentableError,
        errors.QueryOutOfMemory,
        errors.EngineCrashed,
    )
}


@dataclass(frozen=True)
class Question:
    """A query for a worker, with the seconds that it may take."""

    query: str
    formats: dict[Form, Format | None]
    dataset: QueryDataset
    timeout: float
    given: Given = NOTHING


class Garbled(KhenError):
    """A worker has sent what no worker sends."""


def question(asked: Question) -> bytes:
    """The question as it is sent."""
    formats = [(_FORMS.index(form), format and _NAMES[format]) for form, format in asked.formats.items()]
    graphs = asked.dataset.default_graph_uri, asked.dataset.named_graph_uri
    given = tuple(map(tuple, asked.given.tables)), asked.given.empty
    body = pickle.dumps((asked.query, formats, graphs, asked.timeout, given), pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(body)) + body


class Reader:
    """The questions that come on a descriptor.

    Its buffer stays: to allocate one for each question took longer than to read.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._buffer = memoryview(bytearray(65536))

    def receive(self) -> Question | None:
        """The next question; ``None`` when the server has closed the socket."""
        head = self._read()
        while head and len(head) < _LENGTH.size:
            more = self._read()
            head = head + more if more else b""
        if not head:
            return None
        (length,) = _LENGTH.unpack_from(head)
        parts, missing = [head[_LENGTH.size :]], length + _LENGTH.size - len(head)
        while missing > 0:
            part = self._read()
            if not part:
                return None
            parts.append(part)
            missing -= len(part)
        query, formats, graphs, timeout, (tables, empty) = pickle.loads(b"".join(parts))
        wanted = {_FORMS[form]: name and _FORMATS[name] for form, name in formats}
        given = Given(tuple(Change(*each) for each in tables), empty)
        return Question(query, wanted, QueryDataset(*graphs), timeout, given)

    def _read(self) -> bytes:
        return bytes(self._buffer[: os.readv(self._descriptor, (self._buffer,))])


def reply(descriptor: int, result: Answer | StoreError, *, leaving: bool) -> None:
    """Send the whole answer."""
    if isinstance(result, Answer):
        kind, body = _FORMS.index(result.form), result.body
    else:
        kind, body = _ERROR, _described(result)
    _send(descriptor, HEADER.pack(kind, leaving, len(body)) + body[:65536])
    _send(descriptor, memoryview(body)[65536:])


def result(kind: int, body: bytes, formats: Mapping[Form, Format | None]) -> Answer | StoreError:
    """What a worker has replied.

    Raises:
        Garbled: it is no answer to a question with these formats.
    """
    if kind == _ERROR:
        return _error(body)
    format = formats.get(_FORMS[kind]) if kind < len(_FORMS) else None
    if format is None:
        raise Garbled("the worker", f"answered in kind {kind}, for which no format was asked")
    return Answer(_FORMS[kind], format, body)


def _send(descriptor: int, data: bytes | memoryview) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _described(error: StoreError) -> bytes:
    return json.dumps([type(error).__name__, [_plain(each) for each in error.args]]).encode()


def _plain(argument: object) -> object:
    """An argument of an error as JSON; a text that can be said in other languages stays one."""
    if isinstance(argument, Worded):
        values = {name: _plain(value) for name, value in argument.values.items()}
        return {_WORDED: [type(argument).__name__, argument.message, values]}
    if isinstance(argument, English):
        return {_WORDED: [English.__name__, str(argument), {}]}
    return argument if isinstance(argument, int | float | dict | None) else str(argument)


def _argument(plain: Any) -> Any:
    if not isinstance(plain, dict) or _WORDED not in plain:
        return plain
    kind, message, values = plain[_WORDED]
    if kind == English.__name__:
        return English(message)
    if not _MESSAGE.fullmatch(message):
        raise ValueError(message)
    return _TEXTS[kind](message, **{name: _argument(value) for name, value in values.items()})


def _error(body: bytes) -> StoreError:
    """
    >>> _error(_described(store.QuerySyntaxError("the query", "is none", "", 3, 4))).args
    ('the query', 'is none', '', 3, 4)
    >>> _error(_described(store.QueryRefusedError("the query", Worded("has %(n)s letters", n=5)))).reason.values
    {'n': 5}
    """
    try:
        name, arguments = json.loads(body)
        return _CLASSES[name](*map(_argument, arguments))
    except (ValueError, KeyError, TypeError) as error:
        raise Garbled("the worker", f"described an error in a way that is not known: {body[:200]!r}") from error
