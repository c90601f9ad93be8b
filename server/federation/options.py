"""The options of ``khen serve`` about other endpoints."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from server.federation.settings import Services
from server.variables import option

Command = TypeVar("Command", bound=Callable[..., Any])


def services(command: Command) -> Command:
    """The options about other endpoints."""
    seconds, number = click.FloatRange(0, 3600, min_open=True), click.IntRange(1, 1_000_000_000)
    default = Services()
    bounds = (
        ("timeout", seconds, "Seconds that a call of another endpoint may take, all in all."),
        ("bytes", number, "Bytes that the answer of another endpoint may have."),
        ("rows", number, "Rows that the answer of another endpoint may have."),
        ("rate", click.IntRange(0, 1_000_000), "Calls per minute and endpoint; 0: as many as are asked for."),
        ("clauses", click.IntRange(1, 100), "SERVICE clauses that a query may have."),
        ("queries", click.IntRange(1, 256), "Queries with SERVICE that are worked on at once."),
    )
    for name, kind, help in reversed(bounds):
        command = option(
            f"--service-{name}",
            variable=f"KHEN_SERVICE_{name.upper()}",
            default=getattr(default, name),
            show_default=True,
            type=kind,
            help=help,
        )(command)
    command = option(
        "--service-network",
        "service_networks",
        variable="KHEN_SERVICE_NETWORK",
        multiple=True,
        metavar="NETWORK",
        help="A network beside the public ones that the endpoints named with --service may be in; may be repeated.",
    )(command)
    return option(
        "--service",
        "service_endpoints",
        variable="KHEN_SERVICE",
        multiple=True,
        metavar="URL",
        help="The exact address of an endpoint that queries may ask by SERVICE; may be repeated. None: SERVICE is "
        "refused.",
    )(command)
