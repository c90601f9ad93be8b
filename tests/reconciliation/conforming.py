"""Responses against JSON Schemas: our own of version 0.2, and the official ones where a folder with them is named.

Ours are in ``schemas``, under the names that the specification gives its own. The official ones are not in this
repository; ``KHEN_RECONCILIATION_SCHEMAS`` names a folder that holds a copy.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft7Validator, Draft202012Validator  # type: ignore[import-untyped] # it comes without types
from referencing import Registry, Resource
from referencing.exceptions import NoSuchResource
from referencing.jsonschema import DRAFT7, DRAFT202012

OWN: Final = Path(__file__).parent / "schemas"
OFFICIAL: Final = "KHEN_RECONCILIATION_SCHEMAS"
_WITHOUT_OFFICIAL: Final = ("flyout-response", "data-extension-property-proposal")
"""Of these the specification has no schema in version 0.2."""


def conforms(name: str, value: Any) -> None:
    """A response is of the form that a schema gives, such as ``manifest``."""
    found = list(faults(name, value))
    assert not found, f"{name}: {found[:3]}"


def faults(name: str, value: Any) -> Iterator[str]:
    """What is wrong with a response, and where."""
    for each in _validators(name, os.environ.get(OFFICIAL)):
        for fault in each.iter_errors(value):
            yield f"{fault.json_path}: {fault.message}"


@cache
def _validators(name: str, official: str | None) -> tuple[Any, ...]:
    own = Draft202012Validator(read(OWN / f"{name}.json"), registry=_others(OWN, DRAFT202012))
    if official is None:
        return (own,)
    theirs = Path(official, f"{name}.json")
    if not theirs.is_file() and name in _WITHOUT_OFFICIAL:
        return (own,)
    return own, Draft7Validator(read(theirs), registry=_others(theirs.parent, DRAFT7))


def read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def _others(folder: Path, draft: Any) -> Registry[Any]:
    """What the schemas of a folder refer to: files beside them, whatever address theirs has, and nothing on the net."""

    def beside(address: str) -> Resource[Any]:
        file = folder / Path(address).name
        if not file.is_file():
            raise NoSuchResource(address)
        return draft.create_resource(read(file))  # type: ignore[no-any-return] # the draft is of no public type

    return Registry(retrieve=beside)  # type: ignore[call-arg] # mypy does not see the alias of the field
