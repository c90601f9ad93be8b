"""The questions of ``docs/linking.md`` to two endpoints, of which one is a store that stands in for Wikidata."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from tests.clients.recipes import PRINTED, ROOT, Kitchen, blocks, counted, node_modules, python
from tests.remote.stores import oxigraph

PAGE = ROOT / "docs" / "linking.md"
WIKIDATA = "https://query.wikidata.org/sparql"
LACKING = "ben-tre"
PROVINCES = 63


def items() -> Iterator[tuple[str, str]]:
    """The number of each province at Wikidata and its ISO code, from the reviewed table."""
    with (ROOT / "data" / "authority" / "identifiers.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["verified"] == "yes"]
    codes = {row["place"]: row["value"] for row in rows if row["scheme"] == "iso3166-2"}
    for row in rows:
        if row["scheme"] == "wikidata" and row["place"] in codes and row["place"] != LACKING:
            yield row["value"], codes[row["place"]]


@pytest.fixture(scope="module")
def wikidata() -> Iterator[str]:
    """An endpoint with items that have the shape of Wikidata's."""
    lines = (
        f'<http://www.wikidata.org/entity/{number}> <http://www.wikidata.org/prop/direct/P300> "{code}" .\n'
        for number, code in items()
    )
    with oxigraph() as store:
        place = store.url.removesuffix("query") + "store?default"
        headers = {"Content-Type": "application/n-triples"}
        assert httpx2.post(place, content="".join(lines), headers=headers, trust_env=False).is_success
        yield store.url


@pytest.fixture
def kitchen(tmp_path: Path, address: str, wikidata: str) -> Kitchen:
    return Kitchen(tmp_path, {PRINTED: address, WIKIDATA: wikidata})


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_batches(kitchen: Kitchen) -> None:
    said = kitchen.script(blocks(PAGE, "python")[0], "recipe.py", python())
    assert counted(said, "asked for") == PROVINCES
    assert counted(said, "the same") == PROVINCES - 1


def test_rdflib(kitchen: Kitchen) -> None:
    said = kitchen.script(blocks(PAGE, "python")[1], "recipe.py", python())
    assert counted(said, "the same") == PROVINCES - 1


def test_comunica(kitchen: Kitchen) -> None:
    (kitchen.folder / "node_modules").symlink_to(node_modules())
    (kitchen.folder / "codes.rq").write_text(blocks(PAGE, "sparql")[0], encoding="utf-8")
    (code,) = blocks(PAGE, "sh")
    found = rows(kitchen.shell(code))
    assert len(found) == PROVINCES - 1
    assert LACKING not in {row["province"].rpartition("/")[2] for row in found}


def test_from_another_store(kitchen: Kitchen, wikidata: str) -> None:
    query = kitchen.fill(blocks(PAGE, "sparql")[1])
    headers = {"Accept": "text/csv"}
    answer = httpx2.post(wikidata, data={"query": query}, headers=headers, trust_env=False, timeout=60)
    assert len(rows(answer.text)) == PROVINCES - 1


def test_the_endpoint_itself_refuses_as_the_page_says(address: str, wikidata: str) -> None:
    query = f"SELECT * {{ SERVICE <{wikidata}> {{ ?s ?p ?o }} }}"
    assert httpx2.get(f"{address}/sparql", params={"query": query}, trust_env=False).status_code == 400


def test_every_block_of_the_page_is_run() -> None:
    languages = re.findall(r"^```(\w+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert languages == ["python", "python", "sparql", "sh", "sparql"]
