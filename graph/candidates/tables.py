"""The two reviewed tables that hold links, row by row as they stand, whatever columns they have."""

from __future__ import annotations

import csv
import io
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from graph.authority.tables import AuthorityError, read_table
from graph.candidates.targets import Target, target_of

PLACES: Final = "identifiers.csv"
ORGANISATIONS: Final = "organisation_links.csv"
DECISIONS: Final = "link_decisions.csv"
"""What somebody has decided on proposals, so that what was rejected is not proposed again. It is not published."""
DECISION_COLUMNS: Final = (
    "subject",
    "target",
    "decision",
    "score",
    "found_on",
    "source",
    "reviewed",
    "reviewer",
    "note",
)
UNVERIFIED: Final = Path("unverified", "links.csv")
"""What was seen and is not good enough."""


@dataclass(frozen=True)
class Table:
    """A table with links.

    Attributes:
        file: where it stands.
        kind: what its keys are of: ``area`` or ``org``.
        columns: as its first line has them; the first is the key.
        rows: each with a value for every column.
    """

    file: Path
    kind: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]

    def links(self) -> Iterator[tuple[str, Target]]:
        """Each row that is published, as the thing of ours (``area/ben-tre``) and the other data set's."""
        for row in self.rows:
            if row["verified"] == "yes":
                yield f"{self.kind}/{row[self.columns[0]]}", target_in(row)

    def with_row(self, row: Mapping[str, str]) -> Table:
        """The same with a row behind those of its thing; in the place of one for the same target that is not verified.

        Raises:
            AuthorityError: the table has a column for which the row has no value.
        """
        if missing := [column for column in self.columns if column not in row]:
            remedy = "Bring the program and the table to the same version."
            raise AuthorityError(self.file, f"column '{missing[0]}' is unknown", remedy)
        new, key = {column: row[column] for column in self.columns}, self.columns[0]
        pair = new[key], target_in(new)
        rows = [each for each in self.rows if (each[key], target_in(each)) != pair]
        last = max((place for place, each in enumerate(rows) if each[key] == new[key]), default=len(rows) - 1)
        rows.insert(last + 1, new)
        return replace(self, rows=tuple(rows))

    def written(self) -> bytes:
        """The table as a file."""
        return written(self.columns, self.rows)


def target_in(row: Mapping[str, str]) -> Target:
    """What a row of either table leads to; an identifier of another kind, such as an ISO code, counts as well."""
    if "iri" in row:
        return target_of(row["iri"]) or Target(row["target"], row["iri"])
    return Target(row["scheme"], row["value"])


def read_links(folder: Path) -> tuple[Table, Table]:
    """The tables of places and of organisations in a folder of authority data.

    Raises:
        AuthorityError: one of them cannot be read.
    """
    return _read(folder / PLACES, "area"), _read(folder / ORGANISATIONS, "org")


def read_decisions(folder: Path) -> dict[tuple[str, str], Mapping[str, str]]:
    """The decisions so far by the pair that they are on; none where the table is not there yet.

    Raises:
        AuthorityError: the table cannot be read.
    """
    file = folder / DECISIONS
    if not file.exists():
        return {}
    rows = read_table(file, DECISION_COLUMNS, ("subject", "target", "decision"))
    return {(row["subject"], row["target"]): row.fields for row in rows}


def without_verified(folder: Path, links: Container[tuple[str, Target | None]]) -> bytes | None:
    """The table of what is not good enough without these links; ``None`` where it has none of them.

    Raises:
        AuthorityError: the table cannot be read.
    """
    file = folder / UNVERIFIED
    if not file.exists():
        return None
    columns = read_columns(file)
    rows = [row.fields for row in read_table(file, tuple(dict.fromkeys((*columns, "thing", "iri"))))]
    kept = [row for row in rows if (row["thing"], target_of(row["iri"])) not in links]
    return written(columns, kept) if len(kept) < len(rows) else None


def written(columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """A table as a file: comma-separated, UTF-8, a line feed at the end of each row."""
    columns, stream = tuple(columns), io.StringIO(newline="")
    writer = csv.DictWriter(stream, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def _read(file: Path, kind: str) -> Table:
    columns = read_columns(file)
    rows = read_table(file, (*columns, "verified"))
    return Table(file, kind, columns, tuple({column: row[column] for column in columns} for row in rows))


def read_columns(file: Path) -> tuple[str, ...]:
    """The first line of a table.

    Raises:
        AuthorityError: the file cannot be read, or is empty.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            columns = tuple(next(csv.reader(stream, strict=True), ()))
    except OSError as error:
        raise AuthorityError(file, f"cannot be read: {error.strerror}", "Check the path and its rights.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise AuthorityError(file, f"not a table in UTF-8: {error}", "Save it as comma-separated UTF-8.") from error
    if not columns:
        raise AuthorityError(file, "is empty", "Its first line names the columns.")
    return columns
