"""Each fact stands beside words that say it, or beside the reason why none do; on /doc and on /explore alike."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode

from graph.store import Release
from server.document import Quote
from server.things.evidence import Evidence
from server.things.grounds import Finder
from server.things.reader import Reader, Term
from tests.things.reading import html, text

ID = "642ca70eabb422b4"
GROUND = "có thành tích xuất sắc trong tổ chức thực hiện Đề án"
PERSON = "person/phan-thi-hieu-ben-tre"

FACTS = [
    # A conferral names the recipient alone; the list stands under a sentence that says all else.
    (f"conferral/{ID}-1-i05", "khen:recipient", "Bà Phan Thị Hiếu, Phó ban", ""),
    (f"conferral/{ID}-1-i05", "khen:ground", GROUND, "taken from: Decision to give"),
    (f"conferral/{ID}-1-i05", "khen:award", "bằng khen", "named in these words"),
    (f"conferral/{ID}-1-i05", "khen:underDecision", "Đoàn Chủ tịch TƯ Hội LHPN Việt Nam quyết định", "named in"),
    (f"conferral/{ID}-1-i05", "khen:forProgramme", "Đề án bồi dưỡng cán bộ", "named in these words"),
    (f"conferral/{ID}-1-i05", "khen:presentedAt", "Uỷ viên dự khuyết TƯ Đảng", "named in these words"),
    (f"conferral/{ID}-1-i05", "khen:recipientKind", "5 cá nhân", "taken from: 5 individuals announced"),
    (f"conferral/{ID}-1-i05", "khen:listPosition", "", "counted: the place in the list"),
    (f"announcement/{ID}", "schema:datePublished", "22/09/2023 - 17:39", "the time zone is assumed"),
    (f"announcement/{ID}", "khen:timeZoneAssumed", "", "Khen's note on how the words were read"),
    (f"announcement/{ID}", "khen:dateSupplied", "", "Khen's note on how the words were read"),
    (f"announcement/{ID}", "dcterms:identifier", "", "given by Khen"),
    (f"announcement/{ID}", "khen:notStated", "", "looked for: the text does not say it"),
    (f"announcement/{ID}", "khen:sourceText", "", "the text itself"),
    (f"announcement/{ID}", "khen:byline", "H.Y", ""),
    (f"statement/{ID}-s16", "khen:referenceTime", "Tính đến hết năm 2021", ""),
    (f"statement/{ID}-s16", "khen:referenceText", "Tính đến hết năm 2021", ""),
    (f"statement/{ID}-s16", "khen:statedValue", "100% Chi hội trưởng", ""),
    (f"statement/{ID}-s16", "khen:unit", "100% Chi hội trưởng", ""),
    (f"statement/{ID}-s16", "khen:qualifier", "", "no word of degree stands beside the number"),
    (f"statement/{ID}-s07", "khen:statedValue", "trên 81 tỷ", "the currency is inferred"),
    (f"statement/{ID}-s07", "khen:unit", "", "inferred: the text does not name the currency"),
    (f"statement/{ID}-s07", "khen:indicator", "", "matched by Khen with an entry of: Organisations"),
    (f"statement/{ID}-t01", "khen:referenceTime", "đến năm 2020", ""),
    ("award/bang-khen-vwu-presidium", "rdfs:label", "", "a name that Khen gives it"),
    ("award/bang-khen-vwu-presidium", "skos:broader", "bằng khen", ""),
    (f"decision/{ID}-1", "khen:ground", GROUND, ""),
    (f"decision/{ID}-1", "khen:decidedBy", "Đoàn Chủ tịch TƯ Hội LHPN Việt Nam quyết định", ""),
    (f"decision/{ID}-1", "khen:announcedCount", "Đoàn Chủ tịch TƯ Hội LHPN Việt Nam quyết định", ""),
    (f"count/{ID}-1-c", "khen:recipientCount", "10 tập thể", ""),
    (f"period-statement/{ID}-2", "khen:endYear", "giai đoạn 2019 -2025", ""),
    (f"period-statement/{ID}-2", "khen:conflictsWith", "giai đoạn 2019 – 2023", "found by comparing"),
    (f"amount/{ID}-1", "schema:value", "Thanh Hóa (khai thác trên 3.7 tỷ)", "the currency is inferred"),
    (f"amount/{ID}-1", "khen:qualifier", "Thanh Hóa (khai thác trên 3.7 tỷ)", ""),
    (f"amount/{ID}-1", "schema:currency", "", "inferred: the text does not name the currency"),
    (f"fund-mobilisation/{ID}-1", "khen:mobiliser", "Thanh Hóa (khai thác trên 3.7 tỷ)", ""),
    (f"fund-mobilisation/{ID}-1", "khen:forProgramme", "Đề án bồi dưỡng cán bộ", "named in these words"),
    (f"comparison/{ID}-1", "khen:statedOutcome", "kết quả đạt được đã vượt chỉ tiêu", ""),
    (f"comparison/{ID}-1", "khen:difference", "", "computed: the result less the target"),
    (f"comparison/{ID}-1", "khen:target", "70% Chi hội trưởng được bồi dưỡng", "named in these words"),
    (f"event/{ID}-conference", "schema:startDate", "Chiều 22/9", "the year is assumed: the words name none"),
    (f"event/{ID}-presentation", "khen:presenter", "Uỷ viên dự khuyết TƯ Đảng, Phó Chủ tịch", ""),
    (PERSON, "khen:receivedAward", "Đoàn Chủ tịch TƯ Hội LHPN Việt Nam quyết định", "derived from the conferral"),
    (PERSON, "schema:honorificPrefix", "Bà Phan Thị Hiếu", ""),
    ("membership/phan-thi-hieu-ben-tre-deputy-head-vwu-ben-tre-org-dept", "org:role", "Phó ban Xây dựng", ""),
    ("membership/phan-thi-hieu-ben-tre-deputy-head-vwu-ben-tre-org-dept", "org:member", "Bà Phan Thị Hiếu", "named"),
    ("membership/phan-thi-hieu-ben-tre-deputy-head-vwu-ben-tre-org-dept", "khen:attestedOn", "22/09/2023", "the day"),
    ("org/vwu-ben-tre-org-dept", "org:unitOf", "ban Xây dựng tổ chức Hội, Hội LHPN tỉnh Bến Tre", ""),
    ("org/vwu-ha-nam", "schema:areaServed", "Hội LHPN tỉnh Hà Nam", ""),
    ("org/vwu-ha-nam", "skos:prefLabel", "", "not read, known from: Organisations"),
    (f"announcement/{ID}/text", "khen:sha256", "", "measured on the text itself"),
    (f"announcement/{ID}/text/mention/2594-2609", "oa:hasBody", "TP. Hồ Chí Minh", ""),
]


def beside(page: str, short: str) -> str:
    """What stands beside the first value of a property."""
    body = page.partition(f'<small lang="en">{short}</small>')[2].partition("</tbody>")[0]
    return body.partition('<td class="source">')[2].partition("</td>")[0]


@pytest.mark.parametrize(("key", "short", "words", "said"), FACTS)
def test_beside_a_fact_stand_the_words_that_say_it_or_the_reason(
    client: FlaskClient, key: str, short: str, words: str, said: str
) -> None:
    cell = beside(html(client, key), short)
    assert cell, "the page shows no such fact"
    quoted = re.search(r"<q lang=\"vi\">(.*?)</q>", cell)
    assert (text(quoted[1]) if quoted else "").startswith(words)
    assert bool(quoted) == bool(words)
    why = text(cell.partition('<small class="why">')[2])
    assert why.startswith(said)
    assert bool(why) == bool(said)


@pytest.fixture(scope="module")
def finder(app: Flask, opened: Release) -> Iterator[Finder]:
    with app.test_request_context("/?lang=en"):
        reader = Reader(opened, "en")
        yield Finder(reader, Evidence(reader))


def written(value: Literal) -> Iterator[str]:
    """The ways in which the announcement writes a value, made without the program."""
    plain = value.value.lower()
    yield plain
    if plain.isdecimal():
        yield f"{int(plain):,}".replace(",", ".")
        yield f"{int(plain) / 10**9:g} tỷ"
    if found := re.match(r"(\d{4})-(\d{2})-(\d{2})", plain):
        year, month, day = found.groups()
        yield f"{day}/{month}/{year}"
        yield f"{int(day)}/{int(month)}"


def tones(words: str) -> str:
    """Lower case, and the spellings of this text as one."""
    for printed, meant in (("tư ", "trung ương "), ("lhpn", "liên hiệp phụ nữ"), ("hoá", "hóa"), ("thuỷ", "thủy"),
                           ("tp. hồ", "thành phố hồ"), ("thuỳ", "thùy"), ("uỷ", "ủy")):  # fmt: skip
        words = words.lower().replace(printed, meant)
    return " ".join(words.split())


def says(finder: Finder, quote: Quote, subject: str, value: Term) -> bool:
    """Whether words hold a value, or are evidence of it."""
    reader = finder.reader
    if isinstance(value, Literal):
        time = reader.one(subject, "khen:referenceText")
        return quote.exact == time or any(tones(each) in tones(quote.exact) for each in written(value))
    spans = [span for iri in (*reader.iris(value.value, "khen:evidence"), *targets(reader, value.value), value.value)
             if (span := finder.evidence.quote(iri))]  # fmt: skip
    if any(quote.start <= span.start and span.end <= quote.end for span in spans):
        return True
    named = [each.value for each in reader.terms(value.value, "skos:prefLabel", "skos:altLabel")]
    named += [word for each in named for word in each.split(", ")] + ["%"] * value.value.endswith("#Percent")
    return any(tones(each) in tones(quote.exact) for each in named)


def targets(reader: Reader, place: str) -> tuple[str, ...]:
    return tuple(
        each for mention in reader.subjects("oa:hasBody", place) for each in reader.iris(mention, "oa:hasTarget")
    )


def test_no_fact_stands_beside_words_that_neither_hold_its_value_nor_are_evidence_of_it(
    finder: Finder, opened: Release
) -> None:
    graph, quoted, unsaid, wrong = str(opened.names.graph(f"announcement/{ID}")), 0, 0, []
    for quad in opened.within(graph):
        subject, value = quad.subject, quad.object
        if (
            not isinstance(subject, NamedNode)
            or not isinstance(value, NamedNode | Literal)
            or "/text#" in subject.value
        ):
            continue
        grounds = finder.of(subject.value, quad.predicate.value, value, [graph])
        quoted += grounds.words.count > 0
        unsaid += not grounds.words.count
        if not grounds.words.count and not grounds.said:
            wrong.append((subject.value, quad.predicate.value, "neither words nor a reason"))
        for quote in grounds.words.quotes:
            if not says(finder, quote, subject.value, value):
                wrong.append((subject.value, quad.predicate.value, quote.exact))
    assert wrong == []
    assert quoted > 400
    assert unsaid > 200


@pytest.mark.parametrize("key", [PERSON, f"conferral/{ID}-1-i05", f"decision/{ID}-1", "org/vwu-ha-nam"])
def test_the_graph_around_a_thing_shows_the_same_words_as_its_page(client: FlaskClient, key: str) -> None:
    page, around = html(client, key), client.get(f"/explore/{key}.json?lang=en").get_json()
    own = [each for each in around["edges"] if each["source"] == around["centre"]]
    assert own
    for each in own:
        facts = page.partition(f'href="{each["href"]}"')[2].partition("</tbody>")[0]
        address = f'href="/doc/{each["target"].partition("/id/")[2]}?lang=en"'
        row = next(row for row in facts.split("<tr>") if address in row)
        assert (each["quote"] or "") in text(row)
        assert each["why"] in text(row)
    shown = client.get(f"/explore/{key}?lang=en").text
    assert all(each["why"].partition(":")[0] in shown for each in own)


def test_words_for_a_fact_come_from_its_own_announcement(finder: Finder, opened: Release) -> None:
    """An organisation may be named in others, which say nothing of this statement."""
    term, thing = opened.names.term, opened.names.thing
    subject, decision = str(thing("org", "vwu-ha-nam")), NamedNode(str(thing("decision", f"{ID}-1")))
    elsewhere = str(opened.names.graph("announcement/other"))
    assert finder.of(subject, str(term("receivedAward")), decision, [elsewhere]).words.quotes == ()
