"""Counts and sums in the language of the reader: a number never without its degree and its unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final

from babel.numbers import format_compact_decimal, format_decimal
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from server.atlas.counting import Row
from server.atlas.facts import Money

_PLACES: Final = 12
"""Decimals that a sum in billions may need, so that shortening never rounds it."""


class Show(Enum):
    """What the circles of the map stand for."""

    RECIPIENTS = "recipients"
    MONEY = "money"
    FIGURES = "figures"


@dataclass(frozen=True)
class Sum:
    """Sums that can be added: of one degree and one currency.

    Attributes:
        money: the sums.
        text: what they come to, in the same degree.
    """

    money: tuple[Money, ...]
    text: str


def amount(value: Decimal, qualifier: str, currency: str) -> str:
    """A sum as people say it: "more than 3.7 billion VND"."""
    locale = get_locale()
    short = format_compact_decimal(value, format_type="long", locale=locale, fraction_digits=_PLACES)
    exact = f"{short} {currency}"
    if value >= 10**15:  # above what people count in billions
        exact = f"{format_decimal(value, locale=locale)} {currency}"
    return degree(qualifier, exact)


def degree(qualifier: str, number: str) -> str:
    """A number with its word of degree."""
    words: dict[str, str] = {
        "MoreThan": _("more than %(number)s", number=number),
        "Nearly": _("nearly %(number)s", number=number),
        "About": _("about %(number)s", number=number),
    }
    return words.get(qualifier, number)


def said(money: Money) -> str:
    """A sum as it is stated."""
    return amount(Decimal(money.value), money.qualifier, money.currency)


def value_lines(row: Row, show: Show) -> tuple[str, ...]:
    """The value of a province, as it stands beside its circle."""
    if show == Show.MONEY:
        texts = [said(each) for each in row.money]
        return tuple(texts[:2]) + (("+" + str(len(texts) - 2),) if len(texts) > 2 else ())
    number = len(row.recipients if show == Show.RECIPIENTS else row.figures)
    return (format_decimal(number, locale=get_locale()),) if number else ()


def sentence(row: Row, show: Show) -> str:
    """The value of a province in words."""
    if show == Show.MONEY:
        return "; ".join(said(each) for each in row.money) or _("no sum is stated")
    if show == Show.FIGURES:
        return str(ngettext("%(num)d figure", "%(num)d figures", len(row.figures)))
    if not row.recipients:
        return str(_("no recipient"))
    kinds = (
        ngettext("%(num)d collective", "%(num)d collectives", len(row.collectives)) if row.collectives else "",
        ngettext("%(num)d individual", "%(num)d individuals", len(row.individuals)) if row.individuals else "",
    )
    return ", ".join(each for each in kinds if each)


def weight(row: Row, show: Show, currency: str) -> float:
    """What the circle of a province is drawn by: a count, or the largest sum in one currency."""
    if show == Show.MONEY:
        return max((float(each.value) for each in row.money if each.currency == currency), default=0)
    return len(row.recipients if show == Show.RECIPIENTS else row.figures)


def sums(rows: Iterable[Row]) -> tuple[Sum, ...]:
    """The sums of all provinces, each once, added where degree, currency and what is measured are the same."""
    groups: dict[tuple[str, str, str], dict[str, Money]] = {}
    for row in rows:
        for each in row.money:
            groups.setdefault((each.currency, each.qualifier, each.indicator), {})[each.iri] = each
    return tuple(
        Sum(
            tuple(found.values()),
            amount(sum((Decimal(each.value) for each in found.values()), Decimal()), qualifier, currency),
        )
        for (currency, qualifier, _indicator), found in sorted(
            groups.items(), key=lambda each: (-len(each[1]), each[0])
        )
    )
