"""The folder that `serve` and `load` take a release from, by options and by variables of the environment."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from server.variables import folders


@click.command()
@folders("shown")
def show(data: Path, releases: Path) -> None:
    click.echo(releases)


@pytest.mark.parametrize(
    ("options", "environment", "folder"),
    [
        ([], {}, "release"),
        (["--data", "/a/corpus"], {}, "/a/release"),
        ([], {"KHEN_DATA": "/a/corpus"}, "/a/release"),
        (["--releases", "/b", "--data", "/a/corpus"], {}, "/b"),
        (["--data", "/a/corpus"], {"KHEN_RELEASES": "/b"}, "/b"),
        (["--data", "/a/corpus"], {"KHEN_RELEASES": ""}, "/a/release"),
        (["--releases", "/c"], {"KHEN_RELEASES": "/b"}, "/c"),
    ],
)
def test_releases_are_beside_the_corpus_where_none_are_named(
    options: list[str], environment: Mapping[str, str], folder: str
) -> None:
    nothing = {"KHEN_DATA": None, "KHEN_RELEASES": None}
    assert CliRunner(env={**nothing, **environment}).invoke(show, options).output == f"{folder}\n"


def test_the_help_names_the_variable() -> None:
    said = " ".join(CliRunner().invoke(show, ["--help"]).output.split())
    assert "Folder of the corpus whose release is shown. [env: KHEN_DATA]" in said
