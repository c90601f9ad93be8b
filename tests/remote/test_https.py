"""A store behind TLS: its certificate is checked, and waiting for it can be given up as well."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from graph.engine import QueryAbandoned, Settings
from graph.formats import CSV
from graph.store import Form, Release, open_release
from server.remote.engine import RemoteEngine
from server.remote.errors import StoreUnreachable
from tests.remote.asking import values
from tests.remote.faking import Fake, serving, unanswered

_SETTINGS = Settings(timeout=15, workers=2, wait=10)
_SELECT = "SELECT ?s { ?s ?p ?o }"


@pytest.fixture(scope="module")
def release(small: Path) -> Release:
    return open_release(small)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that is signed by itself, with its key."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed: apt-get install openssl")
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    subject = ("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2")
    command = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "-", "-out", "-", *subject)
    file.write_bytes(subprocess.run(command, check=True, capture_output=True).stdout)
    return file


@pytest.fixture
def fake(certificate: Path, release: Release) -> Iterator[Fake]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serving(Fake(release), context) as fake:
        yield fake


def test_a_certificate_that_nobody_vouches_for_is_refused(fake: Fake, release: Release) -> None:
    with pytest.raises(StoreUnreachable, match="certificate"):
        RemoteEngine(release, fake.url, _SETTINGS)
    assert fake.requests == []


def test_answers_and_giving_up(
    fake: Fake, release: Release, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    many = b",".join([b'{"s":{"type":"literal","value":"a"}}'] * 100_000)
    body = b'{"head":{"vars":["s"]},"results":{"bindings":[' + many + b"]}}"
    begun, ended = threading.Event(), threading.Event()
    with closing(RemoteEngine(release, fake.url, _SETTINGS)) as engine:
        fake.behaviour = lambda request: request.answer(body)
        assert values(engine, _SELECT) == [["a"]] * 100_000
        fake.behaviour = unanswered(begun, ended)
        with pytest.raises(QueryAbandoned):
            engine.evaluate(_SELECT, formats={Form.SOLUTIONS: CSV, Form.GRAPH: None}, gone=begun.is_set)
        assert ended.wait(5)
