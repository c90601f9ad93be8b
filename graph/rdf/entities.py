"""Things that more than one announcement can name: organisations, people, roles, programmes.

A known name gets the key of the reviewed tables. An unknown one gets a key made from its context, never from
the name alone: an organisation from the body that contains it, a person from the organisation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from rdflib import Literal, URIRef
from rdflib.namespace import FOAF, ORG, PROV, SKOS

from graph.authority import NATIONAL_UNION, Authority
from graph.authority.places import COUNTRY
from graph.authority.terms import Organisation, Term
from graph.rdf.areas import Areas
from graph.rdf.writer import Writer, day_literal, one_spaced
from graph.spelling import fold, settle_tone, slug
from graph.statement import Office, OrganisationMention, PersonMention, PlaceMention, Programme
from graph.vocabulary import SCHEMA

_UNION = "hội liên hiệp phụ nữ"
_LONGEST_KEY = 120
"""Characters of a key that is made from a name, whose abbreviations are written out."""


@dataclass
class Entities:
    """Resolves the mentions of one announcement and describes what they name in its graph.

    ``labels`` is shared by all announcements of a corpus: the first spelling met is the preferred label,
    every other one an alternative.
    """

    writer: Writer
    authority: Authority
    day: date
    labels: dict[URIRef, str]
    mentioned: tuple[OrganisationMention, ...] = ()
    areas: Areas = field(init=False)
    _described: set[OrganisationMention] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.areas = Areas(self.writer, self.authority.places, self.day)

    # Organisations ------------------------------------------------------------------------------------

    def organisation(self, mention: OrganisationMention) -> URIRef:
        """The organisation meant, described with the words that name it here."""
        mention = self._full(mention)
        key = self.organisation_key(mention)
        subject = self.writer.names.thing("org", key)
        if mention not in self._described:
            self._described.add(mention)
            self._describe(subject, key, mention)
        return subject

    def _full(self, mention: OrganisationMention) -> OrganisationMention:
        """The full mention that a short one stands for: ``Học viện`` where the text names one academy."""
        if mention.parent or mention.place or self._known(mention):
            return mention
        short = fold(mention.name)
        full = {
            self.organisation_key(each): each
            for each in self.mentioned
            if fold(each.name).startswith(short + " ") and not each.is_unit
        }
        if len(full) != 1:
            return mention
        found = next(iter(full.values()))
        return OrganisationMention(
            found.name, found.is_unit, mention.evidence, mention.own_evidence, found.place, found.parent
        )

    def _known(self, mention: OrganisationMention) -> Organisation | None:
        by_name = self.authority.organisation_by_name
        printed = [mention.evidence.exact]
        if mention.parent:
            printed.append(f"{mention.name} {mention.parent.evidence.exact}")
        elif not mention.place:
            printed.append(mention.name)
        return next((by_name[fold(words)] for words in printed if fold(words) in by_name), None)

    def organisation_key(self, mention: OrganisationMention) -> str:
        """The key of an organisation: known, or made from what contains it."""
        if known := self._known(mention):
            return known.key
        if mention.parent:
            unit = self.authority.terms.unit_by_name.get(fold(mention.name)) if mention.is_unit else None
            own = unit.key if unit else _own_key(mention.name)
            return f"{self.organisation_key(self._full(mention.parent))}-{own}"
        located = self.areas.locate(mention.place) if mention.place else None
        if located and _is_union_of_place(mention):
            return f"{NATIONAL_UNION}-{located.place}"
        if mention.place and mention.place.within:
            within = self.areas.locate(mention.place.within)
            return f"{_own_key(mention.name)}-{within.place if within else slug(mention.place.within.name)}"
        return _own_key(mention.name)

    def _describe(self, subject: URIRef, key: str, mention: OrganisationMention) -> None:
        writer, known = self.writer, self.authority.organisation_by_key.get(key)
        # A unit whose body the text leaves out is known only by its place: a body as far as we can tell.
        is_unit = known.is_unit if known else mention.is_unit and mention.parent is not None
        kind = ORG.OrganizationalUnit if is_unit else ORG.FormalOrganization
        writer.types(subject, kind, ORG.Organization, SCHEMA.Organization)
        printed = mention.evidence.exact
        if self._is_short(mention):
            printed = mention.name
        elif mention.name != mention.own_evidence.exact:  # `ban` fused into `Phó ban` is printed small
            printed = mention.name + printed[len(mention.own_evidence.exact) :]
        self._name(subject, settle_tone(printed), known)
        if not self._is_short(mention):
            self._also(subject, printed)
        writer.cite(subject, [mention.evidence])
        if mention.parent:
            parent = self.organisation(mention.parent)
            if known is None or parent == writer.names.thing("org", known.parent):
                writer.add(subject, ORG.unitOf if is_unit else ORG.subOrganizationOf, parent)
        if mention.place and (area := self.areas.place(mention.place)):
            writer.add(subject, SCHEMA.areaServed, area)
            self._tie_to_province(subject, mention.place, known)

    def _tie_to_province(self, subject: URIRef, place: PlaceMention, known: Organisation | None) -> None:
        """A district's union belongs to the union of its province. The text prints only the place, so this is
        said in the graph of what we know, not in the announcement's."""
        province = self.areas.locate(place.within) if place.within else None
        names = self.writer.names
        if known or province is None or province.version is None or province.version.within != COUNTRY:
            return
        if subject.startswith(names.thing("org", f"{NATIONAL_UNION}-")):
            above = names.thing("org", f"{NATIONAL_UNION}-{province.place}")
            self.writer.quads[(subject, ORG.subOrganizationOf, above, names.graph("ref/orgs"))] = None

    @staticmethod
    def _is_short(mention: OrganisationMention) -> bool:
        return fold(mention.name) != fold(mention.own_evidence.exact)

    # Names ----------------------------------------------------------------------------------------------

    def _name(self, subject: URIRef, printed: str, known: Term | None = None) -> None:
        """Labels. Those of a known thing are in the graph of what we know; an announcement's own graph holds
        nothing that the announcement does not say."""
        if known:
            self.labels[subject] = known.name_vi
            return
        self.writer.label(subject, self.labels.setdefault(subject, one_spaced(printed)), preferred=True)

    def _also(self, subject: URIRef, printed: str) -> None:
        """The spelling printed here, where it is not the preferred one."""
        spelling = one_spaced(printed)
        if spelling != self.labels[subject]:
            self.writer.add(subject, SKOS.altLabel, Literal(spelling, lang="vi"))

    # People ---------------------------------------------------------------------------------------------

    def person(self, mention: PersonMention) -> URIRef:
        """The person, with one membership for each office the text attests."""
        writer = self.writer
        key = f"{slug(mention.name)}-{self._context(mention.offices[-1].organisation)}"
        subject = writer.names.thing("person", key)
        writer.types(subject, SCHEMA.Person, PROV.Person)
        self._name(subject, mention.name)
        self._also(subject, mention.name)
        writer.add(subject, SCHEMA.name, Literal(self.labels[subject], lang="vi"))
        if mention.honorific:
            writer.add(subject, SCHEMA.honorificPrefix, Literal(one_spaced(mention.honorific), lang="vi"))
        writer.cite(subject, [mention.evidence])
        for office in mention.offices:
            organisation = self.organisation(office.organisation)
            role = self.role(office)
            node = writer.names.thing("membership", f"{key}-{_tail(role)}-{_tail(organisation)}")
            writer.types(node, ORG.Membership)
            writer.label(node, office.evidence.exact)
            writer.add(node, ORG.member, subject)
            writer.add(node, ORG.organization, organisation)
            writer.add(node, ORG.role, role)
            writer.add_term(node, "attestedOn", day_literal(self.day))
            writer.add_term(node, "surfaceForm", Literal(office.evidence.exact))
            writer.cite(node, [office.evidence])
        return subject

    def _context(self, mention: OrganisationMention) -> str:
        """The key of the nearest body that is no unit; that of a provincial union is its province's."""
        mention = self._full(mention)
        while mention.is_unit and mention.parent and not self._known(mention):
            mention = self._full(mention.parent)
        return self.organisation_key(mention).removeprefix(f"{NATIONAL_UNION}-")

    def role(self, office: Office) -> URIRef:
        """The role of the tables, or one described here under the words printed."""
        position = office.position
        known = self.authority.terms.role_by_name.get(fold(position))
        if known:
            return self.writer.names.thing("role", known.key)
        subject = self.writer.names.thing("role", slug(position))
        self.writer.types(subject, ORG.Role, SKOS.Concept)
        self._name(subject, settle_tone(position))
        self.writer.cite(subject, [office.evidence])
        return subject

    # Programmes -----------------------------------------------------------------------------------------

    def programme(self, mention: Programme) -> URIRef:
        """The programme of the tables, or one described here under its first spelling."""
        writer = self.writer
        known = self.authority.terms.programme_by_name.get(fold(mention.name))
        subject = writer.names.thing("programme", known.key if known else slug(mention.name))
        writer.types(subject, writer.names.term("Programme"), FOAF.Project, PROV.Plan)
        self._name(subject, settle_tone(mention.name), known)
        for spelling in dict.fromkeys(quote.exact for quote in mention.evidence):
            self._also(subject, spelling)
        writer.cite(subject, mention.evidence)
        return subject


def _own_key(name: str) -> str:
    """The key of a name that is in no table, the same with ``UBND`` as with ``Ủy ban nhân dân``."""
    return slug(fold(name), _LONGEST_KEY)


def _is_union_of_place(mention: OrganisationMention) -> bool:
    """Whether the name says nothing but the Women's Union and a place. ``Hội LHPN Công an tỉnh Bến Tre`` is the
    union of the province's police, and another body than that of the province."""
    name = fold(mention.name)
    of = name.removeprefix(_UNION).removeprefix(" việt nam").strip()
    return name.startswith(_UNION) and of in ("", fold(mention.place.evidence.exact) if mention.place else "")


def _tail(node: URIRef) -> str:
    return str(node).rsplit("/", 1)[-1]


def all_mentions(organisations: Iterable[OrganisationMention | None]) -> tuple[OrganisationMention, ...]:
    """The mentions and the bodies that contain them."""
    found: list[OrganisationMention] = []
    for organisation in organisations:
        while organisation:
            found.append(organisation)
            organisation = organisation.parent
    return tuple(found)
