"""``/sparql``: the query operation of the SPARQL 1.1 Protocol, and the description of the service."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final, cast
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, g, render_template, request
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    Triple,
    parse_query_results,
)

from graph.engine import Engine
from graph.formats import GRAPH_FORMATS, RESULT_FORMATS, TSV, TURTLE, Format
from graph.store import (
    Answer,
    Form,
    NotAcceptableError,
    Release,
    StoreError,
    serialize_graph,
)
from server.addresses import here, link
from server.assets import Bundle
from server.document import document
from server.editing import settings
from server.endpoint import METHODS, Call, Endpoint, unavailable
from server.errors import Problem, ProblemError, problem_of
from server.examples import examples
from server.format_names import FORMATS
from server.headers import EXPLORING
from server.limits import in_force
from server.negotiation import HTML, best, negotiate, respond
from server.parameters import ACCEPT_QUERY, WITH_BODY, Asked

SHOWN: Final = 1000
"""Rows of a result that its page shows."""
_TEXT: Final = 200_000
"""Bytes of a graph that its page shows."""
_LONGEST: Final = 60_000
"""Characters of an address on a page; somewhat more are read (``target_bytes`` of ``/limits``)."""
_RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_VOID_TRIPLES: Final = "http://rdfs.org/ns/void#triples"
_W3C_FORMATS: Final = "http://www.w3.org/ns/formats/"
_FORMAT_NAMES: Final = (
    "Turtle", "N-Triples", "JSON-LD", "RDF_XML", "SPARQL_Results_JSON", "SPARQL_Results_XML",
    "SPARQL_Results_CSV", "SPARQL_Results_TSV",
)  # fmt: skip
CLIENT_GONE: Final = "khen.client_gone"
"""The key of the WSGI environment under which a server that can tell puts a function: has the client hung up?"""


def blueprint(release: Release, engine: Engine, endpoint: Endpoint) -> Blueprint:
    """The endpoint on a release, whose queries an engine evaluates."""
    routes = Blueprint("sparql", __name__)

    @routes.route("/sparql", methods=METHODS)
    def sparql() -> Response:
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
            return _described(release, engine, asked, endpoint)
        g.query_id = endpoint.name()
        if (
            asked.formats is None
            and best(request.headers.get("Accept", ""), (*RESULT_FORMATS, *GRAPH_FORMATS, HTML)) == HTML
        ):
            return _page(release, endpoint, engine, asked)
        return _answered(endpoint, engine, call, asked)

    return routes


def _answered(endpoint: Endpoint, engine: Engine, call: Call, asked: Asked) -> Response:
    """The response for a program."""
    question = endpoint.question(call, asked)
    g.query_id = question.id
    reply = endpoint.known(question)
    if reply is None:
        try:
            answer, seconds = _evaluated(endpoint, engine, asked, question.formats)
        except NotAcceptableError as error:
            raise ProblemError(unavailable(error, question)) from error
        reply = endpoint.reply(question, answer, seconds)
    return Response(reply.body, status=reply.status, headers=reply.headers)


def _evaluated(
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
        raise ProblemError(Problem(400, "The request names graphs, but holds no query.", "Send one as 'query'."))
    format = negotiate((*GRAPH_FORMATS, HTML))
    links = [f'<{here(".well-known/void")}>; rel="describedby"']
    if format == HTML:
        response = _form(release, engine, examples()[0].query, links=links)
    else:
        described = serialize_graph(
            set(description(release, federated=bool(endpoint.services))), format, release.prefixes()
        )
        response = respond(described, format, links=links)
    response.headers["Accept-Query"] = ACCEPT_QUERY
    return response


def description(release: Release, *, federated: bool = False) -> Iterator[Triple]:
    """What the endpoint can do and which graphs it holds; ``federated``: it asks others for ``SERVICE``."""
    endpoint = str(release.names.at("sparql"))
    service, dataset, union = (f"{endpoint}#{part}" for part in ("service", "dataset", "default-graph"))

    def say(subject: str, predicate: str, value: str) -> Triple:
        return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))

    def count(subject: str, number: int) -> Triple:
        return Triple(NamedNode(subject), NamedNode(_VOID_TRIPLES), Literal(number))

    known = document(release, endpoint)
    yield from (quad.triple for quad in known.quads()) if known else ()
    yield say(service, _RDF_TYPE, _SD + "Service")
    yield say(service, _SD + "endpoint", endpoint)
    yield say(service, _SD + "supportedLanguage", _SD + "SPARQL11Query")
    yield say(service, _SD + "feature", _SD + "UnionDefaultGraph")
    if federated:
        yield say(service, _SD + "feature", _SD + "BasicFederatedQuery")
    for name in _FORMAT_NAMES:
        yield say(service, _SD + "resultFormat", _W3C_FORMATS + name)
    yield say(service, _SD + "defaultDataset", dataset)
    yield say(dataset, _RDF_TYPE, _SD + "Dataset")
    yield say(dataset, _SD + "defaultGraph", union)
    yield say(union, _RDF_TYPE, _SD + "Graph")
    yield count(union, release.manifest.counts["triples"])
    triples = {each.iri: each.triples for each in release.manifest.graphs}
    for number, graph in enumerate(release.graphs, 1):
        yield say(dataset, _SD + "namedGraph", graph)
        yield say(graph, _RDF_TYPE, _SD + "NamedGraph")
        yield say(graph, _SD + "name", graph)
        yield say(graph, _SD + "graph", f"{endpoint}#graph-{number}")
        yield say(f"{endpoint}#graph-{number}", _RDF_TYPE, _SD + "Graph")
        yield count(f"{endpoint}#graph-{number}", triples[graph])


def _page(release: Release, endpoint: Endpoint, engine: Engine, asked: Asked) -> Response:
    """The result as a page. An error is shown above the form, so that the query can be mended."""
    query = asked.query or ""
    formats: dict[Form, Format | None] = {Form.SOLUTIONS: TSV, Form.GRAPH: TURTLE}
    try:
        answer, seconds = _evaluated(endpoint, engine, asked, formats)
    except StoreError as error:
        problem = problem_of(error)
        response = _form(release, engine, query, status=problem.status, problem=problem)
        response.headers.update(problem.headers)
        return response
    shown = _shown(release, answer)
    response = _form(release, engine, query, downloads=list(_downloads(asked, answer.form)), **shown)
    response.headers["Server-Timing"] = f"evaluation;dur={1000 * seconds:.3f}"
    if endpoint.asks_others(query):
        response.headers["Cache-Control"] = "no-store"
        del response.headers["ETag"]
    return response


def _shown(release: Release, answer: Answer) -> dict[str, Any]:
    """What the page shows of a result: its beginning, however large it is."""
    if answer.form is Form.GRAPH:
        return {"turtle": answer.body[:_TEXT].decode(errors="ignore"), "cut": len(answer.body) > _TEXT}
    results = parse_query_results(input=answer.body, format=QueryResultsFormat.TSV)
    if isinstance(results, QueryBoolean):
        return {"boolean": bool(results)}
    assert isinstance(results, QuerySolutions)
    variables = [each.value for each in results.variables]
    rows = [[_cell(release, solution[name]) for name in variables] for solution in islice(results, SHOWN)]
    return {"variables": variables, "rows": rows, "count": answer.body.count(b"\n") - 1}


def _downloads(asked: Asked, form: Form) -> Iterator[tuple[Format, str]]:
    """Each format of a result with the address at which it can be had; none where that would be too long."""
    graphs = asked.dataset
    pairs = [("query", asked.query or "")]
    pairs += [("default-graph-uri", each) for each in graphs.default_graph_uri]
    pairs += [("named-graph-uri", each) for each in graphs.named_graph_uri]
    for each in FORMATS[form]:
        address = f"{here('sparql')}?{urlencode([*pairs, ('format', each.extension)])}"
        if len(address) <= _LONGEST:
            yield each, address


def _cell(release: Release, term: NamedNode | BlankNode | Literal | Triple | None) -> dict[str, Any]:
    """A term of a row: its text, its language and where it leads."""
    if isinstance(term, NamedNode):
        return {"text": term.value, "href": link(release.names, term.value)}
    if isinstance(term, Literal):
        return {"text": term.value, "language": term.language or ""}
    return {"text": "" if term is None else str(term)}


def _form(
    release: Release, engine: Engine, query: str, *, links: Iterable[str] = (), status: int = 200, **shown: Any
) -> Response:
    """The page with the form, and with the editor where that has been built."""
    limits = {each.name: each.value for each in in_force(engine, {})}
    page = render_template(
        "sparql.html", query=query, examples=examples(), limits=limits, settings=settings(release), **shown
    )
    response = respond(page, HTML, links=links, status=status)
    if "editor" in cast(Mapping[str, Bundle], current_app.jinja_env.globals["bundles"]):
        response.headers["Content-Security-Policy"] = EXPLORING
    return response
