"""A release carries the index of its names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from graph.release import Contents, PublishedRelease, publish
from graph.search import FILE, open_index


def test_what_a_release_says_is_found_in_it_by_name(published: PublishedRelease, contents: Contents) -> None:
    index = open_index(published.folder)
    assert index is not None
    (hit,) = index.search("ben tre")
    assert (hit.iri, hit.score) == (str(contents.names.thing("area", "ben-tre")), 100)
    index.close()


def test_the_index_is_no_file_that_is_offered(published: PublishedRelease) -> None:
    """Like the store, it can be made again from khen.nq, and need not be the same in another version."""
    assert FILE not in {each["name"] for each in published.manifest["files"]}


def test_short_forms_serve_finding_and_are_published_nowhere(contents: Contents, releases: Path) -> None:
    release = publish(replace(contents, abbreviations={"BTRE": ("Bến Tre",)}), releases)
    index = open_index(release.folder)
    assert index is not None
    assert index.search("btre")[0].matched == "Bến Tre"
    index.close()
    for each in release.manifest["files"]:
        assert b"BTRE" not in (release.folder / each["name"]).read_bytes()
