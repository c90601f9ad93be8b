"""Events: the conference that the piece reports, and the presentation of the awards with its presenter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from graph.extraction.header import Layout
from graph.extraction.lexicon import ORGANISATION_HEAD
from graph.extraction.organisations import Grammar
from graph.extraction.people import NotRead, People
from graph.extraction.programmes import PERIOD
from graph.extraction.reading import Sentence
from graph.statement import Event, Evidence, OrganisationMention, PersonMention

_WHEN = re.compile(
    r"(?:(?P<part>Sáng|Trưa|Chiều|Tối)|Ngày)[ \u00a0](?:ngày[ \u00a0])?"
    r"(?P<day>\d{1,2})[/-](?P<month>\d{1,2})(?:[/-](?P<year>\d{4}))?",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"(?<!\w)(?:(?:đã|vừa)[ \u00a0])?(?:tổ chức|khai mạc|phối hợp tổ chức)[ \u00a0]"
    r"(?P<name>(?:Hội nghị|Hội thảo|Lễ|Đại hội|Chương trình|Tọa đàm)\b.*)"
)
_OCCASION = re.compile(
    r"(?:cũng )?(?:nhân dịp này|dịp này|tại hội nghị|tại buổi lễ|tại lễ|tại chương trình)", re.IGNORECASE
)
_HANDS_OVER = re.compile(
    r"[ \u00a0]*(?:\([^()]*\))?[ \u00a0]*"
    r"(?:(?:đã|thay mặt[^,]*|thừa [uủ][yỷ] quyền[^,]*)[ \u00a0,]+)?(?:trao tặng|trao)[ \u00a0](?:\d+[ \u00a0])?"
    r"(?P<award>bằng khen|giấy khen|kỷ niệm chương|cờ thi đua|huy hiệu|huân chương|thư khen)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Handing:
    evidence: Evidence
    presenter: PersonMention | None
    on_occasion: bool


def read_events(
    grammar: Grammar, layout: Layout, sentences: Iterable[Sentence], published: date | None
) -> tuple[Event, ...]:
    """The conference (if the text says that one was held) and the presentation (if it says that somebody
    handed the awards over). A day without a year is of the year of publication."""
    sentences = tuple(sentences)
    conference = next((event for each in sentences if (event := _conference(grammar, each, published))), None)
    handings = [handing for each in sentences if (handing := _handing(grammar, each))]
    if layout.caption:
        caption = Sentence(layout.caption.start, layout.caption.end, layout.caption.text)
        if handing := _handing(grammar, caption):
            handings.insert(0, handing)
    events = [conference] if conference else []
    if handings:
        tied = conference is not None and any(handing.on_occasion for handing in handings)
        events.append(
            Event(
                "presentation",
                handings[0].evidence.exact,
                tuple(handing.evidence for handing in handings),
                conference.day if conference and tied else None,
                presenter=next((handing.presenter for handing in handings if handing.presenter), None),
            )
        )
    return tuple(events)


def _conference(grammar: Grammar, sentence: Sentence, published: date | None) -> Event | None:
    held = _HELD.search(sentence.text)
    if not held:
        return None
    when = _WHEN.search(sentence.text, 0, held.start())
    if not when:
        return None
    name = held["name"]
    if period := PERIOD.search(name):
        name = name[: period.start()]
    name_start = sentence.start + held.start("name")
    stop = name_start + len(name.rstrip(" \u00a0,"))
    organiser_start = (
        when.end() + len(sentence.text[when.end() :]) - len(sentence.text[when.end() :].lstrip(" ,\u00a0"))
    )
    return Event(
        "conference",
        grammar.reader.quote(name_start, stop).exact,
        (grammar.reader.quote(sentence.start + when.start(), stop),),
        _day(when, published),
        when["part"].lower() if when["part"] else None,
        _organiser(grammar, sentence, organiser_start, held.start()),
    )


def _organiser(grammar: Grammar, sentence: Sentence, start: int, end: int) -> OrganisationMention | None:
    words = sentence.text[start:end].rstrip(" ,\u00a0")
    if not ORGANISATION_HEAD.match(words):
        return None
    return grammar.organisation(sentence.start + start, sentence.start + start + len(words))


def _day(match: re.Match[str], published: date | None) -> date | None:
    if not match["year"] and published is None:
        return None
    year = int(match["year"]) if match["year"] else published.year if published else 0
    try:
        return date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _handing(grammar: Grammar, sentence: Sentence) -> _Handing | None:
    """A sentence in which somebody hands awards over; its subject is the presenter where it is a person."""
    match = _HANDS_OVER.search(sentence.text)
    if not match or "quyết định" in sentence.text[: match.start()].lower():
        return None
    occasion = _OCCASION.match(sentence.text)
    start = 0
    if occasion:
        start = (
            occasion.end()
            + len(sentence.text[occasion.end() :])
            - len(sentence.text[occasion.end() :].lstrip(" ,\u00a0"))
        )
    if start >= match.start():
        return None
    begin, end = sentence.start + start, sentence.start + match.start()
    presenter = _presenter(grammar, begin, end)
    by_body = ORGANISATION_HEAD.match(sentence.text, start) is not None
    if presenter is None and not by_body:
        return None
    evidence = grammar.reader.quote(sentence.start, sentence.start + match.end())
    return _Handing(evidence, presenter, occasion is not None)


def _presenter(grammar: Grammar, start: int, end: int) -> PersonMention | None:
    people = People(grammar)
    for read in (people.titled, people.listed):
        try:
            return read(start, end)
        except NotRead:
            continue
    return None
