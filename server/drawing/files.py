"""A picture as part of a page and as a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from flask import Response, render_template
from markupsafe import Markup

from server.negotiation import SVG, language, respond

_DECLARED: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def picture(template: str, **values: Any) -> Markup:
    """What a template of a drawing writes: one ``svg`` element. Whatever texts it is given are escaped."""
    return Markup(render_template(f"drawing/{template}", **values).strip())


def drawn(svg: Markup, links: Iterable[str] = ()) -> Response:
    """A drawing as a file, in the language that was asked for."""
    response = respond(f"{_DECLARED}{svg}\n", SVG, vary=("Accept-Language",), links=links)
    response.headers["Content-Language"] = language()
    return response
