"""The Containerfile: what it copies exists, what it installs is locked, and what it runs is no root's."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from server.command import serve
from tests.deploy.ports import free_port
from tests.deploy.replicas import Replica

_ROOT = Path(__file__).parents[2]
_FILE = _ROOT / "deploy" / "Containerfile"


@dataclass(frozen=True)
class Instruction:
    """A line of the file, with those that continue it."""

    name: str
    text: str


def _stages() -> list[list[Instruction]]:
    """The instructions of each stage, without those before the first."""
    lines = re.sub(r"^#.*\n", "", _FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    stages: list[list[Instruction]] = []
    for line in lines.replace("\\\n", " ").splitlines():
        name, _, text = line.strip().partition(" ")
        if name == "FROM":
            stages.append([])
        if name and stages:
            stages[-1].append(Instruction(name, text.strip()))
    return stages


def _all(name: str) -> list[str]:
    return [each.text for stage in _stages() for each in stage if each.name == name]


def _last(name: str) -> str:
    """The only such instruction of the image that is run."""
    (found,) = [each.text for each in _stages()[-1] if each.name == name]
    return found


def _environment() -> dict[str, str]:
    return dict(each.split("=", 1) for each in shlex.split(_last("ENV")))


def test_every_file_that_is_copied_exists_and_none_is_secret() -> None:
    copied = [each.split()[:-1] for each in _all("COPY") if not each.startswith("--from")]
    names = {name for names in copied for name in names}
    assert {"graph", "server", "shapes", "requirements/run.txt", "pyproject.toml"} <= names
    for name in names:
        assert (_ROOT / name).exists(), name
        assert name != ".", "a whole checkout may hold anything"


def test_every_library_is_held_to_a_digest() -> None:
    installs = [each for run in _all("RUN") for each in run.split("&&") if "/pip install" in each]
    assert len(installs) == 2
    for each in installs:
        assert (
            "--no-deps --no-build-isolation ." in each or "--require-hashes --requirement requirements/run.txt" in each
        )
    lock = (_ROOT / "requirements" / "run.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    pinned = [line for line in lock.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert pinned
    for line in pinned:
        assert re.match(r"\S+==\S+.* --hash=sha256:[0-9a-f]{64}", line), line


def test_nothing_runs_as_root_and_nothing_is_left_to_build_with() -> None:
    user, group = _last("USER").split(":")
    assert int(user) > 0
    assert int(group) > 0
    assert len(_stages()) == 2
    assert "python3-venv" not in " ".join(each.text for each in _stages()[-1])


def test_it_starts_what_exists_where_it_says() -> None:
    assert json.loads(_last("ENTRYPOINT")) == ["/opt/khen/bin/khen"]
    assert json.loads(_last("CMD")) == [serve.name]
    environment = _environment()
    known = {name for each in serve.params for name in [getattr(each, "envvar", None)] if name}
    assert environment.keys() - {"PYTHONDONTWRITEBYTECODE"} <= known
    assert _last("EXPOSE") == environment["PORT"]
    assert _last("VOLUME") == environment["KHEN_RELEASES"]
    assert environment["HOST"] == "0.0.0.0"


@pytest.mark.parametrize("running", [True, False])
def test_its_health_check_tells_ready_from_not(pair: list[Replica], running: bool) -> None:
    command = json.loads(_last("HEALTHCHECK").partition(" CMD ")[2])
    assert command[0] == "/opt/khen/bin/python"
    environment = {**os.environ, "PORT": str(pair[0].port if running else free_port())}
    checked = subprocess.run([sys.executable, *command[1:]], env=environment, capture_output=True, check=False)
    assert (checked.returncode == 0) == running
