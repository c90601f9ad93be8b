"""How long the pages of things take in the server: each type, made anew and given again, beside the same as Turtle.

    python -m benchmarks.pages          # the release and 100,000 triples; some minutes for the data at first
    python -m benchmarks.pages --disk   # as if both were too large to be held in memory

Times are those of the application, without a network, on a release that is opened as ``khen serve`` does it. Nothing is
kept of what is made anew; what is given again was asked for once before. A thing that ten thousand statements refer to
is added to the larger corpus.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import prettytable
import pyoxigraph
from flask import Flask
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from benchmarks.publishing import real_release, synthetic_release
from graph.engine import Settings
from graph.release.index import STORE
from graph.store import Release, held_in_memory, open_release, value_of
from graph.vocabulary import names_from_environment
from server import create_app
from server.results import Kept, Results
from server.things import Things

MANY = 10_000
_TYPES = (
    "khen:Announcement", "khen:SourceText", "khen:AwardDecision", "khen:AwardConferral", "schema:Person",
    "org:Membership", "org:FormalOrganization", "org:OrganizationalUnit", "khen:Programme", "khen:AdministrativeUnit",
    "khen:AdministrativeUnitVersion", "vl:ChangeEvent", "khen:Result", "schema:MonetaryAmount", "skos:Concept",
    "owl:Axiom",
)  # fmt: skip
_THINGS = 12
"""Things of a type that are asked for, in both languages."""
_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


class Nothing(Results):
    """Keeps nothing, so that each request is made anew."""

    def keep(self, key: Hashable, kept: Kept, key_size: int) -> None:
        """Do not keep it."""


@dataclass
class Times:
    """Milliseconds of the requests of a type."""

    name: str
    things: int
    anew: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    turtle: list[float] = field(default_factory=list)

    def row(self) -> list[str]:
        """The figures: median and 95th percentile made anew, the median given again, and both beside Turtle."""
        anew, again, turtle = (statistics.median(each) for each in (self.anew, self.again, self.turtle))
        late = sorted(self.anew)[max(-(-95 * len(self.anew) // 100) - 1, 0)]
        figures = [f"{each:.1f}" for each in (anew, late, again)]
        return [self.name, str(self.things), *figures, f"{anew / turtle:.1f}", f"{again / turtle:.2f}"]


def measured(release: Release, things: dict[str, list[str]]) -> Iterator[Times]:
    """The times of each type, each thing asked for by itself."""
    making, keeping = create_app(release, things=Things(release, Nothing(1))), create_app(release)
    for app in (making, keeping):  # what is read once for a release, and compiled once for a process
        for language in ("vi", "en"):
            _asked(app, "area/ben-tre/v/1", f"text/html;{language}")
    for name, keys in things.items():
        times = Times(name, len(keys))
        for key in keys:
            for language in ("vi", "en"):
                times.anew.append(_asked(making, key, f"text/html;{language}"))
                times.turtle.append(_asked(making, key, "text/turtle;"))
                _asked(keeping, key, f"text/html;{language}")
                times.again.append(_asked(keeping, key, f"text/html;{language}"))
        yield times


def chosen(release: Release) -> dict[str, list[str]]:
    """Some things of each type, evenly from all of them."""
    start = f"{release.names.base}id/"
    found = {}
    for short in _TYPES:
        prefix, _, local = short.partition(":")
        kind = NamedNode(release.prefixes()[prefix] + local)
        quads = release.store.quads_for_pattern(None, _RDF_TYPE, kind, DefaultGraph())
        keys = sorted(
            iri.removeprefix(start) for iri in (value_of(quad.subject) for quad in quads) if iri.startswith(start)
        )
        found[short] = keys[:: max(len(keys) // _THINGS, 1)][:_THINGS]
    return {short: keys for short, keys in found.items() if keys}


def crowded(release: Release, folder: Path, *, in_memory: bool) -> Release:
    """The release with a thing that very many statements refer to, on disk or in memory."""
    place = folder / STORE
    shutil.copytree(release.folder / STORE, place)
    base = release.names.base
    hub, recipient = NamedNode(f"{base}id/org/hub"), NamedNode(str(release.names.term("recipient")))
    said: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [(hub, _LABEL, Literal("Rất nhiều", language="vi"))]
    for number in range(MANY):
        conferral = NamedNode(f"{base}id/conferral/many-{number}")
        said += [(conferral, recipient, hub), (conferral, _LABEL, Literal(f"Lượt {number}", language="vi"))]
    store = pyoxigraph.Store(str(place))
    graph = NamedNode(f"{base}graph/announcement/many")
    store.bulk_extend(Quad(*triple, where) for triple in said for where in (DefaultGraph(), graph))
    store.optimize()
    store.flush()
    del store
    on_disk = pyoxigraph.Store.read_only(str(place))
    if not in_memory:
        return replace(release, store=on_disk)
    held = pyoxigraph.Store()
    held.bulk_extend(on_disk)
    return replace(release, store=held)


def _asked(app: Flask, key: str, wanted: str) -> float:
    kind, _, language = wanted.partition(";")
    headers = {"Accept": kind, "Accept-Language": language}
    path, _, query = key.partition("?")
    begun = time.perf_counter()
    response = app.test_client().get(f"/doc/{path}?{query if kind == 'text/html' else ''}", headers=headers)
    took = 1000 * (time.perf_counter() - begun)
    if response.status_code != 200:
        raise SystemExit(f"{key}: {response.status}")
    return took


def table(times: list[Times]) -> str:
    """The figures of all types."""
    shown = prettytable.PrettyTable(
        ["type", "things", "anew ms", "95 % ms", "again ms", "anew / Turtle", "again / Turtle"]
    )
    shown.align = "r"
    shown.align["type"] = "l"
    shown.add_rows([each.row() for each in times])
    every = Times("all", sum(each.things for each in times))
    for each in times:
        every.anew += each.anew
        every.again += each.again
        every.turtle += each.turtle
    shown.add_row(every.row())
    return str(shown.get_string())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=100_000, help="of the larger corpus")
    parser.add_argument("--disk", action="store_true", help="read from the store on disk")
    options = parser.parse_args()
    largest = 0 if options.disk else Settings().in_memory
    root = Path(__file__).parents[1]
    data, cache, names = root / "data", root / "build" / "benchmark", names_from_environment()
    cache.mkdir(parents=True, exist_ok=True)
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    for place in (real_release(data, cache, names), synthetic_release(data, cache, names, options.triples)):
        release = held_in_memory(open_release(place), largest)
        print(f"\n{release.manifest.counts['triples']:,} triples")
        print(table(list(measured(release, chosen(release)))))
    with tempfile.TemporaryDirectory() as folder:
        many = crowded(release, Path(folder), in_memory=not options.disk)
        keys = {"10,000 referring": ["org/hub"] * 10}
        keys["a page of them"] = [f"org/hub?incoming=khen:recipient&page={number}" for number in range(1, 200, 20)]
        print(f"\nA thing that {MANY:,} statements refer to")
        print(table(list(measured(many, keys))))
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
