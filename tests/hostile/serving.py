"""A ``khen serve`` to be attacked, as a process of its own with tight limits."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.engine.asking import ASK, alive, wait_until
from tests.hostile.processes import MIB, Tree, Watch, tree, watched
from tests.hostile.talking import Answer, Exchange, exchange, head, request

_START = "from server.command import serve; serve(standalone_mode=False)"
_MOST = 6 * 1024 * MIB
"""Bytes in memory, of all processes of the server, at which it is killed and the tests fail."""
RESULT_CACHE = 16 * MIB
"""Bytes of results that the server may keep, to give them again."""
QUERY = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@dataclass(frozen=True)
class Server:
    """A running ``khen serve``.

    Attributes:
        process: its id.
        port: where it listens on loopback.
        timeout: seconds that a query may take.
        workers: how many queries are evaluated at once.
        log: the file of its standard error.
        watch: of its memory.
    """

    process: int
    port: int
    timeout: float
    workers: int
    log: Path
    watch: Watch

    def tree(self) -> Tree:
        return tree(self.process)

    def full(self) -> bool:
        """Whether all workers are there and none has a query."""
        workers = self.tree().workers
        return len(workers) == self.workers and not any(map(_running, workers))

    def rest(self, seconds: float = 20) -> None:
        """Wait until nothing is left of what came before."""
        wait_until(self.full, seconds)

    def get(self, query: str, accept: str = "*/*", **more: str) -> Answer:
        """Ask by GET."""
        return self.fetch("/sparql?" + urlencode({"query": query, **more}), Accept=accept)

    def post(self, query: str | bytes, accept: str = "*/*", kind: str = QUERY, **fields: str) -> Answer:
        """Send a body, by default a query, to the endpoint."""
        body = query if isinstance(query, bytes) else query.encode("utf-8", "surrogatepass")
        return self.send("POST", "/sparql", body, Accept=accept, **{"Content-Type": kind, **fields})

    def fetch(self, target: str | bytes, **fields: str | bytes) -> Answer:
        return request(self.port, target, headers=fields)

    def send(self, method: str, target: str, body: bytes = b"", **fields: str | bytes) -> Answer:
        return request(self.port, target, method=method, body=body, headers=fields)

    def raw(self, data: bytes, *, seconds: float = 10, quiet: float = 1, half_close: bool = False) -> Exchange:
        """Send bytes as they are."""
        return exchange(self.port, data, seconds=seconds, quiet=quiet, half_close=half_close)

    def question(self, query: str, **fields: str) -> bytes:
        """The bytes of a well-formed request that asks a query, for a connection that stays open."""
        target = "/sparql?" + urlencode({"query": query})
        return head("GET", target, {"Host": f"localhost:{self.port}", "Accept": "*/*", **fields})

    def holds(self) -> str:
        """The data as one figure, which no attack changes."""
        answer = self.get("SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }", "text/csv")
        assert answer.status == 200
        return answer.text

    def answers(self) -> bool:
        """Whether a small query gets its answer."""
        answer = self.get(ASK)
        return answer.status == 200 and b"true" in answer.body


@contextmanager
def served(releases: Path, folder: Path, *, timeout: float, workers: int = 9, memory: int = 128) -> Iterator[Server]:
    """Start ``khen serve`` on a folder of releases, and stop it by its process id.

    Args:
        releases: the folder.
        folder: where its output is kept.
        timeout: seconds for a query.
        workers: queries at once.
        memory: mebibytes for a query.
    """
    options = ["--workers", workers, "--query-timeout", timeout, "--query-memory", memory]
    command = [sys.executable, "-u", "-c", _START, *map(str, options)]
    kept = str(RESULT_CACHE // MIB)
    environment = {
        **os.environ,
        "KHEN_RELEASES": str(releases),
        "KHEN_RESULT_CACHE": kept,
        "PORT": "0",
        "HOST": "127.0.0.1",
    }
    said, log = folder / "stdout", folder / "stderr"
    # A group of its own, so that the watch can end all of it at once.
    with said.open("wb") as out, log.open("wb") as err:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=err, start_new_session=True)
    try:
        wait_until(lambda: process.poll() is not None or _port(said) is not None, 60)
        port = _port(said)
        assert port, log.read_text(errors="replace")
        with watched(process.pid, _MOST) as watch:
            server = Server(process.pid, port, timeout, workers, log, watch)
            server.rest()
            yield server
            family = server.tree().everyone()
        assert not watch.killed, "the server took more memory than the tests allow it"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=timeout + 10) == 0, log.read_text(errors="replace")[-2000:]
        wait_until(lambda: not any(map(alive, family)))
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _port(said: Path) -> int | None:
    match = re.search(r"http://127\.0\.0\.1:(\d+)/", said.read_text())
    return int(match[1]) if match else None


def _running(process: int) -> bool:
    """Whether any thread of a process has work at this moment."""
    try:
        states = [
            each.read_text().rpartition(")")[2].split()[0] for each in Path(f"/proc/{process}/task").glob("*/stat")
        ]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return any(state in "RD" for state in states)
