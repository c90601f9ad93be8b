"""Literals as a language writes them: days, moments, numbers, money. The data keep theirs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from flask_babel import get_locale
from flask_babel import gettext as _
from pyoxigraph import Literal

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_PER_CENT: Final = 100


def formatted(value: Literal) -> str:
    """A literal as the language of the page writes it; as it is where that is not known, or it is no such thing."""
    write = _WRITERS.get(value.datatype.value.removeprefix(_XSD)) if value.datatype.value.startswith(_XSD) else None
    if write is None:
        return value.value
    try:
        return write(value.value)
    except (ValueError, InvalidOperation):
        return value.value


def number(text: str) -> str:
    """A number of any precision, with the separators of the language."""
    return str(format_decimal(Decimal(text), locale=_locale(), decimal_quantization=False))


def per_cent(text: str) -> str:
    """A number of hundredths, such as 70 for 70 %."""
    return format_percent(Decimal(text) / _PER_CENT, locale=_locale(), decimal_quantization=False)


def money(text: str, currency: str) -> str:
    """An amount with the code of its currency (ISO 4217), as the labels of the data and the map have it."""
    return f"{number(text)}\N{NO-BREAK SPACE}{currency}"


def day(text: str) -> str:
    """A day of the calendar in words; as it is where it is none."""
    try:
        return format_date(date.fromisoformat(text[:10]), "long", locale=_locale())
    except ValueError:
        return text


def _moment(text: str) -> str:
    moment = datetime.fromisoformat(text)
    # The clock of the source, with its offset: that of the reader is not known.
    offset = f" ({moment.tzname()})" if moment.tzinfo else ""
    return f"{day(text)}, {moment:%H:%M}{offset}"


def _truth(text: str) -> str:
    return str(_("yes") if text in ("true", "1") else _("no"))


def _locale() -> str:
    return str(get_locale() or "en")


_WRITERS: Final[dict[str, Callable[[str], str]]] = {
    "date": day,
    "dateTime": _moment,
    "integer": number,
    "decimal": number,
    "boolean": _truth,
}
