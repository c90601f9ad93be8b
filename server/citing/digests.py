"""Digests of a result: of its bytes in a format, and of what it says, whatever the order and the format.

Rows without ``ORDER BY`` come in the order of an index, which another version of the engine, or the same release on
another machine, may have otherwise. So a result has two digests: ``bytes`` is what ``sha256sum`` prints of the file;
``rows`` is the SHA-256 of these lines in UTF-8, each ended by a line feed:

* SELECT: the names of the variables sorted by code point, because SPARQL gives those of ``SELECT *`` no order; then the
  rows, their terms in the order of these names, sorted by code point, repeated ones as often as they come. Names and
  terms are parted by a tab, terms are written as in N-Triples, an unbound one is empty.
* ASK: ``true`` or ``false``.
* CONSTRUCT, DESCRIBE: the triples as lines of N-Triples, sorted by code point.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from pyoxigraph import (
    BlankNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from graph.formats import TSV, TURTLE, Format
from graph.store import Answer, Form

LARGEST: Final = 16 * 1024 * 1024
"""Bytes of a result in TSV or Turtle beyond which its rows are not sorted and digested."""
PARSED: Final[dict[Form, Format | None]] = {Form.SOLUTIONS: TSV, Form.GRAPH: TURTLE}
"""The formats that are read for the digest of the rows."""
_HEX: Final = re.compile("[0-9a-f]{64}")
_CHOICE: Final = re.compile(r"(?<![?$:\w])(limit|offset|order|sample|group_concat)\b", re.IGNORECASE)


class Anonymous(Exception):
    """A result holds a blank node, which is named anew each time."""


@dataclass(frozen=True)
class Digests:
    """SHA-256 of a result, in hexadecimal digits; empty where it is not known.

    Attributes:
        bytes: of the result in its format.
        rows: of what it says.
    """

    bytes: str = ""
    rows: str = ""


class Verdict(Enum):
    """How a result compares with the one that was cited."""

    IDENTICAL = "identical"
    SAME_ROWS = "same rows"
    """The bytes differ, but they say the same."""
    OTHER_BYTES = "other bytes"
    """The bytes differ; what the cited result said is not known, or what this one says was not digested."""
    DIFFERENT = "different"


def is_digest(text: str) -> bool:
    """Whether this is a SHA-256 in hexadecimal digits."""
    return _HEX.fullmatch(text) is not None


def compared(cited: Digests, found: Digests) -> Verdict:
    """How a result compares with the one that was cited, of which at least one digest is known.

    >>> compared(Digests("aa", "bb"), Digests("aa", "bb")).value, compared(Digests("aa"), Digests("ab", "bb")).value
    ('identical', 'other bytes')
    """
    rows_known = bool(cited.rows and found.rows)
    if rows_known and cited.rows != found.rows:
        return Verdict.DIFFERENT
    if cited.bytes == found.bytes:
        return Verdict.IDENTICAL
    return Verdict.SAME_ROWS if rows_known else Verdict.OTHER_BYTES


def bytes_digest(body: bytes) -> str:
    """The digest of a result as it is sent."""
    return hashlib.sha256(body).hexdigest()


def rows_digest(answer: Answer) -> str:
    """The digest of what a result in one of :data:`PARSED` says; empty where it is too large.

    Raises:
        Anonymous: it holds a blank node.
    """
    if len(answer.body) > LARGEST:
        return ""
    digest = hashlib.sha256()
    for line in _lines(answer):
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


def depends_on_order(query: str) -> bool:
    """Whether the rows themselves, not their order alone, may depend on the order in which an index gives them.

    >>> depends_on_order("SELECT * { ?s ?p ?o } LIMIT 5"), depends_on_order("SELECT * { ?s ?p ?o } ORDER BY ?s LIMIT 5")
    (True, False)
    """
    words = {each.lower() for each in _CHOICE.findall(query)}
    return bool(words & {"sample", "group_concat"}) or (bool(words & {"limit", "offset"}) and "order" not in words)


def _lines(answer: Answer) -> Iterator[str]:
    if answer.form is Form.GRAPH:
        yield from sorted({_statement(each.triple) for each in parse(answer.body, format=RdfFormat.TURTLE)})
        return
    results = parse_query_results(input=answer.body, format=QueryResultsFormat.TSV)
    if isinstance(results, QueryBoolean):
        yield str(bool(results)).lower()
        return
    assert isinstance(results, QuerySolutions)
    names = sorted(each.value for each in results.variables)
    yield "\t".join(names)
    yield from sorted("\t".join(_terms(solution[name] for name in names)) for solution in results)


def _statement(triple: Triple) -> str:
    return " ".join(_terms(triple)) + " ."


def _terms(terms: Iterable[object]) -> Iterator[str]:
    for each in terms:
        if isinstance(each, BlankNode):
            raise Anonymous
        yield "" if each is None else str(each)
