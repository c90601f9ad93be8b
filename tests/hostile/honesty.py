"""What every answer to an attack must be: honest, in the form of the house, and silent about the machine."""

from __future__ import annotations

import json
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.hostile.talking import Answer

PROBLEM = "application/problem+json"
_PLACES = {str(Path(__file__).parents[2]), sys.prefix, sys.base_prefix, str(Path.home()), tempfile.gettempdir()} - {"/"}
_INSIDE = re.compile(
    rb"Traceback \(most recent|File \"|site-packages|/home/|\.py\b|\.rs:|panicked|object at 0x"
    rb"|werkzeug|waitress|granian|gunicorn|pyoxigraph|"
    + b"|".join(re.escape(each.encode()) + b"/" for each in sorted(_PLACES)),
    re.IGNORECASE,
)


def check_silent(answer: Answer) -> None:
    """No word about paths, programs or lines of them."""
    if answer.status < 400 and answer.type != "text/html":
        return  # the data, which say what they say
    fields = "\n".join(value for name, value in answer.headers.items() if name.lower() != "server")
    found = _INSIDE.search(answer.body) or _INSIDE.search(fields.encode())
    assert not found, f"{answer.status} tells {found!r}"
    assert not re.search(r"\d", answer.headers.get("Server", "")), "the Server header names a version"


def check_refused(answer: Answer, *statuses: int) -> None:
    """A refusal by one of these statuses."""
    assert answer.status in statuses, f"{answer.status}: {answer.body[:300]!r}"
    check_silent(answer)


def problem(answer: Answer, *statuses: int) -> dict[str, Any]:
    """The problem document of a refusal by one of these statuses, complete."""
    check_refused(answer, *statuses)
    assert answer.type == PROBLEM
    document: dict[str, Any] = json.loads(answer.body)
    assert document["status"] == answer.status
    assert document["title"]
    assert document["detail"]
    assert document["remedy"]
    if answer.status == 503:
        assert int(answer.headers["Retry-After"]) > 0
    return document


def check_whole_or_refused(answer: Answer, *statuses: int) -> None:
    """Either the whole answer, which the reading of it has checked, or an honest refusal."""
    if answer.status != 200:
        problem(answer, *statuses)
