"""The graphs a query asks about: what the protocol's parameters or its own ``FROM`` clauses name.

Oxigraph takes ``FROM`` into account only where no union is asked for, so whether a query has such clauses
must be known beforehand. They name graphs that we hold. Nothing is ever fetched, and a graph that we do not
hold is refused by name, because an empty answer would look like knowledge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from pyoxigraph import NamedNode, Store

from graph.errors import Worded
from graph.store.errors import QueryRefusedError
from graph.store.scanner import decode_escapes, is_tail, stretches


@dataclass(frozen=True)
class QueryDataset:
    """The dataset of a query; ``None`` for both where nothing is said (SPARQL 1.1 Protocol, section 2.1.4).

    Attributes:
        default_graph_uri: graphs that are merged into the default graph.
        named_graph_uri: graphs that ``GRAPH`` can name.
    """

    default_graph_uri: tuple[str, ...] = ()
    named_graph_uri: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.default_graph_uri or self.named_graph_uri)


_GAP: Final = r"(?:\s|#[^\n\r]*+)*+"
_NAME: Final = r"(?:<(?P<iri>[^<>\s]*)>|(?P<prefix>[^\s\"'<>#(){}\[\]?$:]*):(?P<local>(?:\\.|[^\s\"'<>#(){}\[\]\\])*))"
_FROM: Final = re.compile(rf"from(?={_GAP}(?P<named>named{_GAP})?{_NAME})", re.IGNORECASE)
_DECLARATION: Final = re.compile(
    rf"{_GAP}(?:base{_GAP}<(?P<base>[^<>\s]*)>|prefix{_GAP}(?P<prefix>[^\s:<]*){_GAP}:{_GAP}<(?P<iri>[^<>\s]*)>)",
    re.IGNORECASE,
)
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_UPDATE: Final = re.compile(rf"{_GAP}(?:insert|delete|load|clear|drop|create|add|move|copy|with)\b", re.IGNORECASE)
_FORM: Final = re.compile(rf"{_GAP}(select|ask|construct|describe)\b", re.IGNORECASE)
_STRANGER: Final = "\u2020\u2020\u2020\u2020"
"""As long as the keyword, and allowed in strings, IRIs and comments but in no token."""


def dataset_clauses(query: str, base: str = "") -> QueryDataset:
    """The graphs that the query's own ``FROM`` and ``FROM NAMED`` clauses name.

    Args:
        query: its text.
        base: what its relative IRIs are resolved against, as long as it names no other.

    >>> dataset_clauses("PREFIX g: <http://e/> ASK FROM g:a FROM NAMED <http://e/b> { ?s ?p 'FROM <c:d>' }")
    QueryDataset(default_graph_uri=('http://e/a',), named_graph_uri=('http://e/b',))
    """
    if "\\" not in query and "from" not in query.lower():
        return QueryDataset()
    text = decode_escapes(query)
    default: list[str] = []
    named: list[str] = []
    base, prefixes = prologue(text, base)
    for match in _clauses(text):
        iri = match["iri"]
        if iri is None:
            iri = prefixes.get(match["prefix"], "") + re.sub(r"\\(.)", r"\1", match["local"])
        (named if match["named"] else default).append(resolved(base, iri))
    return QueryDataset(tuple(default), tuple(named))


def is_update(query: str) -> bool:
    """Whether a text that is no query looks like an update: by the first word after its prefixes.

    >>> is_update("PREFIX e: <http://e/> INSERT DATA { e:a e:b e:c }"), is_update("SELECT ?insert { }")
    (True, False)
    """
    return _first(_UPDATE, query) is not None


def query_form(query: str) -> str | None:
    """The form of a query, by the first word after its prefixes; ``None`` where that is none of the four.

    >>> query_form("BASE <http://e/> # SELECT\\nask {}"), query_form("VERSION '1.2' ASK {}")
    ('ASK', None)
    """
    match = _first(_FORM, query)
    return match[1].upper() if match else None


def _first(word: re.Pattern[str], query: str) -> re.Match[str] | None:
    text, position = decode_escapes(query), 0
    while match := _DECLARATION.match(text, position):
        position = match.end()
    return word.match(text, position)


def declared_prefixes(query: str) -> dict[str, str]:
    """The prefixes that the query declares, so that its answer can be written with them.

    >>> declared_prefixes("PREFIX e: <http://e/> ASK {}")
    {'e': 'http://e/'}
    """
    return prologue(decode_escapes(query))[1]


def check_known(dataset: QueryDataset, graphs: tuple[str, ...]) -> None:
    """Refuse a dataset that names a graph we do not hold.

    Raises:
        QueryRefusedError: with the graphs there are.
    """
    for iri in (*dataset.default_graph_uri, *dataset.named_graph_uri):
        if iri not in graphs:
            raise QueryRefusedError(
                Worded("the graph <%(iri)s>", iri=iri),
                Worded("is not held here, and graphs are never fetched from elsewhere"),
                Worded("The graphs are: %(list)s", list=", ".join(f"<{each}>" for each in graphs)),
            )


def nodes(iris: tuple[str, ...]) -> list[NamedNode]:
    """The graphs' names as the engine wants them."""
    return [NamedNode(iri) for iri in iris]


def _clauses(text: str) -> Iterator[re.Match[str]]:
    candidates = [each for each in _FROM.finditer(text) if not is_tail(text, each.start())]
    if not candidates:
        return
    reachable = list(stretches(text))
    for match in candidates:
        place = match.start()
        if any(each.start <= place < each.end for each in reachable) and _is_keyword(text, place):
            yield match


def _is_keyword(text: str, place: int) -> bool:
    """Whether the engine itself reads a keyword here: the query breaks with a stranger in its place.

    Inside a string, an IRI or a comment the stranger does no harm. The store is empty, so nothing is done.
    """
    changed = text[:place] + _STRANGER + text[place + len(_STRANGER) :]
    try:
        Store().query(changed)
    except SyntaxError:
        return True
    return False


def prologue(text: str, base: str = "") -> tuple[str, dict[str, str]]:
    """The base and the prefixes in force after the declarations of a query, which holds no escapes.

    >>> prologue("BASE <http://e/a/> PREFIX e: <b#> ASK {}")
    ('http://e/a/', {'e': 'http://e/a/b#'})
    """
    prefixes: dict[str, str] = {}
    position = 0
    while match := _DECLARATION.match(text, position):
        if match["base"] is not None:
            base = resolved(base, match["base"])
        else:
            prefixes[match["prefix"]] = resolved(base, match["iri"])
        position = match.end()
    return base, prefixes


def resolved(base: str, iri: str) -> str:
    """An IRI that may be relative, resolved against a base if there is one; an absolute one stays as it is written.

    >>> resolved("http://e/a?b#c", "d#"), resolved("http://e/", "http://f/#")
    ('http://e/d#', 'http://f/#')
    """
    if not base or _SCHEME.match(iri):
        return iri
    try:
        joined = urljoin(base.partition("#")[0], iri)
    except ValueError:  # no IRI, as `//[`, which is for the engine to refuse
        return iri
    return joined + "#" if iri.endswith("#") else joined  # which is dropped where nothing stands behind it
