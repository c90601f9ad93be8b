"""Requests that the OpenAPI document allows, and some that it does not: the answers are those that it names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.openapi import from_wsgi
from schemathesis.schemas import APIOperation, BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

Operation = APIOperation[Any, Any, Any, Any]
Asked = Case[Any]
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
FEW = settings(
    derandomize=True,
    max_examples=6,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),  # what fails is small enough as it is
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def described(app: Flask) -> BaseSchema:
    return from_wsgi("/openapi.json", app)


def operations(schema: BaseSchema) -> Iterable[Operation]:
    for each in schema.get_all_operations():
        assert isinstance(each, Ok), each
        yield each.ok()


def validate(case: Asked) -> None:
    # The transport does not undo a coding that it asks for.
    case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})


def few(operation: Operation, mode: GenerationMode) -> None:
    """Send requests that are as the document says, or not."""

    @FEW
    @given(case=operation.as_strategy(generation_mode=mode))
    def kept(case: Asked) -> None:
        validate(case)

    kept()


def test_answers_to_requests_that_the_document_allows(described: BaseSchema) -> None:
    for operation in operations(described):
        parts = {each.name: each.definition for each in operation.path_parameters}
        sample = {name: part.get("example") or part["schema"].get("enum", [""])[0] for name, part in parts.items()}
        if all(sample.values()):
            validate(operation.Case(path_parameters=sample))
        few(operation, GenerationMode.POSITIVE)


def test_answers_to_requests_that_it_does_not_allow(described: BaseSchema) -> None:
    for operation in operations(described):
        if {each.name for each in operation.query} - {"lang"} or operation.body:
            few(operation, GenerationMode.NEGATIVE)


def test_a_name_that_no_iri_can_have_is_not_complained_of_in_the_log(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    assert app.test_client().get("/graph/giá trị").status_code == 404
    assert caplog.records == []
