"""What others call our places and organisations, and how each identifier was found and confirmed.

The two tables, ``identifiers.csv`` and ``organisation_links.csv``, differ in their first column alone.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

from graph.authority import fields
from graph.authority.tables import Row


class Scheme(StrEnum):
    """Whose identifier it is."""

    ISO = "iso3166-2"
    WIKIDATA = "wikidata"
    GEONAMES = "geonames"
    WHOS_ON_FIRST = "whosonfirst"
    OPENSTREETMAP = "openstreetmap"
    DBPEDIA = "dbpedia"
    ROR = "ror"


class Match(StrEnum):
    """How far the thing identified is ours (SKOS Reference, section 10)."""

    EXACT = "exact"
    CLOSE = "close"


class Justification(StrEnum):
    """How a match was found: the local names of https://w3id.org/semapv/vocab/ that occur here."""

    MANUAL = "ManualMappingCuration"
    LEXICAL = "LexicalMatching"
    BACKGROUND = "BackgroundKnowledgeBasedMatching"
    CHAINING = "MappingChaining"


@dataclass(frozen=True)
class Identifier:
    """What somebody else calls a thing of ours, as far as it has been verified.

    Attributes:
        scheme: whose identifier it is.
        value: such as ``VN-50``, ``Q33366`` or ``1587974``.
        match: how far the two are one; None for a code (ISO), which is a name and not another thing.
        found_by: how the two were brought together; None for a code.
        reviewed: the day on which the row was last compared with its sources.
        sources: where the two were found together, in short form.
    """

    scheme: Scheme
    value: str
    match: Match | None
    found_by: Justification | None
    reviewed: date
    sources: tuple[str, ...]


_FORMS: Final = {
    Scheme.ISO: "VN-[0-9A-Z]{2}",
    Scheme.WIKIDATA: "Q[1-9][0-9]*",
    Scheme.GEONAMES: "[1-9][0-9]*",
    Scheme.WHOS_ON_FIRST: "[1-9][0-9]*",
    Scheme.OPENSTREETMAP: "relation/[1-9][0-9]*",
    Scheme.DBPEDIA: "[A-Z][A-Za-z0-9_.,()-]*",
    Scheme.ROR: "0[a-z0-9]{6}[0-9]{2}",
}


def read_identifiers(path: Path, column: str, keys: Container[str], table: str) -> dict[str, tuple[Identifier, ...]]:
    """Key of a thing to its verified identifiers, by scheme. One identifier never stands for two things.

    Args:
        path: the table.
        column: the column with the key of the thing.
        keys: the keys that there are.
        table: where those stand, for the message.

    Raises:
        AuthorityError: a row is malformed, or two rows contradict each other.
    """
    needed = (column, "scheme", "value", "reviewed")
    found: dict[str, dict[Scheme, Identifier]] = {}
    holders: dict[tuple[Scheme, str], Row] = {}
    for row in fields.read_verified(path, (*needed, "match", "found_by"), needed):
        own = found.setdefault(fields.known(row, column, keys, table), {})
        identifier = _identifier(row)
        scheme, value = identifier.scheme, identifier.value
        if (scheme, value) in holders:
            raise fields.twice(row, "value", holders[scheme, value])
        if scheme in own:
            raise fields.wrong(row, "scheme", f"it is '{own[scheme].value}' there", "Keep one of the two.")
        holders[scheme, value] = row
        own[scheme] = identifier
    return {key: tuple(own[scheme] for scheme in Scheme if scheme in own) for key, own in found.items()}


def _identifier(row: Row) -> Identifier:
    scheme = Scheme(fields.one_of(row, "scheme", tuple(Scheme)))
    value = fields.matching(row, "value", _FORMS[scheme], f"an identifier of {scheme}")
    match: Match | None = None
    found_by: Justification | None = None
    if scheme is Scheme.ISO:
        for column in ("match", "found_by"):
            if row[column]:
                raise fields.wrong(row, column, "a code is a name, no match", "Leave the field empty.")
    else:
        match = Match(fields.one_of(row, "match", tuple(Match)))
        found_by = Justification(fields.one_of(row, "found_by", tuple(Justification)))
    reviewed = fields.required_day(row, "reviewed")
    return Identifier(scheme, value, match, found_by, reviewed, row.many("sources"))
