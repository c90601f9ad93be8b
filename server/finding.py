"""``/search``: things by their names, as a page and as JSON."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request

from graph.errors import KhenError, Worded
from graph.formats import Format
from graph.search import (
    FINDABLE,
    MOST_CHARACTERS,
    MOST_HITS,
    MOST_WORDS,
    Hit,
    SearchError,
    SearchIndex,
    TextTooLong,
    open_index,
)
from graph.store import Release
from server.addresses import here, link
from server.errors import Problem, ProblemError
from server.limits import JSON
from server.negotiation import HTML, language, negotiate, respond
from server.ordering import Ordering, in_words_of
from server.terms import KINDS

LIMITS: Final = {"search_characters": MOST_CHARACTERS, "search_words": MOST_WORDS, "search_hits": MOST_HITS}
"""What bounds a search, by the names at ``/limits``."""
_log = logging.getLogger(__name__)
_PATH: Final = "search"
HITS: Final = 10
_FORMATS: Final = {each.extension: each for each in (HTML, JSON)}
_NO_INDEX: Final = Problem(
    503,
    Worded("The release that is served here has no index of names."),
    Worded("Its publisher can build it again with a newer version of the program; until then, ask at /sparql."),
)


@dataclass(frozen=True)
class _Asked:
    """What a request looks for.

    Attributes:
        text: the name; empty where there is none.
        kinds: local names of classes; any where empty.
        limit: of the hits.
    """

    text: str
    kinds: tuple[str, ...]
    limit: int


def open_names(release: Release) -> SearchIndex | None:
    """The index of names of a release; ``None`` where it has none that can be read. A damaged one is logged."""
    try:
        index = open_index(release.folder)
    except SearchError as error:
        _log.error("nothing can be found by its name: %s", error)
        return None
    if index is None:
        # No fault: it is of an older version, is served all the same, and /search says what is missing.
        _log.info("%s has no index of names; build it again to have one", release.folder)
    return index


def blueprint(release: Release, index: SearchIndex | None) -> Blueprint:
    """The search in a release.

    Args:
        release: what is served.
        index: of its names; ``None`` where it has none.
    """
    routes = Blueprint("finding", __name__)
    ordering = Ordering(release, index) if index else None

    def answered(format: Format, vary: tuple[str, ...]) -> Response:
        if index is None:
            raise ProblemError(_NO_INDEX)
        asked = _asked(index)
        if format == JSON and not asked.text:
            raise _bad(Worded("The request does not say what to look for."), Worded("Name it: /search?q=Bến+Tre"))
        hits = _found(ordering, asked) if asked.text and ordering else ()
        if format == JSON:
            table = {"release": release.id, "query": asked.text, "results": [_entry(release, hit) for hit in hits]}
            return respond(json.dumps(table, ensure_ascii=False, indent=1) + "\n", JSON, vary=vary)
        kinds = [kind for kind in FINDABLE if kind in index.kinds]
        rows = [(hit, link(release.names, hit.iri), in_words_of(hit, asked.text, language())) for hit in hits]
        page = render_template(
            "search.html", asked=asked, rows=rows, kinds=kinds, words=KINDS, json=_address(asked, JSON)
        )
        return respond(page, HTML, vary=vary)

    @routes.get(f"/{_PATH}")
    def search() -> Response:
        named = request.args.get("format")
        if named is None:
            return answered(negotiate(tuple(_FORMATS.values())), ("Accept",))
        if named not in _FORMATS:
            raise _bad(
                Worded("The parameter 'format' is not the name of a format."),
                Worded("Name one of: %(list)s.", list=", ".join(_FORMATS)),
            )
        return answered(_FORMATS[named], ())

    @routes.get(f"/{_PATH}.<any({','.join(_FORMATS)}):extension>")
    def search_as(extension: str) -> Response:
        return answered(_FORMATS[extension], ())

    return routes


def _asked(index: SearchIndex) -> _Asked:
    """What the request looks for.

    Raises:
        ProblemError: 400 a parameter is not what it should be.
    """
    texts = request.args.getlist("q")
    if len(texts) > 1:
        raise _bad(Worded("The request holds more than one 'q'."), Worded("Look for one name after another."))
    kinds = tuple(dict.fromkeys(each for each in request.args.getlist("type") if each))
    unknown = [each for each in kinds if each not in index.kinds]
    if unknown:
        raise _bad(
            Worded("Nothing here is of the type '%(unknown)s'.", unknown=unknown[0][:80]),
            Worded("Name one or more of: %(list)s.", list=", ".join(sorted(index.kinds))),
            types=sorted(index.kinds),
        )
    said = request.args.get("limit", str(HITS))
    if not (said.isascii() and said.isdigit() and len(said) < 5 and 1 <= int(said) <= MOST_HITS):
        raise _bad(
            Worded("The parameter 'limit' is not a whole number within its bounds."),
            Worded("Write a number from 1 to %(limit)s.", limit=MOST_HITS),
            limit={"search_hits": MOST_HITS},
        )
    return _Asked("".join(texts).strip(), kinds, int(said))


def _address(asked: _Asked, format: Format) -> str:
    """Where the same is answered in another format."""
    pairs = [("q", asked.text), *(("type", kind) for kind in asked.kinds), ("limit", str(asked.limit))]
    return f"{here(_PATH)}.{format.extension}?{urlencode(pairs)}"


def _found(ordering: Ordering, asked: _Asked) -> tuple[Hit, ...]:
    try:
        return ordering.search(asked.text, asked.kinds, asked.limit)
    except TextTooLong as error:
        detail = Worded("The text that is looked for %(reason)s.", reason=error.reason)
        raise _bad(detail, error.remedy, limit=dict([error.limit])) from error
    except KhenError as error:
        _log.error("%s", error)
        raise ProblemError(_NO_INDEX) from error


def _entry(release: Release, hit: Hit) -> dict[str, Any]:
    return {
        "iri": hit.iri,
        "address": link(release.names, hit.iri),
        "types": list(hit.kinds),
        "labels": dict(hit.labels),
        "matched": hit.matched,
        "score": hit.score,
    }


def _bad(detail: str, remedy: str, **members: object) -> ProblemError:
    return ProblemError(Problem(400, detail, remedy, members))
