"""What the versions of places are and where: type, today's unit, point, seat, changes that are only reported, and
how many provinces there are.

A reported change is a node of its own and never a change event: no version ends and no type changes by it
(docs/decisions/0025-reported-changes.md). ``currentVersion`` and ``formerVersion`` are derived from the successions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, RDFS, SKOS, XSD

from graph.authority.places import Places, PlaceVersion, UnitType
from graph.authority.territory import Point, ProvinceCount, ReportedChange, Seat
from graph.linking.describing import Pairs, day, labels, sources
from graph.vocabulary import GEO, SCHEMA, SF, WGS84, Names

UNIT_TYPES: Final = {UnitType.PROVINCE: "Tinh", UnitType.CENTRAL_CITY: "ThanhPhoTrungUong"}
"""Type to the concept of the ontology."""

_TYPE_NAMES: Final = {
    UnitType.PROVINCE: ("tỉnh", "a province"),
    UnitType.CENTRAL_CITY: ("thành phố trực thuộc trung ương", "a centrally run city"),
}
_GEONAMES: Final = "https://sws.geonames.org/{}/"


def version_pairs(places: Places, names: Names) -> Callable[[PlaceVersion], Pairs]:
    """What there is to say of a version beyond its names, as a function of it."""
    versions = [version for place in places.places for version in place.versions]
    current = {version.key: places.current(version.key) for version in versions}
    former: dict[str, list[str]] = {}
    for key, today in current.items():
        for version in today:
            former.setdefault(version.key, []).append(key)
    points = {point.version: point for point in places.territory.points}
    seats = {seat.version: seat for seat in places.territory.seats}
    reports = {report.version: report for report in places.territory.reports}

    def pairs(version: PlaceVersion) -> Pairs:
        if version.type:
            yield names.term("unitType"), names.term(UNIT_TYPES[version.type])
        for today in current[version.key]:
            yield names.term("currentVersion"), names.thing("area", today.key)
        for key in former.get(version.key, ()):
            yield names.term("formerVersion"), names.thing("area", key)
        if point := points.get(version.key):
            yield WGS84.lat, Literal(point.latitude)
            yield WGS84.long, Literal(point.longitude)
            yield GEO.hasGeometry, names.thing("point", _own_key(version.key))
        if version.key in seats:
            yield names.term("seat"), names.thing("seat", _own_key(version.key))
        if report := reports.get(version.key):
            yield names.term("reportedChange"), names.thing("reported-change", report.key)

    return pairs


def territory_descriptions(places: Places, names: Names) -> Iterator[tuple[URIRef, Pairs]]:
    """The points, seats, reported changes and counts, each as a thing of its own."""
    territory = places.territory
    for point in territory.points:
        yield names.thing("point", _own_key(point.version)), _point(point, places)
    for seat in territory.seats:
        yield names.thing("seat", _own_key(seat.version)), _seat(seat, places, names)
    for report in territory.reports:
        yield names.thing("reported-change", report.key), _report(report, places, names)
    for count in territory.counts:
        yield names.thing("province-count", count.day.isoformat()), _count(count, names)


def _own_key(version: str) -> str:
    """``ben-tre/v/1`` as ``ben-tre-1``."""
    place, _, number = version.partition("/v/")
    return f"{place}-{number}"


def _point(point: Point, places: Places) -> Pairs:
    version = places.version(point.version)
    yield RDF.type, GEO.Geometry
    yield RDF.type, SF.Point
    yield from labels(f"Điểm trong {version.label_vi}", f"A point in {version.label_en}")
    # Longitude first: that is the axis order of CRS84, which a literal without a reference system has.
    written = f"POINT({point.longitude} {point.latitude})"
    yield GEO.asWKT, Literal(written, datatype=GEO.wktLiteral)
    yield SKOS.note, Literal("A representative point, from one source; it says nothing of borders.", "en")
    yield SKOS.note, Literal("Điểm đại diện, theo một nguồn; không cho biết địa giới.", "vi")
    yield from sources(point.sources)


def _seat(seat: Seat, places: Places, names: Names) -> Pairs:
    yield RDF.type, names.term("Seat")
    yield RDF.type, SCHEMA.Place
    if seat.within:
        former = places.version(seat.within)
        yield from labels(f"Nơi đặt trung tâm: {former.label_vi} cũ", f"Seat in the former {former.label_en}")
        yield names.term("seatIn"), names.thing("area", seat.within)
        yield SKOS.note, Literal("As planned before the merger; no act that fixes it was read.", "en")
        yield SKOS.note, Literal("Theo phương án trước khi sáp nhập; chưa đọc văn bản ấn định.", "vi")
    else:
        yield from labels(seat.name_vi, seat.name_en)
        yield SKOS.note, Literal("The town that one source calls the capital, as of 2023.", "en")
        yield SKOS.note, Literal("Thị xã, thành phố mà một nguồn gọi là tỉnh lỵ, tính đến năm 2023.", "vi")
    if seat.geonames:
        yield RDFS.seeAlso, URIRef(_GEONAMES.format(seat.geonames))
    yield from sources(seat.sources)


def _report(report: ReportedChange, places: Places, names: Names) -> Pairs:
    version = places.version(report.version)
    vietnamese, english = _TYPE_NAMES[report.type]
    yield RDF.type, names.term("ReportedChange")
    yield from labels(
        f"Có nguồn nêu {version.label_vi} trở thành {vietnamese} từ ngày {report.day:%d/%m/%Y}",
        f"{version.label_en} is reported to be {english} since {report.day.isoformat()}",
    )
    yield names.term("reportedDay"), day(report.day)
    yield names.term("reportedType"), names.term(UNIT_TYPES[report.type])
    if report.act:
        yield names.term("reportedAct"), Literal(report.act)
    yield SKOS.note, Literal("Not verified: the sources are data sets, and the act was not read.", "en")
    yield SKOS.note, Literal("Chưa kiểm chứng: nguồn là các bộ dữ liệu, và chưa đọc văn bản.", "vi")
    yield from sources(report.sources)


def _count(count: ProvinceCount, names: Names) -> Pairs:
    yield RDF.type, names.term("ProvinceCount")
    # Not "since": the day is that of a list or an act, and they may have been as many long before.
    yield from labels(
        f"{count.count} tỉnh, thành phố tính tại ngày {count.day:%d/%m/%Y}",
        f"{count.count} provinces and centrally run cities as of {count.day.isoformat()}",
    )
    yield SCHEMA.validFrom, day(count.day)
    yield names.term("unitCount"), Literal(count.count, datatype=XSD.integer)
    yield from sources(count.sources)
