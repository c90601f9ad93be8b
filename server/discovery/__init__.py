"""How programs find what is here: descriptions for search engines, typed links, files for crawlers."""

from __future__ import annotations

from server.discovery.crawling import blueprint
from server.discovery.schema_org import dataset
from server.discovery.signposting import LINKSET, Signpost, linkset, of_release, of_thing

__all__ = ["LINKSET", "Signpost", "blueprint", "dataset", "linkset", "of_release", "of_thing"]
