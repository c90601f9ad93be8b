"""The provinces of a day as GeoJSON and CSV, on the reviewed tables."""

from __future__ import annotations

import csv
import io
import json
import os
from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from graph.authority import Authority
from graph.authority.places import Level, Scheme
from graph.store import Release, open_release
from server import create_app
from tests.store.writing import write_release

IN_2023 = date(2023, 9, 22)
BEN_TRE = "https://w3id.org/khen/id/area/ben-tre"


@pytest.fixture(scope="module")
def release(releases: Path) -> Release:
    return open_release(releases)


@pytest.fixture(scope="module")
def client(release: Release) -> FlaskClient:
    return create_app(release).test_client()


def today() -> date:
    return datetime.now(timezone(timedelta(hours=7))).date()


def features(client: FlaskClient, day: date | None = None) -> list[dict[str, Any]]:
    response = client.get("/places.geojson" + (f"?date={day}" if day else ""))
    assert (response.status_code, response.content_type) == (200, "application/geo+json")
    found: list[dict[str, Any]] = json.loads(response.data)["features"]
    return found


def rows(client: FlaskClient, day: date) -> list[dict[str, str]]:
    response = client.get(f"/places.csv?date={day}")
    assert (response.status_code, response.content_type) == (200, "text/csv; charset=utf-8")
    assert response.text.count("\r\n") == response.text.count("\n")
    return list(csv.DictReader(io.StringIO(response.text, newline="")))


def properties(client: FlaskClient, day: date, identity: str) -> dict[str, Any]:
    (found,) = (each["properties"] for each in features(client, day) if each["properties"]["identity"] == identity)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("day", "count"),
    [(IN_2023, 63), (date(2024, 12, 31), 63), (date(2025, 6, 30), 63), (date(2025, 7, 1), 34), (None, 34)],
)
def test_as_many_provinces_as_there_were(client: FlaskClient, day: date | None, count: int) -> None:
    found = features(client, day)
    assert len(found) == count
    codes = Counter(each["properties"]["code"] for each in found)
    assert set(codes.values()) == {1}


def test_the_provinces_are_those_of_the_tables(client: FlaskClient, authority: Authority) -> None:
    """Every cell that comes from the tables, read past the release."""
    found = {each["identity"].rpartition("/")[2]: each for each in rows(client, IN_2023)}
    places = [each for each in authority.places.places if each.level is Level.PROVINCE]
    assert found.keys() == {place.key for place in places}
    for place in places:
        (version,) = (
            each
            for each in place.versions
            if (not each.valid_from or each.valid_from <= IN_2023)
            and (not each.valid_through or each.valid_through >= IN_2023)
        )
        row, iso = found[place.key], place.identifier(Scheme.ISO)
        assert row["iri"].endswith(f"/id/area/{version.key}")
        assert (row["name_vi"], row["name_en"]) == (version.label_vi, version.label_en)
        assert row["code"] == version.code
        assert row["iso3166_2"] == (iso.value if iso else "")
        assert row["valid_through"] == (version.valid_through.isoformat() if version.valid_through else "")
        assert row["date"] == "2023-09-22"


def test_a_province_that_ended_leads_to_the_one_of_today(client: FlaskClient) -> None:
    found = properties(client, IN_2023, BEN_TRE)
    assert found["iri"] == f"{BEN_TRE}/v/1"
    assert (found["code"], found["iso3166_2"], found["valid_through"]) == ("83", "VN-50", "2025-06-30")
    assert (found["valid_from"], found["today"].rpartition("/area/")[2]) == (None, "vinh-long/v/2")
    assert found["today_name_vi"] == "Vĩnh Long"


def test_every_province_of_2023_is_one_of_those_of_today(client: FlaskClient) -> None:
    now = {each["id"] for each in features(client)}
    became = [each["properties"]["today"] for each in features(client, IN_2023)]
    assert set(became) == now
    assert max(Counter(became).values()) == 3


def test_an_iso_code_is_given_only_where_it_was_verified(client: FlaskClient) -> None:
    """A province that took in others has no known code, one that was renamed keeps its own."""
    assert properties(client, today(), "https://w3id.org/khen/id/area/vinh-long")["iso3166_2"] is None
    assert properties(client, today(), "https://w3id.org/khen/id/area/thua-thien-hue")["iso3166_2"] == "VN-26"
    assert sum(each["properties"]["iso3166_2"] is not None for each in features(client)) == 11


def test_a_code_of_the_statistical_office_means_another_province_since(client: FlaskClient) -> None:
    then, now = (
        {each["properties"]["code"]: each["properties"]["name_vi"] for each in features(client, day)}
        for day in (IN_2023, today())
    )
    assert (then["15"], now["15"]) == ("Yên Bái", "Lào Cai")


def test_what_is_only_reported_changes_no_type(client: FlaskClient) -> None:
    """Of three changes in 2026 the acts were not read."""
    names = ("type", "reported_type", "reported_from")
    dong_nai = "https://w3id.org/khen/id/area/dong-nai"
    day = date(2026, 4, 30)
    before, after = (properties(client, each, dong_nai) for each in (day - timedelta(days=1), day))
    assert [before[name] for name in names] == ["Tinh", None, None]
    assert [after[name] for name in names] == ["Tinh", "ThanhPhoTrungUong", "2026-04-30"]
    assert sum(each["properties"]["reported_type"] is not None for each in features(client, date(2026, 9, 20))) == 3


def test_every_province_has_a_point_with_the_longitude_first(client: FlaskClient) -> None:
    for day in (IN_2023, None):
        for feature in features(client, day):
            assert feature["geometry"]["type"] == "Point"
            longitude, latitude = feature["geometry"]["coordinates"]
            assert 102 < longitude < 110
            assert 8 < latitude < 24
    (ben_tre,) = (each for each in features(client, IN_2023) if each["id"] == f"{BEN_TRE}/v/1")
    assert ben_tre["geometry"]["coordinates"] == [106.552844, 10.132456]


def test_both_formats_hold_the_same(client: FlaskClient) -> None:
    table = rows(client, IN_2023)
    collection = features(client, IN_2023)
    assert len(table) == len(collection)
    for row, feature in zip(table, collection, strict=True):
        assert feature["id"] == row["iri"]
        assert {name: value or "" for name, value in feature["properties"].items()} == {
            name: row[name] for name in feature["properties"]
        }
        assert feature["geometry"]["coordinates"] == [float(row["longitude"]), float(row["latitude"])]


def test_the_collection_says_which_day_and_release_it_is_of(client: FlaskClient, release: Release) -> None:
    response = client.get("/places.geojson")
    document = json.loads(response.data)
    assert document["type"] == "FeatureCollection"
    assert document["date"] == today().isoformat()
    assert (document["release"], document["licence"]) == (release.id, release.manifest.licence)
    assert response.headers["Content-Location"] == f"/places.geojson?date={today()}"
    assert f'</places.csv?date={today()}>; rel="alternate"; type="text/csv"' in response.headers["Link"]
    assert response.data == client.get(f"/places.geojson?date={today()}").data


@pytest.mark.parametrize(
    "query",
    [
        "date=", "date=2023", "date=2023-02-30", "date=22/09/2023", "date=20230922", "date=2023-W38-5",
        "date=2023-09-22T00:00", "date=２023-09-22", "date=2023-09-22&date=2023-09-22", "date=1900-01-01",
        "date=2023-04-14", "date=9999-12-31", "date=%00", "date=" + "9" * 5000,
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/places.geojson", "/places.csv"])
def test_what_is_no_day_known_here_is_refused_with_the_way_out(client: FlaskClient, path: str, query: str) -> None:
    response = client.get(f"{path}?{query}")
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    assert response.get_json()["remedy"] == f"Name a day from 2023-04-15 to {today()}, such as date=2023-04-15."


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_front_page_leads_there(client: FlaskClient, lang: str) -> None:
    page = client.get(f"/?lang={lang}", headers={"Accept": "text/html"}).text
    for path in ("/places.geojson", "/places.csv"):
        assert f'<a href="{path}"' in page
    assert '<form action="/places.csv">' in page
    assert '<input type="date" id="day" name="date" min="2023-04-15" required>' in page


def test_a_release_without_provinces_is_an_empty_collection(tmp_path: Path) -> None:
    write_release(tmp_path)
    client = create_app(open_release(tmp_path)).test_client()
    assert features(client) == []
    assert rows(client, IN_2023) == []
    assert client.get("/places.csv?date=x").get_json()["remedy"].startswith("Name a day until ")


@pytest.mark.parametrize("path", ["/places.geojson?date=2023-09-22", "/places.csv?date=2023-09-22", "/places.csv"])
def test_what_the_client_has_is_not_sent_again(client: FlaskClient, path: str) -> None:
    first = client.get(path)
    assert first.headers["Cache-Control"] == "no-cache"
    assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    packed = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["ETag"] != first.headers["ETag"]
    assert client.head(path).headers["ETag"] == first.headers["ETag"]


def test_what_was_fetched_yesterday_is_not_taken_for_todays(release: Release) -> None:
    """The day turns without a new release, so the time of the release does not say that all is as it was."""
    manifest = release.folder / "manifest.json"
    written = manifest.stat().st_mtime
    old, yesterday = (datetime.now(UTC) - timedelta(days=number) for number in (9, 1))
    since = {"If-Modified-Since": f"{yesterday:%a, %d %b %Y %H:%M:%S} GMT"}
    os.utime(manifest, (old.timestamp(), old.timestamp()))
    try:
        client = create_app(release).test_client()
        assert client.get("/def.ttl", headers=since).status_code == 304
        assert client.get("/places.csv", headers=since).status_code == 200
    finally:
        os.utime(manifest, (written, written))
