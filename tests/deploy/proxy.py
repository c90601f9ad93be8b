"""nginx with our site in it: the site as it is shipped, on other ports and in other folders."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.deploy.ports import free_port
from tests.engine.asking import wait_until

SITE = Path(__file__).parents[2] / "deploy" / "nginx.conf"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/sbin:/usr/local/sbin")
needs_nginx = pytest.mark.skipif(NGINX is None, reason="nginx is not installed (Debian: apt install nginx)")
_AROUND = """{user}worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/error.log info;
events {{ worker_connections 512; }}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    gzip on;
    gzip_types *;
    include {folder}/khen.conf;
}}
"""


@dataclass(frozen=True)
class Proxy:
    """A running nginx.

    Attributes:
        port: where it listens on loopback.
        folder: of its logs and temporary files.
    """

    port: int
    folder: Path


def site(folder: Path, port: int, upstream: Sequence[int], *, roomy: bool = False, tls: bool = False) -> str:
    """The site, made fit for a test.

    Args:
        folder: for what it keeps.
        port: where it listens.
        upstream: ports of the two replicas.
        roomy: without the limits on requests per client, for tests of something else.
        tls: with the lines for certificates, which are in the folder.
    """
    text = SITE.read_text(encoding="utf-8")
    changes = [
        ("    listen 80;\n", "" if tls else f"    listen 127.0.0.1:{port};\n"),
        ("    listen [::]:80;\n", ""),
        ("/var/cache/nginx/khen", f"{folder}/cache"),
        *((f"127.0.0.1:{8001 + place}", f"127.0.0.1:{each}") for place, each in enumerate(upstream)),
    ]
    if roomy:
        changes += [
            ("rate=20r/s", "rate=100000r/s"),
            ("limit_conn khen_connections 32", "limit_conn khen_connections 999"),
        ]
    if tls:
        changes += [
            ("#tls listen [::]:443 ssl http2;", ""),
            ("#tls listen 443", f"listen 127.0.0.1:{port}"),
            ("#tls ", ""),
            ("/etc/ssl/khen/", f"{folder}/"),
        ]
    for old, new in changes:
        assert old in text, f"the site no longer holds {old!r}"
        text = text.replace(old, new)
    return text


@contextmanager
def nginx(folder: Path, upstream: Sequence[int], *, roomy: bool = False, tls: bool = False) -> Iterator[Proxy]:
    """nginx in front of two ports, stopped at the end by its process id."""
    assert NGINX is not None
    folder.mkdir(exist_ok=True)
    port = free_port()
    (folder / "khen.conf").write_text(site(folder, port, upstream, roomy=roomy, tls=tls), encoding="utf-8")
    user = "user root;\n" if os.geteuid() == 0 else ""  # the folder is ours alone
    (folder / "nginx.conf").write_text(_AROUND.format(user=user, folder=folder), encoding="utf-8")
    options = [NGINX, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
    tried = subprocess.run([*options, "-t"], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    with subprocess.Popen([*options, "-g", "daemon off;"], start_new_session=True) as process:
        try:
            wait_until(lambda: process.poll() is not None or _listens(port), 20)
            assert process.poll() is None, (folder / "error.log").read_text()
            yield Proxy(port, folder)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(5)
        return probe.connect_ex(("127.0.0.1", port)) == 0
