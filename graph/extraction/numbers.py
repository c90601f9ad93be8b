"""Numbers as Vietnamese press texts write them.

The full stop groups thousands (``65.000``) and, before a word of scale, also marks decimals (``3.7 tỷ``);
the comma marks decimals (``2,5``). A number that can be read both ways is not read at all.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal

from graph.extraction.lexicon import either
from graph.statement import Qualifier

SCALES = {
    "tỷ": 10**9, "tỉ": 10**9, "triệu": 10**6, "vạn": 10**4, "nghìn": 10**3, "ngàn": 10**3, "trăm": 100, "chục": 10,
}  # fmt: skip
"""Words of scale; a smaller one before a larger multiplies it (``1,2 nghìn tỷ``)."""
QUALIFIERS = {
    "trên": Qualifier.MORE_THAN, "hơn": Qualifier.MORE_THAN, "quá": Qualifier.MORE_THAN,
    "gần": Qualifier.NEARLY, "ngót": Qualifier.NEARLY,
    "khoảng": Qualifier.ABOUT, "chừng": Qualifier.ABOUT, "ước": Qualifier.ABOUT, "ước tính": Qualifier.ABOUT,
    "ước đạt": Qualifier.ABOUT, "xấp xỉ": Qualifier.ABOUT,
}  # fmt: skip
"""Words of degree. Others that bound a number are in :mod:`graph.extraction.bounds`."""
_ONES = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9}
_AFTER_TEN = {**_ONES, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}


def _number_words() -> dict[str, int]:
    """``hai`` to ``chín mươi chín``: how a text writes a count that it spells out."""
    words = dict(_ONES)
    tens = {"mười": 10, **{f"{word} mươi": 10 * value for word, value in _ONES.items() if value > 1}}
    for ten, value in tens.items():
        words[ten] = value
        words.update({f"{ten} {one}": value + more for one, more in _AFTER_TEN.items()})
    return words


WORDS = _number_words()

_LONGEST = 18
_DIGITS = r"\d+(?:[.,]\d+)*"
_SCALE = rf"(?:{either(SCALES)})(?: +(?:{either(SCALES)}))*(?!\w)"
_PART = re.compile(rf"(?P<digits>{_DIGITS}) *(?P<scale>{_SCALE})", re.IGNORECASE)
AMOUNT = re.compile(
    rf"(?:\b(?P<qualifier>{either(QUALIFIERS)}) +)?"
    # A unit may touch the digits (`2.500.000đ`); other letters make a name of them (`12C5`, `20h30`).
    rf"(?<![\w/.,–-])(?P<digits>{_DIGITS})(?=(?:đ|{either(SCALES)})(?!\w)|(?![\w/]))"
    rf"(?: *(?P<percent>%|phần trăm\b))?"
    rf"(?: *(?P<scale>{_SCALE})(?P<more>(?: +{_DIGITS} +{_SCALE})*)(?P<cut> +\d)?)?"
    r"(?: *(?P<currency>đồng|VNĐ|VND|đ|USD|đô la(?: Mỹ)?|euro)(?![\w]))?",
    re.IGNORECASE,
)
_CURRENCY = {"đồng": "VND", "vnđ": "VND", "vnd": "VND", "đ": "VND", "usd": "USD", "euro": "EUR"}


class AmbiguousNumber(ValueError):
    """The digits can be read as two different numbers."""


@dataclass(frozen=True)
class Amount:
    """A number read from ``[start, end)`` of a text, scaled, with its qualifier and unit."""

    start: int
    end: int
    value: Decimal
    qualifier: Qualifier
    percent: bool
    scaled: bool
    currency: str | None


def read_digits(digits: str) -> Decimal:
    """The number that a group of digits with marks means.

    Raises:
        AmbiguousNumber: a thousands mark and a decimal mark are equally likely.

    >>> [str(read_digits(each)) for each in ("65.000", "1.234.567", "2,5", "1.234,5", "3.7", "05")]
    ['65000', '1234567', '2.5', '1234.5', '3.7', '5']
    >>> read_digits("1,000")
    Traceback (most recent call last):
    ...
    graph.extraction.numbers.AmbiguousNumber: '1,000' is 1 with three decimals or one thousand
    """
    if len(digits) > _LONGEST:
        raise AmbiguousNumber(f"{len(digits)} digits count nothing")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits):
        return Decimal(digits.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d{1,3},\d{3}", digits) and not digits.startswith("0,"):
        raise AmbiguousNumber(f"{digits!r} is {digits.split(',')[0]} with three decimals or one thousand")
    if re.fullmatch(r"\d+[.,]\d+", digits):
        return Decimal(digits.replace(",", "."))
    if digits.isdigit():
        return Decimal(int(digits))
    raise AmbiguousNumber(f"{digits!r} mixes its marks")


def read_amount(match: re.Match[str]) -> Amount:
    """The amount that a match of :data:`AMOUNT` states.

    Raises:
        AmbiguousNumber: the digits can be read in two ways.

    >>> read_amount(AMOUNT.search("với trên 3.7 tỷ)"))
    Amount(start=4, end=15, value=Decimal('3700000000'), qualifier=<Qualifier.MORE_THAN: 'more than'>, percent=False, \
scaled=True, currency=None)
    """
    scale = match["scale"]
    value = read_digits(match["digits"])
    if scale:
        value = _sum(value, scale, match["more"])
    if match["cut"]:
        raise AmbiguousNumber("a number that goes on after its scale")
    currency = match["currency"]
    code = None
    if currency:
        code = _CURRENCY.get(currency.lower(), "USD")
    word = " ".join((match["qualifier"] or "").lower().split())
    qualifier = QUALIFIERS[word] if word else Qualifier.EXACT
    end = match.end()
    return Amount(match.start(), end, _plain(value), qualifier, match["percent"] is not None, scale is not None, code)


def _sum(first: Decimal, scale: str, more: str) -> Decimal:
    """``2`` ``tỷ`` `` 500 triệu``: each part in its scale, from the largest down."""
    factors = [_factor(scale)]
    total = first * factors[0]
    for part in _PART.finditer(more):
        factors.append(_factor(part["scale"]))
        total += read_digits(part["digits"]) * factors[-1]
    if sorted(set(factors), reverse=True) != factors:
        raise AmbiguousNumber("parts of a number that do not go down")
    return total


def _factor(words: str) -> int:
    """What words of scale amount to together, the smaller before the larger: ``nghìn tỷ`` is 10^12."""
    factors = [SCALES[word] for word in words.lower().split()]
    if sorted(set(factors)) != factors:
        raise AmbiguousNumber(f"{words!r} is no scale")
    return math.prod(factors)


def _plain(value: Decimal) -> Decimal:
    """Without an exponent or trailing zeros: 3.70E+9 is 3700000000."""
    whole = value.to_integral_value()
    return Decimal(int(whole)) if whole == value else Decimal(format(value.normalize(), "f"))


def read_count(words: str) -> int:
    """A small whole number in digits or words.

    >>> [read_count(words) for words in ("05", "Hai", "1.000", "mười  lăm", "Hai mươi mốt")]
    [5, 2, 1000, 15, 21]
    """
    spelled = " ".join(words.lower().split())
    return WORDS[spelled] if spelled in WORDS else int(read_digits(words))
