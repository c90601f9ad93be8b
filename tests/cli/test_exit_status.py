"""Exit statuses, which all commands share (docs/operations.md): 1 for what is worked on, 2 for how that is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

_NOBODY = "http://127.0.0.1:9/sparql"
"""Where no store listens."""


@pytest.mark.parametrize(
    "command",
    [
        ("serve", "--releases", "/nonexistent"),
        ("serve", "--port", "0", "--engine", _NOBODY),
        ("load", _NOBODY),
        ("load", _NOBODY, "--releases", "/nonexistent"),
        ("query", "--releases", "/nonexistent", "-e", "ASK {}"),
        ("validate", "--data", "/nonexistent"),
        ("build", "--data", "/nonexistent"),
    ],
    ids=" ".join,
)
def test_what_is_missing_is_1(khen: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    done = khen(*command)
    assert (done.returncode, done.stdout) == (1, "")
    assert "khen: " in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("serve", "--port", "99999"),
        ("serve", "--rate", "many"),
        ("serve", "--port", "0", "--host", "192.0.2.1"),
        ("serve", "--trusted-proxy", "here"),
        ("serve", "--nothing"),
        ("load",),
        ("query", "-e", "ASK {"),
        ("query", "-e", "SELECT * { SERVICE <http://127.0.0.1:9/> {} }"),
        ("query", "/nonexistent"),
        ("extract", "/nonexistent"),
        ("nothing",),
    ],
    ids=" ".join,
)
def test_what_cannot_be_followed_is_2(khen: Run, command: tuple[str, ...]) -> None:
    done = khen(*command)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr


def test_no_release_yet_is_no_failure_of_a_list(khen: Run, tmp_path: Path) -> None:
    done = khen("releases", "--releases", tmp_path / "none")
    assert done.returncode == 0
    assert "no release yet" in done.stderr
