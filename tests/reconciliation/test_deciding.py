"""The decision itself, on candidates that the data do not have yet: namesakes, and near names."""

from __future__ import annotations

import pytest

from server.reconciliation.deciding import Candidate, decided
from server.reconciliation.kinds import ORGANISATION, PERSON
from server.reconciliation.properties import PROPERTIES
from server.reconciliation.queries import Hint, Query
from server.reconciliation.things import Thing


def _query(text: str = "Nguyễn Thị Lan", *said: str) -> Query:
    return Query(text, (), 5, tuple(Hint(PROPERTIES[each], ("x",)) for each in said), strict=False)


def _candidate(key: str, edits: int = 0, open: int = 0, kind: str = PERSON, **said: bool) -> Candidate:
    thing = Thing(key, f"https://example.org/id/{key}", (kind,), {"vi": key})
    return Candidate(thing, 100.0 - edits, {"name": 100.0 - edits, **said}, edits, open)


def _match(query: Query, *candidates: Candidate) -> str | None:
    return next((each.thing.id for each in decided(list(candidates), query) if each.match), None)


@pytest.mark.parametrize(
    ("candidates", "expected"),
    [
        ([_candidate("lan-1", province=True)], "lan-1"),
        ([_candidate("lan-1", province=True), _candidate("lan-2", province=True)], None),
        ([_candidate("lan-1", province=True), _candidate("lan-2", province=False)], "lan-1"),
        ([_candidate("lan-1", province=True), _candidate("lan-2", open=1)], None),
        ([_candidate("lan-1", open=1), _candidate("lan-2", province=False)], None),
        ([_candidate("lan-1", province=False)], None),
        ([_candidate("lan-1", province=True), _candidate("lam", edits=1)], "lan-1"),
        ([_candidate("lam", edits=1, province=True)], None),
        ([], None),
    ],
)
def test_namesakes(candidates: list[Candidate], expected: str | None) -> None:
    assert _match(_query("Nguyễn Thị Lan", "province"), *candidates) == expected


def test_a_person_by_the_name_alone_is_nobody() -> None:
    assert _match(_query(), _candidate("lan-1")) is None
    assert _match(_query(), _candidate("union", kind=ORGANISATION)) == "union"


@pytest.mark.parametrize(("other", "expected"), [(2, None), (3, "union")])
def test_what_else_is_near_keeps_a_letter_from_being_passed_over(other: int, expected: str | None) -> None:
    near = _candidate("union", edits=1, kind=ORGANISATION, province=True)
    rival = _candidate("rival", edits=other, kind=ORGANISATION)
    assert _match(_query("Hội LHPN Ha Nan", "province"), near, rival) == expected
    assert _match(_query("Hội LHPN Ha Nan"), near, rival) is None
    assert _match(_query("Nan", "province"), near, rival) is None


def test_a_day_confirms_no_name() -> None:
    near = _candidate("place", edits=1, kind=ORGANISATION, date=True)
    assert _match(_query("Vĩnh Lonh", "date"), near) is None
