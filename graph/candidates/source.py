"""Where candidates come from: a file of RDF, or an endpoint; both answer the same two questions."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final, Protocol, cast

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from graph.candidates.interface import Say
from graph.candidates.names import Matcher
from graph.candidates.subjects import Subject
from graph.candidates.targets import Target, target_of
from graph.candidates.things import CODES, DESCRIBED, NAMES, SAME, Thing, Value, things
from graph.errors import KhenError
from graph.formats import DATASET_FORMATS, GRAPH_FORMATS, by_extension

_EVERY: Final = 1_000_000
"""Statements between two words about how far the reading is."""


class DumpError(KhenError):
    """A file of candidates cannot be read; the subject names it."""


@dataclass(frozen=True)
class Wanted:
    """What is looked for.

    Attributes:
        subjects: our things that have no link yet.
        scheme: whose things are wanted.
    """

    subjects: tuple[Subject, ...]
    scheme: str
    matcher: Matcher = field(init=False, repr=False)
    identifiers: frozenset[Target] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "matcher", Matcher({each.key: each.names for each in self.subjects}))
        known = (target for each in self.subjects for target in each.identifiers)
        object.__setattr__(self, "identifiers", frozenset(known))

    def fits(self, iri: str) -> bool:
        """Whether a thing with this address can be linked to."""
        target = target_of(iri)
        return target is not None and target.scheme == self.scheme


class Source(Protocol):
    """Where things of another data set can be found."""

    @property
    def name(self) -> str:
        """What to call it in the review file."""

    def find(self, wanted: Wanted) -> set[str]:
        """Addresses of things with a name or an identifier of one of ours."""

    def describe(self, addresses: Collection[str]) -> dict[str, Thing]:
        """Address to what is known of the thing; those of which nothing is known are left out."""


@dataclass(frozen=True)
class Dump:
    """A file of RDF in a format that its extension names, packed with gzip or not. It is read once for each question.

    Nothing is held but what was found, so that a file can be larger than the memory.
    """

    path: Path
    say: Say

    @property
    def name(self) -> str:
        """The name of the file, without the folders of the machine it lies on."""
        return self.path.name

    def find(self, wanted: Wanted) -> set[str]:
        """As :meth:`Source.find`, names in any language and any spelling that is near.

        Raises:
            DumpError: the file cannot be read.
        """
        self.say(f"looking for names in {self.name}")
        found: set[str] = set()
        for subject, predicate, value in self._statements():
            if subject not in found and wanted.fits(subject) and _speaks(predicate, value, wanted):
                found.add(subject)
        return found

    def describe(self, addresses: Collection[str]) -> dict[str, Thing]:
        """As :meth:`Source.describe`.

        Raises:
            DumpError: the file cannot be read.
        """
        wanted = frozenset(addresses)
        self.say(f"reading what {self.name} says of {len(wanted):,} things")
        return things(each for each in self._statements() if each[0] in wanted and each[1] in DESCRIBED)

    def _statements(self) -> Iterator[tuple[str, str, Value]]:
        known = by_extension(self.path.name.removesuffix(".gz").rpartition(".")[2])
        if known is None or known not in GRAPH_FORMATS + DATASET_FORMATS:
            extensions = ", ".join(f".{each.extension}" for each in GRAPH_FORMATS + DATASET_FORMATS)
            raise DumpError(self.path, "has no extension of an RDF format", f"Known: {extensions}, each also with .gz.")
        try:
            with self._opened() as stream:
                quads = parse(
                    stream, format=getattr(RdfFormat, known.pyoxigraph), base_iri=self.path.resolve().as_uri()
                )
                for number, quad in enumerate(quads, 1):
                    if number % _EVERY == 0:
                        self.say(f"{number:,} statements of {self.name}")
                    if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                        yield quad.subject.value, quad.predicate.value, quad.object
        except SyntaxError as error:
            raise DumpError(
                self.path, f"not {known.label}: {error.msg}", "Correct the file, or fetch it again."
            ) from error
        except (OSError, EOFError, zlib.error) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise DumpError(self.path, f"cannot be read: {reason}", "Check the path and its rights.") from error

    def _opened(self) -> IO[bytes]:
        if self.path.suffix == ".gz":
            return cast("IO[bytes]", gzip.open(self.path))
        return self.path.open("rb")


def _speaks(predicate: str, value: Value, wanted: Wanted) -> bool:
    """Whether a statement makes its subject a candidate."""
    if isinstance(value, Literal) and predicate in NAMES:
        return bool(wanted.matcher.alike(value.value))
    if predicate not in CODES and predicate not in SAME:
        return False
    found = things([("urn:x", predicate, value)])
    return any(each.identifiers & wanted.identifiers for each in found.values())
