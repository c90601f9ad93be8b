"""What things and terms are called in the reader's language, and how a table shows one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.store import Release
from server.addresses import link
from server.reading import short_name
from server.terms import EXTERNAL_LABELS

Term = NamedNode | BlankNode | Literal | Triple | None
"""What a row of an answer holds; ``None`` where a variable is not bound."""


@dataclass(frozen=True)
class Name:
    """What something is called, and the language of that; empty where it is the reader's or none is known."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class Named:
    """An IRI as a page shows it: its name, its short form, and where it leads."""

    iri: str
    name: str
    short: str
    href: str | None


@dataclass(frozen=True)
class Cell:
    """A term as a table shows it.

    Attributes:
        text: of it.
        language: of the text, as far as it is another than the reader's.
        href: where it leads.
        iri: the short form of what the text is only a name of; empty where the text is all there is.
    """

    text: str
    language: str = ""
    href: str | None = None
    iri: str = ""


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in a language, else in Vietnamese, else in any; empty where there is none.

    >>> in_language({"en": "Award", "vi": "Khen thưởng"}, "en"), in_language({}, "vi")
    ('Award', '')
    """
    return texts.get(language) or texts.get("vi") or next(iter(texts.values()), "")


def name_of(release: Release, iri: str, language: str) -> Name:
    """The name of a thing or a term in a language: by the release, else by our words for known vocabularies.

    What has neither is called by its name in another language, or else by its short form.
    """
    names = release.labels(iri)
    if names.get(language):
        return Name(names[language])
    short = short_name(release, iri)
    if said := EXTERNAL_LABELS.get(short, {}).get(language):
        return Name(said)
    found = next((each for each in ("vi", "en", *sorted(names)) if names.get(each)), None)
    return Name(short) if found is None else Name(names[found], found)


def named(release: Release, iri: str, language: str) -> Named:
    """An IRI with its name in a language."""
    return Named(iri, name_of(release, iri, language).text, short_name(release, iri), link(release.names, iri))


def cell_of(release: Release, term: Term, language: str) -> Cell:
    """A term in the language of the page: a thing by its name."""
    if isinstance(term, NamedNode):
        name = name_of(release, term.value, language)
        return Cell(name.text, name.language, link(release.names, term.value))
    return exact_cell(release, term, language)


def exact_cell(release: Release, term: Term, language: str) -> Cell:
    """A term as it stands in a result: what the query asked for is the IRI, which stands below its name."""
    if isinstance(term, NamedNode):
        named_so, short = name_of(release, term.value, language), short_name(release, term.value)
        own = "" if named_so.text == short else short
        return Cell(named_so.text, named_so.language, link(release.names, term.value), own)
    if isinstance(term, Literal):
        return Cell(term.value, term.language or "")
    return Cell("" if term is None else str(term))
