"""OpenRefine without its browser: the calls that its pages make to its server."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

HOME: Final = Path("/usr/share/openrefine")
"""Where the package of Debian keeps it."""
_ENGINE: Final = json.dumps({"facets": [], "mode": "row-based"})
_PATIENCE: Final = 120.0


def installed() -> bool:
    """Whether OpenRefine and Java are here."""
    return (HOME / "server").is_dir() and shutil.which("java") is not None


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass(frozen=True)
class Refine:
    """A running OpenRefine."""

    address: str

    def call(self, command: str, *, post: bool = False, **parameters: str) -> Any:
        """The answer to a command, which is JSON."""
        query = urllib.parse.urlencode(parameters)
        address = f"{self.address}/command/core/{command}"
        if not post:
            with urllib.request.urlopen(f"{address}?{query}", timeout=60) as response:
                return json.load(response)
        token = self.call("get-csrf-token")["token"]
        request = urllib.request.Request(f"{address}?csrf_token={token}", data=query.encode())
        with urllib.request.urlopen(request, timeout=60) as response:
            return json.load(response)

    def project(self, table: Path) -> Project:
        """A new project with the rows of a CSV file."""
        token = self.call("get-csrf-token")["token"]
        options = {"separator": ",", "encoding": "UTF-8", "headerLines": 1, "guessCellValueTypes": False,
                   "trimStrings": False, "storeBlankCellsAsNulls": True}  # fmt: skip
        parts = {"project-name": "table", "format": "text/line-based/*sv", "options": json.dumps(options)}
        mark = "khen-test-boundary"
        body = "".join(
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in parts.items()
        )
        body += f'--{mark}\r\nContent-Disposition: form-data; name="project-file"; filename="table.csv"\r\n'
        body += f"Content-Type: text/csv\r\n\r\n{table.read_text(encoding='utf-8')}\r\n--{mark}--\r\n"
        request = urllib.request.Request(
            f"{self.address}/command/core/create-project-from-upload?csrf_token={token}",
            data=body.encode(),
            headers={"Content-Type": f"multipart/form-data; boundary={mark}"},
        )
        try:
            urllib.request.build_opener(_Stay).open(request, timeout=60)
        except urllib.error.HTTPError as answer:
            found = urllib.parse.parse_qs(urllib.parse.urlsplit(answer.headers["Location"]).query)
            return Project(self, found["project"][0])
        raise AssertionError("OpenRefine made no project")


@dataclass(frozen=True)
class Project:
    """A project of OpenRefine."""

    refine: Refine
    id: str

    def do(self, command: str, **parameters: str) -> Any:
        """Carry out a command and wait for what it sets going."""
        answer = self.refine.call(command, post=True, project=self.id, engine=_ENGINE, **parameters)
        assert answer.get("code") in ("ok", "pending"), answer
        ends = time.monotonic() + _PATIENCE
        while self.refine.call("get-processes", project=self.id)["processes"]:
            assert time.monotonic() < ends, f"{command} does not end"
            time.sleep(0.1)
        return answer

    def columns(self) -> list[str]:
        """The names of its columns."""
        models = self.refine.call("get-models", project=self.id)
        return [each["name"] for each in models["columnModel"]["columns"]]

    def cells(self, column: str) -> list[dict[str, Any]]:
        """The cells of a column, with ``recon`` where they were reconciled; empty cells are empty."""
        models = self.refine.call("get-models", project=self.id)["columnModel"]["columns"]
        index = next(each["cellIndex"] for each in models if each["name"] == column)
        answer = self.refine.call("get-rows", post=True, project=self.id, engine=_ENGINE, start="0", limit="500")
        recons = answer.get("pool", {}).get("recons", {})
        found = []
        for row in answer["rows"]:
            cell = (row["cells"] + [None] * (index + 1))[index] or {}
            recon = cell.get("r")
            found.append({**cell, "recon": recons.get(str(recon)) if not isinstance(recon, dict) else recon})
        return found


@contextmanager
def refining(folder: Path) -> Iterator[Refine]:
    """An OpenRefine of its own on this machine, whose data are in a folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"headless": "true", "data_dir": folder, "webapp": HOME / "webapp", "port": port,
                "interface": "127.0.0.1", "host": "127.0.0.1"}  # fmt: skip
    command = ["java", "-Xmx512m", "-cp", f"{HOME}/server/*"]
    command += [f"-Drefine.{name}={value}" for name, value in settings.items()]
    environment = {**os.environ, "HOME": str(folder)}
    with (folder / "openrefine.log").open("wb") as log, subprocess.Popen(
        [*command, "com.google.refine.Refine"], stdout=log, stderr=log, cwd=folder, env=environment
    ) as process:  # fmt: skip
        try:
            refine = Refine(f"http://127.0.0.1:{port}")
            ends = time.monotonic() + _PATIENCE
            while True:
                try:
                    refine.call("get-version")
                    break
                except (urllib.error.URLError, ConnectionError):
                    assert process.poll() is None, (folder / "openrefine.log").read_text(encoding="utf-8")
                    assert time.monotonic() < ends, "OpenRefine does not start"
                    time.sleep(0.3)
            yield refine
        finally:
            process.terminate()
            process.wait(timeout=30)
