"""When the best candidate is what a query means.

A match has the name but for what writers vary, nothing that is said of it speaks against it, and nothing else could be
meant: docs/decisions/0028-when-it-is-a-match.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from server.reconciliation.kinds import PERSON
from server.reconciliation.likeness import FAR
from server.reconciliation.properties import DATE
from server.reconciliation.queries import Query
from server.reconciliation.things import Thing

_LONG: Final = 6
"""Characters of a text that may have an edit."""
_APART: Final = 2
"""Edits by which anything else has to be farther from the text than a match that has one."""


@dataclass(frozen=True)
class Candidate:
    """A thing that a query may mean.

    Attributes:
        thing: the thing.
        score: 0 to 100.
        features: what the score was made of: ``name`` 0 to 100, ``type`` and each thing that is said true or false.
        edits: letters by which the text differs from its names.
        open: what is said of it that cannot be told.
        match: whether it is what the query means.
    """

    thing: Thing
    score: float
    features: Mapping[str, float | bool] = field(hash=False)
    edits: int
    open: int = 0
    match: bool = False

    @property
    def possible(self) -> bool:
        """Whether nothing speaks against it."""
        return not any(value is False for value in self.features.values())


def decided(candidates: list[Candidate], query: Query) -> tuple[Candidate, ...]:
    """The candidates, the first of them a match if it alone can be meant."""
    if not candidates or not _sure(candidates[0], query):
        return tuple(candidates)
    best, *others = candidates
    nearest = min((each.edits for each in others if each.possible), default=FAR + _APART)
    apart = nearest - best.edits
    alone = apart >= 1 if best.edits == 0 else apart >= _APART
    return (replace(best, match=alone), *others)


def _sure(best: Candidate, query: Query) -> bool:
    """Whether the best candidate is near enough, and nothing that is said of it is against it or cannot be told.

    Many people bear the same name, and a letter typed wrong makes one place of another (Trà Vinh, Trà Linh): both need
    something else that agrees.
    """
    if not best.possible or best.open:
        return False
    said = {hint.property.id for hint in query.hints} - {DATE}
    agreed = any(best.features.get(each) is True for each in said)
    if PERSON in best.thing.kinds:
        return best.edits == 0 and agreed
    return best.edits == 0 or (best.edits == 1 and agreed and len(query.text) >= _LONG)
