"""A total order for ORDER BY.

SPARQL 1.1, section 15.1, leaves open how a number, a date and a text stand to one another. Oxigraph 0.5 compares such
values by their spelling, and values of one kind by what they mean. The two together are no order: 9 comes before 10,
"10" before "1a", "1a" before "9". Its sort then ends the process, or puts numbers in disorder without a word. So a
variable in ORDER BY is replaced by keys that are ordered together as the standard orders each kind: first the kind,
then the value, then the language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from graph.store.given import Change, changed

_TOKEN: Final = re.compile(
    r'''(?P<blank>[ \t\r\n]+|\#[^\r\n]*)
    |(?P<text>"""(?:[^"\\]|\\.|"(?!""))*+"""|\'\'\'(?:[^'\\]|\\.|'(?!''))*+\'\'\'
        |"(?:[^"\\\r\n]|\\.)*+"|'(?:[^'\\\r\n]|\\.)*+')
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<variable>[?$]\w+)
    |(?P<word>[@:]?[\w:.%-]+)
    |(?P<sign>.)''',
    re.VERBOSE | re.DOTALL,
)
_ORDER: Final = re.compile(r"\border\b", re.IGNORECASE)
_SCHEME: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_MOST: Final = 50
"""Variables in ORDER BY beyond which the query is left as it stands: the keys are long."""
_XSD_STRING: Final = "<http://www.w3.org/2001/XMLSchema#string>"

_KEYS: Final = (
    # Section 15.1: what is not bound, then blank nodes, IRIs and literals. A number that is none equals nothing.
    'IF(BOUND({v}), COALESCE(IF(isBlank({v}), "0", IF(isIRI({v}), "1", IF(isNumeric({v}), IF({v} = {v}, "3", "4"), '
    'IF(LANG({v}) != "" || DATATYPE({v}) = ' + _XSD_STRING + ', "2", CONCAT("5", STR(DATATYPE({v}))))))), "9"), "")',
    # Times with and without a zone are ordered only in part (XML Schema 1.1 part 2, section 3.2.7.4 of 1.0). To take
    # the latter for UTC agrees with that part, because what it says holds in every zone.
    'COALESCE(IF(LANG({v}) != "", STR({v}), IF(TZ({v}) = "", STRDT(CONCAT(STR({v}), "Z"), DATATYPE({v})), {v})), {v})',
    "LANG({v})",
)


@dataclass(frozen=True)
class _Token:
    kind: str
    start: int
    end: int
    text: str


def totally_ordered(query: str) -> str:
    """The query, with keys for each variable by which it sorts; as it stands where it cannot be read for certain.

    Expressions in ORDER BY are left alone: what they give is mostly of one kind.

    >>> totally_ordered("SELECT ?a { ?a ?b ?c } LIMIT 1")
    'SELECT ?a { ?a ?b ?c } LIMIT 1'
    >>> changed = totally_ordered("SELECT ?a { ?a ?b ?c } ORDER BY DESC(?c) STR(?a) LIMIT 1")
    >>> changed.count("DESC("), changed.endswith(" STR(?a) LIMIT 1")
    (3, True)
    """
    return changed(query, sort_keys(query))


def sort_keys(query: str) -> tuple[Change, ...]:
    """The keys for each variable by which a query sorts, in its place; none where it cannot be read for certain."""
    if "\\" in query or not _ORDER.search(query):
        return ()
    tokens = list(_tokens(query))
    if any(_is_doubtful(each) for each in tokens) or not _is_balanced(tokens):
        return ()
    conditions = tuple(islice(_conditions(tokens), _MOST + 1))
    return conditions if len(conditions) <= _MOST else ()


def _tokens(query: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or "sign"
        if kind != "blank":
            yield _Token(kind, match.start(), match.end(), match.group())


def _is_doubtful(token: _Token) -> bool:
    """Whether it may be less-than in truth, with a string or a comment hidden behind it; or a quote that never ends."""
    if token.kind == "iri":
        return "'" in token.text or ("#" in token.text and not _SCHEME.match(token.text))
    return token.kind == "sign" and token.text in "\"'"


def _is_balanced(tokens: list[_Token]) -> bool:
    """Whether as many brackets close as open; else each that does not would be looked for to the end."""
    signs = [each.text for each in tokens if each.kind == "sign"]
    return signs.count("(") == signs.count(")")


def _conditions(tokens: list[_Token]) -> Iterator[Change]:
    """Where a variable stands as a condition, and the keys in its place."""
    at = 0
    while at + 1 < len(tokens):
        if tokens[at].text.upper() != "ORDER" or tokens[at + 1].text.upper() != "BY":
            at += 1
            continue
        at += 2
        while at < len(tokens):
            direction = tokens[at].text.upper()
            if tokens[at].kind == "variable":
                yield Change(tokens[at].start, tokens[at].end, _keys(tokens[at].text, "ASC"))
                at += 1
            elif direction in ("ASC", "DESC") and _is_one_variable(tokens, at + 1):
                yield Change(tokens[at].start, tokens[at + 3].end, _keys(tokens[at + 2].text, direction))
                at += 4
            elif _is_one_variable(tokens, at):
                yield Change(tokens[at].start, tokens[at + 2].end, _keys(tokens[at + 1].text, "ASC"))
                at += 3
            elif (end := _skipped(tokens, at)) > at:
                at = end
            else:
                break


def _keys(variable: str, direction: str) -> str:
    return " ".join(f"{direction}({each.replace('{v}', variable)})" for each in _KEYS)


def _is_one_variable(tokens: list[_Token], at: int) -> bool:
    """Whether a variable alone stands in brackets here."""
    if at + 2 >= len(tokens):
        return False
    return tokens[at].text == "(" and tokens[at + 1].kind == "variable" and tokens[at + 2].text == ")"


def _skipped(tokens: list[_Token], at: int) -> int:
    """The place behind an expression in brackets, or a call; the place given where there is none."""
    start = at + (tokens[at].kind in ("word", "iri"))
    if start >= len(tokens) or tokens[start].text != "(":
        return at
    depth = 0
    for place in range(start, len(tokens)):
        depth += {"(": 1, ")": -1}.get(tokens[place].text, 0)
        if depth == 0:
            return place + 1
    return at
