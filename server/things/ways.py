"""Which other pages there are to lead to: a server may be made without some of them."""

from __future__ import annotations

from flask import current_app


def leads(path: str) -> bool:
    """Whether a path (without leading slash) is one that this server answers."""
    return current_app.url_map.bind("").test(f"/{path}", "GET")
