"""Finding by name among many: the index of Khen beside full-text indexes that others would take.

    python -m benchmarks.finding 100000        # names; what is installed of tantivy and rapidfuzz takes part

The names are invented in the manner of the data: people, unions of districts and communes, their units. What is looked
for are some of them as people type: without marks, with abbreviations, a letter wrong, words left out. A contender has
found a name if a thing that bears it comes first. Every figure is of one run; only their ratios say much.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import prettytable
from rdflib import Literal, URIRef
from rdflib.namespace import ORG, RDF, SKOS

from benchmarks.corpus import _GIVEN, _MIDDLE, _ROLES, _SURNAMES, _UNITS, SEED
from benchmarks.finding_others import others
from graph.authority import read_authority
from graph.authority.abbreviations import read_abbreviations
from graph.search import FILE, SearchIndex, open_index, write_index
from graph.search.words import plain
from graph.vocabulary import SCHEMA, Names, Quad

_ASKED = 60
_DATA = Path(__file__).parents[1] / "data" / "authority"
_LETTERS = "abcdeghiklmnopqrstuvxy"


@dataclass(frozen=True)
class Asked:
    """What is typed, the name that is meant, and what was done to it."""

    typed: str
    meant: str
    manner: str


@dataclass(frozen=True)
class Figures:
    """What was measured of a contender."""

    name: str
    build: float
    size: int
    seconds: tuple[float, ...]
    first: dict[str, float]
    """Manner to the share of names that came first."""


def invented(number: int, chance: random.Random) -> list[str]:
    """So many different names."""
    syllables = sorted({word for place in read_authority(_DATA).places.places for word in place.label_vi.split()})
    provinces = [place.label_vi.removeprefix("Thành phố ") for place in read_authority(_DATA).places.places]
    found: dict[str, None] = {}
    while len(found) < number:
        two = f"{chance.choice(syllables)} {chance.choice(syllables)}"
        commune = f"{chance.choice(syllables)} {chance.choice(syllables)}"
        province = chance.choice(provinces)
        draw = chance.random()
        if draw < 0.4:
            person = f"{chance.choice(_SURNAMES)} {chance.choice(_MIDDLE)} {chance.choice(_GIVEN)}"
            name = f"{person} {chance.choice(_GIVEN)}" if draw < 0.3 else person
        elif draw < 0.6:
            name = f"Hội LHPN xã {commune}, huyện {two}, tỉnh {province}"
        elif draw < 0.8:
            name = f"Hội Liên hiệp Phụ nữ huyện {two}, tỉnh {province}"
        elif draw < 0.9:
            name = f"{chance.choice(_UNITS)}, Hội LHPN huyện {two}, tỉnh {province}"
        else:
            name = f"{chance.choice(_ROLES)} Hội LHPN huyện {two}"
        found[name] = None
    return list(found)


def messy(names: list[str], chance: random.Random) -> Iterator[Asked]:
    """Some of the names as people type them."""
    manners: dict[str, Callable[[str], str]] = {
        "as printed": str,
        "no marks": _bare,
        "a letter wrong": lambda name: _mistyped(_bare(name), chance),
        "short form": lambda name: _bare(name.replace("Liên hiệp Phụ nữ", "LHPN")),
        "words left out": lambda name: _bare(" ".join(each for each in name.split() if each not in ("tỉnh", "xã"))),
    }
    for name in chance.sample(names, min(_ASKED, len(names))):
        for manner, change in manners.items():
            yield Asked(change(name), name, manner)


def _bare(name: str) -> str:
    return " ".join(plain(word) for word in name.replace(",", " ").split())


def _mistyped(name: str, chance: random.Random) -> str:
    at = chance.choice([at for at, letter in enumerate(name) if letter.isalpha()])
    letter = chance.choice(_LETTERS)
    return name[:at] + chance.choice(("", letter, letter + name[at])) + name[at + 1 :]


def quads(names: list[str]) -> Iterator[Quad]:
    """The names as statements of a release."""
    ours = Names()
    for number, name in enumerate(names):
        subject, graph = ours.thing("org", str(number)), ours.graph("announcement/x")
        kind: URIRef = ORG.Organization if "," in name or "Hội" in name else SCHEMA.Person
        yield subject, RDF.type, kind, graph
        yield subject, SKOS.prefLabel, Literal(name, lang="vi"), graph


def measured(name: str, path: Path, build: Callable[[Path], Callable[[str], list[str]]], asked: list[Asked]) -> Figures:
    """Build an index and ask it everything."""
    begun = time.perf_counter()
    find = build(path)
    built = time.perf_counter() - begun
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    size = sum(each.stat().st_size for each in files)
    seconds, right = [], {each.manner: [0, 0] for each in asked}
    for each in asked:
        begun = time.perf_counter()
        found = find(each.typed)
        seconds.append(time.perf_counter() - begun)
        right[each.manner][0] += found[:1] == [each.meant]
        right[each.manner][1] += 1
    return Figures(name, built, size, tuple(seconds), {key: good / all_ for key, (good, all_) in right.items()})


def khen(names: list[str]) -> Callable[[Path], Callable[[str], list[str]]]:
    """The index that a release carries."""

    def build(path: Path) -> Callable[[str], list[str]]:
        path.mkdir()
        write_index(path / FILE, quads(names), abbreviations=read_abbreviations(_DATA / "abbreviations.csv"))
        index = open_index(path)
        assert isinstance(index, SearchIndex)
        return lambda text: [hit.labels["vi"] for hit in index.search(text)]

    return build


def table(figures: list[Figures]) -> str:
    """What was measured, each contender a row; times and sizes also as multiples of the first."""
    manners = list(figures[0].first)
    shown = prettytable.PrettyTable(["", "build s", "MiB", "median ms", "99 % ms", "times the first", *manners])
    first = statistics.median(figures[0].seconds)
    for each in figures:
        middle = statistics.median(each.seconds)
        late = sorted(each.seconds)[int(len(each.seconds) * 0.99)]
        shares = [f"{each.first[manner]:.0%}" for manner in manners]
        shown.add_row(
            [each.name, f"{each.build:.1f}", f"{each.size / 2**20:.1f}", f"{1000 * middle:.2f}", f"{1000 * late:.1f}",
             f"{middle / first:.1f}", *shares]
        )  # fmt: skip
    return str(shown.get_string())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", type=int)
    parser.add_argument("--only", default=[""], nargs="+", help="leave out contenders whose name begins otherwise")
    options = parser.parse_args()
    chance = random.Random(SEED)
    names = invented(options.names, chance)
    asked = list(messy(names, chance))
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        contenders = {"khen": khen(names), **others(names)}
        for number, (name, build) in enumerate(contenders.items()):
            if name.startswith(tuple(options.only)):
                figures.append(measured(name, Path(folder) / str(number), build, asked))
    print(table(figures))


if __name__ == "__main__":
    main()
