"""Where a query that the engine has refused goes wrong, and what to do about it.

The engine tells the furthest character that it looked at, which lies behind the fault: for a keyword it reads as
many characters as that has. So it is asked again, of an empty store: with room between the tokens near that place,
which tells the token at fault, and for the text before that token, which tells what could follow. That is three
readings more of a text of about the same length, however long it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from typing import Final

from pyoxigraph import Store

from graph.errors import English, Worded
from graph.store.complexity import Limits
from graph.store.errors import QUERY, QuerySyntaxError
from graph.store.explaining.mistakes import advice
from graph.store.explaining.scene import Scene
from graph.store.explaining.tokens import BROKEN, Kind, Token, line_and_column, tokens
from graph.store.guard import mentions_service
from graph.store.scanner import deepest, most_open, readings

_ROOM: Final = " " * 20
"""More than the longest word that the engine tries."""
_STRANGER: Final = "\u2020"
"""No token holds it."""
_PLACE: Final = re.compile(r"error at 1:(\d+): expected (?:one of )?(.*)", re.DOTALL)
_SIGN: Final = re.compile(r'"((?:[^"\\]|\\.){1,5})"')
_NO_NAME: Final = re.compile(r"\W")

Refusal = Callable[[str], str]
"""The words in which the engine refuses a text; empty if it takes it."""


def explained(
    query: str,
    words: str,
    *,
    base: str,
    prefixes: Mapping[str, str],
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> QuerySyntaxError:
    """The error of a query that the engine has refused.

    Args:
        query: its text.
        words: the engine's own.
        base: what relative IRIs are resolved against.
        prefixes: those that need no declaration.
        limits: what the query may cost; whatever else the engine is asked nests no deeper.
    """

    def refusal(text: str) -> str:
        if not _harmless(text, limits):
            return ""
        try:
            Store().query(text, base_iri=base, prefixes=dict(prefixes))
        except SyntaxError as error:
            return str(error)
        except (OSError, RuntimeError, ValueError):
            return ""
        return ""

    scene = _scene(query, refusal, prefixes)
    found = advice(scene)
    line, column = line_and_column(query, found.place)
    what = found.what
    if found.vague and (raw := _sentences(words) or _sentences("expected " + scene.said)):
        what += f" (the parser says: {raw})"
    reason = Worded(
        "is not SPARQL at line %(line)s, column %(column)s: %(what)s",
        line=str(line),
        column=str(column),
        what=English(what),
    )
    return QuerySyntaxError(QUERY, reason, English(found.remedy), line, column)


def _harmless(text: str, limits: Limits) -> bool:
    """Whether the engine may read this text: the query has been let in, but this is not quite the query."""
    if mentions_service(text):
        return False
    return most_open(text) <= limits.nesting or max(map(deepest, readings(text))) <= limits.nesting


def _scene(query: str, refusal: Refusal, prefixes: Mapping[str, str]) -> Scene:
    found = tokens(query)
    index = _at_fault(_even(found), found, refusal)
    before = found[index - 1].end if index else 0
    match = _PLACE.match(refusal(_even(_named(found[:index])) + " "))
    # What is expected elsewhere than at the end of this text tells nothing of the end.
    said = match[2] if match and int(match[1]) >= before + 1 else ""
    signs = frozenset(each.replace('\\"', '"') for each in _SIGN.findall(said))
    return Scene(query, found, index, signs, said, prefixes)


def _named(found: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with variables for blank nodes: where a text has any, the engine does not say what it expects."""
    return tuple(
        Token(Kind.VARIABLE, "?" + _NO_NAME.sub("_", each.text[1:]), each.start) if each.kind is Kind.BLANK else each
        for each in found
    )


def _even(found: tuple[Token, ...]) -> str:
    """The tokens in their places on one line, without what stands between them and from the broken one on."""
    parts: list[str] = []
    length = 0
    for token in found:
        text = _STRANGER if token.kind in BROKEN else token.text
        parts += [" " * (token.start - length), text]
        length = token.start + len(text)
    return "".join(parts).replace("\n", " ").replace("\r", " ")


def _at_fault(even: str, found: tuple[Token, ...], refusal: Refusal) -> int:
    """The index of the token at which the engine gives up."""
    reached = _reached(refusal(even + _ROOM), len(even))
    starts = [token.start for token in found]
    first = max(bisect_right(starts, reached - len(_ROOM)) - 1, 0)
    last = bisect_right(starts, reached)
    parts, places = [even[: starts[first]]], []
    for number in range(first, last):
        end = starts[number + 1] if number + 1 < len(found) else len(even)
        places.append(sum(map(len, parts)) + len(_ROOM))
        parts += [_ROOM, even[starts[number] : end]]
    parts += [_ROOM, even[starts[last] :] if last < len(found) else "", _ROOM]
    reached = _reached(refusal("".join(parts)), places[-1])
    return min(first + max(bisect_right(places, reached) - 1, 0), len(found) - 1)


def _reached(words: str, otherwise: int) -> int:
    """The place that the engine tells, counted from 0."""
    match = _PLACE.match(words)
    return int(match[1]) - 1 if match else otherwise


def _sentences(words: str) -> str:
    """What the engine says in words: of its lists of signs and keywords nobody can make anything."""
    parts = re.split(r", (?![a-z])", words.partition("expected ")[2].removeprefix("one of "))
    return "; ".join(each for each in parts if each.count(" ") > 1 and not set(each) & set('["'))[:150]
