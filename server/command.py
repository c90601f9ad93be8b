"""``khen serve``: the server on the command line."""

from __future__ import annotations

import errno
import logging
import math
import os
import shlex
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from graph.engine import Settings
from graph.engine.settings import MIB, default_union, default_workers
from graph.errors import UsageError
from graph.store import Release, open_release
from server.asgi.options import Options
from server.asgi.supervising import Supervisor
from server.examples import examples
from server.federation.options import services
from server.federation.settings import Services
from server.rate import networks
from server.variables import folders, option

_SILENT = """
WARNING: this release states no address to write to. People who are named in it have nowhere to ask
for a correction or their removal, and /.well-known/security.txt is 404. Set `email` or `page` below
[contact] in dataset.toml, and build again."""


@click.command()
@option("--host", variable="HOST", default="127.0.0.1", show_default=True, help="Address to listen on.")
@option(
    "--port",
    variable="PORT",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="0: any free port.",
)
@folders("served")
@option(
    "--workers",
    variable="KHEN_WORKERS",
    default=default_workers,
    show_default="twice the number of cores, at least 9",
    type=click.IntRange(1, 256),
    help="Queries that are evaluated at once, each in a process of its own.",
)
@option(
    "--query-timeout",
    variable="KHEN_QUERY_TIMEOUT",
    default=10.0,
    show_default=True,
    type=click.FloatRange(0, 86400, min_open=True),
    help="Seconds that a query may take; the parameter timeout can ask for less.",
)
@option(
    "--query-memory",
    variable="KHEN_QUERY_MEMORY",
    default=512,
    show_default=True,
    type=click.IntRange(64, 1024 * 1024),
    help="Mebibytes that a query may take beside the release.",
)
@option(
    "--result-cache",
    variable="KHEN_RESULT_CACHE",
    default=64,
    show_default=True,
    type=click.IntRange(0, 1024 * 1024),
    help="Mebibytes of results that are kept, to be given again.",
)
@option(
    "--index-memory",
    variable="KHEN_INDEX_MEMORY",
    default=lambda: default_union() // MIB,
    show_default="by the memory of the machine",
    type=click.IntRange(0, 1024 * 1024),
    help="Mebibytes of khen.nt up to which the union of the graphs is held in memory: faster, but three times as much "
    "for the union, and again for each worker in the course of time.",
)
@option(
    "--engine",
    variable="KHEN_ENGINE",
    default="",
    metavar="URL",
    help="Another SPARQL store that evaluates the queries; `khen load` puts the release there.",
)
@option(
    "--rate",
    variable="KHEN_RATE",
    default=0,
    show_default=True,
    type=click.IntRange(0, 1_000_000),
    help="Requests per minute that a client may send; 0: as many as it likes.",
)
@option(
    "--trusted-proxy",
    "trusted_proxies",
    variable="KHEN_TRUSTED_PROXY",
    multiple=True,
    metavar="NETWORK",
    help="A proxy whose X-Forwarded-For names the client; may be repeated.",
)
@option(
    "--metrics-from",
    variable="KHEN_METRICS_FROM",
    multiple=True,
    metavar="NETWORK",
    help="Who may read /metrics; may be repeated. By default this machine and private networks.",
)
@option(
    "--access-log",
    variable="KHEN_ACCESS_LOG",
    default="",
    metavar="FILE",
    help="A line of JSON for each request; - for standard error.",
)
@option(
    "--query-log",
    variable="KHEN_QUERY_LOG",
    default="",
    metavar="FILE",
    help="A line of JSON for each query; - for standard error.",
)
@option(
    "--query-log-text",
    variable="KHEN_QUERY_LOG_TEXT",
    is_flag=True,
    help="Write the text of each query into the query log, not its digest alone.",
)
@services
def serve(
    host: str,
    port: int,
    data: Path,
    releases: Path,
    workers: int,
    query_timeout: float,
    query_memory: int,
    result_cache: int,
    index_memory: int,
    **serving: Any,
) -> None:
    """Serve the current release over HTTP.

    Example: khen serve --port 8080 --query-timeout 5
    """
    logging.basicConfig(level=_log_level(), format="%(levelname)s %(name)s: %(message)s")
    allowed = Services.taken(serving)
    _check(query_timeout, serving)
    release = open_release(releases)
    settings = Settings(
        timeout=query_timeout, memory=query_memory * MIB, workers=workers, union_in_memory=index_memory * MIB
    )
    with _listen(host, port) as listener:
        supervisor = Supervisor(
            listener, Options(releases, settings, results=result_cache * MIB, services=allowed, **serving)
        )
        supervisor.start()
        _announce(release, _address(host, listener))
        sys.exit(supervisor.run())


def _check(query_timeout: float, serving: Mapping[str, Any]) -> None:
    """Say at once what would only be found out by the process that listens, or never.

    Raises:
        UsageError: with the option.
    """
    if not math.isfinite(query_timeout):
        raise UsageError(query_timeout, "is no number of seconds", "Give one with --query-timeout, such as 10.")
    networks((*serving["trusted_proxies"], *serving["metrics_from"]))
    engine = serving["engine"]
    if engine and not engine.startswith(("http://", "https://")):
        raise UsageError(engine, "is no address of a SPARQL endpoint", "Give an http or https address with --engine.")
    for log in ("access_log", "query_log"):
        file = Path(serving[log])
        if serving[log] not in ("", "-") and (file.is_dir() or not file.absolute().parent.is_dir()):
            name = "--" + log.replace("_", "-")
            raise UsageError(file, "cannot be written", f"Name a file in a folder that exists with {name}.")


def _log_level() -> str:
    """How much is logged: the variable KHEN_LOG.

    Raises:
        UsageError: it names no level.
    """
    level = os.environ.get("KHEN_LOG", "WARNING").upper()
    if level not in logging.getLevelNamesMapping():
        raise UsageError(level, "is no level of logging", "Set KHEN_LOG to DEBUG, INFO, WARNING or ERROR.")
    return level


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket.

    Raises:
        UsageError: the port is taken, not allowed, or the address not one of this machine.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise UsageError(host, f"is not an address: {error.strerror}", "Name one with --host or HOST.") from error
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        reason = {
            errno.EADDRINUSE: "another program listens on this port",
            errno.EACCES: "this port needs more rights",
            errno.EADDRNOTAVAIL: "this machine does not have this address",
        }.get(error.errno or 0, str(error.strerror))
        option = "--host or HOST" if error.errno == errno.EADDRNOTAVAIL else "--port or PORT"
        raise UsageError(f"{host}:{port}", reason, f"Choose another with {option}.") from error
    return listener


def _address(host: str, listener: socket.socket) -> str:
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{listener.getsockname()[1]}"


def _announce(release: Release, address: str) -> None:
    manifest = release.manifest
    click.echo(f"Khen is served at {address}/")
    click.echo(f"Release {release.id} (version {manifest.version}, {manifest.counts.get('triples', 0):,} triples)")
    click.echo("Three queries to try:")
    for each in examples():
        query = shlex.quote("query=" + " ".join(each.query.split()))
        click.echo(f"\n  # {each.en}\n  curl --get {address}/sparql -H 'Accept: text/csv' --data-urlencode {query}")
    if not manifest.reachable_at:
        click.echo(_SILENT)
    click.echo("\nStop with Ctrl-C.")
