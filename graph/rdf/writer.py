"""Quads of one named graph, with evidence as Web Annotation nodes.

A span of the text is an ``oa:SpecificResource`` whose IRI carries the offsets (RFC 5147 ``#char=s,e``), with
a quote and a position selector (Web Annotation Data Model, section 4.2). One span is one node, however many
statements cite it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, RDFS, SKOS, XSD

from graph.source import SourceDocument
from graph.statement import Evidence, Qualifier
from graph.vocabulary import OA, SCHEMA, Names, Quad

CONTEXT = 20
"""Code points of prefix and suffix kept beside a quotation."""

_QUALIFIERS = {
    Qualifier.EXACT: "Exact",
    Qualifier.MORE_THAN: "MoreThan",
    Qualifier.NEARLY: "Nearly",
    Qualifier.ABOUT: "About",
}


@dataclass
class Writer:
    """Collects the quads of one announcement's graph, each once, in the order in which they are said."""

    document: SourceDocument
    names: Names
    quads: dict[Quad, None] = field(default_factory=dict)

    @property
    def graph(self) -> URIRef:
        """The named graph of this announcement."""
        return self.names.graph(f"announcement/{self.document.id}")

    @property
    def text(self) -> URIRef:
        """The source text as a thing."""
        return self.names.thing("announcement", f"{self.document.id}/text")

    def own(self, kind: str, suffix: str) -> URIRef:
        """A node that belongs to this announcement alone, such as ``statement/{id}-s01``."""
        return self.names.thing(kind, f"{self.document.id}-{suffix}")

    def add(self, subject: URIRef, predicate: URIRef, value: URIRef | Literal) -> None:
        """One triple."""
        self.quads[(subject, predicate, value, self.graph)] = None

    def add_term(self, subject: URIRef, local: str, value: URIRef | Literal) -> None:
        """One triple with a property of our ontology."""
        self.add(subject, self.names.term(local), value)

    def types(self, subject: URIRef, *kinds: URIRef) -> None:
        """The classes of a node."""
        for kind in kinds:
            self.add(subject, RDF.type, kind)

    def label(self, subject: URIRef, vi: str, en: str = "", preferred: bool = False) -> None:
        """Labels in Vietnamese and, where there is one, English."""
        for printed, language in ((vi, "vi"), (en, "en")):
            if words := one_spaced(printed):
                self.add(subject, RDFS.label, Literal(words, lang=language))
                if preferred:
                    self.add(subject, SKOS.prefLabel, Literal(words, lang=language))

    def cite(self, subject: URIRef, evidence: Iterable[Evidence], relation: str = "evidence") -> None:
        """The words from which a node was read."""
        for quote in evidence:
            self.add_term(subject, relation, self._span(quote))

    def number(self, subject: URIRef, value: Decimal, qualifier: Qualifier, predicate: URIRef) -> None:
        """A number with its qualifier and the bounds that follow from the two."""
        literal = number_literal(value)
        self.add(subject, predicate, literal)
        self.add_term(subject, "qualifier", self.names.term(_QUALIFIERS[qualifier]))
        if qualifier in (Qualifier.EXACT, Qualifier.MORE_THAN):
            self.add(subject, SCHEMA.minValue, literal)
        if qualifier in (Qualifier.EXACT, Qualifier.NEARLY):
            self.add(subject, SCHEMA.maxValue, literal)

    def _span(self, quote: Evidence) -> URIRef:
        start, end = quote.start, quote.end
        node = URIRef(f"{self.text}#char={start},{end}")
        if (node, RDF.type, OA.SpecificResource, self.graph) in self.quads:
            return node
        selector, position = (
            URIRef(f"{self.text}#quote-{start}-{end}"),
            URIRef(f"{self.text}#pos-{start}-{end}"),
        )
        self.types(node, OA.SpecificResource)
        self.add(node, OA.hasSource, self.text)
        self.add(node, OA.hasSelector, selector)
        self.add(node, OA.hasSelector, position)
        self.types(selector, OA.TextQuoteSelector)
        self.add(selector, OA.exact, Literal(quote.exact))
        # The context is shown to people and found by programs; white space in it is part of the text.
        before, after = (
            self.document.text[max(0, start - CONTEXT) : start],
            self.document.text[end : end + CONTEXT],
        )
        self.add(selector, OA.prefix, Literal(before))
        self.add(selector, OA.suffix, Literal(after))
        self.types(position, OA.TextPositionSelector)
        self.add(position, OA.start, integer(start))
        self.add(position, OA.end, integer(end))
        return node


def one_spaced(words: str) -> str:
    """What a name is, however its spaces are printed; quotations keep theirs."""
    return " ".join(words.split())


def integer(value: int) -> Literal:
    """A whole number."""
    return Literal(str(value), datatype=XSD.integer)


def number_literal(value: Decimal) -> Literal:
    """A number in the one form that every engine keeps: integer where whole, else decimal without zeros.

    >>> number_literal(Decimal("10.0")), number_literal(Decimal("98.50")).n3()
    (rdflib.term.Literal('10', datatype=rdflib.term.URIRef('http://www.w3.org/2001/XMLSchema#integer')), \
'"98.5"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    """
    if value == value.to_integral_value():
        return integer(int(value))
    return Literal(format(value.normalize(), "f"), datatype=XSD.decimal)


def boolean(value: bool) -> Literal:
    """A truth value in its canonical form."""
    return Literal("true" if value else "false", datatype=XSD.boolean)


def day_literal(day: date) -> Literal:
    """A calendar day."""
    return Literal(day.isoformat(), datatype=XSD.date)


def year_literal(year: int) -> Literal:
    """A year."""
    return Literal(f"{year:04d}", datatype=XSD.gYear)
