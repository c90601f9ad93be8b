"""The pages of the ontology and of the shapes, and the picture of the model."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Final

from flask import render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from pyoxigraph import NamedNode, Triple

from graph.store import Release
from server.addresses import here
from server.collation import collation
from server.describing.drawing import Sheet, draw
from server.describing.ontology import Term, read_terms
from server.describing.picture import ANY, arrows, cards
from server.describing.shapes import Shape, read_shapes
from server.drawing import provenance
from server.naming import Cell, cell_of, in_language, named
from server.negotiation import language
from server.reading import short_name
from server.terms import EXTERNAL_LABELS

_HEADINGS: Final = {
    "classes": lazy_gettext("Classes"),
    "properties": lazy_gettext("Properties"),
    "concepts": lazy_gettext("Concepts"),
}
_TARGETS: Final = {
    "targetClass": lazy_gettext("every"),
    "targetSubjectsOf": lazy_gettext("everything that states"),
    "targetObjectsOf": lazy_gettext("every value of"),
    "targetNode": lazy_gettext("this very thing:"),
}
Formats = list[tuple[str, str]]


class Description:
    """The ontology and the shapes of a release, read when they are first asked for.

    Args:
        release: what is served.
        ontology: gives the triples of the ontology.
        shapes: gives those of the shapes.
    """

    def __init__(
        self, release: Release, ontology: Callable[[], Iterable[Triple]], shapes: Callable[[], Iterable[Triple]]
    ) -> None:
        self._release = release
        self._ontology = ontology
        self._shapes = shapes

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """What the ontology defines."""
        return read_terms(self._release, self._ontology())

    @cached_property
    def shapes(self) -> tuple[Shape, ...]:
        """What is checked."""
        return read_shapes(self._release, self._shapes())

    def ontology_page(self, formats: Formats) -> str:
        """The page of the ontology, with links to its other formats."""
        lang = language()
        return render_template(
            "vocabulary.html",
            terms=sorted(self.terms, key=lambda each: collation(in_language(each.labels, lang) or each.local)),
            groups=list(_HEADINGS.items()),
            formats=formats,
            namespace=self._release.names.term(""),
            cell=lambda iri: self._cell(iri, lang),
            relations=lambda term: [
                (EXTERNAL_LABELS.get(name, {}).get(lang, name), [self._cell(each, lang) for each in values])
                for name, values in term.relations
            ],
        )

    def shapes_page(self, formats: Formats) -> str:
        """The page of the shapes, with links to their other formats."""
        lang = language()
        return render_template(
            "shapes.html",
            shapes=sorted(self.shapes, key=lambda each: collation(in_language(each.labels, lang) or each.local)),
            constraints=sum(len(each.constraints) for each in self.shapes),
            formats=formats,
            targets=lambda shape: [(_TARGETS[kind], self._cell(iri, lang)) for kind, iri in shape.targets],
        )

    def picture(self, columns: int) -> str:
        """The model as a picture, in the language of the reader.

        Args:
            columns: of cards beside one another.
        """
        lang = language()

        def short(iri: str) -> str:
            return short_name(self._release, iri)

        labels = {name: said.get(lang, "") for name, said in EXTERNAL_LABELS.items()}
        labels |= {short(each.iri): in_language(each.labels, lang) or each.local for each in self.terms}
        labels[ANY] = _("any thing")
        drawn = cards(self.terms, arrows(self.terms, self.shapes, short), short, labels)
        ours = {short(each.iri): each.local for each in self.terms}
        sheet = Sheet(
            _("The model as a picture"),
            _("is a kind of"),
            (_("A line “property → class” says what a property of the class leads to."), *provenance(self._release)),
        )
        return draw(
            drawn, labels, sheet, lambda name: f"{here('def')}#{ours[name]}" if name in ours else "", columns=columns
        )

    def _cell(self, text: str, lang: str) -> Cell:
        """A value: a thing by its name, a term of another vocabulary by name and prefixed name, words as they are."""
        if not text.startswith(("http://", "https://")):
            return Cell(text)
        if text.startswith(self._release.names.base):
            return cell_of(self._release, NamedNode(text), lang)
        term = named(self._release, text, lang)
        return Cell(term.name if term.name == term.short else f"{term.name} ({term.short})", "", term.href)
