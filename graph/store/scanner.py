"""Where in a query a token may begin: a conservative reading that needs no grammar.

The lexical grammar of SPARQL depends on its context: ``<`` opens an IRI or means less-than, and only a
parser knows which. So this follows both readings at once. A position is *reachable* if a token may begin
there in some reading; whatever the engine takes for a token is then among the reachable ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

_PLAIN: Final = re.compile(r"""[^"'<>#(){}\[\]\\]+""")
_OPAQUE: Final = "\"'#\\"
_CHANGE: Final = {"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TAIL: Final = re.compile(r"(?:[?$:][\w-]*|@[A-Za-z0-9-]*)\Z")
_LINE: Final = re.compile(r"[^\n\r]*")
# Contents are taken more widely than the grammar does (a line end in a short string): a reading too many
# is an honest error at worst, a reading too few is a hole.
_STRINGS: Final = {
    '"""': re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*+"""', re.DOTALL),
    "'''": re.compile(r"'''(?:[^'\\]|\\.|'(?!''))*+'''", re.DOTALL),
    '"': re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL),
    "'": re.compile(r"'(?:[^'\\]|\\.)*+'", re.DOTALL),
}


@dataclass(frozen=True)
class Stretch:
    """A piece of text from ``start`` to ``end`` that tokens may stand in: no string, comment or IRI.

    ``depth`` is the largest number of brackets open there in any reading.
    """

    start: int
    end: int
    depth: int


def decode_escapes(text: str) -> str:
    r"""The text with its ``\uXXXX`` and ``\UXXXXXXXX`` replaced, as SPARQL 1.1, section 19.2 has it.

    >>> decode_escapes(r"S\u0045RVICE")
    'SERVICE'
    """

    def character(match: re.Match[str]) -> str:
        code = int(match.group(1) or match.group(2), 16)
        return chr(code) if code <= 0x10FFFF else match.group()

    return _ESCAPE.sub(character, text)


def readings(text: str) -> tuple[str, ...]:
    """The text as it stands, and with its escapes decoded where that differs."""
    decoded = decode_escapes(text)
    return (text,) if decoded == text else (text, decoded)


def stretches(text: str) -> Iterator[Stretch]:
    """Every stretch that is reachable in some reading of the text, from left to right.

    >>> query = "ASK {?a ?b 'c d'} # e"
    >>> [query[each.start : each.end] for each in stretches(query)]
    ['ASK ', '{', '?a ?b ', '}', ' ']
    """
    depths = [-1] * (len(text) + 1)
    depths[0] = 0
    closing = -1  # where the next ">" stands; the end of the text where there is none
    for position, character in enumerate(text):
        depth = depths[position]
        if depth < 0:
            continue
        targets: Iterable[tuple[int, int]]
        if character == "<":
            if closing < position:
                closing = text.find(">", position)
                closing = len(text) if closing < 0 else closing
            nested = depth + text.startswith("<<", position)
            targets = ((position + 1, nested), (closing + 1, depth))
        elif character in _OPAQUE:
            targets = ((end, depth) for end in _opaque_ends(text, position))
        else:
            plain = _PLAIN.match(text, position)
            end = plain.end() if plain else position + 1
            change = -1 if text.startswith(">>", position) else _CHANGE.get(text[position:end], 0)
            depth = max(depth + change, 0)
            # No two slashes stand together in SPARQL but in an IRI, a string or a comment: the reading is wrong.
            nonsense = text.find("//", position, end)
            yield Stretch(position, end if nonsense < 0 else nonsense, depth)
            targets = ((end, depth),) if nonsense < 0 else ()
        for target, reached in targets:
            if target <= len(text):
                depths[target] = max(depths[target], reached)


def deepest(text: str) -> int:
    """The largest number of brackets that are open at once in any reading.

    >>> deepest("ASK { FILTER(STR(1) = '((((') }"), deepest("{{{{}}}}")
    (3, 4)
    """
    return max((each.depth for each in stretches(text)), default=0)


def is_tail(text: str, place: int) -> bool:
    """Whether a word that begins here is the tail of a variable, a prefixed name or a language tag.

    >>> is_tail("?from", 1), is_tail("ex:validFrom", 8), is_tail("SELECT *FROM", 8)
    (True, True, False)
    """
    start = place
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "_-"):
        start -= 1
    return _TAIL.match(text, max(start - 1, 0), place) is not None


def most_open(text: str) -> int:
    """A number that :func:`deepest` never exceeds, found without reading the text: as if nothing were ever closed.

    >>> most_open("ASK { FILTER(STR(1) = '((((') }")
    7
    """
    # Twice, because a run of three signs opens at its first or at its second, and the count is of those apart.
    return text.count("(") + text.count("{") + text.count("[") + 2 * text.count("<<")


def _opaque_ends(text: str, position: int) -> Iterator[int]:
    """Where the comment, escape or string that starts here may end.

    A string that is never closed ends nowhere: no reading survives it.
    """
    character = text[position]
    if character == "#":
        line = _LINE.match(text, position)
        yield line.end() if line else position + 1
    elif character == "\\":  # an escaped character of a prefixed name, perhaps a quote or a hash
        yield position + 2
    else:
        for opening in (character * 3, character):
            if text.startswith(opening, position) and (match := _STRINGS[opening].match(text, position)):
                yield match.end()
