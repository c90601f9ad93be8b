"""Sizes, numbers and days as people read them, in the language of the page."""

from __future__ import annotations

from datetime import date
from typing import Final

from flask_babel import format_date, format_decimal

_UNITS: Final = ("kB", "MB", "GB")


def human(size: int) -> str:
    """A number of bytes in the unit that it fills, as SI has them (kB is 1,000 bytes)."""
    if size < 1000:
        return f"{format_decimal(size)} B"
    value, unit = next(
        (size / 1000**n, unit) for n, unit in enumerate(_UNITS, 1) if size < 1000 ** (n + 1) or n == len(_UNITS)
    )
    return f"{format_decimal(value, '#,##0.0' if value < 100 else '#,##0')} {unit}"


def day(text: str) -> str:
    """A day of the data (ISO 8601) in words; as it stands where it is none."""
    try:
        return str(format_date(date.fromisoformat(text[:10]), "long"))
    except ValueError:
        return text
