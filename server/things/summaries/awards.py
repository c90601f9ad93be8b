"""Sentences about commendations: who got what, decided by whom, for what, when."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from server.things.reader import listed, say
from server.things.thing import Thing


def conferral(thing: Thing) -> Iterator[Markup]:
    """Who got what, by which decision, when, for what."""
    recipient, award = thing.links("khen:recipient"), thing.links("khen:award")
    if recipient and award:
        yield say(_("%(recipient)s received %(award)s"), recipient=recipient, award=award)
    elif recipient:
        yield say(_("%(recipient)s was commended"), recipient=recipient)
    if place := thing.link("khen:recipient", "schema:areaServed"):
        yield say(_("in %(place)s"), place=place)
    if decision := thing.links("khen:underDecision"):
        yield say(_("under “%(decision)s”"), decision=decision)
    yield from _presented(thing)
    if programme := thing.links("khen:forProgramme"):
        yield say(_("for “%(programme)s”"), programme=programme)


def decision(thing: Thing) -> Iterator[Markup]:
    """Who gives what to how many, announced when, for what."""
    body, award = thing.links("khen:decidedBy"), thing.links("khen:award")
    if body and award:
        yield say(_("%(body)s gives %(award)s"), body=body, award=award)
    counts = [_counted(thing.of(each)) for each in thing.reader.iris(thing.iri, "khen:announcedCount")]
    if counts:
        yield say(_("to %(recipients)s, as announced"), recipients=listed(counts))
    if listing := thing.count("khen:underDecision"):
        yield say(_("recipients listed: %(count)s"), count=listing)
    if announced := thing.day("^khen:announces", "schema:datePublished"):
        yield say(_("announced on %(day)s"), day=announced)
    if programme := thing.links("khen:forProgramme"):
        yield say(_("for “%(programme)s”"), programme=programme)


def announced_count(thing: Thing) -> Iterator[Markup]:
    """How many there are said to be."""
    yield say(_("The announcement speaks of %(recipients)s"), recipients=_counted(thing))
    if award := thing.links("khen:award"):
        yield say(_("the award is %(award)s"), award=award)
    yield from _conflict(thing)


def discrepancy(thing: Thing) -> Iterator[Markup]:
    """What was announced and what is listed."""
    announced, listing = thing.value("khen:announcedNumber"), thing.value("khen:listedNumber")
    if announced and listing:
        yield say(_("%(announced)s are announced, %(listed)s are listed"), announced=announced, listed=listing)


def programme(thing: Thing) -> Iterator[Markup]:
    """Which years it covers, by its act and by the texts."""
    if act := thing.links("dcterms:source"):
        yield say(_("%(name)s, approved by %(act)s"), name=thing.name, act=act)
    else:
        yield say(_("%(name)s is a programme that an announcement names"), name=thing.name)
    first, _slash, last = str(thing.value("schema:temporalCoverage")).partition("/")
    if first and last:
        yield say(_("from %(first)s to %(last)s by that act"), first=first, last=last)
    periods = thing.reader.iris(thing.iri, "khen:periodStatement")
    years = [_years(thing.of(each)) for each in periods]
    if len(years) > 1:
        yield say(_("texts state its period in different ways: %(years)s"), years=listed(years))
    elif years:
        yield say(_("period stated: %(years)s"), years=years[0])
    yield from _for_it(thing)


def award(thing: Thing) -> Iterator[Markup]:
    """How often a form of award was given, and how often it is announced."""
    kinds = thing.kinds("khen:award")
    if given := kinds.get(thing.reader.iri("khen:AwardConferral")):
        yield say(_("conferrals of it: %(count)s"), count=given)
    if decided := kinds.get(thing.reader.iri("khen:AwardDecision")):
        yield say(_("decisions that give it: %(count)s"), count=decided)
    if announced := kinds.get(thing.reader.iri("khen:AnnouncedCount")):
        yield say(_("announced numbers of recipients: %(count)s"), count=announced)


def period(thing: Thing) -> Iterator[Markup]:
    """Which years a text states, and what contradicts it."""
    if stated := thing.from_("khen:periodStatement"):
        first, last = thing.value("khen:startYear"), thing.value("khen:endYear")
        yield say(_("A text says that “%(programme)s” lasts from %(first)s to %(last)s"),
                  programme=stated, first=first, last=last)  # fmt: skip
    yield from _conflict(thing)


def event(thing: Thing) -> Iterator[Markup]:
    """When it was, who held it, what it was part of."""
    if held := thing.day("schema:startDate"):
        yield say(_("%(name)s, on %(day)s"), name=thing.name, day=held)
    if organiser := thing.links("schema:organizer"):
        yield say(_("organised by %(organiser)s"), organiser=organiser)
    if presenter := thing.links("khen:presenter"):
        yield say(_("presented by %(presenter)s"), presenter=presenter)
    if whole := thing.links("schema:superEvent"):
        yield say(_("part of “%(event)s”"), event=whole)
    if presented := thing.count("khen:presentedAt"):
        yield say(_("awards presented there: %(count)s"), count=presented)


def _for_it(thing: Thing) -> Iterator[Markup]:
    """What was given and raised for a programme, each kind by itself."""
    kinds = thing.kinds("khen:forProgramme")
    if given := kinds.get(thing.reader.iri("khen:AwardConferral")):
        yield say(_("conferrals for it: %(count)s"), count=given)
    if decided := kinds.get(thing.reader.iri("khen:AwardDecision")):
        yield say(_("decisions for it: %(count)s"), count=decided)
    if raised := kinds.get(thing.reader.iri("khen:FundMobilisation")):
        yield say(_("sums raised for it: %(count)s"), count=raised)


def _presented(thing: Thing) -> Iterator[Markup]:
    presented, happening = thing.day("khen:presentedAt", "schema:startDate"), thing.links("khen:presentedAt")
    if presented:
        yield say(_("presented on %(day)s (%(event)s)"), day=presented, event=happening)


def _counted(thing: Thing) -> Markup:
    number, kind = int(thing.follow("khen:recipientCount") or 0), thing.follow("khen:recipientKind")
    if kind == thing.reader.iri("khen:Collective"):
        words = ngettext("%(num)s collective", "%(num)s collectives", number)
    else:
        words = ngettext("%(num)s individual", "%(num)s individuals", number)
    return Markup('<a href="{}">{}</a>').format(thing.reader.address(thing.iri), words)


def _years(thing: Thing) -> Markup:
    years = f"{thing.value('khen:startYear')}–{thing.value('khen:endYear')}"
    return Markup('<a href="{}">{}</a>').format(thing.reader.address(thing.iri), years)


def _conflict(thing: Thing) -> Iterator[Markup]:
    if other := thing.links("khen:conflictsWith") or thing.from_("khen:conflictsWith"):
        yield say(_("this conflicts with: %(other)s"), other=other)
