"""Sentences about places: what they are, from when to when, and what they are today."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _
from markupsafe import Markup

from server.things.reader import say
from server.things.thing import Thing
from server.things.timeline import span


def unit(thing: Thing) -> Iterator[Markup]:
    """Its level, and whether it is still there."""
    latest = thing.follow("vl:version")
    if latest and (kind := thing.of(latest).names("khen:unitType") or thing.names("khen:level")):
        yield say(_("%(name)s: %(kind)s"), name=thing.name, kind=kind)
    if latest and (whole := thing.of(latest).links("schema:containedInPlace")):
        yield say(_("in %(place)s"), place=whole)
    if latest:
        ended = bool(thing.reader.one(latest, "schema:validThrough"))
        days = span(thing.reader, latest)
        yield (
            say(_("its last form was valid %(days)s"), days=days)
            if ended
            else say(_("its present form is valid %(days)s"), days=days)
        )
        became = [each for each in thing.reader.iris(latest, "khen:currentVersion") if each != latest]
        if became:
            yield say(_("it is now %(place)s"), place=thing.reader.anchors(became))


def version(thing: Thing) -> Iterator[Markup]:
    """Its type, its days, and what it is today."""
    kind = thing.names("khen:unitType") or thing.reader.text(thing.reader.iri("khen:AdministrativeUnitVersion"))
    yield say(_("%(name)s: %(kind)s"), name=thing.name, kind=kind)
    if whole := thing.links("schema:containedInPlace"):
        yield say(_("in %(place)s"), place=whole)
    yield say(_("valid %(days)s"), days=span(thing.reader, thing.iri))
    today = thing.reader.iris(thing.iri, "khen:currentVersion")
    if thing.iri in today:
        yield say(_("so it is today"))
    elif today:
        yield say(_("it is now %(place)s"), place=thing.reader.anchors(today))
    elif thing.reader.one(thing.iri, "schema:validThrough"):
        yield say(_("no unit follows it"))


def change(thing: Thing) -> Iterator[Markup]:
    """What became what, when, by which act."""
    before, after = thing.links("vl:predecessor"), thing.links("vl:successor")
    if before and after:
        yield say(_("On %(day)s, %(before)s became %(after)s"),
                  day=thing.day("schema:validFrom"), before=before, after=after)  # fmt: skip
    if act := thing.links("prov:used"):
        yield say(_("by %(act)s"), act=act)


def reported(thing: Thing) -> Iterator[Markup]:
    """What is said to have changed, and that nobody has verified it."""
    if place := thing.from_("khen:reportedChange"):
        yield say(_("%(place)s is reported to have become %(kind)s on %(day)s"),
                  place=place, kind=thing.names("khen:reportedType"), day=thing.day("khen:reportedDay"))  # fmt: skip
    if act := thing.value("khen:reportedAct"):
        yield say(_("the act is said to be %(act)s"), act=act)
    yield say(_("this has not been verified"))


def province_count(thing: Thing) -> Iterator[Markup]:
    """How many provinces there were, on the day of whoever counted them; not since when."""
    yield say(_("There were %(count)s provinces and centrally run cities on %(day)s"),
              count=thing.value("khen:unitCount"), day=thing.day("schema:validFrom"))  # fmt: skip


def seat(thing: Thing) -> Iterator[Markup]:
    """Of which place it is the seat."""
    if place := thing.from_("khen:seat"):
        yield say(_("%(name)s is the seat of %(place)s"), name=thing.name, place=place)


def point(thing: Thing) -> Iterator[Markup]:
    """For which place the point stands."""
    if place := thing.from_("geo:hasGeometry"):
        yield say(_("A point that stands for %(place)s on a map; it is no centre"), place=place)


def country(thing: Thing) -> Iterator[Markup]:
    """How many units it has in the data."""
    yield say(_("%(name)s is a country"), name=thing.name)
    yield say(_("units of all times that lie in it: %(count)s"), count=thing.count("schema:containedInPlace"))


def act(thing: Thing) -> Iterator[Markup]:
    """Its number and day, and what it changed."""
    yield say(_("%(name)s, of %(day)s"), name=thing.name, day=thing.day("schema:legislationDate"))
    if changed := thing.count("prov:used"):
        yield say(_("changes of places that rest on it: %(count)s"), count=changed)
    if approved := thing.from_("dcterms:source"):
        yield say(_("source of %(things)s"), things=approved)
