"""What is said of a query that is not SPARQL. ``¦`` marks the place to be named, and is no part of the query."""

from __future__ import annotations

import time

import pytest

from graph.formats import RESULTS_JSON, TURTLE
from graph.store import Form, QueryRefusedError, QuerySyntaxError, Release, UpdateRefusedError, evaluate
from graph.store.explaining import explained
from graph.store.explaining.tokens import tokens
from graph.vocabulary import EXTERNAL_PREFIXES

MISTAKES = [
    # Prefixes and IRIs
    ("SELECT * { ?s ¦nope:a ?o }", "prefix `nope:` of `nope:a` is not declared", "PREFIX nope: <...>"),
    ("SELECT * { ?s ¦:a ?o }", "prefix `:` of `:a` is not declared", "PREFIX : <...>"),
    ("ASK { ?s ¦RDF:type ?o }", "prefix `RDF:`", "rdf: (<http://www.w3.org/1999/02/22-rdf-syntax-ns#>)"),
    ("ASK { ?s ¦dct:title ?o }", "prefix `dct:`", "dcterms: (<http://purl.org/dc/terms/>)"),
    ("PREFIX local: <http://e/> ASK { ?s ¦locla:a ?o }", "prefix `locla:`", "local: (<http://e/>)"),
    ("ASK { GRAPH ¦g:a { ?s ?p 'g:b' } }", "prefix `g:` of `g:a`", "PREFIX g: <...>"),
    ("PREFIX ¦ex <http://e/> ASK {}", "`ex` stands after PREFIX", "PREFIX ex: <"),
    ("PREFIX ex: ¦http://e/ ASK {}", "`http:` stands without `<` and `>`", "<...>"),
    ("ASK { ?s ¦http://e/a ?o }", "`http:` stands without `<` and `>`", "<...>"),
    ("PREFIX ex: <http://e/> ¦. ASK {}", "no `.` ends a declaration", "Remove"),
    ("¦@prefix ex: <http://e/> . ASK {}", "`@prefix` is of Turtle", "PREFIX without `@`"),
    ("ASK { ?s ¦<http://e/a b> ?o }", "`<http://e/a b>` holds a space", "%20"),
    ("ASK { ?s ¦<http://e/a|b> ?o }", "holds `|`", "percent-encoded"),
    ("ASK { ?s ¦<http://e/a ?o }", "the IRI that begins here, `<http://e/a`, is not closed", "`>`"),
    ("ASK { ?s ?p ¦<http://[e/> }", "is no valid IRI", "host"),
    # Strings, numbers and characters
    ("ASK { ?s ?p ¦'abc }", "the string that begins here, `'abc }`, is not closed", "Close it with '"),
    ('ASK { ?s ?p ¦"abc\n} # "', 'the string that begins here, `"abc`, is not closed on its line', 'Close it with "'),
    ("ASK { ?s ?p ¦'''abc\n}", "is not closed", "Close it with '''."),
    ("ASK { ?s ?p 'it'¦s' }", "the string `'it'` ends before `s`", "\\'"),
    ("ASK { ?s ?p 'a¦\\q' }", "`\\q` is no escape", "`\\\\`"),
    ("ASK { ?s ?p 'a'¦@ }", "`@` has no language", "@vi"),
    ("ASK { ?s ?p ¦“abc” }", "`“` (U+201C left double quotation mark) is no quotation mark", "straight"),
    ("ASK { ?s ?p ¦‘abc’ }", "`‘` (U+2018", "straight"),
    ("ASK { ?s ?p ¦«abc» }", "`«` (U+00AB", "straight"),
    ("ASK { ?s ?p¦\u00a0?o }", "cannot be seen (U+00A0 no-break space)", "Replace it by a space"),
    ("¦\ufeffSELECT * { ?s ?p ?o }", "a byte order mark (U+FEFF", "without BOM"),
    ("ASK { ?s ?p ¦1.2.3 }", "`1.2.3` is no number", "1.5"),
    ("ASK { ?s ?p ?o FILTER(?o > ¦1,5) }", "`1,5` is no number", "with a point"),
    ("ASK { ?s ?p ¦12abc }", "`12abc` is no number", "quotes"),
    ("ASK { ?s ?p ¦2023-09-22 }", "`2023-09-22` is a date without", '"2023-09-22"^^xsd:date'),
    ("ASK { ?s ?p ¦2023-09-22T08:00:00Z }", "is a date without", '"2023-09-22T08:00:00Z"^^xsd:dateTime'),
    ("ASK { ?s ?p ¦22/09/2023 }", "is a date without", "year-month-day"),
    ("ASK { ?s ?p ¦? }", "`?` has no name", "?name"),
    # Words
    ("¦SELCT * { ?s ?p ?o }", "`SELCT` is no keyword", "SELECT"),
    ("SELECT ?s ¦WEHRE { ?s ?p ?o }", "`WEHRE` is no keyword", "WHERE"),
    ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o } ¦GRUOP BY ?s", "`GRUOP` is no keyword", "GROUP"),
    ("SELECT ¦DISTICT ?s { ?s ?p ?o }", "`DISTICT` is no keyword", "DISTINCT"),
    ("ASK { ?s ?p ?o ¦FITLER(?o > 1) }", "`FITLER` is no keyword", "FILTER"),
    ("ASK { ?s ?p ?o . ¦foo }", "`foo` is no keyword", "ex:name"),
    ("¦define x SELECT * {}", "`define` is no keyword", "begins with PREFIX"),
    ("¦{ ?s ?p ?o }", "cannot begin with `{`", "SELECT"),
    ("ASK { ?s ?p ?o FILTER(¦FOO(?o)) }", "`FOO` is no function", "17.4"),
    ("ASK { ?s ?p ?o FILTER(¦STRLENGTH(?o) > 1) }", "`STRLENGTH` is no function", "STRLEN"),
    ("ASK { ?s ?p ?o FILTER(REGEX(?o¦)) }", "REGEX has too few arguments", "17.4"),
    ("ASK { ?s ?p ?o FILTER(STRLEN(?o¦, 1)) }", "STRLEN has too many arguments", "17.4"),
    ("ASK { ?s ?p ?o FILTER(?o ¦== 1) }", "`==` is no operator", "`=`"),
    ("ASK { ?s ?p ?o FILTER(?o ¦<> 1) }", "`<>` is no operator", "`!=`"),
    ("ASK { ?s ?p ?o FILTER(?o > 1 ¦AND ?o < 4) }", "`AND`", "`&&`"),
    ("ASK { ?s ?p ?o FILTER ¦?o > 1 }", "`?o` stands after FILTER, where there must be a condition", "FILTER(?x > 1)"),
    ("ASK { ?s ?p ?o OPTIONAL ¦?s ?q ?r }", "`?s` stands after OPTIONAL", "OPTIONAL { ?s ?p ?o }"),
    ("ASK { GRAPH ¦{ ?s ?p ?o } }", "`{` stands after GRAPH", "GRAPH ?g"),
    ("CONSTRUCT { ?s ?p ?o ¦FILTER(?o) } {}", "FILTER cannot stand here", "WHERE"),
    ("ASK { ?s ?p ?o FILTER(?o ¦=> 1) }", "`=>` is no operator", "`>=`"),
    ("ASK { ?s ?p ?o FILTER(?o IN ¦1, 2) }", "`1` stands after IN", "IN (1, 2)"),
    ("ASK { ?s ?p ?o FILTER LANG(?o) ¦= 'vi' }", "`=` stands outside of the brackets of a condition", "FILTER( ... )"),
    ("ASK {\n ¦// why\n}", "`//` begins no comment", "`#`"),
    ("ASK {\n ¦-- why\n}", "`--` begins no comment", "`#`"),
    # Clauses
    (
        "SELECT * { ?s ?p ?o ¦LIMIT 10 }",
        "LIMIT stands within the braces that open at line 1, column 10",
        "behind the `}`",
    ),
    ("SELECT DISTINCT (?s¦) { ?s ?p ?o }", "AS and a name are missing", "Write ?s without brackets"),
    ("ASK { BIND(?s ¦?x) }", "AS is missing before `?x`", "AS ?x"),
    ("PREFIX ex: <http://e/>¦; ASK {}", "no `;` ends a declaration", "Remove"),
    ("SELECT * { ?s ?p ?o } LIMIT ¦x", "`x` stands after LIMIT, where there must be a whole number", "LIMIT 10"),
    ("SELECT * { ?s ?p ?o } LIMIT ¦-1", "`-` stands after LIMIT", "LIMIT 10"),
    ("SELECT * { ?s ?p ?o } LIMIT ¦99999999999999999999", "too large", "Leave"),
    ("SELECT * { ?s ?p ?o } ORDER ¦?s", "`?s` stands after ORDER, where there must be BY", "ORDER BY ?x"),
    ("SELECT * { ?s ?p ?o } LIMIT 5 ¦ORDER BY ?s", "ORDER stands after LIMIT", "The order is"),
    ("SELECT * WHERE { ?s ?p ?o } ¦WHERE { ?a ?b ?c }", "a second WHERE", "braces of the first"),
    ("SELECT * { ?s ?p ?o } ¦{ ?a ?b ?c }", "`{` stands behind the last brace", "one pair of braces"),
    ("SELECT ?x ¦?x { ?x ?p ?o }", "`?x` is selected a second time", "once"),
    ("SELECT * { { SELECT ?x ¦?x { ?x ?p ?o } } ?a ?b ?c }", "`?x` is selected a second time", "once"),
    ("SELECT ?s¦, ?o { ?s ?p ?o }", "a comma", "SELECT ?x ?y"),
    ("SELECT * ¦?s { ?s ?p ?o }", "`*` and `?s` cannot be selected together", "`*`"),
    ("SELECT ¦COUNT(?s) { ?s ?p ?o }", "`COUNT` is selected without brackets", "(COUNT(...) AS ?name)"),
    ("SELECT (COUNT(?s)¦) { ?s ?p ?o }", "AS and a name are missing", "(COUNT(?s) AS ?name)"),
    ("SELECT (COUNT(?s) ¦?n) { ?s ?p ?o }", "AS and a name are missing", "(COUNT(?s) AS ?n)"),
    ("SELECT (?s AS ¦?o) { ?s ?p ?o }", "`?o` is the name of an expression, and has a value", "name"),
    ("ASK { ?s ?p ?o BIND(1 AS ¦?o) ?a ?b ?c }", "BIND gives `?o` a value, and it has one", "FILTER"),
    ("ASK { VALUES (?a) ¦} }", "`}` cannot stand here after `)`; `{` could", "Check"),
    ("ASK { VALUES (?a ?b) { (1 2) ¦(3) } }", "the values in this row are 1", "UNDEF"),
    # Groups
    ("SELECT ¦?s (COUNT(?o) AS ?n) { ?s ?p ?o }", "`?s` is selected beside aggregates", "Add GROUP BY ?s"),
    ("SELECT ?s ¦?p { ?s ?p ?o } GROUP BY ?s", "`?p` is selected beside", "Add ?p to GROUP BY"),
    ("SELECT (¦?p + COUNT(?s) AS ?n) { ?s ?p ?o }", "`?p` is selected beside", "Add GROUP BY ?p"),
    ("SELECT * { { SELECT ¦?p (MAX(?s) AS ?n) { ?s ?p ?o } } }", "`?p` is selected beside", "(SAMPLE(?p) AS ?one)"),
    ("SELECT ¦* { ?s ?p ?o } GROUP BY ?s", "`*` cannot be selected from groups", "GROUP BY"),
    # Triples and brackets
    ("ASK { ?s ?p ?o ¦?a ?b ?c }", "a full stop is missing between the triple that ends in `?o` and `?a`", " . "),
    ("ASK { ?s ?p ?o\n ¦?a ?b ?c .\n ?d ?e ?f }", "a full stop is missing", "`;`"),
    ("ASK { ?s ?p ¦}", "an object is missing after `?p`", "?s ?p ?o"),
    ("ASK { ?s ?p ?o . ?s ¦}", "a predicate and an object are missing after `?s`", "?s ?p ?o"),
    ("ASK { ?s ¦'p' ?o }", "`'p'` cannot stand here after `?s`; a predicate could", "Check"),
    ("ASK { ?s ?p _:a ¦_:b ?q ?o }", "a full stop is missing", " . "),
    ("ASK { { ?s ?p _:a } { ¦_:a ?q ?o } }", "the blank node `_:a` is used in two groups", "variable"),
    ("ASK { ¦; ?s ?p ?o }", "`;` stands where no triple has come before", "Remove"),
    ("ASK { ?s ?p ?o } ¦;", "`;` stands after the query", "Remove"),
    ("ASK { ?s ?p ?o } ¦}", "`}` closes nothing", "Remove one `}`"),
    ("ASK { ?s ?p ?o ¦]", "`]` stands where the `{` of line 1, column 5 is still open", "`}`"),
    ("ASK { ?s ?p ?o FILTER(?o = 1 ¦}", "`}` stands where the `(` of line 1, column 22 is still open", "`)`"),
    # Ends
    ("¦", "the query is empty", "SELECT * {"),
    ("¦ # only", "nothing but comments", "SELECT * {"),
    ("ASK {\n { ?s ?p ?o }\n¦", "the query ends while the `{` of line 1, column 5 is open", "`}` is missing"),
    ("ASK { ?s ?p ?o FILTER(?o = 1¦", "the query ends while the `(` of line 1, column 22 is open", "`)}` is missing"),
    ("SELECT¦", "the query ends after SELECT, where there must be variables", "SELECT *"),
    ("SELECT *¦", "the query ends after `*`, where `{` could follow", "cut off"),
    ("SELECT * { ?s ?p ?o } LIMIT¦", "the query ends after LIMIT", "LIMIT 10"),
]


def _refusal(release: Release, query: str) -> QuerySyntaxError:
    with pytest.raises(QuerySyntaxError) as caught:
        evaluate(release, query, formats={Form.SOLUTIONS: RESULTS_JSON, Form.GRAPH: TURTLE})
    return caught.value


@pytest.mark.parametrize(("marked", "what", "remedy"), MISTAKES)
def test_a_mistake_is_named_at_its_place_with_its_remedy(release: Release, marked: str, what: str, remedy: str) -> None:
    before, _, after = marked.partition("¦")
    error = _refusal(release, before + after)
    assert what in error.reason
    assert remedy in error.remedy
    line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    assert (error.line, error.column) == (line, column)
    assert f"line {line}, column {column}: " in error.reason


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("ASK {\r\n\r\n  FOO }", (3, 3)),
        ("ASK {\r\r  FOO }", (3, 3)),
        ("ASK {\n\r  FOO }", (3, 3)),
        ("ASK { ?s ?p '''a\r\nb''' .\n\tFOO }", (3, 2)),
        ("ASK { ?s ?p 'Đắk Lắk 👏' . FOO }", (1, 27)),
        ("# Đắk (\nASK { ?s ?p <http://e/#(> . FOO }", (2, 29)),
        ("ASK { ?s ?p ?o FILTER(?o<3&&?o>2)FOO }", (1, 34)),
    ],
)
def test_lines_and_characters_are_counted_as_an_editor_does(
    release: Release, query: str, place: tuple[int, int]
) -> None:
    error = _refusal(release, query)
    assert (error.line, error.column) == place
    assert "`FOO`" in error.reason


@pytest.mark.parametrize("query", ["CLEAR ALL", "PREFIX e: <http://e/> INSERT DATA { e:a e:b e:c }", "DELETE"])
def test_an_update_stays_an_update(release: Release, query: str) -> None:
    assert isinstance(_refusal(release, query), UpdateRefusedError)


def test_only_namespaces_that_are_known_are_named(release: Release) -> None:
    assert "(<" not in _refusal(release, "ASK { ?s zzzz:a ?o }").remedy
    assert EXTERNAL_PREFIXES["skos"] in _refusal(release, "ASK { ?s sk0s:prefLabel ?o }").remedy


def test_what_is_quoted_is_short_and_visible(release: Release) -> None:
    error = _refusal(release, "ASK { ?s ?p '''" + "a\n\u202e" * 5000)
    assert len(error.reason) < 300
    assert error.reason.isprintable()


@pytest.mark.parametrize("iri", ["http://[", "http://[x]y/"])
def test_an_iri_that_cannot_be_resolved_is_an_error_of_syntax(release: Release, iri: str) -> None:
    for declaration in (f"PREFIX e: <{iri}>", f"BASE <{iri}>"):
        assert iri in _refusal(release, f"{declaration} SELECT * FROM <{release.graphs[0]}> {{ ?s ?p ?o }}").reason


@pytest.mark.parametrize("marked", [each[0] for each in MISTAKES])
def test_whatever_is_missing_or_doubled_the_place_is_in_the_query(release: Release, marked: str) -> None:
    whole = marked.replace("¦", "")
    for each in tokens(whole):
        before, after = whole[: each.start], whole[each.end :]
        for query in (before, before + after, f"{before} {each.text} {each.text} {after}", f"{before} }} {after}"):
            lines = query.split("\n")
            line, column = _place(release, query)
            assert 1 <= column <= len(lines[line - 1]) + 1, query


def _place(release: Release, query: str) -> tuple[int, int]:
    """Where the query is said to be wrong; its begin if it is right, or is refused as a whole."""
    try:
        evaluate(release, query, formats={Form.SOLUTIONS: RESULTS_JSON, Form.GRAPH: TURTLE})
    except QuerySyntaxError as error:
        return error.line or 1, error.column or 1
    except QueryRefusedError:
        pass
    return 1, 1


def _seconds(size: int) -> float:
    pieces = (
        "1",
        "1 ",
        "1, ",
        "1 + ",
        "a.",
        "1.",
        "<",
        "?a ",
        ":",
        "a:",
        "'' ",
        "(",
        "1-",
        ". ",
        "#\n",
        "_:a ",
        "(1) ",
        "?x, ",
        "SELECT ",
    )
    begin = time.process_time()
    for piece in pieces:
        for begun in ("SELECT * { ?s ?p ", "SELECT * { VALUES ?x { ", "ASK { FILTER(?x IN (", "SELECT (1 + "):
            explained(begun + piece * (size // len(piece)), "", base="http://e/", prefixes={})
    return time.process_time() - begin


@pytest.mark.alone
def test_the_time_taken_grows_as_the_query_does() -> None:
    assert _seconds(16_000) < 10 * _seconds(4_000)  # four times; sixteen, were it the square
