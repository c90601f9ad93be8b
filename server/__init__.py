"""The web server: it reads one release and knows nothing of how that was made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask, request
from markupsafe import Markup

from graph.engine import Engine, LocalEngine
from graph.store import Release
from server import (
    announcement,
    atlas,
    changed,
    chronicle,
    citing,
    completing,
    discovery,
    dumps,
    errors,
    exploring,
    feed,
    finding,
    front,
    helping,
    labelling,
    limits,
    lookup,
    openapi,
    pages,
    parameters,
    places,
    reconciliation,
    resource,
    sparql,
    vocabulary,
)
from server.addresses import at, chosen, here, leading, link, staying
from server.answering import Asking
from server.archive import MOST, Archive, Opened
from server.asked import check_parameters
from server.assets import bundles
from server.catalogues import LANGUAGES
from server.endpoint import Endpoint
from server.figures import read_figures
from server.finishing import finish
from server.naming import in_language
from server.negotiation import issued, language
from server.page_bounds import page_bounds
from server.questions import load
from server.questions import routes as questioning
from server.results import Results
from server.sizes import day, human
from server.things import Things
from server.translating import set_up
from server.wording import on_page

BODY_LIMIT = 1024 * 1024
"""Bytes of the body of a request."""
_REQUESTS = {
    "request_bytes": BODY_LIMIT,
    "graph_triples": pages.LARGEST_GRAPH,
    "parameters": parameters.MOST,
    "page_rows": sparql.SHOWN,
    "older_releases": MOST,
    "compared_bytes": changed.LARGEST,
    "page_facts": lookup.MOST,
    "explore_nodes": exploring.NODES,
    "named_iris": labelling.MOST,
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
    pinned: Opened | None = None,
    archive: Archive | None = None,
    further: Mapping[str, float] | None = None,
    things: Things | None = None,
) -> Flask:
    """The application on a release.

    Args:
        release: what is served. It is read only, so that threads can share it.
        releases: the folder with older releases, whose files are served too; the release's own by default.
        engine: what evaluates the queries, on the same release; by default this process itself, without bounds
            on time and memory. Whoever made it closes it.
        endpoint: on the same release, where it is shared with another way in.
        pinned: answers what is pinned to the release: no endpoint but its own has a part in that. By default the
            engine and the endpoint above.
        archive: opens the older releases; by default each in this process itself. Whoever made it closes it.
        further: limits of what stands in front of the application, by their names in ``server.limits``.
        things: of the release, with the room for their pages; by default as much as ``server.things`` says.
    """
    engine = engine or LocalEngine(release)
    endpoint = endpoint or Endpoint(release, Results(_RESULTS))
    folder = releases or release.folder.parent
    archive = archive or Archive(folder)
    modified = issued(release)
    things = things or Things(release)
    app = Flask(__name__)
    app.url_map.merge_slashes = False  # what is merged is redirected to the host that the request names
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    set_up(app)
    errors.register(app)
    app.register_blueprint(sparql.blueprint(release, engine, endpoint))
    questions = load(release.names)
    app.register_blueprint(questioning.blueprint(release, questions))
    app.register_blueprint(completing.blueprint(release, questions))
    app.register_blueprint(labelling.blueprint(release))
    bounds = {**_REQUESTS, **page_bounds(), **(further or {})}
    app.register_blueprint(limits.blueprint(engine, bounds, endpoint.services))
    app.register_blueprint(openapi.blueprint(release, limits.in_force(engine, bounds)))
    app.register_blueprint(resource.blueprint(things))
    app.register_blueprint(announcement.blueprint(release))
    app.register_blueprint(vocabulary.blueprint(release))
    app.register_blueprint(dumps.blueprint(release, folder))
    app.register_blueprint(changed.blueprint(release, folder))
    app.register_blueprint(feed.blueprint(release, folder))
    app.register_blueprint(citing.blueprint(pinned or Opened(release, engine, endpoint), archive))
    app.register_blueprint(places.blueprint(release))
    asking = Asking(engine, endpoint)
    figures = read_figures(release)
    app.register_blueprint(front.blueprint(things, figures, asking))
    app.register_blueprint(discovery.blueprint(release, folder, figures))
    app.register_blueprint(helping.blueprint(release, asking))
    app.register_blueprint(atlas.blueprint(release))
    app.register_blueprint(exploring.blueprint(release))
    app.register_blueprint(chronicle.blueprint(release))
    app.register_blueprint(pages.blueprint(things))
    names = finding.open_names(release)
    app.register_blueprint(finding.blueprint(release, names))
    app.register_blueprint(reconciliation.blueprint(release, names))
    app.before_request(check_parameters)
    app.after_request(lambda response: finish(response, modified))
    app.jinja_env.globals.update(said=_said, leading=leading, bundles=bundles(), at=at, here=here, human=human, day=day)
    app.context_processor(lambda: _page_context(release))
    return app


def _said(text: str) -> Markup:
    """What the program says of a fault, in the language of the page."""
    return on_page(text, language())


def _page_context(release: Release) -> dict[str, Any]:
    """What every template can use."""
    lang = language()

    return {
        "lang": lang,
        "iri_link": lambda iri: link(release.names, str(iri)),
        "release": release,
        "manifest": release.manifest,
        "in_language": lambda texts: in_language(texts, lang),
        "languages": [(each, _in_language(each)) for each in LANGUAGES],
        "canonical": staying(release.names, chosen()),
        "alternates": [
            *((each, staying(release.names, each, _asked())) for each in LANGUAGES),
            ("x-default", staying(release.names, "", _asked())),
        ],
    }


def _in_language(code: str) -> str:
    """The address of this very page in a language."""
    return f"{here(request.path.lstrip('/'))}?{urlencode([*_asked(), ('lang', code)])}"


def _asked() -> list[tuple[str, str]]:
    """The parameters of the request but the language."""
    return [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
