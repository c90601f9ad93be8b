"""Each recipe of ``docs/clients`` gets as many rows as there are."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from tests.clients.recipes import FOLDER, PRINTED, Kitchen, blocks, counted, node_modules, program, python

QUESTION = FOLDER / "recipients.rq"
CURL, PYTHON, R, ROQET, COMUNICA = (FOLDER / f"{name}.md" for name in ("curl", "python", "r", "roqet", "comunica"))
NOTEBOOK = FOLDER / "provinces.ipynb"
RECIPIENTS, PROVINCES = 15, 63
"""As many as docs/questions/01 lists, and as there were in 2023."""


@pytest.fixture
def kitchen(tmp_path: Path, address: str) -> Kitchen:
    shutil.copy(QUESTION, tmp_path)
    return Kitchen(tmp_path, {PRINTED: address})


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_counts_are_those_of_the_answers_that_were_checked_by_eye() -> None:
    answer = (FOLDER.parent / "questions" / "01-recipients-in-list-order.csv").read_text(encoding="utf-8")
    assert len(rows(answer)) == RECIPIENTS


def test_curl(kitchen: Kitchen) -> None:
    program("curl")
    question, places, thing = (kitchen.shell(code) for code in blocks(CURL, "sh"))
    assert len(rows(question)) == RECIPIENTS
    assert len(rows(places)) == PROVINCES
    assert len(list(parse(thing, format=RdfFormat.N_TRIPLES))) > 10


@pytest.mark.parametrize("number", range(4), ids=["pandas", "SPARQLWrapper", "SPARQLStore", "parse"])
def test_python(kitchen: Kitchen, number: int) -> None:
    codes = blocks(PYTHON, "python")
    assert len(codes) == 4
    said = kitchen.script(codes[number], "recipe.py", python(), "-W", "error::FutureWarning")
    if number < 3:
        assert counted(said, "recipients") == RECIPIENTS
    if number == 0:
        assert counted(said, "provinces, 01 the first code") == PROVINCES
    if number == 3:
        assert counted(said, "statements") > 10
        assert "['Ben Tre', 'Bến Tre']" in said


def test_pandas_joins_a_table_by_its_names(kitchen: Kitchen) -> None:
    (code,) = blocks(FOLDER.parent / "reconciliation.md", "python")
    said = kitchen.script(code, "recipe.py", python(), "-W", "error::FutureWarning")
    assert counted(said, "matched") == 4
    assert said.count("'area/tay-ninh/v/1'") == 2


def test_r(kitchen: Kitchen) -> None:
    rscript = program("Rscript")
    if "TRUE" not in kitchen.run([rscript, "-e", "cat(requireNamespace('httr2', quietly = TRUE))"]):
        pytest.skip("httr2 is not installed in R; .ci/run installs it")
    (code,) = blocks(R, "r")
    said = kitchen.script(code, "recipe.R", rscript)
    assert counted(said, "recipients") == RECIPIENTS
    assert counted(said, "provinces, 01 the first code") == PROVINCES


def test_roqet(kitchen: Kitchen) -> None:
    program("roqet")
    (code,) = blocks(ROQET, "sh")
    assert len(rows(kitchen.shell(code))) == RECIPIENTS


def test_comunica_on_the_command_line(kitchen: Kitchen) -> None:
    (kitchen.folder / "node_modules").symlink_to(node_modules())
    (code,) = blocks(COMUNICA, "sh")
    assert len(rows(kitchen.shell(code))) == RECIPIENTS


def test_comunica_in_a_program(kitchen: Kitchen) -> None:
    (kitchen.folder / "node_modules").symlink_to(node_modules())
    (code,) = blocks(COMUNICA, "js")
    said = kitchen.script(code, "recipe.mjs", program("node"))
    assert counted(said, "recipients") == RECIPIENTS


def test_the_lock_of_comunica_names_no_registry() -> None:
    for name in ("package.json", "package-lock.json"):
        text = (FOLDER / "comunica" / name).read_text(encoding="utf-8")
        assert '"resolved"' not in text
        assert "registry" not in text


def test_the_notebook_is_kept_without_what_it_printed() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    codes = [cell for cell in cells if cell["cell_type"] == "code"]
    assert codes
    assert not [cell for cell in codes if cell["outputs"] or cell["execution_count"]]


def test_the_notebook(kitchen: Kitchen) -> None:
    (kitchen.folder / NOTEBOOK.name).write_text(kitchen.fill(NOTEBOOK.read_text(encoding="utf-8")), encoding="utf-8")
    kitchen.run([python(), "-m", "jupyter", "execute", "--inplace", NOTEBOOK.name])
    cells = json.loads((kitchen.folder / NOTEBOOK.name).read_text(encoding="utf-8"))["cells"]
    outputs = {cell["id"]: cell["outputs"] for cell in cells if cell["cell_type"] == "code"}
    shown = {name: "".join(text for each in found for text in each.get("data", {}).get("text/plain", []))
             for name, found in outputs.items()}  # fmt: skip
    assert not [each for found in outputs.values() for each in found if each["output_type"] in ("stream", "error")]
    assert shown["ask"] == "10"
    assert "Vĩnh Long" in shown["table"]
    assert len(shown["table"].splitlines()) == 1 + 10
    for name in ("chart", "map"):
        assert [each for each in outputs[name] if "image/png" in each.get("data", {})]
    assert shown["map"].endswith("63")
