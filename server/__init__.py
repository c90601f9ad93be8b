"""The web server: it reads one release and knows nothing of how that was made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask, Response, g, request, url_for

from graph.engine import Engine, LocalEngine
from graph.store import Release
from server import dumps, errors, limits, pages, resource, sparql, vocabulary
from server.addresses import here, link
from server.negotiation import LANGUAGES, language
from server.wording import WORDS

_BODY_LIMIT = 1024 * 1024
_SECURITY = {
    # Pages need nothing but our own style sheet; a page that was tricked into holding a script runs none.
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer-when-downgrade",
}
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Location, Content-Location, Content-Language, "
    "Repr-Digest, Retry-After, X-Query-Id",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match, Range",
    "Access-Control-Max-Age": "86400",
}


def create_app(release: Release, *, releases: Path | None = None, engine: Engine | None = None) -> Flask:
    """The application on a release.

    Args:
        release: what is served. It is read only, so that threads can share it.
        releases: the folder with older releases, whose files are served too; the release's own by default.
        engine: what evaluates the queries, on the same release; by default this process itself, without bounds
            on time and memory. Whoever made it closes it.
    """
    engine = engine or LocalEngine(release)
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = _BODY_LIMIT
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    errors.register(app)
    app.register_blueprint(sparql.blueprint(release, engine))
    app.register_blueprint(limits.blueprint(engine, request_bytes=_BODY_LIMIT))
    app.register_blueprint(resource.blueprint(release))
    app.register_blueprint(vocabulary.blueprint(release))
    app.register_blueprint(dumps.blueprint(release, releases or release.folder.parent))
    app.register_blueprint(pages.blueprint(release))
    app.after_request(_finish)
    app.context_processor(lambda: _page_context(release))
    return app


def _finish(response: Response) -> Response:
    """Headers that every response has: any site may read the data, no page may run a script."""
    response.headers.update({**_SECURITY, **_CORS})
    if identifier := g.get("query_id"):
        response.headers["X-Query-Id"] = identifier
    if request.method == "OPTIONS":
        response.headers.update(_PREFLIGHT)
    return response


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
        "style": url_for("static", filename="style.css"),
        "in_language": lambda texts: texts.get(lang) or texts.get("vi") or next(iter(texts.values()), ""),
        "languages": [(each, here(request.path.lstrip("/")) + f"?lang={each}") for each in LANGUAGES],
    }
