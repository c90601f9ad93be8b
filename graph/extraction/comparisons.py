"""Results against targets, only as far as the text lets them be compared.

A result and a target are comparable when they say the same thing of the same people. Where a target speaks
of several levels and a result of one of them, or of another measure, the two are only partly comparable and
no difference is computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from graph.extraction.reading import Reader, Sentence
from graph.spelling import fold
from graph.statement import Comparability, Comparison, Evidence, Figure, FigureRole

_OUTCOME = re.compile(
    r"(?P<words>(?:kết quả[^,.;]*? +)?(?:đã +)?(?:đều +)?"
    r"(?P<outcome>(?:vượt(?: +mức)?|chưa đạt|không đạt|đạt) +(?:các +)?chỉ tiêu))",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"cấp +(?P<levels>.+)$")


def read_comparisons(
    reader: Reader, sentences: Iterable[Sentence], figures: Sequence[Figure]
) -> tuple[Comparison, ...]:
    """The comparisons that the text makes; none where it sets no result against a target."""
    evidence, outcome = _claim(reader, sentences)
    if evidence is None:
        return ()
    targets = [number for number, each in enumerate(figures) if _is(each, FigureRole.TARGET)]
    results = [number for number, each in enumerate(figures) if _is(each, FigureRole.RESULT)]
    same = [(t, r) for t in targets for r in results if _same(figures[t], figures[r])]
    matched = {number for pair in same for number in pair}
    partly = [
        (t, r) for t in targets for r in results
        if not {t, r} & matched and _overlaps(figures[t], figures[r])
    ]  # fmt: skip
    return (
        *(Comparison(t, r, Comparability.COMPARABLE, outcome, evidence) for t, r in same),
        *(Comparison(t, r, Comparability.PARTLY, outcome, evidence) for t, r in partly),
    )


def _is(figure: Figure, role: FigureRole) -> bool:
    return figure.role is role and figure.unit == "percent"


def _claim(reader: Reader, sentences: Iterable[Sentence]) -> tuple[Evidence | None, str | None]:
    for sentence in sentences:
        match = _OUTCOME.search(sentence.text)
        if not match:
            continue
        quote = reader.quote(sentence.start + match.start("words"), sentence.start + match.end("words"))
        words = match["outcome"].lower()
        if words.startswith("vượt"):
            return quote, "exceeded"
        return quote, "missed" if words.startswith(("chưa", "không")) else "met"
    return None, None


def _same(target: Figure, result: Figure) -> bool:
    """The same measure, and the same people: one phrase may say more of them, but name no other level."""
    if not target.measure or fold(target.measure) != fold(result.measure):
        return False
    short, long = sorted((_people(target), _people(result)), key=len)
    return f"{long} ".startswith(short + " ") and "cấp" not in long[len(short) :]


def _overlaps(target: Figure, result: Figure) -> bool:
    """The result speaks of one of the levels that the target names."""
    aimed, reached = _LEVEL.search(_people(target)), _LEVEL.search(_people(result))
    if not aimed or not reached:
        return False
    return reached["levels"].strip() in [level.strip() for level in aimed["levels"].split(",")]


def _people(figure: Figure) -> str:
    return fold(figure.counted)
