"""Values as Vietnamese and English write them."""

from __future__ import annotations

import pytest
from flask import Flask
from pyoxigraph import Literal, NamedNode

from server.things import literals

_XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("datatype", "value", "vi", "en"),
    [
        ("integer", "5149", "5.149", "5,149"),
        ("integer", "-12345678901234567890123", "-12.345.678.901.234.567.890.123", "-12,345,678,901,234,567,890,123"),
        ("decimal", "10.132456", "10,132456", "10.132456"),
        ("date", "2023-09-22", "22 tháng 9, 2023", "September 22, 2023"),
        ("dateTime", "2023-09-22T17:39:00+07:00", "22 tháng 9, 2023, 17:39 (UTC+07:00)",
         "September 22, 2023, 17:39 (UTC+07:00)"),
        ("gYear", "2020", "2020", "2020"),
        ("boolean", "true", "có", "yes"),
        ("string", "007", "007", "007"),
        ("date", "no day", "no day", "no day"),
        ("integer", "many", "many", "many"),
        ("dateTime", "-0044-03-15T00:00:00", "-0044-03-15T00:00:00", "-0044-03-15T00:00:00"),
    ],
)  # fmt: skip
def test_a_literal_is_written_as_the_language_writes_it(
    app: Flask, datatype: str, value: str, vi: str, en: str
) -> None:
    literal = Literal(value, datatype=NamedNode(_XSD + datatype))
    for language, expected in (("vi", vi), ("en", en)):
        with app.test_request_context(f"/?lang={language}"):
            assert literals.formatted(literal) == expected


def test_money_has_the_code_of_its_currency_and_a_share_its_sign(app: Flask) -> None:
    with app.test_request_context("/?lang=vi"):
        assert literals.money("3700000000", "VND") == "3.700.000.000\xa0VND"
        assert literals.money("12.5", "USD") == "12,5\xa0USD"
        assert literals.per_cent("86.5") == "86,5%"
    with app.test_request_context("/?lang=en"):
        assert literals.money("3700000000", "VND") == "3,700,000,000\xa0VND"
        assert literals.money("0.125", "USD") == "0.125\xa0USD"
