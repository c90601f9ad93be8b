"""The dumps: equal statements in every format and every parser, and nothing that only some of them read."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import XSD, Dataset, Graph, Literal, URIRef

from graph import index
from graph.formats import JSON_LD, N_QUADS, N_TRIPLES, TURTLE, Format
from graph.release import Contents, PublishedRelease, ReleaseError, publish
from graph.release.dumps import DUMP_FORMATS, read_lines, write_dump
from graph.release.statements import problems, quad_line, term_text, triple_line, union
from graph.vocabulary import Names, Quad

RAPPER = {"nq": "nquads", "trig": "trig", "ttl": "turtle", "nt": "ntriples", "rdf": "rdfxml"}
DATASETS = ("nq", "trig")
QUAD: Quad = (URIRef("https://x.org/s"), URIRef("https://x.org/p"), Literal("o"), URIRef("https://x.org/g"))


def lines_of(file: Path) -> set[str]:
    # Not splitlines(): U+2028 stands in a text of the sample, and it splits there too.
    return {f"{each}\n" for each in file.read_bytes().decode().split("\n")[:-1]}


def union_lines(release: PublishedRelease) -> set[str]:
    return read_lines((release.folder / "khen.nt").read_bytes(), N_TRIPLES)


@pytest.mark.parametrize("form", DUMP_FORMATS, ids=lambda form: form.extension)
class TestParsers:
    def test_pyoxigraph(self, published: PublishedRelease, form: Format) -> None:
        lines = read_lines((published.folder / f"khen.{form.extension}").read_bytes(), form)
        reference = "khen.nq" if form.extension in DATASETS else "khen.nt"
        assert lines == lines_of(published.folder / reference)

    @pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")  # rdflib's own parsers
    def test_rdflib(self, published: PublishedRelease, form: Format) -> None:
        content = (published.folder / f"khen.{form.extension}").read_bytes()
        if form.extension in DATASETS:
            parsed = Dataset()
            parsed.parse(data=content, format=form.rdflib)
            found = {triple_line((s, p, o)) for s, p, o, _ in parsed.quads()}  # type: ignore[arg-type]
        else:
            graph = Graph().parse(data=content, format=form.rdflib)
            found = {triple_line(each) for each in graph}  # type: ignore[arg-type]
        assert found == union_lines(published)

    def test_rapper(self, published: PublishedRelease, form: Format) -> None:
        if shutil.which("rapper") is None:
            pytest.skip("rapper is not installed (Debian: raptor2-utils)")
        if form is JSON_LD:
            pytest.skip("rapper does not read JSON-LD")
        file = published.folder / f"khen.{form.extension}"
        command = ["rapper", "-q", "-i", RAPPER[form.extension], "-o", "ntriples", str(file)]
        done = subprocess.run(command, capture_output=True, check=True, timeout=60)
        assert read_lines(done.stdout, N_TRIPLES) == union_lines(published)

    def test_the_compressed_file_holds_the_same_bytes_and_no_time(
        self, published: PublishedRelease, form: Format
    ) -> None:
        plain = published.folder / f"khen.{form.extension}"
        packed = plain.with_name(plain.name + ".gz").read_bytes()
        assert gzip.decompress(packed) == plain.read_bytes()
        assert packed[3] == 0, "no file name"
        assert packed[4:8] == bytes(4), "no time"


def test_named_graphs_are_kept_in_n_quads_and_trig(published: PublishedRelease, contents: Contents) -> None:
    for name, form in (("khen.nq", N_QUADS), ("khen.trig", DUMP_FORMATS[1])):
        lines = read_lines((published.folder / name).read_bytes(), form)
        assert set(map(quad_line, contents.quads)) <= lines
        assert any("/graph/meta>" in line for line in lines)


def test_the_store_holds_exactly_the_n_quads(published: PublishedRelease) -> None:
    store = pyoxigraph.Store.read_only(str(published.folder / "store"))
    dump = list(pyoxigraph.parse(path=str(published.folder / "khen.nq")))
    held = list(index.named(store))
    assert set(held) == set(dump)
    assert len(held) == len(dump) == published.manifest["counts"]["quads"]


def test_the_default_graph_of_the_store_is_the_union_as_a_set(published: PublishedRelease) -> None:
    store = pyoxigraph.Store.read_only(str(published.folder / "store"))
    merged = list(store.quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph()))
    assert len(merged) == published.manifest["counts"]["triples"]
    assert {quad.triple for quad in merged} == {quad.triple for quad in index.named(store)}


def test_lines_are_sorted_and_each_stands_once(published: PublishedRelease) -> None:
    for name in ("khen.nq", "khen.nt"):
        text = (published.folder / name).read_bytes().decode()
        assert text == "".join(sorted(lines_of(published.folder / name)))


def test_p03_no_blank_nodes_relative_iris_or_places_of_this_machine(published: PublishedRelease) -> None:
    for quad in pyoxigraph.parse(path=str(published.folder / "khen.nq")):
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            assert not isinstance(term, pyoxigraph.BlankNode)
            if isinstance(term, pyoxigraph.NamedNode):
                assert re.match(r"(https?|mailto):[^\s]+$", term.value)
    for file in published.folder.glob("*.*"):
        if file.is_file() and file.suffix != ".gz":
            text = file.read_text(encoding="utf-8")
            assert "localhost" not in text
            assert str(published.folder.parent) not in text
            assert "file:" not in text


def test_only_prefixes_that_are_used_are_declared(published: PublishedRelease) -> None:
    text = (published.folder / "khen.ttl").read_text(encoding="utf-8")
    declared = re.findall(r"^@prefix (\w+):", text, re.MULTILINE)
    assert "khen" in declared
    assert "ns1" not in declared
    for prefix in declared:
        assert re.search(rf"[\s^]{prefix}:\w", text.split("\n\n", 1)[1]), prefix


def test_json_ld_is_compact_and_ordered(published: PublishedRelease, contents: Contents) -> None:
    document = json.loads((published.folder / "khen.jsonld").read_bytes())
    nodes = {each["@id"]: each for each in document["@graph"]}
    assert list(nodes) == sorted(nodes)
    assert document["@context"]["khen"] == str(contents.names.term(""))
    assert nodes[str(contents.names.thing("announcement", "a1"))]["@type"] == "khen:Announcement"


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_graph_of_few_nodes_is_written_like_any_other(number: int) -> None:
    quads = [(URIRef(f"https://x.org/s{each}"), *QUAD[1:]) for each in range(number)]
    for form in DUMP_FORMATS:
        content = write_dump(quads, form, {"x": "https://x.org/"})
        expected = map(quad_line, quads) if form.extension in DATASETS else map(triple_line, union(quads))
        assert read_lines(content, form) == set(expected)


def test_a_namespace_without_prefix_gets_the_same_number_each_time() -> None:
    quads = [(QUAD[0], URIRef(f"https://{letter}.org/p"), *QUAD[2:]) for letter in "badc"]
    turtle = write_dump(quads, TURTLE, {})
    assert b"@prefix ns1: <https://a.org/>" in turtle
    assert turtle == write_dump(reversed(quads), TURTLE, {})


@pytest.mark.parametrize(
    ("value", "culprit"),
    [
        (Literal("10", datatype=XSD.decimal), "khen.trig"),
        (Literal("1.50", datatype=XSD.decimal, normalize=False), "store"),
        (Literal("007", datatype=XSD.integer, normalize=False), "khen.jsonld"),
        (Literal("7", datatype=XSD.nonNegativeInteger), "store"),
    ],
)
def test_a_value_that_a_format_or_the_store_would_rewrite_stops_the_release(
    make: Callable[..., Contents], releases: Path, value: Literal, culprit: str
) -> None:
    names = Names("https://data.example.org/khen/")
    quad = (names.thing("statement", "s1"), names.term("statedValue"), value, names.graph("announcement/a1"))
    with pytest.raises(ReleaseError, match="reads back differently") as caught:
        publish(make(more=(quad,)), releases)
    assert caught.value.subject == culprit
    assert f"lost <{quad[0]}>" in caught.value.reason
    assert [each.name for each in releases.iterdir()] == [".lock"]


@pytest.mark.parametrize(
    ("quad", "reason"),
    [
        ((URIRef("relative"), *QUAD[1:]), "absolute IRI"),
        ((URIRef("https://x.org/a b"), *QUAD[1:]), "absolute IRI"),
        ((URIRef("file:///somewhere"), *QUAD[1:]), "absolute IRI"),
        ((URIRef("https://x.org/e\u0301"), *QUAD[1:]), "composed"),
        ((QUAD[0], URIRef("https://x.org/1"), *QUAD[2:]), "does not end in a name"),
        ((*QUAD[:2], Literal("e\u0301"), QUAD[3]), "composed"),
        ((*QUAD[:2], Literal("bell\x07"), QUAD[3]), "U\\+0007"),
        ((*QUAD[:2], Literal("x", lang="zh-Hant"), QUAD[3]), "lower case"),
    ],
)
def test_statements_that_cannot_be_published_are_refused(
    make: Callable[..., Contents], releases: Path, quad: Quad, reason: str
) -> None:
    with pytest.raises(ReleaseError, match=reason):
        publish(make(more=(quad,)), releases)
    assert not releases.exists()


def test_a_blank_node_is_refused() -> None:
    from rdflib import BNode

    quad = (BNode(), *QUAD[1:])
    assert [reason for _, reason in problems([quad])] == [f"{quad[0]!r} is neither an IRI nor a literal"]  # type: ignore[list-item]


def test_every_control_character_is_written_so_that_it_reads_back() -> None:
    text = "".join(map(chr, range(1, 0x20))) + '"\\\x7f\x85'
    line = f"<x:s> <x:p> {term_text(Literal(text))} .\n"
    assert line.count("\n") == 1
    (quad,) = pyoxigraph.parse(input=line, format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, pyoxigraph.Literal)
    assert quad.object.value == text
