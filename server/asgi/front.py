"""The ASGI application: queries of programs are answered here, on the shortest way; everything else is Flask's."""

from __future__ import annotations

import asyncio
import functools
import logging
import threading
from collections.abc import Mapping
from concurrent.futures import Executor
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qs

from graph.formats import GRAPH_FORMATS, RESULT_FORMATS, Format
from graph.store import Answer, NotAcceptableError, StoreError
from server.asgi.bridge import Bridge, environment, until_gone
from server.asgi.gate import Exchange, Gate
from server.asgi.messages import Disconnected, Receive, Scope, Send, announced, body, check, fields, whole
from server.asgi.sending import CROWDED, SMALL, Sending
from server.asgi.sites import Site, Sites
from server.endpoint import Call, Question, Reply, refused, unavailable
from server.errors import FAILED, ProblemError, problem_of
from server.negotiation import HTML, best
from server.parameters import WITH_BODY
from server.sparql import CLIENT_GONE
from server.wording import for_programs

_log = logging.getLogger(__name__)
_PATH: Final = "/sparql"
_HERE: Final = ("GET", "HEAD", *WITH_BODY)
_FORMATS: Final[tuple[Format, ...]] = (*RESULT_FORMATS, *GRAPH_FORMATS, HTML)


class Front:
    """The application.

    Args:
        sites: what is served.
        threads: where Flask works.
        body_limit: bytes that the body of a request may have.
        sending_limit: bytes of large responses that may be under way to slow clients, in all.
        gate: counts requests, and turns away whose client sends too many.
    """

    def __init__(self, sites: Sites, threads: Executor, gate: Gate, *, body_limit: int, sending_limit: int) -> None:
        self._sites = sites
        self._gate = gate
        self._threads = threads
        self._body_limit = body_limit
        self._sending = Sending(sending_limit)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An exchange of a request and a response."""
        if scope["type"] != "http":
            return
        headers = _headers(scope)
        site = self._sites.enter()
        try:
            with self._gate.exchange(scope, headers, site.release.id) as exchange:
                try:
                    await self._exchange(exchange, site, scope, headers, receive, send)
                except Disconnected:
                    raise
                except Exception as error:  # the HTTP server would keep it to itself
                    _log.error("%s %r failed", scope["method"], scope["path"], exc_info=error)
                    if exchange.begun:
                        raise
                    await self._send(exchange, scope, send, _closing(refused(FAILED, code=_code(scope, headers))))
        except Disconnected:
            _log.debug("%s %s: the client has hung up", scope["method"], scope["path"])
        finally:
            self._sites.leave(site)

    async def _exchange(
        self, exchange: Exchange, site: Site, scope: Scope, headers: dict[str, str], receive: Receive, send: Send
    ) -> None:
        try:
            check(scope)
            self._gate.admit(scope, headers)
            data = await body(receive, self._body_limit, headers) if announced(headers) else b""
        except ProblemError as error:  # the rest of the body may be unread, so the connection cannot go on
            await self._send(exchange, scope, send, _closing(refused(error.problem, code=_code(scope, headers))))
            return
        if scope["path"] == _PATH and scope["method"] in _HERE:
            reply = await self._answered(site, scope, headers, data, receive)
            if reply is not None:
                await self._send(exchange, scope, send, reply)
                return
        gone = threading.Event()
        watching = asyncio.ensure_future(until_gone(receive))
        watching.add_done_callback(lambda done: None if done.cancelled() else gone.set())
        try:
            environ = {**environment(scope, data), CLIENT_GONE: gone.is_set}
            bridge = Bridge(site.application, self._threads, self._sending)
            await bridge.answer(environ, exchange.sending(send), gone.is_set)
        finally:
            watching.cancel()

    async def _answered(
        self, site: Site, scope: Scope, headers: dict[str, str], data: bytes, receive: Receive
    ) -> Reply | None:
        """The response to a query; ``None`` where a page is wanted, or a description."""
        if best(headers.get("accept", ""), _FORMATS) == HTML:
            return None
        call = Call(scope["method"], scope["query_string"], headers, data, self._body_limit)
        question = None
        try:
            asked = site.endpoint.asked(call)
            if asked.query is None:
                return None
            question = site.endpoint.question(call, asked)
            return site.endpoint.known(question) or await self._evaluated(site, question, receive)
        except ProblemError as error:
            named = question.id if question else site.endpoint.name() if error.queried else ""
            return refused(error.problem, named, _code(scope, headers))
        except StoreError as error:
            return refused(problem_of(error), question.id if question else "", _code(scope, headers))

    async def _evaluated(self, site: Site, question: Question, receive: Receive) -> Reply:
        try:
            with site.endpoint.observing.evaluation(question.id, question.asked.query or "") as evaluation:
                evaluation.answer = answer = await _evaluate(site, question, receive)
        except NotAcceptableError as error:
            raise ProblemError(unavailable(error, question)) from error
        if len(answer.body) > SMALL:  # compressing it would hold up all others
            return await asyncio.to_thread(site.endpoint.reply, question, answer, evaluation.seconds)
        return site.endpoint.reply(question, answer, evaluation.seconds)

    async def _send(self, exchange: Exchange, scope: Scope, send: Send, reply: Reply) -> None:
        large = len(reply.body) if len(reply.body) > SMALL and scope["method"] != "HEAD" else 0
        if not self._sending.begin(large):
            reply, large = refused(CROWDED), 0
        try:
            named = reply.headers
            if reply.status != HTTPStatus.NOT_MODIFIED:
                named["Content-Length"] = str(len(reply.body))
            data = b"" if scope["method"] == "HEAD" else reply.body
            exchange.note(reply.status, len(data), named.get("X-Query-Id"))
            if large:
                await whole(send, reply.status, named.items(), data)
            else:  # as ``whole`` does it, without its calls
                await send({"type": "http.response.start", "status": reply.status, "headers": fields(named.items())})
                await send({"type": "http.response.body", "body": data, "more_body": False})
        finally:
            self._sending.end(large)


async def _evaluate(site: Site, question: Question, receive: Receive) -> Answer:
    asked = question.asked
    if site.asked is not None:
        watch = functools.partial(until_gone, receive)
        return await site.asked.answer(
            asked.query or "", formats=question.formats, dataset=asked.dataset, timeout=asked.timeout, watch=watch
        )
    work = functools.partial(
        site.engine.evaluate,
        asked.query or "",
        formats=question.formats,
        dataset=asked.dataset,
        timeout=asked.timeout,
    )
    return await asyncio.to_thread(work)


def _headers(scope: Scope) -> dict[str, str]:
    """The headers by name; one that comes several times is a list (RFC 9110, section 5.3)."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        key, text = name.decode("latin-1"), value.decode("latin-1")
        found[key] = f"{found[key]}, {text}" if key in found else text
    return found


def _code(scope: Scope, headers: Mapping[str, str]) -> str:
    """The language in which a client is told of a fault."""
    named = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])
    return for_programs(headers.get("accept-language", ""), named[0])


def _closing(reply: Reply) -> Reply:
    return Reply(reply.status, {**reply.headers, "Connection": "close"}, reply.body)
