"""A picture as part of a page and as a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from flask import Response, render_template
from markupsafe import Markup

from graph.formats import Content, Format
from server.negotiation import language, respond

SVG: Final = Format("svg", "image/svg+xml", Content.FEATURES, "", "", "SVG")
"""A drawing: no serialisation of RDF, so that the table of formats does not hold it."""
_DECLARED: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def picture(template: str, **values: Any) -> Markup:
    """What a template of a drawing writes: one ``svg`` element. Whatever texts it is given are escaped."""
    return Markup(render_template(f"drawing/{template}", **values).strip())


def drawn(svg: Markup, links: Iterable[str] = ()) -> Response:
    """A drawing as a file, in the language that was asked for."""
    response = respond(f"{_DECLARED}{svg}\n", SVG, vary=("Accept-Language",), links=links)
    response.headers["Content-Language"] = language()
    return response
