"""Every error in one place: a problem document (RFC 9457) for programs, a short page for people.

Both say what is wrong and the way out. What went wrong inside is logged and never shown.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any, Final

from flask import Flask, Response, g, render_template, request
from flask_babel import get_locale
from werkzeug import Response as AnyResponse
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from graph.engine import EngineBusy, EngineCrashed, EngineError, QueryAbandoned, QueryOutOfMemory, QueryTimeout
from graph.errors import English, KhenError, Sentence, Worded
from graph.store import (
    EvaluationError,
    NotAcceptableError,
    QuerySyntaxError,
    ReleaseError,
    ResultTooLargeError,
    StoreError,
    UnrepresentableError,
    UpdateRefusedError,
)
from server.catalogues import SOURCE
from server.federation.errors import ServiceRefused
from server.remote.errors import RemoteError
from server.wording import english_in, for_programs, in_words

_log = logging.getLogger(__name__)
PROBLEM_JSON: Final = "application/problem+json"
_STATUS: Final[tuple[tuple[type[KhenError], int], ...]] = (
    (UpdateRefusedError, 403),
    (ServiceRefused, 403),
    (NotAcceptableError, 406),
    (UnrepresentableError, 406),
    (ResultTooLargeError, 422),
    (QueryTimeout, 504),
    (QueryOutOfMemory, 422),
    (EngineBusy, 503),
    (QueryAbandoned, 503),
    (EngineCrashed, 500),
    (EvaluationError, 500),
    (ReleaseError, 500),
    (StoreError, 400),
)
_REMEDIES: Final = {
    404: Worded("Check the address, or start at the front page."),
    405: Worded("See the Allow header for the methods that this address understands."),
    410: Worded("What was here has been withdrawn."),
    413: Worded("Send less at once."),
    500: Worded("The error has been logged. Try again later."),
}
_DETAILS: Final = {
    404: Worded("There is nothing at this address."),
    405: Worded("This address does not understand the method of the request."),
    413: Worded("The request is too large."),
}
"""What is said where the framework has refused a request before a view of ours saw it."""
_TITLES: Final = {
    301: Worded("Moved Permanently"),
    400: Worded("Bad Request"),
    403: Worded("Forbidden"),
    404: Worded("Not Found"),
    405: Worded("Method Not Allowed"),
    406: Worded("Not Acceptable"),
    408: Worded("Request Timeout"),
    410: Worded("Gone"),
    412: Worded("Precondition Failed"),
    413: Worded("Content Too Large"),
    414: Worded("URI Too Long"),
    415: Worded("Unsupported Media Type"),
    416: Worded("Range Not Satisfiable"),
    422: Worded("Unprocessable Content"),
    429: Worded("Too Many Requests"),
    431: Worded("Request Header Fields Too Large"),
    500: Worded("Internal Server Error"),
    501: Worded("Not Implemented"),
    502: Worded("Bad Gateway"),
    503: Worded("Service Unavailable"),
    504: Worded("Gateway Timeout"),
}
"""The names of RFC 9110, section 15, and RFC 6585; the standard library of some versions of Python has older ones."""


def title_of(status: int) -> str:
    """The name of a status.

    >>> title_of(404), title_of(413)
    ('Not Found', 'Content Too Large')
    """
    return _TITLES.get(status) or HTTPStatus(status).phrase


@dataclass(frozen=True)
class Problem:
    """What the client is told.

    Attributes:
        status: of the response.
        detail: what is wrong with this very request.
        remedy: the way out.
        members: further members of the problem document, such as ``line``.
        headers: of the response.
    """

    status: int
    detail: str
    remedy: str = ""
    members: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The name of the status."""
        return title_of(self.status)

    def document(self, query_id: str = "", code: str = SOURCE) -> bytes:
        """The problem document in a language, with the name of the query that failed if it was one.

        In another language than English, ``english`` holds the parts that are English nevertheless.
        """
        title, detail = in_words(self.title, code), in_words(self.detail, code)
        table = {"type": "about:blank", "title": title, "status": self.status, "detail": detail}
        remedy = {"remedy": in_words(self.remedy, code)} if self.remedy else {}
        named: dict[str, Any] = {"query_id": query_id} if query_id else {}
        if code != SOURCE and (parts := [*english_in(self.detail), *english_in(self.remedy)]):
            named["english"] = parts
        return (json.dumps({**table, **remedy, **self.members, **named}, ensure_ascii=False, indent=1) + "\n").encode()


FAILED: Final = Problem(500, Worded("Something went wrong in the server."), _REMEDIES[500])
"""What the client is told of a fault of ours, which is logged."""


class ProblemError(Exception):
    """Ends a request with a problem.

    Attributes:
        problem: what the client is told.
        queried: whether the request held a query that could be read, so that the problem is one of that query.
    """

    def __init__(self, problem: Problem, *, queried: bool = False) -> None:
        super().__init__(problem.detail)
        self.problem = problem
        self.queried = queried


def problem_of(error: KhenError) -> Problem:
    """The problem that an error of the store or the engine is for the client."""
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    if isinstance(error, RemoteError):
        status = error.status
    if status == 500:
        _log.error("%s", error)
    if isinstance(error, ReleaseError):
        return Problem(500, Worded("The release that is served here cannot be read."), _REMEDIES[500])
    members: dict[str, Any] = {}
    if isinstance(error, QuerySyntaxError) and error.line is not None:
        members = {"line": error.line, "column": error.column}
    if isinstance(error, EngineError | ResultTooLargeError) and error.limit:
        members = {"limit": dict(error.limit)}
    headers = {}
    if isinstance(error, EngineBusy | RemoteError) and error.retry_after is not None:
        headers["Retry-After"] = str(error.retry_after)
    return Problem(status, sentence_of(error), error.remedy, members, headers)


def sentence_of(error: KhenError) -> Sentence:
    """What went wrong, and with what."""
    reason = error.reason if isinstance(error.reason, Worded) else English(error.reason)
    return Sentence("%(subject)s %(reason)s.", subject=error.subject, reason=reason)


def register(app: Flask) -> None:
    """Let the application answer every error as a problem."""

    def known(error: ProblemError) -> Response:
        return answer(error.problem)

    def of_store(error: KhenError) -> Response:
        return answer(problem_of(error))

    def of_http(error: HTTPException) -> AnyResponse:
        status = error.code or 500
        headers = {name: value for name, value in error.get_headers() if name == "Location"}
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            headers["Allow"] = ", ".join(sorted(error.valid_methods))
        if error.response is not None or status < 400:
            return error.get_response()  # a redirect of the router
        detail = _DETAILS.get(status) or (error.description or title_of(status)).split(". ")[0].rstrip(".") + "."
        return answer(Problem(status, detail, _REMEDIES.get(status, ""), {}, headers))

    def unexpected(error: Exception) -> Response:
        _log.error("%s %s failed", request.method, request.path, exc_info=error)
        return answer(FAILED)

    app.register_error_handler(ProblemError, known)
    app.register_error_handler(KhenError, of_store)
    app.register_error_handler(HTTPException, of_http)
    app.register_error_handler(Exception, unexpected)


def answer(problem: Problem) -> Response:
    """The problem as a page if the client likes that better than a problem document."""
    identifier = g.get("query_id", "")
    if identifier:
        problem = replace(problem, members={**problem.members, "query_id": identifier})
    offers = (PROBLEM_JSON, "application/json", "text/html")
    if request.accept_mimetypes.provided and request.accept_mimetypes.best_match(offers) == "text/html":
        # The address of what is gone may hold a name, so its page does not lead to itself in another language.
        gone: dict[str, Any] = {"languages": ()} if problem.status == HTTPStatus.GONE else {}
        body = render_template("error.html", problem=problem, **gone).encode()
        kind = "text/html; charset=utf-8"
        code = str(get_locale() or SOURCE)
    else:
        code = for_programs(request.headers.get("Accept-Language", ""), request.args.get("lang", ""))
        body, kind = problem.document(code=code), PROBLEM_JSON
    response = Response(body, status=problem.status, content_type=kind, headers=dict(problem.headers))
    response.headers["Content-Language"] = code
    response.headers["Vary"] = "Accept, Accept-Language"
    response.headers["Cache-Control"] = "no-store"
    return response
