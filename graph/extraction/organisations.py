"""Organisations as written: ``Ban Xây dựng tổ chức Hội, Hội LHPN tỉnh Vĩnh Phúc``, small to large.

A chain is split at commas, brackets and ``thuộc``. A part that opens with the head noun of an organisation
begins a containing body; a bare place says where the body before it is; anything else belongs to the name
before it, because names hold commas too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from graph.authority import Authority
from graph.authority.places import Level
from graph.extraction.lexicon import (
    CAPITALISED,
    EMBEDDED_HEAD,
    LEVEL_WORD,
    LEVELS,
    ORGANISATION_HEAD,
    UNIT_HEAD,
)
from graph.extraction.reading import Reader, plain
from graph.spelling import fold
from graph.statement import OrganisationMention, PlaceMention

_SEPARATOR = re.compile(r" *(?:,|;|\(|\)| +[-–] +| +thuộc(?= +)) *")
_LEVELLED = re.compile(rf"(?<!\w)(?P<level>{LEVEL_WORD}) *(?=\S)", re.IGNORECASE)


@dataclass(frozen=True)
class _Part:
    start: int
    end: int


@dataclass(frozen=True)
class Grammar:
    """The grammar of names of places and organisations over one document, with the gazetteer."""

    reader: Reader
    authority: Authority

    def place(self, start: int, end: int) -> PlaceMention | None:
        """The place that the whole of ``[start, end)`` names, with or without its level word."""
        words = self.reader.text[start:end]
        if match := _LEVELLED.match(words):
            name_start = start + match.end()
            if self._is_name(name_start, end):
                level = LEVELS[plain(match["level"]).lower()]
                name = self.reader.quote(name_start, end)
                return PlaceMention(plain(name.exact), level, self.reader.quote(start, end))
            return None
        if fold(words) in self._place_names:
            return PlaceMention(plain(words), None, self.reader.quote(start, end))
        return None

    def place_at_end(self, start: int, end: int) -> PlaceMention | None:
        """The place with which ``[start, end)`` ends, such as the one in ``Hội LHPN tỉnh Thanh Hoá``."""
        words = self.reader.text[start:end]
        for match in _LEVELLED.finditer(words):
            if place := self.place(start + match.start(), end):
                return place
        for match in re.finditer(r"(?<= )\w", words):
            if fold(words[match.start() :]) in self._place_names:
                return self.place(start + match.start(), end)
        return None

    def organisation(self, start: int, end: int) -> OrganisationMention | None:
        """The organisation that ``[start, end)`` names, with the bodies that contain it."""
        if not ORGANISATION_HEAD.match(self.reader.text, start):
            return None
        return self.chain_from(start, end)

    def chain_from(self, start: int, end: int) -> OrganisationMention | None:
        """As :meth:`organisation`, for a name whose head noun is already known to open it."""
        whole: OrganisationMention | None = None
        place: PlaceMention | None = None
        for part in reversed(self._parts(start, end)):
            if found := self.place(part.start, part.end):
                place = replace(found, within=place)
                continue
            whole = self._body(part, place, whole)
            place = None
        return whole

    def _parts(self, start: int, end: int) -> list[_Part]:
        """The parts of a chain: each a body with the commas of its own name, or a bare place."""
        bounds, cut = [], start
        for match in _SEPARATOR.finditer(self.reader.text, start, end):
            bounds.append((cut, match.start()))
            cut = match.end()
        bounds.append((cut, end))
        parts: list[_Part] = []
        for first, last in bounds:
            quote = self.reader.quote(first, last)
            if not quote.exact:
                continue
            opens = ORGANISATION_HEAD.match(self.reader.text, quote.start) or self.place(quote.start, quote.end)
            if opens or not parts:
                parts.append(_Part(quote.start, quote.end))
            else:
                parts[-1] = replace(parts[-1], end=quote.end)
        return [piece for part in parts for piece in self._embedded(part)]

    def _embedded(self, part: _Part) -> list[_Part]:
        """A unit and the body it stands before without a comma (``Ban Tổ chức`` ``Trung ương Hội ...``)."""
        words = self.reader.text[part.start : part.end]
        if not UNIT_HEAD.match(words):
            return [part]
        for match in EMBEDDED_HEAD.finditer(words, 1):
            if match.start() > 0 and words[: match.start()].strip():
                cut = part.start + match.start()
                own = self.reader.quote(part.start, cut)
                return [_Part(own.start, own.end), _Part(cut, part.end)]
        return [part]

    def _body(self, part: _Part, place: PlaceMention | None, parent: OrganisationMention | None) -> OrganisationMention:
        own = self.reader.quote(part.start, part.end)
        # `Phó ban` leaves its unit a head noun in lower case.
        is_unit = UNIT_HEAD.match(own.exact[:1].upper() + own.exact[1:]) is not None
        named = self.place_at_end(part.start, part.end)
        if named and place:
            named = replace(named, within=place)
        last = max(part.end, parent.evidence.end if parent else 0, place.evidence.end if place else 0)
        return OrganisationMention(
            plain(own.exact),
            is_unit,
            self.reader.quote(part.start, last),
            own,
            named or (place if not is_unit else None),
            parent,
        )

    def _is_name(self, start: int, end: int) -> bool:
        """Whether a place name fills ``[start, end)``: capitals throughout, or in the gazetteer."""
        words = self.reader.text[start:end]
        return bool(CAPITALISED.fullmatch(words)) or words.isdigit() or fold(words) in self._place_names

    @cached_property
    def _place_names(self) -> frozenset[str]:
        return frozenset(name for level in Level for name in self.authority.places.names(level))

    def is_known(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` names an organisation completely: a known one, or one with its place."""
        words = self.reader.text[start:end]
        if not ORGANISATION_HEAD.match(words):
            return False
        if fold(words) in self.authority.organisation_by_name or words.endswith("Việt Nam"):
            return True
        place = self.place_at_end(start, end)
        return place is not None and fold(place.name) in self._place_names
