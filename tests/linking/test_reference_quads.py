from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS, XSD

from graph.authority.places import Places, read_places
from graph.linking import area_quads, reference_quads
from graph.vocabulary import GEO, SCHEMA, VL, Names, Quad

ROOT = Path(__file__).parents[2]
NAMES = Names()


@pytest.fixture(scope="module")
def places() -> Places:
    return read_places(ROOT / "data" / "authority")


@pytest.fixture(scope="module")
def quads(places: Places) -> list[Quad]:
    return list(reference_quads(places, NAMES))


@pytest.fixture(scope="module")
def areas(places: Places) -> Graph:
    graph = Graph()
    for subject, predicate, value, _ in area_quads(places, NAMES):
        graph.add((subject, predicate, value))
    return graph


def area(key: str) -> URIRef:
    return NAMES.thing("area", key)


def test_each_quad_once_and_without_blank_nodes(quads: list[Quad]) -> None:
    assert len(quads) == len(set(quads))
    for subject, predicate, value, graph in quads:
        assert all(type(term) is URIRef for term in (subject, predicate, graph))
        assert type(value) in (URIRef, Literal)


def test_graphs(quads: list[Quad]) -> None:
    targets = ("wikidata", "geonames", "whosonfirst", "openstreetmap", "dbpedia")
    expected = {NAMES.graph(name) for name in ("ref/areas", "mappings", *(f"links/{each}" for each in targets))}
    assert {graph for *_, graph in quads} == expected


def test_everything_pointed_at_below_id_is_described_in_the_graph_of_areas(quads: list[Quad]) -> None:
    described = {subject for subject, predicate, _, graph in quads if predicate == RDF.type}
    pointed_at = {value for _, _, value, _ in quads if value.startswith(NAMES.at("id/")) and type(value) is URIRef}
    assert pointed_at
    assert pointed_at <= described
    assert {subject for subject, *_ in quads} == described


def test_terms_of_our_own_are_in_the_ontology(quads: list[Quad]) -> None:
    ontology = Graph().parse(ROOT / "shapes" / "ontology.ttl")
    used = {
        str(term)
        for quad in quads
        for term in (*quad[:3], getattr(quad[2], "datatype", None))
        if term is not None and str(term).startswith(f"{NAMES.ontology}#")
    }
    assert {str(NAMES.term(name)) for name in ("AdministrativeUnit", "level", "statisticalCode", "iso3166-2")} <= used
    assert used <= {str(subject) for subject in ontology.subjects(RDF.type)}


def test_numbers_of_things(areas: Graph) -> None:
    kinds = Counter(areas.objects(None, RDF.type))
    assert kinds[VL.Identity] == 64
    assert kinds[VL.Version] == 63 + 23 + 1 + 1
    assert (kinds[VL.Combination], kinds[VL.ChangeOfName], kinds[VL.ChangeEvent]) == (23, 1, 24)
    assert (kinds[SCHEMA.Legislation], kinds[SCHEMA.Country]) == (2, 1)
    assert (kinds[GEO.Geometry], kinds[NAMES.term("Seat")]) == (63 + 23 + 1, 63 + 9)
    assert (kinds[NAMES.term("ReportedChange")], kinds[NAMES.term("ChangeOfType")]) == (3, 1)
    assert kinds[NAMES.term("ProvinceCount")] == 2


def test_one_label_per_language_the_same_in_both_properties(areas: Graph) -> None:
    for subject in set(areas.subjects()):
        labels = set(areas.objects(subject, RDFS.label))
        assert sorted(str(getattr(label, "language", None)) for label in labels) == ["en", "vi"]
        assert labels == set(areas.objects(subject, SKOS.prefLabel))
        assert labels.isdisjoint(areas.objects(subject, SKOS.altLabel))


def test_everything_from_a_table_says_where_it_is_from(areas: Graph) -> None:
    without = {subject for subject in areas.subjects() if not areas.value(subject, DCTERMS.source, any=True)}
    assert without == {area("viet-nam")}


def test_a_province_that_was_merged(areas: Graph) -> None:
    identity, old, new = area("ben-tre"), area("ben-tre/v/1"), area("vinh-long/v/2")
    event = NAMES.thing("area-change", "2025-07-01-vinh-long")
    assert (identity, RDF.type, VL.Deprecated) in areas
    assert (identity, VL.version, old) in areas
    assert areas.value(identity, SKOS.notation) == Literal("VN-50", datatype=NAMES.term("iso3166-2"))
    assert areas.value(old, NAMES.term("statisticalCode")) == Literal("83")
    assert areas.value(old, SCHEMA.validThrough) == Literal("2025-06-30", datatype=XSD.date)
    assert areas.value(old, SCHEMA.validFrom) is None
    assert (old, RDF.type, VL.Deprecated) not in areas
    for triple in (
        (old, VL.successor, new),
        (old, DCTERMS.isReplacedBy, new),
        (old, VL.endEvent, event),
        (new, VL.predecessor, old),
        (new, DCTERMS.replaces, old),
        (new, VL.startEvent, event),
        (event, PROV.used, NAMES.thing("legislation", "202-2025-QH15")),
        (
            event,
            RDFS.label,
            Literal("Combination of Ben Tre, Tra Vinh and Vinh Long into Vinh Long on 2025-07-01", "en"),
        ),
    ):
        assert triple in areas
    assert areas.value(event, SCHEMA.validFrom) == areas.value(new, SCHEMA.validFrom)


def test_a_district_that_ended(areas: Graph) -> None:
    identity, version = area("district-836-ba-tri"), area("district-836-ba-tri/v/1")
    assert (identity, RDF.type, VL.Deprecated) in areas
    assert (version, RDF.type, VL.Deprecated) in areas
    assert areas.value(version, SCHEMA.containedInPlace) == area("ben-tre/v/1")
    assert areas.value(identity, NAMES.term("level")) == NAMES.term("District")


def test_a_renamed_province_is_one_identity(areas: Graph) -> None:
    identity = area("thua-thien-hue")
    assert set(areas.subjects(VL.identity, identity)) == {
        area("thua-thien-hue/v/1"),
        area("thua-thien-hue/v/2"),
    }
    assert areas.value(identity, VL.version) == area("thua-thien-hue/v/2")
    assert (identity, RDF.type, VL.Deprecated) not in areas
    assert Literal("Thừa Thiên Huế", "vi") in set(areas.objects(identity, SKOS.altLabel))
    event = areas.value(area("thua-thien-hue/v/2"), VL.startEvent)
    assert (event, RDF.type, VL.ChangeOfName) in areas
    assert (event, PROV.used, NAMES.thing("legislation", "175-2024-QH15")) in areas


def test_province_valid_on_a_day_can_be_asked_for(areas: Graph) -> None:
    rows = areas.query(
        """SELECT ?code WHERE { ?version vl:identity/khen:level khen:Province ; khen:statisticalCode ?code .
           OPTIONAL { ?version schema:validFrom ?from } OPTIONAL { ?version schema:validThrough ?through }
           FILTER (COALESCE(?from <= ?day, true) && COALESCE(?day <= ?through, true)) }""",
        initNs=NAMES.prefixes(),
        initBindings={"day": Literal(date(2023, 9, 22))},
    )
    assert len(rows) == 63


def test_only_the_base_differs_between_two_publishers(places: Places, quads: list[Quad]) -> None:
    other = Names("http://localhost:9/data/")
    moved = [
        tuple(term.n3().replace(other.base, NAMES.base) for term in quad) for quad in reference_quads(places, other)
    ]
    assert moved == [tuple(term.n3() for term in quad) for quad in quads]


@pytest.mark.parametrize("seed", ["1", "2"])
def test_order_does_not_depend_on_the_hash_seed(quads: list[Quad], seed: str) -> None:
    program = (
        "import sys; from pathlib import Path; from graph.authority.places import read_places; "
        "from graph.linking import reference_quads; from graph.vocabulary import Names; "
        "quads = reference_quads(read_places(Path(sys.argv[1])), Names()); "
        "[print(*(term.n3() for term in quad)) for quad in quads]"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(ROOT / "data" / "authority")],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        cwd=ROOT,
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert run.stdout.decode().splitlines() == [" ".join(term.n3() for term in quad) for quad in quads]
