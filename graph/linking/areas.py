"""The graph of areas: identities, their versions, the changes between them and the acts behind those.

Identity, Version and ChangeEvent are terms of https://version.link/; docs/model.md lists what is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, SKOS

from graph.authority.places import (
    COUNTRY,
    Act,
    Change,
    ChangeKind,
    Level,
    Place,
    Places,
    PlaceVersion,
    Scheme,
)
from graph.linking.describing import Pairs, day, labels, sources
from graph.linking.naming import other_names
from graph.linking.territory import territory_descriptions, version_pairs
from graph.vocabulary import SCHEMA, VL, Names, Quad

GRAPH: Final = "ref/areas"
"""The name of the graph."""

_LEVELS: Final = {Level.PROVINCE: "Province", Level.DISTRICT: "District"}
_KINDS: Final = {ChangeKind.COMBINATION: VL.Combination, ChangeKind.CHANGE_OF_NAME: VL.ChangeOfName}


def area_quads(places: Places, names: Names) -> Iterator[Quad]:
    """Everything the graph of areas holds, in a defined order and each quad once."""
    graph = names.graph(GRAPH)
    for subject, pairs in _descriptions(places, names):
        for predicate, value in dict.fromkeys(pairs):
            yield subject, predicate, value, graph


def _descriptions(places: Places, names: Names) -> Iterator[tuple[URIRef, Pairs]]:
    starts = {change.successor: change for change in places.changes}
    ends = {predecessor: change for change in places.changes for predecessor in change.predecessors}
    further = version_pairs(places, names)
    yield names.thing("area", COUNTRY), _country()
    for place in places.places:
        yield names.thing("area", place.key), _identity(place, names)
        for version in place.versions:
            pairs = _version(version, starts.get(version.key), ends.get(version.key), names)
            yield names.thing("area", version.key), chain(pairs, further(version))
    for change in places.changes:
        yield names.thing("area-change", change.key), _change(change, places, names)
    for act in places.acts:
        yield names.thing("legislation", act.key), _act(act)
    yield from territory_descriptions(places, names)


def _country() -> Pairs:
    yield RDF.type, SCHEMA.Country
    yield from labels("Việt Nam", "Viet Nam")
    yield SCHEMA.identifier, Literal(COUNTRY)


def _identity(place: Place, names: Names) -> Pairs:
    yield RDF.type, names.term("AdministrativeUnit")
    yield RDF.type, SCHEMA.AdministrativeArea
    yield RDF.type, VL.Identity
    if place.ended:
        yield RDF.type, VL.Deprecated
    yield from labels(place.label_vi, place.name_en)
    for name in other_names(place):
        yield SKOS.altLabel, name
    yield names.term("level"), names.term(_LEVELS[place.level])
    yield SCHEMA.identifier, Literal(place.key)
    if iso := place.identifier(Scheme.ISO):
        yield SKOS.notation, Literal(iso.value, datatype=names.term("iso3166-2"))
        yield from sources(iso.sources)
    yield VL.version, names.thing("area", place.latest.key)
    for version in place.versions:
        yield from sources(version.sources)


def _version(version: PlaceVersion, start: Change | None, end: Change | None, names: Names) -> Pairs:
    yield RDF.type, names.term("AdministrativeUnitVersion")
    yield RDF.type, SCHEMA.AdministrativeArea
    yield RDF.type, VL.Version
    # A version that others follow is not marked: the mark stands for an end that leads nowhere.
    if version.valid_through and not version.successors:
        yield RDF.type, VL.Deprecated
    yield from labels(version.label_vi, version.label_en)
    yield VL.identity, names.thing("area", version.place)
    yield names.term("statisticalCode"), Literal(version.code)
    yield SCHEMA.containedInPlace, names.thing("area", version.within)
    if version.valid_from:
        yield SCHEMA.validFrom, day(version.valid_from)
    if version.valid_through:
        yield SCHEMA.validThrough, day(version.valid_through)
    for key in version.predecessors:
        yield VL.predecessor, names.thing("area", key)
        yield DCTERMS.replaces, names.thing("area", key)
    for key in version.successors:
        yield VL.successor, names.thing("area", key)
        yield DCTERMS.isReplacedBy, names.thing("area", key)
    if start:
        yield VL.startEvent, names.thing("area-change", start.key)
    if end:
        yield VL.endEvent, names.thing("area-change", end.key)
    yield from sources(version.sources)


def _change(change: Change, places: Places, names: Names) -> Pairs:
    before = [places.version(key) for key in change.predecessors]
    after = places.version(change.successor)
    yield RDF.type, VL.ChangeEvent
    yield RDF.type, _KINDS[change.kind]
    if any(version.place == after.place and version.type is not after.type for version in before):
        yield RDF.type, names.term("ChangeOfType")
    yield RDF.type, PROV.Activity
    old_vi = _series([version.label_vi for version in before], "và")
    old_en = _series([version.label_en for version in before], "and")
    if change.kind is ChangeKind.CHANGE_OF_NAME:
        label_vi, label_en = f"Đổi tên {old_vi} thành {after.label_vi}", f"{old_en} renamed {after.label_en}"
    else:
        label_vi = f"Hợp nhất {old_vi} thành {after.label_vi}"
        label_en = f"Combination of {old_en} into {after.label_en}"
    yield from labels(f"{label_vi}, ngày {change.day:%d/%m/%Y}", f"{label_en} on {change.day.isoformat()}")
    yield SCHEMA.validFrom, day(change.day)
    for version in before:
        yield VL.predecessor, names.thing("area", version.key)
    yield VL.successor, names.thing("area", after.key)
    yield PROV.used, names.thing("legislation", change.act)
    yield from sources(change.sources)


def _act(act: Act) -> Pairs:
    yield RDF.type, SCHEMA.Legislation
    yield from labels(act.title_vi, act.title_en)
    yield SCHEMA.legislationIdentifier, Literal(act.number)
    yield SCHEMA.legislationDate, day(act.day)
    yield from sources(act.sources)


def _series(labels: Sequence[str], conjunction: str) -> str:
    """The labels in one phrase.

    >>> _series(["Hà Nam", "Nam Định", "Ninh Bình"], "và")
    'Hà Nam, Nam Định và Ninh Bình'
    """
    *most, last = labels
    return f"{', '.join(most)} {conjunction} {last}" if most else last
