"""Areas that an announcement names, each in the version that was valid on its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rdflib import Literal, URIRef

from graph.authority.locating import DISTRICTS_ENDED, Located, locate
from graph.authority.places import Places
from graph.rdf.writer import Writer, day_literal
from graph.spelling import settle_tone
from graph.statement import PlaceMention
from graph.vocabulary import OA, SCHEMA, VL

_LEVELS = {"district": "District", "commune": "Commune", "province": "District"}
"""The level of a unit that the tables do not hold; a city inside a province stands where districts do."""


@dataclass
class Areas:
    """Resolves the places of one announcement; describes those that the tables do not hold."""

    writer: Writer
    places: Places
    day: date

    def place(self, mention: PlaceMention) -> URIRef | None:
        """The version of the area that was valid on the day; ``None`` where it cannot be told."""
        located = self.locate(mention)
        if located is None:
            return None
        subject = self.writer.names.thing("area", located.key)
        if located.minted:
            self._mint(subject, located, located.minted)
        return subject

    def mention(self, mention: PlaceMention) -> None:
        """An annotation that says: these words name this area."""
        area = self.place(mention)
        if area is None:
            return
        writer, quote = self.writer, mention.evidence
        node = URIRef(f"{writer.text}/mention/{quote.start}-{quote.end}")
        writer.types(node, OA.Annotation)
        writer.label(node, quote.exact)
        writer.add(node, OA.hasBody, area)
        writer.add(node, OA.motivatedBy, OA.identifying)
        writer.add_term(node, "surfaceForm", Literal(quote.exact))
        writer.cite(node, [quote])
        writer.add(node, OA.hasTarget, URIRef(f"{writer.text}#char={quote.start},{quote.end}"))

    def locate(self, mention: PlaceMention) -> Located | None:
        """Which unit the words name, on the day of the piece."""
        return locate(mention, self.places, self.day)

    def _mint(self, version: URIRef, located: Located, mention: PlaceMention) -> None:
        """A district or commune that the tables do not hold, described as far as the text goes."""
        writer = self.writer
        identity = writer.names.thing("area", located.place)
        words = mention.evidence.exact[:1].upper() + mention.evidence.exact[1:]
        for subject, own in ((identity, "AdministrativeUnit"), (version, "AdministrativeUnitVersion")):
            writer.types(subject, writer.names.term(own), SCHEMA.AdministrativeArea)
            writer.label(subject, settle_tone(words), preferred=True)
            writer.cite(subject, [mention.evidence])
        writer.types(identity, VL.Identity)
        writer.types(version, VL.Version)
        writer.add_term(identity, "level", writer.names.term(_LEVELS[mention.level or "district"]))
        writer.add(identity, SCHEMA.identifier, Literal(located.place))
        writer.add(identity, VL.version, version)
        writer.add(version, VL.identity, identity)
        if located.within:
            writer.add(version, SCHEMA.containedInPlace, writer.names.thing("area", located.within))
        if mention.level != "commune":
            # Districts ended as a level, whichever one this is.
            writer.add(version, SCHEMA.validThrough, day_literal(DISTRICTS_ENDED))
            writer.types(version, VL.Deprecated)
            writer.types(identity, VL.Deprecated)
