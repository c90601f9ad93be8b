"""What the release says of things, by prefixed names, and what they are called in the language of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Final

from babel.lists import format_list
from flask_babel import get_locale
from markupsafe import Markup, escape
from pyoxigraph import DefaultGraph, Literal, NamedNode

from graph.store import Release
from server.addresses import link
from server.apart import told_apart
from server.naming import Name, name_of
from server.reading import short_name
from server.things.literals import formatted, number

Term = NamedNode | Literal
TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_NAMED: Final = 6
"""Names that a sentence lists before it only counts the others."""


@dataclass(frozen=True)
class Reader:
    """Reads for one page, and remembers what it has read.

    Attributes:
        release: what is read.
        language: of the page.
    """

    release: Release
    language: str
    _known: dict[str, dict[str, tuple[Term, ...]]] = field(default_factory=dict)
    _names: dict[str, Name] = field(default_factory=dict)
    _apart: dict[str, Name] = field(default_factory=dict)
    _shorts: dict[str, str] = field(default_factory=dict)

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Prefix to namespace."""
        return self.release.prefixes()

    def iri(self, short: str) -> str:
        """The IRI that a prefixed name stands for."""
        prefix, _, local = short.partition(":")
        return self.prefixes[prefix] + local

    def short(self, iri: str) -> str:
        """An IRI in the shortest way that says what it is (:func:`server.reading.short_name`)."""
        if iri not in self._shorts:
            self._shorts[iri] = short_name(self.release, iri)
        return self._shorts[iri]

    def about(self, iri: str) -> dict[str, tuple[Term, ...]]:
        """The values of each property of a thing, in a defined order."""
        if iri not in self._known:
            found: dict[str, list[Term]] = {}
            for quad in self.release.union_about(iri):
                if isinstance(quad.object, NamedNode | Literal):
                    found.setdefault(quad.predicate.value, []).append(quad.object)
            self._known[iri] = {each: _ordered(values) for each, values in found.items()}
        return self._known[iri]

    def terms(self, iri: str, *shorts: str) -> tuple[Term, ...]:
        """The values of properties of a thing."""
        known = self.about(iri)
        return tuple(each for short in shorts for each in known.get(self.iri(short), ()))

    def iris(self, iri: str, *shorts: str) -> tuple[str, ...]:
        """Those values that are IRIs."""
        return tuple(each.value for each in self.terms(iri, *shorts) if isinstance(each, NamedNode))

    def one(self, iri: str, *shorts: str) -> str:
        """The first value as text; empty where there is none."""
        return next((each.value for each in self.terms(iri, *shorts)), "")

    def literal(self, iri: str, short: str) -> Markup:
        """The first value that is a literal, as the language writes it; empty where there is none."""
        found = (each for each in self.terms(iri, short) if isinstance(each, Literal))
        return next((Markup("<span>{}</span>").format(formatted(each)) if each.language not in (None, self.language)
                     else escape(formatted(each)) for each in found), Markup(""))  # fmt: skip

    def subjects(self, short: str, value: str, most: int = 50) -> tuple[str, ...]:
        """Things that have a value, in a defined order; where there are more than ``most``, some of them."""
        found = self.release.store.quads_for_pattern(None, NamedNode(self.iri(short)), NamedNode(value), DefaultGraph())
        named = (quad.subject.value for quad in found if isinstance(quad.subject, NamedNode))
        return tuple(sorted(islice(named, most)))

    def name(self, iri: str) -> Name:
        """What a thing or a term is called: in the language of the page, else in any, else its short name."""
        if iri not in self._names:
            self._names[iri] = name_of(self.release, iri, self.language)
        return self._names[iri]

    def apart(self, iri: str) -> Name:
        """The name with what tells the thing apart from others of this name."""
        if iri not in self._apart:
            self._apart[iri] = told_apart(self.release, iri, self.language)
        return self._apart[iri]

    def text(self, iri: str) -> Markup:
        """The name, saying its language where it is another than the page's."""
        name = self.name(iri)
        return (
            Markup('<span lang="{}">{}</span>').format(name.language, name.text) if name.language else escape(name.text)
        )

    def address(self, iri: str) -> str:
        """Where to read about a thing; empty where that is nowhere."""
        return link(self.release.names, iri) or ""

    def anchor(self, iri: str) -> Markup:
        """The name as a link to what is known about the thing."""
        return self._anchor(iri, self.name(iri))

    def anchor_apart(self, iri: str) -> Markup:
        """The same with what tells the thing apart from others of this name."""
        return self._anchor(iri, self.apart(iri))

    def _anchor(self, iri: str, name: Name) -> Markup:
        address = self.address(iri)
        said = Markup(' lang="{}"').format(name.language) if name.language else ""
        if not address:
            return Markup("<span{}>{}</span>").format(said, name.text) if said else escape(name.text)
        return Markup('<a href="{}"{}>{}</a>').format(address, said, name.text)

    def anchors(self, iris: Iterable[str]) -> Markup:
        """The names of several things as links; of many the first, and how many more there are."""
        return listed(self._first(tuple(iris)))

    def _first(self, iris: tuple[str, ...]) -> Iterator[Markup]:
        yield from (self.anchor(each) for each in iris[:_NAMED])
        if len(iris) > _NAMED:
            yield Markup("+{}").format(len(iris) - _NAMED)


def _ordered(values: list[Term]) -> tuple[Term, ...]:
    """Each value once, in a defined order."""
    return tuple(sorted(set(values), key=str)) if len(values) > 1 else tuple(values)


def listed(items: Iterable[Markup]) -> Markup:
    """Several things as a sentence lists them in the language of the page."""
    return Markup(format_list([str(each) for each in items], locale=get_locale() or "en"))


def say(message: str, **values: object) -> Markup:
    """A sentence with values: numbers as the language writes them, and what is no markup escaped."""
    written = {name: number(str(value)) if isinstance(value, int) else value for name, value in values.items()}
    return escape(message) % {name: escape(value) for name, value in written.items()}
