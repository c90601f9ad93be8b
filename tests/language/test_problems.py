"""What went wrong is said in the language of the reader; what is not ours to translate says that it is English."""

from __future__ import annotations

import pickle
import re
from html import unescape

import pytest
from flask import Flask

from graph.engine import EngineBusy, QueryTimeout
from graph.errors import English, Sentence, Worded
from server.errors import problem_of
from server.wording import in_words, on_page

VIETNAMESE = {"Accept": "text/html", "Accept-Language": "vi"}
ENGLISH = re.compile(r"\b(the|is|are|of|this|that|there|what|which|not|no|with|from|ask|send|write|see)\b", re.I)
"""Words that every English sentence has one of, and no Vietnamese one."""
WRONG = (
    ("/nowhere", 404),
    ("/doc/person/nobody", 404),
    ("/id/person/nobody", 404),
    ("/explore/person/nobody", 404),
    ("/read/nothing", 404),
    ("/graph/nothing", 404),
    ("/dataset/nothing", 404),
    ("/help/nothing", 404),
    ("/releases/0000000000000000/", 404),
    ("/releases/current/changes", 404),
    ("/releases/current/nothing.ttl", 404),
    ("/releases/{release}/nothing.ttl", 404),
    ("/doc/org/vwu?page=2", 400),
    ("/doc/org/vwu?incoming=khen:nothing", 400),
    ("/search?limit=0", 400),
    ("/search?q=a&type=Nothing", 400),
    ("/search?format=pdf", 400),
    ("/search?q=a&q=b", 400),
    ("/search?q={long}", 400),
    ("/map?date=soon", 400),
    ("/map?date=1700-01-01", 400),
    ("/map?date=2999-01-01", 400),
    ("/map?show=weather", 400),
    ("/map?sort=taste", 400),
    ("/timeline?kind=nothing", 400),
    ("/timeline?page=0", 400),
    ("/places.csv?date=", 400),
    ("/cite?query=ASK%7B%7D&digest=1", 400),
    ("/cite?query=SELECT+*+%7B", 400),
    ("/cite.bib?query=SELECT+(RAND()+AS+%3Fx)+%7B%7D", 422),
    ("/sparql?query=SELECT+*+%7B+%3Fs+%3Fp", 400),
    ("/sparql?query=ASK%7B%7D&query=ASK%7B%7D", 400),
    ("/sparql?query=ASK%7B%7D&timeout=never", 400),
    ("/sparql?update=CLEAR+ALL", 403),
    ("/sparql?query=CLEAR+ALL", 403),
    ("/sparql?query=ASK%7B%7D&default-graph-uri=http://example.org/g", 400),
    ("/sparql?default-graph-uri=http://example.org/g", 400),
    ("/sparql?query=ASK+%7B+SERVICE+%3Chttp://example.org/%3E+%7B%7D+%7D", 400),
    ("/sparql?query=SELECT+(%3Chttp://example.org/f%3E()+AS+%3Fx)+%7B%7D", 400),
    ("/reconcile/preview?id=nothing", 404),
)


def words(page: str) -> str:
    """The main part as a reader without English meets it."""
    main = re.search(r"<main.*?</main>", page, re.DOTALL)
    assert main
    alert = re.search(r"<h1>.*?</h1>.*?(<section role=\"alert\".*?</section>)", main[0], re.DOTALL)
    assert alert, page
    plain = re.sub(r'<(span|p) lang="en">.*?</\1>|<form.*', "", re.sub(r".*?(<h1>)", r"\1", alert[0], flags=re.DOTALL))
    return unescape(re.sub(r"<[^>]*>", " ", plain))


@pytest.mark.parametrize(("address", "status"), WRONG)
def test_a_vietnamese_reader_is_told_in_vietnamese(app: Flask, address: str, status: int) -> None:
    client = app.test_client()
    release = client.get("/health").get_json()["release"]
    asked = address.format(release=release, long="a" * 300)
    response = client.get(asked, headers=VIETNAMESE, follow_redirects=True)
    assert (response.status_code, response.headers["Content-Language"]) == (status, "vi")
    told = words(response.text)
    assert not ENGLISH.findall(told), told


def test_what_is_sent_in_no_way_that_is_known_is_told_too(app: Flask) -> None:
    client = app.test_client()
    for response in (
        client.delete("/map", headers=VIETNAMESE),
        client.post("/sparql", data=b"x", content_type="text/plain", headers=VIETNAMESE),
        client.get("/places.csv", headers={**VIETNAMESE, "If-Unmodified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"}),
    ):
        assert response.status_code in (405, 412, 415)
        assert not ENGLISH.findall(words(response.text)), response.text


def test_programs_are_told_in_english_unless_they_ask_otherwise(app: Flask) -> None:
    client = app.test_client()
    plain, asked = (client.get("/nowhere", headers=each) for each in ({}, {"Accept-Language": "vi"}))
    assert plain.get_json(force=True)["detail"] == "There is nothing at this address."
    assert plain.headers["Content-Language"] == "en"
    told = asked.get_json(force=True)
    assert told["detail"] == "Không có gì ở địa chỉ này."
    assert (told["type"], told["status"], told["title"]) == ("about:blank", 404, "Không tìm thấy")
    assert asked.headers["Content-Language"] == "vi"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (QueryTimeout.after(10), "Truy vấn chạy lâu hơn 10 giây được phép và đã bị dừng."),
        (
            EngineBusy.waited(5, 1200),
            "Truy vấn không gặp tiến trình nào rảnh trong số 1.200 tiến trình sau 5 giây chờ.",
        ),
    ],
)
def test_limits_are_told_with_their_numbers(error: QueryTimeout, told: str) -> None:
    problem = problem_of(pickle.loads(pickle.dumps(error)))
    assert on_page(problem.detail, "vi") == in_words(problem.detail, "vi") == told
    assert "lang=" not in on_page(problem.remedy, "vi")


def test_what_strangers_wrote_is_escaped_and_what_is_english_says_so() -> None:
    text = Sentence("%(subject)s %(reason)s.", subject="<b>", reason=Worded("has too much to do"))
    assert on_page(text, "vi") == "&lt;b&gt; đang quá bận."
    said = Worded("could not be evaluated: %(said)s", said=English("<b> broke"))
    assert on_page(said, "vi") == 'không tính được: <span lang="en">&lt;b&gt; broke</span>'
