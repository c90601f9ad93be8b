"""A listener on loopback that nobody may talk to: what the server must not be made to do is counted here."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/n-triples\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@dataclass
class Listener:
    """Keeps what comes in.

    Attributes:
        port: where it listens.
        hits: the first bytes of each connection.
    """

    port: int
    hits: list[bytes] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def iri(self) -> str:
        return f"<{self.address}>"


@contextmanager
def listening() -> Iterator[Listener]:
    """Listen, and answer everyone politely, so that a fetch would go through."""
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        found = Listener(server.getsockname()[1])

        def accept() -> None:
            while not stop.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                found.hits.append(b"")  # before the answer, so that whoever has the answer finds it noted
                found.hits[-1] = _heard(connection)

        thread = threading.Thread(target=accept, name="listener")
        thread.start()
        try:
            yield found
        finally:
            stop.set()
            thread.join()


def _heard(connection: socket.socket) -> bytes:
    with connection:
        connection.settimeout(1)
        try:
            heard = connection.recv(4096)
            connection.sendall(_ANSWER)
        except OSError as error:
            return repr(error).encode()
        return heard
