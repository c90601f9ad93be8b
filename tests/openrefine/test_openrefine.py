"""The real OpenRefine joins a table to our things, by the calls that its pages make."""

from __future__ import annotations

import csv
import json
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.openrefine.refining import Project, Refine

pytestmark = pytest.mark.openrefine
MESSY = Path(__file__).parents[1] / "reconciliation" / "messy.csv"
HINTS = ("date", "province")


@pytest.fixture(scope="module")
def manifest(service: str) -> dict[str, Any]:
    with urllib.request.urlopen(service, timeout=30) as response:
        table: dict[str, Any] = json.load(response)
        return table


@pytest.fixture(scope="module")
def project(refine: Refine, service: str, manifest: dict[str, Any]) -> Project:
    """The messy table, its names reconciled with their days and provinces."""
    project = refine.project(MESSY)
    config = {
        "mode": "standard-service",
        "service": service,
        "identifierSpace": manifest["identifierSpace"],
        "schemaSpace": manifest["schemaSpace"],
        "type": None,
        "autoMatch": True,
        "columnDetails": [{"column": each, "propertyName": each, "propertyID": each} for each in HINTS],
        "limit": 0,
    }
    project.do("reconcile", columnName="text", config=json.dumps(config))
    return project


def _rows() -> list[dict[str, str]]:
    with MESSY.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _matches(project: Project, column: str) -> list[str]:
    recons = [each["recon"] or {} for each in project.cells(column)]
    return [each["m"]["id"] if each.get("j") == "matched" else "" for each in recons]


def test_types_are_guessed(refine: Refine, project: Project, service: str) -> None:
    """The first thing that OpenRefine does with a service, before it asks the user anything."""
    guess = refine.call("guess-types-of-column", post=True, project=project.id, columnName="text", service=service)
    assert guess["code"] == "ok"
    assert {"AdministrativeUnit", "Organization"} <= {each["id"] for each in guess["types"]}


def test_judgements(project: Project, manifest: dict[str, Any]) -> None:
    expected = [row["expected"] for row in _rows()]
    matches = _matches(project, "text")
    assert [pair for pair in zip(matches, expected, strict=True) if pair[0] not in ("", pair[1])] == []
    assert sum(map(bool, matches)) >= 24
    recons = [each["recon"] for each in project.cells("text")]
    assert all(recons), "every cell was answered"
    assert {each["identifierSpace"] for each in recons} == {manifest["identifierSpace"]}
    best = [
        each["c"][0]["id"] if each.get("c") else each["m"]["id"] for each in recons if each.get("c") or each.get("m")
    ]
    assert "area/quang-nam" in best, "what is not matched has candidates to choose from"


def test_columns_of_data(refine: Refine, project: Project, service: str, manifest: dict[str, Any]) -> None:
    """Codes come as text, provinces of today as things that are matched themselves."""
    asked = [{"id": "iso3166-2"}, {"id": "provinceToday"}, {"id": "statisticalCode", "settings": {"limit": 1}}]
    before = len(project.columns())
    project.do(
        "extend-data",
        baseColumnName="text",
        endpoint=service,
        identifierSpace=manifest["identifierSpace"],
        schemaSpace=manifest["schemaSpace"],
        extension=json.dumps({"properties": asked}),
        columnInsertIndex=str(before),
    )
    iso, today, code = project.columns()[before:]
    matches = _matches(project, "text")
    codes = dict(zip(matches, (each.get("v") for each in project.cells(iso)), strict=True))
    assert codes["area/ben-tre"] == "VN-50"
    assert codes["area/tay-ninh/v/1"] == codes["area/tay-ninh/v/2"] == "VN-37"
    statistical = dict(zip(matches, (each.get("v") for each in project.cells(code)), strict=True))
    assert (statistical["area/tay-ninh/v/1"], statistical["area/tay-ninh/v/2"]) == ("72", "80")
    provinces = dict(zip(matches, _matches(project, today), strict=True))
    assert provinces["area/ben-tre"] == "area/vinh-long"
    assert provinces["org/vwu-ha-nam"] == "area/ninh-binh"
