"""The web server: it reads one release and knows nothing of how that was made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask, request

from graph.engine import Engine, LocalEngine
from graph.store import Release
from server import (
    dumps,
    errors,
    finding,
    limits,
    pages,
    parameters,
    places,
    reconciliation,
    resource,
    sparql,
    vocabulary,
)
from server.addresses import here, link
from server.endpoint import Endpoint
from server.finishing import finish
from server.negotiation import LANGUAGES, issued, language
from server.results import Results
from server.wording import WORDS

BODY_LIMIT = 1024 * 1024
"""Bytes of the body of a request."""
_REQUESTS = {
    "request_bytes": BODY_LIMIT,
    "graph_triples": pages.LARGEST_GRAPH,
    "parameters": parameters.MOST,
    "page_rows": sparql.SHOWN,
    **finding.LIMITS,
    **reconciliation.LIMITS,
}
_RESULTS = 64 * 1024 * 1024
"""Bytes of results that are kept, unless said otherwise."""


def create_app(
    release: Release,
    *,
    releases: Path | None = None,
    engine: Engine | None = None,
    endpoint: Endpoint | None = None,
    further: Mapping[str, float] | None = None,
) -> Flask:
    """The application on a release.

    Args:
        release: what is served. It is read only, so that threads can share it.
        releases: the folder with older releases, whose files are served too; the release's own by default.
        engine: what evaluates the queries, on the same release; by default this process itself, without bounds
            on time and memory. Whoever made it closes it.
        endpoint: on the same release, where it is shared with another way in.
        further: limits of what stands in front of the application, by their names in ``server.limits``.
    """
    engine = engine or LocalEngine(release)
    endpoint = endpoint or Endpoint(release, Results(_RESULTS))
    modified = issued(release)
    app = Flask(__name__)
    app.url_map.merge_slashes = False  # what is merged is redirected to the host that the request names
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    errors.register(app)
    app.register_blueprint(sparql.blueprint(release, engine, endpoint))
    app.register_blueprint(limits.blueprint(engine, {**_REQUESTS, **(further or {})}, endpoint.services))
    app.register_blueprint(resource.blueprint(release))
    app.register_blueprint(vocabulary.blueprint(release))
    app.register_blueprint(dumps.blueprint(release, releases or release.folder.parent))
    app.register_blueprint(places.blueprint(release))
    app.register_blueprint(pages.blueprint(release))
    names = finding.open_names(release)
    app.register_blueprint(finding.blueprint(release, names))
    app.register_blueprint(reconciliation.blueprint(release, names))
    app.after_request(lambda response: finish(response, modified))
    app.context_processor(lambda: _page_context(release))
    return app


def _page_context(release: Release) -> dict[str, Any]:
    """What every template can use."""
    lang = language()
    words = WORDS[lang]

    def t(key: str, **values: object) -> str:
        return words[key].format(**values)

    def at(path: str) -> str:
        """The address of a path in the language that the reader has chosen, if any."""
        address = here(path)
        if request.args.get("lang") not in LANGUAGES:
            return address
        place, mark, fragment = address.partition("#")
        return f"{place}?lang={lang}{mark}{fragment}"

    return {
        "lang": lang,
        "t": t,
        "at": at,
        "iri_link": lambda iri: link(release.names, str(iri)),
        "release": release,
        "manifest": release.manifest,
        "style": here("static/style.css"),
        "in_language": lambda texts: texts.get(lang) or texts.get("vi") or next(iter(texts.values()), ""),
        "languages": [(each, here(request.path.lstrip("/")) + f"?lang={each}") for each in LANGUAGES],
    }
