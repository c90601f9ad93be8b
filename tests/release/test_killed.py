"""A build that is killed (SIGKILL) leaves the former release served and complete; the next one cleans up."""

from __future__ import annotations

import os
import pickle
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Literal

from graph.release import Contents, PublishedRelease, current_release, list_releases, publish
from graph.release.manifest import damages

# Publishes pickled contents. The process kills itself just before the n-th change to the folder of releases
# (Python's audit events tell of them), or publishes one release after the other until it is killed.
SCRIPT = """
import dataclasses, os, pickle, signal, sys
from pathlib import Path
from rdflib import Literal
from graph.release import publish
contents = pickle.loads(Path(sys.argv[1]).read_bytes())
releases, moment = Path(sys.argv[2]), int(sys.argv[3])
changes = 0
def watch(event, arguments):
    global changes
    if event in ("os.mkdir", "os.rename", "os.symlink", "os.remove", "os.rmdir"):
        changes += str(releases) in str(arguments)
        if changes == moment:
            os.kill(os.getpid(), signal.SIGKILL)
if moment:
    sys.addaudithook(watch)
    publish(contents, releases)
subject, predicate, _, graph = contents.quads[0]
for number in range(0 if moment else 1000):
    more = (subject, contents.names.term("listPosition"), Literal(number), graph)
    publish(dataclasses.replace(contents, quads=(*contents.quads, more)), releases, inputs=str(number))
"""


def start(contents: Contents, releases: Path, moment: int) -> subprocess.Popen[bytes]:
    pickled = releases.parent / "contents"
    pickled.write_bytes(pickle.dumps(contents))
    return subprocess.Popen([sys.executable, "-c", SCRIPT, str(pickled), str(releases), str(moment)])


def assert_served(releases: Path) -> None:
    """What ``current`` points at is whole, and bears its identifier as its name."""
    current = current_release(releases)
    assert current is not None
    assert current.folder.name == current.id
    assert damages(current.folder) == []


def assert_clean(releases: Path) -> None:
    names = {each.name for each in releases.iterdir()}
    kept = {each for each in names if re.fullmatch("[0-9a-f]{16}-[0-9a-f]{8}", each)}
    assert names - kept == {".lock", "current", "history.jsonl", *(each.id for each in list_releases(releases))}
    assert all(damages(releases / each) == [] for each in kept)
    assert all(damages(each.folder) == [] for each in list_releases(releases))


def changed(contents: Contents) -> Contents:
    subject, _, _, graph = contents.quads[0]
    more = (subject, contents.names.term("byline"), Literal("H.Y"), graph)
    return replace(contents, quads=(*contents.quads, more))


@pytest.mark.parametrize("moment", range(1, 6))
def test_killed_at_each_change_to_the_folder(
    contents: Contents, first: PublishedRelease, releases: Path, moment: int
) -> None:
    assert start(changed(contents), releases, moment).wait(120) == -signal.SIGKILL
    assert_served(releases)
    current = current_release(releases)
    assert current is not None
    assert current.id == first.id or moment > 4, "the link is the last thing that changes"
    second = publish(changed(contents), releases)
    assert second.current
    assert_clean(releases)


@pytest.mark.parametrize("moment", range(1, 13))
@pytest.mark.usefixtures("first")
def test_killed_while_a_release_is_replaced_in_place(
    make: Callable[..., Contents], releases: Path, moment: int
) -> None:
    """The same identifier under another base: the former release is whole and served until the new one is."""
    base = "https://other.example.org/"
    moved = make(base)
    assert start(moved, releases, moment).wait(120) == -signal.SIGKILL
    assert_served(releases)
    again = publish(moved, releases)
    assert again.current
    assert again.manifest["base"] == base
    assert_clean(releases)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.usefixtures("first")
def test_killed_at_any_moment(contents: Contents, releases: Path, seed: int) -> None:
    process = start(contents, releases, 0)
    deadline = time.monotonic() + 60
    while not list(releases.glob(".building-*")) and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(random.Random(seed).uniform(0, 1.2))
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait(30) == -signal.SIGKILL
    assert_served(releases)
    publish(contents, releases)
    assert_served(releases)
    assert_clean(releases)
