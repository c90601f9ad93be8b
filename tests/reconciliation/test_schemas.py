"""The schemas of the responses: they let pass what the specification allows, and refuse what it does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped] # it comes without types

from tests.reconciliation.conforming import OFFICIAL, OWN, faults, read

MANIFEST = {"versions": ["0.1", "0.2"], "name": "n", "identifierSpace": "http://a/", "schemaSpace": "http://b/"}
ENTITY = {"id": "a", "name": "A"}
CANDIDATE = {**ENTITY, "score": 1}
AID = {"service_url": "http://a", "flyout_service_path": "/f?id=${id}"}
NUMBER = {"type": "number", "name": "n", "label": "N"}
SELECT = {**NUMBER, "type": "select", "choices": [{"value": "v", "name": "V"}]}


def setting(**members: Any) -> dict[str, Any]:
    return {**MANIFEST, "extend": {"property_settings": [members]}}


def batch(**members: Any) -> dict[str, Any]:
    return {"q": {"result": [{**CANDIDATE, **members}]}}


def cells(*values: Any) -> dict[str, Any]:
    return {"meta": [ENTITY], "rows": {"a": {"p": list(values)}}}


ALLOWED = [
    ("manifest", MANIFEST),
    ("manifest", {**MANIFEST, "defaultTypes": [{**ENTITY, "broader": [ENTITY]}], "suggest": {"type": AID}}),
    ("manifest", setting(**NUMBER, default=0.5)),
    ("manifest", setting(**SELECT, default="v")),
    ("reconciliation-result-batch", {}),
    ("reconciliation-result-batch", {"q": {"result": []}}),
    ("reconciliation-result-batch", batch(type=["t", {"id": "t"}], features=[{"id": "f", "value": True}])),
    ("suggest-entities-response", {"result": [{**ENTITY, "notable": ["t", {"id": "t", "name": "T"}]}]}),
    ("suggest-types-response", {"result": [{**ENTITY, "broader": [ENTITY]}]}),
    ("data-extension-response", cells()),
    ("data-extension-response", cells({}, {"id": "b", "name": "B", "description": "d"}, {"int": 1}, {"float": 1})),
    ("data-extension-response", cells({"date": "2023-09-22T00:00:00Z"}, {"str": ""})),
    ("data-extension-property-proposal", {"properties": [ENTITY], "type": "", "limit": 1}),
]
"""Of the least that has to be there, and of what only others use."""

REFUSED = [
    ("manifest", {**MANIFEST, "versions": ["0.1"]}),
    ("manifest", {**MANIFEST, "view": {"url": "http://a/"}}),
    ("manifest", {**MANIFEST, "documentation": 1234}),
    ("manifest", {**MANIFEST, "authentication": {"foo": "bar"}}),
    ("manifest", {**MANIFEST, "defaultTypes": ["t"]}),
    ("manifest", {**MANIFEST, "defaultTypes": [ENTITY, ENTITY]}),
    ("manifest", {**MANIFEST, "preview": {"url": "{{id}}", "width": 1}}),
    ("manifest", {**MANIFEST, "suggest": {"entity": {**AID, "flyout_service_path": "/f"}}}),
    ("manifest", setting(**NUMBER, default="1")),
    ("manifest", setting(type="checkbox", name="n", label="N", default="no")),
    ("manifest", setting(type="select", name="n", label="N")),
    ("manifest", setting(type="slider", name="n", label="N")),
    ("reconciliation-result-batch", {"q": []}),
    ("reconciliation-result-batch", {"q": {}}),
    ("reconciliation-result-batch", batch(score="1")),
    ("reconciliation-result-batch", batch(match="true")),
    ("reconciliation-result-batch", batch(features=[{"id": "f", "value": "1"}])),
    ("reconciliation-result-batch", {"q": {"result": [ENTITY]}}),
    ("suggest-entities-response", {"result": [{"id": "a"}]}),
    ("suggest-properties-response", {"result": [{**ENTITY, "id": 1}]}),
    ("suggest-types-response", {"result": [{**ENTITY, "broader": ["t"]}]}),
    ("data-extension-response", {"rows": {}}),
    ("data-extension-response", cells("text")),
    ("data-extension-response", cells({"str": "a", "float": 1.0})),
    ("data-extension-response", cells({"id": "b"})),
    ("data-extension-response", cells({"int": 1.5})),
    ("data-extension-response", cells({"date": "2023-09-22"})),
    ("data-extension-response", {"meta": [{**ENTITY, "type": "t"}], "rows": {}}),
    ("flyout-response", {"id": "a"}),
    ("data-extension-property-proposal", {"properties": [{"id": "a"}]}),
]


@pytest.mark.parametrize("file", sorted(OWN.iterdir()), ids=lambda file: file.stem)
def test_a_schema_is_one(file: Path) -> None:
    Draft202012Validator.check_schema(read(file))


@pytest.mark.parametrize(("name", "value"), ALLOWED)
def test_what_is_allowed_passes(name: str, value: Any) -> None:
    assert list(faults(name, value)) == []


@pytest.mark.parametrize(("name", "value"), REFUSED)
def test_what_is_not_allowed_is_refused(name: str, value: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(OFFICIAL, raising=False)  # ours alone refuse it
    assert list(faults(name, value))


def test_a_copy_of_the_official_ones_is_asked_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It refers to what lies beside it by addresses on the net, which nobody asks."""
    space = "https://example.org/schemas/"
    (tmp_path / "suggest-types-response.json").write_text(
        f'{{"$schema": "http://json-schema.org/schema#", "$id": "{space}suggest-types-response.json",'
        ' "properties": {"result": {"items": {"$ref": "type.json"}}}}',
        encoding="utf-8",
    )
    (tmp_path / "type.json").write_text(f'{{"$id": "{space}type.json", "required": ["other"]}}', encoding="utf-8")
    monkeypatch.setenv(OFFICIAL, str(tmp_path))
    assert list(faults("suggest-types-response", {"result": [ENTITY]})) == [
        "$.result[0]: 'other' is a required property"
    ]
