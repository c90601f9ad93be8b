"""The decision: who gives which award to how many, on what ground.

Said in the title, the lead and the sentence opened by ``Nhân dịp này``: one decision, with all its places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from graph.extraction.dates import day_pattern, read_day
from graph.extraction.lexicon import AWARD_VERB, ORGANISATION_HEAD, UPPER, either
from graph.extraction.nesting import VERB
from graph.extraction.organisations import Grammar
from graph.extraction.people import NotRead, People
from graph.extraction.reading import Sentence, plain
from graph.spelling import fold
from graph.statement import AnnouncedCount, Decision, Evidence, OrganisationMention, Stated

_OPENING = re.compile(
    r"(?:(?:theo|căn cứ) quyết định|(?:nhân )?dịp này|nhân dịp|cũng (?:nhân dịp này|tại)"
    r"|(?:cũng )?tại (?:hội nghị|buổi lễ|lễ|chương trình)|trước đó|theo đó"
    r"|(?:vào )?(?:ngày|sáng|trưa|chiều|tối) +(?:ngày +)?\d)"
    r"[^,]*, *", re.IGNORECASE,
)  # fmt: skip
_BEFORE_VERB = re.compile(r" +(?:(?:đã|vừa|cũng|sẽ|quyết định|ban hành|ký|có) +)*$", re.IGNORECASE)
_VERB = re.compile(rf"(?<!^) +(?:{VERB}|về việc(?!\w))")
_NOT_GIVEN = re.compile(r"đề nghị|đề xuất|trình |thu hồi|hủy bỏ|huỷ bỏ", re.IGNORECASE)
_GROUND = re.compile(r"(?<!\w)có +(?:nhiều +)?(?:thành tích|đóng góp|công lao)[^;]*", re.IGNORECASE)
# The act that a ground is followed by is no part of it.
_BASIS = re.compile(r"[,(]* +(?:theo|tại|căn cứ|ban hành)? *\(?Quyết định(?= )")
_PASSIVE = re.compile(r".*(?<!\w)được +")
# `UBND tỉnh` without the name of the province is nobody in particular.
_NO_BODY = re.compile(r"(?<!\w)(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn)$", re.IGNORECASE)
_BEFORE_GROUND = re.compile(
    r" +(?:vì +|do +)?(?:đã +)?có +(?:nhiều +)?(?:thành tích|đóng góp)"
    r"| +vì +"
)
_NUMBER = re.compile(
    r"[Qq]uyết định +(?:khen thưởng +)?(?:số *:? *)?"
    rf"(?P<number>\d+(?:/\d{{4}})? *[/-] *QĐ(?:(?: *[-–/] *)?{UPPER}+)*)"
    rf"(?:[ ,]+ngày +{day_pattern(year=True)})?"
)


@dataclass(frozen=True)
class _Award:
    """One sentence that says a body gives an award."""

    body: OrganisationMention
    award: Evidence
    evidence: Evidence
    decides: bool


def read_decision(
    grammar: Grammar, sentences: Iterable[Sentence], counts: tuple[AnnouncedCount, ...]
) -> Decision | None:
    """The decision that the sentences report, or ``None`` where none says that a body gives an award."""
    sentences = tuple(sentences)
    verb = _award_pattern(grammar)
    awards = [award for sentence in sentences if (award := _read(grammar, sentence, verb))]
    if not awards:
        return None
    first = next((award for award in awards if award.decides), awards[0])
    same = [award for award in awards if fold(award.body.evidence.exact) == fold(first.body.evidence.exact)]
    number, day = _number(grammar, sentences, verb)
    return Decision(
        first.body,
        Stated(plain(first.award.exact), tuple(award.award for award in same)),
        _ground(grammar, sentences),
        counts,
        tuple(award.evidence for award in same),
        number,
        day,
    )


def _award_pattern(grammar: Grammar) -> re.Pattern[str]:
    names = grammar.authority.terms.award_by_name
    return re.compile(
        rf"(?<!\w){AWARD_VERB} +(?:\d+ +)?(?P<award>{either(names)})(?!\w)"
        r"(?: +của +(?P<owner>[^,;]+?)(?= +cho(?!\w)))?",
        re.IGNORECASE,
    )


def _read(grammar: Grammar, sentence: Sentence, verb: re.Pattern[str]) -> _Award | None:
    match = verb.search(sentence.text)
    if not match or _NOT_GIVEN.search(sentence.text[: match.start()]):
        return None
    opening = _OPENING.match(sentence.text)
    start = opening.end() if opening else 0
    before = sentence.text[start : match.start()]
    subject = before[: match_start.start()] if (match_start := _BEFORE_VERB.search(before)) else before
    body_start = sentence.start + start
    body = None
    if match["owner"]:
        body = _giver(grammar, sentence.start + match.start("owner"), sentence.start + match.end("owner"))
    if body is None:
        passive = _PASSIVE.match(subject)
        first = passive.end() if passive else 0
        last = _VERB.search(subject, first)
        body = _giver(grammar, body_start + first, body_start + (last.start() if last else len(subject)))
    if body is None or _NO_BODY.search(body.name):
        return None
    stop = _clause_end(sentence, match.end())
    return _Award(
        body,
        grammar.reader.quote(sentence.start + match.start("award"), sentence.start + match.end("award")),
        grammar.reader.quote(body_start, stop),
        "quyết định" in before.lower(),
    )


def _giver(grammar: Grammar, start: int, end: int) -> OrganisationMention | None:
    """The body that gives: named itself, or by the office of the one who signs (``Chủ tịch UBND tỉnh ...``)."""
    quote = grammar.reader.quote(start, end)
    if not quote.exact:
        return None
    if ORGANISATION_HEAD.match(grammar.reader.text, quote.start):
        return grammar.organisation(quote.start, quote.end)
    people = People(grammar)
    for read in (people.titled, people.listed):
        try:
            return read(quote.start, quote.end).offices[-1].organisation
        except NotRead:
            continue
    try:
        return people.offices(quote.start, quote.end)[-1].organisation
    except NotRead:
        return None


def read_givers(grammar: Grammar, sentences: Iterable[Sentence]) -> Iterator[tuple[Sentence, int, int]]:
    """The places that say that an award was given by nobody the grammar could read."""
    verb = _award_pattern(grammar)
    for sentence in sentences:
        match = verb.search(sentence.text)
        if match and not _NOT_GIVEN.search(sentence.text[: match.start()]) and _read(grammar, sentence, verb) is None:
            yield sentence, sentence.start + match.start(), sentence.start + match.end("award")


def _clause_end(sentence: Sentence, after: int) -> int:
    """Where the giving ends: before the ground, else at the end of the sentence."""
    ground = _BEFORE_GROUND.search(sentence.text, after)
    return sentence.start + ground.start() if ground else sentence.end


def _ground(grammar: Grammar, sentences: tuple[Sentence, ...]) -> Stated | None:
    """Why the award is given, in the words of the first sentence that says so; repeated words are evidence."""
    found: list[Evidence] = []
    for sentence in sentences:
        for match in _GROUND.finditer(sentence.text):
            words = _BASIS.split(match.group(), maxsplit=1)[0].rstrip(" .:,")
            start = sentence.start + match.start()
            found.append(grammar.reader.quote(start, start + len(words)))
    if not found:
        return None
    same = tuple(quote for quote in found if fold(quote.exact) == fold(found[0].exact))
    return Stated(plain(found[0].exact), same)


def _number(
    grammar: Grammar, sentences: tuple[Sentence, ...], verb: re.Pattern[str]
) -> tuple[Stated | None, tuple[date, Evidence] | None]:
    """Number and date of the decision, from a sentence that also names the giving."""
    for sentence in sentences:
        match = _NUMBER.search(sentence.text)
        if not match or not (verb.search(sentence.text) or "khen thưởng" in sentence.text.lower()):
            continue
        number = grammar.reader.quote(sentence.start + match.start("number"), sentence.start + match.end("number"))
        stated = Stated(plain(number.exact.rstrip(".")), (number,))
        day = read_day(match)
        if day is None:
            return stated, None
        return stated, (
            day,
            grammar.reader.quote(sentence.start + match.start("day"), sentence.start + match.end("year")),
        )
    return None, None
