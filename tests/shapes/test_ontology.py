"""The ontology: every term documented in both languages, and nothing used that does not exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, VANN, Graph, Literal, URIRef

from graph.validation import load_ontology, load_shapes
from graph.vocabulary import Names
from tests.vocabularies import exists

NAMES = Names()
ONTOLOGY = load_ontology(NAMES)
SHAPES = load_shapes(NAMES)
TERMS = sorted(URIRef(str(each)) for each in ONTOLOGY.subjects(unique=True) if str(each).startswith(NAMES.term("")))
OWN_TERMS_IN_SHAPES = sorted(
    {each for triple in SHAPES for each in triple if isinstance(each, URIRef) and each.startswith(NAMES.term(""))}
)


def languages(subject: object, predicate: URIRef) -> list[str]:
    found = ONTOLOGY.objects(URIRef(str(subject)), predicate)
    return sorted(str(each.language) for each in found if isinstance(each, Literal))


@pytest.mark.parametrize("term", TERMS, ids=lambda each: str(each).rsplit("#", 1)[1])
def test_v02_a_term_is_documented(term: URIRef) -> None:
    assert languages(term, RDFS.label) == ["en", "vi"]
    assert languages(term, SKOS.definition) == ["en", "vi"]
    assert ONTOLOGY.value(term, RDFS.isDefinedBy) == NAMES.ontology
    for predicate in (RDFS.domain, RDFS.range, SKOS.inScheme):
        assert len(list(ONTOLOGY.objects(term, predicate))) <= 1
    if (term, RDF.type, SKOS.Concept) in ONTOLOGY:
        assert languages(term, SKOS.prefLabel) == ["en", "vi"]
        assert (ONTOLOGY.value(term, SKOS.inScheme), RDF.type, SKOS.ConceptScheme) in ONTOLOGY


def test_v02_the_header_has_what_a_catalogue_of_vocabularies_asks_for() -> None:
    for predicate in (DCTERMS.title, DCTERMS.description):
        assert languages(NAMES.ontology, predicate) == ["en", "vi"]
    for predicate in (
        DCTERMS.creator, DCTERMS.issued, DCTERMS.modified, DCTERMS.license, OWL.versionInfo, OWL.versionIRI,
        VANN.preferredNamespacePrefix, VANN.preferredNamespaceUri,
    ):  # fmt: skip
        assert ONTOLOGY.value(NAMES.ontology, predicate) is not None, predicate


def test_labels_are_not_shared_between_terms_of_one_kind() -> None:
    seen: dict[tuple[object, ...], object] = {}
    for term in TERMS:
        kind = frozenset(ONTOLOGY.objects(term, RDF.type)), ONTOLOGY.value(term, SKOS.inScheme)
        for label in ONTOLOGY.objects(term, RDFS.label):
            assert seen.setdefault((label, *kind), term) == term


def test_bang_khen_and_giay_khen_are_two_kinds() -> None:
    scheme = NAMES.term("AwardKindScheme")
    kinds = {str(each).rsplit("#", 1)[1] for each in ONTOLOGY.subjects(SKOS.inScheme, scheme)}
    assert {"BangKhen", "GiayKhen", "HuanChuong", "KyNiemChuong", "CoThiDua", "DanhHieu"} <= kinds
    for predicate in (SKOS.broader, SKOS.exactMatch, OWL.sameAs):
        assert (NAMES.term("GiayKhen"), predicate, NAMES.term("BangKhen")) not in ONTOLOGY


def test_no_blank_nodes() -> None:
    assert all(isinstance(each, URIRef | Literal) for triple in ONTOLOGY for each in triple)


def test_only_own_terms_are_described() -> None:
    assert all(str(each).startswith(NAMES.base) for each in ONTOLOGY.subjects(unique=True))


@pytest.mark.parametrize("graph", [ONTOLOGY, SHAPES], ids=["ontology", "shapes"])
def test_v03_every_external_term_exists(graph: Graph) -> None:
    others = {str(each) for triple in graph for each in triple if isinstance(each, URIRef)}
    ours = (NAMES.base, "https://creativecommons.org/licenses/")
    assert {each for each in others if not each.startswith(ours) and not exists(each)} == set()


@pytest.mark.parametrize("term", OWN_TERMS_IN_SHAPES)
def test_every_own_term_in_a_shape_is_defined(term: URIRef) -> None:
    assert (term, RDF.type, None) in ONTOLOGY


def test_every_own_term_in_a_query_is_defined() -> None:
    for query in SHAPES.objects(None, SH.select):
        for word in str(query).replace("(", " ").replace("|", " ").replace("/", " ").replace("^", " ").split():
            if word.startswith("khen:"):
                assert (NAMES.term(word[5:].rstrip(",;)+")), RDF.type, None) in ONTOLOGY, word


def test_every_term_of_the_model_is_defined() -> None:
    model = (Path(__file__).parents[2] / "docs/model.md").read_text(encoding="utf-8")
    for word in re.findall(r"khen:([A-Za-z][\w-]*)", model):
        assert (NAMES.term(word), RDF.type, None) in ONTOLOGY, word
