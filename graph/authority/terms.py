"""Organisations, roles, units, awards, indicators and programmes that recur, from the reviewed tables.

A name is found under every spelling that :func:`graph.spelling.fold` makes equal, and under its variants.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from graph.authority.identifiers import Identifier, read_identifiers
from graph.authority.tables import Row, read_table
from graph.spelling import fold


@dataclass(frozen=True)
class Term:
    """A recurring name: its key and its labels in Vietnamese and English."""

    key: str
    name_vi: str
    name_en: str
    variants: tuple[str, ...] = ()

    @property
    def folded(self) -> tuple[str, ...]:
        """Every spelling under which the term is found."""
        return tuple(dict.fromkeys(fold(name) for name in (self.name_vi, *self.variants)))


@dataclass(frozen=True)
class Organisation(Term):
    """A known organisation; ``parent`` is the key of the body that contains it, or empty."""

    is_unit: bool = False
    parent: str = ""


@dataclass(frozen=True)
class Role(Term):
    """A position; ``unit_word`` is the head noun fused into it (``Phó ban`` holds ``Ban``)."""

    unit_word: str = ""


@dataclass(frozen=True)
class Award(Term):
    """A form of award; ``concept`` is its term in the ontology."""

    concept: str = ""


@dataclass(frozen=True)
class Indicator(Term):
    """What a figure measures: how the counted phrase begins, and words of its context (any of them)."""

    counted: tuple[str, ...] = ()
    measure: tuple[str, ...] = ()


@dataclass(frozen=True)
class Programme(Term):
    """A known programme with the act that approved it and the period that the act gives it."""

    act_key: str = ""
    act_number: str = ""
    act_date: str = ""
    act_title_vi: str = ""
    act_title_en: str = ""
    period: str = ""
    source: str = ""


@dataclass(frozen=True)
class Link:
    """What somebody else calls the organisation with this key."""

    key: str
    identifier: Identifier


T = TypeVar("T", bound=Term)


def _index(terms: Iterable[T]) -> dict[str, T]:
    return {folded: term for term in terms for folded in term.folded}


@dataclass(frozen=True)
class Terms:
    """The reviewed tables of names."""

    organisations: tuple[Organisation, ...] = ()
    roles: tuple[Role, ...] = ()
    units: tuple[Term, ...] = ()
    awards: tuple[Award, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    programmes: tuple[Programme, ...] = ()
    links: tuple[Link, ...] = field(default=())

    @cached_property
    def role_by_name(self) -> dict[str, Role]:
        """Folded name to role."""
        return _index(self.roles)

    @cached_property
    def unit_by_name(self) -> dict[str, Term]:
        """Folded name to the kind of unit."""
        return _index(self.units)

    @cached_property
    def award_by_name(self) -> dict[str, Award]:
        """Folded name to form of award."""
        return _index(self.awards)

    @cached_property
    def programme_by_name(self) -> dict[str, Programme]:
        """Folded name to programme."""
        return _index(self.programmes)

    def indicator(self, counted: str, measure: str) -> Indicator | None:
        """The known indicator for what is counted and what is said of it; the closest one wins.

        The counted phrase must begin as the table says, at the end of a word; of the measure's phrases one
        must occur. An indicator that asks for a measure is closer than one that takes any.
        """
        counted, measure = fold(counted), fold(measure)
        best: tuple[tuple[int, int], Indicator] | None = None
        for each in self.indicators:
            heads = [len(head) for head in map(fold, each.counted) if re.match(rf"{re.escape(head)}(?!\w)", counted)]
            words = [len(word) for word in map(fold, each.measure) if f" {word} " in f" {measure} "]
            if (each.counted and not heads) or (each.measure and not words):
                continue
            if not each.counted and counted:
                continue
            rank = (max(words, default=0), max(heads, default=0))
            if best is None or rank > best[0]:
                best = (rank, each)
        return best[1] if best else None


def _term(row: Row) -> tuple[str, str, str, tuple[str, ...]]:
    return row["key"], row["name_vi"], row["name_en"], row.many("variants")


_NAMED = ("key", "name_vi", "name_en")


def read_terms(folder: Path) -> Terms:
    """The tables of names in a folder of authority data.

    Raises:
        AuthorityError: a table is missing or a row is not understood; the file and the line are named.
    """
    organisations = read_table(
        folder / "organisations.csv",
        (*_NAMED, "kind", "parent", "variants", "verified"),
        required=(*_NAMED, "kind"),
    )
    for row in organisations:
        if row["kind"] not in ("body", "unit"):
            raise row.error(f"kind '{row['kind']}' is neither body nor unit")
    roles = read_table(folder / "roles.csv", (*_NAMED, "variants", "unit_word"), required=_NAMED)
    units = read_table(folder / "units.csv", (*_NAMED, "variants"), required=_NAMED)
    awards = read_table(folder / "awards.csv", (*_NAMED, "variants", "concept"), required=(*_NAMED, "concept"))
    indicators = read_table(folder / "indicators.csv", (*_NAMED, "counted", "measure"), required=_NAMED)
    acts = ("act_key", "act_number", "act_date", "act_title_vi", "act_title_en", "period", "source")
    programmes = read_table(folder / "programmes.csv", (*_NAMED, "variants", *acts), required=_NAMED)
    keys = {row["key"] for row in organisations}
    links = read_identifiers(folder / "organisation_links.csv", "key", keys, "organisations.csv")
    return Terms(
        tuple(Organisation(*_term(row), row["kind"] == "unit", row["parent"]) for row in organisations),
        tuple(Role(*_term(row), row["unit_word"]) for row in roles),
        tuple(Term(*_term(row)) for row in units),
        tuple(Award(*_term(row), row["concept"]) for row in awards),
        tuple(
            Indicator(row["key"], row["name_vi"], row["name_en"], (), row.many("counted"), row.many("measure"))
            for row in indicators
        ),
        tuple(Programme(*_term(row), *(row[act] for act in acts)) for row in programmes),
        tuple(Link(key, identifier) for key, own in links.items() for identifier in own),
    )
