"""The questions of the front page and of the tutorial, with their answers as these pages show them."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from graph.engine import LocalEngine
from graph.store import Release
from server.answering import Asking
from server.endpoint import Endpoint
from server.examples import opening
from server.headings import HEADINGS
from server.helping import STEPS
from server.results import Results


@pytest.mark.parametrize("query", [*(each.query for each in opening()), *(each.query for each in STEPS)])
def test_no_row_says_what_another_does_and_each_column_has_a_heading(opened: Release, query: str) -> None:
    answered = Asking(LocalEngine(opened), Endpoint(opened, Results(1))).answered(query)
    assert answered.rows
    assert len(set(answered.rows)) == len(answered.rows)
    assert set(answered.variables) <= set(HEADINGS)


@pytest.mark.parametrize("path", ["/", "/help/sparql"])
def test_columns_are_called_in_words(client: FlaskClient, path: str) -> None:
    page = client.get(f"{path}?lang=en", headers={"Accept": "text/html"}).text
    assert '<th role="columnheader" scope="col">Place in the list <small>?position</small></th>' in page
