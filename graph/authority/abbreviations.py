"""Short forms by which people look for things. Nothing of them is published: they serve finding alone."""

from __future__ import annotations

from pathlib import Path

from graph.authority.tables import read_table

COLUMNS = ("short", "words", "seen")


def read_abbreviations(file: Path) -> dict[str, tuple[str, ...]]:
    """Short form to what it can stand for; empty where the corpus has no such table.

    Raises:
        AuthorityError: a row is not understood; the line is named.
    """
    if not file.exists():
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for row in read_table(file, COLUMNS, required=("short", "words")):
        if row["short"] in found:
            raise row.error(f"'{row['short']}' has a line of its own already", "Separate what it can stand for by '|'.")
        found[row["short"]] = row.many("words")
    return found
