"""The load benchmark: what it sends, what it counts, and what it says of it."""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from pyoxigraph import QuerySolutions, QueryTriples, Store

from benchmarks.bulk import Stream, write
from benchmarks.load_report import Load, Report, aims, as_json, ratios_table
from benchmarks.load_requests import FIRST, Kind, Mixed, mix, mixed
from benchmarks.load_side import Side
from benchmarks.load_slots import Sending, Slot, read_wrk
from benchmarks.servers import Answer, Server, Unanswered
from graph.pipeline import read_data
from graph.vocabulary import Names

DATA = Path(__file__).parents[2] / "data"
QUERY = mixed("list", "SELECT ?a WHERE { ?a ?b <x> } # đ", {"<x>": ("<y>", "<z>", "<ấ>")})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    releases = tmp_path_factory.mktemp("load") / "releases"
    write(Stream(read_data(DATA), Names()), 2, DATA, releases)
    return releases / "current"


@pytest.fixture(scope="module")
def queries(folder: Path) -> tuple[Mixed, ...]:
    return mix(folder)


def _answer(store: Store, query: str) -> Counter[str]:
    found = store.query(query)
    assert isinstance(found, QuerySolutions | QueryTriples)
    return Counter(str([*row]) for row in found)


def test_the_mix_is_that_of_the_folder_and_has_each_kind(queries: tuple[Mixed, ...]) -> None:
    assert len(queries) == 10
    assert {each.kind for each in queries} == set(Kind)


def test_another_text_has_the_same_answer_where_it_names_nothing(folder: Path, queries: tuple[Mixed, ...]) -> None:
    store = Store.read_only(str(folder / "store"))
    unnamed = [each for each in queries if each.values == ("",)]
    assert len(unnamed) == 6
    for query in unnamed:
        assert _answer(store, query.variant(7)) == _answer(store, query.text)


def test_other_things_are_of_the_release_and_have_answers(folder: Path, queries: tuple[Mixed, ...]) -> None:
    store = Store.read_only(str(folder / "store"))
    naming = {each.name: each for each in queries if len(each.values) > 1}
    assert set(naming) == {"01-entity", "02-recipient", "04-province", "07-text"}
    for query in naming.values():
        assert len(set(query.values)) == len(query.values)
        assert all(_answer(store, query.variant(number)) for number in range(len(query.values)))


def test_no_two_texts_are_alike_without_comments_and_space(queries: tuple[Mixed, ...]) -> None:
    for query in queries:
        texts = [re.sub(r"(?m)^#.*$|\s+", "", query.variant(number)) for number in range(200)]
        assert len(set(texts)) == len(texts)


def test_the_plan_for_wrk_holds_the_same_texts(queries: tuple[Mixed, ...]) -> None:
    for query in queries:
        template, *values = query.plan(repeated=False).split("\n")[:-1]
        for number in (0, 1, 5):
            value = values[(FIRST + number) % len(values)]
            text = template.replace("{number}", str(FIRST + number)).replace("{value}", value)
            assert unquote(text) == query.variant(number)
        assert unquote(query.plan(repeated=True).splitlines()[0]) == query.text


class _Recording(ThreadingHTTPServer):
    """Keeps what it is sent; answers with 500 where the query holds a certain text."""

    def __init__(self, broken: str = "never") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.broken = broken
        self.seen: list[tuple[str, str, str, str]] = []


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._reply(urlsplit(self.path).query)

    def do_POST(self) -> None:
        assert self.headers["Content-Type"] == "application/x-www-form-urlencoded"
        self._reply(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def _reply(self, form: str) -> None:
        assert isinstance(self.server, _Recording)
        query = parse_qs(form)["query"][0]
        self.server.seen.append((self.command, query, self.headers["Accept"], self.headers["Accept-Encoding"]))
        self.send_response(500 if self.server.broken in query else 200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@contextmanager
def _recording(broken: str = "never") -> Iterator[tuple[_Recording, Server]]:
    with _Recording(broken) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        engine = _Engine(Path(), Path(), 1.0)
        engine.port = server.server_port
        try:
            yield server, engine
        finally:
            server.shutdown()
            thread.join()


@dataclass
class _Engine(Server):
    """A server that answers by a function, without a process."""

    name = "engine"
    path = "/sparql"
    reply: Callable[[str], bytes] = lambda query: b""
    restarted: int = field(default=0, init=False)

    def ask(self, query: str) -> Answer:
        return Answer(0.0, self.reply(query))

    def hang_up(self) -> None:
        pass

    def restart(self) -> None:
        self.restarted += 1


@pytest.mark.skipif(shutil.which("wrk") is None, reason="wrk is not installed")
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_wrk_sends_every_text_once(method: str) -> None:
    with _recording() as (server, engine):
        slot = Sending(1, 2, method).by_wrk(engine, QUERY, repeated=False, first=40)
    texts = [query for _, query, *_ in server.seen]
    assert 0 < slot.requests <= len(texts)
    assert slot.errors == 0
    # What is sent first need not arrive first, and what is sent last need not arrive.
    assert len(set(texts)) == len(texts)
    known = {QUERY.variant(number) for number in range(40, 60 + len(texts))}
    assert set(texts) <= known
    assert {(sent, accept, coding) for sent, _, accept, coding in server.seen} == {(method, QUERY.accept, "identity")}


@pytest.mark.skipif(shutil.which("wrk") is None, reason="wrk is not installed")
def test_wrk_sends_one_text_again_and_again_and_counts_errors() -> None:
    with _recording(broken="<x>") as (server, engine):
        slot = Sending(1, 2).by_wrk(engine, QUERY, repeated=True, first=0)
    assert {query for _, query, *_ in server.seen} == {QUERY.text}
    assert (slot.requests, slot.errors > 0) == (0, True)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_one_by_one_sends_the_same(method: str) -> None:
    with _recording(broken="LIMIT 1000041") as (server, engine):
        slot = Sending(1, 2, method).one_by_one(engine, QUERY, repeated=False, first=40)
    texts = [query for _, query, *_ in server.seen]
    assert texts == [QUERY.variant(number) for number in range(40, 40 + len(texts))]
    assert (slot.requests, slot.errors) == (len(texts) - 1, 1)
    assert slot.p50 <= slot.p99 <= slot.seconds
    assert {(sent, accept, coding) for sent, _, accept, coding in server.seen} == {(method, QUERY.accept, "identity")}


def test_what_wrk_does_not_say_is_no_measurement() -> None:
    with pytest.raises(Unanswered, match="unable to connect"):
        read_wrk("unable to connect to 127.0.0.1:1 Connection refused\n")


def _rows(*values: str) -> bytes:
    rows = [{"a": {"type": "literal", "value": value}} for value in values]
    return json.dumps({"head": {"vars": ["a"]}, "results": {"bindings": rows}}).encode()


def _other() -> _Engine:
    engine = _Engine(Path(), Path(), 1.0, lambda query: _rows("b", "a"))
    engine.name = "other"  # type: ignore[misc] # of the class elsewhere
    return engine


def test_equal_answers_may_come_in_any_order() -> None:
    side = Side([_Engine(Path(), Path(), 1.0, lambda query: _rows("a", "b")), _other()], Sending(), 1)
    side.answers(QUERY)
    assert side.wrong == {}


@pytest.mark.parametrize("text", [QUERY.text, QUERY.variant(2)])
def test_an_engine_that_answers_otherwise_is_named_and_not_timed(text: str) -> None:
    engine = _Engine(Path(), Path(), 1.0, lambda query: _rows("a") if query == text else _rows("a", "b"))
    side = Side([_other(), engine], Sending(), 1)
    side.answers(QUERY)
    assert side.wrong == {"engine": "another answer"}
    side.engines.pop(0)
    load = side.load(QUERY, 0.0, repeated=False)
    assert (load.failed, load.slots) == (side.wrong, {})


def test_an_engine_that_gives_no_answer_is_started_anew() -> None:
    def reply(query: str) -> bytes:
        raise Unanswered("no answer in 1 s")

    engine = _Engine(Path(), Path(), 1.0, reply)
    side = Side([engine, _other()], Sending(), 1)
    side.answers(QUERY)
    assert (side.wrong, engine.restarted) == ({"engine": "no answer in 1 s"}, 1)


def _load(query: str, kind: Kind, ours: int, theirs: int, *, repeated: bool = False, **failed: str) -> Load:
    slots = {name: [Slot(n, 1.0, 0.002, 0.004), Slot(n, 1.0, 0.002, 0.004)] for name, n in (("a", ours), ("b", theirs))}
    return Load(query, kind, repeated, slots, failed)


def _report(*loads: Load) -> Report:
    return Report("small", 10, "a", "b", [*loads], {"a": 2.0, "b": 1.0}, {"a": ([], []), "b": ([], [])})


def test_means_leave_out_what_failed_and_the_worst_does_not() -> None:
    report = _report(
        _load("1", Kind.POINT, 20, 10),
        _load("2", Kind.HEAVY, 80, 10),
        _load("3", Kind.HEAVY, 1, 10, a="9 errors"),
        _load("4", Kind.HEAVY, 1, 10, b="another answer"),
        _load("1", Kind.POINT, 5, 10, repeated=True),
    )
    assert report.mean(repeated=False) == pytest.approx(4)
    assert report.mean(repeated=False, kind=Kind.POINT) == pytest.approx(2)
    assert report.mean(repeated=False, kind=Kind.MIDDLE) is None
    assert report.mean(repeated=True) == pytest.approx(0.5)
    assert report.smallest() == 0
    assert [str(each) for each in aims(report)] == ["4.0 pass", "2.0 pass", "8.0 pass", "0.50 FAIL", "0 FAIL"]


def test_the_table_names_what_failed() -> None:
    both = [
        _load("1", Kind.POINT, 20, 10, repeated=mode, **({"a": "9 errors"} if mode else {})) for mode in (False, True)
    ]
    table = ratios_table(_report(*both))
    assert re.search(r"\| 1 +\| +point lookup \| +2\.0 \| +1\.0 \| +1\.0 \| +a: 9 errors \|", table)
    assert re.search(r"\*\*point lookups\*\* .*\*\*2\.0\*\*", table)


def test_everything_can_be_written_as_json() -> None:
    table = json.loads(json.dumps(as_json([_report(_load("1", Kind.POINT, 20, 10))], cores=2)))
    (report,) = table["reports"]
    assert (table["cores"], report["aims"]["distinct, point lookups"]) == (2, {"bound": 0.5, "found": 2.0})
    assert report["loads"][0]["slots"]["a"][0] == {
        "requests": 20, "seconds": 1.0, "p50": 0.002, "p99": 0.004, "errors": 0
    }  # fmt: skip
