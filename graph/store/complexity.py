"""How much work a query asks of the planner, estimated from its tokens.

Oxigraph orders the triple patterns of a group in cubic time: 100 take a second, 300 more than ten. Lists,
paths and blank node property lists are written as patterns too. This is an estimate by the likely reading
of the text: a query made to mislead it is merely slow (see ``graph.store.stack``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Limits:
    """What one query may cost.

    Attributes:
        query_length: characters of the query.
        nesting: brackets of any kind open within one another; the engine's parser overflows its stack, and
            with that ends the process, at about 900 nested calls, and nested lists take a second at 100.
        joined_patterns: triple patterns that are joined in one group.
        operators: length of the chains of operators, a sign counting 1 and a word like OPTIONAL 4; planning
            takes time in its square.
        result_bytes: size of the serialised result.
        result_triples: triples of a CONSTRUCT or DESCRIBE, which are gathered and sorted first.
    """

    query_length: int = 100_000
    nesting: int = 50
    joined_patterns: int = 100
    operators: int = 4_000
    result_bytes: int = 256 * 1024 * 1024
    result_triples: int = 1_000_000


_TOKEN: Final = re.compile(
    r"""
      (?P<skip>\s+|\#[^\n\r]*)
    | (?P<term><[^<>"{}|^`\\\x00-\x20]*>
        | \"{3}(?:[^"\\]|\\.|"(?!""))*+\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*+'{3}
        | "(?:[^"\\\n\r]|\\.)*+" | '(?:[^'\\\n\r]|\\.)*+'
        | [?$]\w+ | [\w.-]{0,99}+:(?:[\w:%-]|\\.|\.(?=[\w:%-]))*+ | [+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    | (?P<word>@?[^\W\d][\w-]*)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_BRACKET: Final = re.compile(r"[({\[]")
_SHOWN: Final = ".;,/{[}]<?$:\"'"
"""Separators, brackets after which a pattern begins, and the characters by which terms other than numbers are known."""
_NUMBER: Final = re.compile(r"\d+")
_APART: Final = ("optional", "minus", "exists", "union")
"""Groups after these words are planned on their own."""
_BEFORE: Final = (".", ";", ",", "{", "}", "[", "]")
"""What a pattern, or the rest of one, may stand behind."""
_BEGINNINGS: Final = ("(", "^", "!", "a", "true", "false")
"""What it begins with where that is no term."""
_CHAINING: Final = ("as", "bind", "filter", "having", "minus", "optional", "union")


@dataclass
class _Group:
    """A bracket that is open: its patterns, and whether they are not joined (``VALUES``, a template)."""

    bracket: str
    apart: bool = False
    data: bool = False
    patterns: int = 0


@dataclass(frozen=True)
class Cost:
    """The estimate: triple patterns joined in the largest group, and the length of all chains of operators."""

    patterns: int
    operators: int

    def within(self, limits: Limits) -> bool:
        """Whether both stay within the limits."""
        return self.patterns <= limits.joined_patterns and self.operators <= limits.operators


def estimate(query: str) -> Cost:
    """About how much work a query is for the planner.

    >>> estimate("SELECT * { ?a <p:a>/<p:b> ?b ; <p:c> ?c . ?c <p:d> (1 2 3) OPTIONAL { ?a ?p ?o } }").patterns
    6
    >>> estimate("SELECT * { VALUES ?a { 1 2 3 4 5 } ?a ?p ?o FILTER(?a IN (1, 2, 3, 4, 5)) }").patterns
    1
    >>> estimate("CONSTRUCT { ?a ?p ?b . ?b ?p ?a } WHERE { ?a ?p ?b ; ?q 'x', 'y' . FILTER(?a != ?b) }").patterns
    3
    >>> estimate("ASK { FILTER(?a || ?b) OPTIONAL { ?a ?p ?o } }").operators
    10
    """
    groups = [_Group("")]
    largest, operators, before, values = 0, 0, "", False
    for token in _TOKEN.finditer(query):
        kind, text = str(token.lastgroup), token.group()
        if kind == "skip":
            continue
        group = groups[-1]
        if not group.data:
            group.patterns += _weight(text, kind, before, group)
        if text in ("(", "{", "["):
            groups.append(_Group(text, apart=before in _APART, data=group.data or values or before == "construct"))
            values = values and text != "{"
        elif text in (")", "}", "]") and len(groups) > 1:
            groups.pop()
            largest = max(largest, group.patterns)
            if not group.data and not group.apart:
                groups[-1].patterns += group.patterns
        elif not group.data:
            operators += _length(text, before, group)
            values = values or text.lower() == "values"
        before = "term" if kind == "term" else text.lower()
    return Cost(max(largest, *(each.patterns for each in groups)), operators)


def at_most(query: str) -> Cost:
    """A cost that :func:`estimate` never exceeds, found by counting characters.

    A pattern is added behind a separator or a bracket, by a slash, or by a term, and each of these shows a character
    of its own; nothing is added before the first bracket. An operator is added by a sign, or by a word of two letters
    or more, which weighs 4, or by a term.

    >>> bound = at_most("SELECT * { ?a <p:a>/<p:b> ?b ; <p:c> ?c . ?c <p:d> (1 2 3) OPTIONAL { ?a ?p ?o } }")
    >>> bound.patterns, bound.operators
    (25, 164)
    """
    begin = _BRACKET.search(query)
    body = query[begin.start() :] if begin else ""
    return Cost(sum(map(body.count, _SHOWN)) + len(_NUMBER.findall(body)), 2 * len(query))


def _weight(text: str, kind: str, before: str, group: _Group) -> int:
    """How many patterns a token adds to its group: the first of each does, and the elements of a list.

    Separators do not, since one may stand behind the last pattern, or before a FILTER.
    """
    if group.bracket in ("{", "["):
        begins = before in _BEFORE and (kind == "term" or text.lower() in _BEGINNINGS)
        return int(begins or text == "/" or (text == "[" and before == ","))
    return int(group.bracket == "(" and (text == "/" or (kind == "term" and before == "term")))


def _length(text: str, before: str, group: _Group) -> int:
    """How much a token adds to the chains; a word like OPTIONAL costs more than a sign."""
    if text.lower() in _CHAINING:
        return 4
    return int(text in ("&", "|", "!", "+", "-", "*", "/") or (group.bracket == "" and before == "term"))
