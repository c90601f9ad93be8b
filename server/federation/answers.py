"""From what an endpoint has answered to a ``VALUES`` block, or an error: never to less than the truth.

https://www.w3.org/TR/sparql11-results-json/
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from graph.errors import Worded
from graph.formats import RESULTS_JSON
from server.federation.errors import ServiceFailed, ServiceRejected, too_large
from server.remote.client import Reply
from server.remote.errors import StoreFailed
from server.remote.replies import check_type

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NOT_DATATYPES: Final = (_RDF + "langString", _RDF + "dirLangString")
"""What a literal is only by its language, which is then missing."""
_LITERAL: Final = {"type", "value", "xml:lang", "datatype"}
_BUSY: Final = (429, 503)
_CUT: Final = ("x-sql-state", "x-sparql-maxrows")
"""By these, Virtuoso says under a 200 that it has stopped before the end."""

Row = dict[str, str]


def values_of(reply: Reply, variables: Sequence[str], endpoint: str, rows: int) -> str:
    """The solutions of a reply as ``VALUES``, which means the same in the place of the clause.

    Args:
        reply: to a request for solutions in JSON.
        variables: of the question.
        endpoint: that was asked.
        rows: that an answer may have.

    Raises:
        ServiceFailed: it is no answer, or none to this question.
        ServiceRejected: it holds a blank node, which would not be the same here.
        ResultTooLargeError: it has more rows.
    """
    _check(reply, endpoint)
    try:
        result = json.loads(reply.body.decode("utf-8"), object_pairs_hook=_once)
        found = _solutions(result, variables)
        if len(found) > rows:
            raise too_large(endpoint, {"service_rows": rows})
        written = [_row(each, variables, endpoint) for each in found]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ServiceFailed.because(endpoint, Worded("sent an answer that cannot be read")) from error
    return values(variables, written)


def nothing_known(variables: Sequence[str]) -> str:
    """One solution without a binding: what there is of an endpoint that failed in silence (section 2.4)."""
    return values(variables, [" ".join("UNDEF" for _ in variables)])


def values(variables: Iterable[str], rows: Iterable[str]) -> str:
    """
    >>> values(["a", "b"], ["1 2", "UNDEF 3"])
    'VALUES (?a ?b) { (1 2) (UNDEF 3) }'
    """
    return f"VALUES ({' '.join('?' + each for each in variables)}) {{ {' '.join(f'({each})' for each in rows)} }}"


def _check(reply: Reply, endpoint: str) -> None:
    if reply.status != 200:
        what = (
            Worded("has too much to do")
            if reply.status in _BUSY
            else Worded("answered with status %(status)s", status=reply.status)
        )
        raise ServiceFailed.because(endpoint, what)
    if any(name in reply.headers for name in _CUT):
        raise ServiceFailed.because(endpoint, Worded("sent a part of its answer only"))
    if reply.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise ServiceFailed.because(endpoint, Worded("sent its answer compressed, which was not asked for"))
    try:
        check_type(reply, RESULTS_JSON)
    except StoreFailed as error:
        raise ServiceFailed.because(endpoint, error.reason) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The members of an object, each of which may be named once: nobody knows which one a reader would take."""
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError("a member is named twice")
    return table


def _solutions(result: dict[str, Any], variables: Sequence[str]) -> list[dict[str, Any]]:
    """
    Raises:
        ValueError: the answer is none to a question for these variables.
    """
    named = result["head"].get("vars", [])
    rows = result["results"]["bindings"]
    if "boolean" in result or not isinstance(named, list) or not isinstance(rows, list):
        raise ValueError("these are no solutions")
    if len(named) != len(variables) or set(named) != set(variables):
        raise ValueError("other variables than were asked for")
    return rows


def _row(row: dict[str, Any], variables: Sequence[str], endpoint: str) -> str:
    if not row.keys() <= set(variables):
        raise ValueError("a variable that was not asked for")
    return " ".join(_terms(row, variables, endpoint))


def _terms(row: dict[str, Any], variables: Sequence[str], endpoint: str) -> Iterator[str]:
    """The terms of a row, written by the engine's own writer, which knows how to escape them.

    Raises:
        ValueError: one of them is no term of RDF 1.1.
        TypeError: its value is no text.
    """
    for name in variables:
        if name not in row:
            yield "UNDEF"
            continue
        term = row[name]
        kind, value = term["type"], term["value"]
        if not isinstance(value, str):
            raise TypeError("a value that is no text")
        if kind == "bnode":
            raise ServiceRejected.because(
                Worded("the answer of <%(endpoint)s>", endpoint=endpoint),
                Worded("holds a blank node, which has no name outside of that endpoint"),
                Worded(
                    "Leave the variable out with a sub-select, ask for what is said of the node, or "
                    "exclude it with FILTER(!isBlank(...)) in the braces."
                ),
            )
        if kind == "uri" and term.keys() == {"type", "value"}:
            yield str(NamedNode(value))
        elif kind in ("literal", "typed-literal") and term.keys() <= _LITERAL:
            yield str(_literal(value, term.get("xml:lang"), term.get("datatype")))
        else:
            raise ValueError("no term of RDF 1.1")


def _literal(value: str, language: str | None, datatype: str | None) -> Literal:
    if language is not None:
        if datatype not in (None, _NOT_DATATYPES[0]):
            raise ValueError("a language and a datatype")
        return Literal(value, language=language)
    if datatype in _NOT_DATATYPES:
        raise ValueError("no language")
    return Literal(value, datatype=NamedNode(datatype)) if datatype is not None else Literal(value)
