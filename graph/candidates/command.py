"""``khen link``: propose links for review, and apply what was decided."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import click

from graph.authority import read_authority
from graph.candidates.applying import apply
from graph.candidates.opening import Asked, opened
from graph.candidates.proposing import Choice, propose
from graph.candidates.review import Decision, entry, merged, read_review, write_review
from graph.candidates.source import Wanted
from graph.candidates.subjects import Subject, read_subjects
from graph.candidates.tables import Table, read_decisions, read_links
from graph.candidates.targets import ORGANISATIONS, PLACES, SCHEMES
from graph.errors import UsageError

_ADDED = {"places": ("area", PLACES), "organisations": ("org", ORGANISATIONS)}


@click.command(
    epilog="""\b
Examples:
  khen link --from wikidata-viet-nam.nt.gz --scheme wikidata --review links.csv
  khen link --from https://query.wikidata.org/sparql --scheme wikidata --to organisations --review links.csv
  khen link --apply links.csv
"""
)
@click.option("--from", "source", help="File of RDF, or address of a SPARQL 1.1 endpoint, to look for candidates in.")
@click.option("--scheme", type=click.Choice(SCHEMES), help="Whose things are wanted; those alone are proposed.")
@click.option(
    "--to",
    type=click.Choice([*_ADDED, "both"]),
    default="both",
    show_default=True,
    help="Which of ours are looked at: those of identifiers.csv, or those of organisation_links.csv.",
)
@click.option(
    "--review",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("link-review.csv"),
    show_default=True,
    help="File to write the proposals to. Rows in which somebody has written stay.",
)
@click.option(
    "--least", type=click.IntRange(1, 100), default=40, show_default=True, help="Score below which nothing is proposed."
)
@click.option(
    "--most", type=click.IntRange(1, 50), default=3, show_default=True, help="Proposals for one thing of ours."
)
@click.option(
    "--rate",
    type=click.FloatRange(0.01, 10),
    default=1.0,
    show_default=True,
    help="Requests per second to an endpoint, at most.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(1, 600),
    default=60.0,
    show_default=True,
    help="Seconds that one answer of an endpoint may take.",
)
@click.option(
    "--apply",
    "applied",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Put what is accepted in this review file into the tables, and remember what is rejected.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="KHEN_DATA",
    default=Path("data"),
    show_default=True,
    help="Folder of the corpus. [env: KHEN_DATA]",
)
def link(
    source: str | None,
    scheme: str | None,
    to: str,
    review: Path,
    least: int,
    most: int,
    rate: float,
    timeout: float,
    applied: Path | None,
    data: Path,
) -> None:
    """Propose links from our places and organisations to another data set, for a person to decide on.

    Nothing is linked by this alone: the proposals go into a review file. Write `accept` (nearly the same thing),
    `accept-exact` (the same thing) or `reject` into its column `decision`, with your name or initials as `reviewer`
    and the source that confirms an accepted link as `note`; then use --apply. A run that was interrupted goes on
    where it stopped when the same command is given again.
    """
    if applied is not None:
        if source is not None:
            raise UsageError("--apply", "cannot be combined with --from", "Propose first, decide, then apply.")
        _apply(applied, data)
        return
    if source is None or scheme is None:
        raise UsageError("khen link", "needs --from and --scheme, or --apply", "See the examples: khen link --help")
    _propose(Asked(source, data, review, rate, timeout, _today(), _say), scheme, to, Choice(least, most))


def _propose(asked: Asked, scheme: str, to: str, choice: Choice) -> None:
    tables = asked.data / "authority"
    held = read_review(asked.review) if asked.review.exists() else ()
    links = read_links(tables)
    subjects = _without(read_subjects(read_authority(tables), tables, links), links, scheme, to)
    if not subjects:
        _say(f"nothing left to link: all of ours have their {scheme}")
        return
    _say(f"{len(subjects)} of ours have no link to {scheme}")
    choice = Choice(
        choice.least,
        choice.most,
        frozenset(target for table in links for _, target in table.links()),
        frozenset(pair for pair, row in read_decisions(tables).items() if row["decision"] == Decision.REJECT),
    )
    with opened(asked) as (source, day):
        found = propose(Wanted(subjects, scheme), source, choice)
        rows = merged((entry(each, day, source.name) for each in found), held)
        write_review(asked.review, rows)
    new = len(found) - len({each.pair for each in found} & {each.pair for each in held})
    _say(f"{len(found)} proposals, {new} of them new, for {len({each.subject.key for each in found})} of ours")
    click.echo(f"{len(rows)} rows in {asked.review}; decide on them, then: khen link --apply {asked.review}")


def _without(subjects: tuple[Subject, ...], links: tuple[Table, ...], scheme: str, to: str) -> tuple[Subject, ...]:
    """Those of ours that can have a link of this scheme, and have none."""
    kinds = {kind for name, (kind, schemes) in _ADDED.items() if to in (name, "both") and scheme in schemes}
    if not kinds:
        raise UsageError(f"--scheme {scheme}", f"has no {to}", "Choose another scheme, or other things of ours.")
    linked = {key for table in links for key, target in table.links() if target.scheme == scheme}
    return tuple(each for each in subjects if each.key.partition("/")[0] in kinds and each.key not in linked)


def _apply(review: Path, data: Path) -> None:
    done = apply(read_review(review), review, data / "authority", _today())
    for file in done.files:
        _say(f"wrote {file}")
    click.echo(
        f"{done.accepted} accepted, {done.rejected} rejected, {done.known} decided before, {done.undecided} undecided"
    )
    if done.accepted:
        click.echo(f"Raise version and modified in {data / 'dataset.toml'}, then: khen validate")


def _today() -> date:
    return datetime.now(UTC).date()


def _say(what: str) -> None:
    click.echo(f"khen: {what}", err=True)
