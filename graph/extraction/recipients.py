"""Recipients: the lists under ``10 tập thể:`` and ``5 cá nhân:``, and the counts announced anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from graph.extraction.bounds import bound_of
from graph.extraction.lexicon import ORGANISATION_HEAD, either
from graph.extraction.nesting import names_several
from graph.extraction.numbers import QUALIFIERS, WORDS, AmbiguousNumber, read_count
from graph.extraction.organisations import Grammar
from graph.extraction.people import NotRead, People
from graph.extraction.reading import Item, Line, Reader, as_item, plain
from graph.statement import (
    AnnouncedCount,
    Conferral,
    Evidence,
    OrganisationMention,
    PersonMention,
    RecipientKind,
    Unread,
)

_NUMBER = rf"(?:\d+(?:\.\d{{3}})*|{either(WORDS)})"
_KIND = either(["tập thể", "cá nhân"])
_KINDS = {"tập thể": RecipientKind.COLLECTIVE, "cá nhân": RecipientKind.INDIVIDUAL}
_COUNT = re.compile(
    rf"(?<![\w.,/])(?P<number>{_NUMBER}) +(?P<kind>{_KIND})(?!\w)",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"(?:[-–•*+] *|(?:[IVX\d]+|[A-Da-d])[.)/] *)?(?:Danh sách +)?(?:(?:các|những) +)?"
    rf"(?:{_NUMBER} +)?(?P<kind>{_KIND})\b"
    rf"(?:[^.:;]{{0,150}}:| *\({_NUMBER}[^()]{{0,40}}\) *:?)",
    re.IGNORECASE,
)
_DEGREE = re.compile(rf"(?<!\w)(?:{either(QUALIFIERS)}) +$", re.IGNORECASE)
_RUNNING_TOTAL = re.compile(r"từ năm \d{4}[^.;]*đến nay|trong \d+ năm (?:qua|nay)|hằng năm|hàng năm", re.IGNORECASE)
_CONTEXT = re.compile(
    either(["bằng khen", "giấy khen", "kỷ niệm chương", "kỉ niệm chương", "huy hiệu", "cờ thi đua", "huân chương",
            "huy chương", "thư khen", "khen thưởng", "tuyên dương", "vinh danh", "được nhận", "trao tặng"]),
    re.IGNORECASE,
)  # fmt: skip


_LONGEST_SENTENCE_IN_LIST = 12
_LONGEST_HEAD = 240
_LONGEST_ITEM = 600


@dataclass(frozen=True)
class Listing:
    """The list of one kind: its head, its conferrals, what could not be read, and the numbers of its item lines."""

    kind: RecipientKind
    head: Evidence
    conferrals: tuple[Conferral, ...]
    unread: tuple[Unread, ...]
    lines: tuple[int, ...]


def read_listings(grammar: Grammar, body: tuple[Line, ...]) -> tuple[Listing, ...]:
    """The lists of recipients, in the order of the text. A list goes on until the next head or a line that
    is no item; where no line carries a marker, until a line that is a sentence."""
    listings: dict[RecipientKind, Listing] = {}
    position = 0
    while position < len(body):
        kind = _head(body[position])
        if kind is None:
            position += 1
            continue
        items = _items(islice(body, position + 1, None))
        earlier = listings.get(kind)
        listing = _listing(grammar, kind, body[position], items, len(earlier.conferrals) if earlier else 0)
        listings[kind] = _joined(earlier, listing) if earlier else listing
        position += 1 + len(items)
    return tuple(listings.values())


def _head(line: Line) -> RecipientKind | None:
    """The kind whose list the line heads; a line that names both kinds heads none."""
    if len(line.text) > _LONGEST_HEAD or not (match := _HEAD.fullmatch(line.text)):
        return None
    kinds = {plain(kind).lower() for kind in re.findall(_KIND, line.text, re.IGNORECASE)}
    return _KINDS[plain(match["kind"]).lower()] if len(kinds) == 1 else None


def _items(lines: Iterable[Line]) -> list[Item]:
    """The items that follow a head. A short line without a marker between marked ones is an item too."""
    items: list[Item] = []
    last = 0
    for line in lines:
        item = as_item(line)
        if _head(line) or (item is None and _is_prose(line)):
            break
        items.append(item or Item(line.start, line.end, line.text, line.number, ""))
        if item is not None or not items[0].marker:
            last = len(items)
    return items[:last]


def _is_prose(line: Line) -> bool:
    """A line that goes on like a sentence or opens something else: no item of a list."""
    return line.text.endswith((".", "!", "?", ":")) and line.text.count(" ") > _LONGEST_SENTENCE_IN_LIST


def _joined(first: Listing, second: Listing) -> Listing:
    """Two lists of one kind are one list, numbered on."""
    return Listing(
        first.kind,
        first.head,
        first.conferrals + second.conferrals,
        first.unread + second.unread,
        first.lines + second.lines,
    )


def _listing(grammar: Grammar, kind: RecipientKind, head: Line, items: list[Item], offset: int) -> Listing:
    people = People(grammar)
    conferrals: list[Conferral] = []
    unread: list[Unread] = []
    for item in items:
        words = item.text.rstrip(" .;,") or item.text
        evidence = grammar.reader.quote(item.start, item.start + len(words))
        try:
            recipient = _recipient(grammar, people, kind, evidence)
        except NotRead as reason:
            unread.append(Unread(f"list line: {reason}", evidence, item.number))
            continue
        if isinstance(recipient, PersonMention):
            left = people.left(recipient, evidence.start, evidence.end)
            unread.extend(Unread("a post without its organisation", post, item.number) for post in left)
        conferrals.append(Conferral(kind, offset + len(conferrals) + 1, recipient, evidence))
    quote = grammar.reader.quote(head.start, head.end)
    lines = tuple(item.number for item in items)
    return Listing(kind, quote, tuple(conferrals), tuple(unread), lines)


def _recipient(
    grammar: Grammar, people: People, kind: RecipientKind, evidence: Evidence
) -> PersonMention | OrganisationMention:
    if evidence.end - evidence.start > _LONGEST_ITEM:
        raise NotRead("longer than any name")
    if names_several(evidence.exact, grammar.authority.places):
        raise NotRead("more than one recipient")
    if kind is RecipientKind.INDIVIDUAL:
        try:
            return people.listed(evidence.start, evidence.end)
        except NotRead as reason:
            try:
                return people.titled(evidence.start, evidence.end)
            except NotRead:
                raise reason from None
    if not ORGANISATION_HEAD.match(evidence.exact):
        raise NotRead("no head noun of an organisation at the beginning")
    organisation = grammar.organisation(evidence.start, evidence.end)
    if organisation is None:
        raise NotRead("more than one recipient, or more than the name of one")
    if organisation.is_unit and organisation.parent is None and organisation.place is None:
        raise NotRead("a unit without the body it belongs to")
    return organisation


def read_counts(reader: Reader, lines: Iterable[Line]) -> tuple[AnnouncedCount, ...]:
    """The counts announced in these lines, one record for each kind and number.

    A line speaks of this award where it names one or heads a list; running totals of earlier years do not.
    """
    found: dict[tuple[RecipientKind, int], list[Evidence]] = {}
    for line in lines:
        for match in _counts_in(line):
            try:
                key = (_KINDS[plain(match["kind"]).lower()], read_count(match["number"]))
            except AmbiguousNumber:
                continue
            quote = reader.quote(line.start + match.start(), line.start + match.end())
            found.setdefault(key, []).append(quote)
    return tuple(AnnouncedCount(kind, value, tuple(quotes)) for (kind, value), quotes in sorted(found.items()))


def _counts_in(line: Line) -> Iterator[re.Match[str]]:
    if _head(line) or (_CONTEXT.search(line.text) and not _RUNNING_TOTAL.search(line.text)):
        yield from (match for match in _COUNT.finditer(line.text) if not _is_qualified(line.text, match))


def _is_qualified(text: str, match: re.Match[str]) -> bool:
    """Whether the count is said to be more or less than its number, and so announces none."""
    degree = _DEGREE.search(text[: match.start()])
    return degree is not None or bound_of(text, match.start(), match.end("number"), qualified=False) is not None
