"""Each bound of the pages that ``/limits`` names is what the server does, and none is left out."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from graph.store import Release, open_release
from server import create_app
from server.page_bounds import page_bounds
from server.page_limits import WORDS
from tests.server import bounding as by
from tests.server.bounding import DECISION, KEY, MANY, ROWS, Bound

SEARCHED = f"/cite?query={quote(ROWS)}"
GRAPH = f"/sparql?query={quote('CONSTRUCT WHERE { ?s a ?o }')}"
LINE = r"<div><dt>[^<]*</dt>((?:(?!</div>).)*)<dd>and \d+ more</dd></div>"
ENTRY = r'<p class="back">.*?</p>'
BOUNDS = (
    Bound("thing_values", 3, by.stated(f"/doc/{DECISION}", r"Showing (\d+) of \d+ values"),
          ("server.things.facts.MOST", "server.things.evidence.MOST")),
    Bound("thing_quotations", 2, by.most(f"/doc/{DECISION}", r'<td class="source">.*?</td>', "<q "),
          ("server.things.evidence.LISTED",)),
    Bound("thing_parts", 4, by.most("/doc/area/viet-nam", '<section class="below">.*?</section>', "<li>"),
          ("server.things.hierarchy.PARTS",)),
    Bound("thing_referrers", 2, by.most(f"/doc/{MANY}", '<section class="facts referrers">.*?</section>', "<tr><td"),
          ("server.things.page.FIRST",)),
    Bound("thing_embedded", 5, by.stated(f"/doc/{MANY}", r"Shows (\d+) of the"),
          ("server.things.page.EMBEDDED", "server.resource.EMBEDDED")),
    Bound("thing_versions", 1, by.versions, ("server.things.timeline.MOST",)),
    Bound("document_referrers", 6, by.in_turtle, ("server.document.INCOMING",)),
    Bound("referrers_page", 3, by.found(f"/doc/{MANY}?incoming=org:subOrganizationOf", "<tr><td"),
          ("server.things.referrers.PAGE",)),
    Bound("graph_things", 5, by.stated("/graph/ref/orgs", r"Showing (\d+) of \d+ things"), ("server.pages.THINGS",)),
    Bound("read_characters", 1500, by.stated(f"/read/{KEY}", r'data-char="\d+,(\d+)"'),
          ("server.passages.PART", "server.announcement.PART", "server.announcement.page.PART")),
    Bound("read_spans", 7, by.found(f"/read/{KEY}", "<mark id="), ("server.announcement.page.SHOWN",)),
    Bound("read_values", 1, by.most(f"/read/{KEY}", LINE, "<dd"),
          ("server.announcement.entries.VALUES",)),
    Bound("read_places", 2, by.most(f"/read/{KEY}", ENTRY, 'class="words"'), ("server.announcement.entries.SPANS",)),
    Bound("map_listed", 1, by.most("/map", r'<td[^>]* class="number"[^>]*><details>.*?</td>', "<li>"),
          ("server.atlas.showing.LISTED",)),
    Bound("explore_counted", 1, by.around, ("server.exploring.neighbours.COUNTED",)),
    Bound("explore_near", 0, by.among, ("server.exploring.neighbours.NEAR",)),
    Bound("timeline_entries", 3, by.found("/timeline", r"<td[^>]*><a [^>]*>[^<]*</a>.*?</tr>"),
          ("server.chronicle.PER_PAGE",)),
    Bound("default_hits", 2, by.hits, ("server.finding.HITS",)),
    Bound("examples_characters", 5, by.length("/examples?q=abcdefgh", 'value="(abc[a-z]*)"'),
          ("server.questions.routes.LONGEST",)),
    Bound("page_bytes", 50, by.length(GRAPH, r'id="result">.*?<code>(.*?)</code>'), ("server.sparql.TEXT",)),
    Bound("link_characters", 190, by.linked("/sparql"), ("server.sparql.LONGEST", "server.citing.views.LONGEST")),
    Bound("cite_rows", 4, by.found(SEARCHED, '<tr role="row"><td'), ("server.citing.views.SHOWN",)),
    Bound("cite_title", 10, by.title, ("server.citing.citation.LONGEST",)),
    Bound("cite_bytes", 50, by.digested, ("server.citing.digests.LARGEST",)),
    Bound("answer_rows", 2, by.most("/", '<div class="beside">.*?</table>', "<tr[^>]*>\\s*<td"),
          ("server.answering.ROWS",)),
    Bound("front_announcements", 0, by.found("/", 'class="headline"'), ("server.front.NEWEST",)),
)  # fmt: skip


@pytest.fixture(scope="module")
def opened(built: Path) -> Release:
    return open_release(built)


@pytest.mark.parametrize("bound", BOUNDS, ids=lambda each: each.name)
def test_a_page_shows_as_much_as_is_named(opened: Release, bound: Bound, monkeypatch: pytest.MonkeyPatch) -> None:
    if bound.value == 0:  # of which nothing could be told otherwise
        assert bound.shows(create_app(opened).test_client()) > 0
    for place in bound.places:
        monkeypatch.setattr(place, bound.value)
    client = create_app(opened).test_client()
    assert client.get("/limits.json").get_json()["limits"][bound.name]["value"] == bound.value
    assert bound.shows(client) == bound.value


def test_every_bound_is_named_and_tried(client: FlaskClient) -> None:
    apart = {"carried_bytes", "report_findings", "feed_releases", "changes_listed", "sitemap_addresses"}
    assert page_bounds().keys() == WORDS.keys() == {each.name for each in BOUNDS} | apart
    vi, en = (client.get(f"/limits?lang={each}", headers={"Accept": "text/html"}).text for each in ("vi", "en"))
    for name, (_, _, vietnamese, english) in WORDS.items():
        assert vietnamese in vi, name
        assert english in en, name
