"""Requests and responses of ASGI made by hand."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import uvloop

from graph.engine import Settings
from graph.formats import RESULTS_JSON
from graph.store import Answer, Form, Limits
from server.asgi.messages import Message, Scope

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """On the event loop that the server uses."""
    return uvloop.run(asyncio.wait_for(work, 60))


def scope(
    path: str = "/sparql",
    *,
    method: str = "GET",
    query: bytes = b"",
    headers: Iterable[tuple[bytes, bytes]] = (),
    version: str = "1.1",
    client: str = "192.0.2.7",
    host: bytes | None = b"localhost",
) -> Scope:
    named = [(b"host", host)] if host is not None else []
    return {
        "type": "http",
        "http_version": version,
        "method": method,
        "scheme": "http",
        "path": path,
        "query_string": query,
        "headers": [*named, *headers],
        "server": ("127.0.0.1", "8000"),
        "client": (client, "50000"),
    }


@dataclass
class Client:
    """The other side of an exchange.

    Attributes:
        body: what it sends, in parts.
        stays: whether it goes on to wait for the response.
        slow: seconds that it takes for each part of its body, and for each of the response.
        messages: what it was sent.
    """

    body: list[bytes] = field(default_factory=list)
    stays: bool = True
    slow: float = 0
    messages: list[Message] = field(default_factory=list)
    hung_up: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self) -> Message:
        if self.body:
            await asyncio.sleep(self.slow)
            part = self.body.pop(0)
            return {"type": "http.request", "body": part, "more_body": bool(self.body) or not self.stays}
        if self.stays:
            await self.hung_up.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        await asyncio.sleep(self.slow)
        self.messages.append(message)

    @property
    def status(self) -> int:
        status: int = self.messages[0]["status"]
        return status

    @property
    def headers(self) -> dict[str, str]:
        """What it was sent; none comes twice."""
        named = [(name.decode(), value.decode()) for name, value in self.messages[0]["headers"]]
        assert len(dict(named)) == len(named), named
        return dict(named)

    @property
    def received(self) -> bytes:
        assert self.messages[0]["type"] == "http.response.start"
        assert all(each["type"] == "http.response.body" for each in self.messages[1:])
        return b"".join(each["body"] for each in self.messages[1:])

    @property
    def complete(self) -> bool:
        """Whether the response has come to its end, and to one only."""
        return [each.get("more_body") for each in self.messages[1:]].count(False) == 1 and not self.messages[-1][
            "more_body"
        ]

    def problem(self) -> dict[str, Any]:
        assert self.headers["content-type"] == "application/problem+json"
        document: dict[str, Any] = json.loads(self.received)
        assert document["status"] == self.status
        return document


class Engine:
    """Evaluates nothing: it gives the answer that it was told to give, or fails as it was told to.

    Attributes:
        body: of each answer.
        error: raised instead.
        hold: waited for before.
        closed: how often it was closed.
    """

    def __init__(self, body: bytes = b"{}", error: Exception | None = None) -> None:
        self.name = "none"
        self.limits = Limits()
        self.settings: Settings | None = Settings(workers=1)
        self.body = body
        self.error = error
        self.hold: asyncio.Event | None = None
        self.closed = 0
        self.asked: list[str] = []

    def evaluate(self, query: str, **_: Any) -> Answer:
        self.asked.append(query)
        if self.error is not None:
            raise self.error
        return Answer(Form.SOLUTIONS, RESULTS_JSON, self.body)

    async def answer(self, query: str, **more: Any) -> Answer:
        if self.hold is not None:
            await self.hold.wait()
        return self.evaluate(query, **more)

    def close(self) -> None:
        self.closed += 1


def fields(**named: str) -> list[tuple[bytes, bytes]]:
    """Headers as ASGI has them."""
    return [(name.replace("_", "-").encode(), value.encode()) for name, value in named.items()]


def pairs(named: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in named.items()]
