"""The table of retired keys: what a row may say, and who is withdrawn by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.authority.retired import read_retired, withdrawn_people
from graph.authority.tables import AuthorityError

HEADER = "key,status,to,date,note"


def table(folder: Path, *rows: str, header: str = HEADER) -> Path:
    file = folder / "retired.csv"
    file.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return file


def test_the_note_is_kept_back_and_the_reason_may_be_left_out(tmp_path: Path) -> None:
    plain = read_retired(table(tmp_path, "person/a,withdrawn,,2026-11-24,she wrote to us"))
    assert plain == {"person/a": {"status": "withdrawn", "date": "2026-11-24"}}
    row = "person/a,withdrawn,,2026-11-24,she wrote to us,request"
    assert read_retired(table(tmp_path, row, header=f"{HEADER},reason"))["person/a"]["reason"] == "request"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("person/a,withdrawn,,yesterday,,request", "not a day"),
        ("person/a,withdrawn,,2026-11-24,,whim", "no reason"),
        ("person/a,merged,person/b,2026-11-24,,request", "no reason"),
        ("person/a,gone,,2026-11-24,,", "neither merged nor withdrawn"),
        ("person/a,withdrawn,person/b,2026-11-24,,", "only that"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, row: str, reason: str) -> None:
    with pytest.raises(AuthorityError, match=reason) as refused:
        read_retired(table(tmp_path, row, header=f"{HEADER},reason"))
    assert "line 2" in str(refused.value)


def test_who_was_merged_into_somebody_withdrawn_is_withdrawn_too(tmp_path: Path) -> None:
    rows = (
        "person/a,merged,person/b,2026-01-01,",
        "person/b,merged,person/c,2026-01-02,",
        "person/c,withdrawn,,2026-11-24,",
        "org/d,withdrawn,,2026-11-24,",
        "person/e,merged,person/f,2026-01-01,",
    )
    people = withdrawn_people(read_retired(table(tmp_path, *rows)))
    assert set(people) == {"person/a", "person/b", "person/c"}
    assert {each["date"] for each in people.values()} == {"2026-11-24"}
