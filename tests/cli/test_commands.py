from __future__ import annotations

import csv
import json
import os
import signal
import socket
from pathlib import Path

import pytest

from graph import querying
from graph.errors import KhenError
from tests.cli.conftest import Run

COMMANDS = ("build", "validate", "query", "extract", "serve", "releases")


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself_with_an_example(khen: Run, command: str) -> None:
    done = khen(command, "--help")
    assert done.returncode == 0
    assert f"Example: khen {command}" in " ".join(done.stdout.split())


def test_the_program_lists_its_commands(khen: Run) -> None:
    done = khen("--help")
    assert all(command in done.stdout for command in COMMANDS)


def test_an_unknown_option_is_a_usage_error(khen: Run) -> None:
    done = khen("build", "--colour")
    assert (done.returncode, done.stdout) == (2, "")
    assert "No such option" in done.stderr


# build ------------------------------------------------------------------------------------------------------


def test_building_again_changes_nothing_and_says_so_without_progress_in_a_pipe(khen: Run) -> None:
    done = khen("build")
    assert done.returncode == 0
    assert done.stdout == ""
    assert done.stderr.startswith("unchanged: release ")
    assert "…" not in done.stderr


def test_building_if_changed_is_silent_where_nothing_changed(khen: Run) -> None:
    khen("build")
    done = khen("build", "--if-changed")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_count_that_differs_from_the_list_stops_the_build(khen: Run, corpus: Path, tmp_path: Path) -> None:
    source = corpus / "announcements" / "642ca70eabb422b4" / "source.txt"
    (source.parent / "source.toml").unlink()
    source.write_text(source.read_text().replace("- Hội LHPN tỉnh Hà Nam\n", ""))
    done = khen("build", "--data", corpus, KHEN_RELEASES=str(tmp_path / "release"))
    assert done.returncode == 1
    assert "announces 10 collective recipients" in done.stderr
    assert "names 9" in done.stderr
    assert "source.toml" in done.stderr
    assert not (tmp_path / "release" / "current").exists()


def test_a_difference_that_is_stated_is_published(khen: Run, corpus: Path, tmp_path: Path) -> None:
    folder = corpus / "announcements" / "642ca70eabb422b4"
    source = folder / "source.txt"
    source.write_text(source.read_text().replace("- Hội LHPN tỉnh Hà Nam\n", ""))
    (folder / "source.toml").write_text(
        '[[difference]]\nkind = "collective"\nannounced = 10\nlisted = 9\nnote = "The list has nine."\n'
    )
    releases = tmp_path / "release"
    done = khen("build", "--data", corpus, KHEN_RELEASES=str(releases))
    assert done.returncode == 0, done.stderr
    query = """SELECT ?announced ?listed {
        ?difference a khen:CountDiscrepancy ; khen:announcedNumber ?announced ; khen:listedNumber ?listed }"""
    asked = khen("query", "-e", query, "--format", "csv", KHEN_RELEASES=str(releases))
    assert asked.stdout.split() == ["announced,listed", "10,9"]


def test_a_source_that_cannot_be_read_is_named(khen: Run, corpus: Path) -> None:
    source = corpus / "announcements" / "642ca70eabb422b4" / "source.txt"
    source.write_bytes(b"\xff\xfe")
    done = khen("build", "--data", corpus)
    assert done.returncode == 1
    assert str(source) in done.stderr
    assert "not UTF-8" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_base_that_is_no_base_is_a_usage_error(khen: Run) -> None:
    done = khen("build", KHEN_BASE_IRI="example.org")
    assert done.returncode == 2
    assert "KHEN_BASE_IRI" in done.stderr


def test_a_missing_corpus_is_named(khen: Run, tmp_path: Path) -> None:
    done = khen("build", "--data", tmp_path / "nowhere")
    assert done.returncode == 1
    assert "no such folder" in done.stderr


# validate ---------------------------------------------------------------------------------------------------


def test_the_corpus_conforms(khen: Run) -> None:
    done = khen("validate")
    assert done.returncode == 0
    assert "conforms" in done.stdout


def test_a_published_dump_conforms(khen: Run, released: Path) -> None:
    done = khen("validate", released / "current" / "khen.nq")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_a_corrected_quotation_in_a_file_is_found(khen: Run, released: Path, tmp_path: Path) -> None:
    dump = (released / "current" / "khen.nq").read_text()
    wrong = tmp_path / "wrong.nq"
    wrong.write_text(dump.replace('"Hội LHPN tỉnh Thanh Hoá" <', '"Hội LHPN tỉnh Thanh Hóa" <'))
    assert wrong.read_text() != dump
    done = khen("validate", wrong)
    assert done.returncode == 1
    assert "EvidenceShape-quoteAtOffsets" in done.stdout
    assert "line 45" in done.stdout


@pytest.mark.parametrize(("name", "text"), [("x.ttl", "this is no Turtle"), ("x.doc", ""), ("x.nq", "<a> <b> .")])
def test_a_file_that_is_no_rdf_is_named(khen: Run, tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    done = khen("validate", tmp_path / name)
    assert done.returncode in (1, 2)
    assert name in done.stderr
    assert "Traceback" not in done.stderr


# query ------------------------------------------------------------------------------------------------------

COUNT = "SELECT (COUNT(*) AS ?number) { ?conferral a khen:AwardConferral }"


def test_a_query_is_answered_as_a_table(khen: Run) -> None:
    done = khen("query", "-e", COUNT)
    assert done.returncode == 0
    assert "│ 15" in done.stdout
    assert "(1 row)" in done.stdout


def test_a_byte_order_mark_is_no_part_of_a_query(khen: Run, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text(COUNT, encoding="utf-8-sig")
    done = khen("query", tmp_path / "q.rq", "--format", "csv")
    assert (done.returncode, done.stdout) == (0, khen("query", "-e", COUNT, "--format", "csv").stdout)


def test_a_query_is_read_from_a_file_and_from_standard_input(khen: Run, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text(COUNT)
    from_file = khen("query", tmp_path / "q.rq", "--format", "csv")
    piped = khen("query", "-", "--format", "csv", stdin=COUNT)
    assert from_file.stdout.split() == piped.stdout.split() == ["number", "15"]


def test_json_is_the_standard_results_format(khen: Run) -> None:
    done = khen("query", "-e", COUNT, "--format", "json")
    assert json.loads(done.stdout)["results"]["bindings"][0]["number"]["value"] == "15"


def test_a_graph_is_answered_as_turtle(khen: Run) -> None:
    done = khen("query", "-e", "DESCRIBE <https://w3id.org/khen/id/org/vwu-ba-tri>")
    assert "org:FormalOrganization" in done.stdout


def test_ask_is_exact(khen: Run) -> None:
    assert khen("query", "-e", "ASK { FILTER(false) }").stdout == "false\n"
    assert khen("query", "-e", "ASK { ?s ?p ?o }").stdout == "true\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("-e", COUNT, "--format", "ttl"), "--format"),
        (("-e", "CONSTRUCT WHERE { ?s ?p ?o }", "--format", "csv"), "--format ttl"),
        ((), "FILE or with -e"),
        (("missing.rq",), "missing.rq"),
    ],
)
def test_a_misuse_is_a_usage_error(khen: Run, arguments: tuple[str, ...], says: str) -> None:
    done = khen("query", *arguments)
    assert done.returncode == 2
    assert says in done.stderr


def test_a_query_with_a_fault_is_refused_with_its_place(khen: Run) -> None:
    done = khen("query", "-e", "SELECT * {\n ?s ?p }")
    assert done.returncode != 0
    assert "line 2" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_release_the_way_out_is_named(khen: Run, tmp_path: Path) -> None:
    for command in (("query", "-e", COUNT), ("serve",)):
        done = khen(*command, KHEN_RELEASES=str(tmp_path / "none"))
        assert done.returncode == 1
        assert "khen build" in done.stderr


# extract, releases, serve -----------------------------------------------------------------------------------


def test_facts_are_printed_as_json_with_evidence(khen: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "copy.txt").write_text(text.replace("trên 81 tỷ", "gần 82,5 tỷ"))
    done = khen("extract", tmp_path / "copy.txt")
    assert (done.returncode, done.stderr) == (0, "")
    facts = json.loads(done.stdout)
    figure = next(each for each in facts["figures"] if each["value"] == 82_500_000_000)
    assert (figure["qualifier"], figure["currency_inferred"]) == ("nearly", True)
    assert figure["evidence"][0]["exact"] == "gần 82,5 tỷ"


def test_what_was_not_read_is_said_by_line(khen: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "copy.txt").write_text(text.replace("gần 1.000 lớp", "gần 1,000 lớp"))
    done = khen("extract", tmp_path / "copy.txt")
    assert done.returncode == 0
    assert "line 25: not read" in done.stderr
    assert json.loads(done.stdout)["unread"][0]["line"] == 25


def test_releases_are_listed_with_the_one_served(khen: Run, released: Path) -> None:
    done = khen("releases")
    current = (released / "current").resolve()
    version = json.loads((current / "manifest.json").read_text(encoding="utf-8"))["version"]
    assert done.stdout.startswith(f"* {current.name}  {version}  ")


def test_a_taken_port_is_a_clear_error(khen: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = khen("serve", "--port", taken.getsockname()[1])
    assert done.returncode == 2
    assert "another program listens on this port" in done.stderr
    assert "--port" in done.stderr


def test_a_variable_without_a_value_is_an_empty_cell(khen: Run) -> None:
    done = khen("query", "-e", "SELECT ?x WHERE {}")
    assert (done.returncode, done.stderr) == (0, "")
    assert "(1 row)" in done.stdout


def test_a_graph_is_written_with_the_prefixes_of_the_query(khen: Run) -> None:
    query = "PREFIX dc: <http://purl.org/dc/elements/1.1/> CONSTRUCT { <x:s> dc:title 'a' } {}"
    done = khen("query", "-e", query)
    assert 'dc:title "a"' in done.stdout


def test_an_iri_with_a_comma_is_one_cell(khen: Run) -> None:
    query = "SELECT ?conferral ?evidence { ?conferral a khen:AwardConferral ; khen:evidence ?evidence }"
    lines = khen("query", "-e", query, "--format", "csv").stdout.splitlines()
    assert all(len(row) == 2 for row in csv.reader(lines))
    assert len(lines) == 16
    assert "#char=4339,4369" in khen("query", "-e", query).stdout


@pytest.mark.parametrize("text", ["", '<http://e/a> <http://e/b> "c" .'])
def test_a_file_without_anything_to_check_does_not_conform(khen: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "x.ttl").write_text(text)
    done = khen("validate", tmp_path / "x.ttl")
    assert done.returncode == 1
    assert "nothing that the shapes describe" in done.stderr


def test_releases_are_beside_their_corpus_unless_named(khen: Run, corpus: Path) -> None:
    done = khen("releases", "--data", corpus, KHEN_RELEASES="")
    assert str(corpus.parent / "release") in done.stderr


def test_a_fault_of_the_engine_is_said_in_words(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Oxigraph 0.5.13 ends its process where it sorts values of many kinds."""

    def fail(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(querying, "evaluate", fail)
    with pytest.raises(KhenError, match=r"the engine failed \(exit status -9\)"):
        querying.ask(released, COUNT)
