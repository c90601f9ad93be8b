"""From what a store has sent to what our own engine would have sent, or an error: never to less than the truth."""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Mapping
from typing import Final

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from graph.errors import Worded
from graph.formats import CSV, N_TRIPLES, RESULTS_JSON, RESULTS_XML, Format
from graph.store import Answer, Form, Limits, serialize_graph
from graph.store.bounded import Bounded
from graph.store.comma_separated import write_csv
from graph.store.triples import xml_unrepresentable
from server.remote.client import Reply
from server.remote.dialect import Dialect
from server.remote.errors import StoreFailed
from server.remote.rehearsal import Rehearsed
from server.remote.replies import check, check_type, too_large, unreadable

READABLE: Final = 100_000
"""Triples of a graph that are written in another format than N-Triples: here nothing stops the writing."""
_CONTROL: Final = re.compile(b"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_ENDS: Final[Mapping[Format, re.Pattern[bytes]]] = {
    RESULTS_JSON: re.compile(rb"(?:\]\s*\}|true|false)\s*\}\s*\Z"),
    RESULTS_XML: re.compile(rb"</sparql>\s*\Z"),
}
"""How an answer ends that is complete, where the format shows it."""
_TAIL: Final = 200


def answer_of(
    reply: Reply,
    dialect: Dialect,
    rehearsed: Rehearsed,
    wanted: Format,
    limits: Limits,
    prefixes: Mapping[str, str],
) -> Answer:
    """The answer in the format wanted.

    Args:
        reply: of the store, to a request for the format that ``dialect.asks_for`` names.
        dialect: of the store.
        rehearsed: what is known of the query.
        wanted: the format for the client.
        limits: in force here.
        prefixes: for formats that have them.

    Raises:
        RemoteError: the reply is an error, or no whole answer to this query.
        QueryTimeout: the store gave up.
        ResultTooLargeError: beyond the limits, here or there.
        UnrepresentableError: the format cannot hold this result.
    """
    check(reply, dialect)
    asked = dialect.asks_for(rehearsed.form, wanted)
    try:
        body = _body(reply, dialect, rehearsed, asked, wanted, limits, prefixes)
    except BaseException as error:
        _let_go(error)
        raise
    return Answer(rehearsed.form, wanted, body)


def _let_go(error: BaseException | None) -> None:
    """Free what the failed calls still hold: the engine's results must end in the thread that began them."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__context__


def _body(
    reply: Reply,
    dialect: Dialect,
    rehearsed: Rehearsed,
    asked: Format,
    wanted: Format,
    limits: Limits,
    prefixes: Mapping[str, str],
) -> bytes:
    check_type(reply, asked)
    if asked in dialect.trusted or asked != RESULTS_JSON:  # what is read here need not be looked at before
        _check_whole(reply, asked, rehearsed)
    if rehearsed.form is Form.GRAPH:
        body = _graph(reply.body, asked in dialect.trusted, wanted, limits, prefixes)
    elif asked == wanted and asked in dialect.trusted:
        body = reply.body
    else:
        body = _solutions(dialect.mended(reply.body), rehearsed, wanted, limits)
    if wanted == RESULTS_XML and (match := _CONTROL.search(body)):
        raise xml_unrepresentable(match.group().decode())
    return body


def _check_whole(reply: Reply, asked: Format, rehearsed: Rehearsed) -> None:
    """Refuse an answer whose end cannot be seen or is missing."""
    body = reply.body.rstrip()
    if asked in _ENDS:
        whole = _ENDS[asked].search(body[-_TAIL:]) is not None
    else:
        empty = not body and rehearsed.form is Form.GRAPH
        yes_or_no = rehearsed.is_ask and body in (b"true", b"false")
        whole = reply.framed and (empty or yes_or_no or reply.body.endswith(b"\n"))
    if not whole:
        raise StoreFailed.because(Worded("ended its answer before it was complete"))


def _graph(body: bytes, trusted: bool, wanted: Format, limits: Limits, prefixes: Mapping[str, str]) -> bytes:
    if trusted and wanted == N_TRIPLES:
        lines = {line + b"\n" for line in body.split(b"\n") if line}
        if len(lines) > limits.result_triples:
            raise too_large(f"the limit of {limits.result_triples:,} triples")
        return b"".join(sorted(lines))
    most = limits.result_triples if wanted == N_TRIPLES else min(READABLE, limits.result_triples)
    try:
        triples = {quad.triple for quad in parse(body, format=RdfFormat.N_TRIPLES)}
    except SyntaxError as error:
        raise unreadable() from error
    if len(triples) > most:
        raise too_large(f"the limit of {most:,} triples in {wanted.label}")
    written = serialize_graph(triples, wanted, prefixes)
    if len(written) > limits.result_bytes:
        raise too_large(f"the limit of {limits.result_bytes:,} bytes")
    return written


def _solutions(body: bytes, rehearsed: Rehearsed, wanted: Format, limits: Limits) -> bytes:
    buffer = Bounded(limits.result_bytes, lambda: too_large(f"the limit of {limits.result_bytes:,} bytes"))
    try:
        results = _yes_or_no(body) if rehearsed.is_ask else parse_query_results(body, format=QueryResultsFormat.JSON)
        if isinstance(results, QuerySolutions):
            found = {variable.value for variable in results.variables}
            if found != set(rehearsed.variables or ()):
                raise StoreFailed.because(Worded("answered with other variables than were asked for"))
        elif not rehearsed.is_ask:
            raise StoreFailed.because(Worded("answered with yes or no to a SELECT"))
        if wanted == CSV and isinstance(results, QuerySolutions):
            write_csv(results, buffer)
        else:
            results.serialize(buffer, format=getattr(QueryResultsFormat, wanted.pyoxigraph))
    except (SyntaxError, ValueError) as error:
        raise unreadable() from error
    return buffer.getvalue()


def _yes_or_no(body: bytes) -> QueryBoolean:
    """The answer to an ASK, which Virtuoso gives as a table: a row with 1, or no row.

    Raises:
        ValueError: it is neither.
    """
    result = json.loads(body)
    try:
        said = result["boolean"] if "boolean" in result else _said(result["results"]["bindings"])
    except (KeyError, TypeError) as error:
        raise ValueError("neither yes nor no") from error
    if said not in (True, False):
        raise ValueError("neither yes nor no")
    parsed = parse_query_results(json.dumps({"head": {}, "boolean": bool(said)}), format=QueryResultsFormat.JSON)
    assert isinstance(parsed, QueryBoolean)
    return parsed


def _said(rows: list[dict[str, dict[str, str]]]) -> bool:
    return any(term["value"] not in ("0", "false") for row in rows for term in row.values())
