from __future__ import annotations

import subprocess
import sys
import warnings

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse
from rdflib import Graph
from rdflib.compare import isomorphic

from graph.formats import GRAPH_FORMATS, JSON_LD, N_TRIPLES, RDF_XML, TURTLE, Format
from graph.store import UnrepresentableError, serialize_graph

XSD = "http://www.w3.org/2001/XMLSchema#"
A, P = NamedNode("http://example.org/a"), NamedNode("http://example.org/p")
AWKWARD = [
    Triple(A, P, value)
    for value in (
        Literal("Đắk Lắk", language="vi"),
        Literal('quotes """ and \\ and \n line ends \r\n and \t tabs'),
        Literal("</script><!-- & ]]> \u2028 \u00a0"),
        Literal("007", datatype=NamedNode(XSD + "integer")),
        Literal("3.70", datatype=NamedNode(XSD + "decimal")),
        Literal("1.0E3", datatype=NamedNode(XSD + "double")),
        Literal("1", datatype=NamedNode(XSD + "boolean")),
        Literal("2021", datatype=NamedNode(XSD + "gYear")),
        Literal("2024-03-08T09:00:00+07:00", datatype=NamedNode(XSD + "dateTime")),
        Literal("abc", datatype=NamedNode("http://example.org/type")),
        Literal(""),
        NamedNode("http://example.org/text#char=0,12"),
        NamedNode("http://example.org/đường"),
        BlankNode("b"),
    )
]


def _read(body: bytes, format: Format) -> Graph:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's JSON-LD parser uses a class of its own past
        return Graph().parse(data=body, format=format.rdflib)


@pytest.mark.parametrize("format", GRAPH_FORMATS, ids=lambda each: each.extension)
def test_d06_awkward_values_come_back_as_they_were(format: Format) -> None:
    body = serialize_graph(AWKWARD, format, {"e": "http://example.org/"})
    expected = {(str(t.object), getattr(t.object, "datatype", None)) for t in AWKWARD if t.object != BlankNode("b")}
    found = {
        (str(quad.object), getattr(quad.object, "datatype", None))
        for quad in parse(body, format=getattr(RdfFormat, format.pyoxigraph))
        if not isinstance(quad.object, BlankNode)
    }
    assert found == expected


@pytest.mark.parametrize("format", GRAPH_FORMATS, ids=lambda each: each.extension)
def test_d06_every_format_holds_the_same_graph_for_rdflib(format: Format) -> None:
    plain = [each for each in AWKWARD if XSD not in str(each.object)]
    turtle = _read(serialize_graph(plain, TURTLE, {}), TURTLE)
    assert isomorphic(turtle, _read(serialize_graph(plain, format, {}), format))


def test_turtle_and_json_ld_are_readable() -> None:
    triples = [Triple(A, P, Literal("x")), Triple(A, P, Literal("y"))]
    assert b'e:a e:p "x",' in serialize_graph(triples, TURTLE, {"e": "http://example.org/", "unused": "http://u/"})
    json_ld = serialize_graph(triples, JSON_LD, {"e": "http://example.org/", "unused": "http://u/"})
    assert b'"@id": "e:a"' in json_ld
    assert b"unused" not in json_ld


def test_n_triples_are_sorted_lines() -> None:
    lines = serialize_graph(AWKWARD, N_TRIPLES, {}).split(b"\n")
    assert lines[-1] == b""
    assert lines[:-1] == sorted(lines[:-1])
    assert len(lines) == len(AWKWARD) + 1


@pytest.mark.parametrize("format", [TURTLE, JSON_LD, RDF_XML], ids=lambda each: each.extension)
def test_what_rdflib_cannot_hold_is_said(format: Format) -> None:
    triples = [Triple(A, P, Triple(A, P, A))]
    with pytest.raises(UnrepresentableError, match=r"RDF 1\.2"):
        serialize_graph(triples, format, {})
    assert serialize_graph(triples, N_TRIPLES, {})


@pytest.mark.parametrize("format", GRAPH_FORMATS, ids=lambda each: each.extension)
def test_the_bytes_do_not_depend_on_the_hash_seed(format: Format) -> None:
    code = (
        "import sys; from graph.formats import by_extension; from graph.store import serialize_graph;"
        "from pyoxigraph import *; n = lambda i: NamedNode(f'http://e/{i}x');"
        "t = [Triple(n(i % 7), n(i % 3), o) for i in range(40) for o in (n(i), Literal(str(i), language='vi'))];"
        f"sys.stdout.buffer.write(serialize_graph(t, by_extension('{format.extension}'), {{'e': 'http://e/'}}))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, check=True, capture_output=True, timeout=60
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    assert runs != {b""}
