"""The query operation of the SPARQL 1.1 Protocol, apart from how a request came and who evaluates its query.

https://www.w3.org/TR/sparql11-protocol/#query-operation
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from werkzeug.http import http_date

from graph.formats import RDF_XML, TURTLE, Format
from graph.store import Answer, Form, NotAcceptableError, Release
from server import coding
from server.catalogues import SOURCE
from server.conditions import NO_CONDITIONS, Conditions, conditions_of
from server.errors import PROBLEM_JSON, Problem, sentence_of
from server.federation.mentions import may_mention
from server.format_names import FORMATS
from server.negotiation import best, content_type, issued, not_acceptable_problem
from server.observing import Observing
from server.parameters import ACCEPT_QUERY, WITH_BODY, Asked, read
from server.results import Kept, Results, normalised, repeatable

METHODS: Final = ("GET", "HEAD", "POST", "QUERY", "OPTIONS")
_VARY: Final = "Accept, Accept-Encoding"
_CACHING: Final = "no-cache"
"""What is kept elsewhere is asked for again, because the next release answers at the same address."""
_VOLATILE: Final = "no-store"

_ANONYMOUS: Final = {TURTLE: (b"_:", b"["), RDF_XML: (b"nodeID",)}
"""What is seen in every graph with a blank node, whose name another evaluation would not give again; else ``_:``."""
_LONGEST_KEPT: Final = 10_000
"""Characters of a query beyond which its result is not kept."""

Headers = dict[str, str]


@dataclass(frozen=True)
class Call:
    """A request to the endpoint.

    Attributes:
        method: of :data:`METHODS`.
        query_string: of its address.
        headers: by name in small letters.
        body: as it came.
        body_limit: bytes that it may have, with and without its content coding.
    """

    method: str
    query_string: bytes
    headers: Mapping[str, str]
    body: bytes = b""
    body_limit: int = 1024 * 1024


@dataclass(frozen=True)
class Reply:
    """A response, without ``Content-Length`` and what every response has."""

    status: int
    headers: Headers
    body: bytes


@dataclass(frozen=True)
class Question:
    """A query that is to be evaluated, and what its answer is to look like.

    Attributes:
        asked: the query, the dataset and the deadline.
        formats: what is acceptable for each form of result.
        coding: the content coding of the response.
        key: equal for questions with the same answer; ``None`` where another evaluation might give another answer.
        id: a name for this very request.
        conditions: what the client has already.
        plain: whether the client takes a body without a content coding.
    """

    asked: Asked
    formats: Mapping[Form, Format | None]
    coding: str
    key: Hashable | None
    id: str
    conditions: Conditions
    plain: bool = True


class Endpoint:
    """The endpoint on one release: what a request asks, what is known already, and the response. Threads share it.

    Args:
        release: whose results they are.
        results: what is kept of them.
        observing: is told of every query.
        evaluator: what evaluates, by name and version. Rows without an order come in that of its index, so the bytes of
            a result are the same only for the same one.
        services: other endpoints that a query may ask.
    """

    def __init__(
        self,
        release: Release,
        results: Results,
        observing: Observing | None = None,
        evaluator: str = "",
        services: Sequence[str] = (),
    ) -> None:
        self._evaluator = evaluator
        self.services = tuple(services)
        self.results = results
        self.observing = observing or Observing()
        self.release = release
        self._random = random.Random(random.SystemRandom().getrandbits(128))
        self._modified = issued(release)
        self._modified_text = http_date(self._modified)

    def asked(self, call: Call) -> Asked:
        """What a request asks.

        Raises:
            ProblemError: as for :func:`server.parameters.read`, and where the coding of the body is not read.
        """
        body = call.body
        if call.method in WITH_BODY:
            body = coding.unpack(body, call.headers.get("content-encoding", ""), call.body_limit)
        return read(call.method, call.query_string, call.headers.get("content-type", ""), body)

    def question(self, call: Call, asked: Asked) -> Question:
        """The question that a request is.

        Where no format will do for one form of result, that is told once the form of the query is known.
        """
        accept = call.headers.get("accept", "")
        formats = asked.formats or {form: best(accept, each) for form, each in FORMATS.items()}
        query = asked.query or ""
        accepted = call.headers.get("accept-encoding", "")
        packed, plain = coding.chosen(accepted), coding.plain(accepted)
        key = None
        if len(query) <= _LONGEST_KEPT and repeatable(query) and not self.asks_others(query):
            kinds = tuple(each.media_type if each else "" for each in formats.values())
            key = (normalised(query), asked.dataset, kinds, packed, plain)
        known = NO_CONDITIONS if call.method == "POST" else conditions_of(call.headers)
        return Question(asked, formats, packed, key, self.name(), known, plain)

    def asks_others(self, query: str) -> bool:
        """Whether another endpoint may have a part in the answer, which may be another one the next time."""
        return bool(self.services) and may_mention(query)

    def name(self) -> str:
        """A name for a query, which no other has had."""
        return f"{self._random.getrandbits(64):016x}"

    def known(self, question: Question) -> Reply | None:
        """The response, where nothing need be evaluated for it."""
        if question.key is None:
            return None
        kept = self.results.get(question.key)
        if kept is not None:
            self.observing.kept(question.id, question.asked.query or "", kept)
            return self._reply(question, kept, "results;desc=kept;dur=0")
        self.observing.metrics.cache_missed()
        if question.conditions.none_match not in ("", "*") and not question.conditions.precondition:
            formats = [each for each in question.formats.values() if each is not None]
            for format, used in product(formats, {question.coding, coding.IDENTITY}):
                tag = self._tag(question, format, used)
                if question.conditions.current(tag, self._modified):
                    return self._unchanged(question, tag)
        return None

    def reply(self, question: Question, answer: Answer, seconds: float) -> Reply:
        """The response with an answer that took so many seconds."""
        if question.plain:
            body, used = coding.pack(answer.body, question.coding)
        else:
            body, used = coding.pack(answer.body, question.coding, 0)
        again = question.key is not None and not (
            answer.form is Form.GRAPH and any(each in answer.body for each in _ANONYMOUS.get(answer.format, (b"_:",)))
        )
        tag = self._tag(question, answer.format, used) if again else ""
        kept = Kept(answer.format, len(answer.body), used, body, tag)
        if again:
            self.results.keep(question.key, kept, 2 * len(question.asked.query or ""))
        return self._reply(question, kept, f"evaluation;dur={1000 * seconds:.3f}")

    def _reply(self, question: Question, kept: Kept, timing: str) -> Reply:
        conditions = question.conditions
        if conditions.precondition and (broken := conditions.broken(kept.tag, self._modified)):
            return refused(broken, question.id)
        if kept.tag and conditions.current(kept.tag, self._modified):
            return self._unchanged(question, kept.tag)
        headers = {
            "Content-Type": content_type(kept.format),
            "Vary": _VARY,
            "Cache-Control": _CACHING if kept.tag else _VOLATILE,
            "Server-Timing": timing,
            "X-Query-Id": question.id,
            "Accept-Query": ACCEPT_QUERY,
        }
        if kept.tag:
            headers["ETag"] = f'"{kept.tag}"'
            headers["Last-Modified"] = self._modified_text
        if kept.coding != coding.IDENTITY:
            headers["Content-Encoding"] = kept.coding
        return Reply(200, headers, kept.body)

    def _unchanged(self, question: Question, tag: str) -> Reply:
        headers = {
            "Vary": _VARY,
            "Cache-Control": _CACHING,
            "X-Query-Id": question.id,
            "ETag": f'"{tag}"',
            "Last-Modified": self._modified_text,
        }
        return Reply(304, headers, b"")

    def _tag(self, question: Question, format: Format, used: str) -> str:
        """The entity tag of a representation: of this release, for this query, in this format and coding."""
        query, dataset, *_ = question.key if isinstance(question.key, tuple) else ("", "")
        text = "\n".join(
            (self.release.id, self._evaluator, format.media_type, used, repr(dataset) if dataset else "", str(query))
        )
        return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def refused(problem: Problem, query_id: str = "", code: str = SOURCE) -> Reply:
    """The response with a problem document (RFC 9457) in a language, with the name of the query if it was about one."""
    headers = {
        **problem.headers,
        "Content-Type": PROBLEM_JSON,
        "Content-Language": code,
        "Vary": f"{_VARY}, Accept-Language",
        "Cache-Control": "no-store",
    }
    if query_id:
        headers["X-Query-Id"] = query_id
    return Reply(problem.status, headers, problem.document(query_id, code))


def unavailable(error: NotAcceptableError, question: Question) -> Problem:
    """The problem of a result whose form has no acceptable format, with those that there are."""
    formats = [each for form, known in FORMATS.items() if question.formats[form] is None for each in known]
    named = question.asked.formats is not None
    return not_acceptable_problem(formats, sentence_of(error), named=named)
