"""Statements as lines of canonical N-Quads, and what a statement must be to be published.

The lines are those of RDF Dataset Canonicalization (https://www.w3.org/TR/rdf-canon/#canonical-quads): a
statement has one spelling, so sorted lines can be compared, hashed and read as a change log.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from graph.vocabulary import Quad

Triple = tuple[URIRef, URIRef, URIRef | Literal]

_NAMED_ESCAPES: Final = {
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}
_ESCAPES: Final = str.maketrans({**{chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F)}, **_NAMED_ESCAPES})
_IRI: Final = re.compile(r'(?!file:)[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|\\^`\s]+')
_QNAME_TAIL: Final = re.compile(r"[^\W\d][\w.-]*\Z")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*")
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def quoted_text(value: str) -> str:
    """The lexical form of a literal in quotation marks, with its escapes."""
    return f'"{str(value).translate(_ESCAPES)}"'


def term_text(term: URIRef | Literal) -> str:
    r"""A term in canonical N-Quads.

    >>> term_text(Literal("trên\n\"81 tỷ\"", lang="vi"))
    '"trên\\n\\"81 tỷ\\""@vi'
    >>> term_text(Literal(5)), term_text(Literal("a", datatype=XSD.string))
    ('"5"^^<http://www.w3.org/2001/XMLSchema#integer>', '"a"')
    """
    if isinstance(term, URIRef):
        return f"<{term}>"
    quoted = quoted_text(term)
    if term.language:
        return f"{quoted}@{term.language}"
    if term.datatype is None or term.datatype == XSD.string:
        return quoted
    return f"{quoted}^^<{term.datatype}>"


def triple_line(triple: Triple) -> str:
    """A statement as a line of canonical N-Triples, with its line end."""
    return " ".join(map(term_text, triple)) + " .\n"


def quad_line(quad: Quad) -> str:
    """A statement as a line of canonical N-Quads, with its line end."""
    return " ".join(map(term_text, quad)) + " .\n"


def union(quads: Iterable[Quad]) -> frozenset[Triple]:
    """The statements of all graphs, each once."""
    return frozenset((subject, predicate, value) for subject, predicate, value, _ in quads)


def problems(quads: Iterable[Quad]) -> Iterator[tuple[Quad, str]]:
    """The statements that cannot be published, each with the reason.

    What every format and every parser agrees on is allowed: absolute IRIs, no blank nodes, composed (NFC)
    text, characters that XML can carry, predicates that RDF/XML can write, lower-case language tags.

    >>> quad = (URIRef("https://example.org/a b"), URIRef("https://example.org/p"), Literal(1), URIRef("x:g"))
    >>> [reason for _, reason in problems([quad])]
    ["'https://example.org/a b' is not an absolute IRI that all parsers accept"]
    """
    for quad in quads:
        for term in quad:
            if reason := _term_problem(term):
                yield quad, reason
        if not _QNAME_TAIL.search(quad[1]):
            yield quad, f"the predicate '{quad[1]}' does not end in a name, so RDF/XML cannot write it"


def _term_problem(term: object) -> str | None:
    if not isinstance(term, URIRef | Literal):
        return f"{term!r} is neither an IRI nor a literal"
    if not unicodedata.is_normalized("NFC", term):
        return f"{str(term)!r} is not composed (NFC)"
    if isinstance(term, URIRef):
        wrong = not _IRI.fullmatch(term)
        return f"'{term}' is not an absolute IRI that all parsers accept" if wrong else None
    if match := _NOT_XML.search(term):
        return f"a text holds U+{ord(match.group()):04X}, which XML cannot carry"
    if term.language and not _LANGUAGE.fullmatch(term.language):
        return f"the language tag '{term.language}' is not written in lower case"
    return None
