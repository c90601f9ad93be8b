"""Solutions as CSV (SPARQL 1.1 Query Results CSV and TSV Formats, section 3).

Oxigraph 0.5.13 writes IRIs as they are, and ours hold commas (``#char=120,180``); any cell with a comma, a
quotation mark or a line end has to be quoted, whatever kind of term it is.
"""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions


def write_csv(solutions: QuerySolutions, target: BinaryIO) -> None:
    """Write the header and a row for each solution, in UTF-8, lines ending in CRLF.

    Raises:
        OSError: while the solutions are read, or from the target.
    """
    names = [variable.value for variable in solutions.variables]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")

    def flush() -> None:
        target.write(text.getvalue().encode())
        text.seek(0)
        text.truncate()

    _row(writer, text, names)
    for solution in solutions:
        _row(writer, text, [_cell(solution[name]) for name in names])
        flush()
    flush()


def _row(writer: csv._writer, text: io.StringIO, cells: list[str]) -> None:  # type: ignore[name-defined]
    # A single empty cell is an empty line by the standard; the writer of Python would quote it.
    if cells in ([], [""]):
        text.write("\r\n")
    else:
        writer.writerow(cells)


def _cell(term: object) -> str:
    """The plain value of a term: no quotes, no language, no datatype; empty where there is none."""
    if isinstance(term, NamedNode | Literal):
        return term.value
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    return "" if term is None else str(term)
