"""What holds of the form of each response: its JSON Schema, and what of it a schema cannot say or leaves open.

Reconciliation Service API 0.2; the names of the sections are in each docstring.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from tests.reconciliation.conforming import conforms


def text(value: Any) -> str:
    """A non-empty string."""
    assert isinstance(value, str)
    assert value
    return value


def only(table: Any, required: set[str], optional: set[str] = frozenset()) -> None:  # type: ignore[assignment]
    """An object with these members and no others."""
    assert isinstance(table, dict)
    assert required <= table.keys(), required - table.keys()
    assert table.keys() <= required | optional, table.keys() - required - optional


def entity(value: Any) -> None:
    """An entity, a type or a property by its identifier and name ("Core Concepts")."""
    only(value, {"id", "name"}, {"description", "broader", "notable"})
    text(value["id"])
    text(value["name"])
    for each in [*value.get("broader", []), *value.get("notable", [])]:
        entity(each)


def address(value: Any) -> None:
    """An absolute address."""
    assert urlsplit(text(value)).scheme in ("http", "https")
    assert urlsplit(value).netloc


def manifest(value: Any) -> None:
    """ "Service Manifest", with what it says of the other services."""
    conforms("manifest", value)
    only(
        value,
        {"versions", "name", "identifierSpace", "schemaSpace", "defaultTypes"},
        {"documentation", "feature_view", "view", "preview", "suggest", "extend", "batchSize"},
    )
    assert "0.2" in value["versions"]
    text(value["name"])
    for each in ("identifierSpace", "schemaSpace", "documentation"):
        address(value[each])
    for each in value["defaultTypes"]:
        entity(each)
    for each in ("view", "feature_view", "preview"):
        address(value[each]["url"])
        assert "{{id}}" in value[each]["url"]
    only(value["preview"], {"url", "width", "height"})
    assert all(isinstance(value["preview"][each], int) for each in ("width", "height"))
    for each in ("entity", "type", "property"):
        aid = value["suggest"][each]
        address(aid["service_url"] + aid["service_path"])
        address(aid["flyout_service_url"] + aid["flyout_service_path"])
        assert "${id}" in aid["flyout_service_path"]
    proposing = value["extend"]["propose_properties"]
    address(proposing["service_url"] + proposing["service_path"])
    for each in value["extend"]["property_settings"]:
        only(each, {"type", "label", "name"}, {"default", "help_text"})
        assert isinstance(each["default"], {"number": int, "text": str}[each["type"]])


def results(value: Any) -> None:
    """ "Reconciliation Query Responses": a result batch."""
    conforms("reconciliation-result-batch", value)
    for answer in value.values():
        only(answer, {"result"})
        scores = [candidate(each) for each in answer["result"]]
        assert scores == sorted(scores, reverse=True)
        assert [each["match"] for each in answer["result"]].count(True) <= 1
        assert not any(each["match"] for each in answer["result"][1:])


def candidate(value: Any) -> float:
    """A reconciliation candidate; its score."""
    only(value, {"id", "name", "description", "type", "score", "features", "match"})
    for each in ("id", "name", "description"):
        text(value[each])
    for each in value["type"]:
        entity(each)
    assert isinstance(value["match"], bool)
    for each in value["features"]:
        only(each, {"id", "value"})
        assert isinstance(each["value"], bool | int | float)
    assert len({text(each["id"]) for each in value["features"]}) == len(value["features"])
    assert isinstance(value["score"], float)
    assert 0 <= value["score"] <= 100
    return value["score"]


def suggestions(value: Any, what: str) -> None:
    """ "Suggest Responses": of an ``entity``, a ``type`` or a ``property``."""
    plural = {"entity": "entities", "type": "types", "property": "properties"}[what]
    conforms(f"suggest-{plural}-response", value)
    only(value, {"result"})
    for each in value["result"]:
        entity(each)


def flyout(value: Any, id: str) -> None:
    """ "Flyout Services"."""
    conforms("flyout-response", value)
    assert value["id"] == id


def proposals(value: Any) -> None:
    """ "Data Extension Property Proposals"."""
    conforms("data-extension-property-proposal", value)


def extension(value: Any, ids: list[str]) -> None:
    """ "Data Extension Responses"."""
    conforms("data-extension-response", value)
    only(value, {"meta", "rows"})
    for each in value["meta"]:
        only(each, {"id", "name"}, {"type"})
        text(each["id"])
        text(each["name"])
        if "type" in each:
            entity(each["type"])
    assert sorted(value["rows"]) == sorted(ids)
    for row in value["rows"].values():
        assert list(row) == [each["id"] for each in value["meta"]]
        for cells in row.values():
            for cell in cells:
                assert cell.keys() in ({"str"}, {"float"}, {"id", "name"})
                assert isinstance(cell.get("float", 0.0), float)
                assert all(text(each) for name, each in cell.items() if name != "float")
