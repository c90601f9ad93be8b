from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from graph.errors import UsageError
from server.rate import RateLimiter, client_address, networks

CLIENT = "192.0.2.1"
PROXIES = networks(["10.0.0.0/8", "::1", "127.0.0.1"])


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_burst_is_admitted_and_then_one_for_each_interval(clock: Clock) -> None:
    limiter = RateLimiter(60, 3, clock=clock)
    assert [limiter.admit(CLIENT) for _ in range(3)] == [0, 0, 0]
    assert limiter.admit(CLIENT) == pytest.approx(1)
    clock.now += 0.4
    assert limiter.admit(CLIENT) == pytest.approx(0.6)
    clock.now += limiter.admit(CLIENT)  # whoever waits as told is admitted
    assert limiter.admit(CLIENT) == 0
    assert limiter.admit(CLIENT) == pytest.approx(1)
    clock.now += 1000  # a bucket holds no more than a burst
    assert [limiter.admit(CLIENT) for _ in range(4)] == [0, 0, 0, pytest.approx(1)]


def test_no_window_admits_more_than_burst_and_rate(clock: Clock) -> None:
    limiter = RateLimiter(120, 5, clock=clock)
    chance, admitted = random.Random(7), []
    for _ in range(3000):
        clock.now += chance.expovariate(4)  # twice as many as are allowed
        if not limiter.admit(CLIENT):
            admitted.append(clock.now)
    for first, start in enumerate(admitted):
        for last in range(first, min(first + 60, len(admitted))):
            assert last - first + 1 <= 5 + 2 * (admitted[last] - start) + 1e-3
    assert len(admitted) > 0.95 * 2 * (admitted[-1] - admitted[0])  # and nothing less


def test_a_refusal_costs_nothing(clock: Clock) -> None:
    limiter = RateLimiter(60, 1, clock=clock)
    limiter.admit(CLIENT)
    for _ in range(100):
        assert limiter.admit(CLIENT) == pytest.approx(1)
    clock.now += 1
    assert limiter.admit(CLIENT) == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("2001:DB8:1:2::1%eth0", "2001:db8:1:2::1", True),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("no:address", "no:address", True),
        ("", "", True),
    ],
)
def test_what_is_one_client(clock: Clock, one: str, other: str, same: bool) -> None:
    limiter = RateLimiter(60, 1, clock=clock)
    assert limiter.admit(one) == 0
    assert (limiter.admit(other) > 0) is same


@pytest.mark.parametrize("client", ["127.0.0.1", "127.9.9.9", "::1"])
def test_this_machine_is_spared_unless_told(clock: Clock, client: str) -> None:
    spared, strict = RateLimiter(60, 1, clock=clock), RateLimiter(60, 1, spare_loopback=False, clock=clock)
    assert [spared.admit(client) for _ in range(3)] == [0, 0, 0]
    assert strict.admit(client) == 0
    assert strict.admit(client) > 0


def test_a_rate_of_zero_is_no_limit(clock: Clock) -> None:
    limiter = RateLimiter(0, 1, clock=clock)
    assert not any(limiter.admit(CLIENT) for _ in range(100))
    assert len(limiter) == 0


@pytest.mark.parametrize(("per_minute", "burst"), [(-1, 1), (60, 0)])
def test_what_is_no_limit_is_refused(per_minute: float, burst: int) -> None:
    with pytest.raises(UsageError):
        RateLimiter(per_minute, burst)


def test_many_clients_take_no_more_memory_than_allowed(clock: Clock) -> None:
    limiter = RateLimiter(60, 1, clients=100, clock=clock)
    for number in range(5000):
        limiter.admit(f"198.51.{number // 256}.{number % 256}")
        limiter.admit(CLIENT)  # is not forgotten for it, being heard of all the time
        assert len(limiter) <= 100
    assert limiter.admit(CLIENT) > 0
    assert limiter.admit("198.51.0.0") == 0  # was forgotten


def test_whoever_is_admitted_again_and_again_is_not_forgotten(clock: Clock) -> None:
    limiter = RateLimiter(60, 1000, clients=100, clock=clock)
    for number in range(1000):
        assert limiter.admit(CLIENT) == 0
        limiter.admit(f"198.51.{number // 256}.{number % 256}")
    assert limiter.admit(CLIENT) > 0


def test_full_buckets_are_forgotten(clock: Clock) -> None:
    limiter = RateLimiter(60, 1, clock=clock)
    for number in range(1000):
        limiter.admit(f"198.51.{number // 256}.{number % 256}")
    assert len(limiter) == 1000
    clock.now += 2
    for number in range(1000):
        limiter.admit(f"203.0.{number // 256}.{number % 256}")
        clock.now += 0.5
    assert len(limiter) < 5


@pytest.fixture
def hurried_threads() -> Iterator[None]:
    """Threads take turns so often that a missing lock shows."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("hurried_threads")
def test_threads_get_no_token_twice(clock: Clock) -> None:
    limiter, start = RateLimiter(60, 20_000, clients=20, clock=clock), Barrier(8)

    def ask(number: int) -> int:
        start.wait()
        admitted = 0
        for other in range(4000):
            admitted += limiter.admit(CLIENT) == 0
            if other % 50 == 0:  # others come and go meanwhile
                limiter.admit(f"198.51.{number}.{other // 50}")
        return admitted

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(ask, range(8))) == 20_000


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("192.0.2.9", None, "192.0.2.9"),
        ("192.0.2.9", "198.51.100.7", "192.0.2.9"),  # a stranger's header is no news
        ("10.0.0.1", None, "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "127.0.0.1, 198.51.100.7", "198.51.100.7"),  # invented by the client
        ("10.0.0.1", "1.1.1.1,198.51.100.7,10.0.0.2 ,10.0.0.3", "198.51.100.7"),
        ("10.0.0.1", "10.0.0.7, 10.0.0.2", "10.0.0.7"),  # a client that is itself in the network of the proxies
        ("10.0.0.1", "1.1.1.1, unknown", "10.0.0.1"),
        ("10.0.0.1", "1.1.1.1, unknown, 10.0.0.2", "10.0.0.2"),
        ("10.0.0.1", "198.51.100.7,", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.7:4711", "198.51.100.7"),
        ("10.0.0.1", "[2001:db8::7]:4711", "2001:db8::7"),
        ("10.0.0.1", "2001:DB8:0::7", "2001:db8::7"),
        ("10.0.0.1", "::ffff:198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "198.51.100.7\0", "10.0.0.1"),
        ("10.0.0.1", "9" * 5000, "10.0.0.1"),
        ("10.0.0.1", "6.6.6.6, " + ", ".join(["10.0.0.2"] * 40), "10.0.0.2"),  # read no further than 32
        ("::1", "198.51.100.7", "198.51.100.7"),
        ("::ffff:127.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("", "198.51.100.7", ""),
    ],
)
def test_the_client_behind_proxies(peer: str, forwarded: str | None, client: str) -> None:
    environ = {"REMOTE_ADDR": peer} | ({} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded})
    assert client_address(environ, PROXIES) == client


@pytest.mark.parametrize(
    ("environ", "client"),
    [
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "198.51.100.7"}, "127.0.0.1"),
        ({"REMOTE_ADDR": "::ffff:192.0.2.9"}, "192.0.2.9"),
        ({"REMOTE_ADDR": None}, ""),
        ({}, ""),
    ],
)
def test_without_trusted_proxies_the_peer_is_the_client(environ: dict[str, str | None], client: str) -> None:
    assert client_address(environ) == client


@pytest.mark.parametrize("text", ["10.0.0.1/8", "10.0.0.0/33", "localhost", ""])
def test_what_is_no_network_is_named(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        networks(["::1", text])
    assert caught.value.subject == text
