"""Organisations as written: ``Ban Xây dựng tổ chức Hội, Hội LHPN tỉnh Vĩnh Phúc``, small to large.

A chain is split at commas, brackets and ``thuộc``. A part that opens with the head noun of an organisation
begins a containing body; a bare place says where the body before it is; anything else belongs to the name
before it, because names hold commas too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise, product

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
from graph.extraction.nesting import holds_no_name, names_several, stands
from graph.extraction.reading import Reader, plain
from graph.spelling import fold
from graph.statement import OrganisationMention, PlaceMention

_SEPARATOR = re.compile(r" *(?:,|;|\(|\)| +[-–] +| +thuộc(?= +)) *")
_WORD_START = re.compile(r"(?<= )\w")
_LONGEST_PLACE = 60
_MOST_WORDS = 3
"""Words of a place on either side of a dash."""
_LEVELLED = re.compile(rf"(?<!\w)(?P<level>{LEVEL_WORD}) *(?=\S)", re.IGNORECASE)


def _within(place: PlaceMention, container: PlaceMention | None) -> PlaceMention:
    """The place inside another: a city inside a province is a district, whatever its name; a ``tỉnh`` is not."""
    city = container is not None and place.level == container.level == "province"
    city = city and not place.evidence.exact.lower().startswith("tỉnh")
    return replace(place, level="district" if city else place.level, within=container)


def _is_unit(name: str) -> bool:
    """Whether the name opens with the head noun of a unit, which ``Phó ban`` leaves in lower case."""
    return UNIT_HEAD.match(name[:1].upper() + name[1:]) is not None


@dataclass(frozen=True)
class _Part:
    start: int
    end: int


@dataclass(frozen=True)
class Grammar:
    """The grammar of names of places and organisations over one document, with the gazetteer.

    ``day`` is the day of publication: which cities are provinces depends on it.
    """

    reader: Reader
    authority: Authority
    day: date | None = None

    def place(self, start: int, end: int) -> PlaceMention | None:
        """The place that the whole of ``[start, end)`` names, with or without its level word."""
        words = self.reader.text[start:end]
        if match := _LEVELLED.match(words):
            name_start = start + match.end()
            if self._is_name(name_start, end):
                name = plain(self.reader.quote(name_start, end).exact)
                return PlaceMention(name, self._level(match["level"], name), self.reader.quote(start, end))
            return None
        if fold(words) in self._place_names:
            return PlaceMention(plain(words), None, self.reader.quote(start, end))
        return None

    def _level(self, word: str, name: str) -> str:
        """The level that a level word states; a city that is no province is a district."""
        level = LEVELS[plain(word).lower()]
        if level == "province" and "tỉnh" not in word.lower() and fold(name) not in self._cities:
            return "district"
        return level

    @cached_property
    def _cities(self) -> frozenset[str]:
        """The names, as written on ``day``, of the cities that are provinces."""
        places = [place for place in self.authority.places.places if place.level is Level.PROVINCE]
        versions = [
            (place, version)
            for place in places
            for version in place.versions
            if version.label_vi.startswith("Thành phố ") and (self.day is None or version.valid_on(self.day))
        ]
        return frozenset(fold(name) for place, version in versions for name in (version.name, *place.variants))

    def place_at_end(self, start: int, end: int) -> PlaceMention | None:
        """The place with which ``[start, end)`` ends, such as the one in ``Hội LHPN tỉnh Thanh Hoá``."""
        words = self.reader.text[start:end]
        first = max(0, len(words) - _LONGEST_PLACE)
        for match in _LEVELLED.finditer(words, first):
            if place := self.place(start + match.start(), end):
                return place
        for match in _WORD_START.finditer(words, first):
            if fold(words[match.start() :]) in self._place_names:
                return self.place(start + match.start(), end)
        return None

    def organisation(self, start: int, end: int) -> OrganisationMention | None:
        """The organisation that ``[start, end)`` names, with the bodies that contain it."""
        if not ORGANISATION_HEAD.match(self.reader.text, start):
            return None
        return self.chain_from(start, end)

    def chain_from(self, start: int, end: int) -> OrganisationMention | None:
        """As :meth:`organisation`, for a name whose head noun is already known to open it.

        ``None`` also where the words name several bodies, or hold more than names (see :mod:`.nesting`).
        """
        places = self.authority.places
        if names_several(self.reader.text[start:end], places):
            return None
        whole = self._chain(start, end)
        body = whole
        while body:
            if holds_no_name(body.name):
                return None
            body = body.parent
        return whole if whole and stands(whole, places) else None

    def _chain(self, start: int, end: int) -> OrganisationMention | None:
        whole: OrganisationMention | None = None
        place: PlaceMention | None = None
        for part in reversed(self._parts(start, end)):
            if found := self.place(part.start, part.end):
                place = _within(found, place)
                continue
            whole = self._body(part, place, whole)
            place = None
        return whole

    def _parts(self, start: int, end: int) -> list[_Part]:
        """The parts of a chain: each a body with the commas of its own name, or a bare place."""
        bounds, cut = [], start
        for match in _SEPARATOR.finditer(self.reader.text, start, end):
            if self._is_in_place_name(match, end):
                continue
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
        return [piece for part in parts for own in self._embedded(part) for piece in self._levels(own)]

    def _is_in_place_name(self, dash: re.Match[str], end: int) -> bool:
        """Whether a separator is the dash of one place, such as ``Thừa Thiên - Huế``, and no end of a name."""
        if dash[0].strip() not in ("-", "–"):
            return False
        before = self.reader.text[: dash.start()].split()[-_MOST_WORDS:]
        after = self.reader.text[dash.end() : end].split()[:_MOST_WORDS]
        spans = product(range(len(before)), range(1, len(after) + 1))
        return any(fold(" ".join([*before[first:], *after[:last]])) in self._place_names for first, last in spans)

    def _levels(self, part: _Part) -> list[_Part]:
        """A body with its place, and the larger places after it without a comma (``huyện Ba Tri tỉnh Bến Tre``)."""
        found = list(_LEVELLED.finditer(self.reader.text, part.start, part.end))
        pieces, start = [], part.start
        for first, second in pairwise(found):
            own = self.reader.quote(first.start(), second.start())
            if self.place(own.start, own.end) and self.place_at_end(second.start(), part.end):
                pieces.append(_Part(start, own.end))
                start = second.start()
        return [*pieces, _Part(start, part.end)]

    def _embedded(self, part: _Part) -> list[_Part]:
        """A unit and the body it stands before without a comma (``Ban Tổ chức`` ``Trung ương Hội ...``)."""
        words = self.reader.text[part.start : part.end]
        if not _is_unit(words):
            return [part]
        for match in EMBEDDED_HEAD.finditer(words, 1):
            if match.start() > 0 and words[: match.start()].strip():
                cut = part.start + match.start()
                own = self.reader.quote(part.start, cut)
                return [_Part(own.start, own.end), _Part(cut, part.end)]
        return [part]

    def _body(self, part: _Part, place: PlaceMention | None, parent: OrganisationMention | None) -> OrganisationMention:
        own = self.reader.quote(part.start, part.end)
        is_unit = _is_unit(own.exact)
        named = self.place_at_end(part.start, part.end)
        if named and place:
            named = _within(named, place)
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
