"""What things and terms are called in the reader's language, looked up once for each page."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.store import Release
from server.announcement import kinds
from server.announcement.kinds import Kind
from server.announcement.things import Thing
from server.naming import Name, name_of
from server.reading import short_name


@dataclass(frozen=True)
class Naming:
    """The names in a release for readers of one language.

    Attributes:
        release: where they are looked up.
        language: of the page.
    """

    release: Release
    language: str
    _known: dict[str, Name] = field(default_factory=dict)

    def name(self, iri: str) -> Name:
        """The name of anything in the language of the page, else in any, else its short name."""
        if iri not in self._known:
            self._known[iri] = name_of(self.release, iri, self.language)
        return self._known[iri]

    def label(self, iri: str) -> str:
        """The name alone."""
        return self.name(iri).text

    def short(self, iri: str) -> str:
        """The prefixed name of a term."""
        return short_name(self.release, iri)

    def kind(self, kind: Kind) -> str:
        """What a kind of thing is called."""
        return kinds.name_of(kind, lambda local: self.label(str(self.release.names.term(local))))

    def mark(self, thing: Thing) -> str:
        """The letter and the number that stand for a thing in the text."""
        return f"{thing.kind.letter}{thing.number}"
