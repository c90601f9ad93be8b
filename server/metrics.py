"""What the server does, counted: queries, requests, workers, the results cache, and the process itself.

On the path of a request these are plain numbers under one lock, which costs a quarter of what the counters of
``prometheus_client`` do; that library writes them out when somebody asks.
The names follow https://prometheus.io/docs/practices/naming/.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from threading import Lock
from typing import Final, NamedTuple

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.openmetrics import exposition as openmetrics
from prometheus_client.registry import Collector

from server.outcomes import Outcome


class Cause(StrEnum):
    """Why the evaluation of a query was ended by force."""

    TIMEOUT = "timeout"
    MEMORY = "memory"
    ABANDONED = "abandoned"


class Route(StrEnum):
    """What a request was about; few, so that no client can make new series."""

    SPARQL = "sparql"
    RESOURCE = "resource"
    DUMP = "dump"
    RECONCILE = "reconcile"
    PAGE = "page"
    STATIC = "static"
    OPERATIONS = "operations"


def route_of(path: str) -> Route:
    """The class of a path.

    >>> str(route_of("/sparql")), str(route_of("/id/area/hue")), str(route_of("/")), str(route_of("/no/such"))
    ('sparql', 'resource', 'page', 'page')
    >>> str(route_of("/releases/c6104d77b97bd2bb/sparql")), str(route_of("/releases/c6104d77b97bd2bb/khen.nq"))
    ('sparql', 'dump')
    """
    if path.endswith("/sparql") and path.startswith("/releases/"):
        return Route.SPARQL
    return _ROUTES.get(path[1:].partition("/")[0], Route.PAGE)


class Workers(NamedTuple):
    """How many workers there are, and how many of them wait for a query."""

    alive: int
    idle: int


@dataclass(frozen=True)
class _Family:
    """Counters of one name. Those whose labels are ``known`` are there from the start, at 0."""

    name: str
    text: str
    labels: tuple[str, ...] = ()
    known: tuple[tuple[str, ...], ...] = ((),)


SECONDS: Final = (
    0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0,
)  # fmt: skip
"""Upper bounds of the buckets of both histograms."""
_STARTED: Final = ("khen_queries_started",)
_CACHE_HITS: Final = ("khen_cache_hits",)
_CACHE_MISSES: Final = ("khen_cache_misses",)
_RATE_LIMITED: Final = ("khen_rate_limited_requests",)
_RESTARTS: Final = ("khen_worker_restarts",)
_FINISHED, _KILLED, _REQUESTS, _SERVICES, _LOST = (
    "khen_queries_finished", "khen_queries_killed", "khen_http_requests", "khen_service_calls",
    "khen_log_lines_dropped",
)  # fmt: skip
_QUERY_SECONDS, _REQUEST_SECONDS = "khen_query_duration_seconds", "khen_http_request_duration_seconds"
_COUNTERS: Final = (
    _Family(*_STARTED, "Queries that were begun."),
    _Family(_FINISHED, "Queries that came to an end.", ("outcome",), tuple((each,) for each in Outcome)),
    _Family(_KILLED, "Queries whose evaluation was ended by force.", ("cause",), tuple((each,) for each in Cause)),
    _Family(*_CACHE_HITS, "Results taken from the results cache."),
    _Family(*_CACHE_MISSES, "Results looked for in the results cache and not found."),
    _Family(_REQUESTS, "HTTP requests that were answered.", ("method", "route", "status"), ()),
    _Family(*_RATE_LIMITED, "Requests refused because their client sent too many."),
    _Family(_SERVICES, "Calls of other endpoints for SERVICE.", ("endpoint", "outcome"), ()),
    _Family(_LOST, "Lines that a log could not take.", ("log",), (("access",), ("query",))),
    _Family(*_RESTARTS, "Workers that took the place of one that had ended."),
)
_HISTOGRAMS: Final = {
    _QUERY_SECONDS: ("Seconds from the begin of a query to its result or error.", "source"),
    _REQUEST_SECONDS: ("Seconds from the begin of a request to its response.", "route"),
}
_ROUTES: Final = {
    "sparql": Route.SPARQL, "id": Route.RESOURCE, "doc": Route.RESOURCE, "releases": Route.DUMP,
    "reconcile": Route.RECONCILE, "static": Route.STATIC, "health": Route.OPERATIONS, "ready": Route.OPERATIONS,
    "metrics": Route.OPERATIONS,
}  # fmt: skip
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "QUERY", "OPTIONS"})
_CLASSES: Final = tuple(f"{each}xx" for each in range(10))


class Metrics(Collector):
    """The numbers of one server process. Threads share it; each call of the path of a request takes under 1 µs."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: defaultdict[tuple[str, ...], int] = defaultdict(int)
        self._counts |= {(each.name, *labels): 0 for each in _COUNTERS for labels in each.known}
        known = [(_QUERY_SECONDS, "engine"), (_QUERY_SECONDS, "cache"), *((_REQUEST_SECONDS, each) for each in Route)]
        # For each histogram the observations in each bucket, those beyond the last bound, and the sum of all.
        self._seconds: dict[tuple[str, str], list[float]] = {key: [0] * (len(SECONDS) + 2) for key in known}
        self._release: str | None = None
        self._workers: Callable[[], Workers] | None = None
        self._cache_bytes: Callable[[], int] | None = None
        self._registry = CollectorRegistry()
        self._registry.register(self)
        ProcessCollector(registry=self._registry)

    def query_started(self) -> None:
        """A query has begun; :meth:`query_finished` must follow."""
        with self._lock:
            self._counts[_STARTED] += 1

    def query_finished(self, outcome: Outcome, seconds: float, *, cached: bool = False) -> None:
        """A query that was begun has ended, after so many seconds; ``cached``: its result was not evaluated anew."""
        key = (_FINISHED, outcome)
        with self._lock:
            self._counts[key] += 1
            buckets = self._seconds[_QUERY_SECONDS, "cache" if cached else "engine"]
            buckets[bisect_left(SECONDS, seconds)] += 1
            buckets[-1] += seconds

    def query_killed(self, cause: Cause) -> None:
        """The evaluation of a query was ended by force."""
        self._count((_KILLED, cause))

    def cache_hit(self) -> None:
        """A result was in the results cache."""
        self._count(_CACHE_HITS)

    def cache_missed(self) -> None:
        """A result was not in the results cache."""
        self._count(_CACHE_MISSES)

    def request_finished(self, method: str, route: Route, status: int, seconds: float) -> None:
        """A request was answered. A method that we do not know counts as ``other``."""
        key = (_REQUESTS, method if method in _METHODS else "other", route, _CLASSES[status // 100])
        with self._lock:
            self._counts[key] += 1
            buckets = self._seconds[_REQUEST_SECONDS, route]
            buckets[bisect_left(SECONDS, seconds)] += 1
            buckets[-1] += seconds

    def rate_limited(self) -> None:
        """A request was refused because its client sent too many."""
        self._count(_RATE_LIMITED)

    def service_called(self, endpoint: str, outcome: str) -> None:
        """Another endpoint was asked."""
        self._count((_SERVICES, endpoint, outcome))

    def lines_dropped(self, log: str, lines: int) -> None:
        """A log (``access`` or ``query``) could not take so many lines."""
        self._count((_LOST, log), lines)

    def worker_restarted(self) -> None:
        """A worker took the place of one that had ended."""
        self._count(_RESTARTS)

    def release_opened(self, identifier: str) -> None:
        """This release is served from now on, in the place of any other."""
        self._release = identifier

    def watch_workers(self, workers: Callable[[], Workers]) -> None:
        """Ask this for the workers whenever the numbers are read."""
        self._workers = workers

    def watch_cache(self, size: Callable[[], int]) -> None:
        """Ask this for the bytes in the results cache whenever the numbers are read."""
        self._cache_bytes = size

    def exposition(self, *, open_metrics: bool = False) -> tuple[bytes, str]:
        """All numbers, and the media type of the text.

        Args:
            open_metrics: write OpenMetrics 1.0, else the text format 0.0.4 of Prometheus.
        """
        if open_metrics:
            text: bytes = openmetrics.generate_latest(self._registry)  # type: ignore[no-untyped-call] # it has no types
            return text, openmetrics.CONTENT_TYPE_LATEST
        return generate_latest(self._registry), CONTENT_TYPE_PLAIN_0_0_4

    def collect(self) -> Iterator[Metric]:
        """The numbers as they are now, for the registry."""
        with self._lock:  # copied only: writing them out would hold up requests
            counts = dict(self._counts)
            seconds = {key: tuple(buckets) for key, buckets in self._seconds.items()}
        yield from _counters(counts)
        running = counts[_STARTED] - sum(counts[_FINISHED, each] for each in Outcome)
        yield GaugeMetricFamily("khen_queries_running", "Queries that were begun and have not ended.", running)
        yield from _histograms(seconds)
        yield from self._gauges()

    def _count(self, key: tuple[str, ...], number: int = 1) -> None:
        with self._lock:
            self._counts[key] += number

    def _gauges(self) -> Iterator[Metric]:
        if self._release is not None:
            yield InfoMetricFamily("khen_release", "The release that is served.", {"release": self._release})
        if self._workers is not None:
            workers = self._workers()
            yield GaugeMetricFamily("khen_workers_alive", "Workers that evaluate queries.", workers.alive)
            yield GaugeMetricFamily("khen_workers_idle", "Workers that wait for a query.", workers.idle)
        if self._cache_bytes is not None:
            yield GaugeMetricFamily("khen_cache_bytes", "Size of the results cache.", self._cache_bytes())


def _counters(counts: Mapping[tuple[str, ...], int]) -> Iterator[Metric]:
    for family in _COUNTERS:
        metric = CounterMetricFamily(family.name, family.text, labels=family.labels)
        for (name, *labels), number in counts.items():
            if name == family.name:
                metric.add_metric(labels, number)
        yield metric


def _histograms(seconds: Mapping[tuple[str, str], tuple[float, ...]]) -> Iterator[Metric]:
    bounds = [*(str(each) for each in SECONDS), "+Inf"]
    for name, (text, label) in _HISTOGRAMS.items():
        metric = HistogramMetricFamily(name, text, labels=[label])
        for (of, value), (*buckets, total) in seconds.items():
            if of == name:
                metric.add_metric([value], list(zip(bounds, accumulate(buckets), strict=True)), sum_value=total)
        yield metric
