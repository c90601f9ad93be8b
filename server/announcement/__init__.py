"""``/read/{key}``: the text of an announcement, each quoted span beside the statements that were read from it.

The page is put together from the quotations that a release holds. What they leave out is not there: the full text is in
no release unless the rights allow it (``khen:fullText``).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from flask import Blueprint, Response, render_template
from markupsafe import Markup

from graph.errors import Worded
from graph.formats import JSON_LD
from graph.store import Release
from server.addresses import at, here, is_key, standing
from server.announcement.annotations import MEDIA_TYPE, collection_of
from server.announcement.naming import Naming
from server.announcement.page import Announcement, page_of, read_announcement
from server.announcement.segments import Span
from server.announcement.things import Thing
from server.assets import scripted
from server.discovery import Signpost, of_thing
from server.errors import Problem, ProblemError
from server.negotiation import HTML, language, negotiate, respond
from server.pages import LARGEST_GRAPH
from server.passages import PART, part_of, reading_path

_READ: Final = 4
"""Announcements that are kept in memory: their parts are mostly read one after another."""
_CITED: Final = Markup('<a class="cite" href="{}" title="{}">{}</a>')
_WRITTEN: Final = 32
"""Pages that are kept. A release never changes, so that they never do."""


def blueprint(release: Release) -> Blueprint:
    """The annotated texts of a release, as pages and as Web Annotations."""
    routes = Blueprint("announcement", __name__)

    triples = {each.iri: each.triples for each in release.manifest.graphs}

    @lru_cache(_READ)
    def read(key: str) -> Announcement | None:
        return read_announcement(release, key)

    @lru_cache(_WRITTEN)
    def written(key: str, part: int, *said: str) -> str:
        """The page of a part; ``said`` is what else of the request it depends on."""
        return _page(release, found(key), part)

    def found(key: str) -> Announcement:
        size = triples.get(str(release.names.graph(f"announcement/{key}"))) if is_key(key) else None
        if size is not None:
            _check_size(release, size)
        announcement = read(key) if size is not None else None
        if announcement is None:
            raise ProblemError(
                Problem(404, Worded("There is no such announcement."), Worded("Look it up by its headline at /search."))
            )
        return announcement

    def page(key: str, part: int, vary: tuple[str, ...]) -> Response:
        body = written(key, part, language(), *standing())
        return _sent(release, found(key), body, vary)

    @routes.get("/read/<key>")
    def text(key: str) -> Response:
        announcement = found(key)
        if negotiate((HTML, JSON_LD)) == JSON_LD:
            return _as_annotations(release, announcement, ("Accept",))
        return page(key, 1, ("Accept",))

    @routes.get("/read/<key>/<int(min=2):part>")
    def part_of_text(key: str, part: int) -> Response:
        parts = found(key).parts
        if part > parts:
            raise ProblemError(
                Problem(
                    404,
                    Worded("The text has no part %(part)s.", part=str(part)),
                    Worded("Start at %(address)s", address=here(reading_path(key))),
                )
            )
        return page(key, part, ())

    @routes.get("/read/<key>.json")
    def as_annotations(key: str) -> Response:
        return _as_annotations(release, found(key), ())

    return routes


def _check_size(release: Release, triples: int) -> None:
    """End the request where an announcement is too large to be read while others wait.

    Raises:
        ProblemError: 422 with the limit.
    """
    if triples > LARGEST_GRAPH:
        raise ProblemError(
            Problem(
                422,
                Worded(
                    "This announcement has %(triples)s triples; the limit is %(limit)s.",
                    triples=triples,
                    limit=LARGEST_GRAPH,
                ),
                Worded(
                    "Ask for parts of it at /sparql, or fetch the files at %(address)s",
                    address=here(f"releases/{release.id}/"),
                ),
                {"limit": {"graph_triples": LARGEST_GRAPH}},
            )
        )


def _page(release: Release, announcement: Announcement, part: int) -> str:
    page = page_of(announcement, Naming(release, language()), part)
    return render_template(
        "announcement.html",
        page=page,
        where=_Where(announcement.stated.key, part, frozenset(each.thing.iri for each in page.entries), page.naming),
        annotations=_annotations_path(announcement.stated.key),
        part_length=PART,
        signposts=_signposts(release, announcement),
    )


def _sent(release: Release, announcement: Announcement, body: str, vary: tuple[str, ...]) -> Response:
    return scripted(respond(body, HTML, vary=vary, links=map(str, _signposts(release, announcement))), "read")


def _signposts(release: Release, announcement: Announcement) -> tuple[Signpost, ...]:
    key = announcement.stated.key
    annotations = Signpost("alternate", here(_annotations_path(key)), JSON_LD.media_type)
    return (annotations, *of_thing(release, announcement.stated.iri, f"doc/announcement/{key}"))


def _annotations_path(key: str) -> str:
    return f"{reading_path(key)}.json"


def _as_annotations(release: Release, announcement: Announcement, vary: tuple[str, ...]) -> Response:
    collection = collection_of(announcement, release)
    response = respond(json.dumps(collection, ensure_ascii=False, indent=1) + "\n", JSON_LD, vary=vary)
    response.content_type = MEDIA_TYPE
    return response


@dataclass(frozen=True)
class _Where:
    """Where spans and entries are read: on the page at hand, or in another part.

    Attributes:
        key: of the announcement.
        here: the part at hand.
        shown: the things whose entries it has.
        naming: the names in the reader's language.
    """

    key: str
    here: int
    shown: frozenset[str]
    naming: Naming
    _cited: dict[str, Markup] = field(default_factory=dict)

    def words(self, span: Span) -> str:
        """The address of words of the text; without a path where they are on this page."""
        return self._at(part_of(span.start), span.anchor)

    def statements(self, thing: Thing) -> str:
        """The address of the entry of a thing."""
        return self._at(self.here if thing.iri in self.shown else part_of(thing.places[0].start), thing.anchor)

    def cite(self, thing: Thing) -> Markup:
        """The mark of a thing, which leads to its entry; it stands in many places, and is made once."""
        if thing.iri not in self._cited:
            called = f"{self.naming.kind(thing.kind)}: {self.naming.label(thing.iri)}"
            self._cited[thing.iri] = _CITED.format(self.statements(thing), called, self.naming.mark(thing))
        return self._cited[thing.iri]

    def part(self, number: int) -> str:
        """The path of a part."""
        return reading_path(self.key, number)

    def difference(self) -> str:
        """The address of what is said about conflicts, which is on the first part."""
        return self._at(1, "differences")

    def _at(self, part: int, anchor: str) -> str:
        return f"#{anchor}" if part == self.here else at(f"{self.part(part)}#{anchor}")
