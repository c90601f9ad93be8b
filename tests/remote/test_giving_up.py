"""A query that is given up here: whether the store goes on with it all the same."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path

import pytest

from graph.engine import QueryTimeout
from graph.formats import CSV
from graph.store import Form, open_release
from server.remote.engine import RemoteEngine
from tests.engine.asking import ENDLESS, busy, wait_until
from tests.remote.asking import values
from tests.remote.conftest import SETTINGS, Tried, loaded
from tests.remote.stores import Running


def _given_up(engine: object) -> None:
    assert isinstance(engine, RemoteEngine)
    begun = time.monotonic()
    with pytest.raises(QueryTimeout):
        engine.evaluate(ENDLESS, formats={Form.SOLUTIONS: CSV, Form.GRAPH: None}, timeout=1)
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("tried", ["virtuoso"], indirect=True)
def test_virtuoso_notices_that_nobody_waits_any_more(tried: Tried) -> None:
    assert tried.store is not None
    process = tried.store.process
    for _ in range(3):
        _given_up(tried.engine)
    wait_until(lambda: not busy(process, 0.3), 10)
    assert values(tried.engine, "SELECT (1 AS ?x) {}") == [["1"]]


def test_oxigraph_goes_on(store: Running, small: Path) -> None:
    """If this fails, it has learnt to stop, and what `docs/engines.md` says of it can go."""
    loaded(store, small)
    with closing(RemoteEngine(open_release(small), store.url, SETTINGS)) as engine:
        _given_up(engine)
        time.sleep(1)
        assert busy(store.process, 0.3)
        assert values(engine, "SELECT (1 AS ?x) {}") == [["1"]], "others are answered meanwhile"
