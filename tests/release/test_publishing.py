"""A release is published whole or not at all; what is wrong is said, and nothing is lost."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from rdflib import Literal

from graph.release import (
    Contents,
    NotConforming,
    PublishedRelease,
    ReleaseError,
    Wording,
    current_release,
    last_inputs,
    list_releases,
    publish,
)
from graph.release.manifest import damages
from graph.source import SourceDocument, SourceMetadata

FILES = {
    *(f"khen.{each}{packed}" for each in ("nq", "trig", "ttl", "nt", "rdf", "jsonld") for packed in ("", ".gz")),
    *("links.nt", "links.nt.gz", "links.sssom.tsv", "links.sssom.tsv.gz"),
    *("ontology.ttl", "shapes.ttl", "report.ttl", "report.txt", "void.ttl", "sources.json"),
}


def other(contents: Contents) -> Contents:
    """The same contents, one statement less: another release."""
    return replace(contents, quads=contents.quads[:-1])


def left_over(releases: Path) -> list[str]:
    return [each.name for each in releases.iterdir() if each.name.startswith(".building")]


def test_a_release_holds_every_file_with_its_digest(published: PublishedRelease) -> None:
    entries = {each["name"]: each for each in published.manifest["files"]}
    assert set(entries) == FILES
    assert {each.name for each in published.folder.iterdir()} == FILES | {"manifest.json", "store", "search"}
    for name, entry in entries.items():
        content = (published.folder / name).read_bytes()
        assert (entry["bytes"], entry["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
        assert entry["compressed"] == name.endswith(".gz")
    assert entries["khen.trig"]["holds"] == "dataset"
    assert entries["khen.rdf.gz"]["media_type"] == "application/rdf+xml"
    assert published.manifest["counts"]["announcements"] == 1
    assert published.manifest["counts"]["conferrals"] == 2
    assert damages(published.folder) == []


def test_the_manifest_is_sorted_and_readable(published: PublishedRelease) -> None:
    text = (published.folder / "manifest.json").read_text("utf-8")
    table = json.loads(text)
    assert text == json.dumps(table, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    assert table["title"] == {"vi": "Khen thử", "en": "Khen on trial"}


def test_the_sources_are_named_with_their_digests_and_not_published(
    published: PublishedRelease, contents: Contents
) -> None:
    (source,) = json.loads((published.folder / "sources.json").read_bytes())
    (document,) = contents.documents
    assert source["sha256"] == document.sha256
    assert source["characters"] == len(document.text)
    assert source["text_published"] is False
    for name in FILES - {"sources.json"}:
        assert document.text.encode() not in (published.folder / name).read_bytes()


def test_times_stand_in_the_history_only(published: PublishedRelease) -> None:
    (line,) = (published.folder.parent / "history.jsonl").read_text("utf-8").splitlines()
    entry = json.loads(line)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", entry["time"])
    assert (entry["id"], entry["inputs"], entry["outcome"]) == (published.id, "fingerprint", "published")
    year = entry["time"][:13]
    assert not [name for name in FILES if year.encode() in (published.folder / name).read_bytes()]


def test_the_current_release_is_a_relative_link(contents: Contents, releases: Path) -> None:
    first = publish(contents, releases, inputs="one")
    second = publish(other(contents), releases, inputs="two")
    assert (releases / "current").readlink() == Path(second.id)
    assert {each.id: each.current for each in list_releases(releases)} == {first.id: False, second.id: True}
    assert last_inputs(releases) == "two"
    again = publish(contents, releases, inputs="one again")
    assert (again.id, again.outcome, again.current) == (first.id, "unchanged", True)
    assert (releases / "current").readlink() == Path(first.id)
    assert last_inputs(releases) == "one again"


def test_an_unchanged_release_is_kept_as_it_is(contents: Contents, releases: Path) -> None:
    first = publish(contents, releases)
    before = {each: each.stat().st_mtime_ns for each in first.folder.iterdir()}
    assert publish(contents, releases).outcome == "unchanged"
    assert {each: each.stat().st_mtime_ns for each in first.folder.iterdir()} == before


def _alter(place: Path) -> None:
    content = bytearray((place / "khen.ttl").read_bytes())
    content[len(content) // 2] ^= 1
    (place / "khen.ttl").write_bytes(content)


def _other_store(place: Path) -> None:
    import pyoxigraph

    store = pyoxigraph.Store(str(place / "store"))
    store.remove(next(iter(store)))
    store.flush()


def _cut_store(place: Path) -> None:
    for each in (place / "store").glob("*.sst"):
        os.truncate(each, 100)


def _alter_store(place: Path) -> None:
    """One of the orders it keeps the statements in, and not the one in which it lists them all."""
    file = max((place / "store").glob("*.sst"))
    content = bytearray(file.read_bytes())
    for at in range(0, len(content), 97):
        content[at] ^= 0xFF
    file.write_bytes(content)


def _other_names(place: Path) -> None:
    with closing(sqlite3.connect(place / "search")) as database, database:
        database.execute("UPDATE spelling SET text = 'Bến Tre?' WHERE text = 'Bến Tre'")


DAMAGES: dict[str, Callable[[Path], None]] = {
    "altered": _alter,
    "cut": lambda place: os.truncate(place / "khen.nq", 10),
    "missing": lambda place: (place / "report.txt").unlink(),
    "no manifest": lambda place: (place / "manifest.json").unlink(),
    "torn manifest": lambda place: os.truncate(place / "manifest.json", 40),
    "store cut": _cut_store,
    "store altered": _alter_store,
    "no store": lambda place: (place / "store" / "CURRENT").unlink(),
    "other store": _other_store,
    "no names": lambda place: (place / "search").unlink(),
    "names cut": lambda place: os.truncate(place / "search", 5000),
    "other names": _other_names,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_release_is_replaced(
    published: PublishedRelease, contents: Contents, first: PublishedRelease, releases: Path, damage: str
) -> None:
    DAMAGES[damage](first.folder)
    assert damages(first.folder)
    repaired = publish(contents, releases)
    assert repaired.outcome == "repaired"
    assert damages(repaired.folder) == []
    assert repaired.manifest == published.manifest
    assert left_over(releases) == []
    assert (releases / "current").readlink() == Path(first.id)


def test_a_release_of_another_base_is_replaced(
    make: Callable[..., Contents], first: PublishedRelease, releases: Path
) -> None:
    second = publish(make("https://other.example.org/"), releases)
    assert (second.id, second.outcome) == (first.id, "rebased")
    kept = [each for each in releases.glob(f"{first.id}-*") if each.is_dir()]
    assert len(kept) == 1, "the release of the other base is cited, and not lost"
    assert json.loads((kept[0] / "manifest.json").read_text())["base"] == first.manifest["base"]
    assert damages(kept[0]) == []
    assert second.manifest["base"] == "https://other.example.org/"
    assert damages(second.folder) == []


def test_data_that_do_not_conform_are_not_published(
    make: Callable[..., Contents], first: PublishedRelease, releases: Path
) -> None:
    with pytest.raises(NotConforming) as caught:
        publish(replace(make(conforms=False), quads=make().quads[1:]), releases)
    assert caught.value.report == "A person without membership.\n"
    assert [each.id for each in list_releases(releases)] == [first.id]
    current = current_release(releases)
    assert current is not None
    assert current.id == first.id
    assert damages(current.folder) == []


def test_p05_full_texts_are_refused_unless_the_rights_allow_them(contents: Contents, releases: Path) -> None:
    names = contents.names
    text = names.thing("announcement", "a1/text")
    statement = (text, names.term("fullText"), Literal("Toàn văn"))
    for graph in (names.graph("text/a1"), names.graph("announcement/a1")):
        secret = replace(contents, quads=(*contents.quads, (*statement, graph)))
        with pytest.raises(ReleaseError, match="full text"):
            publish(secret, releases)
        allowed = SourceDocument("a1", "Toàn văn", SourceMetadata(publish_text=True))
        open_ = publish(replace(secret, documents=(allowed,)), releases)
        assert open_.manifest["sources"][0]["text_published"] is True


def test_a_graph_that_the_release_writes_itself_is_refused(contents: Contents, releases: Path) -> None:
    quad = (*contents.quads[0][:3], contents.names.graph("meta"))
    with pytest.raises(ReleaseError, match="writes this graph"):
        publish(replace(contents, quads=(quad,)), releases)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"status": "lost"}, "either 'merged' or 'withdrawn'"),
        ({"status": "merged", "to": "person/x"}, "nothing describes"),
    ],
)
def test_retired_keys_are_checked(contents: Contents, releases: Path, row: dict[str, str], reason: str) -> None:
    with pytest.raises(ReleaseError, match=reason):
        publish(replace(contents, retired={"person/old": row}), releases)


def test_retired_keys_are_in_the_manifest(contents: Contents, releases: Path) -> None:
    merged = MappingProxyType({"status": "merged", "to": "announcement/a1"})
    withdrawn = {"status": "withdrawn", "date": "2026-02-01"}
    release = publish(replace(contents, retired={"person/old": merged, "person/x": withdrawn}), releases)
    assert release.manifest["retired"] == {"person/old": dict(merged), "person/x": withdrawn}


def test_a_release_that_still_names_somebody_withdrawn_is_refused(contents: Contents, releases: Path) -> None:
    before = publish(contents, releases)
    notes = Wording("Gỡ thông tin về bà LÊ  THỊ BÉ.", "Le-Thi-Be was taken out.")
    named = replace(contents, forgotten=("Lê Thị Bé",), dataset=replace(contents.dataset, notes=notes))
    with pytest.raises(ReleaseError, match=r"khen\.nq, line \d+: it still names 'Lê Thị Bé'"):
        publish(named, releases)
    assert current_release(releases) == before
    assert [each.name for each in releases.iterdir() if each.is_dir() and not each.is_symlink()] == [before.id]
    free = publish(replace(contents, forgotten=("Trần Văn Không",)), releases)
    assert free.id == before.id, "what is kept out is no part of what a release says"


def test_a_withdrawn_key_that_is_still_described_is_refused(contents: Contents, releases: Path) -> None:
    row = {"status": "withdrawn", "date": "2026-02-01"}
    with pytest.raises(ReleaseError, match="the data still describe it"):
        publish(replace(contents, retired={"announcement/a1": row}), releases)
