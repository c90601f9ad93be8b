"""Other people's stores, started on loopback with a folder of their own, and stopped by their process id."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from tests.deploy.ports import free_port

ROOT = Path(__file__).parents[2]
_START = 60.0
_VIRTUOSO_INI = """\
[Database]
DatabaseFile = khen.db
ErrorLogFile = khen.log
LockFile = khen.lck
TransactionFile = khen.trx
xa_persistent_file = khen.pxa
FileExtend = 200
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx

[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
DirsAllowed = .
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
MaxQueryMem = 200M
ThreadsPerQuery = 2
AsyncQueueMaxThreads = 4
CheckpointInterval = 0

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 12
MaxKeepAlives = 12
KeepAliveTimeout = 10
Charset = UTF-8
EnabledGzipContent = 0

[SPARQL]
{sparql}
"""


@dataclass(frozen=True)
class Running:
    """A store that answers: its endpoint for queries, and what `khen load` needs to write into it."""

    url: str
    process: int
    options: tuple[str, ...] = ()


@contextmanager
def oxigraph() -> Iterator[Running]:
    """`oxigraph serve`, in memory."""
    places = (os.environ.get("PATH", ""), Path(sys.executable).parent, ROOT / "build" / "benchmark-venv" / "bin")
    found = shutil.which("oxigraph", path=os.pathsep.join(map(str, places)))
    if found is None:
        pytest.skip("oxigraph is not installed: pip install oxigraph, or make benchmark")
    port = free_port()
    command = (found, "serve", "--bind", f"127.0.0.1:{port}")
    with _started(command, f"http://127.0.0.1:{port}/query") as running:
        yield running


@contextmanager
def virtuoso(folder: Path, sparql: str = "MaxQueryExecutionTime = 20") -> Iterator[Running]:
    """Virtuoso, on a new database in a folder, with these lines in the section for SPARQL."""
    found = shutil.which("virtuoso-t")
    if found is None:
        pytest.skip("virtuoso-t is not installed: apt-get install virtuoso-opensource")
    http, sql = free_port(), free_port()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "khen.ini").write_text(_VIRTUOSO_INI.format(http=http, sql=sql, sparql=sparql))
    command = (found, "+configfile", "khen.ini", "+foreground")
    options = ("--user", "dba", "--password-env", "VIRTUOSO_PASSWORD")
    with _started(command, f"http://127.0.0.1:{http}/sparql", folder, options) as running:
        yield running


@contextmanager
def _started(
    command: Sequence[str], url: str, folder: Path | None = None, options: tuple[str, ...] = ()
) -> Iterator[Running]:
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_until_it_answers(process, url)
            yield Running(url, process.pid, options)
        finally:
            process.kill()  # its data go with the folder


def _wait_until_it_answers(process: subprocess.Popen[bytes], url: str) -> None:
    until = time.monotonic() + _START
    while time.monotonic() < until:
        assert process.poll() is None, f"{process.args!r} ended with status {process.returncode}"
        try:
            if httpx2.get(url, params={"query": "ASK {}"}, trust_env=False, timeout=5).status_code == httpx2.codes.OK:
                return
        except httpx2.HTTPError:
            time.sleep(0.1)
    print(f"{process.args!r} did not answer in time", file=sys.stderr)
    raise TimeoutError(url)
