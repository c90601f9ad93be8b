"""Conditional requests (RFC 9110, section 13): an answer that the client has is not sent again."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from itertools import combinations

import pytest

from tests.protocol.asking import ASK, CONSTRUCT, LONG_SELECT, SELECT, Answer, Endpoint, accept, problem
from tests.protocol.release import DATA1, DATA2, MODIFIED

STRONG = re.compile(r'"[\x21\x23-\x7e]+"')
ELSE = '"something-else"'


def _tag(answer: Answer) -> str:
    assert answer.status == 200, answer.body
    tag = answer.headers["ETag"] or ""
    assert STRONG.fullmatch(tag)
    return tag


def _modified(answer: Answer) -> datetime:
    return parsedate_to_datetime(answer.headers["Last-Modified"])


def _date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _not_modified(answer: Answer) -> None:
    assert (answer.status, answer.body) == (304, b"")


@pytest.mark.parametrize("query", [ASK, LONG_SELECT, CONSTRUCT, None])
def test_the_same_request_has_the_same_strong_tag(endpoint: Endpoint, query: str | None) -> None:
    first, second = endpoint.get(query), endpoint.get(query)
    assert _tag(first) == _tag(second)
    assert first.body == second.body
    assert _modified(first) == _modified(second)


def test_whatever_differs_has_a_tag_of_its_own(endpoint: Endpoint) -> None:
    """A strong tag stands for the very bytes (section 8.8.3), so for the coding as well."""
    kinds = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/html")
    answers = [endpoint.get(LONG_SELECT, accept(each)) for each in kinds]
    answers += [endpoint.get(LONG_SELECT, {"Accept-Encoding": each}) for each in ("gzip", "br", "zstd")]
    answers += [endpoint.get(LONG_SELECT + f" LIMIT {number}") for number in (1, 2)]
    answers += [endpoint.get(CONSTRUCT, accept(each)) for each in ("text/turtle", "application/n-triples")]
    query = "SELECT * { ?s a ?t }"
    answers += [endpoint.get(query, default_graph_uri=each) for each in (DATA1, DATA2)]
    answers += [endpoint.get(None, accept(each)) for each in ("text/turtle", "application/ld+json")]
    for one, other in combinations(answers, 2):
        assert _tag(one) != _tag(other) or one.body == other.body
    assert len({_tag(each) for each in answers}) == len(answers)


def test_a_query_has_the_same_tag_by_get_and_head(endpoint: Endpoint) -> None:
    assert _tag(endpoint.get(LONG_SELECT)) == _tag(endpoint.get(LONG_SELECT, method="HEAD"))


@pytest.mark.parametrize("query", [ASK, LONG_SELECT, CONSTRUCT, None])
@pytest.mark.parametrize("pattern", ["{}", "W/{}", '"a", {}', '"a",W/{} , "b"', "*", '"a,b", {}'])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_if_none_match(endpoint: Endpoint, query: str | None, pattern: str, method: str) -> None:
    """Compared weakly (section 13.1.2)."""
    field = pattern.format(_tag(endpoint.get(query)))
    _not_modified(endpoint.get(query, {"If-None-Match": field}, method=method))


@pytest.mark.parametrize("field", [ELSE, f"W/{ELSE}", '"a", "b"', '""', "", '"', "nonsense", "W/", '"*"'])
def test_if_none_match_of_another_tag(endpoint: Endpoint, field: str) -> None:
    assert endpoint.get(ASK, {"If-None-Match": field}).boolean() is True


def test_the_tag_of_another_representation_does_not_match(endpoint: Endpoint) -> None:
    tag = _tag(endpoint.get(LONG_SELECT, accept("text/csv")))
    assert endpoint.get(LONG_SELECT, {"If-None-Match": tag}).status == 200
    packed = _tag(endpoint.get(LONG_SELECT, {"Accept-Encoding": "gzip"}))
    assert endpoint.get(LONG_SELECT, {"If-None-Match": packed}).status == 200
    _not_modified(endpoint.get(LONG_SELECT, {"If-None-Match": packed, "Accept-Encoding": "gzip"}))


@pytest.mark.parametrize("query", [ASK, CONSTRUCT, None])
def test_last_modified_is_a_date_of_the_release(endpoint: Endpoint, query: str | None) -> None:
    """Not the day of the first release: nothing newer must pass for it (section 8.8.2)."""
    answer = endpoint.get(query)
    assert answer.headers["Last-Modified"] == _date(_modified(answer))
    assert datetime.fromisoformat(MODIFIED).replace(tzinfo=UTC) <= _modified(answer) <= datetime.now(UTC)


@pytest.mark.parametrize("query", [ASK, LONG_SELECT, CONSTRUCT, None])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_if_modified_since(endpoint: Endpoint, query: str | None, method: str) -> None:
    modified = _modified(endpoint.get(query))
    for moment in (modified, modified + timedelta(seconds=1)):
        _not_modified(endpoint.get(query, {"If-Modified-Since": _date(moment)}, method=method))
    earlier = {"If-Modified-Since": _date(modified - timedelta(seconds=1))}
    assert endpoint.get(query, earlier, method=method).status == 200


def test_the_three_ways_to_write_a_date(endpoint: Endpoint) -> None:
    """Section 5.6.7: old ones are read, though never written."""
    later = _modified(endpoint.get(ASK)) + timedelta(days=1)
    for pattern in ("%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"):
        _not_modified(endpoint.get(ASK, {"If-Modified-Since": later.strftime(pattern)}))


@pytest.mark.parametrize("field", ["", "nonsense", "2030-01-01", "0", "Sun, 99 Jan 2030 00:00:00 GMT", "-1"])
def test_if_modified_since_that_is_no_date_is_passed_over(endpoint: Endpoint, field: str) -> None:
    assert endpoint.get(ASK, {"If-Modified-Since": field}).boolean() is True


def test_the_tag_goes_before_the_date(endpoint: Endpoint) -> None:
    answer = endpoint.get(ASK)
    later, earlier = (_date(_modified(answer) + timedelta(days=days)) for days in (1, -1))
    assert endpoint.get(ASK, {"If-None-Match": ELSE, "If-Modified-Since": later}).status == 200
    _not_modified(endpoint.get(ASK, {"If-None-Match": _tag(answer), "If-Modified-Since": earlier}))


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_304_has_the_headers_that_the_answer_would_have(endpoint: Endpoint, coding: str) -> None:
    """Section 15.4.5; and no length, unless it is that of the answer (section 8.6)."""
    fields = {"Accept-Encoding": coding}
    full = endpoint.get(LONG_SELECT, fields)
    answer = endpoint.get(LONG_SELECT, {**fields, "If-None-Match": _tag(full)})
    _not_modified(answer)
    for name in ("ETag", "Cache-Control", "Access-Control-Allow-Origin"):
        assert answer.headers[name] == full.headers[name] is not None
    assert answer.field("Vary") == full.field("Vary")
    assert answer.headers["Date"]
    assert answer.headers["X-Query-Id"]
    assert answer.headers["Content-Length"] in (None, full.headers["Content-Length"])
    assert answer.headers["Content-Encoding"] in (None, full.headers["Content-Encoding"])


def test_a_query_by_query_is_conditional_as_by_get(endpoint: Endpoint) -> None:
    answer = endpoint.direct(LONG_SELECT, method="QUERY")
    _not_modified(endpoint.direct(LONG_SELECT, {"If-None-Match": _tag(answer)}, method="QUERY"))
    since = {"If-Modified-Since": _date(_modified(answer))}
    _not_modified(endpoint.direct(LONG_SELECT, since, method="QUERY"))
    assert endpoint.direct(LONG_SELECT, {"If-None-Match": ELSE}, method="QUERY").status == 200


def test_post_is_never_304(endpoint: Endpoint) -> None:
    """304 is for what can be cached by its address; a date is for GET and HEAD only (sections 13.1.2, 13.1.3)."""
    tag = endpoint.direct(SELECT).headers["ETag"] or _tag(endpoint.get(SELECT))
    assert endpoint.direct(SELECT, {"If-None-Match": tag}).status in (200, 412)
    assert endpoint.direct(SELECT, {"If-Modified-Since": _date(datetime.now(UTC))}).status == 200


def test_if_match(endpoint: Endpoint) -> None:
    """Compared strongly (section 13.1.1)."""
    tag = _tag(endpoint.get(ASK))
    for field in (tag, "*", f"{ELSE}, {tag}"):
        assert endpoint.get(ASK, {"If-Match": field}).status == 200
    for field in (ELSE, f"W/{tag}"):
        problem(endpoint.get(ASK, {"If-Match": field}), 412)


FILE = "/releases/thu-1/khen.nq"


def _at(endpoint: Endpoint, place: str, fields: dict[str, str], method: str) -> Answer:
    """What stands at a path, or answers a query."""
    return (
        endpoint.send(method, place, headers=fields) if place[0] == "/" else endpoint.get(place, fields, method=method)
    )


@pytest.mark.parametrize("place", [ASK, LONG_SELECT, CONSTRUCT, "/", "/sparql", "/health", FILE])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_if_unmodified_since(endpoint: Endpoint, place: str, method: str) -> None:
    """Section 13.1.4; what has no date cannot be newer."""
    full = _at(endpoint, place, {}, method)
    if full.headers["Last-Modified"] is None:
        assert (
            _at(endpoint, place, {"If-Unmodified-Since": _date(datetime(1994, 11, 6, tzinfo=UTC))}, method).status
            == 200
        )
        return
    modified = _modified(full)
    assert _at(endpoint, place, {"If-Unmodified-Since": _date(modified)}, method).status == 200
    earlier = {"If-Unmodified-Since": _date(modified - timedelta(seconds=1))}
    answer = _at(endpoint, place, earlier, method)
    assert (answer.status, answer.headers["ETag"], answer.headers["Last-Modified"]) == (412, None, None)
    if method == "GET":
        assert "If-Unmodified-Since" in problem(answer, 412)["detail"]
    # It goes before what leads to 304, and If-Match before it (section 13.2.2).
    assert _at(endpoint, place, {**earlier, "If-None-Match": _tag(full)}, method).status == 412
    assert _at(endpoint, place, {**earlier, "If-Match": _tag(full)}, method).status == 200
    later = {"If-Unmodified-Since": _date(modified), "If-None-Match": _tag(full)}
    _not_modified(_at(endpoint, place, later, method))


@pytest.mark.parametrize("query", [ASK, None])
@pytest.mark.parametrize("field", ["", "nonsense", "1994-11-06", "Sun, 99 Nov 1994 08:49:37 GMT"])
def test_if_unmodified_since_that_is_no_date_is_passed_over(endpoint: Endpoint, query: str | None, field: str) -> None:
    assert endpoint.get(query, {"If-Unmodified-Since": field}).status == 200


@pytest.mark.parametrize("fields", [{"If-None-Match": "*"}, {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}])
def test_conditions_do_not_hide_an_error(endpoint: Endpoint, fields: dict[str, str]) -> None:
    """They count only where the answer would be a success (section 13.2.1)."""
    answer = endpoint.get("ASK {", fields)
    problem(answer, 400)
    assert (answer.headers["ETag"], answer.headers["Last-Modified"]) == (None, None)
    problem(endpoint.get(ASK, {**fields, "Accept": "image/png"}), 406)
    problem(endpoint.get(ASK, fields, default_graph_uri="http://example.org/none"), 400)
