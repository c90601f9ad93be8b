"""The result of a query as it is cited: evaluated on its release, digested, and compared with what was cited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graph.errors import Worded
from graph.formats import RESULTS_JSON, TURTLE, Format
from graph.store import Answer, Form
from server.archive import Opened
from server.citing.digests import PARSED, Anonymous, Digests, Verdict, bytes_digest, compared, rows_digest
from server.errors import Problem, ProblemError
from server.format_names import FORMATS
from server.parameters import Asked
from server.results import repeatable
from server.sparql import evaluated

_USUAL: Final = {Form.SOLUTIONS: RESULTS_JSON, Form.GRAPH: TURTLE}
"""The formats in which a result is cited unless another one is named: they say all that there is to say."""


@dataclass(frozen=True)
class Result:
    """A result.

    Attributes:
        parsed: in a format that can be read here.
        seconds: that the evaluation took.
        format: that it is cited in.
        digests: of the result; ``None`` where it cannot be cited, because asked again it would not be the same.
    """

    parsed: Answer
    seconds: float
    format: Format
    digests: Digests | None


def result_of(opened: Opened, asked: Asked) -> Result:
    """The result of a query on a release.

    Raises:
        StoreError: as for an engine.
        ProblemError: 406 the format is none of those that a result of this form can be had in.
    """
    parsed, seconds = evaluated(opened.endpoint, opened.engine, asked, PARSED)
    named = asked.formats[parsed.form] if asked.formats else _USUAL[parsed.form]
    if named is None:
        names = ", ".join(f"format={each.extension}" for each in FORMATS[parsed.form])
        raise ProblemError(
            Problem(
                406,
                Worded("The result of this query is not available in that format."),
                Worded("Use %(list)s.", list=names),
            )
        )
    if not repeatable(asked.query or ""):
        return Result(parsed, seconds, named, None)
    try:
        rows = rows_digest(parsed)
    except Anonymous:
        return Result(parsed, seconds, named, None)
    answer = parsed
    if named != parsed.format:
        answer, further = evaluated(opened.endpoint, opened.engine, asked, {parsed.form: named})
        seconds += further
    return Result(parsed, seconds, named, Digests(bytes_digest(answer.body), rows))


def verdict(cited: Digests, result: Result) -> Verdict | None:
    """How a result compares with the one that was cited, if one was."""
    if result.digests is None or not (cited.bytes or cited.rows):
        return None
    return compared(cited, result.digests)
