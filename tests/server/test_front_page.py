"""The front page: how much there is, what is new, and questions with the answers that the endpoint gives."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from graph.engine import EngineBusy, LocalEngine
from graph.store import Release
from server import create_app
from server.examples import opening
from server.figures import read_figures


class Failing(LocalEngine):
    """Refuses the first so many queries."""

    failures = 3

    def evaluate(self, query: str, **how: Any) -> Any:
        if self.failures:
            self.failures -= 1
            raise EngineBusy.waited(10, 2)
        return super().evaluate(query, **how)


def page(client: FlaskClient, language: str) -> str:
    return client.get("/", headers={"Accept": "text/html", "Accept-Language": language}).text


def test_the_front_page_says_what_there_is(client: FlaskClient, release: Release) -> None:
    text = page(client, "en")
    assert "Commendations of Viet Nam" in text
    assert f"{release.manifest.counts['triples']:,}" in text
    assert 'href="/releases/r1/"' in text
    assert 'href="/graph/vocab"' in text


def test_the_newest_announcement_stands_with_what_it_commends(client: FlaskClient, release: Release) -> None:
    (announced,) = read_figures(release).announcements
    assert (announced.key, announced.individuals, announced.collectives) == ("thu-1", 0, 0)
    assert announced.published is not None
    assert announced.published.isoformat() == "2024-03-08T09:00:00+07:00"
    assert 'href="/doc/announcement/thu-1"' in page(client, "en")


@pytest.mark.parametrize(("language", "expected"), [("vi", "tháng"), ("en", "March")])
def test_dates_are_written_as_the_language_does(client: FlaskClient, language: str, expected: str) -> None:
    assert expected in page(client, language)


def test_each_question_stands_beside_its_query_and_its_answer(client: FlaskClient) -> None:
    text = page(client, "vi")
    for example in opening():
        assert example.vi in text
    assert "<caption>" in text


def test_a_question_that_failed_says_so_and_is_asked_again(release: Release) -> None:
    client = create_app(release, engine=Failing(release)).test_client()
    assert page(client, "en").count('class="problem"') == 3
    assert 'class="problem"' not in page(client, "en")


def test_the_front_page_leads_to_the_text_the_questions_and_the_citation(client: FlaskClient) -> None:
    text = page(client, "en")
    for path in ("/read/thu-1", "/examples", "/cite", "/cite.bib?"):
        assert f'href="{path}' in text
    for path in ("/doc/announcement/thu-1", "/graph/announcement/thu-1"):
        assert 'href="/read/thu-1"' in client.get(path, headers={"Accept": "text/html"}).text
