"""What can be found in a release: the things that researchers name, with every name they have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import Literal
from rdflib.namespace import DCTERMS, ORG, RDF, RDFS, SKOS

from graph.vocabulary import SCHEMA, VL, Quad

FINDABLE: Final = (
    "AdministrativeUnit", "Country", "Organization", "Person", "Programme", "Announcement", "AwardDecision", "Event",
    "Legislation", "Role", "Concept", "AdministrativeUnitVersion", "ChangeEvent",
)  # fmt: skip
"""Local names of the classes whose members are found, the first before the others where names are equally like."""
_SHOWN: Final = (str(SKOS.prefLabel), str(RDFS.label), str(SCHEMA.headline), str(SCHEMA.name), str(DCTERMS.title))
"""The properties that name a thing, what is shown first."""
_NAMING: Final = frozenset((*_SHOWN, str(SKOS.altLabel)))
_FROM_OTHERS: Final = {str(SKOS.Concept): "Concept", str(VL.ChangeEvent): "ChangeEvent"}
_ORGANISATIONS: Final = {"FormalOrganization", "OrganizationalUnit"}
"""What is an ``org:Organization``, whether it is said or not (https://www.w3.org/TR/vocab-org/)."""
_TERM: Final = "/def#"
_THING: Final = "/id/"


@dataclass(frozen=True)
class Thing:
    """Something that can be found.

    Attributes:
        iri: its own.
        kinds: local names of its classes, the one that says most first.
        labels: language to the name that is shown.
        spellings: every name it has, in any language.
        rank: of its kind, 0 before others.
    """

    iri: str
    kinds: tuple[str, ...]
    labels: Mapping[str, str]
    spellings: tuple[str, ...]
    rank: int


def things(quads: Iterable[Quad]) -> tuple[Thing, ...]:
    """What can be found among some statements, in the order of the IRIs.

    Concepts of other publishers, which describe the data set, are left out, and so is what is only part of a statement.
    """
    classes: dict[str, set[str]] = {}
    names: dict[str, set[tuple[str, str, str]]] = {}
    for subject, predicate, value, _ in quads:
        if predicate == RDF.type:
            classes.setdefault(str(subject), set()).add(str(value))
        elif str(predicate) in _NAMING and isinstance(value, Literal):
            names.setdefault(str(subject), set()).add((str(predicate), value.language or "", str(value)))
    found = (_thing(iri, classes.get(iri, set()), names[iri]) for iri in sorted(names))
    return tuple(each for each in found if each is not None)


def _thing(iri: str, classes: set[str], names: set[tuple[str, str, str]]) -> Thing | None:
    kinds = {local for each in classes if (local := _local(each))}
    if kinds & _ORGANISATIONS:
        kinds.add("Organization")
    ranks = [rank for rank, kind in enumerate(FINDABLE) if kind in kinds]
    place = iri.rpartition(_THING)[2] if _THING in iri else iri
    if not ranks or (_THING not in iri and _TERM not in iri) or (_THING in iri and "#" in place):
        return None
    first = FINDABLE[ranks[0]]
    shown: dict[str, str] = {}
    for predicate in _SHOWN:
        for said, language, text in sorted(names):
            if said == predicate:
                shown.setdefault(language, text)
    spellings = tuple(sorted({text for _, _, text in names}))
    return Thing(iri, (first, *sorted(kinds - {first})), shown, spellings, ranks[0])


def _local(iri: str) -> str | None:
    """The local name of a class of ours, of ORG or of schema.org, and of the few others that count."""
    if _TERM in iri:
        return iri.partition("#")[2]
    for namespace in (str(ORG), str(SCHEMA)):
        if iri.startswith(namespace):
            return iri.removeprefix(namespace)
    return _FROM_OTHERS.get(iri)
