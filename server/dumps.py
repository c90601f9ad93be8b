"""``/releases/``: the releases and their files, byte for byte as they were written."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, redirect, render_template, request, send_file
from werkzeug import Response as Redirect

from graph.formats import GRAPH_FORMATS, Content, Format
from graph.store import FileEntry, Manifest, Release, list_releases, parse_graph, serialize_graph
from server.addresses import here
from server.errors import Problem, ProblemError
from server.negotiation import HTML, negotiate, respond

_JSON: Final = Format("json", "application/json", Content.DATASET, "", "", "JSON")
_YEAR: Final = 365 * 24 * 3600


def blueprint(release: Release, releases: Path) -> Blueprint:
    """The addresses of the releases in a folder, the one that is served and the older ones."""
    routes = Blueprint("dumps", __name__)

    def found(identifier: str) -> Manifest:
        for each in (release.manifest, *list_releases(releases)):
            if each.id == identifier:
                return each
        raise ProblemError(Problem(404, "There is no such release.", f"See the list at {here('releases/')}"))

    @routes.get("/releases")
    @routes.get("/releases/")
    def index() -> Response:
        known = {each.id: each for each in (release.manifest, *list_releases(releases))}
        return respond(render_template("releases.html", releases=list(known.values())), HTML, vary=())

    @routes.get("/releases/current/", defaults={"name": ""})
    @routes.get("/releases/current/<path:name>")
    def current(name: str) -> Redirect:
        return redirect(here(f"releases/{release.id}/{name}"), 302)

    @routes.get("/releases/<identifier>")
    @routes.get("/releases/<identifier>/")
    def one(identifier: str) -> Response:
        manifest = found(identifier)
        format = negotiate((*GRAPH_FORMATS, HTML))
        if format == HTML:
            return respond(render_template("release.html", shown=manifest), HTML)
        triples = parse_graph(_folder(release, releases, identifier) / "void.ttl")
        return respond(serialize_graph(triples, format, release.prefixes()), format)

    @routes.get("/releases/<identifier>/<name>")
    def file(identifier: str, name: str) -> Response:
        manifest = found(identifier)
        folder = _folder(release, releases, identifier)
        if name == "manifest.json":  # it cannot hold its own digest
            return respond((folder / name).read_bytes(), _JSON, vary=())
        entry = manifest.file(name)
        if entry is None:
            raise ProblemError(
                Problem(
                    404,
                    "This release has no such file.",
                    f"See its files at {here(f'releases/{identifier}/')}",
                )
            )
        return _send(folder / entry.name, entry)

    return routes


def _folder(release: Release, releases: Path, identifier: str) -> Path:
    return release.folder if identifier == release.id else releases / identifier


def _send(path: Path, entry: FileEntry) -> Response:
    """A file with its type, length and digest (RFC 9530); parts of it by Range; 304 by its digest."""
    if not path.is_file() or path.stat().st_size != entry.bytes:
        raise ProblemError(
            Problem(500, f"The file {entry.name} is not what the release says it is.", "Fetch another format.")
        )
    kind = "application/gzip" if entry.compressed else entry.media_type
    response = send_file(path, mimetype=kind, etag=entry.sha256, conditional=True, max_age=_YEAR)
    response.headers["Content-Type"] = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    digest = base64.b64encode(bytes.fromhex(entry.sha256)).decode()
    if response.status_code in (200, 206, 304):
        response.headers["Repr-Digest"] = f"sha-256=:{digest}:"
    response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
    if request.method == "HEAD":
        response.direct_passthrough = False
    return response
