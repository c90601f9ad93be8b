"""What the query editor offers while one writes: prefixes, classes and properties of the release, and the examples."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from itertools import islice
from typing import Any, Final

from flask import Blueprint, Response, request
from pyoxigraph import DefaultGraph, Literal, NamedNode

from graph.store import Release, value_of
from graph.vocabulary import VOID
from server.limits import JSON
from server.naming import name_of
from server.negotiation import language, respond
from server.questions import TOPICS, Question
from server.reading import short_name
from server.terms import EXTERNAL_LABELS, KINDS

NAMES: Final = 3000
"""Names that are given at once."""


@dataclass(frozen=True)
class Used:
    """A class or property that the data use.

    Attributes:
        iri: of the term.
        short: its prefixed name, or the IRI where no prefix fits.
        labels: what it is called, by language.
        count: of its instances or statements, as the description of the release says.
    """

    iri: str
    short: str
    labels: Mapping[str, str]
    count: int


def blueprint(release: Release, questions: tuple[Question, ...]) -> Blueprint:
    """The addresses that the editor reads once; not for others, who have ``/.well-known/void`` and ``/examples``."""
    routes = Blueprint("completing", __name__)

    @cache
    def terms() -> str:
        return _json(
            {
                "prefixes": dict(sorted(release.prefixes().items())),
                "classes": [asdict(each) for each in classes(release)],
                "properties": [asdict(each) for each in properties(release)],
            }
        )

    @routes.get("/sparql/terms.json")
    def terms_used() -> Response:
        return respond(terms(), JSON, vary=())

    @routes.post("/sparql/names.json")
    def names() -> Response:
        asked = islice(filter(_is_iri, dict.fromkeys(request.form.getlist("iri"))), NAMES)
        found = {iri: name_of(release, iri, language()) for iri in asked}
        said = {iri: name.text for iri, name in found.items() if name.text != short_name(release, iri)}
        response = respond(_json({"names": said}), JSON, vary=("Accept-Language",))
        response.headers["Content-Language"] = language()
        return response

    @routes.get("/sparql/examples.json")
    def examples() -> Response:
        return respond(_json({"questions": [_entry(each) for each in questions]}), JSON, vary=())

    return routes


def _is_iri(text: str) -> bool:
    """Whether a text can name anything; what cannot has no name."""
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def classes(release: Release) -> tuple[Used, ...]:
    """The classes of which the release describes instances, those with most first."""
    return _used(release, VOID["class"], VOID.entities)


def properties(release: Release) -> tuple[Used, ...]:
    """The properties of the statements, those with most first."""
    return _used(release, VOID.property, VOID.triples)


def _used(release: Release, names: str, counts: str) -> tuple[Used, ...]:
    """What the partitions of the description name (https://www.w3.org/TR/void/#class-property-partitions)."""
    found: dict[str, int] = {}
    for partition in release.store.quads_for_pattern(None, NamedNode(names), None, DefaultGraph()):
        assert isinstance(partition.subject, NamedNode)
        term = value_of(partition.object)
        sizes = release.store.quads_for_pattern(partition.subject, NamedNode(counts), None, DefaultGraph())
        numbers = [int(each.object.value) for each in sizes if isinstance(each.object, Literal)]
        found[term] = max([*numbers, found.get(term, 0)])
    used = (Used(iri, short_name(release, iri), _labels(release, iri), count) for iri, count in found.items())
    return tuple(sorted(used, key=lambda each: (-each.count, each.short)))


def _labels(release: Release, iri: str) -> Mapping[str, str]:
    short = short_name(release, iri)
    known = release.labels(iri) or EXTERNAL_LABELS.get(short, {}) or KINDS.get(short.partition(":")[2], {})
    return dict(known)


def _entry(question: Question) -> dict[str, Any]:
    topics = {code: [TOPICS[key][code] for key in question.topics] for code in question.titles}
    return {
        "key": question.key,
        "number": question.number,
        "titles": dict(question.titles),
        "topics": topics,
        "query": question.query,
    }


def _json(table: Mapping[str, Any]) -> str:
    return json.dumps(table, ensure_ascii=False) + "\n"
