"""Which queries are one question: white space and comments make no difference, and nothing else may be lost."""

from __future__ import annotations

import random

import pytest
from pyoxigraph import Store

from server.results import normalised


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ASK   {\t?a  ?b ?c }", "ASK { ?a ?b ?c }"),
        ("\n\n ASK { ?a ?b ?c }\r\n\r\n", "ASK { ?a ?b ?c }"),
        ("ASK { ?a\r\n  ?b ?c }", "ASK { ?a\n?b ?c }"),
        ("ASK { ?a ?b ?c } # one\n\n# two", "ASK { ?a ?b ?c } # one\r# two\n"),
        ("  ASK { ?a ?b 'c  d' }\n", "ASK { ?a ?b 'c  d' }"),
    ],
)
def test_these_are_one_question(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ASK { ?a ?b 'c  d' }", "ASK { ?a ?b 'c d' }"),
        ('ASK { ?a ?b """c\n\nd""" }', 'ASK { ?a ?b """c\nd""" }'),
        ("ASK { ?a ?b ?c # d\n }", "ASK { ?a ?b ?c # d }"),
        ("ASK { ?a ?b ?c # d\n FILTER(?c) }", "ASK { ?a ?b ?c # d FILTER(?c)\n}"),
        ("ASK { <a#b> ?b ?c }", "ASK { <a# b> ?b ?c }"),
        ("ASK { <a#b> ?b ?c\n}", "ASK { <a#b>\n?b ?c }"),
        ("ASK { ?A ?b ?c }", "ASK { ?a ?b ?c }"),
        ("ASK { a:b ?b ?c }", "ASK { a: b ?c }"),
    ],
)
def test_these_are_not(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


@pytest.mark.parametrize("character", list("\x0b\x0c\x1c\x1e\x1f\x85\xa0\u1680\u2000\u2028\u2029\u3000\ufeff"))
def test_only_white_space_of_sparql_is_left_out(character: str) -> None:
    """None of these ends a comment, and some may stand in an IRI."""
    assert normalised(f"ASK {{ ?a ?b ?c # {character} }}\n}}") != normalised("ASK { ?a ?b ?c #\n}\n}")
    assert normalised(f"ASK {{ <a{character}b> ?b ?c }}") != normalised("ASK { <a b> ?b ?c }")
    assert normalised(f"ASK {{}}{character}") != normalised("ASK {}")
    assert normalised(f"ASK {{ ?a ?b 'c' }}{character}") != normalised("ASK { ?a ?b 'c' }")


def _outcome(store: Store, query: str) -> object:
    try:
        result = store.query(query)
    except SyntaxError:
        return "syntax"
    return str(result) if hasattr(result, "__bool__") else sorted(str(each) for each in result)


def test_equal_keys_mean_equal_answers() -> None:
    """Whatever white space, comments and strings stand between the words of a query, asked of the engine itself."""
    store = Store()
    store.update("INSERT DATA { <http://e/a> <http://e/b> 'c  d', 'c d', ' ', 1, <http://e/#> }")
    luck = random.Random(4)
    gaps = (
        " ",
        "  ",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "\n\n",
        "# x\n",
        " # ' \n",
        "#\u2028\n",
        "\u2028",
        "\x0c",
        "\xa0",
        "# ",
    )
    objects = ("?c", "'c  d'", "'c d'", '"""c d"""', "1", "<http://e/#>", "<http://e/# >", "' '")
    seen: dict[str, tuple[str, object]] = {}
    shared = 0
    for _ in range(6000):
        filters = luck.choice(("", "FILTER(?a=?a)"))
        words = ("SELECT", "*", "{", "?a", "<http://e/b>", luck.choice(objects), filters, "}")
        few = (" ", "\n", luck.choice(gaps))
        query = "".join(word + luck.choice(few) for word in words)
        outcome = _outcome(store, query)
        before, known = seen.setdefault(normalised(query), (query, outcome))
        assert known == outcome, (before, query)
        shared += before != query
    assert shared > 500, "many were found to be the same"
