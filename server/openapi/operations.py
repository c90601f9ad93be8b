"""What can be said of an operation of the application, for the OpenAPI document.

https://spec.openapis.org/oas/v3.1.1.html#operation-object
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from graph.formats import Content, Format
from server.catalogues import LANGUAGES

Schema = Mapping[str, Any]
TEXT: Final[Schema] = {"type": "string"}


@dataclass(frozen=True)
class Parameter:
    """A parameter of the address.

    Attributes:
        name: in the address.
        text: what it means.
        schema: of its value (JSON Schema 2020-12); that of a part of the path comes from its route.
        required: whether the request is refused without it; a part of the path always is.
        repeated: whether it may stand several times.
        longest: the name at ``/limits`` of the characters that its value may have.
        most: the name at ``/limits`` of the number that its value must not exceed.
        sample: the name of the attribute of ``Samples`` that can stand here.
    """

    name: str
    text: str
    schema: Schema = field(default_factory=lambda: TEXT)
    required: bool = False
    repeated: bool = False
    longest: str = ""
    most: str = ""
    sample: str = ""


LANGUAGE: Final = Parameter(
    "lang", "Of the words; goes before Accept-Language.", {"type": "string", "enum": list(LANGUAGES)}
)


@dataclass(frozen=True)
class Operation:
    """A method of the addresses that one view of the application answers.

    Attributes:
        endpoint: Flask's name of the view; its paths are those of the application's table of routes.
        summary: what it answers.
        formats: media types of a response that succeeds, that of a request without Accept first.
        negotiated: whether Accept chooses among the formats, so that none of them may do (406).
        parameters: of the path and of the query string.
        problems: further statuses of requests that are refused.
        redirects: statuses of responses that lead elsewhere.
        schema: the name in ``schemas.SCHEMAS`` of what is answered as JSON.
        body: media types of the body of a request, each with its schema.
        method: of HTTP.
        stable: whether other programs can rely on it.
        text: more about it.
    """

    endpoint: str
    summary: str
    formats: tuple[Format, ...] = ()
    negotiated: bool = False
    parameters: tuple[Parameter, ...] = ()
    problems: tuple[int, ...] = ()
    redirects: tuple[int, ...] = ()
    schema: str = ""
    body: Mapping[str, Schema] = field(default_factory=dict)
    method: str = "get"
    stable: bool = True
    text: str = ""


@dataclass(frozen=True)
class Area:
    """Operations that belong together.

    Attributes:
        name: the tag under which they are listed.
        text: what they are for.
        operations: in the order of the document.
    """

    name: str
    text: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True)
class Samples:
    """Values that can stand in addresses, from the release that is served.

    Attributes:
        thing: the path of a thing below ``/id/``.
        announcement: the key of an announcement.
        graph: the name of a named graph.
        dataset: the name of the data set.
        release: the identifier of the release.
        file: the name of one of its files.
    """

    thing: str
    announcement: str
    graph: str
    dataset: str
    release: str
    file: str


def file_format(extension: str, media_type: str, label: str) -> Format:
    """A format that only one address has, so that it is in no table of formats."""
    return Format(extension, media_type, Content.GRAPH, "", "", label)
