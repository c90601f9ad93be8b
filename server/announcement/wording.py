"""How the figures of an announcement are written in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Final

from flask_babel import format_decimal
from flask_babel import gettext as _

from server.announcement.stated import Stated
from server.things import literals

_SCHEMA: Final = "https://schema.org/"


def figure(stated: Stated, iri: str, label: Callable[[str], str]) -> str:
    """A figure with its unit and its word of degree; empty where the thing is none.

    Args:
        stated: what the announcement states.
        iri: a statistical statement, an amount of money or an announced count.
        label: the name of anything.
    """
    amount = next((node.value for node in stated.of(iri).get(f"{_SCHEMA}value", ())), "")
    currency = next((node.value for node in stated.of(iri).get(f"{_SCHEMA}currency", ())), "")
    unit = stated.value(iri, "unit") or stated.value(iri, "recipientKind")
    number = _number(stated.value(iri, "statedValue") or stated.value(iri, "recipientCount") or amount)
    if number is None:
        return ""
    return _qualified(_measured(number, unit, currency, stated, label), stated.value(iri, "qualifier"), stated, label)


def period(stated: Stated, iri: str) -> str:
    """The first and the last year that a statement gives; empty where it gives none."""
    years = [stated.value(iri, "startYear"), stated.value(iri, "endYear")]
    return "–".join(years) if all(years) else ""


def _measured(number: Decimal, unit: str, currency: str, stated: Stated, label: Callable[[str], str]) -> str:
    local = unit.removeprefix(stated.terms)
    code = currency or unit.rpartition("/unit/")[2]
    if code and code != unit:
        return literals.money(str(number), code)
    text = str(format_decimal(number))
    if local == "Percent":
        return f"{text}%"
    if local == "Number":  # of what is said beside it
        return text
    return f"{text} ({label(unit)})" if unit else text


def _qualified(text: str, qualifier: str, stated: Stated, label: Callable[[str], str]) -> str:
    match qualifier.removeprefix(stated.terms):
        case "" | "Exact":
            return text
        case "MoreThan":
            return str(_("more than %(figure)s", figure=text))
        case "Nearly":
            return str(_("nearly %(figure)s", figure=text))
        case "About":
            return str(_("about %(figure)s", figure=text))
    return f"{label(qualifier)} {text}"


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None
