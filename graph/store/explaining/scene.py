"""What is known of the place where a query goes wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from graph.store.explaining.tokens import Kind, Token, line_and_column

_PAIRS: Final = {"(": ")", "{": "}", "[": "]"}
_MOST: Final = 40
_OPERATORS: Final = frozenset({"=", "&&", "||", "!="})


@dataclass(frozen=True)
class Scene:
    """A query and the token at which it cannot be read on.

    Attributes:
        query: the text.
        tokens: all up to the end, or to the first broken one.
        index: of the token at fault.
        expected: signs that could stand there instead.
        said: the engine's words on what could stand there, and on what it disapproves of before.
        prefixes: those that need no declaration.
    """

    query: str
    tokens: tuple[Token, ...]
    index: int
    expected: frozenset[str]
    said: str
    prefixes: Mapping[str, str]

    @property
    def token(self) -> Token:
        """The one at fault."""
        return self.tokens[self.index]

    def near(self, distance: int) -> Token:
        """The token so many places on; a negative number counts backwards. An empty one beyond the ends."""
        place = self.index + distance
        return self.tokens[place] if 0 <= place < len(self.tokens) else Token(Kind.END, "", len(self.query))

    @cached_property
    def open(self) -> tuple[int, ...]:
        """The indices of the brackets that are open before the token at fault, outermost first."""
        found: list[int] = []
        for number, token in enumerate(self.tokens[: self.index]):
            if token.text in _PAIRS:
                found.append(number)
            elif token.text in _PAIRS.values() and found:
                found.pop()
        return tuple(found)

    @property
    def bracket(self) -> str:
        """The innermost open bracket, or nothing."""
        return self.tokens[self.open[-1]].text if self.open else ""

    def where(self, token: Token) -> str:
        """The place of a token in words."""
        line, column = line_and_column(self.query, token.start)
        return f"line {line}, column {column}"

    def awaited(self) -> str:
        """What could stand in the place of the token, in words; empty where nothing is known."""
        signs = self.expected
        words = []
        if "a" in signs:
            words.append("a predicate")
        elif "true" in signs:
            words.append(f"a value ({'variable, ' * ('?' in signs)}IRI, string or number)")
        elif "?" in signs:
            words.append("a variable or an IRI" if "<" in signs and "=" not in signs else "a variable")
        elif "<" in signs and "=" not in signs:
            words.append("an IRI")
        if signs >= _OPERATORS:
            words.append("an operator")
        else:
            words += [f"`{sign}`" for sign in ("*", ".", ";") if sign in signs and "true" not in signs]
        words += [f"`{sign}`" for sign in ",({)}]" if sign in signs and not (sign == "(" and {"a", "true"} & signs)]
        return ", ".join(words[:-1]) + " or " + words[-1] if len(words) > 1 else "".join(words)


def closing(bracket: str) -> str:
    """What closes a bracket."""
    return _PAIRS[bracket]


def quoted(text: str) -> str:
    r"""A piece of a query as it may stand in a message: on one line, visible, and not long.

    >>> quoted("a\nb\u200bc")
    '`a bU+200Bc`'
    """
    visible = "".join(
        each if each.isprintable() else " " if each.isspace() and each.isascii() else f"U+{ord(each):04X}"
        for each in text[: _MOST + 1]
    )
    return f"`{visible[:_MOST]}...`" if len(text) > _MOST else f"`{visible}`"


@dataclass(frozen=True)
class Advice:
    """What a person is told.

    Attributes:
        place: the character at which the fault stands, counted from 0.
        what: is wrong there.
        remedy: what to do.
        vague: whether the words of the parser may tell more.
    """

    place: int
    what: str
    remedy: str
    vague: bool = False
