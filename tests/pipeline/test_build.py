"""The whole way, on the real announcement."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from graph import pipeline
from graph.vocabulary import DEFAULT_BASE, Names, Quad
from tests.conftest import DATA

OTHER = "https://data.example.org/khen/"


def released_files(folder: Path) -> dict[str, bytes]:
    """Every file of the current release but its store, which is an index."""
    current = (folder / "current").resolve()
    return {each.name: each.read_bytes() for each in current.iterdir() if each.is_file()}


def build_with(folder: Path, seed: str) -> None:
    """A build in a process of its own, with a hash seed."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "KHEN_DATA": str(DATA), "KHEN_RELEASES": str(folder)}
    subprocess.run([sys.executable, "-m", "graph", "build"], env=environment, check=True, timeout=120)


def test_p04_the_same_input_gives_the_same_bytes_under_any_hash_seed(tmp_path: Path) -> None:
    for seed in ("0", "4711"):
        build_with(tmp_path / seed, seed)
    first, second = released_files(tmp_path / "0"), released_files(tmp_path / "4711")
    assert {name for name in first if first[name] != second.get(name)} == set()
    assert first.keys() == second.keys()


def test_p04_another_base_changes_the_base_and_nothing_else() -> None:
    corpus = pipeline.read_data(DATA)
    _, ours = pipeline.build_graph(corpus, Names())
    _, theirs = pipeline.build_graph(corpus, Names(OTHER))

    def lines(quads: tuple[Quad, ...]) -> list[str]:
        return sorted(" ".join(term.n3() for term in quad).replace(OTHER, DEFAULT_BASE) for quad in quads)

    assert lines(theirs) == lines(ours)
    assert not any(DEFAULT_BASE in term for quad in theirs for term in quad)


def test_q01_every_node_of_an_announcement_reaches_its_evidence() -> None:
    names = Names()
    _, quads = pipeline.build_graph(pipeline.read_data(DATA), names)
    graph = names.graph("announcement/642ca70eabb422b4")
    own = [quad for quad in quads if quad[3] == graph]
    text = str(names.thing("announcement", "642ca70eabb422b4/text"))
    nodes = {quad[0] for quad in own if not str(quad[0]).startswith(f"{text}#") and str(quad[0]) != text}
    cited = {quad[0] for quad in own if quad[1] == names.term("evidence")}
    assert nodes - cited == set()
    assert len(nodes) > 100


def test_a_fingerprint_changes_with_any_input(tmp_path: Path) -> None:
    data = shutil.copytree(DATA, tmp_path / "data")
    before = pipeline.fingerprint(data, Names())
    assert pipeline.fingerprint(DATA, Names()) == before
    assert pipeline.fingerprint(data, Names(OTHER)) != before
    table = data / "authority" / "roles.csv"
    table.write_text(table.read_text() + "judge,Thẩm phán,Judge,,\n")
    assert pipeline.fingerprint(data, Names()) != before


def test_the_order_of_folders_does_not_matter(tmp_path: Path) -> None:
    """Two announcements that spell one name in two ways: the earlier one decides the label."""
    data = shutil.copytree(DATA, tmp_path / "data")
    first = data / "announcements" / "642ca70eabb422b4"
    later = (first / "source.txt").read_text().replace("22/09/2023", "22/10/2023").replace("Thuỳ Vân", "Thùy Vân")
    for name in ("000", "zzz"):
        shutil.rmtree(data / "announcements" / "zzz", ignore_errors=True)
        folder = data / "announcements" / name
        folder.mkdir()
        (folder / "source.txt").write_text(later)
        _, quads = pipeline.build_graph(pipeline.read_data(data), Names())
        labels = {str(quad[2]) for quad in quads if "prefLabel" in quad[1] and "phan-thi-thuy-van" in quad[0]}
        variants = {str(quad[2]) for quad in quads if "altLabel" in quad[1] and "phan-thi-thuy-van" in quad[0]}
        assert (labels, variants) == ({"Phan Thị Thuỳ Vân"}, {"Phan Thị Thùy Vân"})
        shutil.rmtree(folder)


def test_merged_keys_are_replaced_where_they_are_used(tmp_path: Path) -> None:
    data = shutil.copytree(DATA, tmp_path / "data")
    table = data / "authority" / "retired.csv"
    table.write_text("key,status,to,date,note\norg/vwu-ba-tri,merged,org/vwu-ben-tre,2026-11-23,\n")
    names = Names()
    _, quads = pipeline.build_graph(pipeline.read_data(data), names)
    stated = [quad for quad in quads if quad[3] != names.graph("ref/orgs")]
    assert not any(names.thing("org", "vwu-ba-tri") in quad for quad in stated)
    recipients = {quad[2] for quad in stated if quad[1] == names.term("recipient")}
    assert names.thing("org", "vwu-ben-tre") in recipients
