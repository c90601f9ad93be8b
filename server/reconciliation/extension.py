"""Values of properties for things that were matched (Reconciliation Service API 0.2, "Data Extension Service")."""

from __future__ import annotations

from itertools import islice
from typing import Any

from server.reconciliation.kinds import named
from server.reconciliation.queries import Column, Extension
from server.reconciliation.things import Thing, Things


def extended(things: Things, asked: Extension, language: str) -> dict[str, Any]:
    """The response to a data extension query.

    A thing that does not exist, or has no such value, has no values; its row is there.
    """
    return {
        "meta": [_meta(each, language) for each in asked.columns],
        "rows": {id: _row(things, id, asked.columns, language) for id in asked.ids},
    }


def _meta(column: Column, language: str) -> dict[str, Any]:
    kind = column.property.type
    return {**column.property.described(language), **({"type": named(kind, language)} if kind else {})}


def _row(things: Things, id: str, columns: tuple[Column, ...], language: str) -> dict[str, list[dict[str, Any]]]:
    iri = things.iri(id)
    thing = things.thing(iri) if iri else None
    return {each.property.id: _cells(things, thing, each, language) if thing else [] for each in columns}


def _cells(things: Things, thing: Thing, column: Column, language: str) -> list[dict[str, Any]]:
    property = column.property
    if property.read is None or not set(property.kinds) & set(thing.kinds):
        return []
    values = property.read(things, thing.iri, column.on)
    return [_cell(things, each, language) for each in islice(values, column.most)]


def _cell(things: Things, value: str | float | Thing, language: str) -> dict[str, Any]:
    """A value; a concept, which is no thing of the service, by its name."""
    if isinstance(value, Thing):
        name = value.name(language)
        return {"id": value.id, "name": name} if value.iri.startswith(things.space) else {"str": name}
    return {"str": value} if isinstance(value, str) else {"float": value}
