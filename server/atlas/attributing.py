"""What a province is on another day, by the successions that the release records (docs/decisions/0011)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from graph.store import Release
from server.lookup import values
from server.provinces import Province

_SUCCESSOR = "https://version.link/successor"


@dataclass(frozen=True)
class Successions:
    """The versions of the provinces, and what follows what.

    Attributes:
        provinces: the versions by their IRIs.
        after: the versions that follow one.
        before: the versions that one follows.
    """

    provinces: Mapping[str, Province]
    after: Mapping[str, tuple[str, ...]]
    before: Mapping[str, tuple[str, ...]]

    def on(self, version: str, day: date) -> tuple[str, ...]:
        """What a version was, is, or will be on a day: one as a rule, several where the release does not tell which.

        A unit that was formed of several was any of them before; one that ended without a successor is none since.
        """
        found, seen, waiting = set[str](), set[str](), [version]
        while waiting:
            current = waiting.pop()
            province = self.provinces.get(current)
            if province is None or current in seen:
                continue
            seen.add(current)
            if province.valid_on(day):
                found.add(current)
            elif province.valid_from and day < province.valid_from:
                waiting += self.before.get(current, ())
            else:
                waiting += self.after.get(current, ())
        return tuple(sorted(found))

    def divisions(self, first: date | None, latest: date) -> tuple[tuple[date, int], ...]:
        """The days from which on there was another set of provinces, the first day of all first, and how many."""
        begun = {each.valid_from for each in self.provinces.values() if each.valid_from}
        ended = {each.valid_through + timedelta(days=1) for each in self.provinces.values() if each.valid_through}
        days = {each for each in begun | ended if (first is None or first < each) and each <= latest}
        return tuple((each, self.count(each)) for each in sorted(days | ({first} if first else set())))

    def begins(self, day: date) -> bool:
        """Whether a province took a form on a day; otherwise the day is only that of a list of them."""
        return any(each.valid_from == day for each in self.provinces.values())

    def count(self, day: date) -> int:
        """How many provinces there were on a day."""
        return sum(each.valid_on(day) for each in self.provinces.values())


def successions(release: Release, provinces: Iterable[Province]) -> Successions:
    """The successions among the versions of a release's provinces, in the order given."""
    known = {each.iri: each for each in provinces}
    after = {iri: tuple(values(release, iri, _SUCCESSOR)) for iri in known}
    before: dict[str, list[str]] = {}
    for iri, followers in after.items():
        for each in followers:
            before.setdefault(each, []).append(iri)
    return Successions(known, after, {iri: tuple(each) for iri, each in before.items()})
