"""Asking the service as a client does."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


@dataclass(frozen=True)
class Service:
    """The service of an application."""

    client: FlaskClient

    def post(self, **form: object) -> TestResponse:
        """The response to a form whose values are JSON."""
        return self.client.post("/reconcile", data={name: json.dumps(value) for name, value in form.items()})

    def batch(self, **queries: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
        """The candidates for each query."""
        response = self.post(queries=queries)
        assert response.status_code == 200, response.text
        return {name: each["result"] for name, each in response.get_json().items()}

    def ask(self, text: str = "", *kinds: str, **said: object) -> list[dict[str, Any]]:
        """The candidates for a text, of some types, with what is said of it."""
        query: dict[str, Any] = {"query": text} if text else {}
        if kinds:
            query["type"] = list(kinds)
        if said:
            query["properties"] = [{"pid": name.replace("_", "-"), "v": value} for name, value in said.items()]
        return self.batch(q=query)["q"]

    def match(self, text: str = "", *kinds: str, **said: object) -> str | None:
        """The identifier of the match, if there is one."""
        return next((each["id"] for each in self.ask(text, *kinds, **said) if each["match"]), None)

    def extend(self, ids: list[str], *properties: str, **settings: object) -> dict[str, Any]:
        """The response to a data extension query."""
        columns = [{"id": each, **({"settings": settings} if settings else {})} for each in properties]
        response = self.post(extend={"ids": ids, "properties": columns})
        assert response.status_code == 200, response.text
        table: dict[str, Any] = response.get_json()
        return table

    def values(self, id: str, property: str, **settings: object) -> list[str]:
        """The values of a property of a thing: texts, or identifiers."""
        cells = self.extend([id], property, **settings)["rows"][id][property]
        return [each.get("str") or each["id"] for each in cells]
