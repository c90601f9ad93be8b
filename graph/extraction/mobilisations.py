"""Sums that a place or body raised: ``Thanh Hóa (khai thác trên 3.7 tỷ)``."""

from __future__ import annotations

import re

from graph.extraction.lexicon import ORGANISATION_HEAD
from graph.extraction.numbers import Amount
from graph.extraction.organisations import Grammar
from graph.extraction.reading import Sentence
from graph.statement import FundMobilisation, OrganisationMention, PlaceMention

_RAISES = r"(?:khai thác|huy động|đóng góp|ủng hộ|hỗ trợ|vận động|quyên góp)(?: +được)?"
_BRACKET = re.compile(rf" *\( *(?:{_RAISES} +)?$", re.IGNORECASE)
_RAISED = re.compile(rf"(?<! ) +(?:đã +)?{_RAISES} +$", re.IGNORECASE)
_SPACES = re.compile(" +")
_WINDOW = 240


def read_mobilisation(grammar: Grammar, sentence: Sentence, amount: Amount) -> FundMobilisation | None:
    """The raising that an amount of money states, or ``None`` where nobody known is said to have raised it."""
    if not (amount.currency or amount.scaled):
        return None
    first = max(0, amount.start - _WINDOW)
    before = sentence.text[first : amount.start]
    bracket = _BRACKET.search(before)
    match = bracket or _RAISED.search(before)
    who = _who(grammar, sentence, first, first + match.start()) if match else None
    if who is None:
        return None
    end = amount.end + 1 if bracket and sentence.text[amount.end : amount.end + 1] == ")" else amount.end
    return FundMobilisation(
        who,
        amount.value,
        amount.currency or "VND",
        amount.currency is None,
        amount.qualifier,
        grammar.reader.quote(who.evidence.start, sentence.start + end),
    )


def _who(grammar: Grammar, sentence: Sentence, begin: int, end: int) -> PlaceMention | OrganisationMention | None:
    """The place or body that ends just before ``end``: the longest one that the grammar knows."""
    spaces = _SPACES.finditer(sentence.text, begin, end)
    for start in (*([0] if begin == 0 else []), *(space.end() for space in spaces)):
        words = grammar.reader.quote(sentence.start + start, sentence.start + end)
        if ORGANISATION_HEAD.match(words.exact) and grammar.is_known(words.start, words.end):
            return grammar.organisation(words.start, words.end)
        if place := grammar.place(words.start, words.end):
            return place
    return None
