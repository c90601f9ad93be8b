"""Places: before and after 1 July 2025, as a list and as small maps, and where organisations are."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.things.reading import html, text


def sections(page: str) -> dict[str, list[str]]:
    """The timeline: heading to its entries."""
    part = page.partition('<section class="whereabouts">')[2].partition("</section>")[0]
    found = re.findall(r"<h3>(.*?)</h3>\s*(?:<ol class=\"timeline\">(.*?)</ol>)?", part, re.DOTALL)
    return {title: [text(each) for each in re.findall(r"<li.*?</li>", items, re.DOTALL)] for title, items in found}


def maps(page: str) -> list[tuple[int, int, str]]:
    """Of each map: its points, the ringed ones, and what it is for those who do not see it."""
    found = re.findall(r'<svg [^>]*role="img" aria-label="([^"]*)">(.*?)</svg>', page, re.DOTALL)
    return [(each.count('class="other"'), each.count('class="here"'), label) for label, each in found]


def test_a_province_that_was_combined_shows_what_it_came_of(client: FlaskClient) -> None:
    page = html(client, "area/vinh-long")
    assert sections(page) == {
        "Before 1 July 2025": [
            "through June 30, 2025 Ben Tre province (tỉnh)",
            "through June 30, 2025 Tra Vinh province (tỉnh)",
            "through June 30, 2025 Vinh Long province (tỉnh)",
        ],
        "Since 1 July 2025": [
            "July 1, 2025 Combination of Ben Tre, Tra Vinh and Vinh Long into Vinh Long on 2025-07-01 change "
            "Resolution 202/2025/QH15 on the rearrangement of province-level administrative units",
            "since July 1, 2025 Vinh Long province (tỉnh)",
        ],
    }
    assert maps(page) == [
        (62, 1, "Map: Vinh Long among the provinces"),
        (33, 1, "Map: Vinh Long among the provinces"),
    ]


def test_a_version_marks_what_it_was_made_of_and_where_the_page_stands(client: FlaskClient) -> None:
    page = html(client, "area/vinh-long/v/2", "vi")
    assert [each[:2] for each in maps(page)] == [(60, 3), (33, 1)]
    here = re.findall(r'<li class="here" aria-current="true">(.*?)</li>', page, re.DOTALL)
    assert [text(each) for each in here] == ["từ 1 tháng 7, 2025 Vĩnh Long tỉnh"]


def test_a_change_before_the_reform_stands_before_it(client: FlaskClient) -> None:
    found = sections(html(client, "area/thua-thien-hue"))
    assert any(each.startswith("January 1, 2025") for each in found["Before 1 July 2025"])
    assert found["Since 1 July 2025"][-1].startswith("since January 1, 2025")


@pytest.mark.parametrize("key", ["area/ha-noi", "area/ha-noi/v/1"])
def test_a_province_without_a_change_is_there_at_all_times(client: FlaskClient, key: str) -> None:
    page = html(client, key)
    assert list(sections(page)) == ["Since 1 July 2025"]
    assert [each[:2] for each in maps(page)] == [(62, 1), (33, 1)]


def test_a_district_is_marked_where_its_province_is_and_nothing_follows_it(client: FlaskClient) -> None:
    page = html(client, "area/district-836-ba-tri/v/1")
    assert [each[:2] for each in maps(page)] == [(62, 1)]
    assert "No unit follows." in page


def test_an_organisation_is_shown_where_its_area_is(client: FlaskClient) -> None:
    assert maps(html(client, "org/vwu-ben-tre")) == [(62, 1, "Map: Ben Tre among the provinces")]
    assert maps(html(client, "org/vwu")) == []


def test_what_an_announcement_states_is_shown_among_the_provinces_of_its_day(client: FlaskClient) -> None:
    for key in ("fund-mobilisation/642ca70eabb422b4-1", "org/vwu-thanh-hoa"):
        page = html(client, key)
        assert [each[:2] for each in maps(page)] == [(62, 1)]
        assert "63 provinces on September 22, 2023; ringed: Thanh Hoa" in text(page)


def test_a_unit_its_versions_and_its_seat_are_told_apart_by_name(client: FlaskClient) -> None:
    titles = {key: re.search(r"<h1[^>]*>(.*?)</h1>", html(client, key, "vi")) for key in (
        "area/ben-tre", "area/ben-tre/v/1", "seat/ben-tre-1", "area/vinh-long/v/2", "area/ha-noi/v/1")}  # fmt: skip
    assert [each[1] for each in titles.values() if each] == [
        "Bến Tre",
        "Bến Tre (đến 30 thg 6, 2025)",
        "Bến Tre (tỉnh lỵ, trung tâm)",
        "Vĩnh Long (từ 1 thg 7, 2025)",
        "Thành phố Hà Nội (chưa có thay đổi)",
    ]
    version = html(client, "area/ben-tre/v/1", "vi")
    assert 'href="/doc/seat/ben-tre-1?lang=vi">Bến Tre (tỉnh lỵ, trung tâm)</a>' in version
    assert "Trích dẫn: Bến Tre (đến 30 thg 6, 2025)" in text(version)
    assert "Bến Tre (đến 30 thg 6, 2025)" in client.get("/explore/org/vwu-ben-tre.csv?lang=vi").text


def test_a_new_place_shows_what_was_stated_of_those_that_it_came_of(client: FlaskClient) -> None:
    """As many as the map counts for it."""
    for key in ("area/vinh-long", "area/vinh-long/v/2"):
        part = html(client, key).partition('<section class="there">')[2].partition("</section>")[0]
        rows = [text(each) for each in re.findall(r"<tr><td>.*?</tr>", part)]
        assert rows == ["Women's Union of Ba Tri District, Ben Tre Province Ben Tre (until Jun 30, 2025)",
                        "Phan Thị Hiếu Ben Tre (until Jun 30, 2025)"]  # fmt: skip
    raised = html(client, "area/phu-tho/v/2").partition("Funds raised")[2].partition("</section>")[0]
    assert "Vĩnh Phúc (khai thác trên 1.3 tỷ)" in raised
    assert 'class="there"' not in html(client, "area/ca-mau")
