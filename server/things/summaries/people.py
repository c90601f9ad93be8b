"""Sentences about people, organisations, and the offices that join them."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _
from markupsafe import Markup

from server.things.reader import say
from server.things.thing import Thing


def person(thing: Thing) -> Iterator[Markup]:
    """Which offices the texts attest, and what the person received."""
    offices = thing.reader.subjects("org:member", thing.iri)
    for each in offices:
        yield _office(thing.of(each), thing.name)
    if not offices:
        yield say(_("%(name)s is a person whom an announcement names"), name=thing.name)
    yield from _received(thing)


def membership(thing: Thing) -> Iterator[Markup]:
    """Who holds which office where, and since when that is attested."""
    yield _office(thing, thing.links("org:member"))
    if attested := thing.day("khen:attestedOn"):
        yield say(_("as a text of %(day)s says"), day=attested)


def role(thing: Thing) -> Iterator[Markup]:
    """What it is, and how often it is held."""
    yield say(_("%(name)s: an office"), name=thing.name)
    if held := thing.count("org:role"):
        yield say(_("holders in the data: %(count)s"), count=held)


def organisation(thing: Thing) -> Iterator[Markup]:
    """What it belongs to, its area, what it received."""
    if whole := thing.links("org:unitOf"):
        yield say(_("%(name)s is a unit of %(whole)s"), name=thing.name, whole=whole)
    elif whole := thing.links("org:subOrganizationOf"):
        yield say(_("%(name)s is an organisation under %(whole)s"), name=thing.name, whole=whole)
    else:
        yield say(_("%(name)s is an organisation"), name=thing.name)
    if area := thing.links("schema:areaServed"):
        yield say(_("its area is %(area)s"), area=area)
    yield from _received(thing)
    if members := thing.count("org:organization"):
        yield say(_("office holders in the data: %(count)s"), count=members)


def _office(thing: Thing, who: Markup) -> Markup:
    held, where = thing.links("org:role"), thing.links("org:organization")
    if held and where:
        return say(_("%(person)s, %(role)s, %(organisation)s"), person=who, role=held, organisation=where)
    return say(_("%(person)s, %(organisation)s"), person=who, organisation=held or where) if held or where else who


def _received(thing: Thing) -> Iterator[Markup]:
    for each in thing.reader.subjects("khen:recipient", thing.iri, 5):
        conferral = thing.of(each)
        award = conferral.links("khen:award") or thing.reader.anchor(each)
        if presented := conferral.day("khen:presentedAt", "schema:startDate"):
            yield say(_("received %(award)s on %(day)s"), award=award, day=presented)
        else:
            yield say(_("received %(award)s"), award=award)
