"""Ports of loopback that nobody listens on."""

from __future__ import annotations

import random
import socket

# Below those that Linux gives to whoever asks for any, so that a server which is stopped and started again finds its
# port as it left it, whatever runs beside these tests.
_PORTS = range(10_000, 32_000)


def free_port() -> int:
    """A port that was free a moment ago."""
    while True:
        port = random.choice(_PORTS)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
