"""The ``SERVICE`` clauses of a query, where other endpoints may be asked (SPARQL 1.1 Federated Query, section 2).

Whether a query may go anywhere is decided elsewhere, on the addresses found here; what is not found here is refused by
``graph.store.guard``, which follows every reading. So a text that is read otherwise than the engine reads it leads to a
refusal, never to another address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from graph.errors import English, Worded
from graph.store.dataset import prologue, resolved
from graph.store.errors import QUERY, QueryRefusedError
from graph.store.explaining.tokens import Kind, Token, tokens
from graph.store.given import Change, changed
from graph.store.guard import mentions_service
from graph.store.scanner import decode_escapes

_SUBSTITUTE: Final = "GRAPH"
"""A clause with this keyword has the same grammar and the same variables (SPARQL 1.1, rules 58 and 59), and goes
nowhere. So the engine's own parser checks the query as it was written, and says where it goes wrong."""
_OPEN: Final = {"(": ")", "{": "}", "[": "]"}
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True)
class Clause:
    """A ``SERVICE`` clause.

    Attributes:
        start: where its keyword begins in the query.
        end: behind its closing brace.
        silent: whether a failure of the endpoint is to be passed over.
        endpoint: the address; ``None`` where it is a variable, or has a prefix that nobody declared.
        written: how the endpoint is written in the query.
        prologue: the declarations that the pattern needs.
        pattern: with its braces.
    """

    start: int
    end: int
    silent: bool
    endpoint: str | None
    written: str
    prologue: str
    pattern: str

    def question(self, variables: Iterable[str] = ()) -> str:
        """What the endpoint is asked, for these variables; for all that there are where none are named."""
        chosen = " ".join(f"?{each}" for each in variables) or "*"
        return f"{self.prologue}SELECT {chosen} WHERE {self.pattern}"


@dataclass(frozen=True)
class Federated:
    """A query with its clauses.

    Attributes:
        local: the query with ``GRAPH`` in the place of ``SERVICE``, of the same length.
        clauses: from left to right.
    """

    local: str
    clauses: tuple[Clause, ...]


def federated(query: str, base: str, prefixes: Mapping[str, str], most: int = 4) -> Federated:
    """Find the clauses of a query.

    Args:
        query: its text.
        base: what its relative IRIs are resolved against, as long as it names no other.
        prefixes: those that need no declaration.
        most: clauses that it may have.

    Raises:
        QueryRefusedError: it cannot be told for certain where a clause begins and ends, one stands in another, or
            there are too many.

    >>> found = federated("SELECT * { SERVICE <http://e/> { ?a ?b ?c } }", "", {})
    >>> found.local, found.clauses[0].question()
    ('SELECT * { GRAPH   <http://e/> { ?a ?b ?c } }', 'SELECT * WHERE { ?a ?b ?c }')
    """
    if decode_escapes(query) != query:
        raise _uncertain(Worded("the query holds escapes like \\u0041"), Worded("Write the characters themselves."))
    found = tokens(query)
    changes: list[Change] = []
    clauses: list[Clause] = []
    base, declared = prologue(query, base)
    names = {**prefixes, **declared}
    for at in _beginnings(found):
        if clauses and found[at].start < clauses[-1].end:
            raise QueryRefusedError(
                "SERVICE",
                Worded("stands within another SERVICE"),
                Worded("Ask each endpoint in a clause of its own, side by side."),
            )
        if len(clauses) == most:
            raise QueryRefusedError(
                QUERY,
                Worded("has more than the %(limit)s SERVICE clauses that it may have", limit=most),
                Worded("Split it into several."),
            )
        name = at + 1 + (found[at + 1].upper == "SILENT")
        changes += [Change(each.start, each.end, _blank(each)) for each in found[at:name]]
        clauses.append(_clause(query, found, at, name, base, names))
    local = changed(query, changes)
    if mentions_service(local):
        raise _uncertain(
            Worded("a word in the query may be read as this keyword, or may not"),
            Worded(
                "Write SERVICE with spaces around it, and the address in full. If the keyword was "
                "not meant, rename the prefix that begins with 'service'."
            ),
        )
    return Federated(local, tuple(clauses))


def _uncertain(what: str, remedy: str) -> QueryRefusedError:
    return QueryRefusedError("SERVICE", Worded("cannot be read for certain: %(what)s", what=what), remedy)


def _beginnings(found: tuple[Token, ...]) -> Iterator[int]:
    """The tokens that begin a clause.

    Raises:
        QueryRefusedError: one of them stands in GRAPH, or an IRI may be a comparison in truth.
    """
    brackets: list[tuple[str, bool]] = []
    for at, token in enumerate(found):
        if token.kind is Kind.IRI and brackets and brackets[-1][0] == "(" and _is_doubtful(token.text):
            raise _uncertain(
                Worded(
                    "%(text)s may be an IRI, or a sign for less-than with a comment or a string behind it",
                    text=token.text,
                ),
                Worded("Declare a prefix for the IRI, or set the sign off with spaces."),
            )
        if token.kind is Kind.MARK and token.text in _OPEN:
            brackets.append((token.text, token.text == "{" and at > 1 and found[at - 2].upper == "GRAPH"))
        elif token.kind is Kind.MARK and token.text in _OPEN.values() and brackets:
            brackets.pop()
        elif token.upper == "SERVICE" and _is_clause(found, at):
            if any(of_graph for _, of_graph in brackets):
                raise QueryRefusedError(
                    "SERVICE",
                    Worded("stands within GRAPH, which means nothing to another endpoint"),
                    Worded("Write it beside GRAPH { ... }."),
                )
            yield at


def _is_doubtful(iri: str) -> bool:
    """Whether the engine may read less-than here, and a string or a comment behind it.

    No two slashes stand together in SPARQL but in an IRI, a string or a comment.
    """
    return "'" in iri or "#" in iri.partition("//")[0]


def _is_clause(found: tuple[Token, ...], at: int) -> bool:
    name = at + 1 + (found[at + 1].upper == "SILENT")
    if found[name].kind not in (Kind.IRI, Kind.NAME, Kind.VARIABLE):
        return False
    return found[name + 1].text == "{"


def _blank(token: Token) -> str:
    return (_SUBSTITUTE if token.upper == "SERVICE" else "").ljust(len(token.text))


def _clause(query: str, found: tuple[Token, ...], at: int, name: int, base: str, names: Mapping[str, str]) -> Clause:
    last = _closing(found, name + 1)
    start, end = found[name + 1].start, found[last].end
    return Clause(
        found[at].start,
        end,
        name > at + 1,
        _iri(found[name], base, names),
        found[name].text,
        _declarations(found[name + 2 : last], base, names),
        query[start:end],
    )


def _closing(found: tuple[Token, ...], opening: int) -> int:
    """The brace that closes this one, or the last token: a query without it is no SPARQL, which the parser says."""
    depth = 0
    for at in range(opening, len(found)):
        if found[at].kind is Kind.MARK:
            depth += (found[at].text == "{") - (found[at].text == "}")
        if depth == 0:
            return at
    return len(found) - 1


def _iri(token: Token, base: str, names: Mapping[str, str]) -> str | None:
    if token.kind is Kind.IRI:
        return resolved(base, token.text[1:-1])
    prefix, _, local = token.text.partition(":")
    if token.kind is Kind.VARIABLE or prefix not in names:
        return None
    return names[prefix] + re.sub(r"\\(.)", r"\1", local)


def _declarations(pattern: tuple[Token, ...], base: str, names: Mapping[str, str]) -> str:
    """What a pattern needs of the prologue, so that it says the same on its own."""
    used = {each.text.partition(":")[0] for each in pattern if each.kind is Kind.NAME}
    written = [f"PREFIX {name}: {_written(names[name])} " for name in sorted(used & names.keys())]
    if any(each.kind is Kind.IRI and not _SCHEME.match(each.text, 1) for each in pattern):
        written.insert(0, f"BASE {_written(base)} ")
    return "".join(written)


def _written(iri: str) -> str:
    """
    Raises:
        QueryRefusedError: it is no IRI.
    """
    try:
        return str(NamedNode(iri))
    except ValueError as error:
        raise QueryRefusedError(
            iri, Worded("is no absolute IRI: %(said)s", said=English(error)), Worded("Write it in full.")
        ) from error
