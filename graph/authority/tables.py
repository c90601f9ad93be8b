"""Reading the reviewed tables: comma-separated, UTF-8, one header line, `|` between variants."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import KhenError


class AuthorityError(KhenError):
    """A reviewed table cannot be read; the subject names the file and the line."""


@dataclass(frozen=True)
class Row:
    """One row with the place it stands at."""

    file: Path
    line: int
    fields: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.fields[column]

    def many(self, column: str) -> tuple[str, ...]:
        """The values of a column that holds several, separated by ``|``."""
        return tuple(part.strip() for part in self.fields[column].split("|") if part.strip())

    def error(self, reason: str, remedy: str = "Correct this line of the table.") -> AuthorityError:
        """An error that names this line."""
        return AuthorityError(f"{self.file}, line {self.line}", reason, remedy)


def read_table(
    file: Path, columns: Sequence[str], required: Sequence[str] = (), optional: Sequence[str] = ()
) -> tuple[Row, ...]:
    """The rows of a table, with white space around values removed; an optional column that is not there is empty.

    Raises:
        AuthorityError: the file is missing or not UTF-8, a column is missing, or a required value is empty.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                raise AuthorityError(file, f"column '{missing[0]}' is missing", f"Needed: {', '.join(columns)}.")
            rows = tuple(
                Row(file, reader.line_num, {key: (raw.get(key) or "").strip() for key in (*columns, *optional)})
                for raw in reader
            )
    except OSError as error:
        raise AuthorityError(file, f"cannot be read: {error.strerror}", "The corpus needs this table.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise AuthorityError(file, f"not a table in UTF-8: {error}", "Save it as comma-separated UTF-8.") from error
    for row in rows:
        for column in required:
            if not row[column]:
                raise row.error(f"'{column}' is empty")
    return rows
