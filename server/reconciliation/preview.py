"""A thing in a small frame (Reconciliation Service API 0.2, section "Preview Service"), and beside a suggestion."""

from __future__ import annotations

from typing import Any, Final

from flask import Response, render_template
from markupsafe import Markup

from server.addresses import here
from server.headers import SECURITY
from server.negotiation import HTML, respond
from server.reconciliation.describing import rows
from server.reconciliation.kinds import KINDS
from server.reconciliation.things import Thing, Things

_POLICY: Final = "Content-Security-Policy"
FRAMED: Final = SECURITY[_POLICY].replace("frame-ancestors 'none'", "frame-ancestors *")
"""A preview is made to stand in the pages of others; it runs no scripts, and sends nothing."""


def preview(things: Things, thing: Thing, language: str) -> Response:
    """The page of a preview, which other pages may frame."""
    response = respond(_page("reconcile_preview.html", things, thing, language), HTML, vary=())
    response.headers[_POLICY] = FRAMED
    return response


def flyout(things: Things, thing: Thing, language: str) -> str:
    """A piece of HTML about a thing."""
    return _page("reconcile_flyout.html", things, thing, language)


def flyout_of_term(names: str, text: str) -> str:
    """A piece of HTML about a type or a property."""
    return str(Markup("<h1>{}</h1><p>{}</p>").format(names, text))


def _page(template: str, things: Things, thing: Thing, language: str) -> str:
    shown: dict[str, Any] = {
        "title": thing.name(language),
        "kinds": [KINDS[each].names[language] for each in thing.kinds[:1]],
        "rows": rows(things, thing, language),
        "address": here(f"id/{thing.id}"),
    }
    return render_template(template, **shown)
