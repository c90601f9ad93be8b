"""The map: facts given to the provinces of a day, in a picture, a table and a file that say the same."""

from __future__ import annotations

import csv
import io
import re
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from graph.store import Release
from server import create_app

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def pages(made_up: Release) -> FlaskClient:
    return create_app(made_up).test_client()


def rows(pages: FlaskClient, query: str) -> dict[str, dict[str, str]]:
    text = pages.get(f"/map.csv?{query}").text
    return {each["name_en"]: each for each in csv.DictReader(io.StringIO(text, newline=""))}


def drawn(pages: FlaskClient, query: str) -> list[str]:
    """What stands beside the circles of the picture."""
    picture = ET.fromstring(pages.get(f"/map.svg?{query}").text)
    labels = next(each for each in picture.iter(f"{SVG}g") if each.get("class") == "labels")
    return [" ".join(line.text or "" for line in each) for each in labels]


def tabled(pages: FlaskClient, query: str) -> str:
    """The page as text, each row of its table on a line."""
    page = pages.get(f"/map?{query}", headers={"Accept": "text/html"}).text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.replace("\n", " ").replace("</tr>", "</tr>§"))).replace(
        "§", "\n"
    )


def test_facts_go_to_the_province_of_their_own_time(pages: FlaskClient) -> None:
    found = rows(pages, "date=2024-05-06")
    assert {name: each["recipients"] for name, each in found.items()} == {
        "Song May": "2",
        "Bien Gio": "0",
        "Doi Che": "1",
    }
    assert found["Song May"]["collectives"] == found["Song May"]["individuals"] == "1"
    assert found["Song May"]["figures"] == "1"
    assert drawn(pages, "date=2024-05-06&lang=en") == ["Song May: 2"], "Đồi Chè has no point"
    page = tabled(pages, "date=2024-05-06&lang=en")
    assert "4 of the 5 recipients belong to a province; 1 belong to none" in page
    assert "Not on the map, for want of a point: Doi Che." in page


def test_facts_go_to_what_a_province_became(pages: FlaskClient) -> None:
    found = rows(pages, "date=2025-07-01")
    assert list(found) == ["Bien <Gio> & May"]
    assert found["Bien <Gio> & May"]["recipients"] == "3"
    of = "https://w3id.org/khen/id/area"
    assert found["Bien <Gio> & May"]["stated_of"] == f"{of}/bien-gio/v/1 {of}/song-may/v/1"
    assert "stated of: Bien Gio (until Jun 30, 2025) , Song May (until Jun 30, 2025)" in tabled(
        pages, "date=2025-07-01&lang=en"
    )
    assert drawn(pages, "date=2025-07-01&lang=vi") == ["Biển <Gió> & Mây: 3"]


def test_what_cannot_be_given_to_one_province_is_said_and_not_counted(pages: FlaskClient) -> None:
    before = tabled(pages, "date=2024-05-06&lang=en")
    assert re.search(r"which can be any of: Bien Gio , Song May \( ?recipients: 1, sums: 0, figures: 0\)", before)
    after = tabled(pages, "date=2025-07-01&lang=en")
    assert "what is stated of Doi Che, which nothing follows. (recipients: 1, sums: 0, figures: 0)" in after


def test_sums_are_added_only_where_degree_and_currency_agree(pages: FlaskClient) -> None:
    page = tabled(pages, "date=2025-07-01&show=money&lang=en")
    assert "2 sums of the same degree and currency, together: more than 3.5 billion VND." in page
    assert "1 sum of one degree and currency: about 2.25 thousand USD." in page
    assert "Sums of different degree or currency cannot be compared" in page
    assert "(currency inferred)" in page
    cell = rows(pages, "date=2025-07-01")["Bien <Gio> & May"]["money"]
    assert [each.split(" https")[0] for each in cell.split("; ")] == [
        "MoreThan 1500000000 VND (inferred)",
        "About 2250 USD",
        "MoreThan 2000000000 VND",
    ]
    labels = ["Bien <Gio> & May more than 1.5 billion VND about 2.25 thousand USD +1"]
    assert drawn(pages, "date=2025-07-01&show=money&lang=en") == labels


def test_a_sum_that_a_figure_states_of_no_province_is_counted_and_named(pages: FlaskClient) -> None:
    page = tabled(pages, "date=2024-05-06&show=money&lang=en")
    assert "3 sums are stated of provinces, 1 of none." in page
    assert re.search(r"Stated of no province: more than 9 billion VND \(currency inferred\) +– +Chương trình", page)
    assert "more than 9" not in rows(pages, "date=2024-05-06")["Song May"]["money"]


def test_a_day_on_which_no_province_changed_is_not_said_to_begin_anything(pages: FlaskClient) -> None:
    page = tabled(pages, "lang=en")
    assert "3 provinces by the list of January 1, 2023" in page
    assert "from July 1, 2025: 1 provinces" in page


@pytest.mark.parametrize(
    ("sort", "names"),
    [("name", ["Biển Gió", "Đồi Chè", "Sông Mây"]), ("code", ["Sông Mây", "Biển Gió", "Đồi Chè"]),
     ("recipients", ["Sông Mây", "Đồi Chè", "Biển Gió"]), ("money", ["Biển Gió", "Sông Mây", "Đồi Chè"])],
)  # fmt: skip
def test_the_table_is_sorted_as_asked(pages: FlaskClient, sort: str, names: list[str]) -> None:
    page = pages.get(f"/map?date=2024-05-06&sort={sort}&lang=vi").text
    assert re.findall(r'<th role="rowheader" scope="row"><a[^>]*>([^<]*)', page) == names
    assert len(re.findall("aria-sort", page)) == 1


@pytest.mark.parametrize(
    ("query", "remedy"),
    [("date=2022-12-31", "from 2023-01-01 to"), ("date=2999-01-01", "from 2023-01-01 to"),
     ("date=2023-02-30", "Name a day"), ("date=2024-01-01&date=2024-01-02", "Name a day"),
     ("show=weather", "show=recipients"), ("sort=weather", "sort=value")],
)  # fmt: skip
def test_what_the_map_does_not_know_is_refused_with_a_way_out(pages: FlaskClient, query: str, remedy: str) -> None:
    response = pages.get(f"/map?{query}")
    assert response.status_code == 400
    assert remedy in response.get_json()["remedy"]


def test_the_page_and_its_files_are_kept_by_their_tags(pages: FlaskClient) -> None:
    for path in ("/map?date=2024-05-06", "/map.svg?date=2024-05-06", "/map.csv?date=2024-05-06"):
        first = pages.get(path)
        assert pages.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert "script-src 'self'" in pages.get("/map").headers["Content-Security-Policy"]
    english = pages.get("/map.svg?date=2024-05-06", headers={"Accept-Language": "en"})
    assert english.content_type == "image/svg+xml"
    assert english.headers["Content-Language"] == "en"
    assert "Accept-Language" in english.headers["Vary"]


def test_a_release_with_too_many_facts_has_no_map(made_up: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.lookup.MOST", 3)
    response = create_app(made_up).test_client().get("/map")
    assert response.status_code == 422
    assert response.get_json()["limit"] == {"page_facts": 3}


def test_no_page_has_styles_or_scripts_within(pages: FlaskClient) -> None:
    for path in ("/map", "/timeline", "/explore/org/hoi-song-may", "/map.svg"):
        text = pages.get(path).text
        assert " style=" not in text
        assert "<style" not in text
        assert not re.search(r"<script(?![^>]*src=)", text)
