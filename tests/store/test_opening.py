from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from graph.store import Release, ReleaseError, held_in_memory, list_releases, open_release
from tests.store.writing import write_release


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_release(tmp_path / "release")


def _change(folder: Path, **changes: Any) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (folder / "manifest.json").write_text(json.dumps(manifest | changes), encoding="utf-8")


def test_the_current_release_is_opened(release: Release) -> None:
    assert (release.id, release.index, release.names.base) == ("r1", "disk", "https://w3id.org/khen/")
    counts = release.manifest.counts
    assert len(release.store) == counts["quads"] + counts["triples"]  # the named graphs, and their union
    assert release.labels(f"{release.names.base}id/role/chair") == {"vi": "Chủ tịch", "en": "Chair"}


def test_no_release_yet_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="khen build"):
        open_release(tmp_path / "nowhere")


@pytest.mark.parametrize("identifier", ["r9", "../r1", "", ".", "a/b", "/etc"])
def test_an_unknown_release_is_refused_by_name(folder: Path, identifier: str) -> None:
    with pytest.raises(ReleaseError, match="khen releases"):
        open_release(folder.parent, identifier)


@pytest.mark.parametrize("damage", ["missing", "empty", "garbage"])
def test_a_lost_store_is_built_again_from_the_files(folder: Path, damage: str) -> None:
    intact = open_release(folder.parent)
    expected = sorted(map(str, intact.store))
    del intact
    shutil.rmtree(folder / "store")
    if damage != "missing":
        (folder / "store").mkdir()
    if damage == "garbage":
        (folder / "store" / "CURRENT").write_text("nonsense", encoding="utf-8")
    rebuilt = open_release(folder.parent)
    assert rebuilt.index == "memory"
    assert sorted(map(str, rebuilt.store)) == expected


def test_a_small_release_is_held_in_memory_and_a_large_one_is_not(folder: Path) -> None:
    release = open_release(folder.parent)
    size = (folder / "khen.nq").stat().st_size
    held = held_in_memory(release, size)
    assert set(held.store) == set(release.store)
    assert held.index == "disk"  # it is not damaged
    assert held_in_memory(release, size - 1) is release
    (folder / "khen.nq").write_text("<a", encoding="utf-8")
    assert held_in_memory(release, size) is release


def test_without_store_and_dump_the_error_names_the_file(folder: Path) -> None:
    shutil.rmtree(folder / "store")
    (folder / "khen.nq").write_text("<a", encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"khen\.nq"):
        open_release(folder.parent)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"format": 2}, "format 2"),
        ({"files": [{"name": "x"}]}, "incomplete"),
        ({"files": [{"name": "../x", "media_type": "a/b", "bytes": 1, "sha256": "0" * 64}]}, r"\.\./x"),
        ({"files": [{"name": "x", "media_type": "a/b", "bytes": 1, "sha256": "zz"}]}, "SHA-256"),
        ({"id": "r2"}, "manifest is that of r2"),
        ({"graphs": 3}, "incomplete"),
        ({"base": "ftp://example.org/"}, "absolute"),
    ],
)
def test_a_manifest_that_cannot_be_trusted_is_refused(folder: Path, changes: dict[str, Any], message: str) -> None:
    _change(folder, **changes)
    with pytest.raises(Exception, match=message) as caught:
        open_release(folder.parent)
    assert hasattr(caught.value, "remedy")


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\xff"])
def test_a_manifest_that_is_no_json_object_is_refused(folder: Path, text: str) -> None:
    (folder / "manifest.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(ReleaseError, match=r"manifest\.json"):
        open_release(folder.parent)


def test_releases_are_listed_newest_first_and_broken_ones_passed_over(folder: Path) -> None:
    write_release(folder.parent, "r0", current=False)
    (folder.parent / "half").mkdir()
    (folder.parent / "half" / "manifest.json").write_text("{", encoding="utf-8")
    assert [each.id for each in list_releases(folder.parent)] == ["r1", "r0"]
    assert list_releases(folder.parent / "nowhere") == ()
