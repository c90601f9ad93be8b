"""The map of the real release says what the questions about provinces answer."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from graph.store import open_release
from server import create_app
from tests.conftest import DATA

QUESTIONS = DATA.parent / "docs" / "questions"


@pytest.fixture(scope="module")
def client(releases: Path) -> FlaskClient:
    return create_app(open_release(releases)).test_client()


def answer(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((QUESTIONS / f"{name}.csv").read_text(encoding="utf-8").splitlines()))


def rows(client: FlaskClient, query: str = "") -> list[dict[str, str]]:
    found = list(csv.DictReader(io.StringIO(client.get(f"/map.csv{query}").text, newline="")))
    return [each for each in found if each["recipients"] != "0" or each["money"]]


def test_money_is_that_of_question_5(client: FlaskClient) -> None:
    asked = {
        each["province"]: f"MoreThan {each['atLeast']} {each['currency']}" for each in answer("05-money-per-province")
    }
    shown = {each["name_vi"]: each["money"].partition(" (inferred)")[0] for each in rows(client, "?date=2023-09-22")}
    assert {name: money for name, money in shown.items() if money} == asked


@pytest.mark.parametrize(("query", "column"), [("?date=2023-09-22", "province"), ("", "provinceToday")])
def test_recipients_are_those_of_question_25(client: FlaskClient, query: str, column: str) -> None:
    asked = Counter(each[column] for each in answer("25-province-today"))
    assert {each["name_vi"]: int(each["recipients"]) for each in rows(client, query)} == asked


def test_recipients_of_today_are_those_of_question_26(client: FlaskClient) -> None:
    asked = {
        each["provinceToday"]: (each["recipients"], int(each["of"]))
        for each in answer("26-recipients-per-province-today")
    }
    found = rows(client)
    assert {each["name_vi"]: (each["recipients"], len(each["stated_of"].split()) or 1) for each in found} == asked


def test_today_of_every_version_is_what_the_release_says(client: FlaskClient) -> None:
    """The successions that the map follows lead where ``khen:currentVersion`` does."""
    today = {each["iri"] for each in csv.DictReader(io.StringIO(client.get("/map.csv").text, newline=""))}
    places = csv.DictReader(io.StringIO(client.get("/places.csv?date=2023-09-22").text, newline=""))
    assert {each["today"] for each in places} == today
    assert len(today) == 34
