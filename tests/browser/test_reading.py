"""The annotated text in a browser: without scripts, by keyboard, on a narrow screen, and with what scripts add."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from tests.browser.conftest import Open

PATH = "/read/642ca70eabb422b4"


def background(element: Locator) -> str:
    return str(element.evaluate("element => getComputedStyle(element).backgroundColor"))


def lit(page: Page) -> list[str]:
    """The places that scripts have lit up."""
    found = page.evaluate("[...document.querySelectorAll('.hit')].map(each => each.dataset.char || each.id)")
    return [str(each) for each in found]


def test_without_scripts_words_lead_to_their_statements_and_back(reader: Open) -> None:
    read = reader("vi", scripts=False)
    page = read.open(f"{PATH}#char=708,728")
    period, other = (page.locator(f'[id="char={place}"]') for place in ("708,728", "535,556"))
    assert period.inner_text().startswith("giai đoạn 2019 -2025")
    assert period.evaluate("element => element.matches(':target')")
    assert background(period) != background(other)
    assert period.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
    period.locator("a.cite").first.click()
    assert page.url.endswith("#period-2")
    entry = page.locator("#period-2")
    assert background(entry) == background(page.locator(":target"))
    assert "2019–2025" in entry.inner_text()
    entry.locator("a.words").first.press("Enter")
    assert page.url.endswith("#char=708,728")
    page.locator("a.clash").first.click()
    assert page.locator("#differences").is_visible()


def test_a_kind_is_told_without_colour(reader: Open) -> None:
    page = reader("en").open(PATH)
    styles = {
        family: page.locator(f".source mark.{family}").first.evaluate(
            "element => { const style = getComputedStyle(element);"
            " return style.textDecorationStyle + ' ' + style.textDecorationThickness; }"
        )
        for family in ("who", "where", "time", "figure", "award", "text", "context")
    }
    assert len(set(styles.values())) == len(styles)
    letters = page.locator(".legend .cite").all_inner_texts()
    used = {mark.strip("0123456789") for mark in page.locator(".source a.cite").all_inner_texts()}
    assert used <= set(letters)


def test_the_keyboard_reaches_statements_and_the_words_they_were_read_from(reader: Open) -> None:
    page = reader("en").open(PATH)
    mark = page.locator('[id="char=4969,4985"] a.cite').first
    mark.focus()
    page.keyboard.press("Enter")
    entry = page.locator("#person-6")
    assert page.url.endswith("#person-6")
    assert entry.is_visible()
    page.keyboard.press("Tab")  # from the statement that was gone to on to its heading
    assert page.evaluate("document.activeElement.closest('#person-6') !== null")
    assert "char=4969,4985" in lit(page)


def test_a_range_that_no_element_has_lights_up_the_stretches_that_hold_it(reader: Open) -> None:
    read = reader("en")
    page = read.open(f"{PATH}#char=2205,2230;length=5149")
    assert lit(page) == ["2202,2224", "2224,2225", "2225,2228", "2228,2229", "2229,2363"]
    page.evaluate("location.hash = '#char=,3'")
    page.wait_for_function("document.querySelectorAll('.hit').length === 1")
    assert lit(page) == ["0,10"]
    page.evaluate("location.hash = '#char=9000,9001'")
    page.wait_for_function("document.querySelectorAll('.hit').length === 0")
    assert page.url.endswith("#char=9000,9001")
    read.check()


def test_words_and_statements_light_each_other_up(reader: Open) -> None:
    read = reader("en")
    page = read.open(PATH)
    page.locator('[id="char=2451,2461"]').click(position={"x": 4, "y": 4})
    assert lit(page) == ["char=2451,2461", "result-7"]
    assert page.locator("#result-7").evaluate(
        "element => { const box = element.getBoundingClientRect(); return box.top >= 0 && box.top < innerHeight; }"
    )
    page.locator("#period-1").hover()
    assert {"char=535,556", "char=4096,4117", "char=4300,4321"} <= set(lit(page))
    read.check()
