"""The one place where a query is evaluated: text in, bytes in a named format out, under limits.

Inputs and outputs can be pickled and know no HTTP, so that the evaluation can move into a process that can
be killed.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Final

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Store,
)

from graph.errors import English, Worded
from graph.formats import CSV, RESULTS_XML, Format
from graph.index import merged
from graph.store.bounded import Bounded
from graph.store.comma_separated import write_csv
from graph.store.complexity import Limits
from graph.store.dataset import QueryDataset, check_known, dataset_clauses, declared_prefixes, is_update, nodes
from graph.store.errors import (
    QUERY,
    EvaluationError,
    NotAcceptableError,
    QueryRefusedError,
    ResultTooLargeError,
    UpdateRefusedError,
)
from graph.store.explaining import explained
from graph.store.given import NOTHING, Given, changed
from graph.store.guard import check_query
from graph.store.opening import Release
from graph.store.ordering import sort_keys
from graph.store.stack import with_deep_stack
from graph.store.triples import serialize_graph, xml_unrepresentable

_CONTROL: Final = re.compile(b"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


class Form(Enum):
    """What a query gives back."""

    SOLUTIONS = "solutions"
    """SELECT and ASK."""
    GRAPH = "graph"
    """CONSTRUCT and DESCRIBE."""

    __hash__ = object.__hash__  # there is one object for each; the one of Enum is written in Python, and slow


@dataclass(frozen=True)
class Consulted:
    """Another endpoint that was asked for a query, with what became of it in a word, and the seconds that it took."""

    endpoint: str
    outcome: str
    seconds: float


@dataclass(frozen=True)
class Answer:
    """The whole result of a query, serialised; ``consulted`` are other endpoints with a part in it."""

    form: Form
    format: Format
    body: bytes
    consulted: tuple[Consulted, ...] = ()


def evaluate(
    release: Release,
    query: str,
    *,
    formats: Mapping[Form, Format | None],
    dataset: QueryDataset = QueryDataset(),  # noqa: B008 - frozen
    limits: Limits = Limits(),  # noqa: B008 - frozen
    given: Given = NOTHING,
) -> Answer:
    """The result of a query.

    The default graph is the union of all graphs, unless the query or ``dataset`` names graphs; ``dataset``
    goes before the query's own clauses (SPARQL 1.1 Protocol, section 2.1.4).

    Args:
        release: what to ask.
        query: the text of a SELECT, ASK, CONSTRUCT or DESCRIBE.
        formats: the format wanted for each form, agreed on beforehand, because only the parser knows the
            form; ``None`` where no format would be acceptable.
        dataset: the graphs named outside the query.
        limits: what the query may cost.
        given: what is known beside it.

    Raises:
        QuerySyntaxError: with line and column.
        QueryRefusedError: SERVICE, a graph that is not held, a query beyond the limits.
        NotAcceptableError: the result is of a form without an acceptable format.
        UnrepresentableError: the format cannot hold this result.
        ResultTooLargeError: nothing is cut off in silence.
        EvaluationError: the engine gave up.
    """
    try:
        check_query(query, limits)
    except QueryRefusedError as error:
        if len(query) <= limits.query_length and is_update(query):
            raise _is_update() from error
        raise
    if given.empty:
        release = replace(release, store=Store(), union=None)
    return with_deep_stack(lambda: _evaluated(release, query, formats, dataset, limits, given))


def _evaluated(
    release: Release,
    query: str,
    formats: Mapping[Form, Format | None],
    dataset: QueryDataset,
    limits: Limits,
    given: Given,
) -> Answer:
    results = _run(release, query, dataset, limits, given)
    try:
        if isinstance(results, QueryTriples):
            prefixes = {**release.prefixes(), **declared_prefixes(query)}
            return _graph(prefixes, results, _wanted(formats, Form.GRAPH), limits)
        return _solutions(results, _wanted(formats, Form.SOLUTIONS), limits)
    except (OSError, RuntimeError) as error:
        raise _given_up(error) from error


def _run(
    release: Release, query: str, dataset: QueryDataset, limits: Limits, given: Given
) -> QuerySolutions | QueryBoolean | QueryTriples:
    try:
        base = str(release.names.at("sparql"))  # what relative IRIs are resolved against: RFC 3986, section 5.1.3
        dataset = dataset or dataset_clauses(query, base)
        check_known(dataset, release.graphs)
        prefixes = _mentioned(release, query)
        if not dataset:
            store = release.store if release.union is None or _names_graphs(query) else release.union
            return _parsed(store, query, given, base_iri=base, prefixes=prefixes)
        named: list[NamedNode | BlankNode] = [*nodes(dataset.named_graph_uri)]
        default: list[NamedNode | BlankNode | DefaultGraph] = [*nodes(dataset.default_graph_uri)]
        store = release.store
        if len(set(default)) > 1:
            # The engine would find a triple once for each graph it stands in.
            store = merged(store, nodes(dataset.default_graph_uri), nodes(dataset.named_graph_uri))
            default = [DefaultGraph()]
        return _parsed(store, query, given, base_iri=base, prefixes=prefixes, default_graph=default, named_graphs=named)
    except SyntaxError as error:
        if is_update(query):
            raise _is_update() from error
        raise explained(query, str(error), base=base, prefixes=release.prefixes(), limits=limits) from error
    except (OSError, RuntimeError) as error:
        raise _given_up(error) from error


def _parsed(store: Store, query: str, given: Given, **options: Any) -> QuerySolutions | QueryBoolean | QueryTriples:
    keys = sort_keys(query)
    if keys:
        # What is wrong with a query is said of the words that were sent.
        with contextlib.suppress(SyntaxError):
            return store.query(changed(query, (*keys, *given.tables)), **options)
    return store.query(changed(query, given.tables), **options)


def _names_graphs(query: str) -> bool:
    """Whether the query may ask for named graphs; it says so by a keyword, which may be written with escapes."""
    return "\\" in query or "graph" in query.lower()


def _mentioned(release: Release, query: str) -> dict[str, str]:
    """The prefixes that the query may use: the engine reads the IRI of each one that it is given."""
    if "\\" in query:  # a name may be written with escapes
        return release.prefixes()
    return {name: iri for mention, name, iri in release.mentions if mention in query}


def _wanted(formats: Mapping[Form, Format | None], form: Form) -> Format:
    wanted = formats.get(form)
    if wanted is None:
        asked = (
            Worded("the result of this SELECT or ASK query")
            if form is Form.SOLUTIONS
            else Worded("the result of this CONSTRUCT or DESCRIBE query")
        )
        raise NotAcceptableError(asked, Worded("is available in no format that was asked for"))
    return wanted


def _solutions(results: QuerySolutions | QueryBoolean, format: Format, limits: Limits) -> Answer:
    buffer = Bounded(limits.result_bytes, lambda: ResultTooLargeError.beyond("result_bytes", limits.result_bytes))
    if format == CSV and isinstance(results, QuerySolutions):
        write_csv(results, buffer)
    else:
        results.serialize(buffer, format=getattr(QueryResultsFormat, format.pyoxigraph))
    body = buffer.getvalue()
    if format == RESULTS_XML:
        if match := _CONTROL.search(body):
            raise xml_unrepresentable(match.group().decode())
        # As it stands, a reader of XML would take a carriage return for a line end (XML 1.0, section 2.11).
        body = body.replace(b"\r", b"&#13;")
    return Answer(Form.SOLUTIONS, format, body)


def _graph(prefixes: Mapping[str, str], results: QueryTriples, format: Format, limits: Limits) -> Answer:
    triples = set()
    for triple in results:
        triples.add(triple)
        if len(triples) > limits.result_triples:
            raise ResultTooLargeError.beyond("result_triples", limits.result_triples)
    body = serialize_graph(triples, format, prefixes)
    if len(body) > limits.result_bytes:
        raise ResultTooLargeError.beyond("result_bytes", limits.result_bytes)
    return Answer(Form.GRAPH, format, body)


def _is_update() -> UpdateRefusedError:
    return UpdateRefusedError(
        QUERY,
        Worded("is an update, and updates are not taken here"),
        Worded("The data change with the next release only."),
    )


def _given_up(error: Exception) -> EvaluationError | QueryRefusedError:
    """What it means that the engine gave up: only of functions that it does not have is the query to blame."""
    if "custom function" in str(error):
        return QueryRefusedError(
            QUERY,
            Worded("calls a function that there is not here"),
            Worded("Use the functions of SPARQL 1.1. The engine says: %(said)s.", said=English(error)),
        )
    return EvaluationError(
        QUERY, Worded("could not be evaluated: %(said)s", said=English(error)), Worded("Try a simpler query.")
    )
