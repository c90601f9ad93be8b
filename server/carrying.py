"""The answer that a page carries for its script, so that opening the address of a query evaluates it once."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results, serialize

from graph.formats import N_TRIPLES, RESULTS_JSON
from graph.store import Answer, Form
from server.embedding import embedded

MOST: Final = 1024 * 1024
"""Bytes of an answer that a page carries; of a larger one it shows the beginning, until the reader asks for more."""


def carried(answer: Answer) -> Markup | None:
    """What the script would be answered, as JSON for the page; ``None`` where that is too large.

    How long it took is in the header ``Server-Timing``, so that the page is the same as long as the answer is.

    Args:
        answer: in TSV or Turtle.
    """
    if len(answer.body) > MOST:
        return None
    if answer.form is Form.GRAPH:
        body = serialize(parse(answer.body, format=RdfFormat.TURTLE), format=RdfFormat.N_TRIPLES)
    else:
        results = parse_query_results(answer.body, format=QueryResultsFormat.TSV)
        body = results.serialize(format=QueryResultsFormat.JSON)
    if body is None or len(body) > MOST:
        return None
    format = N_TRIPLES if answer.form is Form.GRAPH else RESULTS_JSON
    return embedded({"type": format.media_type, "body": body.decode()})
