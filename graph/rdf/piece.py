"""What the parts of one announcement's graph share: its facts, its writer, its entities, its main nodes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from rdflib import URIRef
from rdflib.namespace import SKOS

from graph.authority import Authority
from graph.authority.terms import Award
from graph.rdf.entities import Entities
from graph.rdf.writer import Writer
from graph.spelling import fold
from graph.statement import Decision, Facts, RecipientKind

KIND_TERMS = {RecipientKind.COLLECTIVE: "Collective", RecipientKind.INDIVIDUAL: "Individual"}
KIND_LETTERS = {RecipientKind.COLLECTIVE: "c", RecipientKind.INDIVIDUAL: "i"}
KIND_LABELS = {
    RecipientKind.COLLECTIVE: ("tập thể", "collectives"),
    RecipientKind.INDIVIDUAL: ("cá nhân", "individuals"),
}


@dataclass
class Piece:
    """One announcement on its way into its graph."""

    facts: Facts
    writer: Writer
    entities: Entities
    authority: Authority

    @cached_property
    def node(self) -> URIRef:
        """The announcement."""
        return self.writer.names.thing("announcement", self.facts.source)

    @cached_property
    def decision(self) -> URIRef:
        """The one decision that the announcement reports."""
        return self.writer.own("decision", "1")

    @cached_property
    def programmes(self) -> list[URIRef]:
        """The programmes, in the order in which the text names them; the first is the decision's."""
        return [self.entities.programme(programme) for programme in self.facts.programmes]

    @property
    def programme(self) -> URIRef | None:
        """The programme of the decision."""
        return self.programmes[0] if self.programmes else None

    def form(self, decision: Decision) -> Award:
        """The form of the award, from the tables by which it was recognised."""
        return self.authority.terms.award_by_name[fold(decision.award.value)]

    def award(self, decision: Decision) -> URIRef:
        """The award: its form as given by this body."""
        writer, form = self.writer, self.form(decision)
        body = self.entities.organisation(decision.awarding_body)
        key = str(body).rsplit("/", 1)[-1]
        subject = writer.names.thing("award", f"{form.key}-{key}")
        writer.types(subject, SKOS.Concept)
        known = self.authority.organisation_by_key.get(key)
        english = f"{form.name_en} of the {known.name_en}" if known else ""
        writer.label(subject, f"{form.name_vi} của {self.entities.labels[body]}", english, preferred=True)
        writer.add(subject, SKOS.broader, writer.names.term(form.concept))
        writer.cite(subject, decision.award.evidence)
        return subject
