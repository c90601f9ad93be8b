"""FAIR Signposting: typed links by which a program finds what belongs to a page.

https://signposting.org/FAIR/ levels 1 and 2; the relations are those of the IANA registry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph.formats import GRAPH_FORMATS
from graph.store import Manifest, Release
from server.addresses import here
from server.discovery.schema_org import is_data

DATASET: Final = "https://schema.org/Dataset"
PAGE: Final = "https://schema.org/AboutPage"
LINKSET: Final = "application/linkset+json"
"""RFC 9264, section 4.2."""


@dataclass(frozen=True)
class Signpost:
    """A link: its relation, where it leads, and the media type of what is there."""

    rel: str
    href: str
    type: str = ""

    def __str__(self) -> str:
        """As the header ``Link`` has it (RFC 8288)."""
        return f'<{self.href}>; rel="{self.rel}"' + (f'; type="{self.type}"' if self.type else "")


def of_thing(release: Release, iri: str, path: str) -> tuple[Signpost, ...]:
    """What belongs to the page about a thing.

    Args:
        release: that tells of the thing.
        iri: of the thing, under which it is cited.
        path: of its document below the base, without an extension.
    """
    described = (Signpost("describedby", here(f"{path}.{each.extension}"), each.media_type) for each in GRAPH_FORMATS)
    return (
        Signpost("cite-as", iri),
        Signpost("type", PAGE),
        Signpost("license", release.manifest.licence),
        Signpost("collection", here(""), "text/html"),
        *described,
    )


def of_release(release: Release, manifest: Manifest) -> tuple[Signpost, ...]:
    """What belongs to the page of a release, or to the front page for the one that is served.

    Args:
        release: that is served.
        manifest: of the release in question.
    """
    folder = f"releases/{manifest.id}"
    items = (
        Signpost("item", here(f"{folder}/{each.name}"), "application/gzip" if each.compressed else each.media_type)
        for each in manifest.files
        if is_data(each)
    )
    return (
        Signpost("cite-as", f"{release.names.base}{folder}"),
        Signpost("type", DATASET),
        Signpost("type", PAGE),
        Signpost("license", manifest.licence),
        Signpost("describedby", here(f"{folder}/void.ttl"), "text/turtle"),
        Signpost("linkset", here(f"{folder}/linkset.json"), LINKSET),
        *_versions(manifest),
        *items,
    )


def _versions(manifest: Manifest) -> Iterator[Signpost]:
    """Links between versions (RFC 5829)."""
    yield Signpost("version-history", here("releases/"), "text/html")
    yield Signpost("latest-version", here("releases/current/"))
    if manifest.previous:
        yield Signpost("predecessor-version", here(f"releases/{manifest.previous.release}/"))


def linkset(anchor: str, signposts: Iterable[Signpost]) -> dict[str, Any]:
    """The links as a document of their own (RFC 9264, section 4.2.2).

    Args:
        anchor: what they lead from.
        signposts: where to.
    """
    context: dict[str, Any] = {"anchor": anchor}
    for rel, target in _targets(signposts):
        context.setdefault(rel, []).append(target)
    return {"linkset": [context]}


def _targets(signposts: Iterable[Signpost]) -> Iterator[tuple[str, Mapping[str, str]]]:
    for each in signposts:
        if each.rel != "linkset":
            yield each.rel, {"href": each.href, "type": each.type} if each.type else {"href": each.href}
