"""The pages for administrators name every option, variable, number and member of a log, and what they name exists."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest

from server.command import serve
from server.journal import AccessLog, QueryLog
from server.metrics import Metrics, Workers
from server.outcomes import Outcome
from tests.engine.asking import wait_until

_ROOT = Path(__file__).parents[2]
_OPERATIONS = (_ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
_SECURITY = (_ROOT / "docs" / "security.md").read_text(encoding="utf-8")
_OPTIONS = [each for each in serve.params if isinstance(each, click.Option)]


def _rows(text: str) -> list[list[str]]:
    """The rows of all tables."""
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]


def _names(text: str) -> set[str]:
    """What stands in code within a line."""
    return set(re.findall(r"`([^`\n]+)`", text))


@pytest.mark.parametrize("option", _OPTIONS, ids=lambda each: str(each.name))
def test_every_option_stands_beside_its_variable(option: click.Option) -> None:
    (row,) = [each for each in _rows(_OPERATIONS) if f"`{option.opts[0]}`" == each[0]]
    assert row[1] == f"`{option.envvar}`"
    if option.default and option.show_default is True:
        default = f"{option.default:g}" if isinstance(option.default, float) else str(option.default)
        assert default in row[2]


def test_every_metric_is_explained_and_no_other_is_named() -> None:
    metrics = Metrics()
    metrics.release_opened("r1")
    metrics.watch_workers(lambda: Workers(1, 1))
    metrics.watch_cache(lambda: 0)
    known = set(re.findall(r"^# TYPE (\S+)", metrics.exposition()[0].decode(), re.MULTILINE))
    named = {name for name in _names(_OPERATIONS) if re.match("(khen|process)_[a-z_]+$", name)}
    assert named == known


def test_every_outcome_of_a_query_is_named() -> None:
    (row,) = [each for each in _rows(_OPERATIONS) if each[0] == "`khen_queries_finished_total`"]
    assert set(row[2].split(", ")) == set(Outcome)


def test_every_member_of_the_logs_is_named(tmp_path: Path) -> None:
    access, queries = tmp_path / "access", tmp_path / "query"
    log, query_log = AccessLog(str(access), lambda _: None), QueryLog(str(queries), lambda _: None, text=True)
    log.record("GET", "/", 200, 1, 0.1, agent="a", client="192.0.2.7", query_id="1", release="r1")
    query_log.record("1", Outcome.OK, 0.1, "#" * 5000, form="SELECT", format="text/csv", rows=1, size=1, cached=True)
    log.close()
    query_log.close()
    wait_until(lambda: bool(access.read_text() and queries.read_text()), 10)
    for name, file in (("access", access), ("query", queries)):
        (row,) = [each for each in _rows(_OPERATIONS) if each[0] == name]
        assert json.loads(file.read_text()).keys() <= _names(row[1])


def test_the_folders_are_those_of_the_files_in_deploy() -> None:
    unit = (_ROOT / "deploy" / "khen.service").read_text(encoding="utf-8")
    site = (_ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for place in ("/srv/khen/release", "/opt/khen/bin/khen", "/etc/khen/khen.env"):
        assert place in unit
        assert place in _OPERATIONS
    for port in ("8001", "8002"):
        assert f"127.0.0.1:{port}" in site
        assert f"khen@{port}" in _OPERATIONS


def test_every_place_in_the_program_that_security_names_exists() -> None:
    places = {name for name in _names(_SECURITY) if re.match(r"(graph|server|deploy|tests)/", name)}
    assert len(places) > 20
    assert [name for name in sorted(places) if not (_ROOT / name).exists()] == []


def test_every_defence_names_where_it_is_and_how_it_is_tested() -> None:
    rows = [each for each in _rows(_SECURITY) if len(each) == 4 and each[0] != "attack" and not each[0].startswith("-")]
    assert len(rows) > 20
    for attack, defence, code, test in rows:
        assert attack
        assert defence
        assert _names(code), attack
        assert any(name.startswith("tests/") for name in _names(test)), attack
