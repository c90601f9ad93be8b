"""Questions to a release from the command line: the same evaluation as the server's, shown on a terminal."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Final

from prettytable import PrettyTable, TableStyle

from graph.errors import UsageError
from graph.formats import CSV, RESULTS_JSON, TURTLE, Format
from graph.store import Form, NotAcceptableError, evaluate, open_release

_OUTPUTS: Final[dict[str | None, dict[Form, Format | None]]] = {
    None: {Form.SOLUTIONS: CSV, Form.GRAPH: TURTLE},
    "table": {Form.SOLUTIONS: CSV, Form.GRAPH: None},
    "json": {Form.SOLUTIONS: RESULTS_JSON, Form.GRAPH: None},
    "csv": {Form.SOLUTIONS: CSV, Form.GRAPH: None},
    "ttl": {Form.SOLUTIONS: None, Form.GRAPH: TURTLE},
}


def ask(releases: Path, query: str, output: str | None = None) -> str:
    """The answer of the current release, as text that ends in a line feed.

    Args:
        releases: the folder of releases.
        query: SPARQL; the prefixes of the release need not be declared.
        output: ``table``, ``json``, ``csv`` or ``ttl``; ``None`` takes a table, or Turtle for a graph.

    Raises:
        UsageError: the output does not fit the form of the query.
        KhenError: there is no release, or the query is refused.
    """
    release = open_release(releases)
    try:
        answer = evaluate(release, query, formats=_OUTPUTS[output])
    except NotAcceptableError as error:
        other = "--format ttl" if output != "ttl" else "--format table, json or csv"
        raise UsageError(f"--format {output}", "does not fit this form of query", f"Use {other}.") from error
    text = answer.body.decode()
    if answer.form is Form.SOLUTIONS and output in (None, "table"):
        text = _table(text)
    return text if text.endswith("\n") else text + "\n"


def _table(results: str) -> str:
    """Results in CSV as a table with aligned columns; an ASK has a single cell."""
    header, *body = list(csv.reader(io.StringIO(results)))
    if not body and header in (["true"], ["false"]):
        return header[0]
    table = PrettyTable(header)
    table.align = "l"
    table.set_style(TableStyle.SINGLE_BORDER)
    # The reader takes a line with one empty cell, a single variable without a value, for a line without cells.
    table.add_rows([row or [""] for row in body])
    return f"{table.get_string()}\n({len(body)} row{'' if len(body) == 1 else 's'})"
