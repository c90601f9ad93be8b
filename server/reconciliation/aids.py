"""What helps people while they match by hand: suggestions, flyouts, previews, the properties of a type."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response

from graph.search import SearchIndex
from server.negotiation import language
from server.reconciliation import asking, preview, suggesting
from server.reconciliation.things import Thing, Things
from server.reconciliation.writing import as_json, unknown


def add(routes: Blueprint, things: Things, names: Callable[[], SearchIndex]) -> None:
    """Add their addresses.

    Args:
        routes: to add to.
        things: of the release.
        names: gives the names of its things, or ends the request where there are none.
    """

    @routes.get("/reconcile/suggest/<any(entity, type, property):what>")
    def suggest(what: str) -> Response:
        prefix, cursor = asking.prefix(), asking.cursor()
        if what == "entity":
            found = suggesting.entities(things, names(), prefix, asking.types(), cursor, language())
        else:
            found = suggesting.terms(what, prefix, cursor, language())
        return as_json({"result": found})

    @routes.get("/reconcile/flyout/<any(entity, type, property):what>")
    def flyout(what: str) -> Response:
        id = asking.identifier()
        if what == "entity":
            return as_json({"id": id, "html": preview.flyout(things, _known(things, id), language())})
        texts = suggesting.texts_of(what, id)
        if texts is None:
            raise unknown()
        name, text = (each[language()] for each in texts)
        return as_json({"id": id, "html": preview.flyout_of_term(name, text)})

    @routes.get("/reconcile/preview")
    def framed() -> Response:
        return preview.preview(things, _known(things, asking.identifier()), language())

    @routes.get("/reconcile/properties")
    def properties() -> Response:
        kind, limit = asking.kind(), asking.limit()
        found = suggesting.proposed(kind, limit, language())
        return as_json({"properties": found, "type": kind, **({"limit": limit} if limit else {})})


def _known(things: Things, id: str) -> Thing:
    iri = things.iri(id)
    if iri is None:
        raise unknown()
    return things.thing(iri)
