"""Drawings: places on the paper, labels that stand over no other, texts that stay texts."""

from __future__ import annotations

from itertools import combinations
from math import cos, radians
from xml.etree import ElementTree as ET

import pytest
from flask import Flask

from server.drawing import VIET_NAM, Frame, Mark, draw_map
from server.drawing.maps import LETTERS, placements
from server.drawing.placing import Box, Dot, place
from server.drawing.radial import Group, Spot, places
from server.drawing.times import WIDTH, Span
from server.drawing.times import places as times

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</title><script>alert(1)</script>\"'&"


def test_the_projection_is_true_to_scale_in_the_middle() -> None:
    frame = Frame(100, 0, 120, 20, 10)
    assert frame.at(100, 20) == (0, 0)
    x, y = frame.at(101, 19)
    assert y == 10
    assert x == pytest.approx(10 * cos(radians(10)))
    assert frame.at(120, 0) == pytest.approx((frame.width, frame.height))
    assert list(frame.parallels(8)) == [8, 16]


@pytest.mark.parametrize(("longitude", "latitude"), [(102.1, 22.4), (109.5, 12.6), (104.8, 8.6), (105.3, 23.4)])
def test_the_ends_of_the_country_are_on_the_map(longitude: float, latitude: float) -> None:
    x, y = VIET_NAM.at(longitude, latitude)
    assert 0 < x < VIET_NAM.width
    assert 0 < y < VIET_NAM.height


def test_no_label_stands_over_another_or_leaves_the_paper() -> None:
    dots = [
        Dot(200 + each % 5 * 7, 200 + each * 6, 4, ("Thành phố Hồ Chí Minh", "trên 2,5 tỷ VND")) for each in range(20)
    ]
    labels = place(dots, LETTERS, Box(0, 0, 480, 480))
    assert sum(each is not None for each in labels) >= 12
    width, height = len("Thành phố Hồ Chí Minh") * LETTERS * 0.56, LETTERS * 2.4
    boxes = [
        Box(each.x - (width if each.anchor == "end" else 0), each.y - LETTERS, each.x, each.y - LETTERS + height - 1)
        for each in labels
        if each
    ]
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    assert all(each.left >= 0 and each.top >= -1 and each.bottom <= 480 for each in boxes)


def test_circles_grow_with_their_weight_by_area() -> None:
    marks = [Mark(105, 20, "a", size=4), Mark(106, 20, "b", size=1), Mark(107, 20, "c")]
    first, second, third = placements(marks, VIET_NAM)
    assert first.radius / second.radius == pytest.approx(2)
    assert third.radius < second.radius


def test_a_text_is_no_markup(app: Flask) -> None:
    with app.test_request_context():
        drawing = draw_map([Mark(105, 20, HOSTILE, (HOSTILE,), 1)], title=HOSTILE, description=HOSTILE)
    picture = ET.fromstring(str(drawing))
    assert picture.get("role") == "img"
    assert picture.findtext(f"{SVG}title") == HOSTILE
    assert [each.text for each in picture.iter(f"{SVG}tspan")] == [HOSTILE]
    assert not list(picture.iter(f"{SVG}script"))


def test_each_neighbour_is_drawn_once_below_the_name_of_what_joins_it() -> None:
    spots = tuple(Spot(str(each), f"Tên {each}") for each in range(9))
    placed, height = places([Group("một", spots), Group("hai", (spots[0], Spot("x", "X")))])
    assert sorted(each.spot.key for each in placed if not each.heading) == [*map(str, range(9)), "x"]
    assert [each.spot.name for each in placed if each.heading] == ["một", "một", "hai"], "named again on the other side"
    assert len({(each.side, each.y) for each in placed}) == len(placed)
    assert all(0 < each.y < height for each in placed)


def test_a_year_is_a_bar_a_day_is_a_dot_and_an_open_time_goes_on() -> None:
    spans = [Span("", "", *each) for each in (("2020", "2021"), ("2020-07-01", "2020-07-01"), ("2021", None))]
    bar, dot, onward = times(spans, 2020, 100)
    assert (bar.right - bar.left, bar.dot) == (200, False)
    assert dot.dot
    assert dot.left == pytest.approx((bar.left + bar.right) / 2 - 50, abs=0.5)
    assert onward.open
    assert onward.right == WIDTH - 14
