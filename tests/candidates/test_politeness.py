"""How another's endpoint is asked: its wishes are heeded, and it cannot send us elsewhere. No clock is real."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from graph.candidates.interface import AskedTooMuch, EndpointError
from graph.errors import UsageError
from server.remote.asking import LARGEST, PoliteEndpoint, open_endpoint
from server.remote.client import Client
from tests.candidates.conftest import MESSY
from tests.candidates.standing_in import Answer, StandIn, standing_in

NAME = "SELECT ?s WHERE { ?s ?p ?o } LIMIT 1"


class Clock:
    """Time passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept.append(round(seconds, 3))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def endpoint() -> Iterator[StandIn]:
    with standing_in(MESSY) as running:
        yield running


@pytest.fixture
def polite(endpoint: StandIn, clock: Clock) -> Iterator[PoliteEndpoint]:
    client = Client(endpoint.url, connections=1, wait=5)
    yield PoliteEndpoint(client, 1.0, 5.0, lambda _: None, clock, clock.sleep)
    client.close()


def once(answer: Answer) -> Callable[[str], Answer | None]:
    answers = [answer]
    return lambda _: answers.pop() if answers else None


def test_requests_keep_their_distance(polite: PoliteEndpoint, clock: Clock) -> None:
    for _ in range(5):
        polite.ask(NAME)
    assert clock.now == pytest.approx(4.0)


def test_time_that_has_passed_anyway_is_not_waited_for(polite: PoliteEndpoint, clock: Clock) -> None:
    polite.ask(NAME)
    clock.now += 0.75
    polite.ask(NAME)
    assert clock.slept == [0, 0.25]


@pytest.mark.parametrize("status", [429, 503])
def test_it_is_asked_again_when_it_wants(polite: PoliteEndpoint, endpoint: StandIn, clock: Clock, status: int) -> None:
    endpoint.behaviour = once(Answer(b"", status, headers=(("Retry-After", "17"),)))
    assert b"bindings" in polite.ask(NAME)
    assert clock.slept == [0, 17, 0]


def test_a_date_is_understood(polite: PoliteEndpoint, endpoint: StandIn, clock: Clock) -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    endpoint.behaviour = once(Answer(b"", 503, headers=(("Retry-After", date),)))
    polite.ask(NAME)
    assert 80 < clock.slept[1] <= 90


def test_without_a_wish_the_pauses_grow_until_it_is_given_up(
    polite: PoliteEndpoint, endpoint: StandIn, clock: Clock
) -> None:
    endpoint.behaviour = lambda _: Answer(b"", 429)
    with pytest.raises(EndpointError, match="no answer in 5 tries"):
        polite.ask(NAME)
    assert [pause for pause in clock.slept if pause] == [5, 10, 20, 40]
    assert len(endpoint.queries) == 5


def test_who_wants_to_be_left_alone_for_long_is(polite: PoliteEndpoint, endpoint: StandIn, clock: Clock) -> None:
    endpoint.behaviour = lambda _: Answer(b"", 429, headers=(("Retry-After", "86400"),))
    with pytest.raises(EndpointError, match="again in 86,400 s") as caught:
        polite.ask(NAME)
    assert "goes on where it stopped" in caught.value.remedy
    assert clock.now == 0


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(polite: PoliteEndpoint, endpoint: StandIn, status: int) -> None:
    with standing_in(MESSY) as elsewhere:
        headers = (("Location", elsewhere.url.replace("http://", "http://me:secret@")),)
        endpoint.behaviour = lambda _: Answer(b"", status, headers=headers)
        with pytest.raises(EndpointError, match=re.escape(f"sends to {elsewhere.url}")):
            polite.ask(NAME)
        assert elsewhere.queries == []


def test_an_answer_has_a_largest_size(polite: PoliteEndpoint, endpoint: StandIn) -> None:
    endpoint.behaviour = lambda _: Answer(b" " * (LARGEST + 1))
    with pytest.raises(AskedTooMuch, match="more than 16,777,216 bytes"):
        polite.ask(NAME)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(b"<html>", kind="text/html; charset=utf-8"), "answers with text/html, not with SPARQL results"),
        (Answer(b"no such\x1b[2J thing\n" * 50, 404), "answers with status 404: no such"),
        (Answer(b"", 403), "refuses access"),
        (Answer(b"", 500), "did not manage a query"),
    ],
)
def test_what_is_no_answer_is_an_error_in_words(
    polite: PoliteEndpoint, endpoint: StandIn, answer: Answer, reason: str
) -> None:
    endpoint.behaviour = lambda _: answer
    with pytest.raises(EndpointError, match=reason) as caught:
        polite.ask(NAME)
    assert caught.value.reason.isprintable()
    assert len(caught.value.reason) < 300
    assert caught.value.remedy


@pytest.mark.parametrize("url", ["ftp://example.org/", "http:///sparql", "file:///etc/passwd"])
def test_only_http_is_spoken(url: str) -> None:
    with pytest.raises(UsageError, match="is not the address of a SPARQL endpoint"):
        open_endpoint(url, agent="khen", rate=1, timeout=1, say=lambda _: None)


def test_a_password_is_not_shown() -> None:
    url = "https://me:secret@example.org/sparql"
    assert open_endpoint(url, agent="khen", rate=1, timeout=1, say=lambda _: None).name == "https://example.org/sparql"
