"""What the descriptions of places have in common: labels, sources, days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, RDFS, SKOS, XSD

Pairs = Iterator[tuple[URIRef, URIRef | Literal]]
"""Predicates and objects of one subject."""


def labels(vietnamese: str, english: str) -> Pairs:
    """The name shown, in both languages."""
    for text, language in ((vietnamese, "vi"), (english, "en")):
        yield SKOS.prefLabel, Literal(text, language)
        yield RDFS.label, Literal(text, language)


def sources(found: Sequence[str]) -> Pairs:
    """Where it was read."""
    return ((DCTERMS.source, Literal(source)) for source in found)


def day(when: date) -> Literal:
    """A day as ``xsd:date``."""
    return Literal(when.isoformat(), datatype=XSD.date)
