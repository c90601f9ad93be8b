"""What a page calls an IRI: its name in the reader's language, or the shortest way to write it."""

from __future__ import annotations

from dataclasses import dataclass

from graph.store import Release
from server.addresses import link
from server.reading import short_name
from server.terms import EXTERNAL_LABELS


@dataclass(frozen=True)
class Named:
    """An IRI as a page shows it: its name, its short form, and where it leads."""

    iri: str
    name: str
    short: str
    href: str | None


def named(release: Release, iri: str, language: str) -> Named:
    """An IRI by the words of a release, or, for a term of a known vocabulary, by ours."""
    short = short_name(release, iri)
    names = release.labels(iri)
    external = EXTERNAL_LABELS.get(short, {})
    name = names.get(language) or external.get(language) or names.get("vi") or next(iter(names.values()), short)
    return Named(iri, name, short, link(release.names, iri))
