"""``khen load``: a release is put into a store, from where ``khen serve --engine`` answers."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from urllib.parse import urljoin

import click

from graph.errors import UsageError
from graph.store import Release, open_release
from server.remote.client import Client, shown
from server.remote.loading import Target, detect
from server.remote.loading import load as put
from server.remote.writing import writer
from server.variables import folders


@click.command()
@click.argument("url", envvar="KHEN_ENGINE")
@folders("loaded")
@click.option("--release", "identifier", default=None, help="Identifier of a release other than the current one.")
@click.option("--graph-store", default=None, help="Where the store speaks the Graph Store HTTP Protocol.")
@click.option("--update", default=None, help="Where the store takes SPARQL Update, if it has no Graph Store Protocol.")
@click.option("--user", default=None, help="Name of a user who may write.")
@click.option("--password-env", default=None, help="Name of the environment variable that holds the password.")
@click.option(
    "--grace",
    default=30.0,
    show_default=True,
    type=click.FloatRange(0, 86400),
    help="Seconds to wait for queries under way; more than the --query-timeout of the servers of this store.",
)
@click.option("--remove-old", is_flag=True, help="Remove other releases from the store when this one is there.")
def load(
    url: str,
    data: Path,
    releases: Path,
    identifier: str | None,
    graph_store: str | None,
    update: str | None,
    user: str | None,
    password_env: str | None,
    grace: float,
    remove_old: bool,
) -> None:
    """Put a release into the SPARQL store whose query endpoint is URL.

    The addresses to write to are known for Oxigraph and Virtuoso; of others, name one.

    Example: khen load http://127.0.0.1:8890/sparql --user dba --password-env VIRTUOSO_PASSWORD
    """
    password = _password(user, password_env)
    release = open_release(releases, identifier)
    with closing(Client(url, connections=1, wait=5.0)) as client:
        if graph_store is None and update is None:
            known = detect(client).graph_store
            graph_store = urljoin(url, known[user is not None]) if known else None
        with closing(writer(graph_store, update, user, password)) as writing:
            done = put(Target(client, writing, release, grace, _say), remove_old=remove_old)
    _tell(release, url, done.triples or 0)


def _password(user: str | None, variable: str | None) -> str | None:
    if variable is None:
        return None
    if user is None:
        raise UsageError("--password-env", "needs a user", "Name one with --user.")
    password = os.environ.get(variable)
    if password is None:
        raise UsageError(
            f"--password-env {variable}", "is not set in the environment", f"Set it: export {variable}=..."
        )
    return password


def _say(what: str) -> None:
    click.echo(f"khen: {what}", err=True)


def _tell(release: Release, url: str, size: int) -> None:
    click.echo(f"Release {release.id} ({size:,} triples, {len(release.graphs)} graphs) is in {shown(url)}")
    click.echo(f"Serve it with: khen serve --engine {shown(url)}")
