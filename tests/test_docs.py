"""What the documentation names exists: files, dependencies, decisions, commands, terms; and the other way round."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import click
import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from graph.__main__ import main
from graph.authority import Authority
from graph.linking import organisation_quads, reference_quads
from graph.rdf import statement_quads
from graph.source import SourceDocument
from graph.statement import Facts
from graph.validation import load_ontology
from graph.vocabulary import Names, Quad

ROOT = Path(__file__).parents[1]
MADE = {"build", "dist", "release", "node_modules"}
"""Folders that commands write; what lies in them is not ours to check. Nor is what has a hidden folder above it."""


def pages() -> list[Path]:
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*.md"))
    return sorted(path for path in found if not MADE.intersection(path.parts[:2]) and not path.parts[0].startswith("."))


def read(page: Path | str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


_FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")


def prose(text: str) -> str:
    """The text without its code."""
    return _SPAN.sub("", _FENCE.sub("", text))


def code(text: str) -> Iterator[str]:
    """The blocks of code, and the pieces of code in a line."""
    yield from (match[2] for match in _FENCE.finditer(text))
    yield from (match[1] for match in _SPAN.finditer(_FENCE.sub("", text)))


# Links ------------------------------------------------------------------------------------------------


def anchors(text: str) -> set[str]:
    """The names by which the headings of a page can be linked, as GitHub makes them."""
    headings = re.findall(r"^#+ +(.+)$", _FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", pages(), ids=str)
def test_every_relative_link_leads_to_something(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(read(page))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        place = (ROOT / page).parent / path if path else ROOT / page
        assert place.exists(), f"{page} links to {target}"
        if anchor and place.suffix == ".md":
            assert anchor in anchors(read(place)), f"{page} links to {target}"


# Dependencies -----------------------------------------------------------------------------------------


def canonical(requirement: str) -> str:
    """The name in a requirement such as ``Flask>=3.1``."""
    match = re.match(r"[\w.-]+", requirement)
    assert match, requirement
    return re.sub(r"[-_.]+", "-", match[0]).lower()


def declared() -> set[str]:
    project = tomllib.loads(read("pyproject.toml"))
    extras = project["project"].get("optional-dependencies", {}).values()
    needed = chain(project["build-system"]["requires"], project["project"]["dependencies"], *extras)
    return {canonical(each) for each in needed}


def locked(*files: str) -> dict[str, str]:
    rows = (re.findall(r"^([\w.-]+)==([^\s;]+)", read(f"requirements/{file}"), re.MULTILINE) for file in files)
    return {canonical(name): version for name, version in chain(*rows)}


def explained() -> dict[str, list[str]]:
    """The cells of each row of docs/dependencies.md that names a package, after its name."""
    rows = re.findall(r"^\| `([^`]+)` \|(.+)\|$", read("docs/dependencies.md"), re.MULTILINE)
    table = {name: [cell.strip() for cell in cells.split("|")] for name, cells in rows}
    return {name: cells for name, cells in table.items() if len(cells) == 4}


def front_end() -> dict[str, str]:
    """What the scripts of the pages are made of and with, in the versions of its lock; types alone are passed over."""
    packages = json.loads(read("web/package-lock.json"))["packages"]
    named = {**packages[""]["dependencies"], **packages[""]["devDependencies"]}
    return {name: packages[f"node_modules/{name}"]["version"] for name in named if not name.startswith("@types/")}


def test_every_dependency_is_explained_and_nothing_else() -> None:
    peers = locked("benchmark.txt").keys() - locked("dev.txt").keys() | front_end().keys()
    assert declared() | front_end().keys() <= explained().keys()
    assert explained().keys() - declared() <= peers


@pytest.mark.parametrize("name", sorted(explained()))
def test_a_dependency_is_explained_in_full(name: str) -> None:
    version, licence, why, without = explained()[name]
    assert version == {**locked("benchmark.txt", "clients.txt"), **locked("dev.txt"), **front_end()}[name]
    assert licence
    assert why.endswith(".")
    assert without.endswith(".")


# Decisions --------------------------------------------------------------------------------------------


def test_the_decisions_are_listed_in_order_under_their_titles() -> None:
    files = sorted(path for path in (ROOT / "docs/decisions").glob("*.md") if path.name != "README.md")
    titles = [(read(path).split("\n", 1)[0], path.name) for path in files]
    listed = re.findall(r"^(\d+)\. \[(.+)\]\((\S+)\)$", read("docs/decisions/README.md"), re.MULTILINE)
    assert [(f"# {number}. {title}", file) for number, title, file in listed] == titles
    assert [int(file[:4]) for _, file in titles] == list(range(1, len(files) + 1))


# Commands ---------------------------------------------------------------------------------------------

_CALL = re.compile(
    r"(?:^|[$|&;(]) *(?:\.venv/bin/|\$\(BIN\)/)?khen +(?P<command>[^\s`]+)(?P<rest>[^|&;#\n]*)", re.MULTILINE
)
_OPTION = re.compile(r"(?<!\S)--?[a-zA-Z][\w-]*")


def calls() -> Iterator[tuple[Path, str, list[str]]]:
    """Every call of ``khen`` in the code of a page: the page, the command and the options."""
    for page in pages():
        for piece in code(read(page)):
            for match in _CALL.finditer(piece):
                yield page, match["command"], _OPTION.findall(re.sub(r"'[^']*'?|\"[^\"]*\"?", "", match["rest"]))


def test_commands_and_options_exist_and_every_command_is_named() -> None:
    context = click.Context(main)
    commands = {name: main.get_command(context, name) for name in main.list_commands(context)}
    general = {"-h", "--help"}
    found = list(calls())
    for page, name, options in found:
        if name in general | {"--version"}:
            continue
        command = commands.get(name)
        assert command is not None, f"{page} names 'khen {name}'"
        known = general | {option for parameter in command.params for option in parameter.opts}
        assert set(options) <= known, f"{page} gives 'khen {name}' {sorted(set(options) - known)}"
    assert {name for _, name, _ in found} >= commands.keys()


def test_targets_of_make_exist() -> None:
    targets = set(re.findall(r"^([a-z][\w-]*):", read("Makefile"), re.MULTILINE))
    for page in pages():
        for piece in code(read(page)):
            for name in re.findall(r"^(?:\$ )?make +([a-z][\w-]*)", piece, re.MULTILINE):
                assert name in targets, f"{page} names 'make {name}'"


# The model --------------------------------------------------------------------------------------------

MODEL = Path("docs/model.md")


@pytest.fixture(scope="module")
def published(document: SourceDocument, facts: Facts, authority: Authority) -> list[Quad]:
    """What the announcement states, and what the tables hold."""
    names = Names()
    stated = statement_quads([(document, facts)], authority, names)
    return [*stated, *reference_quads(authority.places, names), *organisation_quads(authority, names)]


@pytest.fixture(scope="module")
def named() -> set[str]:
    """The terms that docs/model.md names, with their prefixes."""
    return {f"{prefix}:{local}" for prefix, local in re.findall(r"\b([a-z]+):([A-Za-z][\w-]*)", read(MODEL))}


def curie(term: URIRef) -> str:
    fitting = (f"{prefix}:{term.removeprefix(space)}" for prefix, space in Names().prefixes().items() if space in term)
    return next(fitting, str(term))


def test_every_term_that_the_model_names_is_defined(named: set[str]) -> None:
    ontology = load_ontology(Names())
    defined = {
        curie(term) for term in ontology.subjects(RDFS.isDefinedBy, Names().ontology) if isinstance(term, URIRef)
    }
    assert {term for term in named if term.startswith("khen:")} <= defined


def test_the_model_names_every_class_and_property_of_the_ontology(named: set[str]) -> None:
    ontology = load_ontology(Names())
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, RDFS.Datatype)
    assert {
        curie(term) for kind in kinds for term in ontology.subjects(RDF.type, kind) if isinstance(term, URIRef)
    } <= named


def test_the_model_names_everything_the_data_uses(named: set[str], published: list[Quad]) -> None:
    predicates = {predicate for _, predicate, _, _ in published} - {RDF.type}
    classes = {value for _, predicate, value, _ in published if predicate == RDF.type and isinstance(value, URIRef)}
    assert {curie(term) for term in predicates | classes} <= named


def test_the_examples_of_the_model_are_published(published: list[Quad]) -> None:
    prefixes = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in Names().prefixes().items())
    example = Graph()
    for match in _FENCE.finditer(read(MODEL)):
        if match[1] == "turtle":
            example.parse(data=prefixes + match[2], format="turtle")
    assert len(example) > 0
    assert set(example) <= {quad[:3] for quad in published}


# Citation ---------------------------------------------------------------------------------------------


def test_the_program_is_cited_by_its_version() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    cited = dict(re.findall(r'^([a-z-]+): "?([^"\n]+)"?$', read("CITATION.cff"), re.MULTILINE))
    assert (cited["version"], cited["license"]) == (project["version"], project["license"])
    assert f"## [{cited['version']}] - {cited['date-released']}" in read("CHANGELOG.md")
