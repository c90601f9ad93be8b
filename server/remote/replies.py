"""What a reply says of itself: an answer, an error of one kind or another, or a part of the answer only."""

from __future__ import annotations

import json
import re
from typing import Final

from graph.engine import QueryTimeout
from graph.errors import Worded
from graph.formats import RESULTS_JSON, Format
from graph.store import ResultTooLargeError
from server.remote.client import Reply
from server.remote.dialect import Dialect
from server.remote.errors import StoreBusy, StoreFailed, StoreUnable

_LESS: Final = Worded("Ask for less with LIMIT and OFFSET or a narrower pattern, or work on the dump files.")
_UNABLE: Final = (400, 413, 414, 422, 501)
_BUSY: Final = (429, 503)
_LATE: Final = (408, 504)


def check(reply: Reply, dialect: Dialect) -> None:
    """Refuse a reply that is an error, or that says of itself that it is not complete.

    Raises:
        RemoteError: as it may be.
        QueryTimeout: the store gave up.
        ResultTooLargeError: the store has cut the result off.
    """
    if reply.status != 200:
        raise _error(reply, dialect)
    if reply.headers.get("content-encoding", "identity").lower() != "identity":
        raise StoreFailed.because(Worded("sent its answer compressed, which was not asked for"))
    if state := reply.headers.get("x-sql-state"):  # Virtuoso: the query was stopped, and this is what it had
        raise _gave_up() if state.startswith("S1T") else StoreFailed.because(Worded("sent a part of the answer only"))
    if rows := reply.headers.get("x-sparql-maxrows"):
        raise too_large(f"the {rows[:20]} rows that the store gives at most")


def solutions_of(reply: Reply, dialect: Dialect) -> list[dict[str, str]]:
    """The rows of an answer in JSON to a question of our own: the values of its variables.

    Raises:
        RemoteError: as :func:`answer_of`.
    """
    check(reply, dialect)
    check_type(reply, RESULTS_JSON)
    try:
        bindings = json.loads(reply.body)["results"]["bindings"]
        return [{name: str(term["value"]) for name, term in row.items()} for row in bindings]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise unreadable() from error


def number_of(rows: list[dict[str, str]]) -> int:
    """The answer to a question of our own that counts, as ``?n``.

    Raises:
        StoreFailed: it is no number.

    >>> number_of([{"n": "12"}])
    12
    """
    if len(rows) != 1 or not rows[0].get("n", "").isdecimal():
        raise unreadable()
    return int(rows[0]["n"])


def too_large(limit: str) -> ResultTooLargeError:
    """The error for a result beyond a limit."""
    return ResultTooLargeError(Worded("the result"), Worded("is larger than %(limit)s", limit=limit), _LESS)


def _error(reply: Reply, dialect: Dialect) -> Exception:
    words = reply.body.decode("utf-8", "replace") if reply.media_type == "text/plain" else ""
    if reply.status in _LATE or (dialect.timeout and dialect.timeout.search(words)):
        return _gave_up()
    if dialect.inability and (match := dialect.inability.match(words)):
        return StoreUnable.because(_short(match["reason"]))
    if reply.status in _UNABLE:
        return StoreUnable.because(_short(words) or f"it answered with status {reply.status}")
    if reply.status in _BUSY:
        return StoreBusy.now()
    if 300 <= reply.status < 400:
        return StoreFailed.because(Worded("answered with a redirect, which is not followed"))
    return StoreFailed.because(Worded("answered with status %(status)s", status=reply.status))


def _gave_up() -> QueryTimeout:
    return QueryTimeout("the query", "took longer than the store lets it take", _LESS, {})


def _short(words: str) -> str:
    r"""The first line, as far as it is short and can be shown.

    >>> _short("syntax\x07 error\nSELECT ...")
    'syntax error'
    """
    line = words.strip().partition("\n")[0]
    return "".join(each for each in line if each.isprintable()).strip().rstrip(".")[:200]


def check_type(reply: Reply, asked: Format) -> None:
    """Refuse an answer in another format than was asked for.

    Raises:
        StoreFailed: with the format that was asked for.
    """
    if reply.media_type not in (asked.media_type, *asked.aliases):
        raise StoreFailed.because(Worded("answered in another format than %(media_type)s", media_type=asked.media_type))
    charset = re.search(r"charset=\"?([\w-]+)", reply.headers.get("content-type", ""), re.IGNORECASE)
    if charset and charset[1].lower() not in ("utf-8", "utf8"):
        raise StoreFailed.because(Worded("answered in another character set than UTF-8"))


def unreadable() -> StoreFailed:
    """The error for an answer that does not follow its format."""
    return StoreFailed.because(Worded("sent an answer that cannot be read"))
