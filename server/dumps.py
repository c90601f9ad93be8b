"""``/releases/``: the releases and their files, byte for byte as they were written."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, redirect, render_template, request, send_file
from flask_babel import LazyString, lazy_gettext
from werkzeug import Response as Redirect

from graph.errors import Worded
from graph.formats import GRAPH_FORMATS, Content, Format
from graph.store import FileEntry, Release, parse_graph, serialize_graph
from server import feed, profiles
from server.addresses import at, chosen, here
from server.discovery import dataset, of_release
from server.errors import Problem, ProblemError
from server.negotiation import HTML, language, negotiate, respond
from server.profiles import Profile
from server.published import Published, kept, neighbours, published

_JSON: Final = Format("json", "application/json", Content.DATASET, "", "", "JSON")
_TEXT: Final = Format("txt", "text/plain", Content.DATASET, "", "", "Text")
_HOLDS: Final[Mapping[str, LazyString]] = {
    "dataset": lazy_gettext("All statements, each in its named graph"),
    "union graph": lazy_gettext("All statements, without their graphs"),
    "links": lazy_gettext("Links to other data sets"),
    "ontology": lazy_gettext("Vocabulary"),
    "shapes": lazy_gettext("SHACL shapes"),
    "report": lazy_gettext("Validation report"),
    "description": lazy_gettext("Description of the data"),
    "sources": lazy_gettext("Digests and rights of the sources"),
}
_YEAR: Final = 365 * 24 * 3600


def blueprint(release: Release, releases: Path) -> Blueprint:
    """The addresses of the releases in a folder, the one that is served and the older ones."""
    routes = Blueprint("dumps", __name__)

    def found(identifier: str) -> Published:
        return kept(release, releases, identifier)

    @routes.get("/releases")
    @routes.get("/releases/")
    def index() -> Response:
        known = published(release, releases)
        return respond(render_template("releases.html", known=known), HTML, vary=(), links=[feed.link()])

    @routes.get("/releases/current/", defaults={"name": ""})
    @routes.get("/releases/current/<path:name>")
    def current(name: str) -> Redirect:
        return redirect(at(f"releases/{release.id}/{name}"), 302)

    @routes.get("/releases/<identifier>")
    @routes.get("/releases/<identifier>/")
    def one(identifier: str) -> Response:
        shown = found(identifier)
        links = [feed.link(), *profiles.links(identifier)]
        if profile := profiles.asked():
            return _in_profile(release, shown, profile, links)
        format = negotiate((*GRAPH_FORMATS, HTML))
        if format == HTML:
            before, after = neighbours(published(release, releases), identifier)
            signposts = of_release(release, shown.manifest)
            page = render_template(
                "release.html",
                shown=shown,
                before=before,
                after=after,
                holds=_HOLDS,
                signposts=signposts,
                json_ld=dataset(release, shown.manifest, language()),
                profiles=[(each.label, profiles.address(identifier, each, chosen())) for each in profiles.PROFILES],
            )
            return respond(page, HTML, vary=profiles.VARY, links=[*links, *map(str, signposts)])
        written = serialize_graph(parse_graph(shown.folder / "void.ttl"), format, release.prefixes())
        return profiles.mark(respond(written, format, vary=profiles.VARY, links=links), profiles.WHOLE)

    @routes.get("/releases/<identifier>/SHA256SUMS")
    def sums(identifier: str) -> Response:
        """As ``sha256sum --check`` reads it."""
        files = found(identifier).manifest.files
        lines = (f"{each.sha256}  {each.name}\n" for each in sorted(files, key=lambda each: each.name))
        return respond("".join(lines), _TEXT, vary=())

    @routes.get("/releases/<identifier>/<name>")
    def file(identifier: str, name: str) -> Response:
        shown = found(identifier)
        if name == "manifest.json":  # it cannot hold its own digest
            return respond((shown.folder / name).read_bytes(), _JSON, vary=())
        entry = shown.manifest.file(name)
        if entry is None:
            raise ProblemError(
                Problem(
                    404,
                    Worded("This release has no such file."),
                    Worded("See its files at %(address)s", address=here(f"releases/{identifier}/")),
                )
            )
        return _send(shown.folder / entry.name, entry)

    return routes


def _in_profile(release: Release, shown: Published, profile: Profile, links: list[str]) -> Response:
    format = profiles.format_of(profile)
    if profile == profiles.SCHEMA_ORG:
        body = str(dataset(release, shown.manifest, language())).encode()
    else:
        triples = profiles.described(profile, parse_graph(shown.folder / "void.ttl"))
        body = serialize_graph(triples, format, release.prefixes())
    vary = (*profiles.VARY, "Accept-Language") if profile == profiles.SCHEMA_ORG else profiles.VARY
    return profiles.mark(respond(body, format, vary=vary, links=links), (profile,))


def _send(path: Path, entry: FileEntry) -> Response:
    """A file with its type, length and digest (RFC 9530); parts of it by Range; 304 by its digest."""
    if not path.is_file() or path.stat().st_size != entry.bytes:
        raise ProblemError(
            Problem(
                500,
                Worded("The file %(name)s is not what the release says it is.", name=entry.name),
                Worded("Fetch another format."),
            )
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
