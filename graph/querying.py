"""Questions to a release from the command line: the same evaluation as the server's, shown on a terminal."""

from __future__ import annotations

import csv
import io
import multiprocessing
from pathlib import Path
from typing import Final

from prettytable import PrettyTable, TableStyle

from graph.errors import KhenError, UsageError
from graph.formats import CSV, RESULTS_JSON, TURTLE, Format
from graph.store import Answer, Form, NotAcceptableError, evaluate, open_release

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
    try:
        answer = _apart(releases, query, _OUTPUTS[output])
    except NotAcceptableError as error:
        other = "--format ttl" if output != "ttl" else "--format table, json or csv"
        raise UsageError(f"--format {output}", "does not fit this form of query", f"Use {other}.") from error
    text = answer.body.decode()
    if answer.form is Form.SOLUTIONS and output in (None, "table"):
        text = _table(text)
    return text if text.endswith("\n") else text + "\n"


def _apart(releases: Path, query: str, formats: dict[Form, Format | None]) -> Answer:
    """The answer, evaluated in a child process: a fault in the engine ends that one, and is said in words.

    Raises:
        KhenError: as ``evaluate`` does, or the engine failed.
    """
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)

    def work() -> None:
        try:
            there.send(evaluate(open_release(releases), query, formats=formats))
        except KhenError as error:
            there.send(error)

    child = context.Process(target=work)
    child.start()
    there.close()
    try:
        outcome: Answer | KhenError = here.recv()
    except EOFError as error:
        child.join()
        raise KhenError(
            "the query",
            f"the engine failed (exit status {child.exitcode})",
            "Simplify it; where it sorts values of different kinds, use ORDER BY STR(?x).",
        ) from error
    child.join()
    if isinstance(outcome, KhenError):
        raise outcome
    return outcome


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
