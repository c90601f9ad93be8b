"""The one way data flows, and the only module that calls stages.

source text -> statements with evidence -> RDF -> without the withdrawn -> links -> SHACL -> release
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax import SAXParseException

from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.exceptions import ParserError
from rdflib.namespace import RDF, SH

from graph.authority import Authority, read_authority
from graph.authority.abbreviations import read_abbreviations
from graph.authority.retired import read_retired, withdrawn_people
from graph.errors import KhenError, UsageError
from graph.extraction import extract
from graph.formats import by_extension
from graph.linking import organisation_quads, reference_quads
from graph.rdf import statement_quads
from graph.redaction import Leaving, redact
from graph.release import Contents, PublishedRelease, last_inputs, publish, read_dataset, tidy
from graph.source import SourceDocument, read_corpus, read_source
from graph.statement import Facts
from graph.validation import Report, load_ontology, load_shapes, validate
from graph.vocabulary import Names, Quad
from graph.withheld import sealed
from shapes import ONTOLOGY, turtle_files

Say = Callable[[str], None]


class NotReadable(KhenError):
    """Several announcements of a corpus cannot be read; each is named with its reason."""


def _silent(_: str) -> None:
    pass


@dataclass(frozen=True)
class Corpus:
    """What a folder of data holds: the announcements and the reviewed tables."""

    folder: Path
    documents: tuple[SourceDocument, ...]
    authority: Authority
    retired: dict[str, dict[str, str]]
    abbreviations: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Built:
    """The graph of a corpus, what was said of it, and what left it with the people who are withdrawn."""

    corpus: Corpus
    facts: tuple[Facts, ...]
    quads: tuple[Quad, ...]
    report: Report
    leaving: Leaving

    @property
    def unnamed(self) -> tuple[str, ...]:
        """Keys of people who are withdrawn and whom nothing names: one may be misspelt."""
        people = withdrawn_people(self.corpus.retired)
        own = (key for key in people if self.corpus.retired[key]["status"] == "withdrawn")
        return tuple(sorted(set(own) - set(self.leaving.keys)))


def read_data(folder: Path) -> Corpus:
    """The corpus in ``folder``: ``announcements/<id>/`` and ``authority/``.

    Raises:
        KhenError: a source or a table cannot be read.
    """
    tables = folder / "authority"
    return Corpus(
        folder,
        read_corpus(folder / "announcements"),
        read_authority(tables),
        read_retired(tables / "retired.csv"),
        read_abbreviations(tables / "abbreviations.csv"),
    )


def extract_facts(source: Path, data: Path) -> Facts:
    """The facts of one source, read with the tables of a corpus.

    Raises:
        KhenError: the source or a table cannot be read, or the source contradicts itself in its counts.
    """
    return extract(read_source(source), read_authority(data / "authority"))


def build_graph(corpus: Corpus, names: Names, say: Say = _silent) -> tuple[tuple[Facts, ...], tuple[Quad, ...]]:
    """Statements, reference data and vocabulary as quads; nothing is validated yet.

    Raises:
        KhenError: one announcement cannot be read.
        NotReadable: several cannot; none is left out in silence.
    """
    facts, quads, _ = _without_withdrawn(corpus, names, say)
    return facts, quads


def _without_withdrawn(corpus: Corpus, names: Names, say: Say) -> tuple[tuple[Facts, ...], tuple[Quad, ...], Leaving]:
    """The facts, the quads without the people who are withdrawn, and what left with these."""
    facts = _facts(corpus, say)
    say("writing RDF")
    pieces = list(zip(corpus.documents, facts, strict=True))
    stated = _merged(statement_quads(pieces, corpus.authority, names), corpus.retired, names)
    people = withdrawn_people(corpus.retired)
    public, leaving = redact(stated, corpus.documents, people, names)
    quads: dict[Quad, None] = dict.fromkeys(public)
    quads |= dict.fromkeys(reference_quads(corpus.authority.places, names))
    quads |= dict.fromkeys(organisation_quads(corpus.authority, names))
    quads |= dict.fromkeys(_in_graph(load_ontology(names), names.graph("vocab")))
    return facts, tuple(quads), leaving


def _facts(corpus: Corpus, say: Say) -> tuple[Facts, ...]:
    say(f"reading {len(corpus.documents)} announcement(s)")
    facts, failures = [], []
    for document in corpus.documents:
        try:
            facts.append(extract(document, corpus.authority))
        except KhenError as error:
            failures.append(error)
    if len(failures) == 1:
        raise failures[0]
    if failures:
        details = "\n".join(f"- {error}" for error in failures)
        raise NotReadable(corpus.folder, f"{len(failures)} announcements cannot be read\n{details}")
    return tuple(facts)


def build(folder: Path, names: Names, say: Say = _silent) -> Built:
    """The graph of a corpus, validated.

    Raises:
        KhenError: the corpus cannot be read.
    """
    corpus = read_data(folder)
    facts, quads, leaving = _without_withdrawn(corpus, names, say)
    say("validating against the shapes")
    report = validate(quads, corpus.documents, names, load_shapes(names))
    return Built(corpus, facts, quads, report, leaving)


def release(folder: Path, releases: Path, names: Names, say: Say = _silent) -> tuple[Built, PublishedRelease]:
    """Builds the corpus and publishes it, whole and conforming, or not at all.

    Raises:
        KhenError: the corpus cannot be read, does not conform, or cannot be written.
    """
    tidy(releases)
    inputs = fingerprint(folder, names)
    built = build(folder, names, say)
    people = withdrawn_people(built.corpus.retired)
    contents = Contents(
        names=names,
        quads=built.quads,
        ontology=_written(names, vocabulary=True),
        shapes=_written(names, vocabulary=False),
        report_turtle=built.report.graph.serialize(format="turtle"),
        report_text=built.report.text,
        conforms=built.report.conforms,
        documents=built.corpus.documents,
        dataset=read_dataset(folder / "dataset.toml"),
        retired=_retired(built.corpus.retired, built.leaving, built.quads, names),
        forgotten=(*built.leaving.names, *(key.partition("/")[2] for key in people)),
        abbreviations=built.corpus.abbreviations,
    )
    return built, publish(contents, releases, inputs=inputs, say=say)


def validate_file(file: Path, data: Path, names: Names) -> Report:
    """What the shapes say of the RDF in a file, with the vocabulary, and the texts of the corpus it cites.

    Raises:
        KhenError: the file is not RDF in a format that its extension names, or holds nothing to check.
    """
    quads = dict.fromkeys(_read_rdf(file, names))
    shapes = load_shapes(names)
    shaped = set(shapes.objects(None, SH.targetClass))
    if not any(quad[1] == RDF.type and quad[2] in shaped for quad in quads):
        raise KhenError(file, "it holds nothing that the shapes describe", "Is it data of Khen, below the same base?")
    quads |= dict.fromkeys(_in_graph(load_ontology(names), names.graph("vocab")))
    cited = {str(quad[0]) for quad in quads}
    folder = data / "announcements"
    documents = read_corpus(folder) if folder.is_dir() else ()
    texts = [each for each in documents if str(names.thing("announcement", f"{each.id}/text")) in cited]
    return validate(tuple(quads), texts, names, shapes)


def _read_rdf(file: Path, names: Names) -> Iterator[Quad]:
    """The quads of a file; triples that stand in no graph are put into one."""
    known = by_extension(file.suffix.lstrip("."))
    if known is None or not known.rdflib:
        raise UsageError(file, "its extension names no RDF format", "Known: .ttl .nt .nq .trig .rdf .jsonld")
    dataset = Dataset(default_union=True)
    try:
        dataset.parse(file, format=known.rdflib)
    except OSError as error:
        raise UsageError(file, f"cannot be read: {error.strerror}") from error
    except (ParserError, SyntaxError, ValueError, SAXParseException) as error:
        raise KhenError(file, f"not {known.label}: {error}", "Correct the place named.") from error
    for subject, predicate, value, graph in dataset.quads():
        if isinstance(subject, BNode) or isinstance(value, BNode):
            raise KhenError(file, f"blank node at {predicate}", "Published data has none: give the thing an IRI.")
        yield subject, predicate, value, graph or names.graph("file")  # type: ignore[misc]


def as_json(value: object) -> Any:
    """Facts as JSON values; numbers are kept exact, as text where they are no whole numbers."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: as_json(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [as_json(each) for each in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return value


def is_current(folder: Path, releases: Path, names: Names) -> bool:
    """Whether the release that is served was built from exactly these files by exactly this code."""
    return last_inputs(releases) == fingerprint(folder, names)


def fingerprint(folder: Path, names: Names) -> str:
    """A digest of everything that a build reads: the corpus, the shapes, this package, and the base IRI."""
    digest = hashlib.sha256(names.base.encode())
    package = Path(__file__).parent
    for root in (folder, package.parent / "shapes", package):
        for file in sorted(root.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"\0{file.relative_to(root).as_posix()}\0".encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _in_graph(graph: Graph, name: URIRef) -> list[Quad]:
    """The triples of a vocabulary in a named graph, sorted; it has no blank nodes."""
    found: list[Quad] = []
    for subject, predicate, value in graph:
        assert isinstance(subject, URIRef)
        assert isinstance(predicate, URIRef)
        assert isinstance(value, URIRef | Literal)
        found.append((subject, predicate, value, name))
    return sorted(found, key=lambda quad: tuple(term.n3() for term in quad))


def _written(names: Names, vocabulary: bool) -> str:
    """The ontology, or all shapes, as they are written: a serialiser would lose comments and order."""
    files = [file for file in turtle_files() if (file.name == ONTOLOGY) is vocabulary]
    return "\n".join(names.rebase(file.read_text(encoding="utf-8")) for file in files)


def _retired(
    retired: dict[str, dict[str, str]], leaving: Leaving, quads: Iterable[Quad], names: Names
) -> dict[str, dict[str, str]]:
    """The retired keys as they are published: those of people sealed, with those of what left with them."""
    people = withdrawn_people(retired)
    known = {quad[0] for quad in quads}
    gone = people | {key: people[person] for key, person in leaving.keys.items()}
    public = {key: row for key, row in retired.items() if key not in people}
    return public | {sealed(key): row for key, row in sorted(gone.items()) if names.at(f"id/{key}") not in known}


def _merged(quads: Iterable[Quad], retired: dict[str, dict[str, str]], names: Names) -> Iterator[Quad]:
    """The quads with every merged key replaced by the one that it became."""
    merged = {
        URIRef(f"{names.base}id/{key}"): URIRef(f"{names.base}id/{what['to']}")
        for key, what in retired.items()
        if "to" in what
    }
    for subject, predicate, value, graph in quads:
        current = merged.get(value, value) if isinstance(value, URIRef) else value
        yield merged.get(subject, subject), predicate, current, graph
