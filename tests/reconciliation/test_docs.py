"""The examples of docs/reconciliation.md answer as it says."""

from __future__ import annotations

import json
import re
from pathlib import Path

from server.reconciliation.properties import PROPERTIES
from tests.reconciliation.asking import Service

PAGE = (Path(__file__).parents[2] / "docs" / "reconciliation.md").read_text(encoding="utf-8")


def _example(name: str) -> object:
    found = re.search(rf"'{name}=(.*?)'", PAGE, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_the_queries(service: Service) -> None:
    answer = service.post(queries=_example("queries")).get_json()
    shown = re.findall(r'"(\w)": \{"result": \[\{"id": "([^"]+)", "name": "([^"]+)"', PAGE)
    assert len(shown) == 2
    for query, id, name in shown:
        first = answer[query]["result"][0]
        assert (first["id"], first["name"], first["match"]) == (id, name, True)


def test_the_extension(service: Service) -> None:
    rows = service.post(extend=_example("extend")).get_json()["rows"]
    assert rows["area/ben-tre"]["iso3166-2"] == [{"str": "VN-50"}]
    for row in rows.values():
        assert [each["id"] for each in row["provinceToday"]] == ["area/vinh-long"]
        assert [each["id"] for each in row["province"]] == ["area/vinh-long/v/2"]


def test_the_properties_that_it_names_exist() -> None:
    table = re.findall(r"^ +\| (?:a|an) .*? \| (.+?) \|", PAGE, re.MULTILINE)
    named = {each for cell in table for each in re.findall(r"`([\w-]+)`", cell)}
    assert {"date", "province", "organisation"} <= named <= PROPERTIES.keys()
