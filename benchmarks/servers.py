"""The engines that are compared: three servers behind one HTTP client, and rdflib's evaluator in a process.

Every engine is a process of its own on the loopback interface, started the way its users start it, under the
same limit of memory, and stopped by its process id. Each peer is given the data in the form that suits it best:
the union of the named graphs as its one graph, so that it has nothing to merge.
"""

from __future__ import annotations

import http.client
import json
import resource
import select
import shutil
import socket
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

MEMORY = 4 << 30
"""Address space of an engine in bytes."""
_START = 120.0
"""Seconds that an engine has to load the data and answer a first query."""
_LOAD = 600.0
"""Seconds that Oxigraph has to load millions of triples into its store."""


class Unanswered(Exception):
    """An engine gave no answer: too late, or an error; the message is what the table says of it."""


@dataclass(frozen=True)
class Answer:
    """What an engine returned and the seconds that it took.

    ``body`` is a SPARQL result in JSON, or N-Triples for a graph.
    """

    seconds: float
    body: bytes


@dataclass
class Engine(ABC):
    """One of the compared engines.

    Attributes:
        name: as the table has it.
        folder: the release it answers from.
        logs: where its messages go.
        timeout: seconds after which a query counts as not answered.
    """

    folder: Path
    logs: Path
    timeout: float
    name: ClassVar[str]
    process: subprocess.Popen[bytes] | None = field(init=False, default=None)

    @abstractmethod
    def start(self) -> None:
        """Start the process and wait until it answers.

        Raises:
            Unanswered: it ended, or gave no answer in time.
        """

    @abstractmethod
    def ask(self, query: str) -> Answer:
        """The answer to a query.

        Raises:
            Unanswered: none in time, or an error.
        """

    def stop(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None

    def restart(self) -> None:
        """Start anew: an engine that answers too late would go on computing beside the next query."""
        self.stop()
        self.start()

    def _run(self, command: Sequence[str | Path], **pipes: int) -> subprocess.Popen[bytes]:
        self.logs.mkdir(parents=True, exist_ok=True)
        with (self.logs / f"{self.name.replace(' ', '-')}.log").open("ab") as log:
            output = {"stdout": log, **pipes}
            return subprocess.Popen(command, stderr=log, preexec_fn=_bounded, **output)  # type: ignore[call-overload,no-any-return]


class Server(Engine):
    """An engine behind HTTP. One connection is kept open, and every server gets the same requests."""

    path = "/"
    port = 0
    """Where it listens, once it was started."""
    seconds_to_start = 0.0
    """From the start of the process until its first answer."""
    _connection: http.client.HTTPConnection

    def command(self, port: int) -> Sequence[str | Path]:
        """What its users type to serve the data on a port of the loopback interface."""
        raise NotImplementedError

    def start(self) -> None:
        """Start the server on a free port and wait for its first answer."""
        self.port = _free_port()
        begun = time.monotonic()
        self.process = self._run(self.command(self.port))
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        while time.monotonic() < begun + _START and self.process.poll() is None:
            try:
                self.ask("ASK {}")
            except Unanswered:
                time.sleep(0.01)
            else:
                self.seconds_to_start = time.monotonic() - begun
                return
        raise Unanswered(f"{self.name} did not start: see {self.logs}")

    def ask(self, query: str) -> Answer:
        """One POST request with the query as it is; the time runs until the last byte is read.

        SPARQL 1.1 Protocol, section 2.1.3.
        """
        accept = "application/n-triples" if "CONSTRUCT {" in query else "application/sparql-results+json"
        begun = time.perf_counter()
        try:
            headers = {"Accept": accept, "Content-Type": "application/sparql-query"}
            self._connection.request("POST", self.path, query.encode(), headers)
            response = self._connection.getresponse()
            body = response.read()
        except TimeoutError:
            self._connection.close()
            raise Unanswered(f"no answer in {self.timeout:g} s") from None
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            raise Unanswered(f"{type(error).__name__}") from error
        seconds = time.perf_counter() - begun
        if response.status != http.client.OK:
            raise Unanswered(f"status {response.status}")
        return Answer(seconds, body)

    def hang_up(self) -> None:
        """Close the connection; the next request opens another. Servers close those that are idle for long."""
        self._connection.close()


@dataclass
class Khen(Server):
    """Our endpoint, as ``khen serve`` starts it, with more options of that command if need be."""

    name = "Khen"
    path = "/sparql"
    options: tuple[str, ...] = ()

    def command(self, port: int) -> Sequence[str | Path]:
        """``khen serve`` on the release as it was published."""
        khen = Path(sys.executable).with_name("khen")
        place = ("--host", "127.0.0.1", "--port", str(port), "--releases", self.folder.parent)
        return (khen, "serve", *place, *self.options)


@dataclass
class RdflibEndpoint(Server):
    """rdflib-endpoint, with its default store; it reads the union into memory."""

    name = "rdflib-endpoint"
    environment: Path = Path()

    def command(self, port: int) -> Sequence[str | Path]:
        """Its own command line."""
        serve = (self.environment / "bin" / "rdflib-endpoint", "serve", "--host", "127.0.0.1")
        return (*serve, "--port", str(port), self.folder / "khen.nt")


@dataclass
class OxigraphServe(Server):
    """``oxigraph serve`` on a store that it has loaded and optimised itself, the union as its default graph.

    Attributes:
        location: its store; loaded anew where it is not of this release.
        subcommand: ``serve``, or ``serve-read-only``.
    """

    name = "oxigraph serve"
    path = "/query"
    environment: Path = Path()
    location: Path = Path()
    subcommand: str = "serve"

    def start(self) -> None:
        """Serve the data, loaded before if need be."""
        release, loaded = str(self.folder.resolve()), self.location.with_suffix(".release")
        if not loaded.exists() or loaded.read_text(encoding="utf-8") != release:
            loaded.unlink(missing_ok=True)
            self._load()
            loaded.write_text(release, encoding="utf-8")
        super().start()

    def _load(self) -> None:
        shutil.rmtree(self.location, ignore_errors=True)
        store = ("--location", self.location)
        for step in (("load", *store, "--file", self.folder / "khen.nt"), ("optimize", *store)):
            if self._run((self.environment / "bin" / "oxigraph", *step)).wait(_LOAD) != 0:
                raise Unanswered(f"oxigraph did not load the data: see {self.logs}")

    def command(self, port: int) -> Sequence[str | Path]:
        """Its own command line."""
        program = self.environment / "bin" / "oxigraph"
        return (program, self.subcommand, "--location", self.location, "--bind", f"127.0.0.1:{port}")


class RdflibEvaluator(Engine):
    """rdflib's own evaluator on one graph in memory, without HTTP and without writing the result.

    It runs in ``benchmarks.evaluator`` and measures itself, so what is counted is the evaluation alone.
    """

    name = "rdflib"

    def start(self) -> None:
        """Start the process, which loads the graph before it answers."""
        command = (sys.executable, "-m", "benchmarks.evaluator", self.folder / "khen.nt")
        self.process = self._run(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._exchange("ASK {}", _START)

    def ask(self, query: str) -> Answer:
        """One query by pipe; the answer is written as JSON or N-Triples after the clock has stopped."""
        return self._exchange(query, self.timeout)

    def _exchange(self, query: str, timeout: float) -> Answer:
        process = self.process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(query).encode() + b"\n")
            process.stdin.flush()
        except OSError as error:
            raise Unanswered("ended") from error
        if not select.select([process.stdout], [], [], timeout)[0]:
            raise Unanswered(f"no answer in {timeout:g} s")
        line = process.stdout.readline()
        if not line:
            raise Unanswered("ended")
        reply = json.loads(line)
        if "error" in reply:
            raise Unanswered(reply["error"])
        return Answer(reply["seconds"], reply["body"].encode())


def engines(folder: Path, cache: Path, environment: Path, timeout: float) -> tuple[Engine, ...]:
    """The engines on a release, ours first."""
    logs, location = cache / "logs", cache / "oxigraph"
    return (
        Khen(folder.resolve(), logs, timeout),
        RdflibEvaluator(folder, logs, timeout),
        RdflibEndpoint(folder, logs, timeout, environment),
        OxigraphServe(folder, logs, timeout, environment, location),
    )


def peers_environment(place: Path, lock: Path) -> Path:
    """The virtual environment of the peers, made from their lock; kept while the lock stays as it is."""
    stamp = place / "lock.txt"
    if not stamp.exists() or stamp.read_bytes() != lock.read_bytes():
        subprocess.run((sys.executable, "-m", "venv", "--clear", place), check=True)
        install = (place / "bin" / "python", "-m", "pip", "--quiet", "--disable-pip-version-check", "install")
        subprocess.run((*install, "--require-hashes", "--requirement", lock), check=True)
        stamp.write_bytes(lock.read_bytes())
    return place


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
