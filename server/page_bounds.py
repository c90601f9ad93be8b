"""The bounds of the pages by their names at ``/limits``, each read from where it holds."""

from __future__ import annotations

from server import (
    answering,
    carrying,
    changed,
    checked,
    chronicle,
    document,
    feed,
    finding,
    front,
    pages,
    passages,
    sparql,
)
from server.announcement import entries
from server.announcement import page as reading
from server.atlas import showing as atlas
from server.citing import citation, digests, views
from server.discovery import sitemap
from server.exploring import neighbours
from server.questions import routes as questions
from server.things import evidence, hierarchy, referrers, timeline
from server.things import page as things


def page_bounds() -> dict[str, float]:
    """How much the pages show and read, by name."""
    return {
        "thing_values": evidence.MOST,
        "thing_quotations": evidence.LISTED,
        "thing_parts": hierarchy.PARTS,
        "thing_referrers": things.FIRST,
        "thing_embedded": things.EMBEDDED,
        "thing_versions": timeline.MOST,
        "document_referrers": document.INCOMING,
        "referrers_page": referrers.PAGE,
        "graph_things": pages.THINGS,
        "read_characters": passages.PART,
        "read_spans": reading.SHOWN,
        "read_values": entries.VALUES,
        "read_places": entries.SPANS,
        "map_listed": atlas.LISTED,
        "explore_counted": neighbours.COUNTED,
        "explore_near": neighbours.NEAR,
        "timeline_entries": chronicle.PER_PAGE,
        "default_hits": finding.HITS,
        "examples_characters": questions.LONGEST,
        "page_bytes": sparql.TEXT,
        "carried_bytes": carrying.MOST,
        "link_characters": sparql.LONGEST,
        "cite_rows": views.SHOWN,
        "cite_title": citation.LONGEST,
        "cite_bytes": digests.LARGEST,
        "answer_rows": answering.ROWS,
        "front_announcements": front.NEWEST,
        "report_findings": checked.SHOWN,
        "changes_listed": changed.LISTED,
        "feed_releases": feed.MOST,
        "sitemap_addresses": sitemap.MOST,
    }
