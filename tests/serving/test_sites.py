"""How one release takes the place of another: no request loses its own, and nothing broken is served."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from graph.store import open_release
from server import create_app
from server.asgi import sites as sites_module
from server.asgi.sites import Site, Sites, points_to
from server.endpoint import Endpoint
from server.results import Results
from tests.engine.asking import wait_until
from tests.serving.exchanging import Engine, run
from tests.serving.pointing import point


@dataclass
class Opening:
    """Opens sites with a made-up engine, and remembers them."""

    folder: Path
    opened: list[Site] = field(default_factory=list)
    at_work: int = 0
    most: int = 0
    before: Callable[[], None] = lambda: None

    def __call__(self) -> Site:
        self.at_work += 1
        self.most = max(self.most, self.at_work)
        try:
            self.before()
            link = points_to(self.folder)
            release = open_release(self.folder)
            engine: Any = Engine()
            endpoint = Endpoint(release, Results(0))
            site = Site(release, engine, endpoint, create_app(release, engine=engine, endpoint=endpoint), link)
            self.opened.append(site)
            return site
        finally:
            self.at_work -= 1

    def closed(self) -> list[int]:
        return [each.engine.closed for each in self.opened]  # type: ignore[attr-defined]


@pytest.fixture
def opening(folder: Path) -> Opening:
    return Opening(folder)


def sites_of(opening: Opening) -> Sites:
    return Sites(opening(), opening.folder, opening)


async def settled() -> None:
    """Let threads that close something come to their end."""
    await asyncio.sleep(0.05)


def test_the_old_one_is_closed_when_nobody_uses_it(opening: Opening) -> None:
    async def renew() -> None:
        sites = sites_of(opening)
        assert not await sites.renew()
        point(opening.folder, "r2")
        assert await sites.renew()
        assert sites.current.release.id == "r2"
        await settled()
        assert opening.closed() == [1, 0]
        await sites.close()
        assert opening.closed() == [1, 1]

    run(renew())


def test_the_old_one_is_closed_after_its_last_request(opening: Opening) -> None:
    async def renew() -> None:
        sites = sites_of(opening)
        first, second = sites.enter(), sites.enter()
        assert first is second is opening.opened[0]
        point(opening.folder, "r2")
        await sites.renew()
        third = sites.enter()
        assert third.release.id == "r2"
        sites.leave(first)
        await settled()
        assert opening.closed() == [0, 0]
        sites.leave(second)
        await settled()
        assert opening.closed() == [1, 0]
        sites.leave(third)
        await settled()
        assert opening.closed() == [1, 0], "the current one stays"
        await sites.close()

    run(renew())


def test_three_releases_can_be_in_use_at_once(opening: Opening) -> None:
    async def renew() -> None:
        sites = sites_of(opening)
        used = []
        for name in ("r1", "r2", "r3"):
            point(opening.folder, name)
            await sites.renew()
            used.append(sites.enter())
        assert [each.release.id for each in used] == ["r1", "r2", "r3"]
        for each in (used[1], used[2], used[0]):
            sites.leave(each)
        await settled()
        assert opening.closed() == [1, 1, 0]

    run(renew())


def test_a_broken_release_is_said_and_the_old_one_served_on(opening: Opening, caplog: pytest.LogCaptureFixture) -> None:
    async def renew() -> None:
        sites = sites_of(opening)
        (opening.folder / "r2" / "manifest.json").rename(opening.folder / "kept.json")
        point(opening.folder, "r2")
        assert not await sites.renew()
        assert sites.current.release.id == "r1"
        assert caplog.text.count("r1 is served on; the release r2 cannot be opened") == 1
        assert not await sites.renew()
        assert caplog.text.count("cannot be opened") == 1, "it is not tried and said over and over"
        assert not await sites.renew(forced=True)
        assert caplog.text.count("cannot be opened") == 2
        (opening.folder / "kept.json").rename(opening.folder / "r2" / "manifest.json")
        assert not await sites.renew(), "nobody has said that it was mended"
        assert await sites.renew(forced=True)
        assert sites.current.release.id == "r2"

    run(renew())


def test_after_a_broken_release_another_one_is_served(opening: Opening) -> None:
    async def renew() -> None:
        sites = sites_of(opening)
        manifest = opening.folder / "r2" / "manifest.json"
        text = manifest.read_text()
        manifest.write_text("{")
        point(opening.folder, "r2")
        assert not await sites.renew()
        point(opening.folder, "r3")
        assert await sites.renew()
        assert sites.current.release.id == "r3"
        manifest.write_text(text)
        point(opening.folder, "r2")
        assert await sites.renew(), "it is not held against it for ever"

    run(renew())


def test_going_back_after_a_broken_release_needs_nothing(opening: Opening) -> None:
    async def renew() -> None:
        sites = sites_of(opening)
        point(opening.folder, "no-such-release")
        assert not await sites.renew()
        point(opening.folder, "r1")
        assert not await sites.renew()
        assert sites.current is opening.opened[0]
        assert opening.closed() == [0]

    run(renew())


def test_two_renewals_at_once_open_it_once(opening: Opening) -> None:
    async def renew() -> None:
        sites = sites_of(opening)
        point(opening.folder, "r2")
        found = await asyncio.gather(*(sites.renew(forced=number % 2 == 0) for number in range(6)))
        assert sorted(found) == [False] * 5 + [True]
        assert len(opening.opened) == 2
        assert opening.most == 1

    run(renew())


def test_a_switch_while_a_release_is_opened_is_noticed(opening: Opening) -> None:
    """The link is read before the release, so that it is looked at again rather than passed over."""

    async def renew() -> None:
        sites = sites_of(opening)
        point(opening.folder, "r2")
        opening.before = lambda: point(opening.folder, "r3")
        await sites.renew()
        opening.before = lambda: None
        await sites.renew()
        assert sites.current.release.id == "r3"
        assert sites.current.link == "r3"

    run(renew())


def test_without_a_current_release_the_old_one_is_served_on(opening: Opening, caplog: pytest.LogCaptureFixture) -> None:
    async def renew() -> None:
        sites = sites_of(opening)
        (opening.folder / "current").unlink()
        assert not await sites.renew()
        assert not await sites.renew(forced=True)
        assert "cannot be opened" in caplog.text
        assert sites.current.release.id == "r1"
        point(opening.folder, "r2")
        assert await sites.renew()

    run(renew())


def test_a_new_release_is_noticed_without_being_told(
    opening: Opening, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sites_module, "_LOOK", 0.02)

    async def follow() -> None:
        sites = sites_of(opening)
        following = asyncio.ensure_future(sites.follow())
        point(opening.folder, "r2")
        await asyncio.to_thread(wait_until, lambda: sites.current.release.id == "r2")
        point(opening.folder, "no-such-release")
        await asyncio.to_thread(wait_until, lambda: "no-such-release cannot be opened" in caplog.text)
        point(opening.folder, "r3")
        await asyncio.to_thread(wait_until, lambda: sites.current.release.id == "r3")
        assert not following.done()
        following.cancel()

    run(follow())


def test_a_fault_while_opening_does_not_end_the_looking(
    opening: Opening, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Else one such fault would mean that no release is ever noticed again."""
    monkeypatch.setattr(sites_module, "_LOOK", 0.02)

    def fail() -> None:
        raise RuntimeError("nobody had thought of this")

    async def follow() -> None:
        sites = sites_of(opening)
        following = asyncio.ensure_future(sites.follow())
        opening.before = fail
        point(opening.folder, "r2")
        await asyncio.to_thread(wait_until, lambda: "nobody had thought of this" in caplog.text)
        opening.before = lambda: None
        point(opening.folder, "r3")
        await asyncio.to_thread(wait_until, lambda: sites.current.release.id == "r3")
        following.cancel()

    run(follow())


@pytest.mark.parametrize(("link", "expected"), [("r2", "r2"), (None, "")])
def test_where_the_link_points(tmp_path: Path, link: str | None, expected: str) -> None:
    if link:
        point(tmp_path, link)
    assert points_to(tmp_path) == expected


def test_a_folder_in_place_of_the_link_is_no_link(tmp_path: Path) -> None:
    (tmp_path / "current").mkdir()
    assert points_to(tmp_path) == ""
