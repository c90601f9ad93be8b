"""A page asks the store for the statements about each thing once, and shows the same wherever the store is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, cast

import pytest
from pyoxigraph import NamedNode, Quad, Store

from graph.store import Release, held_in_memory
from server import create_app
from tests.things.reading import html

TEXT = "announcement/642ca70eabb422b4/text"


@dataclass
class Noting:
    """A store that notes about which subjects all statements are asked for."""

    store: Store
    asked: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def quads_for_pattern(self, subject: NamedNode | None, predicate: NamedNode | None, *rest: Any) -> Iterator[Quad]:
        if subject is not None and predicate is None:
            self.asked[str(subject), *map(str, rest)] += 1
        return self.store.quads_for_pattern(subject, predicate, *rest)

    def query(self, *terms: Any, **options: Any) -> Any:
        return self.store.query(*terms, **options)


@pytest.mark.parametrize("key", [TEXT, "org/vwu", "decision/642ca70eabb422b4-1"])
def test_nothing_is_asked_of_the_store_twice_for_a_page(opened: Release, key: str) -> None:
    noting = Noting(opened.store)
    client = create_app(replace(opened, store=cast(Store, noting))).test_client()
    html(client, key + ".html")
    noting.asked.clear()  # what is read once for the release
    html(client, key)
    assert len(noting.asked) > 10
    assert noting.asked.most_common(1)[0][1] == 1


@pytest.mark.parametrize("key", [TEXT, "org/vwu", "area/ben-tre/v/1"])
def test_a_page_is_the_same_from_memory_and_from_the_disk(opened: Release, key: str) -> None:
    held = held_in_memory(opened, 1 << 30)
    assert held.store is not opened.store
    assert html(create_app(held).test_client(), key) == html(create_app(opened).test_client(), key)
