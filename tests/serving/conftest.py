from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask, Response, request, send_file

from graph.store import Release, open_release
from tests.serving.fronting import Served
from tests.store.writing import write_release


@pytest.fixture(scope="session")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one release; no test changes it."""
    folder = tmp_path_factory.mktemp("releases")
    write_release(folder)
    return folder


@pytest.fixture(scope="session")
def release(releases: Path) -> Release:
    return open_release(releases)


@pytest.fixture(scope="module")
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as threads:
        yield threads


@pytest.fixture
def served(release: Release, threads: ThreadPoolExecutor) -> Served:
    return Served(release, threads)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of 5 MiB and a bit."""
    file = tmp_path_factory.mktemp("files") / "large.nt"
    file.write_bytes(bytes(range(251)) * 21_000)
    return file


@pytest.fixture(scope="module")
def app(large: Path) -> Flask:
    app = Flask(__name__)

    @app.route("/echo/<path:name>", methods=["GET", "POST", "QUERY"])
    def echo(name: str) -> Response:
        table = {
            "name": name,
            "method": request.method,
            "query": request.query_string.decode("latin-1"),
            "headers": dict(request.headers.items()),
            "body": request.get_data().decode("latin-1"),
            "client": request.remote_addr,
            "address": request.url,
        }
        return Response(app.json.dumps(table), mimetype="application/json")

    @app.get("/large")
    def file() -> Response:
        return send_file(large, mimetype="application/n-triples", conditional=True, etag="large")

    @app.get("/parts")
    def parts() -> Response:
        return Response(b"x" * 1000 for _ in range(3000))

    @app.get("/empty")
    def empty() -> Response:
        return Response(status=204)

    return app


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three releases, of which the first is the current one."""
    folder = tmp_path_factory.mktemp("releases")
    for name in ("r1", "r2", "r3"):
        write_release(folder, name, current=name == "r1")
    return folder


@pytest.fixture
def folder(tmp_path: Path, written: Path) -> Path:
    """A copy of them for one test."""
    shutil.copytree(written, tmp_path / "releases", symlinks=True)
    return tmp_path / "releases"
