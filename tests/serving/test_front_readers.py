"""Large results and slow readers in front of Flask: bounded, and nobody is held up by another."""

from __future__ import annotations

import asyncio
import logging
import time

import pytest

from server.asgi import messages
from server.asgi.messages import Message
from tests.serving.exchanging import Client, fields, run, scope
from tests.serving.fronting import ASK, Served


@pytest.mark.parametrize("path", ["/sparql", "/releases/r1/sparql"])
def test_large_results_to_slow_readers_are_bounded(served: Served, path: str) -> None:
    """Those that do not fit are refused with a time to come again; small ones are sent all the while."""
    served.engine.body = b"x" * 900_000

    async def crowd() -> None:
        taking = asyncio.Event()
        slow = [Client() for _ in range(2)]

        async def held(client: Client, message: Message) -> None:
            await client.send(message)
            await taking.wait()

        async def read(client: Client) -> None:
            await served.front(scope(path, query=ASK), client.receive, lambda message: held(client, message))

        readers = [asyncio.ensure_future(read(each)) for each in slow]
        while len([each for each in slow if each.messages]) < 2:
            await asyncio.sleep(0.01)
        refused = await served.exchange(scope(path, query=ASK))
        assert refused.status == 503
        assert int(refused.headers["retry-after"]) > 0
        assert "slow" in refused.problem()["detail"]
        headed = await served.exchange(scope(path, method="HEAD", query=ASK))
        assert headed.status == 200, "it takes no room"
        served.engine.body = b"x" * 200_000
        assert (await served.exchange(scope(path, query=ASK))).status == 200
        served.engine.body = b"x" * 900_000
        taking.set()
        await asyncio.gather(*readers)
        assert all(each.complete and len(each.received) == 900_000 for each in slow)
        for _ in range(5):
            assert (await served.exchange(scope(path, query=ASK))).status == 200, "the room is free again"

    run(crowd())


def test_a_reader_that_is_given_up_leaves_its_room(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "CHUNK_TIME", 0.02)
    served.engine.body = b"x" * 1_900_000

    async def crowd() -> None:
        for _ in range(3):
            client = Client()

            async def stuck(message: Message, client: Client = client) -> None:
                await client.send(message)
                if message["type"] == "http.response.body":
                    await asyncio.Event().wait()

            await served.front(scope(query=ASK), client.receive, stuck)
            assert client.status == 200
            assert not client.complete
        assert (await served.exchange(scope(query=ASK))).status == 200

    run(crowd())


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_compressing_a_large_result_holds_up_nobody(
    served: Served, monkeypatch: pytest.MonkeyPatch, coding: str
) -> None:
    """Which takes seconds for the largest."""
    served.engine.body = b"x" * 1_000_000

    def slow(body: bytes, coding: str) -> tuple[bytes, str]:
        time.sleep(0.5)
        return body[:1000], coding

    monkeypatch.setattr("server.coding.pack", slow)

    async def both() -> None:
        large = asyncio.ensure_future(served.exchange(scope(query=ASK, headers=fields(accept_encoding=coding))))
        beats = 0
        while not large.done():
            await asyncio.sleep(0.01)
            beats += 1
        assert beats > 10
        assert (await large).headers["content-encoding"] == coding

    run(both())


def test_a_query_whose_client_hangs_up_leaves_the_site(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    """An old release is closed when its last request is over, however that ends."""

    async def gone() -> None:
        served.engine.hold = asyncio.Event()
        asked = asyncio.ensure_future(served.front(scope(query=ASK), Client().receive, Client().send))
        await asyncio.sleep(0.01)
        assert served._site.users == 1
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        assert served._site.users == 0

    run(gone())
    assert 'khen_queries_finished_total{outcome="abandoned"} 1.0' in served.figures()
    assert not [each for each in caplog.records if each.levelno >= logging.ERROR]
