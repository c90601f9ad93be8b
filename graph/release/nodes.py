"""The IRIs of a description, and how one of its nodes is written: never blank, always typed and named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rdflib import RDF, RDFS, XSD, Literal, URIRef

from graph.release.dataset import Dataset, Wording
from graph.release.statements import Triple
from graph.vocabulary import Names


@dataclass(frozen=True)
class Place:
    """Where a release is published: the IRIs that the parts of its description share."""

    names: Names
    dataset: Dataset
    release_id: str

    @property
    def catalogue(self) -> URIRef:
        """The catalogue: the base itself."""
        return self.names.at("")

    @property
    def data(self) -> URIRef:
        """The data set, whatever its release."""
        return self.names.at("dataset/announcements")

    @property
    def links(self) -> URIRef:
        """The part of the data set that leads to other data sets."""
        return self.part("links")

    @property
    def release(self) -> URIRef:
        """This release of the data set, which never changes."""
        return self.names.at(f"releases/{self.release_id}")

    @property
    def previous(self) -> URIRef | None:
        """The release before this one; none for the first."""
        before = self.dataset.previous
        return self.names.at(f"releases/{before.release}") if before else None

    @property
    def endpoint(self) -> URIRef:
        """The address that answers SPARQL."""
        return self.names.at("sparql")

    @property
    def service(self) -> URIRef:
        """The SPARQL service, described at its endpoint."""
        return self.names.at("sparql#service")

    @property
    def publisher(self) -> URIRef:
        """Who publishes."""
        return self.names.thing("agent", "publisher")

    @property
    def contact(self) -> URIRef:
        """Whom to ask."""
        return self.names.thing("agent", "contact")

    @property
    def program(self) -> URIRef:
        """The program that reads the announcements."""
        return self.names.thing("agent", "khen-program")

    @property
    def moment(self) -> Literal:
        """When the data last changed: the start of that day in Viet Nam, since no clock is asked.

        rdflib turns ``Z`` into ``+00:00`` and Oxigraph the other way; both leave ``+07:00`` alone.
        """
        return Literal(f"{self.dataset.modified.isoformat()}T00:00:00+07:00", datatype=XSD.dateTime)

    @property
    def space(self) -> str:
        """What the IRIs of all things begin with that the data set has named itself."""
        return str(self.names.at("id/"))

    def part(self, name: str) -> URIRef:
        """A part of the description of the data set, such as a partition."""
        return URIRef(f"{self.data}#{name}")

    def download(self, name: str) -> URIRef:
        """The address of a file of this release."""
        return URIRef(f"{self.release}/{name}")

    def distribution(self, name: str) -> URIRef:
        """The file as DCAT sees it: a distribution, apart from the address it is downloaded from."""
        return URIRef(f"{self.release}#{name}")


Pair = tuple[URIRef, URIRef | Literal]


def node(subject: URIRef, types: Iterable[URIRef], label: Wording, pairs: Iterable[Pair] = ()) -> Iterator[Triple]:
    """The statements about one node: its types, its name in both languages, and the rest."""
    for each in types:
        yield subject, RDF.type, each
    for predicate, value in [*in_both(RDFS.label, label), *pairs]:
        yield subject, predicate, value


def in_both(predicate: URIRef, wording: Wording) -> tuple[Pair, Pair]:
    """The same property in both languages."""
    return (predicate, Literal(wording.vi, lang="vi")), (predicate, Literal(wording.en, lang="en"))


def fragment(name: str) -> str:
    """A name as the fragment of an IRI.

    >>> fragment("org:Role"), fragment("sws.geonames.org")
    ('org-Role', 'sws-geonames-org')
    """
    # Upper and lower case stay apart: two terms of one vocabulary may differ in nothing else.
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")


def whole(number: int) -> Literal:
    """A count, in the one integer type that Oxigraph keeps as it is."""
    return Literal(str(number), datatype=XSD.integer)


def day(value: date) -> Literal:
    """A day."""
    return Literal(value.isoformat(), datatype=XSD.date)
