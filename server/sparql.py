"""``/sparql``: the query operation of the SPARQL 1.1 Protocol, and the description of the service."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final
from urllib.parse import urlencode

from flask import Blueprint, Response, g, render_template, request
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, parse_query_results

from graph.engine import Engine
from graph.errors import Worded
from graph.formats import GRAPH_FORMATS, RESULT_FORMATS, TSV, TURTLE, Format
from graph.store import (
    Answer,
    Form,
    NotAcceptableError,
    Release,
    StoreError,
    serialize_graph,
)
from server.addresses import here
from server.assets import built, scripted
from server.carrying import carried
from server.editing import settings
from server.endpoint import METHODS, Call, Endpoint, unavailable
from server.errors import Problem, ProblemError, problem_of
from server.examples import examples
from server.format_names import FORMATS
from server.limits import in_force
from server.naming import result_cell
from server.negotiation import HTML, best, language, negotiate, respond
from server.parameters import ACCEPT_QUERY, WITH_BODY, Asked
from server.service_description import description

SHOWN: Final = 1000
"""Rows of a result that its page shows."""
TEXT: Final = 200_000
"""Bytes of a graph that its page shows."""
LONGEST: Final = 60_000
"""Characters of an address on a page; somewhat more are read (``target_bytes`` of ``/limits``)."""
_EDITOR: Final = "editor"
"""The entry of the scripts of the page."""
CLIENT_GONE: Final = "khen.client_gone"
"""The key of the WSGI environment under which a server that can tell puts a function: has the client hung up?"""


def blueprint(release: Release, engine: Engine, endpoint: Endpoint) -> Blueprint:
    """The endpoint on a release, whose queries an engine evaluates."""
    routes = Blueprint("sparql", __name__)

    @routes.route("/sparql", methods=METHODS)
    def sparql() -> Response:
        return operation(
            endpoint,
            engine,
            lambda asked: _page(release, endpoint, engine, asked),
            lambda asked: _described(release, engine, asked, endpoint),
        )

    return routes


def operation(
    endpoint: Endpoint, engine: Engine, page: Callable[[Asked], Response], described: Callable[[Asked], Response]
) -> Response:
    """The response of an endpoint to the current request.

    Args:
        endpoint: what is known of its release.
        engine: evaluates on that release.
        page: the response for a person who asks.
        described: the response to a request without a query.
    """
    if request.method == "OPTIONS":
        return Response(headers={"Allow": ", ".join(METHODS), "Accept-Query": ACCEPT_QUERY})
    call = Call(
        request.method,
        request.query_string,
        {name.lower(): value for name, value in request.headers.items()},
        request.get_data() if request.method in WITH_BODY else b"",
    )
    try:
        asked = endpoint.asked(call)
    except ProblemError as error:
        if error.queried:
            g.query_id = endpoint.name()
        raise
    if asked.query is None:
        return described(asked)
    g.query_id = endpoint.name()
    offered = (*RESULT_FORMATS, *GRAPH_FORMATS, HTML)
    if asked.formats is None and best(request.headers.get("Accept", ""), offered) == HTML:
        return page(asked)
    return _answered(endpoint, engine, call, asked)


def _answered(endpoint: Endpoint, engine: Engine, call: Call, asked: Asked) -> Response:
    """The response for a program."""
    question = endpoint.question(call, asked)
    g.query_id = question.id
    reply = endpoint.known(question)
    if reply is None:
        try:
            answer, seconds = evaluated(endpoint, engine, asked, question.formats)
        except NotAcceptableError as error:
            raise ProblemError(unavailable(error, question)) from error
        reply = endpoint.reply(question, answer, seconds)
    return Response(reply.body, status=reply.status, headers=reply.headers)


def evaluated(
    endpoint: Endpoint, engine: Engine, asked: Asked, formats: Mapping[Form, Format | None]
) -> tuple[Answer, float]:
    """The answer, and the seconds that it took."""
    query = asked.query or ""
    with endpoint.observing.evaluation(g.query_id, query) as evaluation:
        evaluation.answer = answer = engine.evaluate(
            query,
            formats=formats,
            dataset=asked.dataset,
            timeout=asked.timeout,
            gone=request.environ.get(CLIENT_GONE),
        )
    return answer, evaluation.seconds


def _described(release: Release, engine: Engine, asked: Asked, endpoint: Endpoint) -> Response:
    """The service description, or the form for people.

    https://www.w3.org/TR/sparql11-service-description/
    """
    if asked.dataset:
        raise ProblemError(
            Problem(400, Worded("The request names graphs, but holds no query."), Worded("Send one as 'query'."))
        )
    format = negotiate((*GRAPH_FORMATS, HTML))
    links = [f'<{here(".well-known/void")}>; rel="describedby"']
    if format == HTML:
        response = _form(release, endpoint, engine, examples()[0].query, links=links)
    else:
        described = serialize_graph(
            set(description(release, federated=bool(endpoint.services))), format, release.prefixes()
        )
        response = respond(described, format, links=links)
    response.headers["Accept-Query"] = ACCEPT_QUERY
    return response


def _page(release: Release, endpoint: Endpoint, engine: Engine, asked: Asked) -> Response:
    """The result as a page. An error is shown above the form, so that the query can be mended."""
    query = asked.query or ""
    formats: dict[Form, Format | None] = {Form.SOLUTIONS: TSV, Form.GRAPH: TURTLE}
    try:
        answer, seconds = evaluated(endpoint, engine, asked, formats)
    except StoreError as error:
        problem = problem_of(error)
        response = _form(release, endpoint, engine, query, status=problem.status, problem=problem)
        response.headers.update(problem.headers)
        return response
    shown = beginning(release, answer)
    downloads = list(_downloads(asked, answer.form))
    shown["carried"] = carried(answer) if built(_EDITOR) else None
    response = _form(release, endpoint, engine, query, downloads=downloads, citation=_citation(asked), **shown)
    response.headers["Server-Timing"] = f"evaluation;dur={1000 * seconds:.3f}"
    if endpoint.asks_others(query):
        response.headers["Cache-Control"] = "no-store"
        del response.headers["ETag"]
    return response


def beginning(release: Release, answer: Answer, most: int = SHOWN) -> dict[str, Any]:
    """What a page shows of a result in TSV or Turtle: its beginning, however large it is."""
    if answer.form is Form.GRAPH:
        return {"turtle": answer.body[:TEXT].decode(errors="ignore"), "cut": len(answer.body) > TEXT}
    results = parse_query_results(input=answer.body, format=QueryResultsFormat.TSV)
    if isinstance(results, QueryBoolean):
        return {"boolean": bool(results)}
    assert isinstance(results, QuerySolutions)
    variables = [each.value for each in results.variables]
    lang = language()
    rows = [[result_cell(release, solution[name], lang) for name in variables] for solution in islice(results, most)]
    return {"variables": variables, "rows": rows, "count": answer.body.count(b"\n") - 1}


def _downloads(asked: Asked, form: Form) -> Iterator[tuple[Format, str]]:
    """Each format of a result with the address at which it can be had; none where that would be too long."""
    for each in FORMATS[form]:
        address = f"{here('sparql')}?{urlencode([*_parameters(asked), ('format', each.extension)])}"
        if len(address) <= LONGEST:
            yield each, address


def _parameters(asked: Asked) -> list[tuple[str, str]]:
    """The query and its graphs as parameters of an address."""
    pairs = [("query", asked.query or "")]
    pairs += [("default-graph-uri", each) for each in asked.dataset.default_graph_uri]
    return pairs + [("named-graph-uri", each) for each in asked.dataset.named_graph_uri]


def _citation(asked: Asked) -> str:
    """The address of the page that cites the result; empty where it would be too long."""
    address = f"{here('cite')}?{urlencode([*_parameters(asked), ('lang', language())])}"
    return address if len(address) <= LONGEST else ""


def _form(
    release: Release,
    endpoint: Endpoint,
    engine: Engine,
    query: str,
    *,
    links: Iterable[str] = (),
    status: int = 200,
    **shown: Any,
) -> Response:
    """The page with the form, and with the editor where that has been built."""
    limits = {each.name: each.value for each in in_force(engine, {})}
    page = render_template(
        "sparql.html",
        query=query,
        examples=examples(),
        limits=limits,
        services=endpoint.services,
        settings=settings(release),
        **shown,
    )
    return scripted(respond(page, HTML, links=links, status=status), _EDITOR)
