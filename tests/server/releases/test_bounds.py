"""The bounds of what tells of several releases, and of the sitemap, are those that ``/limits`` names."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from graph.store import open_release
from server import create_app
from tests.server.bounding import page


def test_the_feed_the_changes_and_the_sitemap_hold_as_much_as_is_named(
    several: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert '<section class="finding ' in page(create_app(open_release(several)).test_client(), "/report")
    monkeypatch.setattr("server.checked.SHOWN", 0)
    for place in ("server.feed.MOST", "server.changed.LISTED", "server.discovery.sitemap.MOST"):
        monkeypatch.setattr(place, 1)
    client = create_app(open_release(several)).test_client()
    limits = client.get("/limits.json").get_json()["limits"]
    assert [limits[each]["value"] for each in ("feed_releases", "changes_listed", "sitemap_addresses")] == [1, 1, 1]
    assert len(ET.fromstring(client.get("/releases.atom").data).findall("{*}entry")) == 1
    tables = page(client, "/releases/r1/changes").split("<table")[1:]
    assert {each.count('scope="row"') for each in tables} == {1}
    assert limits["report_findings"]["value"] == 0
    assert '<section class="finding ' not in page(client, "/report")
    assert len(ET.fromstring(client.get("/sitemap-2.xml").data)) == 1
