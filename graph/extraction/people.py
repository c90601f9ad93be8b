"""People as written: ``Bà Phan Thị Hiếu, Phó ban ...`` in a list, ``Phó Chủ tịch Hội ... Tôn Ngọc Hạnh`` in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from graph.extraction.lexicon import HONORIFIC, NAME, ORGANISATION_HEAD, SURNAMES
from graph.extraction.organisations import Grammar
from graph.extraction.reading import plain
from graph.spelling import fold
from graph.statement import Evidence, Office, OrganisationMention, PersonMention

_AFTER_NAME = re.compile(r" *(?:,|[-–]|\(|:) *| +(?:là +)?")
_ENDS_NAME = re.compile(r" *(?:[,;:(–-]|là )")
_BORN = re.compile(r"(?:(?:sinh +(?:năm|ngày)|SN) *[\d/.-]+|\d{1,3} +tuổi) *[,;) –-] *", re.IGNORECASE)
_COMMA = re.compile(r", *")
_WORD = re.compile(r"[^\s,;()]+")
# Membership of a body that the words name only in part: of which province or office is not said.
_MEMBER = re.compile(r"(?:(?:nguyên|cựu|quyền) )?(?:tỉnh|thành|huyện|quận|thị|đảng) (?:ủy|uỷ) viên", re.IGNORECASE)
_FORMER = re.compile(r"(?:nguyên|cựu|quyền) +", re.IGNORECASE)


class NotRead(ValueError):
    """The words do not name a person with an office; the message says what is missing."""


class NoOrganisation(NotRead):
    """A position of which the words do not say where it is held."""


@dataclass(frozen=True)
class People:
    """The grammar of persons and their offices over one document."""

    grammar: Grammar

    def listed(self, start: int, end: int) -> PersonMention:
        """The person of a list line: honorific, name, and offices after it.

        Raises:
            NotRead: there is no name, or no office in an organisation.
        """
        text = self.grammar.reader.text
        honorific = HONORIFIC.match(text, start, end)
        name_start = honorific.end() if honorific else start
        name = NAME.match(text, name_start, end)
        if not name or ORGANISATION_HEAD.match(text, name_start):
            raise NotRead("no name of a person")
        name_end = self._name_end(name_start, name.end(), end)
        if name_end < end and not (_ENDS_NAME.match(text, name_end) or self._role_at(_skip(text, name_end), end)):
            raise NotRead("the name of a person runs into other words")
        gap = _AFTER_NAME.match(text, name_end, end)
        offices_end = end - len(text[start:end]) + len(text[start:end].rstrip(" .;,)"))
        if not gap or gap.end() >= offices_end:
            raise NotRead("no office after the name")
        born = _BORN.match(text, gap.end(), offices_end)
        return PersonMention(
            plain(text[name_start:name_end]),
            plain(honorific.group()) if honorific else None,
            self.offices(born.end() if born else gap.end(), offices_end),
            self.grammar.reader.quote(start, name_end),
        )

    def _name_end(self, start: int, end: int, limit: int) -> int:
        """Where a run of capitals stops being a name: before a position (``Trần Văn An Giám đốc``)."""
        words = self.grammar.reader.text[start:end]
        for match in re.finditer(r"(?<= )\w", words):
            if match.start() > 0 and self._role_at(start + match.start(), limit):
                return start + len(words[: match.start()].rstrip())
        return end

    def titled(self, start: int, end: int) -> PersonMention:
        """The person of a sentence: offices first, the name last, nothing between them but a space.

        Raises:
            NotRead: the words before the name are no offices, or no name ends them.
        """
        reader = self.grammar.reader
        segments = self._office_starts(start, end)
        if not segments or segments[0] != start:
            raise NotRead("no position at the beginning")
        name_start = self._name_at_end(segments[-1], end)
        name = reader.quote(name_start, end)
        return PersonMention(plain(name.exact), None, self.offices(start, name_start), name)

    def _name_at_end(self, start: int, end: int) -> int:
        """Where the name begins that ends ``[start, end)``; what stands before it must be an office."""
        text = self.grammar.reader.text
        words = [match.start() for match in _WORD.finditer(text, start, end)]
        candidates = [
            first for first in words[-5:-1] if NAME.fullmatch(text[first:end]) and self._complete(start, first)
        ]
        known = [first for first in candidates if self._known_before(start, first)]
        surnamed = [first for first in candidates if fold(_first_word(text[first:end])) in SURNAMES]
        for choice in (set(known) & set(surnamed), known, surnamed):
            if choice:
                return min(choice)
        raise NotRead("no name of a person at the end")

    def _complete(self, start: int, end: int) -> bool:
        role = self._role_at(start, end)
        return role is not None and role.end < end

    def _known_before(self, start: int, end: int) -> bool:
        role = self._role_at(start, end)
        quote = self.grammar.reader.quote(role.end, end) if role else None
        return quote is not None and self.grammar.is_known(quote.start, quote.end)

    def offices(self, start: int, end: int) -> tuple[Office, ...]:
        """The offices in ``[start, end)``. One that names no body holds in the body that the next one names.

        A membership of a party committee that names none holds nowhere that is said: it is left out, and
        :meth:`left` gives it.

        Raises:
            NotRead: an office without position, or none with an organisation.
        """
        starts = self._office_starts(start, end)
        if not starts or starts[0] != start:
            starts.insert(0, start)
        bounds = list(zip(starts, [*starts[1:], end], strict=True))
        offices: list[Office] = []
        following: OrganisationMention | None = None
        missing: NotRead | None = None
        for first, last in reversed(bounds):
            quote = self.grammar.reader.quote(first, last)
            stop = quote.end - len(quote.exact) + len(quote.exact.rstrip(" ,;"))
            try:
                office = self._office(quote.start, stop, following)
            except NoOrganisation as reason:
                missing = reason
                continue
            if following and following.place and _is_bare(office.organisation):
                located = replace(office.organisation, place=following.place)
                office = replace(office, organisation=located)
            following = office.organisation
            offices.insert(0, office)
        if not offices and missing:
            raise missing
        return tuple(offices)

    def left(self, person: PersonMention, start: int, end: int) -> Iterator[Evidence]:
        """The posts in ``[start, end)``, the words about this person, that none of the offices was read from."""
        read = {office.evidence.start for office in person.offices}
        after = _AFTER_NAME.match(self.grammar.reader.text, person.evidence.end, end)
        opening = after.end() if after and person.evidence.start == start else start
        for first, last in pairwise([*self._office_starts(opening, end), end]):
            if first not in read:
                words = self.grammar.reader.text[first:last]
                yield self.grammar.reader.quote(first, first + len(words.rstrip(" ,;")))

    def _office(self, start: int, end: int, following: OrganisationMention | None) -> Office:
        reader = self.grammar.reader
        role = self._role_at(start, end)
        if role is None:
            head = ORGANISATION_HEAD.search(reader.text, start, end)
            if not head or head.start() == start:
                raise NotRead("no position before the organisation")
            role = reader.quote(start, head.start())
        evidence = reader.quote(start, end)
        rest = reader.quote(role.end, end)
        unit = self._fused_unit(role, rest, end)
        head = ORGANISATION_HEAD.search(reader.text, rest.start, end)
        if unit is None and head and reader.text[rest.start : head.start()].islower():
            role, rest = reader.quote(start, head.start()), reader.quote(head.start(), end)
        if not rest.exact and _MEMBER.fullmatch(plain(role.exact)):
            following = None
        organisation = unit or (self.grammar.organisation(rest.start, end) if rest.exact else following)
        if organisation is None or (organisation.is_unit and _is_bare(organisation)):
            raise NoOrganisation(f"no organisation after the position '{role.exact}'")
        return Office(plain(role.exact), organisation, evidence)

    def _fused_unit(self, role: Evidence, rest: Evidence, end: int) -> OrganisationMention | None:
        """The unit whose head noun is the last word of the position: ``Phó ban`` + ``Xây dựng tổ chức Hội``."""
        known = self.grammar.authority.terms.role_by_name.get(fold(role.exact))
        if not known or not known.unit_word or not rest.exact:
            return None
        word = known.unit_word
        if not role.exact.lower().endswith(word.lower()):
            return None
        if ORGANISATION_HEAD.match(rest.exact) or self.grammar.place(rest.start, rest.end):
            return None
        start = role.end - len(word)
        body = self.grammar.chain_from(start, end)
        return replace(body, name=plain(word + body.name[len(word) :])) if body else None

    def _office_starts(self, start: int, end: int) -> list[int]:
        """Where offices begin: at the start, and after a comma that a position follows."""
        text = self.grammar.reader.text
        places = [start, *(match.end() for match in _COMMA.finditer(text, start, end))]
        return [place for place in places if self._role_at(place, end)]

    def _role_at(self, start: int, end: int) -> Evidence | None:
        """The longest known position that begins at ``start``, with ``nguyên`` or ``quyền`` before it."""
        text = self.grammar.reader.text
        former = _FORMER.match(text, start, end)
        first = former.end() if former else start
        words = list(_WORD.finditer(text, first, min(end, first + 60)))[: self._longest]
        for count in range(len(words), 0, -1):
            stop = words[count - 1].end()
            if fold(text[first:stop]) in self.grammar.authority.terms.role_by_name:
                return self.grammar.reader.quote(start, stop)
        return None

    @cached_property
    def _longest(self) -> int:
        return max((len(name.split()) for name in self.grammar.authority.terms.role_by_name), default=0)


def _is_bare(organisation: OrganisationMention) -> bool:
    """Whether the words are a head noun alone (``Đảng ủy``): a body of the place that the next office names."""
    alone = ORGANISATION_HEAD.fullmatch(organisation.evidence.exact) is not None
    return alone and organisation.place is None and organisation.parent is None


def _skip(text: str, start: int) -> int:
    return start + len(text[start:]) - len(text[start:].lstrip(" "))


def _first_word(words: str) -> str:
    return words.split()[0]
