"""Calls of functions that SPARQL does not define: other stores run programs by such names.

Our own engine knows none of them, so that nothing is lost by refusing them. In Virtuoso ``<bif:...>`` and
``<sql:...>`` are functions of its database, and any other IRI the name of a stored procedure; elsewhere
``<java:...>`` loads a class. Like the check for SERVICE, this one errs on the side of refusing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from graph.errors import Worded
from graph.store import QueryRefusedError
from graph.store.scanner import Stretch, readings, stretches

_GAP: Final = r"(?:\s|#[^\n\r]*+(?=[\n\r]))*+"
# Only the first part of `a:b:c` can be a prefix; so a match begins after neither a colon nor a character of a prefix.
_PREFIX: Final = r"(?<![\w.:\-])(?P<prefix>[\w.\-]*+):"
_LOCAL: Final = r"(?P<local>(?:\\.|[^\s\"'<>#(){}\[\]\\,;|/^*+?!=&$])*+)"
_CALL: Final = re.compile(rf"(?:<(?P<iri>[^<>\s]*+)>|{_PREFIX}{_LOCAL}){_GAP}\(")
_DECLARED: Final = re.compile(rf"{_PREFIX}{_GAP}<(?P<iri>[^<>\s]*+)>")
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"


def check_functions(query: str, prefixes: Mapping[str, str]) -> None:
    """Refuse a query that calls a function other than the casts of SPARQL 1.1 (section 17.5), or may do so.

    Args:
        query: SPARQL.
        prefixes: those that need not be declared.

    Raises:
        QueryRefusedError: with the name of the function.

    >>> check_functions("SELECT (xsd:integer('1') AS ?n) {}", {"xsd": _XSD})
    >>> check_functions("SELECT (<bif:http_get>('http://10.0.0.1/') AS ?x) {}", {})
    Traceback (most recent call last):
    ...
    graph.store.errors.QueryRefusedError: the function <bif:http_get>: is none of SPARQL 1.1
      Use the functions of SPARQL 1.1. If a list was meant, name its parts with rdf:first and rdf:rest.
    """
    for text in readings(query):
        calls = [each for each in _CALL.finditer(text) if not _is_cast(each, text, prefixes)]
        reachable = list(stretches(text)) if calls else []
        for call in calls:
            if _is_reachable(call, reachable):
                raise QueryRefusedError(
                    Worded("the function %(name)s", name=_shown(call)),
                    Worded("is none of SPARQL 1.1"),
                    Worded(
                        "Use the functions of SPARQL 1.1. If a list was meant, name its parts with rdf:first "
                        "and rdf:rest."
                    ),
                )


def _is_cast(call: re.Match[str], text: str, prefixes: Mapping[str, str]) -> bool:
    """Whether it is certainly a cast: nowhere, not even where nobody would look, is its prefix another one."""
    if call["iri"] is not None:
        return call["iri"].startswith(_XSD)
    declared = {each["iri"] for each in _DECLARED.finditer(text) if each["prefix"] == call["prefix"]}
    return (declared or {prefixes.get(call["prefix"], "")}) == {_XSD}


def _is_reachable(call: re.Match[str], reachable: list[Stretch]) -> bool:
    place = call.start() + (call["iri"] is not None)  # within the bracket: it might be a less-than
    return any(each.start <= place < each.end for each in reachable)


def _shown(call: re.Match[str]) -> str:
    return f"<{call['iri']}>" if call["iri"] is not None else f"{call['prefix']}:{call['local']}"
