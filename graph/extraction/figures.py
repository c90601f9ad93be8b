"""Figures: every number of the body with its unit, what it counts, its qualifier and its time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from graph.extraction.bounds import bound_of
from graph.extraction.coverage import Coverage
from graph.extraction.dates import day_pattern
from graph.extraction.lexicon import ORGANISATION_HEAD, either
from graph.extraction.mobilisations import read_mobilisation
from graph.extraction.numbers import AMOUNT, SCALES, AmbiguousNumber, Amount, read_amount
from graph.extraction.organisations import Grammar
from graph.extraction.phrases import noun_phrase, predicate
from graph.extraction.reading import Sentence, plain
from graph.extraction.spelled import spelled_numbers
from graph.extraction.times import read_times
from graph.statement import (
    Evidence,
    Figure,
    FigureRole,
    FundMobilisation,
    OrganisationMention,
    ReferenceTime,
)

_AIM = re.compile(r"(?<!\w)(?:chỉ tiêu|mục tiêu|phấn đấu)(?!\w)", re.IGNORECASE)
_DURATION = re.compile(r" +(?P<unit>năm)(?P<what>(?: +(?:triển khai|thực hiện))?)(?!\w)", re.IGNORECASE)
# Words after which a number names something and counts nothing.
_NAMES = re.compile(
    r"(?<!\w)(?:thứ|khóa|khoá|điều|khoản|quý|(?<!dân )(?<!tổng )(?<!con )số|lớp|tháng|ngày|lúc|kỳ|đợt|phiên|trang"
    r"|đề án|dự án|chương trình|nghị quyết|chỉ thị|quyết định|kế hoạch|thông tư|nghị định|luật|quốc lộ|mục|vòng"
    r"|hạng|bậc|thế kỷ|khu phố|tổ dân phố|thôn|ấp|quận|phường)[ :]+$",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"(?:(?<!\w)(?:ngày|sáng|trưa|chiều|tối|đêm) +(?:ngày +)?{day_pattern()}|{day_pattern('_', year=True)})",
    re.IGNORECASE,
)
_RANGE_AFTER = re.compile(r"(?: *[-–—]+ *| +(?:đến|tới) +)\d+(?:[.,]\d+)*(?: *%)?")
_RANGE_BEFORE = re.compile(r"\d(?: *%)?(?: +(?:tỷ|tỉ|triệu|nghìn|ngàn))?(?: *[-–—]+ *| +(?:đến|tới) +)$")
# A word of scale that was not read with the number, or a bound, begins no noun phrase.
_NO_NOUN = re.compile(rf"(?:{either([*SCALES, 'trở', 'mươi', 'rưỡi', 'lẻ', 'mấy', 'hơn'])})(?!\w)", re.IGNORECASE)
# Where a phrase begins: words that lead to a number are never cut inside one.
_PHRASE = re.compile(
    r", *| +(?=(?:với|từ|cho|tại|bằng|để|nhằm|trong đó|đã|đang|sẽ|được|đưa|gồm|bao gồm|thông qua|qua)(?!\w))"
)
_LONGEST_LEAD = 100
_WINDOW = 240
"""How far before a number its clause is looked at: no clause is longer, and a line may be."""
_NEAR = 32
"""The same for the word right before it."""


@dataclass
class Figures:
    """What the numbers of the body state, in the order of the text."""

    figures: list[Figure] = field(default_factory=list)
    mobilisations: list[FundMobilisation] = field(default_factory=list)


@dataclass(frozen=True)
class _Found:
    """One amount in a sentence, with the words that lead to it and the body that the clause is about."""

    sentence: Sentence
    amount: Amount
    phrase_end: int
    lead: Evidence
    subject: OrganisationMention | None
    time: ReferenceTime | None

    @property
    def start(self) -> int:
        return self.sentence.start + self.amount.start


@dataclass
class FigureReader:
    """Reads the numbers of sentences that ``coverage`` does not hold yet, and reports there what it cannot read."""

    grammar: Grammar
    coverage: Coverage
    found: Figures = field(default_factory=Figures)

    def read(self, sentences: Iterable[Sentence]) -> Figures:
        """The figures, sums raised and unreadable numbers of the sentences."""
        for sentence in sentences:
            self._sentence(sentence)
        return self.found

    def _sentence(self, sentence: Sentence) -> None:
        times = list(read_times(self.grammar.reader, sentence))
        self.coverage.add(time.evidence for time in times)
        self._days(sentence)
        self._spelled(sentence)
        previous = sentence.start
        lead, subject = self.grammar.reader.quote(sentence.start, sentence.start), None
        batch: list[Figure] = []
        for match in AMOUNT.finditer(sentence.text):
            start = sentence.start + match.start("digits")
            if self.coverage.holds(start) or _NAMES.search(_before(sentence, match.start("digits"), _NEAR)):
                continue
            boundary = self._clause_start(previous, sentence.start + match.start())
            bound = bound_of(sentence.text, match.start(), match.end(), qualified=match["qualifier"] is not None)
            leads_to = sentence.start + (bound[0] if bound else match.start())
            words = self._lead(boundary, leads_to)
            if words.exact:
                lead, subject = words, self._subject(boundary, leads_to) or subject
            amount = self._amount(sentence, match, bound)
            if amount is None:
                previous = sentence.start + noun_phrase(sentence.text, match.end(), len(sentence.text))
                continue
            phrase_end = noun_phrase(sentence.text, amount.end, len(sentence.text))
            time = _time_of(times, start, sentence.start + phrase_end)
            if raised := read_mobilisation(self.grammar, sentence, amount):
                self.found.mobilisations.append(raised)
                self.coverage.add([raised.evidence])
            elif figure := self._figure(_Found(sentence, amount, phrase_end, lead, subject, time)):
                batch.append(figure)
            else:
                self.coverage.report(sentence, start, sentence.start + match.end(), "a number without what it counts")
            previous = sentence.start + max(phrase_end, match.end())
        self.found.figures.extend(_share_measure(batch))
        self.coverage.add(quote for figure in batch for quote in figure.evidence)

    def _amount(self, sentence: Sentence, match: re.Match[str], bound: tuple[int, int] | None) -> Amount | None:
        """The amount that a match states; one end of a range, or what is bounded or ambiguous, is reported."""
        text, start, end = sentence.text, match.start("digits"), match.end()
        after = _RANGE_AFTER.match(text, end)
        if after or _RANGE_BEFORE.search(_before(sentence, start, _NEAR)):
            reason, end = "one of the two numbers of a range", after.end() if after else end
        elif bound:
            reason, (start, end) = "a bound that the data have no word for", bound
        else:
            try:
                return read_amount(match)
            except AmbiguousNumber as ambiguous:
                reason = str(ambiguous)
        self.coverage.report(sentence, sentence.start + start, sentence.start + end, reason)
        return None

    def _days(self, sentence: Sentence) -> None:
        """Reports the days that no statement uses, lest they be taken for numbers."""
        for match in _DAY.finditer(sentence.text):
            start, end = sentence.start + match.start("day" if match["day"] else "day_"), sentence.start + match.end()
            if not self.coverage.holds(start):
                self.coverage.report(sentence, start, end, "a day that no statement uses")

    def _spelled(self, sentence: Sentence) -> None:
        """Reports the numbers in words that no statement uses."""
        for first, last in spelled_numbers(sentence.text):
            start, end = sentence.start + first, sentence.start + last
            if not any(self.coverage.holds(place) for place in range(start, end)):
                self.coverage.report(sentence, start, end, "a number in words that no statement uses")

    def _clause_start(self, previous: int, end: int) -> int:
        """Where the words begin that lead to a number: after the last thing read before it."""
        start = max(previous, end - _WINDOW)
        return next((place + 1 for place in range(end - 1, start - 1, -1) if self.coverage.holds(place)), start)

    def _lead(self, start: int, end: int) -> Evidence:
        """The words that lead to a number, as much of them as says what was done."""
        quote = self.grammar.reader.quote(start, end)
        printed = self.grammar.reader.text[quote.start : quote.end]
        words = printed.strip(" ,;:()")
        if len(words) > _LONGEST_LEAD:
            openings = (match.end() for match in _PHRASE.finditer(words) if len(words) - match.end() <= _LONGEST_LEAD)
            words = words[next(openings, len(words)) :].strip()
        first = quote.start + printed.rindex(words) if words else quote.end
        return self.grammar.reader.quote(first, first + len(words))

    def _figure(self, found: _Found) -> Figure | None:
        amount, text = found.amount, found.sentence.text
        counted = plain(text[amount.end : found.phrase_end])
        if _NO_NOUN.match(counted):
            return None
        if amount.percent:
            return self._percentage(found, counted) if counted else None
        if amount.currency or (amount.scaled and not counted):
            return self._make(found, amount.currency or "VND", "", found.lead, amount.end)
        if (duration := _DURATION.match(text, amount.end)) and not amount.scaled:
            first = found.sentence.start + duration.start("what")
            done = self.grammar.reader.quote(first, found.sentence.start + duration.end())
            return self._make(found, "year", "năm", done, duration.end())
        return self._make(found, "number", counted, found.lead, found.phrase_end) if counted else None

    def _percentage(self, found: _Found, counted: str) -> Figure:
        """A share of people; the quotation takes in the predicate that follows at once."""
        sentence, end = found.sentence, found.phrase_end
        said = predicate(sentence.text, found.phrase_end, len(sentence.text))
        if said is None:
            nothing = self.grammar.reader.quote(sentence.start + end, sentence.start + end)
            return self._make(found, "percent", counted, nothing, end)
        measure = self.grammar.reader.quote(sentence.start + said[0], sentence.start + said[1])
        return self._make(found, "percent", counted, measure, said[1])

    def _make(self, found: _Found, unit: str, counted: str, measure: Evidence, end: int) -> Figure:
        quote = self.grammar.reader.quote(found.start, found.sentence.start + end)
        around = [found.time.evidence] if found.time else []
        if measure.exact and not quote.start <= measure.start < quote.end:
            around.append(measure)
        amount = found.amount
        aimed = _AIM.search(_before(found.sentence, amount.start))
        return Figure(
            FigureRole.TARGET if aimed else FigureRole.RESULT,
            amount.value,
            unit,
            counted,
            plain(measure.exact),
            amount.qualifier,
            (quote,),
            tuple(around),
            found.time,
            found.subject,
            unit not in ("number", "percent", "year") and amount.currency is None,
        )

    def _subject(self, start: int, end: int) -> OrganisationMention | None:
        """The body at the beginning of the words that lead to the number: ``Học viện đã bổ sung ...``."""
        words = self.grammar.reader.text[start:end]
        offset = len(words) - len(words.lstrip(" ,"))
        verb = re.search(r" +(?:đã|đang|vừa|sẽ) +", words)
        head = ORGANISATION_HEAD.match(words, offset)
        if not verb or not head or verb.start() < head.end():
            return None
        return self.grammar.organisation(start + offset, start + verb.start())


def _before(sentence: Sentence, end: int, width: int = _WINDOW) -> str:
    return sentence.text[max(0, end - width) : end]


def _time_of(times: Sequence[ReferenceTime], start: int, end: int) -> ReferenceTime | None:
    """The nearest expression of time before a number in its sentence, else one right after it."""
    before = [time for time in times if time.evidence.end <= start]
    if before:
        return before[-1]
    after = [time for time in times if end <= time.evidence.start <= end + 12]
    return after[0] if after else None


def _share_measure(figures: list[Figure]) -> list[Figure]:
    """Percentages strung together share the predicate that the last of them carries:
    ``98% ..., 97% ..., 99% ... đạt chuẩn chức danh``."""
    shared: list[Figure] = []
    following: Figure | None = None
    for figure in reversed(figures):
        if figure.unit == "percent" and not figure.measure and following:
            context = (*figure.context, following.evidence[0])
            shared.insert(0, replace(figure, measure=following.measure, context=context))
            continue
        following = figure if figure.unit == "percent" and figure.measure else None
        shared.insert(0, figure)
    return shared
