from __future__ import annotations

import os
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from prometheus_client import REGISTRY
from prometheus_client.openmetrics.parser import text_string_to_metric_families as read_open_metrics
from prometheus_client.parser import text_string_to_metric_families as read_text

from graph.engine import EngineBusy, EngineCrashed, EngineError, QueryAbandoned, QueryOutOfMemory, QueryTimeout
from graph.store import (
    EvaluationError,
    NotAcceptableError,
    QueryRefusedError,
    QuerySyntaxError,
    ResultTooLargeError,
    UnrepresentableError,
)
from server.metrics import SECONDS, Cause, Metrics, Route, Workers, route_of
from server.outcomes import Outcome, outcome_of

Samples = Mapping[tuple[str, tuple[str, ...]], float]


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


def samples(metrics: Metrics) -> Samples:
    """What Prometheus would read: values by name and the values of their labels."""
    text = metrics.exposition()[0].decode()
    return {
        (each.name, tuple(each.labels.values())): each.value for family in read_text(text) for each in family.samples
    }


def value(metrics: Metrics, name: str, *labels: str) -> float:
    return samples(metrics)[name, labels]


def test_a_fresh_server_has_every_outcome_at_zero(metrics: Metrics) -> None:
    found = samples(metrics)
    assert {found["khen_queries_finished_total", (each,)] for each in Outcome} == {0}
    assert {found["khen_queries_killed_total", (each,)] for each in Cause} == {0}
    plain = ("queries_started", "cache_hits", "cache_misses", "rate_limited_requests", "worker_restarts")
    assert {found[f"khen_{each}_total", ()] for each in plain} == {0}
    assert {found["khen_log_lines_dropped_total", (each,)] for each in ("access", "query")} == {0}


def test_queries_run_from_their_begin_to_their_end(metrics: Metrics) -> None:
    for _ in range(3):
        metrics.query_started()
    assert value(metrics, "khen_queries_running") == 3
    metrics.query_finished(Outcome.OK, 0.002)
    metrics.query_finished(Outcome.TIMEOUT, 10.1)
    found = samples(metrics)
    assert found["khen_queries_running", ()] == 1
    assert found["khen_queries_started_total", ()] == 3
    assert found["khen_queries_finished_total", ("ok",)] == found["khen_queries_finished_total", ("timeout",)] == 1


def test_each_event_has_its_counter(metrics: Metrics) -> None:
    metrics.query_killed(Cause.MEMORY)
    metrics.cache_hit()
    metrics.cache_hit()
    metrics.cache_missed()
    metrics.rate_limited()
    metrics.lines_dropped("access", 7)
    metrics.worker_restarted()
    found = samples(metrics)
    assert found["khen_queries_killed_total", ("memory",)] == 1
    assert (found["khen_cache_hits_total", ()], found["khen_cache_misses_total", ()]) == (2, 1)
    assert found["khen_rate_limited_requests_total", ()] == 1
    assert found["khen_log_lines_dropped_total", ("access",)] == 7
    assert found["khen_worker_restarts_total", ()] == 1


def test_requests_by_method_route_and_class(metrics: Metrics) -> None:
    metrics.request_finished("GET", Route.SPARQL, 200, 0.001)
    metrics.request_finished("GET", Route.SPARQL, 206, 0.001)
    metrics.request_finished("QUERY", Route.SPARQL, 504, 10)
    for number in range(100):  # no client makes as many series as it likes
        metrics.request_finished(f"M{number}", Route.PAGE, 405, 0.001)
    found = samples(metrics)
    requests = {labels: number for (name, labels), number in found.items() if name == "khen_http_requests_total"}
    assert requests == {
        ("GET", "sparql", "2xx"): 2,
        ("QUERY", "sparql", "5xx"): 1,
        ("other", "page", "4xx"): 100,
    }
    assert found["khen_http_request_duration_seconds_count", ("sparql",)] == 3
    assert found["khen_http_request_duration_seconds_sum", ("sparql",)] == pytest.approx(10.002)


def test_a_histogram_counts_what_is_at_most_its_bound(metrics: Metrics) -> None:
    for seconds in (*SECONDS, 100.0):
        metrics.query_finished(Outcome.OK, seconds)
    metrics.query_finished(Outcome.OK, 0.003, cached=True)
    found = samples(metrics)
    for number, bound in enumerate(SECONDS, 1):
        assert found["khen_query_duration_seconds_bucket", (str(bound), "engine")] == number
    assert found["khen_query_duration_seconds_bucket", ("+Inf", "engine")] == len(SECONDS) + 1
    assert found["khen_query_duration_seconds_count", ("engine",)] == len(SECONDS) + 1
    assert found["khen_query_duration_seconds_sum", ("engine",)] == pytest.approx(sum(SECONDS) + 100)
    assert found["khen_query_duration_seconds_count", ("cache",)] == 1


@pytest.mark.parametrize("identifier", ["2026-01-01-abc", 'a"b\\c\nd'])
def test_the_release_that_was_served_before_disappears(metrics: Metrics, identifier: str) -> None:
    metrics.release_opened("old")
    metrics.release_opened(identifier)
    releases = [labels for name, labels in samples(metrics) if name == "khen_release_info"]
    assert releases == [(identifier,)]


def test_gauges_are_asked_for_each_time(metrics: Metrics) -> None:
    assert not [name for name, _ in samples(metrics) if name.startswith(("khen_workers", "khen_cache_bytes"))]
    workers, size = [Workers(4, 3)], [10]
    metrics.watch_workers(lambda: workers[-1])
    metrics.watch_cache(lambda: size[-1])
    assert (value(metrics, "khen_workers_alive"), value(metrics, "khen_workers_idle")) == (4, 3)
    workers.append(Workers(2, 0))
    size.append(99)
    assert (value(metrics, "khen_workers_alive"), value(metrics, "khen_workers_idle")) == (2, 0)
    assert value(metrics, "khen_cache_bytes") == 99


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system tells nothing of a process in /proc")
def test_the_process_is_described(metrics: Metrics) -> None:
    found = samples(metrics)
    assert 0 < found["process_start_time_seconds", ()] <= time.time() + 5
    assert found["process_resident_memory_bytes", ()] > 1_000_000
    descriptors = found["process_open_fds", ()]
    reading, writing = os.pipe()
    assert value(metrics, "process_open_fds") == descriptors + 2
    os.close(reading)
    os.close(writing)


def test_servers_in_one_process_count_apart(metrics: Metrics) -> None:
    metrics.query_started()
    assert value(Metrics(), "khen_queries_started_total") == 0
    assert not [family.name for family in REGISTRY.collect() if family.name.startswith("khen")]


def test_open_metrics_say_the_same(metrics: Metrics) -> None:
    metrics.release_opened("r1")
    metrics.query_started()
    metrics.query_finished(Outcome.OK, 0.002)
    body, media_type = metrics.exposition(open_metrics=True)
    assert media_type.startswith("application/openmetrics-text; version=1.0.0")
    assert body.endswith(b"# EOF\n")
    families = read_open_metrics(body.decode())  # type: ignore[no-untyped-call] # it has no types
    found = {(each.name, tuple(each.labels.values())): each.value for family in families for each in family.samples}
    ours = {key: number for key, number in samples(metrics).items() if key[0].startswith("khen")}
    assert {key: found[key] for key in ours} == ours
    assert metrics.exposition()[1].startswith("text/plain; version=0.0.4")


def test_nothing_is_lost_between_threads_and_each_reading_agrees_with_itself(metrics: Metrics) -> None:
    done = Event()

    def serve() -> None:
        for _ in range(2000):
            metrics.query_started()
            metrics.query_finished(Outcome.OK, 0.001)
            metrics.request_finished("GET", Route.SPARQL, 200, 0.001)

    def watch() -> int:
        readings = 0
        while not done.is_set():
            found = samples(metrics)
            assert 0 <= found["khen_queries_running", ()] <= 8
            finished = found["khen_queries_finished_total", ("ok",)]
            assert found["khen_query_duration_seconds_count", ("engine",)] == finished
            readings += 1
        return readings

    with ThreadPoolExecutor(9) as pool:
        watching = pool.submit(watch)
        for each in [pool.submit(serve) for _ in range(8)]:
            each.result()
        done.set()
        assert watching.result() > 0
    found = samples(metrics)
    assert found["khen_queries_finished_total", ("ok",)] == 16000
    assert found["khen_http_requests_total", ("GET", "sparql", "2xx")] == 16000
    assert found["khen_http_request_duration_seconds_sum", ("sparql",)] == pytest.approx(16)
    assert found["khen_queries_running", ()] == 0


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (QuerySyntaxError("the query", "ends early"), Outcome.SYNTAX),
        (QueryRefusedError("SERVICE", "is not evaluated"), Outcome.REFUSED),
        (ResultTooLargeError("the result", "is too large"), Outcome.TOO_LARGE),
        (NotAcceptableError("the result", "is a graph"), Outcome.NOT_ACCEPTABLE),
        (UnrepresentableError("the result", "has a control character"), Outcome.NOT_ACCEPTABLE),
        (QueryTimeout.after(10), Outcome.TIMEOUT),
        (QueryOutOfMemory.beyond(1), Outcome.MEMORY),
        (EngineBusy.waited(0.5, 9), Outcome.BUSY),
        (EngineCrashed.because("ended"), Outcome.CRASH),
        (QueryAbandoned.now(), Outcome.ABANDONED),
        (EngineError("the store", "does not answer", "", {}), Outcome.ENGINE),
        (EvaluationError("the query", "gave up"), Outcome.ENGINE),
        (ZeroDivisionError(), Outcome.CRASH),
    ],
)
def test_each_error_is_an_outcome(error: BaseException, outcome: Outcome) -> None:
    assert outcome_of(error) is outcome


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/sparql", Route.SPARQL),
        ("/doc/area/hue", Route.RESOURCE),
        ("/releases/current/khen.nq", Route.DUMP),
        ("/reconcile", Route.RECONCILE),
        ("/reconcile/suggest/entity", Route.RECONCILE),
        ("/static/style.css", Route.STATIC),
        ("/metrics", Route.OPERATIONS),
        ("/limits", Route.PAGE),
        ("/", Route.PAGE),
        ("", Route.PAGE),
        ("//sparql", Route.PAGE),
    ],
)
def test_each_path_has_a_class(path: str, route: Route) -> None:
    assert route_of(path) is route
