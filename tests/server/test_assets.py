"""A page lets scripts run where it has some, and only there."""

from __future__ import annotations

import pytest

from graph.store import Release
from server import create_app
from server.assets import Bundle

PAGES = {"suggest": "/", "editor": "/sparql", "map": "/map", "timeline": "/timeline"}


@pytest.mark.parametrize("entry", PAGES)
@pytest.mark.parametrize("built", [True, False])
def test_a_page_lets_scripts_run_where_they_were_built(release: Release, entry: str, built: bool) -> None:
    app = create_app(release)
    script = f"static/app/assets/{entry}-x.js"
    app.jinja_env.globals["bundles"] = {entry: Bundle(script, ())} if built else {}
    response = app.test_client().get(PAGES[entry], headers={"Accept": "text/html"})
    assert response.status_code == 200
    assert (script in response.text) is built
    assert ("script-src 'self';" in response.headers["Content-Security-Policy"]) is built
