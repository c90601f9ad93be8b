"""The bounds that cost little never lie below what a full reading finds, so that nothing slips through them."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from graph.store import QueryRefusedError, guard
from graph.store.complexity import Limits, at_most, estimate
from graph.store.guard import check_query
from graph.store.scanner import deepest, most_open, readings

_SOUP = 4000
"""Texts that are tried."""
_TOKENS = (
    *("(", ")", "{", "}", "[", "]", "<", ">", "<<", ">>", "<<<", "<<(", "((((", "{{{{", "[[[["),
    *('"', "'", '"""', "'''", "'a'", '"}"', "'''{'''", "#", "# a\n", "#}\r", "\n", "\r\n", "\t", " ", "\u2028", "\xa0"),
    *("\\", "\\u0028", "\\u007B", "\\U0000005B", "\\u003C", "\\'", "\\n", "a\\-b", "\\u0022"),
    *("?a", "?1", "$b", "?", "a:b", ":", "a:", ":b.c", "p:1.2", "p:%20", "_:x", "a", "<http://e/>", "<a b>", "//", "/"),
    *("1", "12.5e3", "+1", "-2", "1.", ".5", "1e", "1a", "\u0663", "\u0663\u0664", "\u4e00", "é"),
    *(".", ";", ",", "|", "||", "&&", "!", "*", "+", "-", "=", "^", "@vi", "^^", "%"),
    *("OPTIONAL", "optional", "as", "AS", "UNION", "minus", "values", "VALUES", "FILTER", "bind", "BIND", "exists"),
    *("HAVING", "SELECT", "ASK", "İ", "ſervice"),
)


def _soups(seed: int, number: int = _SOUP) -> Iterator[str]:
    """Texts in which anything follows anything."""
    luck = random.Random(seed)
    for _ in range(number):
        few = luck.sample(_TOKENS, luck.randint(1, 8)) if luck.random() < 0.5 else _TOKENS
        yield "".join(luck.choice(few) + luck.choice(("", "", " ")) for _ in range(luck.randrange(60)))


def test_counting_finds_no_less_than_the_estimate() -> None:
    for text in _soups(1):
        bound, cost = at_most(text), estimate(text)
        assert bound.patterns >= cost.patterns, text
        assert bound.operators >= cost.operators, text


def test_counting_finds_no_fewer_brackets_than_are_open() -> None:
    for text in _soups(2):
        assert most_open(text) >= deepest(text), text


@pytest.mark.parametrize("length", range(2, 12))
def test_signs_of_quoted_triples_may_overlap(length: int) -> None:
    """A run of three can be read as two openings: at its first sign, or at its second."""
    text = "<" * length + " ?s"
    assert most_open(text) >= deepest(text) == length - 1


def _decision(query: str, limits: Limits) -> str:
    try:
        check_query(query, limits)
    except QueryRefusedError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(nesting=3), "brackets"),
        (Limits(nesting=1000, joined_patterns=3), "triple patterns"),
        (Limits(nesting=1000, operators=12), "operators"),
    ],
)
def test_the_short_cuts_decide_nothing(monkeypatch: pytest.MonkeyPatch, limits: Limits, reason: str) -> None:
    texts = list(_soups(3, _SOUP // 2))
    quick = [_decision(each, limits) for each in texts]
    monkeypatch.setattr(guard, "at_most", estimate)
    monkeypatch.setattr(guard, "most_open", lambda text: max(map(deepest, readings(text))))
    assert [_decision(each, limits) for each in texts] == quick
    assert sum(reason in each for each in quick) > 50, "the limit was reached"
    assert sum(not each for each in quick) > 50, "and others kept within it"


@pytest.mark.parametrize(
    ("query", "patterns", "operators"),
    [
        ("", 0, 0),
        ("ASK {}", 2, 12),
        ("SELECT * { ?a ?b 12.5 }", 7, 46),
        ("SELECT ?x ?y WHERE", 0, 36),
    ],
)
def test_the_bound_is_what_it_says(query: str, patterns: int, operators: int) -> None:
    assert (at_most(query).patterns, at_most(query).operators) == (patterns, operators)


def test_most_queries_are_far_below_the_bound() -> None:
    """Else the short cut would be none."""
    query = """PREFIX khen: <https://example.org/vocab#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?unit ?label (COUNT(*) AS ?n) WHERE {
            ?award a khen:Commendation ; khen:recipient ?unit ; khen:form ?form .
            ?unit skos:prefLabel ?label OPTIONAL { ?unit khen:partOf+ ?place } FILTER(LANG(?label) = "vi")
        } GROUP BY ?unit ?label ORDER BY DESC(?n) LIMIT 20"""
    assert at_most(query).within(Limits())
    assert most_open(query) <= Limits().nesting


_SUBJECTS = "SELECT * {{ {} }}", ("?s ?p ?o", "[] a ?t", "[ a ?t ]", "_:b ^?p ?o", "<a:s> <a:p> 'x'"), " . "
_PROPERTIES = "SELECT * {{ ?s {} }}", ("?p ?o", "a ?t", "^<a:p> ?o", "!<a:p> ?o", "(<a:p>) ?o", "<a:p> []"), " ; "
_OBJECTS = "SELECT * {{ ?s ?p {} }}", ("?o", "1", "true", "'x'@vi", "[]"), " , "


@pytest.mark.parametrize("end", ["", " .", " . FILTER(?a = 1)", " FILTER(?a = 1)"])
@pytest.mark.parametrize(
    ("query", "pattern", "separator"),
    [(query, each, by) for query, patterns, by in (_SUBJECTS, _PROPERTIES, _OBJECTS) for each in patterns],
)
def test_the_limit_of_patterns_is_the_number_that_it_says(query: str, pattern: str, separator: str, end: str) -> None:
    """However the patterns are written, and whether or not a full stop stands behind the last one."""
    for number in (1, 2, 7):
        text = query.format(separator.join([pattern] * number) + end)
        assert estimate(text).patterns == number
        check_query(text, Limits(joined_patterns=number))
        if number > 1:
            with pytest.raises(QueryRefusedError, match=f"about {number} triple patterns in one group; the limit is"):
                check_query(text, Limits(joined_patterns=number - 1))


def test_what_a_construct_writes_is_not_joined() -> None:
    patterns = " . ".join(["?s ?p ?o"] * 7)
    check_query(f"CONSTRUCT {{ {patterns} . }} WHERE {{ {patterns} . }}", Limits(joined_patterns=7))
    with pytest.raises(QueryRefusedError, match="about 7 triple patterns"):
        check_query(f"CONSTRUCT WHERE {{ {patterns} }}", Limits(joined_patterns=6))
