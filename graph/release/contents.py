"""What goes into a release, and the identifier that follows from it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Final

from graph.errors import KhenError
from graph.release.dataset import Dataset
from graph.release.statements import quad_line
from graph.source import SourceDocument
from graph.vocabulary import Names, Quad

FORMAT: Final = 1
"""The layout of a release. It is part of the identifier: another layout is another release."""

_NEUTRAL: Final = "base:/"


class ReleaseError(KhenError):
    """A release cannot be published or read. The release that was current stays current."""


class NotConforming(ReleaseError):
    """The data do not conform to the shapes; nothing was published.

    Attributes:
        report: the validation report, as text a person can act on.
    """

    def __init__(self, report: str) -> None:
        super().__init__(
            "release",
            "the data do not conform to the shapes, so nothing was published",
            "The validation report names each statement and what to do about it.",
        )
        self.report = report


@dataclass(frozen=True)
class Contents:
    """Everything a release is made of.

    Attributes:
        names: the IRIs of the publisher.
        quads: the statements of all public graphs except ``graph/meta``, which the release adds.
        ontology: the ontology in Turtle, for the base of ``names``.
        shapes: the shapes in Turtle, for the base of ``names``.
        report_turtle: the validation report as RDF, in Turtle.
        report_text: the validation report as text.
        conforms: whether the data conform to the shapes.
        documents: the sources the statements were read from.
        dataset: the description of the data set.
        retired: withdrawn and merged keys: ``person/old`` to ``{"status": "merged", "to": "person/new"}``. Those of
            people who are withdrawn are sealed, because a key holds the name.
        forgotten: names that no file of the release may hold; not published, and no part of what it is.
        abbreviations: short forms to what each can stand for, by which things are found.
    """

    names: Names
    quads: tuple[Quad, ...]
    ontology: str
    shapes: str
    report_turtle: str
    report_text: str
    conforms: bool
    documents: tuple[SourceDocument, ...]
    dataset: Dataset
    retired: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    forgotten: Sequence[str] = ()
    abbreviations: Mapping[str, Sequence[str]] = field(default_factory=dict)


def source_records(documents: tuple[SourceDocument, ...]) -> list[dict[str, Any]]:
    """Digests and rights of the sources, in the order of their identifiers: what ``sources.json`` holds."""
    return [
        {
            "id": each.id,
            "sha256": each.sha256,
            "characters": len(each.text),
            "language": each.metadata.language,
            "publisher": each.metadata.publisher,
            "address": each.metadata.address,
            "rights": each.metadata.rights,
            "text_published": each.metadata.publish_text,
        }
        for each in sorted(documents, key=lambda each: each.id)
    ]


def identify(contents: Contents) -> str:
    """The identifier of a release: 16 hex digits that follow from what it says, not from when or where.

    The base is replaced by a neutral one, so that the same data under two bases have one identifier.
    The validation report is left out, because it follows from the data and the shapes. Without abbreviations, or a
    release before, nothing is said of them, so that releases from the time before them keep their identifiers.
    """
    base = contents.names.base
    lines = sorted({quad_line(each).replace(base, _NEUTRAL) for each in contents.quads})
    rest: dict[str, Any] = {
        "format": FORMAT,
        "ontology": contents.ontology,
        "shapes": contents.shapes,
        "dataset": {key: value for key, value in asdict(contents.dataset).items() if value is not None},
        "sources": source_records(contents.documents),
        "retired": {key: dict(value) for key, value in contents.retired.items()},
    }
    if contents.abbreviations:
        rest["abbreviations"] = {short: list(words) for short, words in contents.abbreviations.items()}
    text = json.dumps(rest, sort_keys=True, ensure_ascii=False, default=_plain).replace(base, _NEUTRAL)
    return hashlib.sha256("".join([*lines, text]).encode()).hexdigest()[:16]


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a description")
