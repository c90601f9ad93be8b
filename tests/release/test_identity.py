"""The same input gives the same bytes and the same identifier; anything that matters gives another."""

from __future__ import annotations

import hashlib
import os
import pickle
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rdflib import Literal

from graph.release import Contents, PublishedRelease, identify, publish
from graph.source import SourceDocument

BASE, OTHER = "https://data.example.org/khen/", "http://localhost:8000/"
# Publishes pickled contents in another process, whose clock says another day.
SCRIPT = """
import pickle, sys, time
from pathlib import Path
times = {name: getattr(time, name) for name in ("time", "gmtime", "localtime")}
time.time = lambda: times["time"]() + 400 * 86400
time.gmtime = lambda seconds=None: times["gmtime"](time.time() if seconds is None else seconds)
time.localtime = lambda seconds=None: times["localtime"](time.time() if seconds is None else seconds)
from graph.release import publish
publish(pickle.loads(Path(sys.argv[1]).read_bytes()), Path(sys.argv[2]))
"""


def digests(folder: Path) -> dict[str, str]:
    files = (each for each in folder.iterdir() if each.is_file())
    return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in files}


@pytest.mark.parametrize("seed", ["0", "1", "random"])
def test_files_are_byte_identical_under_any_hash_seed_and_on_any_day(
    published: PublishedRelease, contents: Contents, tmp_path: Path, seed: str
) -> None:
    pickled, releases = tmp_path / "contents", tmp_path / "release"
    pickled.write_bytes(pickle.dumps(contents))
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C"}
    command = [sys.executable, "-c", SCRIPT, str(pickled), str(releases)]
    subprocess.run(command, env=environment, check=True, timeout=120)
    built = digests(releases / published.id)
    assert built == digests(published.folder)
    assert len(built) == 20 + 4, "the files of the manifest, itself, the index of names, and the files of links"


def test_the_order_of_the_statements_does_not_matter(
    published: PublishedRelease, contents: Contents, releases: Path
) -> None:
    quads = [*contents.quads, contents.quads[0]]
    random.Random(5).shuffle(quads)
    again = publish(replace(contents, quads=tuple(quads)), releases)
    assert digests(again.folder) == digests(published.folder)


def test_another_base_changes_the_base_and_nothing_else(
    published: PublishedRelease, make: Callable[..., Contents], releases: Path
) -> None:
    other = publish(make(OTHER), releases)
    assert other.id == published.id
    for name in ("khen.nq", "khen.nt", "void.ttl", "khen.jsonld", "manifest.json"):
        if name.startswith("khen.n"):
            ours = sorted((published.folder / name).read_text("utf-8").replace(BASE, OTHER).split("\n"))
            assert sorted((other.folder / name).read_text("utf-8").split("\n")) == ours
        assert BASE not in (other.folder / name).read_text("utf-8")


def test_the_identifier_follows_from_all_that_is_said(contents: Contents) -> None:
    documents = (SourceDocument("a1", "another text"),)
    retired = {"person/old": {"status": "merged", "to": "announcement/a1"}}
    others = [
        replace(contents, quads=contents.quads[1:]),
        replace(contents, ontology=contents.ontology + "#"),
        replace(contents, shapes=contents.shapes + "#"),
        replace(contents, documents=documents),
        replace(contents, retired=retired),
        replace(contents, abbreviations={"LHPN": ("Liên hiệp Phụ nữ",)}),
        replace(contents, dataset=replace(contents.dataset, version="0.2.0")),
        replace(contents, dataset=replace(contents.dataset, modified=date(2026, 3, 1))),
    ]
    identifiers = {identify(each) for each in [contents, *others]}
    assert len(identifiers) == len(others) + 1
    assert all(len(each) == 16 and int(each, 16) >= 0 for each in identifiers)
    assert identify(replace(contents, report_text="other words")) == identify(contents)


def test_a_text_that_looks_like_a_number_is_another_text(contents: Contents) -> None:
    subject, predicate, _, graph = contents.quads[0]
    one = replace(contents, quads=((subject, predicate, Literal("1"), graph),))
    two = replace(contents, quads=((subject, predicate, Literal(1), graph),))
    assert identify(one) != identify(two)
