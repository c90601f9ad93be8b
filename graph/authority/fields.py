"""Fields of a row of a reviewed table: each is checked as it is read, and an error names it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Sequence
from datetime import date
from pathlib import Path

from graph.authority.tables import AuthorityError, Row, read_table


def read_verified(path: Path, columns: Sequence[str], required: Sequence[str] = ()) -> tuple[Row, ...]:
    """The rows of a table whose field ``verified`` is ``yes``; those with ``no`` are not for publication.

    Raises:
        AuthorityError: as ``read_table``, and where the field holds neither or no source is given.
    """
    rows = read_table(path, (*columns, "verified", "sources"), (*required, "verified", "sources"))
    return tuple(row for row in rows if one_of(row, "verified", ("yes", "no")) == "yes")


def unique(rows: Iterable[Row], column: str) -> dict[str, Row]:
    """The rows by the value of one column.

    Raises:
        AuthorityError: two rows have the same value.
    """
    found: dict[str, Row] = {}
    for row in rows:
        if row[column] in found:
            raise twice(row, column, found[row[column]])
        found[row[column]] = row
    return found


def twice(row: Row, column: str, first: Row) -> AuthorityError:
    """The error that a row says again what an earlier row says."""
    return wrong(row, column, f"'{row[column]}' stands in line {first.line} already", "Keep one of the two rows.")


def wrong(row: Row, column: str, reason: str, remedy: str) -> AuthorityError:
    """An error that names file, line and field."""
    return row.error(f"field '{column}': {reason}", remedy)


def composed(row: Row, column: str) -> str:
    """A text that is published as it stands.

    Raises:
        AuthorityError: the text is not in Unicode's composed form (NFC).
    """
    if not unicodedata.is_normalized("NFC", row[column]):
        raise wrong(row, column, "the text is not composed (NFC)", "Type it anew in composed Unicode.")
    return row[column]


def matching(row: Row, column: str, pattern: str, form: str) -> str:
    """A text of a given form.

    Raises:
        AuthorityError: the text has another form.
    """
    if not re.fullmatch(pattern, row[column]):
        raise wrong(row, column, f"'{row[column]}' is not {form}", "Correct it from the source of the row.")
    return row[column]


def one_of(row: Row, column: str, allowed: Sequence[str]) -> str:
    """A value from a closed list.

    Raises:
        AuthorityError: the value is another one.
    """
    if row[column] not in allowed:
        raise wrong(row, column, f"'{row[column]}' is not allowed", f"Use one of: {', '.join(allowed)}.")
    return row[column]


def known(row: Row, column: str, keys: Container[str], table: str) -> str:
    """A key of another table.

    Raises:
        AuthorityError: the other table has no verified row with this key.
    """
    if row[column] not in keys:
        raise wrong(row, column, f"'{row[column]}' is unknown", f"Add it to {table} as verified, or correct it here.")
    return row[column]


def day(row: Row, column: str) -> date | None:
    """A date, or None where the field is empty.

    Raises:
        AuthorityError: the field holds something else.
    """
    written = row[column]
    if not written:
        return None
    remedy = "Write a date of the calendar as 2025-07-01."
    # Python also reads 20250701 and 2025-W27-2, which nobody would find again by a search.
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
        raise wrong(row, column, f"'{written}' is not a date", remedy)
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise wrong(row, column, f"'{written}' is not a date", remedy) from error


def required_day(row: Row, column: str) -> date:
    """A date.

    Raises:
        AuthorityError: the field is empty or holds something else.
    """
    found = day(row, column)
    if found is None:
        raise wrong(row, column, "the field is empty", "Write a date as 2025-07-01.")
    return found
