"""In which order a person is shown what bears a name like that which was typed.

Likeness alone puts all unions of provinces before the national one where somebody types *phụ nữ*: it knows names and
not things. So a thing of which much is said comes before others whose names are as like. Reconciliation, where a score
means that two things are the same, asks the index itself.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode

from graph.search import FINDABLE, MOST_HITS, Hit, SearchIndex
from graph.search.words import words
from graph.store import Release

_LOOKED_AT: Final = 60
"""Hits of the index that are put in order, where fewer are asked for."""
_WHOLE: Final = 100.0
"""The score of a name that is what was typed; it comes first, whatever is said of the thing."""
_NAME: Final = 0.85
"""The share of the name in the score of a hit; the rest is that of the thing."""
_MANY: Final = 1000
"""Statements about a thing beyond which it gains nothing."""
_HALF: Final = 0.5
"""The share of what was typed that a name holds at least, or else it is alike in full but for a letter or two."""
_ALIKE: Final = 75.0
_PARTS: Final = ("AdministrativeUnitVersion", "ChangeEvent")
"""Kinds of things that are a time, or the beginning of a time, of something that has a page of its own."""
_OF_ANOTHER: Final = 3.0
"""What these lose, so that the thing itself comes before."""
_KEPT: Final = 20_000
"""Things whose statements are counted once."""


class Ordering:
    """The search of a release as people use it.

    Args:
        release: counts what is said of a thing.
        index: of its names.
    """

    def __init__(self, release: Release, index: SearchIndex) -> None:
        self._release = release
        self._index = index
        self._weight = lru_cache(_KEPT)(self._counted)

    def search(self, text: str, kinds: Collection[str], limit: int) -> tuple[Hit, ...]:
        """What was likely meant, with scores that follow the order.

        Args:
            text: a name or words of one, with or without marks, the last word perhaps only begun.
            kinds: local names of classes; any where empty.
            limit: of the hits.

        Raises:
            TextTooLong: the text is longer than a name can be.
            SearchError: the index cannot be read.
        """
        found = self._index.suggest(text, kinds=kinds, limit=min(max(limit, _LOOKED_AT), MOST_HITS))
        weighed = [self._weighed(each) for each in found if each.covered >= _HALF or each.score >= _ALIKE]
        return tuple(sorted(weighed, key=lambda each: (-each.score, FINDABLE.index(each.kinds[0]), each.iri))[:limit])

    def _weighed(self, hit: Hit) -> Hit:
        if hit.score == _WHOLE:
            return hit
        score = _NAME * hit.score + (1 - _NAME) * 100 * self._weight(hit.iri)
        return replace(hit, score=round(score - (_OF_ANOTHER if hit.kinds[0] in _PARTS else 0), 1))

    def _counted(self, iri: str) -> float:
        """How much is said of a thing, 0 to 1: what counts is how many times ten statements refer to it."""
        said = self._release.store.quads_for_pattern(None, None, NamedNode(iri), DefaultGraph())
        return math.log1p(sum(1 for _ in islice(said, _MANY))) / math.log1p(_MANY)


def in_words_of(hit: Hit, text: str, language: str) -> str:
    """The name by which something was found: that in the reader's language, if it holds as much of what was typed."""
    label = hit.labels.get(language, "")
    typed = [word.plain for word in words(text)]

    def held(name: str) -> set[str]:
        return {each for each in typed if any(word.plain.startswith(each) for word in words(name))}

    return label if label and held(hit.matched) <= held(label) else hit.matched
