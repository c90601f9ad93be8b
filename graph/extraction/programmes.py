"""Programmes and their periods: ``Đề án bồi dưỡng cán bộ ... giai đoạn 2019 – 2023``.

A programme may be given different periods in different places. Every place is kept; none is preferred.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from graph.extraction.lexicon import either
from graph.extraction.reading import Reader, Sentence, plain
from graph.spelling import fold
from graph.statement import Evidence, PeriodStatement, Programme

PERIOD = re.compile(
    r"giai +đoạn +(?:từ +)?(?:năm +)?(?P<start>[12]\d{3}) *(?:[-–—]|đến)(?: +năm)? *(?P<end>[12]\d{3})(?!\d)",
    re.IGNORECASE,
)
_KIND = either(
    ["Đề án", "Dự án", "Chương trình", "Phong trào", "Cuộc vận động", "Chiến lược", "Kế hoạch", "Nghị quyết", "Chỉ thị"]
)
_NAMED = re.compile(
    rf"(?<!\w)(?:{_KIND}) +(?P<name>“[^”]+”|\"[^\"]+\"|[^.:;()“”\"]{{1,300}}?)(?=[ ,]+giai +đoạn| *[.:;()”\"]| *$)"
)
# `Đề án đã ...`, `Đề án đặt ra ...`: the short form, which names nothing new.
_SHORT = re.compile(
    r"(?:đã|đang|sẽ|được|và|là|có|đặt|hiệu|do|này|trên|nói|tại|trong|của|từ|để|với|cho)(?!\w)", re.IGNORECASE
)


def read_programmes(reader: Reader, sentences: Iterable[Sentence]) -> tuple[Programme, ...]:
    """The programmes in the order in which the text names them, each with every period stated for it.

    A mention counts where a period follows it, or where its name is that of one already found. A period
    that follows no programme belongs to the first one.
    """
    names: dict[str, list[Evidence]] = {}
    periods: dict[str, dict[tuple[int, int], list[Evidence]]] = {}
    waiting: list[tuple[tuple[int, int], Evidence]] = []
    bare: list[Evidence] = []
    for sentence in sentences:
        mentions = [_mention(reader, sentence, match) for match in _NAMED.finditer(sentence.text)]
        mentions = [mention for mention in mentions if mention is not None]
        stated = list(PERIOD.finditer(sentence.text))
        for match in stated:
            years = (int(match["start"]), int(match["end"]))
            quote = reader.quote(sentence.start + match.start(), sentence.start + match.end())
            before = [mention for mention in mentions if mention and mention.end <= quote.start]
            if not before:
                waiting.append((years, quote))
                continue
            key = fold(before[-1].exact)
            names.setdefault(key, []).append(before[-1])
            periods.setdefault(key, {}).setdefault(years, []).append(quote)
        if not stated:
            bare.extend(mention for mention in mentions if mention)
    for mention in bare:
        if fold(mention.exact) in names:
            names[fold(mention.exact)].append(mention)
    if not names and bare:
        names[fold(bare[0].exact)] = [mention for mention in bare if fold(mention.exact) == fold(bare[0].exact)]
    for years, quote in waiting:
        if names:
            periods.setdefault(next(iter(names)), {}).setdefault(years, []).append(quote)
    return tuple(
        Programme(plain(quotes[0].exact), tuple(dict.fromkeys(quotes)), _statements(periods.get(key, {})))
        for key, quotes in names.items()
    )


def _mention(reader: Reader, sentence: Sentence, match: re.Match[str]) -> Evidence | None:
    name = match["name"]
    if _SHORT.match(name) or (len(name.split()) < 2 and name[0] not in '“"0123456789'):
        return None
    return reader.quote(sentence.start + match.start(), sentence.start + match.end("name"))


def _statements(found: dict[tuple[int, int], list[Evidence]]) -> tuple[PeriodStatement, ...]:
    return tuple(PeriodStatement(start, end, tuple(quotes)) for (start, end), quotes in found.items())
