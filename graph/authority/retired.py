"""Keys that are no longer in use: merged into another one, or withdrawn. A key is never used for a second thing."""

from __future__ import annotations

from pathlib import Path

from graph.authority.tables import read_table

COLUMNS = ("key", "status", "to", "date", "note")


def read_retired(file: Path) -> dict[str, dict[str, str]]:
    """Retired key to what became of it; empty where the corpus has no such table.

    Keys are ``kind/key``, such as ``person/phan-thi-hieu-ben-tre``.

    Raises:
        AuthorityError: a row is not understood; the line is named.
    """
    if not file.exists():
        return {}
    retired: dict[str, dict[str, str]] = {}
    for row in read_table(file, COLUMNS, required=("key", "status", "date")):
        if row["status"] not in ("merged", "withdrawn"):
            raise row.error(f"status '{row['status']}' is neither merged nor withdrawn")
        if (row["status"] == "merged") != bool(row["to"]):
            raise row.error("'to' names the key that a merged one became, and only that")
        if row["key"] in retired:
            raise row.error(f"key '{row['key']}' is retired twice")
        record = {"status": row["status"], "date": row["date"]}
        retired[row["key"]] = {**record, "to": row["to"]} if row["to"] else record
    return retired
