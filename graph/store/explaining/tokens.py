"""The tokens of a query, by their likely reading: for telling a person where a query went wrong, never for a decision.

What may reach the engine is decided on :mod:`graph.store.scanner`, which follows every reading. Here there is one:
that of SPARQL 1.1, section 19.8, and where the text breaks the rules for tokens, the one its author is likely to
have meant. Each character is looked at a bounded number of times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final


class Kind(Enum):
    """What a token is."""

    IRI = "iri"
    NAME = "name"
    """With a prefix, which may be empty."""
    BLANK = "blank"
    VARIABLE = "variable"
    STRING = "string"
    LANGUAGE = "language"
    NUMBER = "number"
    WORD = "word"
    MARK = "mark"
    UNCLOSED_STRING = "unclosed string"
    BAD_IRI = "bad iri"
    STRAY = "stray"
    """A character that no token holds."""
    END = "end"
    """Of the text."""


TERMS: Final = frozenset({Kind.IRI, Kind.NAME, Kind.BLANK, Kind.VARIABLE, Kind.STRING, Kind.NUMBER})
BROKEN: Final = frozenset({Kind.UNCLOSED_STRING, Kind.BAD_IRI, Kind.STRAY})

_TOKEN: Final = re.compile(
    r"""
      (?P<skip>[ \t\r\n]+|\#[^\n\r]*)
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>)
    | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*+\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*+'{3}
        | (?!\"{3})"(?:[^"\\\n\r]|\\[^\n\r])*+" | (?!'{3})'(?:[^'\\\n\r]|\\[^\n\r])*+')
    | (?P<variable>[?$]\w+)
    | (?P<blank>_:\w(?:[\w-]|\.(?=[\w-]))*)
    | (?P<name>(?:[^\W\d_][\w.-]{0,99}+)?:(?:[\w:%-]|\\.|\.(?=[\w:%-]))*)
    | (?P<number>(?:\d++(?:\.\d*+)?|\.\d++)[eE][+-]?\d++ | \d*+\.\d++ | \d++)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<word>[^\W\d_]\w*)
    | (?P<mark><<\(?|\)?>>|\^\^|&&|\|\||!=|<=|>=|\{\||\|\}|[][(){}<>=!&|*/+.,;?^~-])
    | (?P<stray>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_LINE_END: Final = re.compile(r"\r\n|\n|\r")
_UNCLOSED: Final = re.compile(r"(?:\"{3}|'{3}).*|[^\n\r]*", re.DOTALL)
_BAD_IRI: Final = re.compile(r"<[^<>\n\r]{0,500}>?")
_LIKE_IRI: Final = re.compile(r"<(?:[A-Za-z][\w+.-]{0,30}:|[/#])")
_OPENING: Final = ("(", "{", "[")


@dataclass(frozen=True)
class Token:
    """A token of a text, with the place of its first character, counted from 0."""

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the next one may begin."""
        return self.start + len(self.text)

    @property
    def upper(self) -> str:
        """The keyword that it is, in the writing of the specification; empty if it is no word."""
        return self.text.upper() if self.kind is Kind.WORD else ""


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens from the left, up to the first that is broken, or the end of the text; the last is of these kinds.

    >>> [each.text for each in tokens("ASK { ?a <p:q> 'b c'@vi } # d")]
    ['ASK', '{', '?a', '<p:q>', "'b c'", '@vi', '}', '']
    >>> tokens("ASK { ?a ?b “c” }")[-1]
    Token(kind=<Kind.STRAY: 'stray'>, text='“', start=12)
    """
    found: list[Token] = []
    brackets: list[str] = []
    for match in _TOKEN.finditer(text):
        name = str(match.lastgroup)
        if name == "skip":
            continue
        token = Token(Kind(name), match.group(), match.start())
        token = _broken(token, text, brackets)
        found.append(token)
        if token.kind in BROKEN:
            return tuple(found)
        if token.text in _OPENING:
            brackets.append(token.text)
        elif token.text in (")", "}", "]") and brackets:
            brackets.pop()
    found.append(Token(Kind.END, "", len(text)))
    return tuple(found)


def line_and_column(text: str, position: int) -> tuple[int, int]:
    r"""The place of a character, both counted from 1; CR LF is one line end.

    >>> line_and_column("ASK {\r\n  ?đ }", 9)
    (2, 3)
    """
    line, begin = 1, 0
    for match in _LINE_END.finditer(text, 0, position):
        line, begin = line + 1, match.end()
    return line, position - begin + 1


def _broken(token: Token, text: str, brackets: list[str]) -> Token:
    """The token itself, or the broken one that its first character begins."""
    if token.kind is Kind.STRAY and token.text in "\"'":
        match = _UNCLOSED.match(text, token.start)
        return Token(Kind.UNCLOSED_STRING, match.group() if match else token.text, token.start)
    # Comparisons stand in round brackets only; elsewhere the sign opens an IRI.
    compares = brackets[-1:] == ["("] and not _LIKE_IRI.match(text, token.start)
    if token.text in ("<", "<=") and not compares:
        match = _BAD_IRI.match(text, token.start)
        return Token(Kind.BAD_IRI, match.group() if match else token.text, token.start)
    return token
