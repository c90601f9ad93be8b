"""Which things a query may mean, and how well each fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from graph.search import Hit, SearchIndex, TextTooLong
from server.reconciliation import bounds
from server.reconciliation.comparing import agrees, named_by
from server.reconciliation.days import Days, read_days
from server.reconciliation.deciding import Candidate, decided
from server.reconciliation.kinds import KINDS, UNIT, VERSION
from server.reconciliation.likeness import PROVINCE, edits, essence, likeness, names_whole
from server.reconciliation.properties import CODE, DATE, PROPERTIES
from server.reconciliation.properties import PROVINCE as IN_PROVINCE
from server.reconciliation.queries import Hint, Query
from server.reconciliation.things import Thing, Things

_BY_NAME: Final = 0.7
"""The share of the name in a score; the rest is that of what else is said."""
_OTHER_TYPE: Final = 0.5
UNIT_WORD: Final = "unitWord"
_LOOKED: Final = 10
"""Things that are looked at for each text, or as many as are wanted."""
_PLACES: Final = (UNIT, VERSION)


@dataclass(frozen=True)
class Matcher:
    """Finds candidates in one release.

    Attributes:
        things: its things.
        index: their names.
    """

    things: Things
    index: SearchIndex

    def candidates(self, query: Query) -> tuple[Candidate, ...]:
        """The candidates for a query, the best first; at most the first of them is a match.

        Reconciliation Service API 0.2, section "Reconciliation Query Responses".
        """
        days = _days(query.hints)
        iri = self.things.iri(query.text) if query.text else None
        if iri is not None:
            return self._named(iri, query)
        query = self._as_hint(query, days)
        placed: dict[str, list[Hit]] = {}
        for iri, hits in self._found(query, days).items():
            for state in self._states(iri, query, days):
                placed.setdefault(state, []).extend(hits)
        likest = sorted(placed.items(), key=lambda each: -max((hit.score for hit in each[1]), default=100.0))
        judged = [self._judged(each, hits, query, days) for each, hits in likest[: bounds.CANDIDATES]]
        wanted = [each for each in judged if each.features.get("type") is not False or not query.strict]
        ordered = sorted(wanted, key=lambda each: (-each.score, each.edits, each.thing.id))
        return decided(ordered, query)[: query.limit]

    def _named(self, iri: str, query: Query) -> tuple[Candidate, ...]:
        """The thing whose identifier is the text."""
        thing = self.things.thing(iri)
        fits = _fits(thing, query)
        return (Candidate(thing, 100.0, {"id": True}, 0, match=fits),) if fits or not query.strict else ()

    def _as_hint(self, query: Query, days: Days | None) -> Query:
        """The query with its text as a property, where it is an identifier and no name."""
        for property in PROPERTIES.values() if query.text else ():
            usable = property.id != CODE or days is not None
            if usable and named_by(self.things, property, query.text, days):
                return replace(query, text="", hints=(*query.hints, Hint(property, (query.text,))))
        return query

    def _found(self, query: Query, days: Days | None) -> dict[str, list[Hit]]:
        """What is named by an identifier, or bears a name like the text, with how that was found."""
        found: dict[str, list[Hit]] = {}
        for hint in query.hints:
            for value in hint.values:
                found |= {iri: [] for iri in named_by(self.things, hint.property, value, days)}
        looked, kinds = max(query.limit, _LOOKED), query.kinds or tuple(KINDS)
        hits = [hit for text in self._texts(query) for hit in self._hits(text, query, kinds, looked)]
        if query.text and query.kinds and not query.strict and not hits:
            hits += self.index.search(query.text, kinds=tuple(KINDS), limit=looked)
        for hit in hits:
            found.setdefault(hit.iri, []).append(hit)
        return found

    def _hits(self, text: str, query: Query, kinds: tuple[str, ...], limit: int) -> tuple[Hit, ...]:
        """What bears a name like a text.

        Raises:
            TextTooLong: the text of the query is longer than a name can be.
        """
        try:
            return self.index.search(text, kinds=kinds, limit=limit)
        except TextTooLong:
            if text == query.text:
                raise
            return ()  # it was the province that made it too long

    def _texts(self, query: Query) -> Iterator[str]:
        """The text, first with the province that is said to be that of an organisation, if it does not name it."""
        if not query.text:
            return
        for hint in query.hints:
            if hint.property.id == IN_PROVINCE and not (query.kinds and set(query.kinds) <= set(_PLACES)):
                for value in hint.values[:1]:
                    iri = self.things.iri(value)
                    name = self.things.thing(iri).name("vi") if iri else value
                    if essence(name).plain not in essence(query.text).plain:
                        yield f"{query.text} {name}"[: bounds.TEXT]
        yield query.text

    def _states(self, iri: str, query: Query, days: Days | None) -> Iterable[str]:
        """The thing itself, or of a place that state which the query means."""
        kinds = self.things.thing(iri).kinds
        if UNIT not in kinds:
            return [iri]
        unit = self.things.unit(iri)
        if days is not None:
            return [each.iri for each in self.things.states(unit, days)] or [unit]
        if set(query.kinds) == {VERSION}:
            return [each.iri for each in self.things.states(unit, None)]
        return [unit]

    def _judged(self, iri: str, hits: Iterable[Hit], query: Query, days: Days | None) -> Candidate:
        thing = self.things.thing(iri)
        names = self._names(thing)
        texts = list(self._texts(query))
        distance = min((edits(each, names) for each in texts), default=0)
        features: dict[str, float | bool] = {}
        if texts:
            features["name"] = 100.0 if distance == 0 else _alike(texts, names, hits)
        told: dict[str, bool] = {}
        if texts and (asked := essence(query.text).units):
            told[UNIT_WORD] = asked <= self._unit_words(thing, names) or names_whole(query.text, names)
        unknown = 0
        for hint in query.hints:
            if hint.property.id == DATE and VERSION in thing.kinds:
                told[DATE] = days is not None and self.things.version(iri).holds(days)
            elif set(hint.property.kinds) & set(thing.kinds):
                said = agrees(self.things, hint.property, thing, hint.values, days)
                if said is None:
                    unknown += 1
                else:
                    told[hint.property.id] = told.get(hint.property.id, True) and said
        score = _score(features.get("name"), told, unknown)
        if query.kinds:
            features["type"] = _fits(thing, query)
            score *= 1.0 if features["type"] else _OTHER_TYPE
        return Candidate(thing, round(score, 1), {**features, **told}, distance, unknown)

    def _names(self, thing: Thing) -> tuple[str, ...]:
        """The names by which a thing can be meant; of a state of a place, none that belongs to another state."""
        own = self.things.spellings(thing.iri)
        if VERSION not in thing.kinds:
            return own
        unit = self.things.unit(thing.iri)
        others = (each.iri for each in self.things.versions(unit) if each.iri != thing.iri)
        ours = {essence(each).words for each in own}
        foreign = {essence(name).words for each in others for name in self.things.spellings(each)} - ours
        shared = (each for each in self.things.spellings(unit) if essence(each).words not in foreign)
        return tuple(dict.fromkeys((*own, *shared)))

    def _unit_words(self, thing: Thing, names: Iterable[str]) -> frozenset[str]:
        """The words for a kind of unit that a thing bears; a province that bears none is a *tỉnh*."""
        states = [each.iri for each in self.things.states(thing.iri, None)] if UNIT in thing.kinds else []
        found = {word for each in names for word in essence(each).units}
        is_province = self.things.term("Province") in self.things.iris(
            self.things.unit(thing.iri), self.things.term("level")
        )
        for each in states if is_province else ():
            if not any(essence(name).units for name in self.things.spellings(each)):
                found.add(PROVINCE)
        return frozenset(found)


def _alike(texts: Iterable[str], names: Iterable[str], hits: Iterable[Hit]) -> float:
    """How like a text and a name are; what the index says counts where that name is one of those."""
    own = {essence(each).words for each in names}
    found = [hit.score for hit in hits if essence(hit.matched).words in own]
    return max(found) if found else max(likeness(each, names) for each in texts)


def _score(name: float | bool | None, told: Mapping[str, bool], unknown: int) -> float:
    """The score of a likeness and of what else was compared; what cannot be told counts half."""
    compared = len(told) + unknown
    share = 100 * (sum(told.values()) + unknown / 2) / compared if compared else None
    if name is None:
        return share or 0.0
    return float(name) if share is None else _BY_NAME * name + (1 - _BY_NAME) * share


def _fits(thing: Thing, query: Query) -> bool:
    return not query.kinds or bool(set(thing.kinds) & set(query.kinds))


def _days(hints: Iterable[Hint]) -> Days | None:
    """The days of which a row speaks."""
    found = (read_days(value) for hint in hints if hint.property.id == DATE for value in hint.values)
    return next((each for each in found if each), None)
