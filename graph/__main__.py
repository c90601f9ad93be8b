"""The command line: ``khen build``, ``validate``, ``query``, ``extract``, ``releases``, and what others add.

Results go to standard output, everything else to standard error. Exit status: 0 done, 1 a problem in the
data, 2 a problem in how the command was used.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import click

from graph.errors import KhenError
from graph.vocabulary import names_from_environment

_FORMATS = ("table", "json", "csv", "ttl")


class Commands(click.Group):
    """Reports an error of ours in words, without a traceback, and with its exit status.

    Other packages add commands through the entry points ``khen.commands``; each is loaded when it is used.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Our own commands and those of other packages."""
        return sorted({*super().list_commands(ctx), *entry_points(group="khen.commands").names})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, loaded now where another package brings it."""
        if own := super().get_command(ctx, cmd_name):
            return own
        found = [each.load() for each in entry_points(group="khen.commands", name=cmd_name)]
        return found[0] if found else None

    def invoke(self, ctx: click.Context) -> Any:
        """As click does, with our own errors turned into messages."""
        try:
            return super().invoke(ctx)
        except KhenError as error:
            click.echo(f"khen: {error}", err=True)
            ctx.exit(error.exit_status)
        except BrokenPipeError:
            # The reader of a pipe has seen enough (`khen query ... | head`).
            sys.stderr.close()
            ctx.exit(0)


def releases_beside(data: Path) -> Path:
    """Where the releases of a corpus are unless said otherwise."""
    return data.parent / "release"


data_option = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="KHEN_DATA",
    default=Path("data"),
    show_default=True,
    is_eager=True,
    help="Folder of the corpus. [env: KHEN_DATA]",
)
releases_option = click.option(
    "--releases",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="KHEN_RELEASES",
    default=None,
    callback=lambda context, _, value: value or releases_beside(context.params["data"]),
    help="Folder of the releases; where none is named, `release` beside the corpus. [env: KHEN_RELEASES]",
)


def _progress() -> Callable[[str], None]:
    """Tells each step on a terminal, and nothing into a pipe or a file."""
    if not sys.stderr.isatty():
        return lambda _: None
    return lambda message: click.echo(f"… {message}", err=True)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="khen", prog_name="khen")
def main() -> None:
    """Vietnamese commendations as linked open data: every statement with the words it was read from."""


@main.command(epilog="Example: khen build --data my-corpus --releases /srv/khen/release")
@data_option
@releases_option
@click.option("--if-changed", is_flag=True, help="Do nothing where the current release has these inputs.")
def build(data: Path, releases: Path, if_changed: bool) -> None:
    """Read the corpus, validate it, and publish it as a release; whole and conforming, or not at all."""
    from graph import pipeline
    from graph.release import NotConforming

    names, say = names_from_environment(), _progress()
    if if_changed and pipeline.is_current(data, releases, names):
        return
    try:
        built, published = pipeline.release(data, releases, names, say)
    except NotConforming as error:
        click.echo(error.report, err=True)
        raise
    warnings = [finding for finding in built.report.findings if finding.severity == "warning"]
    if warnings:
        click.echo(built.report.text, err=True)
    for key in built.unnamed:
        click.echo(f"khen: nothing names {key}, which is withdrawn; is it spelt as it was published?", err=True)
    click.echo(f"{published.outcome}: release {published.id} in {published.folder}", err=True)
    if published.notice:
        click.echo(published.notice, err=True)


@main.command(epilog="Example: khen validate release/current/khen.nq")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@data_option
def validate(file: Path | None, data: Path) -> None:
    """Check the corpus, or the RDF in FILE, against the shapes, and print the report.

    Quotations in FILE are compared with the texts of the corpus that it cites.
    """
    from graph import pipeline

    names = names_from_environment()
    report = pipeline.validate_file(file, data, names) if file else pipeline.build(data, names, _progress()).report
    click.echo(report.text)
    if not report.conforms:
        raise SystemExit(1)


@main.command(epilog="Example: khen query -e 'SELECT ?label WHERE { ?s a khen:Programme ; rdfs:label ?label }'")
@click.argument("file", required=False, type=click.File(encoding="utf-8-sig"))
@click.option("-e", "query_text", metavar="QUERY", help="The query itself, in place of a file.")
@click.option(
    "--format",
    "output",
    type=click.Choice(_FORMATS),
    default=None,
    help="[default: table, or ttl for graphs]",
)
@data_option
@releases_option
def query(file: Any, query_text: str | None, output: str | None, data: Path, releases: Path) -> None:
    """Ask the current release a SPARQL query, from FILE ('-' for standard input) or -e.

    The prefixes of the release need not be declared.
    """
    from graph import querying

    if (file is None) == (query_text is None):
        raise click.UsageError("Give the query either as FILE or with -e QUERY.")
    text = query_text if query_text is not None else file.read()
    click.echo(querying.ask(releases, text, output), nl=False)


@main.command(epilog="Example: khen extract data/announcements/642ca70eabb422b4 | jq .decision")
@click.argument("source", type=click.Path(path_type=Path, exists=True))
@data_option
def extract(source: Path, data: Path) -> None:
    """Print the facts in SOURCE (a text file, or an announcement's folder) as JSON, with their evidence."""
    from graph import pipeline

    facts = pipeline.extract_facts(source, data)
    click.echo(json.dumps(pipeline.as_json(facts), ensure_ascii=False, indent=2))
    for passage in facts.unread:
        click.echo(f"{source}, line {passage.line}: not read ({passage.reason}): {passage.evidence.exact}", err=True)


@main.command(epilog="Example: khen releases --releases /srv/khen/release")
@data_option
@releases_option
def releases(data: Path, releases: Path) -> None:
    """List the releases, the one that is served marked with an asterisk."""
    from graph.release import list_releases

    found = list_releases(releases)
    if not found:
        click.echo(f"khen: {releases}: no release yet; run 'khen build'", err=True)
    for each in found:
        counts = each.manifest["counts"]
        mark = "*" if each.current else " "
        built = each.time or "time of build not recorded"
        held = f"{counts['triples']} triples, {counts['announcements']} announcement(s)"
        click.echo(f"{mark} {each.id}  {each.manifest['version']}  {held}  {built}")


if __name__ == "__main__":
    main()
