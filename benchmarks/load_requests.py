"""The mix of the load benchmark: ten queries, each as one text that is repeated, and as texts that never come twice.

A text must be new without costing more, and be new to a cache that leaves out comments and white space, too. So each
gets a ``LIMIT`` of its own that is larger than any result. Where a query names a thing (a person, a province), the
thing changes with it, drawn from the release in an order that is the same in every run.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store, Variable

FOLDER = Path(__file__).parent / "queries"
FIRST = 1_000_000
"""The limit of the first text: no result of the mix has as many rows."""
_THINGS = 2000
"""People that are asked about in turns."""
_GAP = re.compile(r"(\{number\}|\{value\})")
_PERSON = "<https://w3id.org/khen/id/person/phan-thi-hieu-ben-tre>"
_AREA = "<https://w3id.org/khen/id/area/ben-tre>"
_PROVINCE = "tỉnh bến tre"
_PEOPLE = "SELECT DISTINCT ?thing WHERE { ?thing a <https://schema.org/Person> }"
# What is asked for has an answer: that of rdflib to a group of nothing is a row, and would be another than ours.
_PROVINCES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX org: <http://www.w3.org/ns/org#>
SELECT DISTINCT ?thing ?label WHERE {
  { ?conferral <https://w3id.org/khen/def#recipient> ?body } UNION { ?office org:organization ?body }
  ?body <https://schema.org/areaServed>/<https://version.link/identity> ?thing .
  ?thing skos:prefLabel ?label FILTER(LANG(?label) = "vi")
}
"""
_QUOTED = """
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?name WHERE { ?evidence oa:hasSelector/oa:exact ?exact FILTER(CONTAINS(LCASE(?exact), ?name)) } LIMIT 1
"""


class Kind(Enum):
    """What a query asks of an engine."""

    POINT = "point lookup"
    """One thing: what an engine does for it takes less time than the request around it."""
    MIDDLE = "one province"
    HEAVY = "heavy"
    """Reads, joins, sorts or counts what is there of a kind in the whole release."""


_KINDS = {"01-entity": Kind.POINT, "02-recipient": Kind.POINT, "04-province": Kind.MIDDLE}


@dataclass(frozen=True)
class Mixed:
    """A query of the mix.

    Attributes:
        name: of its file.
        text: as it stands there.
        template: the same with the gaps ``{number}`` and, where it names a thing, ``{value}``.
        values: what goes into the second gap.
    """

    name: str
    text: str
    template: str
    values: tuple[str, ...] = ("",)

    @property
    def kind(self) -> Kind:
        """What it asks of an engine."""
        return _KINDS.get(self.name, Kind.HEAVY)

    @property
    def accept(self) -> str:
        """The media type that is asked for: the one that every engine writes fastest."""
        return "application/n-triples" if "CONSTRUCT {" in self.text else "application/sparql-results+json"

    def variant(self, number: int) -> str:
        """The text with this number."""
        number += FIRST
        gaps = {"{number}": str(number), "{value}": self.values[number % len(self.values)]}
        return _GAP.sub(lambda gap: gaps[gap[0]], self.template)

    def plan(self, repeated: bool) -> str:
        """The file for ``scripts/load.lua``: the text with its gaps, percent-encoded, and the values."""
        if repeated:
            return quote(self.text, safe="") + "\n\n"
        parts = _GAP.split(self.template)
        template = "".join(part if _GAP.fullmatch(part) else quote(part, safe="") for part in parts)
        return "\n".join((template, *(quote(each, safe="") for each in self.values))) + "\n"


def mix(release: Path) -> tuple[Mixed, ...]:
    """The ten queries, with the things that a release holds.

    Args:
        release: its folder.
    """
    store = Store.read_only(str(release / "store"))
    people = tuple(thing for thing, *_ in _rows(store, _PEOPLE))[:_THINGS]
    provinces = _rows(store, _PROVINCES)
    areas = tuple(dict.fromkeys(thing for thing, _ in provinces))
    names = tuple(name for name in dict.fromkeys(label.lower() for _, label in provinces) if _quoted(store, name))
    things = {_PERSON: people, _AREA: areas, _PROVINCE: names}
    return tuple(mixed(file.stem, file.read_text(encoding="utf-8"), things) for file in sorted(FOLDER.glob("*.rq")))


def mixed(name: str, text: str, things: dict[str, tuple[str, ...]]) -> Mixed:
    """A query with the gaps that make a text of its own.

    Args:
        name: of the query.
        text: of the query.
        things: what it may name, and what may stand in its place.

    >>> found = mixed("list", "SELECT ?a WHERE { ?a ?b <x> }", {"<x>": ("<y>", "<z>")})
    >>> found.variant(3)
    'SELECT ?a WHERE { ?a ?b <z> }\\nLIMIT 1000003\\n'
    """
    named = next((each for each in things if each in text), None)
    bare = _whole(text) if re.search(r"^LIMIT ", text, re.MULTILINE) else text.rstrip()
    template = f"{bare}\nLIMIT {{number}}\n"
    if named is None:
        return Mixed(name, text, template)
    return Mixed(name, text, template.replace(named, "{value}"), things[named])


def _whole(text: str) -> str:
    """A query that has a limit already, within another that can have one, with the same columns."""
    found = re.search(r"^SELECT ([?\w ]+) WHERE", text, re.MULTILINE)
    assert found is not None
    inner = text[found.start() :].rstrip()
    return f"{text[: found.start()]}SELECT {found[1]} WHERE {{ {{\n{inner}\n}} }}"


def _rows(store: Store, query: str) -> list[tuple[str, ...]]:
    """Rows as text, in an order that says nothing of where they are stored."""
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    rows = sorted(tuple(_text(term) for term in row) for row in found)
    random.Random(0).shuffle(rows)
    return rows


def _quoted(store: Store, name: str) -> bool:
    """Whether any quotation holds it."""
    found = store.query(_QUOTED, substitutions={Variable("name"): Literal(name)})
    assert isinstance(found, QuerySolutions)
    return next(found, None) is not None


def _text(term: object) -> str:
    return str(term) if isinstance(term, NamedNode) else str(getattr(term, "value", ""))
