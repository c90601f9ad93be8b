"""A place through time: its versions and what they came of and became, before and after 1 July 2025."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext as _
from markupsafe import Markup

from server.provinces import day_of
from server.things import literals
from server.things.reader import Reader, say

REFORM: Final = date(2025, 7, 1)
"""The day on which 63 provinces became 34 and districts ceased to be (Resolution 202/2025/QH15)."""
MOST: Final = 60
"""Versions that one timeline follows."""


@dataclass(frozen=True)
class Entry:
    """A version or a change.

    Attributes:
        when: the days, in words.
        name: as a link.
        kind: what it is: the type of unit, or of change.
        act: what ordered the change, as links; empty for versions.
        here: whether the page is about it.
    """

    when: str
    name: Markup
    kind: str
    act: Markup
    here: bool


@dataclass(frozen=True)
class Timeline:
    """The versions and changes of a place and of those that it came of or became, in order.

    Attributes:
        before: what ended, or happened, before the reform.
        since: what was there, or happened, from that day on.
        versions: the IRIs of all versions.
        own: those of the place itself.
    """

    before: tuple[Entry, ...]
    since: tuple[Entry, ...]
    versions: tuple[str, ...]
    own: tuple[str, ...]


def timeline(reader: Reader, iri: str) -> Timeline | None:
    """The timeline of a place or of a version of one; ``None`` for anything else."""
    own = versions_of(reader, iri)
    if not own:
        return None
    versions = sorted(_connected(reader, own), key=lambda each: (reader.one(each, "schema:validFrom"), each))
    events = sorted({event for each in versions for event in reader.iris(each, "vl:startEvent", "vl:endEvent")})
    happened = sorted(events, key=lambda each: (reader.one(each, "schema:validFrom"), each))
    before = [each for each in versions if _ended(reader, each)]
    early = [each for each in happened if (day_of(reader.one(each, "schema:validFrom")) or REFORM) < REFORM]
    return Timeline(
        tuple(_entries(reader, before, early, iri)),
        tuple(_entries(reader, (x for x in versions if x not in before), (x for x in happened if x not in early), iri)),
        tuple(versions),
        own,
    )


def versions_of(reader: Reader, iri: str) -> tuple[str, ...]:
    """The versions of a place, or the version itself; none for anything else."""
    kinds = reader.iris(iri, "rdf:type")
    if reader.iri("khen:AdministrativeUnitVersion") in kinds:
        return (iri,)
    if reader.iri("khen:AdministrativeUnit") in kinds:
        return reader.subjects("vl:identity", iri)
    return ()


def span(reader: Reader, version: str) -> str:
    """The days on which a version was valid, in words."""
    first, last = reader.one(version, "schema:validFrom"), reader.one(version, "schema:validThrough")
    if first and last:
        words = _("from %(first)s through %(last)s", first=literals.day(first), last=literals.day(last))
    elif first:
        words = _("since %(first)s", first=literals.day(first))
    else:
        words = _("through %(last)s", last=literals.day(last)) if last else _("for all that the data know")
    return str(words)


def _connected(reader: Reader, own: Iterable[str]) -> set[str]:
    """The versions that these came of, and those that they became, however many steps away."""
    found = set(own)
    for direction in ("vl:predecessor", "vl:successor"):
        waiting = list(found)
        while waiting and len(found) < MOST:
            for each in reader.iris(waiting.pop(), direction):
                if each not in found:
                    found.add(each)
                    waiting.append(each)
    return found


def _ended(reader: Reader, version: str) -> bool:
    last = day_of(reader.one(version, "schema:validThrough"))
    return last is not None and last < REFORM


def _entries(reader: Reader, versions: Iterable[str], events: Iterable[str], iri: str) -> Iterator[Entry]:
    """Changes of a day stand before the versions that begin with it."""
    waiting = [(reader.one(each, "schema:validFrom"), 1, each) for each in versions]
    waiting += [(reader.one(each, "schema:validFrom"), 0, each) for each in events]
    for first, is_version, each in sorted(waiting):
        here = each == iri
        name = say("%(name)s", name=reader.text(each)) if here else reader.anchor(each)
        if is_version:
            kind = next((reader.name(x).text for x in reader.iris(each, "khen:unitType")), "")
            yield Entry(span(reader, each), name, kind, Markup(""), here)
        else:
            yield Entry(literals.day(first), name, _("change"), reader.anchors(reader.iris(each, "prov:used")), here)
