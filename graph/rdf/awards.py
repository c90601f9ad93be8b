"""The announcement, the decision, its counts and conferrals, and the events, as RDF."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, PROV, RDF, SKOS, XSD

from graph.authority import Authority
from graph.rdf.entities import Entities
from graph.rdf.writer import Writer, day_literal, integer, year_literal
from graph.spelling import fold, settle_tone, slug
from graph.statement import (
    AnnouncedCount,
    Conferral,
    CountDifference,
    Decision,
    Event,
    Facts,
    PersonMention,
    Programme,
    RecipientKind,
)
from graph.vocabulary import SCHEMA

_KINDS = {RecipientKind.COLLECTIVE: ("Collective", "c"), RecipientKind.INDIVIDUAL: ("Individual", "i")}
_KIND_LABELS = {
    RecipientKind.COLLECTIVE: ("tập thể", "collectives"),
    RecipientKind.INDIVIDUAL: ("cá nhân", "individuals"),
}
_ZONE = "+07:00"


@dataclass
class Awards:
    """Writes what one announcement says of its award."""

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
        """The programmes, the one of the decision first."""
        return [self._programme(programme) for programme in self.facts.programmes]

    def write(self) -> None:
        """Everything but figures."""
        self._announcement()
        number = 0
        for subject, programme in zip(self.programmes, self.facts.programmes, strict=True):
            number = self._periods(subject, programme, number)
        if self.facts.decision:
            self._decision(self.facts.decision)
            for conferral in self.facts.conferrals:
                self._conferral(conferral, self.facts.decision)
        for event in self.facts.events:
            self._event(event)
        for mention in self.facts.mentions:
            self.entities.mention(mention)
        for passage, unread in enumerate(self.facts.unread, start=1):
            subject = self.writer.own("unread", f"{passage:02d}")
            self.writer.types(subject, self.writer.names.term("UnreadPassage"))
            self.writer.label(
                subject, f"Đoạn chưa đọc được ở dòng {unread.line}", f"Passage not read, line {unread.line}"
            )
            self.writer.add_term(subject, "reason", Literal(unread.reason, lang="en"))
            self.writer.add_term(subject, "lineNumber", integer(unread.line))
            self.writer.cite(subject, [unread.evidence])

    # The piece ------------------------------------------------------------------------------------------

    def _announcement(self) -> None:
        writer, said, document = self.writer, self.facts.announcement, self.writer.document
        writer.types(self.node, writer.names.term("Announcement"), SCHEMA.NewsArticle)
        writer.label(self.node, said.headline.value)
        writer.add(self.node, SCHEMA.headline, Literal(said.headline.value, lang="vi"))
        writer.add(self.node, DCTERMS.identifier, Literal(document.id))
        writer.add(self.node, SCHEMA.inLanguage, Literal(document.metadata.language))
        writer.cite(self.node, said.headline.evidence)
        if said.published:
            self._published(said.published, said.zone_stated)
        absent = [SCHEMA.publisher] if document.metadata.publisher is None else []
        absent += [SCHEMA.url] if document.metadata.address is None else []
        if said.byline:
            writer.add_term(self.node, "byline", Literal(said.byline.value))
            writer.cite(self.node, said.byline.evidence)
        else:
            absent.append(writer.names.term("byline"))
        if said.published_evidence:
            writer.cite(self.node, [said.published_evidence])
        else:
            absent.append(SCHEMA.datePublished)
        if said.caption:
            writer.add_term(self.node, "caption", Literal(said.caption.value, lang="vi"))
            writer.cite(self.node, said.caption.evidence)
        for predicate in absent:
            writer.add_term(self.node, "notStated", predicate)
        if document.metadata.publisher:
            writer.add(self.node, DCTERMS.publisher, Literal(document.metadata.publisher))
        if document.metadata.address:
            writer.add(self.node, SCHEMA.url, URIRef(document.metadata.address))
        self._text()

    def _published(self, local: str, zone_stated: bool) -> None:
        """The moment as printed; the offset of Viet Nam is assumed where the text names none."""
        if "T" in local:
            value = Literal(local + _ZONE, datatype=XSD.dateTime)
            self.writer.add_term(
                self.node,
                "timeZoneAssumed",
                Literal("false" if zone_stated else "true", datatype=XSD.boolean),
            )
        else:
            value = Literal(local, datatype=XSD.date)
        self.writer.add(self.node, SCHEMA.datePublished, value)

    def _text(self) -> None:
        writer, document = self.writer, self.writer.document
        writer.add_term(self.node, "sourceText", writer.text)
        writer.types(writer.text, writer.names.term("SourceText"), PROV.Entity)
        writer.label(writer.text, f"Văn bản nguồn {document.id}", f"Source text {document.id}")
        writer.add_term(writer.text, "sha256", Literal(document.sha256))
        writer.add_term(writer.text, "characterCount", integer(len(document.text)))
        writer.add(writer.text, DCTERMS["format"], Literal("text/plain; charset=utf-8"))
        writer.add(writer.text, DCTERMS.language, Literal(document.metadata.language))
        if document.metadata.rights:
            writer.add(writer.text, DCTERMS.rights, Literal(document.metadata.rights, lang="en"))
        if document.metadata.publish_text:
            writer.add_term(writer.text, "fullText", Literal(document.text))

    # The programme --------------------------------------------------------------------------------------

    def _programme(self, programme: Programme) -> URIRef:
        writer = self.writer
        known = self.authority.terms.programme_by_name.get(fold(programme.name))
        subject = writer.names.thing("programme", known.key if known else slug(programme.name))
        writer.types(subject, writer.names.term("Programme"), FOAF.Project, PROV.Plan)
        preferred = self.entities.labels.setdefault(subject, known.name_vi if known else settle_tone(programme.name))
        writer.label(subject, preferred, known.name_en if known else "", preferred=True)
        for spelling in dict.fromkeys(quote.exact for quote in programme.evidence):
            if spelling != preferred:
                writer.add(subject, SKOS.altLabel, Literal(spelling, lang="vi"))
        writer.cite(subject, programme.evidence)
        writer.add(self.node, SCHEMA.about, subject)
        return subject

    def _periods(self, subject: URIRef, programme: Programme, number: int) -> int:
        """The periods stated for one programme; those that differ are declared to conflict, both ways."""
        writer, nodes = self.writer, []
        for period in programme.periods:
            number += 1
            node = writer.own("period-statement", str(number))
            nodes.append(node)
            writer.types(node, writer.names.term("PeriodStatement"))
            writer.label(
                node,
                f"Giai đoạn được nêu {period.start}–{period.end}",
                f"Stated period {period.start}–{period.end}",
            )
            writer.add_term(node, "startYear", year_literal(period.start))
            writer.add_term(node, "endYear", year_literal(period.end))
            writer.add_term(node, "rank", writer.names.term("Normal"))
            writer.cite(node, period.evidence)
            writer.add_term(subject, "periodStatement", node)
        for one in nodes:
            for other in nodes:
                if one != other:
                    writer.add_term(one, "conflictsWith", other)
        return number

    # The decision ---------------------------------------------------------------------------------------

    @cached_property
    def award(self) -> URIRef:
        """The award: the form of it, as given by this body."""
        assert self.facts.decision is not None
        decision = self.facts.decision
        body = self.entities.organisation(decision.awarding_body)
        form = self.authority.terms.award_by_name[fold(decision.award.value)]
        key = f"{form.key}-{str(body).rsplit('/', 1)[-1]}"
        subject = self.writer.names.thing("award", key)
        self.writer.types(subject, SKOS.Concept)
        known = self.authority.organisation_by_key.get(str(body).rsplit("/", 1)[-1])
        english = f"{form.name_en} of the {known.name_en}" if known else ""
        self.writer.label(subject, f"{form.name_vi} của {self.entities.labels[body]}", english, preferred=True)
        self.writer.add(subject, SKOS.broader, self.writer.names.term(form.concept))
        self.writer.cite(subject, decision.award.evidence)
        return subject

    def _decision(self, decision: Decision) -> None:
        writer, subject = self.writer, self.decision
        writer.types(subject, writer.names.term("AwardDecision"), PROV.Activity)
        form = self.authority.terms.award_by_name[fold(decision.award.value)]
        counts = [(count.value, *_KIND_LABELS[count.kind]) for count in decision.counts]
        whom = " và ".join(f"{value} {vi}" for value, vi, _ in counts)
        to = " and ".join(f"{value} {en}" for value, _, en in counts)
        writer.label(
            subject,
            f"Quyết định tặng {form.name_vi} cho {whom}" if counts else f"Quyết định tặng {form.name_vi}",
            f"Decision to give the {form.name_en.lower()} to {to}"
            if counts
            else f"Decision to give the {form.name_en.lower()}",
            preferred=True,
        )
        body = self.entities.organisation(decision.awarding_body)
        writer.add_term(self.node, "announces", subject)
        writer.add_term(subject, "decidedBy", body)
        writer.add(subject, PROV.wasAssociatedWith, body)
        writer.add_term(subject, "award", self.award)
        writer.cite(subject, decision.evidence)
        if decision.ground:
            writer.add_term(subject, "ground", Literal(decision.ground.value, lang="vi"))
            writer.cite(subject, decision.ground.evidence)
        if self.programmes:
            writer.add_term(subject, "forProgramme", self.programmes[0])
        self._act(decision)
        nodes = [self._count(count, decision) for count in decision.counts]
        for one, first in zip(nodes, decision.counts, strict=True):
            for other, second in zip(nodes, decision.counts, strict=True):
                if one != other and first.kind is second.kind:
                    writer.add_term(one, "conflictsWith", other)
        for difference in self.facts.differences:
            self._difference(difference, decision)

    def _act(self, decision: Decision) -> None:
        """Number and date of the decision, or the statement that the text gives none."""
        for value, evidence, predicate in (
            (
                Literal(decision.number.value) if decision.number else None,
                decision.number.evidence if decision.number else (),
                SCHEMA.legislationIdentifier,
            ),
            (
                day_literal(decision.day[0]) if decision.day else None,
                (decision.day[1],) if decision.day else (),
                SCHEMA.legislationDate,
            ),
        ):
            if value is None:
                self.writer.add_term(self.decision, "notStated", predicate)
            else:
                self.writer.add(self.decision, predicate, value)
                self.writer.cite(self.decision, evidence)

    def _count_node(self, kind: RecipientKind, value: int, decision: Decision) -> URIRef:
        values = [count.value for count in decision.counts if count.kind is kind]
        place = values.index(value)
        return self.writer.own("count", f"1-{_KINDS[kind][1]}{place + 1 if place else ''}")

    def _count(self, count: AnnouncedCount, decision: Decision) -> URIRef:
        writer = self.writer
        node = self._count_node(count.kind, count.value, decision)
        vi, en = _KIND_LABELS[count.kind]
        writer.types(node, writer.names.term("AnnouncedCount"))
        writer.label(node, f"Công bố {count.value} {vi}", f"{count.value} {en} announced")
        writer.add_term(node, "recipientCount", integer(count.value))
        writer.add_term(node, "recipientKind", writer.names.term(_KINDS[count.kind][0]))
        writer.add_term(node, "award", self.award)
        writer.cite(node, count.evidence)
        writer.add_term(self.decision, "announcedCount", node)
        return node

    def _difference(self, difference: CountDifference, decision: Decision) -> None:
        writer = self.writer
        count = self._count_node(difference.kind, difference.announced, decision)
        node = URIRef(str(count).replace("/count/", "/discrepancy/"))
        vi, en = _KIND_LABELS[difference.kind]
        writer.types(node, writer.names.term("CountDiscrepancy"))
        writer.label(
            node,
            f"Công bố {difference.announced} {vi}, danh sách nêu {difference.listed}",
            f"{difference.announced} {en} announced, {difference.listed} listed",
        )
        writer.add_term(node, "ofCount", count)
        writer.add_term(node, "announcedNumber", integer(difference.announced))
        writer.add_term(node, "listedNumber", integer(difference.listed))
        writer.add(node, SKOS.note, Literal(difference.note))
        writer.cite(node, difference.evidence)

    def _conferral(self, conferral: Conferral, decision: Decision) -> None:
        writer = self.writer
        kind, letter = _KINDS[conferral.kind]
        node = writer.own("conferral", f"1-{letter}{conferral.position:02d}")
        recipient = (
            self.entities.person(conferral.recipient)
            if isinstance(conferral.recipient, PersonMention)
            else self.entities.organisation(conferral.recipient)
        )
        writer.types(node, writer.names.term("AwardConferral"), PROV.Activity)
        writer.label(
            node,
            f"{self.authority.terms.award_by_name[fold(decision.award.value)].name_vi}: {conferral.evidence.exact}",
        )
        writer.add_term(node, "recipient", recipient)
        writer.add_term(node, "recipientKind", writer.names.term(kind))
        writer.add_term(node, "award", self.award)
        writer.add_term(node, "underDecision", self.decision)
        if self.programmes:
            writer.add_term(node, "forProgramme", self.programmes[0])
        if decision.ground:
            writer.add_term(node, "ground", Literal(decision.ground.value, lang="vi"))
        writer.add_term(node, "listPosition", integer(conferral.position))
        if any(event.kind == "presentation" for event in self.facts.events):
            writer.add_term(node, "presentedAt", writer.own("event", "presentation"))
        writer.cite(node, [conferral.evidence])
        writer.add_term(recipient, "receivedAward", self.decision)

    # Events ---------------------------------------------------------------------------------------------

    def _event(self, event: Event) -> None:
        writer = self.writer
        node = writer.own("event", event.kind)
        writer.types(node, SCHEMA.Event)
        if event.kind == "presentation" and self.facts.decision:
            form = self.authority.terms.award_by_name[fold(self.facts.decision.award.value)]
            writer.label(node, f"Trao {form.name_vi}", f"Presentation of the {form.name_en.lower()}", preferred=True)
        else:
            writer.label(node, event.name, preferred=True)
        if event.day:
            writer.add(node, SCHEMA.startDate, day_literal(event.day))
        if event.part_of_day:
            writer.add_term(node, "partOfDay", Literal(event.part_of_day, lang="vi"))
        if event.organiser:
            writer.add(node, SCHEMA.organizer, self.entities.organisation(event.organiser))
        if event.presenter:
            writer.add_term(node, "presenter", self.entities.person(event.presenter))
        if self.programmes:
            writer.add(node, SCHEMA.about, self.programmes[0])
        conference = writer.own("event", "conference")
        held = (conference, RDF.type, SCHEMA.Event, writer.graph) in writer.quads
        if event.kind == "presentation" and held and event.day:
            writer.add(node, SCHEMA.superEvent, conference)
        writer.add_term(self.node, "reports", node)
        writer.cite(node, event.evidence)
