"""The marker: a graph in the store that says which release is there whole. It is written last.

Each *load* has an IRI of its own, which is also the name of the graph that holds the union of its release. So what
an engine reads there is never written over: another load writes elsewhere. Only the named graphs have the same IRIs
in every release; whose they are is said by one triple, which is taken away before the first of them is touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from graph.errors import Worded
from graph.store import Release
from server.remote.errors import ReleaseNotHeld

_IDENTIFIER: Final = "http://purl.org/dc/terms/identifier"
_HAS_PART: Final = "http://purl.org/dc/terms/hasPart"
_HAS_VERSION: Final = "http://purl.org/dc/terms/hasVersion"
_DIGEST: Final = "http://spdx.org/rdf/terms#checksumValue"
_TRIPLES: Final = "http://rdfs.org/ns/void#triples"


@dataclass(frozen=True)
class Load:
    """One putting of a release into a store.

    Attributes:
        iri: its own, and that of the graph with the union.
        release: the identifier of the release.
        graphs: the named graphs of the release.
        digest: SHA-256 of the release's ``khen.nq``, in hexadecimal; ``None`` until the union is complete.
        triples: in the union; ``None`` until it is complete.
    """

    iri: str
    release: str
    graphs: frozenset[str]
    digest: str | None = None
    triples: int | None = None

    @property
    def complete(self) -> bool:
        """Whether the union is there whole."""
        return self.digest is not None and self.triples is not None


@dataclass(frozen=True)
class Held:
    """What a store holds.

    Attributes:
        loads: complete or not, by their IRIs.
        named: the IRI of the load whose named graphs are there; ``None`` while they are being written.
    """

    loads: Mapping[str, Load]
    named: str | None = None

    def without(self, iris: Iterable[str]) -> Held:
        """The same without some loads."""
        gone = set(iris)
        kept = {iri: load for iri, load in self.loads.items() if iri not in gone}
        return Held(kept, None if self.named in gone else self.named)

    def with_load(self, load: Load) -> Held:
        """The same with a load added or changed."""
        return replace(self, loads={**self.loads, load.iri: load})

    def find(self, release: Release) -> Load:
        """The load from which a release can be served.

        Raises:
            ReleaseNotHeld: with what is there instead.
        """
        load = self.loads.get(self.named or "")
        if load is None:
            raise ReleaseNotHeld.because(release.id, Worded("no release is there whole"))
        if load.release != release.id or load.digest != digest_of(release):
            raise ReleaseNotHeld.because(release.id, Worded("the release %(release)s is there", release=load.release))
        if load.graphs != frozenset(release.graphs) or not load.complete:
            raise ReleaseNotHeld.because(release.id, Worded("its marker does not fit"))
        return load


def marker(release: Release) -> str:
    """The IRI of the graph that holds the marker; it is no graph of the release."""
    return release.manifest.base + "loaded"


def nothing(release: Release) -> str:
    """The IRI of a graph that is never written."""
    return release.manifest.base + "loaded#nothing"


def digest_of(release: Release) -> str:
    """SHA-256 of the quads of a release, in hexadecimal.

    Raises:
        ReleaseNotHeld: the manifest does not say.
    """
    file = release.manifest.file("khen.nq")
    if file is None:
        raise ReleaseNotHeld.because(
            release.id, Worded("its manifest names no khen.nq, so that nothing can be compared")
        )
    return file.sha256


def held(rows: Iterable[Mapping[str, str]]) -> Held:
    """What the triples of a marker graph say, as rows with ``s``, ``p`` and ``o``.

    >>> held([]).named is None
    True
    """
    named: str | None = None
    found: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        if row["p"] == _HAS_VERSION:
            named = row["o"]
        else:
            found.setdefault(row["s"], {}).setdefault(row["p"], []).append(row["o"])
    loads = {}
    for iri, said in found.items():
        triples = said.get(_TRIPLES, [""])[0]
        loads[iri] = Load(
            iri,
            said.get(_IDENTIFIER, [""])[0],
            frozenset(said.get(_HAS_PART, ())),
            said[_DIGEST][0] if _DIGEST in said else None,
            int(triples) if triples.isdecimal() else None,
        )
    return Held(loads, named)


def triples(state: Held, graph: str) -> Iterator[Triple]:
    """The triples of a marker graph.

    >>> load = Load("http://e/loaded/1", "r1", frozenset({"http://e/graph/a"}), "00", 7)
    >>> state = Held({load.iri: load}, load.iri)
    >>> rows = [{"s": t.subject.value, "p": t.predicate.value, "o": t.object.value} for t in triples(state, "http://e/")]
    >>> held(rows) == state
    True
    """
    for load in state.loads.values():
        subject = NamedNode(load.iri)
        yield Triple(subject, NamedNode(_IDENTIFIER), Literal(load.release))
        for part in sorted(load.graphs):
            yield Triple(subject, NamedNode(_HAS_PART), NamedNode(part))
        if load.digest is not None and load.triples is not None:
            yield Triple(subject, NamedNode(_DIGEST), Literal(load.digest))
            yield Triple(subject, NamedNode(_TRIPLES), Literal(str(load.triples)))
    if state.named is not None:
        yield Triple(NamedNode(graph), NamedNode(_HAS_VERSION), NamedNode(state.named))
