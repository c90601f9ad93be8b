"""The questions as RDF: executables of SHACL, with the keywords and comments by which other tools find examples.

https://www.w3.org/TR/shacl-af/#SPARQLExecutable (sections 5.1 and 6.1 of SHACL name the prefixes);
https://github.com/sib-swiss/sparql-examples has the conventions, and the terms for DESCRIBE, which SHACL lacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, RdfFormat, Triple, parse
from rdflib.namespace import DCTERMS, RDFS, SH, SKOS

from graph.store import value_of
from graph.vocabulary import DEFAULT_BASE, SCHEMA, Names
from server.questions.question import TOPICS, Question

FILE: Final = Path(__file__).parent / "questions.ttl"
PATH: Final = "examples"
_SPEX: Final = "https://purl.expasy.org/sparql-examples/ontology#"
_HELD_BY: Final = {
    "SELECT": ("sh:SPARQLSelectExecutable", "sh:select"),
    "CONSTRUCT": ("sh:SPARQLConstructExecutable", "sh:construct"),
    "ASK": ("sh:SPARQLAskExecutable", "sh:ask"),
    "DESCRIBE": ("spex:SPARQLDescribeExecutable", "spex:describe"),
}
_QUERIES: Final = (str(SH.select), str(SH.construct), str(SH.ask), _SPEX + "describe")
_HEAD: Final = f"""\
# Written by scripts/questions from docs/questions; do not edit.
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix spex: <{_SPEX}> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<{DEFAULT_BASE}{PATH}> a schema:Collection ;
    dcterms:title "Example questions"@en, "Câu hỏi mẫu"@vi ;
    schema:about <{DEFAULT_BASE}dataset/announcements> ;
"""


def written(questions: Iterable[Question]) -> str:
    """The questions in Turtle, below the default base."""
    kept = tuple(questions)
    prefixes = {name: iri for each in kept for name, iri in each.prefixes.items()}
    parts = ", ".join(f"<{_iri(each.key)}>" for each in kept)
    declared = ", ".join(f"<{_iri('prefix-' + name)}>" for name in sorted(prefixes))
    head = f"{_HEAD}    schema:hasPart {parts} ;\n    sh:declare {declared} .\n"
    declarations = "".join(
        f"\n<{_iri('prefix-' + name)}> a sh:PrefixDeclaration ;\n"
        f'    sh:prefix "{name}" ;\n    sh:namespace "{iri}"^^xsd:anyURI .\n'
        for name, iri in sorted(prefixes.items())
    )
    return head + declarations + "".join(f"\n{_turtle(each)}" for each in kept)


def _iri(key: str) -> str:
    return f"{DEFAULT_BASE}{PATH}#{key}"


def _turtle(question: Question) -> str:
    kind, held_by = _HELD_BY[question.form]
    titles, notices = _said(question.titles), _said(question.notices)
    keywords = ", ".join(
        f'"{TOPICS[topic][code]}"@{code}' for topic in question.topics for code in sorted(TOPICS[topic])
    )
    return (
        f"<{_iri(question.key)}> a sh:SPARQLExecutable, {kind} ;\n"
        f'    dcterms:identifier "{question.key}" ;\n'
        f"    rdfs:label {titles} ;\n"
        f"    rdfs:comment {titles} ;\n"
        f"    skos:note {notices} ;\n"
        f"    schema:keywords {keywords} ;\n"
        f"    schema:target <{DEFAULT_BASE}sparql> ;\n"
        f"    sh:prefixes <{DEFAULT_BASE}{PATH}> ;\n"
        f'    {held_by} """{_long(question.query)}""" .\n'
    )


def _said(texts: Mapping[str, str]) -> str:
    return ", ".join(f'"{_escaped(text)}"@{code}' for code, text in sorted(texts.items()))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _long(text: str) -> str:
    """What stands between three quotes; a query ends with its line."""
    return text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')


def graph(names: Names) -> tuple[Triple, ...]:
    """The questions as RDF, below the base of a publisher."""
    text = names.rebase(FILE.read_text(encoding="utf-8"))
    return tuple(quad.triple for quad in parse(input=text, format=RdfFormat.TURTLE))


def load(names: Names) -> tuple[Question, ...]:
    """The questions, below the base of a publisher, in the order of their keys."""
    said: dict[str, dict[str, list[Literal]]] = {}
    for triple in graph(names):
        if isinstance(triple.object, Literal):
            said.setdefault(value_of(triple.subject), {}).setdefault(triple.predicate.value, []).append(triple.object)
    found = (_question(facts) for facts in said.values() if not facts.keys().isdisjoint(_QUERIES))
    return tuple(sorted(found, key=lambda each: each.key))


def _question(facts: Mapping[str, list[Literal]]) -> Question:
    (query,) = (value.value for name in _QUERIES for value in facts.get(name, ()))
    topics = {TOPICS[key]["en"]: key for key in TOPICS}
    return Question(
        key=facts[str(DCTERMS.identifier)][0].value,
        titles={each.language or "": each.value for each in facts[str(RDFS.label)]},
        notices={each.language or "": each.value for each in facts[str(SKOS.note)]},
        topics=tuple(topics[each.value] for each in facts[str(SCHEMA.keywords)] if each.language == "en"),
        query=query,
    )
