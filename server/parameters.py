"""The parameters of a SPARQL request, read as the protocol says (SPARQL 1.1 Protocol, section 2.1)."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import unquote_to_bytes

from werkzeug.http import parse_options_header

from graph.errors import Worded
from graph.formats import Format
from graph.store import Form, QueryDataset
from server.errors import Problem, ProblemError
from server.format_names import NAMES, formats_named

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
ACCEPT_QUERY: Final = f"{QUERY}, {FORM}"
"""What a body may be, as the header fields ``Accept-Query`` and ``Accept-Post`` have it."""
WITH_BODY: Final = ("POST", "QUERY")
"""The methods whose body holds the query."""
_SECONDS: Final = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?|\.[0-9]{1,9}", re.ASCII)
_MARK: Final = BOM_UTF8.decode()
"""The sign at the start of a text that it is Unicode: no part of the text (RFC 3629, section 6), and no SPARQL, but
some editors write it into files of queries."""
MOST: Final = 1000
"""Parameters of one request."""


@dataclass(frozen=True)
class Asked:
    """What a request asks.

    Attributes:
        query: ``None`` where the request holds none.
        dataset: the graphs it names.
        timeout: seconds after which it wants no answer any more; ``None`` where it does not say.
        formats: what it wants each form of result in, whatever its ``Accept`` says; ``None`` where it does not say.
    """

    query: str | None
    dataset: QueryDataset
    timeout: float | None = None
    formats: Mapping[Form, Format | None] | None = None


def read(method: str, query_string: bytes, content_type: str, body: bytes) -> Asked:
    """The query and the dataset of a request by GET, POST with a form, POST of the query itself, or QUERY.

    Args:
        method: ``GET``, ``HEAD``, ``POST`` or ``QUERY``, whose body means what that of ``POST`` does.
        query_string: of the address, as it was sent.
        content_type: the value of that header.
        body: without its content coding.

    Raises:
        ProblemError: 400 not UTF-8 or not exactly one query, 403 an update, 415 another media type.
    """
    pairs = _pairs(query_string)
    queries = [value for name, value in pairs if name == "query"]
    with_body = method in WITH_BODY
    if with_body:
        kind = _media_type(content_type)
        if kind == FORM:
            form = _pairs(body.removeprefix(BOM_UTF8))
            pairs += form
            queries += [value for name, value in form if name == "query"]
        elif kind == QUERY:
            queries.append(_text(body))
        elif kind == UPDATE:
            raise _update()
        else:
            raise _unsupported(kind)
    if any(name == "update" for name, _ in pairs):
        raise _update()
    if len(queries) > 1:
        raise _bad(
            Worded("There must be exactly one query; this request holds more."), Worded("Send them one after another.")
        )
    if with_body and not queries:
        raise _bad(Worded("The request holds no query."), Worded("Send one as the parameter 'query'."))
    dataset = QueryDataset(_graphs(pairs, "default-graph-uri"), _graphs(pairs, "named-graph-uri"))
    query = queries[0].removeprefix(_MARK) if queries else None
    return Asked(query, dataset, *_extensions(pairs, queried=bool(queries)))


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    """The parameters of a form or a query string; bytes that should have been percent-encoded are taken as UTF-8."""
    parts = [part for part in encoded.split(b"&") if part]
    if len(parts) > MOST:
        raise _bad(Worded("The request holds more than %(limit)s parameters.", limit=MOST), Worded("Send fewer."))
    halves = (part.replace(b"+", b" ").partition(b"=") for part in parts)
    return [(_text(unquote_to_bytes(name)), _text(unquote_to_bytes(value))) for name, _, value in halves]


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _bad(
            Worded("The request is not UTF-8 (byte %(start)s).", start=error.start),
            Worded("Encode the query in UTF-8."),
        ) from error


def _graphs(pairs: list[tuple[str, str]], parameter: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for name, value in pairs if name == parameter))


def _extensions(
    pairs: list[tuple[str, str]], *, queried: bool
) -> tuple[float | None, Mapping[Form, Format | None] | None]:
    """The seconds of ``timeout`` and the formats of ``format``, extensions of the protocol that others know too.

    Raises:
        ProblemError: 400 one of them is not what it should be, with whether the request holds a query beside it.
    """
    said = [pair for pair in pairs if pair[0] in ("timeout", "format")]
    if not said:  # so it is with most
        return None, None
    timeouts = [value for name, value in said if name == "timeout"]
    if timeouts and (len(timeouts) > 1 or not _SECONDS.fullmatch(timeouts[0]) or float(timeouts[0]) == 0):
        detail = Worded("The parameter 'timeout' is not one number of seconds above 0.")
        raise ProblemError(Problem(400, detail, Worded("Write it like timeout=2.5.")), queried=queried)
    names = [value for name, value in said if name == "format"]
    formats = formats_named(names[0]) if len(names) == 1 else None
    if names and formats is None:
        detail, remedy = (
            Worded("The parameter 'format' is not one name of a format."),
            Worded("Name one of: %(list)s.", list=", ".join(NAMES)),
        )
        raise ProblemError(Problem(400, detail, remedy, {"formats": NAMES}), queried=queried)
    return float(timeouts[0]) if timeouts else None, formats


@lru_cache(maxsize=256)
def _media_type(content_type: str) -> str:
    """The media type without its parameters.

    Raises:
        ProblemError: 415 a charset other than UTF-8.
    """
    kind, options = parse_options_header(content_type)
    if options.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise ProblemError(Problem(415, Worded("Only UTF-8 is read here."), Worded("Encode the query in UTF-8.")))
    return kind.lower()


def _unsupported(kind: str) -> ProblemError:
    named = (
        Worded("A query cannot be sent as %(kind)s.", kind=kind)
        if kind
        else Worded("The request does not say what its body is.")
    )
    headers = {"Accept-Query": ACCEPT_QUERY, "Accept-Post": ACCEPT_QUERY}
    return ProblemError(
        Problem(415, named, Worded("Send it as %(query)s or %(form)s, in UTF-8.", query=QUERY, form=FORM), {}, headers)
    )


def _update() -> ProblemError:
    return ProblemError(
        Problem(
            403,
            Worded("This endpoint takes no updates."),
            Worded("The data change with the next release only; ask with 'query'."),
        )
    )


def _bad(detail: str, remedy: str) -> ProblemError:
    return ProblemError(Problem(400, detail, remedy))
