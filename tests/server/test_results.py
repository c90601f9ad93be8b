"""The results that are kept: how many, and what gives way."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor

from graph.formats import CSV
from server.results import Kept, Results

_ENTRY = 1024
"""Bytes that an entry is counted for beside what it holds."""


def kept(body: bytes, size: int | None = None) -> Kept:
    return Kept(CSV, len(body) if size is None else size, "identity", body, "tag")


def filled(results: Results, names: str, size: int = 1000) -> None:
    for name in names:
        results.keep(name, kept(name.encode() * size), 0)


def held(results: Results, names: str) -> str:
    return "".join(name for name in names if results.get(name) is not None)


def test_what_is_kept_is_bounded_and_the_longest_unasked_gives_way() -> None:
    results = Results(10 * (1000 + _ENTRY))
    filled(results, "abcdefghij")
    assert results.size == 10 * (1000 + _ENTRY)
    assert results.get("a") is not None, "and so it was asked for last"
    filled(results, "kl")
    assert results.size == 10 * (1000 + _ENTRY)
    assert held(results, "abcdefghijkl") == "adefghijkl"


def test_a_large_result_takes_the_place_of_several() -> None:
    results = Results(20 * (1000 + _ENTRY))
    filled(results, "abcdefghijklmnopqrst")
    results.keep("large", kept(bytes(2 * (1000 + _ENTRY) - _ENTRY)), 0)
    assert held(results, "abcd") == "cd"
    assert results.size == results.limit


def test_a_result_that_is_too_large_is_not_kept_and_drives_nothing_out() -> None:
    results = Results(8 * 4096)
    filled(results, "ab")
    results.keep("c", kept(bytes(4096 - _ENTRY + 1)), 0)
    assert held(results, "abc") == "ab"
    results.keep("c", kept(bytes(4096 - _ENTRY)), 0)
    assert held(results, "abc") == "abc"


def test_the_key_counts() -> None:
    results = Results(8 * 4096)
    results.keep("long", kept(b""), 4096 - _ENTRY + 1)
    assert results.get("long") is None
    results.keep("long", kept(b""), 4096 - _ENTRY)
    assert results.size == 4096


def test_nothing_is_kept_where_nothing_may_be() -> None:
    results = Results(0)
    results.keep("a", kept(b""), 0)
    assert (results.get("a"), results.size) == (None, 0)


def test_the_same_question_is_kept_once() -> None:
    results = Results(100_000)
    results.keep("a", kept(b"before"), 0)
    results.keep("a", kept(b"now"), 0)
    found = results.get("a")
    assert found is not None
    assert (found.body, results.size) == (b"now", 3 + _ENTRY)


def test_threads_share_it() -> None:
    results = Results(50 * (100 + _ENTRY))
    barrier = threading.Barrier(4)

    def work(seed: int) -> None:
        luck = random.Random(seed)
        barrier.wait(10)
        for _ in range(5000):
            key = luck.randrange(200)
            found = results.get(key)
            assert found is None or found.body == f"{key:0100}".encode()
            results.keep(key, kept(f"{key:0100}".encode()), 0)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(4)))
    assert results.size == results.limit == (100 + _ENTRY) * sum(results.get(key) is not None for key in range(200))
