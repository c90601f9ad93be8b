"""Suggestions while somebody types, and what is shown beside them.

Reconciliation Service API 0.2, sections "Suggest Services" and "Flyout Services".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, Final

from graph.search import SearchIndex
from graph.spelling import slug
from server.reconciliation import bounds
from server.reconciliation.describing import description
from server.reconciliation.kinds import KINDS, Kind, named, narrowed
from server.reconciliation.properties import PROPERTIES, Property, of_type
from server.reconciliation.things import Thing, Things

_TERMS: Final[Mapping[str, Mapping[str, Kind | Property]]] = {"type": KINDS, "property": PROPERTIES}


def entities(
    things: Things, index: SearchIndex, prefix: str, kinds: Iterable[str], cursor: int, language: str
) -> list[dict[str, Any]]:
    """The things whose names begin with a prefix, or whose identifier it is.

    Args:
        things: of the release.
        index: their names.
        prefix: what was typed.
        kinds: the types wanted; any where empty.
        cursor: how many to leave out at the beginning.
        language: of the names.
    """
    wanted = narrowed(kinds) or tuple(KINDS)
    iri = things.iri(prefix)
    hits = index.suggest(prefix, kinds=wanted, limit=cursor + bounds.SUGGESTIONS)
    found = dict.fromkeys((*([iri] if iri else ()), *(hit.iri for hit in hits)))
    return [
        _suggested(things, things.thing(each), language) for each in islice(found, cursor, cursor + bounds.SUGGESTIONS)
    ]


def terms(what: str, prefix: str, cursor: int, language: str) -> list[dict[str, Any]]:
    """The types, or the properties, whose name or identifier has a word that begins with a prefix."""
    found = [each for each in _TERMS[what].values() if _begins(prefix, (each.id, *each.names.values()))]
    page = found[cursor : cursor + bounds.SUGGESTIONS]
    return [{"id": each.id, "name": each.names[language], "description": each.texts[language]} for each in page]


def proposed(kind: str, limit: int | None, language: str) -> list[dict[str, str]]:
    """The properties to propose for things of a type (section "Data Extension Property Proposals")."""
    return [each.described(language) for each in of_type(kind)[:limit]]


def texts_of(what: str, id: str) -> tuple[Mapping[str, str], Mapping[str, str]] | None:
    """The names and the explanation of a type or property; ``None`` where there is no such one."""
    found = _TERMS[what].get(id)
    return (found.names, found.texts) if found else None


def _suggested(things: Things, thing: Thing, language: str) -> dict[str, Any]:
    return {
        "id": thing.id,
        "name": thing.name(language),
        "description": description(things, thing, language),
        "notable": [named(each, language) for each in thing.kinds],
    }


def _begins(prefix: str, names: Iterable[str]) -> bool:
    """Whether a word of any name begins with a prefix, marks aside."""
    wanted = slug(prefix)
    return any(f"-{slug(each)}".find(f"-{wanted}") >= 0 for each in names) or prefix in names
