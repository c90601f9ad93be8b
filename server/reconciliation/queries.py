"""Reading what a client sends: JSON of a known form within bounds, or a problem that names the place.

Reconciliation Service API 0.2, sections "Structure of a Reconciliation Query" and "Data Extension Query Requests".
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from server.errors import Problem, ProblemError
from server.reconciliation import bounds
from server.reconciliation.days import Days, read_days
from server.reconciliation.kinds import KINDS, narrowed
from server.reconciliation.properties import PROPERTIES, Property

DEFAULT_LIMIT: Final = 5
_FIELDS: Final = ("query", "type", "limit", "properties", "type_strict")
_STRICT: Final = ("any", "should", "all")


@dataclass(frozen=True)
class Hint:
    """Something that is said of the thing that is looked for."""

    property: Property
    values: tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """A reconciliation query.

    Attributes:
        text: the name, or an identifier; empty where it is looked for by its properties alone.
        kinds: the types wanted, with their cases; empty where any will do.
        limit: how many candidates at most.
        hints: what is said of it.
        strict: whether other types will not do at all.
    """

    text: str
    kinds: tuple[str, ...]
    limit: int
    hints: tuple[Hint, ...]
    strict: bool


@dataclass(frozen=True)
class Column:
    """A property that is asked for, with its settings: the days, and how many values at most."""

    property: Property
    on: Days | None = None
    most: int = bounds.VALUES


@dataclass(frozen=True)
class Extension:
    """A data extension query."""

    ids: tuple[str, ...]
    columns: tuple[Column, ...]


def read_batch(text: str) -> dict[str, Query]:
    """The queries of a batch by their names.

    Raises:
        ProblemError: 400 not JSON or not of the form, 413 more than ``batchSize`` queries.
    """
    table = _object(read_json(text, "queries"), "'queries'")
    if len(table) > bounds.BATCH:
        _refuse(f"There are {len(table)} queries; batchSize is {bounds.BATCH}.", "Send them in several requests.",
                limit={"reconcile_queries": bounds.BATCH}, status=413)  # fmt: skip
    return {name: _query(name, each) for name, each in table.items()}


def read_extension(text: str) -> Extension:
    """The things and the properties of a data extension query.

    Raises:
        ProblemError: 400 not JSON or not of the form, 413 too many of either.
    """
    table = _object(read_json(text, "extend"), "'extend'")
    ids, columns = table.get("ids"), table.get("properties")
    if not isinstance(ids, list) or not isinstance(columns, list):
        _refuse("'extend' has no arrays 'ids' and 'properties'.", 'Send {"ids": [...], "properties": [{"id": ...}]}.')
    for name, given, most in (("extend_ids", ids, bounds.IDS), ("extend_properties", columns, bounds.COLUMNS)):
        if len(given) > most:
            detail = f"There are {len(given)} of what may be at most {most}."
            _refuse(detail, "Send several requests.", limit={name: most}, status=413)
    return Extension(tuple(dict.fromkeys(_text(each, "an id") for each in ids)), tuple(map(_column, columns)))


def read_json(text: str, name: str) -> Any:
    """What a parameter holds as JSON.

    Raises:
        ProblemError: 400 it is no JSON, or holds what no JSON text may (RFC 8259, sections 6 and 8).
    """
    try:
        value = json.loads(text, parse_constant=_no_number)
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        _refuse(f"'{name}' holds half of a surrogate pair.", "Write such characters whole, or in UTF-8.")
    except RecursionError:
        _refuse(f"'{name}' is nested too deeply.", "No part of it needs more than five brackets within one another.")
    except ValueError as error:
        _refuse(f"'{name}' is not JSON: {str(error)[:120]}.", "Send JSON, encoded as a parameter of a form.")
    return value


def _query(name: str, given: Any) -> Query:
    table = _object(given, f"The query '{name[:40]}'")
    unknown = sorted(set(table) - set(_FIELDS))
    if unknown:
        _refuse(f"A query has no '{unknown[0][:40]}'.", "It may have: " + ", ".join(_FIELDS) + ".", query=name)
    text = _text(table.get("query", ""), "'query'", query=name)
    hints = table.get("properties", [])
    if not isinstance(hints, list):
        _refuse("'properties' is not a list.", 'Send [{"pid": ..., "v": ...}].', query=name)
    if not text and not hints:
        _refuse("A query has neither 'query' nor 'properties'.", "Send a name or what is known of it.", query=name)
    limit = table.get("limit", DEFAULT_LIMIT)
    if isinstance(limit, bool) or not isinstance(limit, int | float) or limit < 1:
        _refuse("'limit' is not a number of 1 or more.", "Leave it out, or send a whole number.", query=name)
    strict = table.get("type_strict", "should")
    if strict not in _STRICT:
        _refuse("'type_strict' is not one of its words.", "Send any, should or all.", query=name)
    read = [_hint(name, each) for each in hints[: bounds.HINTS + 1]]
    if len(hints) > bounds.HINTS or sum(len(each.values) for each in read) > bounds.HINTS:
        limits = {"reconcile_hints": bounds.HINTS}
        _refuse("More is said of it than is compared.", "Say what tells most.", limit=limits, query=name)
    return Query(
        text,
        _kinds(name, table.get("type", [])),
        int(min(limit, bounds.CANDIDATES)),
        tuple(each for each in read if each.values),
        strict != "should",
    )


def _kinds(name: str, given: Any) -> tuple[str, ...]:
    asked = [given] if isinstance(given, str) else given
    if not isinstance(asked, list) or not all(isinstance(each, str) for each in asked):
        _refuse("'type' is neither a type nor a list of them.", "Send the id of a type.", query=name)
    for each in asked:
        _known(each, KINDS, "type", query=name)
    return narrowed(asked)


def _hint(name: str, given: Any) -> Hint:
    table = _object(given, "A property")
    pid = _known(table.get("pid"), PROPERTIES, "property", query=name)
    values = table.get("v")
    several = values if isinstance(values, list) else [values]
    read = (_value(each, name) for each in several[: bounds.HINTS + 1])
    return Hint(PROPERTIES[pid], tuple(each for each in read if each))


def _value(given: Any, query: str) -> str:
    """A value of a property as text; that of a thing is its identifier."""
    if isinstance(given, dict):
        return _text(given.get("id"), "The id of a value", query=query)
    if isinstance(given, bool | int | float):
        whole = isinstance(given, float) and given.is_integer() and abs(given) < 1e15
        return str(int(given)) if whole else json.dumps(given)
    return _text(given, "A value", query=query)


def _column(given: Any) -> Column:
    table = _object(given, "A property")
    property = PROPERTIES[_known(table.get("id"), PROPERTIES, "property")]
    if property.read is None:
        _refuse(f"'{property.id}' cannot be asked for.", "It can only be said of what is looked for.")
    settings = _object(table.get("settings") or {}, "'settings'")
    on = _text(settings.get("on") or "", "'on'")
    days = read_days(on) if on else None
    if on and days is None:
        _refuse("'on' is not a day.", "Write it like 2023-09-22, 22/09/2023 or 2023.")
    most = str(settings.get("limit", bounds.VALUES))
    if not (most.isascii() and most.isdigit() and len(most) < 5):
        _refuse("'limit' is not a whole number.", "Leave it out, or send a whole number.")
    return Column(property, days, min(max(int(most), 1), bounds.VALUES))


def _object(given: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(given, dict):
        _refuse(f"{what} is not a JSON object.", "See the documentation that the manifest names.")
    return given


def _text(given: Any, what: str, **where: Any) -> str:
    if not isinstance(given, str):
        _refuse(f"{what} is not a text.", "Send a string.", **where)
    if len(given) > bounds.TEXT:
        limit = {"reconcile_text": bounds.TEXT}
        _refuse(f"{what} has {len(given):,} characters.", f"Send {bounds.TEXT} at most.", limit=limit, **where)
    return given.strip()


def _known(given: Any, table: Collection[str], what: str, **where: Any) -> str:
    if not isinstance(given, str) or given not in table:
        _refuse(f"There is no {what} {json.dumps(given)[:60]}.", "There are: " + ", ".join(table) + ".", **where)
    return given


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _refuse(detail: str, remedy: str, *, status: int = 400, **members: Any) -> NoReturn:
    raise ProblemError(Problem(status, detail, remedy, members))


def only(values: Iterable[str], name: str) -> str | None:
    """The one value of a parameter, ``None`` without any.

    Raises:
        ProblemError: 400 there are several.
    """
    given = list(values)
    if len(given) > 1:
        _refuse(f"There are several '{name}'.", "Send one.")
    return given[0] if given else None
