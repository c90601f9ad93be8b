"""``khen serve`` as a process of its own, and ways to ask it and to watch it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.engine.asking import ASK, alive, children, wait_until

_START = "from server.command import serve; serve(standalone_mode=False)"
PATIENCE = 30
"""Seconds for what takes a fraction of one on an idle machine."""


@dataclass
class Server:
    """A running ``khen serve``.

    Attributes:
        process: the one that was started.
        port: where it listens on loopback.
        log: the file of its standard error.
    """

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def listening(self) -> int:
        """The process that listens; the one that was started keeps it."""
        (found,) = (each for each in children(self.process.pid) if alive(each))
        return found

    @property
    def nurseries(self) -> list[int]:
        return [each for each in children(self.listening) if alive(each)]

    @property
    def workers(self) -> list[int]:
        return [worker for each in self.nurseries for worker in children(each) if alive(worker)]

    def family(self) -> list[int]:
        """All processes that are alive."""
        found = [self.process.pid]
        for each in found:
            found += children(each)
        return [each for each in found if alive(each)]

    def settled(self, workers: int = 2) -> bool:
        """Whether there is one of each, and as many workers as there should be."""
        found = [each for each in children(self.process.pid) if alive(each)]
        return len(found) == 1 and len(self.nurseries) == 1 and len(self.workers) == workers

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def request(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[int, HTTPMessage, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body=body, headers={"Accept": "*/*", **named})
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()

    def ask(self, query: str = ASK, *, timeout: str = "", **headers: str) -> tuple[int, HTTPMessage, bytes]:
        return self.request(address(query, timeout), "GET", None, **headers)

    def begin(self, query: str, path: str = "") -> socket.socket:
        """Send a request, and wait for nothing."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        head = f"GET {path or address(query)} HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nConnection: close\r\n\r\n"
        connection.sendall(head.encode())
        return connection

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """The exit status."""
        self.process.send_signal(number)
        return self.process.wait(timeout=PATIENCE)


def address(query: str = ASK, timeout: str = "") -> str:
    return "/sparql?" + urlencode({"query": query, **({"timeout": timeout} if timeout else {})})


def answered(connection: socket.socket) -> bytes:
    """All that comes until the server hangs up."""
    with connection:
        return b"".join(iter(lambda: connection.recv(65536), b""))


def start(releases: Path, log: Path, *options: str, **environment: str) -> subprocess.Popen[bytes]:
    """Start the program in a process group of its own, with a file for its standard error."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("KHEN_")}
    named = {"HOST": "127.0.0.1", "PORT": "0", "KHEN_RELEASES": str(releases), **environment}
    command = [sys.executable, "-u", "-c", _START, "--workers", "2", *options]
    with log.open("ab") as errors:
        return subprocess.Popen(
            command, env={**inherited, **named}, stdout=subprocess.PIPE, stderr=errors, start_new_session=True
        )


@contextmanager
def serving(releases: Path, log: Path, *options: str, **environment: str) -> Iterator[Server]:
    """A server that is stopped in the end, if it is still there, and leaves nothing behind."""
    process = start(releases, log, *options, **environment)
    assert process.stdout is not None
    reader = threading.Thread(target=process.stdout.read)
    family: list[int] = []
    try:
        found = None
        for line in process.stdout:
            if found := re.search(rb"http://127\.0\.0\.1:(\d+)/", line):
                break
        assert found, log.read_text()
        reader.start()  # or it would wait for a reader once the pipe is full
        server = Server(process, int(found[1]), log)
        wait_until(server.settled, PATIENCE)
        yield server
        if process.poll() is None:
            family = server.family()
            assert server.stop() == 0, server.said()
        wait_until(lambda: not any(map(alive, family)), PATIENCE)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if reader.ident:
            reader.join()
        process.stdout.close()


@dataclass
class Load:
    """What came of requests that were sent without a pause."""

    answered: int = 0
    failures: list[str] = field(default_factory=list)
    releases: set[str] = field(default_factory=set)

    def wait_for(self, more: int) -> None:
        """Wait until so many more have been answered."""
        enough = self.answered + more
        wait_until(lambda: self.answered >= enough or bool(self.failures), PATIENCE)


@contextmanager
def load(server: Server, threads: int = 4, *, keep: bool) -> Iterator[Load]:
    """Send queries, of which none helps another, from several threads at once.

    Args:
        server: to whom.
        threads: how many at once.
        keep: whether each thread keeps its connection.
    """
    found, stop = Load(), threading.Event()

    def send(thread: int) -> None:
        connection: HTTPConnection | None = None
        number = 0
        while not stop.is_set():
            number += 1
            try:
                connection = connection or HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
                connection.request(
                    "GET", address(f"SELECT ({number} AS ?n) {{}} # {thread}"), headers={"Accept": "text/csv"}
                )
                response = connection.getresponse()
                body = response.read()
                if response.status != 200 or body != f"n\r\n{number}\r\n".encode():
                    found.failures.append(f"{response.status} {body[:300]!r}")
            except (OSError, HTTPException) as error:
                found.failures.append(repr(error))
                connection = None
                continue
            found.answered += 1
            if not keep or response.will_close:
                connection.close()
                connection = None
        if connection is not None:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        sending = [pool.submit(send, number) for number in range(threads)]
        try:
            yield found
        finally:
            stop.set()
    for each in sending:
        each.result()


def figures(server: Server) -> dict[str, float]:
    """What ``/metrics`` shows."""
    status, _, body = server.request("/metrics")
    assert status == 200
    lines: list[Any] = [line.rpartition(" ") for line in body.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}
