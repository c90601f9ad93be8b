"""An engine under one query for a few seconds: by wrk over many connections, or one by one where it is slow."""

from __future__ import annotations

import http.client
import json
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from benchmarks.load_processes import settle
from benchmarks.load_requests import FIRST, Mixed
from benchmarks.servers import Server, Unanswered

_SCRIPT = Path(__file__).parent / "scripts" / "load.lua"
_LATE = 60
"""Seconds after which an answer counts as an error; and wrk runs no longer than that beyond its time."""
_MOST = 50
"""Requests of a slot that are asked one at a time, at most."""
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Slot:
    """What an engine did in one slot.

    Attributes:
        requests: answered ones.
        seconds: that they took together.
        p50: median time of an answer in seconds.
        p99: the time that 99 of 100 answers took at most.
        errors: other answers than 200, and none.
    """

    requests: int
    seconds: float
    p50: float
    p99: float
    errors: int = 0


@dataclass(frozen=True)
class Sending:
    """How the requests are sent: the same to every engine.

    Attributes:
        seconds: of a slot.
        connections: that are kept open at once.
        method: GET, or POST with a form (SPARQL 1.1 Protocol, sections 2.1.1 and 2.1.2).
    """

    seconds: int = 2
    connections: int = 8
    method: str = "GET"

    def by_wrk(self, engine: Server, query: Mixed, *, repeated: bool, first: int) -> Slot:
        """A slot of wrk; it begins when the engine does nothing any more.

        Args:
            engine: that is asked.
            query: that it is asked.
            repeated: whether with the same text all the while.
            first: the number of the first text.

        Raises:
            Unanswered: wrk itself failed.
        """
        settle(engine.process)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".plan") as plan:
            plan.write(query.plan(repeated))
            plan.flush()
            rate = ("--threads", "1", "--connections", str(self.connections), "--duration", f"{self.seconds}s")
            script = ("--latency", "--timeout", f"{_LATE}s", "--script", _SCRIPT)
            arguments = (plan.name, str(FIRST + first), self.method, engine.path, query.accept)
            command = ("wrk", *rate, *script, f"http://127.0.0.1:{engine.port}/", "--", *arguments)
            try:
                ran = subprocess.run(command, capture_output=True, text=True, timeout=self.seconds + _LATE, check=True)
            except subprocess.SubprocessError as error:
                raise Unanswered(f"wrk: {error}") from error
        return read_wrk(ran.stdout)

    def one_by_one(self, engine: Server, query: Mixed, *, repeated: bool, first: int) -> Slot:
        """A slot of requests on one connection, at least one and no more than are needed to tell.

        Raises:
            Unanswered: the connection broke.
        """
        settle(engine.process)
        connection = http.client.HTTPConnection("127.0.0.1", engine.port, timeout=_LATE)
        times: list[float] = []
        errors = 0
        begun = time.perf_counter()
        try:
            while not times or (time.perf_counter() - begun < self.seconds and len(times) < _MOST):
                text = query.text if repeated else query.variant(first + len(times))
                sent = time.perf_counter()
                errors += not self._asked(connection, engine.path, text, query.accept)
                times.append(time.perf_counter() - sent)
        except (OSError, http.client.HTTPException) as error:
            raise Unanswered(f"{type(error).__name__} after {time.perf_counter() - sent:.1f} s") from error
        finally:
            connection.close()
        return Slot(len(times) - errors, sum(times), statistics.median(times), max(times), errors)

    def _asked(self, connection: http.client.HTTPConnection, path: str, text: str, accept: str) -> bool:
        """Whether the answer to one request was 200; it is read to the last byte."""
        headers = {"Accept": accept, "Accept-Encoding": "identity"}
        query = f"query={quote(text, safe='')}"
        if self.method == "POST":
            connection.request("POST", path, query, {**headers, "Content-Type": _FORM})
        else:
            connection.request("GET", f"{path}?{query}", headers=headers)
        response = connection.getresponse()
        response.read()
        return response.status == http.client.OK


def read_wrk(output: str) -> Slot:
    """What the script has said at the end of a run.

    Raises:
        Unanswered: it said nothing.

    >>> read_wrk('wrk\\n{"requests":9,"duration":2000000,"p50":500,"p99":700,"status":1,"broken":0,"late":0}\\n')
    Slot(requests=8, seconds=2.0, p50=0.0005, p99=0.0007, errors=1)
    """
    last = output.rstrip().rpartition("\n")[2]
    try:
        said = json.loads(last)
    except ValueError as error:
        raise Unanswered(f"wrk said: {last[:200]}") from error
    errors = said["status"] + said["broken"] + said["late"]
    seconds, p50, p99 = (said[name] / 1_000_000 for name in ("duration", "p50", "p99"))
    return Slot(said["requests"] - said["status"], seconds, p50, p99, errors)
