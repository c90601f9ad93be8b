"""``/examples``: the example questions as a page, by topic or by words, and as RDF."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from itertools import chain, zip_longest
from typing import Final

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup

from graph.formats import GRAPH_FORMATS, TURTLE, Format
from graph.store import Release, serialize_graph
from server.addresses import here, link
from server.negotiation import HTML, negotiate, respond
from server.questions.question import TOPICS, Question, matching, topics_of
from server.questions.turtle import FILE, PATH, graph
from server.resource import FORMATS, alternates

LONGEST: Final = 200
"""Characters of what is looked for; the rest is not read."""
_NAME: Final = re.compile(r"`(?P<name>[^`]+)`|\b(?P<prefix>[a-z]+):(?P<local>[A-Za-z_]+)")
_EXTENSIONS: Final = {each.extension: each for each in FORMATS}


def blueprint(release: Release, questions: tuple[Question, ...]) -> Blueprint:
    """The address of the example questions.

    Args:
        release: that they are asked of.
        questions: as :func:`server.questions.load` reads them.
    """
    routes = Blueprint("questions", __name__)
    written = _writer(release)

    def send(format: Format, vary: tuple[str, ...]) -> Response:
        body = _page(release, questions) if format == HTML else written(format)
        return respond(body, format, vary=vary, links=alternates(PATH, format))

    @routes.get(f"/{PATH}")
    def examples() -> Response:
        return send(negotiate(FORMATS), ("Accept",))

    @routes.get(f"/{PATH}.<any({','.join(_EXTENSIONS)}):extension>")
    def examples_as(extension: str) -> Response:
        return send(_EXTENSIONS[extension], ())

    return routes


def _writer(release: Release) -> Callable[[Format], bytes]:
    @cache
    def written(format: Format) -> bytes:
        if format == TURTLE:  # the file itself, with queries that can be read
            return release.names.rebase(FILE.read_text(encoding="utf-8")).encode()
        return serialize_graph(graph(release.names), format, release.prefixes())

    return written


def marked(text: str, release: Release) -> Markup:
    """A notice in HTML: names of variables and terms as code, our own terms with links to what they mean.

    Args:
        text: in which backticks stand around a name of the query, and terms are prefixed names.
        release: whose prefixes count.
    """
    parts = (_term(found, release.prefixes(), release) for found in _NAME.finditer(text))
    between = map(Markup.escape, _NAME.split(text)[:: _NAME.groups + 1])
    return Markup("").join(chain.from_iterable(zip_longest(between, parts, fillvalue=Markup(""))))


def _term(found: re.Match[str], prefixes: Mapping[str, str], release: Release) -> Markup:
    if found["name"]:
        return Markup("<code>{}</code>").format(found["name"])
    namespace = prefixes.get(found["prefix"])
    if namespace is None:
        return Markup.escape(found[0])
    code = Markup("<code>{}</code>").format(found[0])
    iri = namespace + found["local"]
    ours = iri.startswith(release.names.base)
    return Markup('<a href="{}">{}</a>').format(link(release.names, iri), code) if ours else code


def _page(release: Release, questions: tuple[Question, ...]) -> str:
    sought = request.args.get("q", "")[:LONGEST].strip()
    found = matching(questions, sought) if sought else questions
    return render_template(
        "examples.html",
        sought=sought,
        found=found,
        by_topic={} if sought else topics_of(questions),
        topics=TOPICS,
        marked=lambda text: marked(text, release),
        formats=[(each.label, here(f"{PATH}.{each.extension}")) for each in GRAPH_FORMATS],
    )
