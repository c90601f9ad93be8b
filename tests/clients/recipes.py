"""The recipes of ``docs/clients``, run as they stand on the page, at the address of a server under test."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "clients"
INSTALLED = ROOT / "build" / "clients"
"""What ``make clients`` makes."""
PRINTED = "http://127.0.0.1:8000"
"""The address in the recipes: that of ``make serve``."""
_PATIENCE = 180


def blocks(page: Path, language: str) -> list[str]:
    """The blocks of code in a language, in the order of the page."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def program(name: str) -> str:
    """A program on the PATH; the test is skipped where it is not installed."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed; .ci/run installs it")
    return found


def python() -> str:
    """The Python that has what the recipes import."""
    found = INSTALLED / "venv" / "bin" / "python"
    if not found.is_file():
        pytest.skip("the Python packages of the recipes are not installed: make clients")
    return str(found)


def node_modules() -> Path:
    """Where Comunica is."""
    program("node")
    found = INSTALLED / "node" / "node_modules"
    if not (found / "@comunica").is_dir():
        pytest.skip("Comunica is not installed: make clients")
    return found


@dataclass(frozen=True)
class Kitchen:
    """A folder where recipes run, with the question that they ask.

    Attributes:
        folder: which is empty else.
        addresses: what stands on the pages, and what is asked instead.
    """

    folder: Path
    addresses: dict[str, str]

    def fill(self, code: str) -> str:
        """A recipe for the servers under test; one that asks no address of theirs is not what it is taken for."""
        assert PRINTED in code
        for printed, address in self.addresses.items():
            code = code.replace(printed, address)
        return code

    def shell(self, code: str) -> str:
        """What a command prints."""
        return self.run([program("bash"), "-euo", "pipefail", "-c", self.fill(code)])

    def script(self, code: str, name: str, *command: str) -> str:
        """What a program prints that is saved under a name and run by a command."""
        (self.folder / name).write_text(self.fill(code), encoding="utf-8")
        return self.run([*command, name])

    def run(self, command: list[str]) -> str:
        """What a command prints; it fails with what it said on standard error."""
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(self.folder)}
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, timeout=_PATIENCE, check=False
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        return done.stdout.decode()


def counted(said: str, what: str) -> int:
    """The number that a recipe printed before a word."""
    (found,) = re.findall(rf"^(\d+) {what}", said, re.MULTILINE)
    return int(found)
