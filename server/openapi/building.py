"""The OpenAPI document, put together from the application's table of routes and what is said of each view.

https://spec.openapis.org/oas/v3.1.1.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from typing import Any, Final

from werkzeug.routing import Map, Rule

from server.errors import PROBLEM_JSON, title_of
from server.negotiation import HTML
from server.openapi.operations import LANGUAGE, TEXT, Area, Operation, Parameter, Samples
from server.openapi.schemas import SCHEMAS

Node = dict[str, Any]
_ABOUT: Final = """\
Vietnamese commendations as linked open data, read only, for everybody, without a key; any site may read them (CORS).

**Stability.** `x-stability: stable` means that address, parameters and what is answered for programs change only with
a new major version of the program, and that the changelog says so; members may be added. The words and the mark-up of a
page are never part of that. `unstable` serves the pages of this server alone and may change with any version.

**Everywhere.** HEAD is answered as GET, and OPTIONS names the methods. ETag and Last-Modified belong to every
response that can be kept: 304 and 412 answer conditions (RFC 9110, section 13). Requests beyond a limit of `/limits`
are 408, 413, 414, 429, 431 or 503 at any address, a fault of the server is 500; each is a problem document (RFC 9457).
"""
_VARIABLE: Final = re.compile(r"<(?:(?P<converter>\w+)(?:\((?P<arguments>[^)]*)\))?:)?(?P<name>\w+)>")
"""A variable in a route (https://werkzeug.palletsprojects.com/en/stable/routing/#rule-format)."""


def build(
    routes: Map, areas: Iterable[Area], *, limits: Mapping[str, float], samples: Samples, root: str, licence: str
) -> Node:
    """The document.

    Args:
        routes: of the application; a route of which nothing is said is left out.
        areas: what is said.
        limits: in force, by their names at ``/limits``.
        samples: values for the examples.
        root: the path below which the application runs, without a slash at the end.
        licence: of the data, an IRI.
    """
    listed = tuple(areas)
    rules = list(routes.iter_rules())
    paths: dict[str, Node] = {}
    refused = {406, *(status for area in listed for each in area.operations for status in each.problems)}
    for area in listed:
        for operation in area.operations:
            for rule in (each for each in rules if each.endpoint == operation.endpoint):
                described = _described(operation, area, rule, limits, samples)
                paths.setdefault(path_of(rule), {})[operation.method] = described
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Khen",
            "version": version("khen"),
            "description": _ABOUT,
            "license": {"name": "Licence of the data", "url": licence},
        },
        "servers": [{"url": root or "/"}],
        "tags": [{"name": each.name, "description": each.text} for each in listed],
        "paths": paths,
        "components": {"schemas": SCHEMAS, "responses": {_named(each): _problem(each) for each in sorted(refused)}},
    }


def path_of(rule: Rule) -> str:
    """A route as OpenAPI writes its path.

    >>> path_of(Rule("/doc/<path:key>", endpoint="doc"))
    '/doc/{key}'
    """
    return _VARIABLE.sub(r"{\g<name>}", rule.rule)


def _described(operation: Operation, area: Area, rule: Rule, limits: Mapping[str, float], samples: Samples) -> Node:
    in_path = {each["name"]: _schema_in_path(each) for each in _VARIABLE.finditer(rule.rule)}
    # A route with a default for a variable has no place for it.
    own = [each for each in operation.parameters if each.name in in_path or each.name not in rule.arguments]
    further = [LANGUAGE] if HTML in operation.formats else []
    parameters = [_parameter(each, in_path.get(each.name), limits, samples) for each in (*own, *further)]
    described: Node = {
        "operationId": _identifier(operation, rule),
        "tags": [area.name],
        "summary": operation.summary,
        "parameters": parameters,
        "responses": dict(_responses(operation)),
        "x-stability": "stable" if operation.stable else "unstable",
    }
    if operation.text:
        described["description"] = operation.text
    if operation.body:
        content = {kind: {"schema": schema} for kind, schema in operation.body.items()}
        described["requestBody"] = {"required": True, "content": content}
    return described


def _identifier(operation: Operation, rule: Rule) -> str:
    """A name for programs that are made from the document; views with several routes get one for each."""
    words = re.findall(r"\w+", f"{operation.method} {rule.rule}")
    return "_".join([*words, "index"] if rule.rule.endswith("/") else words)


def _schema_in_path(variable: re.Match[str]) -> Node:
    """What a variable of a route takes, as its converter says."""
    arguments = variable["arguments"] or ""
    match variable["converter"]:
        case "any":
            return {"type": "string", "enum": arguments.split(",")}
        case "int":
            least = re.search(r"min=(\d+)", arguments)
            return {"type": "integer", "minimum": int(least[1]) if least else 0}
        case _:
            return {"type": "string", "minLength": 1}


def _parameter(parameter: Parameter, in_path: Node | None, limits: Mapping[str, float], samples: Samples) -> Node:
    schema: Node = {**parameter.schema, **(in_path or {})}
    if parameter.longest in limits:
        schema["maxLength"] = int(limits[parameter.longest])
    if parameter.most in limits:
        schema["maximum"] = int(limits[parameter.most])
    if parameter.repeated:
        schema = {"type": "array", "items": schema}
    described: Node = {
        "name": parameter.name,
        "in": "query" if in_path is None else "path",
        "description": parameter.text,
        "required": parameter.required or in_path is not None,
        "schema": schema,
    }
    if parameter.sample:
        described["example"] = getattr(samples, parameter.sample)
    return described


def _responses(operation: Operation) -> Iterator[tuple[str, Node]]:
    if operation.formats:
        content = {each.media_type: _content(each.media_type, operation.schema) for each in operation.formats}
        yield "200", {"description": operation.summary + ".", "content": content}
    for status in operation.redirects:
        headers = {"Location": {"schema": {"type": "string"}, "description": "Where to go."}}
        yield str(status), {"description": title_of(status) + ".", "headers": headers}
    of_language = (400,) if HTML in operation.formats else ()  # one in which no page is written
    for status in sorted({*operation.problems, *of_language, *((406,) if operation.negotiated else ())}):
        yield str(status), {"$ref": f"#/components/responses/{_named(status)}"}


def _content(media_type: str, schema: str) -> Node:
    """JSON has the schema of the operation; other media types are defined by their registrations."""
    if schema and media_type.rpartition("/")[2].rpartition("+")[2] == "json":
        return {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    return {}


def _named(status: int) -> str:
    return title_of(status).replace(" ", "")


def _problem(status: int) -> Node:
    """A refusal, which a client that likes pages better gets as a page."""
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {
        "description": title_of(status) + ".",
        "content": {PROBLEM_JSON: problem, HTML.media_type: {"schema": TEXT}},
    }
