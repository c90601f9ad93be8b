"""The query editor as a researcher uses it: asking, being told what is wrong, finding names and questions."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from graph.vocabulary import Names
from server.questions import load
from tests.browser.conftest import Open
from tests.browser.watching import Watched

EDITOR: Final = ".CodeMirror"
RESULT: Final = "#result"
REFUSED: Final = "the server responded with a status of 400"
ENDLESS: Final = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
QUERIES: Final = {each.key[:2]: each.query for each in load(Names())}


def asking(query: str, **more: str) -> str:
    return "/sparql?" + urlencode({"query": query, **more})


def write(page: Page, text: str) -> None:
    page.locator(EDITOR).click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(text)
    expect(page.locator("#query")).to_have_value(text)


def written(page: Page) -> str:
    return str(page.locator("#query").input_value())


def only_refused(read: Watched) -> None:
    """The browser notes a refusal in its console; nothing else is wrong."""
    assert [each for each in read.errors if REFUSED not in each] == []
    assert read.strayed == []


def test_a_query_is_run_and_its_address_brings_it_back(reader: Open) -> None:
    read = reader("vi")
    page = read.open("/sparql?lang=vi")
    write(page, "SELECT ?name { ?s a khen:AwardConferral ; rdfs:label ?name } LIMIT 3")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"{RESULT} tbody tr")).to_have_count(3)
    expect(page.get_by_role("status").filter(has_text="Số dòng: 3")).to_be_visible()
    first = page.locator(f"{RESULT} tbody").text_content() or ""
    assert parse_qs(urlsplit(page.url).query)["query"] == [written(page)]
    page.reload(wait_until="networkidle")
    expect(page.locator(f"{RESULT} tbody")).to_have_text(first)
    write(page, "ASK {}")
    page.get_by_role("button", name="Chạy truy vấn").click()
    expect(page.locator(f"{RESULT} .lead")).to_have_text("Đúng")
    page.go_back()
    expect(page.locator(f"{RESULT} tbody tr")).to_have_count(3)
    read.check()


def test_the_address_of_a_query_is_evaluated_once(reader: Open) -> None:
    read = reader("en")
    asked: list[str] = []
    read.page.on("request", lambda request: asked.append(f"{request.method} {urlsplit(request.url).path}"))
    page = read.open(asking(QUERIES["28"]))
    expect(page.get_by_role("button", name="Map")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Rows: ")).to_be_visible()
    assert [each for each in asked if each.endswith("/sparql")] == ["GET /sparql"]
    page.goto(read.origin + asking("CONSTRUCT WHERE { ?s a khen:Result } LIMIT 5"), wait_until="networkidle")
    expect(page.get_by_role("status").filter(has_text="Statements: 5")).to_be_visible()
    assert [each for each in asked if each.endswith("/sparql")] == ["GET /sparql"] * 2
    read.check()


def test_of_a_large_answer_the_page_shows_the_beginning_until_it_is_asked_again(reader: Open) -> None:
    read = reader("en")
    asked: list[str] = []
    read.page.on("request", lambda request: asked.append(f"{request.method} {urlsplit(request.url).path}"))
    page = read.open(asking("SELECT * { ?s ?p ?o }"))
    expect(page.get_by_role("status").filter(has_text="This is the beginning")).to_be_visible()
    expect(page.locator(f"{RESULT} tbody tr")).to_have_count(1000)
    assert [each for each in asked if each.endswith("/sparql")] == ["GET /sparql"]
    page.get_by_role("button", name="Run the query").click()
    expect(page.get_by_role("status").filter(has_text="Rows: 15,")).to_be_visible()
    read.check()


def test_a_mistake_is_marked_at_its_line(reader: Open) -> None:
    read = reader("en")
    page = read.open("/sparql")
    write(page, "SELECT ?tên {\n  ?s rdfs:label ?tên .\n  FILTER(?tên = đ)\n}")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("line 3, column 17")
    expect(page.get_by_role("alert")).to_contain_text("Number of the query")
    expect(page.locator(".fault")).to_have_text("đ")
    marked = page.locator(f"{EDITOR} .CodeMirror-code > div:has(.fault-line)")
    expect(marked).to_contain_text("FILTER")
    assert read.faults() == []
    page.get_by_role("button", name="Go to line 3").click()
    page.keyboard.press("Delete")
    page.keyboard.insert_text('"x"')
    expect(page.locator(".fault-line")).to_have_count(0)
    expect(page.locator("#query")).to_have_value(re.compile(r'FILTER\(\?tên = "x"\)'))
    page.reload()
    page.goto(read.origin + asking("ASK { ?s ?p }"), wait_until="networkidle")
    expect(page.locator(".fault")).to_have_text("}")
    only_refused(read)


def test_a_vietnamese_reader_is_told_in_vietnamese_and_the_parser_in_english(reader: Open) -> None:
    read = reader("en")
    page = read.open("/sparql?lang=vi")
    write(page, "SELECT * {")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#problem")).to_contain_text("Truy vấn không phải SPARQL ở dòng 1, cột 11: ")
    expect(page.locator("#problem [lang=en]").first).to_have_text(re.compile("^the query ends while"))
    page.reload(wait_until="networkidle")
    expect(page.locator("#problem [lang=en]").first).to_have_text(re.compile("^the query ends while"))
    only_refused(read)


def test_a_running_query_can_be_stopped(reader: Open) -> None:
    read = reader("vi")
    page = read.open("/sparql")
    write(page, ENDLESS)
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Dừng").click()
    expect(page.get_by_role("status").filter(has_text="Đã dừng sau")).to_be_visible()
    expect(page.get_by_role("button", name="Dừng")).to_be_hidden()
    write(page, "ASK {}")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"{RESULT} .lead")).to_have_text("Đúng")
    read.check()


def test_without_scripts_the_form_answers(reader: Open) -> None:
    read = reader("vi", scripts=False)
    page = read.open("/sparql")
    page.get_by_label("Câu truy vấn").fill("SELECT ?name { ?s a khen:AwardConferral ; rdfs:label ?name } LIMIT 3")
    page.get_by_role("button", name="Chạy truy vấn").click()
    expect(page.locator(f"{RESULT} tbody tr")).to_have_count(3)
    page.get_by_role("link", name="Tất cả câu hỏi kèm giải thích").click()
    page.get_by_label("Tìm câu hỏi").fill("ban do")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name="Hỏi câu này").first.click()
    expect(page.locator(f"{RESULT} tbody tr")).to_have_count(63)
    read.check()


def test_an_example_is_found_and_asked(reader: Open) -> None:
    read = reader("vi")
    page = read.open("/sparql")
    page.get_by_label("Tìm câu hỏi").fill("tinh tien")
    shown = page.locator(".finder li:visible")
    expect(shown).to_have_count(1)
    shown.get_by_role("button").press("Enter")
    expect(page.locator(f"{RESULT} tbody tr")).to_have_count(3)
    assert written(page) == QUERIES["05"]
    read.check()


@pytest.mark.parametrize(
    ("language", "typed", "picked", "expected"),
    [
        ("vi", "SELECT * { ?x a thong bao", "khen:Announcement", "?x a khen:Announcement"),
        ("en", "SELECT * { ?x list posi", "khen:listPosition", "?x khen:listPosition"),
        ("vi", "SELECT * { ?x khen:recipient ben tre", "id/area/ben-tre", "<https://w3id.org/khen/id/area/ben-tre>"),
    ],
)
def test_names_are_offered_by_what_they_are_called(
    reader: Open, language: str, typed: str, picked: str, expected: str
) -> None:
    read = reader(language)
    page = read.open("/sparql")
    write(page, "")
    page.keyboard.type(typed)
    hint = page.locator(".CodeMirror-hint").filter(has_text=picked).first
    expect(hint).to_be_visible()
    hint.click()
    assert expected in written(page)
    if not expected.startswith("<"):
        assert "PREFIX khen: <https://w3id.org/khen/def#>" in written(page)
    read.check()


def test_the_keyboard_can_leave_the_editor(reader: Open) -> None:
    read = reader("en")
    page = read.open("/sparql")
    page.locator(EDITOR).click()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("SPARQL query. Tab leaves")
    before = written(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Query"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Run the query"
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
    assert not page.evaluate("document.activeElement.closest('.CodeMirror')")
    assert written(page) == before
    read.check()


def test_vietnamese_is_kept_as_an_input_method_writes_it(reader: Open) -> None:
    """Letters that are composed, or that replace others between two keys, as Telex and UniKey do it."""
    read = reader("vi")
    page = read.open("/sparql")
    session = page.context.new_cdp_session(page)
    write(page, "")
    page.keyboard.type('# "')
    for text in ("tie", "tiê", "tiêng"):
        session.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    session.send("Input.insertText", {"text": "tiếng"})
    page.keyboard.type(" Vie")
    page.keyboard.press("Backspace")
    session.send("Input.insertText", {"text": "ệ"})
    page.keyboard.type('t"')
    expect(page.locator("#query")).to_have_value('# "tiếng Việt"')
    read.check()


@pytest.mark.parametrize(("language", "width"), [("vi", 360), ("en", 1280)])
def test_the_list_of_examples_is_accessible(reader: Open, language: str, width: int) -> None:
    read = reader(language, width=width)
    page = read.open("/examples")
    page.locator("details summary").first.click()
    read.check_page(language)
