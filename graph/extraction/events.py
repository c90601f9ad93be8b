"""Events: the conference that the piece reports, and the presentation of the awards with its presenter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from graph.extraction.dates import day_pattern, read_day
from graph.extraction.header import Layout
from graph.extraction.lexicon import ORGANISATION_HEAD, UPPER, either
from graph.extraction.organisations import Grammar
from graph.extraction.people import NotRead, People
from graph.extraction.reading import Sentence, plain
from graph.statement import Event, Evidence, OrganisationMention, PersonMention

_WHEN = re.compile(
    r"(?<!\w)(?:(?P<part>Sáng|Trưa|Chiều|Tối)(?: +nay| +qua)? *[,(]? *(?:ngày +)?|(?:Vào +|Trong +)?Ngày +)"
    + day_pattern(),
    re.IGNORECASE,
)
_MEETING = (
    r"(?:(?:Buổi +)?Lễ|Hội nghị|Hội thảo|Đại hội|Chương trình|T[oọ][ạa] đàm|Cuộc họp|Buổi gặp mặt|Họp mặt|Phiên họp)"
)
_HELD = re.compile(
    r"(?<!\w)(?:(?:đã|vừa) +)?(?:diễn ra|khai mạc|(?:phối hợp +(?:với +[^,]{1,80} +)?)?tổ chức(?: thành công)?) +"
    rf"(?P<name>{_MEETING}\b.*)",
    re.IGNORECASE,
)
_WAS_HELD = re.compile(
    rf"(?<!\w)(?P<name>{_MEETING}\b[^.;]{{0,300}}?) +(?:(?:đã|vừa) +)?(?:được +tổ chức|diễn ra|khai mạc)(?!\w)",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"(?:giai +đoạn|nhiệm +kỳ) +(?=\d|từ )", re.IGNORECASE)
_VENUE = re.compile(rf",? +(?:tại|ở) +(?={UPPER})")
# What may stand between the one who hands over and the verb: a place in the photograph, whom one stands for.
_BEFORE_HANDING = re.compile(
    r"(?<![ ,])[ ,]*(?:\([^()]*\))?[ ,]*(?:(?:đã|thay +mặt[^,]*|thừa +[uủ][yỷ] +quyền[^,]*)[ ,]+)?$", re.IGNORECASE
)
# Where somebody stands in the photograph is no part of what happens in it.
_IN_PICTURE = re.compile(
    r"\s*\((?:thứ|ngoài cùng|đứng|ngồi|ở giữa|giữa|bìa|bên|hàng|người|trái|phải|từ)(?!\w)[^()]*\)", re.IGNORECASE
)
_LONGEST_BETWEEN = 160
_OCCASION = re.compile(
    r"(?:cũng )?(?:nhân dịp này|dịp này|tại hội nghị|tại buổi lễ|tại lễ|tại chương trình)", re.IGNORECASE
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
    hands_over = _hands_over(grammar)
    handings = [handing for each in sentences if (handing := _handing(grammar, each, hands_over))]
    if layout.caption:
        caption = Sentence(layout.caption.start, layout.caption.end, layout.caption.text)
        if handing := _handing(grammar, caption, hands_over):
            handings.insert(0, handing)
    events = [conference] if conference else []
    if handings:
        tied = conference is not None and any(handing.on_occasion for handing in handings)
        events.append(
            Event(
                "presentation",
                plain(_IN_PICTURE.sub("", handings[0].evidence.exact)),
                (*(handing.evidence for handing in handings), *(conference.evidence if conference and tied else ())),
                conference.day if conference and tied else None,
                presenter=next((handing.presenter for handing in handings if handing.presenter), None),
                year_assumed=tied and conference is not None and conference.year_assumed,
            )
        )
    return tuple(events)


def _conference(grammar: Grammar, sentence: Sentence, published: date | None) -> Event | None:
    held = _HELD.search(sentence.text) or _WAS_HELD.search(sentence.text)
    when = _WHEN.search(sentence.text)
    if not held or not when or held.start() <= when.start() < held.start("name"):
        return None
    name = held["name"]
    for end in (_PERIOD.search(name), _WHEN.search(name), _VENUE.search(name)):
        name = name[: end.start()] if end else name
    start = sentence.start + held.start("name")
    stop = start + len(name.rstrip(" ,"))
    bounds = (min(start, sentence.start + when.start()), max(stop, sentence.start + when.end()))
    return Event(
        "conference",
        plain(grammar.reader.quote(start, stop).exact),
        (grammar.reader.quote(*bounds),),
        read_day(when, year=published.year if published else None),
        when["part"].lower() if when["part"] else None,
        _organiser(grammar, sentence, when.end(), held.start()) if when.end() <= held.start() else None,
        year_assumed=when["year"] is None and published is not None,
    )


def _organiser(grammar: Grammar, sentence: Sentence, start: int, end: int) -> OrganisationMention | None:
    """The body named between the day and the verb: at once, or after the place (``tại Hà Nội, Hội ...``)."""
    for opening in re.finditer(r"(?:^|,) *", sentence.text[start:end].lstrip(" ,)")):
        first = end - len(sentence.text[start:end].lstrip(" ,)")) + opening.end()
        words = sentence.text[first:end].rstrip(" ,")
        if ORGANISATION_HEAD.match(words):
            return grammar.organisation(sentence.start + first, sentence.start + first + len(words))
    return None


def _hands_over(grammar: Grammar) -> re.Pattern[str]:
    awards = either(grammar.authority.terms.award_by_name)
    return re.compile(rf"(?<!\w)(?:trao +tặng|trao) +(?:\d+ +)?(?:{awards})(?!\w)", re.IGNORECASE)


def _handing(grammar: Grammar, sentence: Sentence, hands_over: re.Pattern[str]) -> _Handing | None:
    """A sentence in which somebody hands awards over; its subject is the presenter where it is a person."""
    match = hands_over.search(sentence.text)
    if not match or "quyết định" in sentence.text[: match.start()].lower():
        return None
    occasion = _OCCASION.match(sentence.text)
    start = 0
    if occasion:
        start = len(sentence.text) - len(sentence.text[occasion.end() :].lstrip(" ,"))
    between = _BEFORE_HANDING.search(sentence.text, max(start, match.start() - _LONGEST_BETWEEN), match.start())
    subject_end = between.start() if between else match.start()
    if start >= subject_end:
        return None
    begin, end = sentence.start + start, sentence.start + subject_end
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
