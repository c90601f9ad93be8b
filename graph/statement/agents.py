"""Quotations, and the places, organisations and people that a text names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Evidence:
    """A quotation: ``exact`` stands at ``[start, end)`` of the frozen text of ``source``.

    Offsets are 0-based, end-exclusive Unicode code points (RFC 5147, Web Annotation TextPositionSelector).
    """

    source: str
    start: int
    end: int
    exact: str


@dataclass(frozen=True)
class Stated:
    """A value read from a text, with all places that state it."""

    value: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class PlaceMention:
    """A place as written: its name without the level word, the level word, and what contains it."""

    name: str
    level: str | None
    evidence: Evidence
    within: PlaceMention | None = None


@dataclass(frozen=True)
class OrganisationMention:
    """An organisation as written.

    Attributes:
        name: its own name as printed, without the bodies that contain it.
        is_unit: a part of another body (Ban, Trung tâm, Phòng ...), not a body by itself.
        place: the territory that the name states.
        parent: the containing body that the text names.
        evidence: the words of the whole chain, as printed.
        own_evidence: the words of the own name alone; equal to ``evidence`` where no parent is named.
    """

    name: str
    is_unit: bool
    evidence: Evidence
    own_evidence: Evidence
    place: PlaceMention | None = None
    parent: OrganisationMention | None = None


@dataclass(frozen=True)
class Office:
    """A position in an organisation, as attested by the text on its day."""

    position: str
    organisation: OrganisationMention
    evidence: Evidence


@dataclass(frozen=True)
class PersonMention:
    """A person named with at least one office. The honorific is kept as printed and means nothing more."""

    name: str
    honorific: str | None
    offices: tuple[Office, ...]
    evidence: Evidence
