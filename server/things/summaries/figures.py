"""Sentences about numbers: how many of what, how exactly, of which time."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _
from markupsafe import Markup, escape

from server.things.reader import say
from server.things.thing import Thing


def statement(thing: Thing) -> Iterator[Markup]:
    """The number with its word of degree and its unit, what it counts, what it is about, and of when."""
    indicator = thing.links("khen:indicator")
    number = _number(thing, "khen:statedValue")
    target = thing.reader.iri("khen:Target") in thing.reader.iris(thing.iri, "rdf:type")
    if target:
        yield say(_("Target: %(number)s (%(indicator)s)"), number=number, indicator=indicator)
    else:
        yield say(_("Result: %(number)s (%(indicator)s)"), number=number, indicator=indicator)
    yield from _inferred(thing)
    if subject := thing.links("khen:about"):
        yield say(_("about “%(subject)s”"), subject=subject)
    if words := thing.value("khen:referenceText"):
        yield say(_("time in the text: “%(words)s”"), words=words)
    elif when := thing.value("khen:referenceTime"):
        yield say(_("as of %(when)s"), when=when)


def amount(thing: Thing) -> Iterator[Markup]:
    """The money, and who found it."""
    yield _number(thing, "schema:value")
    if found := thing.from_("khen:amount"):
        yield say(_("mobilised: %(fund)s"), fund=found)
    yield from _inferred(thing)


def fund(thing: Thing) -> Iterator[Markup]:
    """Who found how much for what."""
    who, much = thing.links("khen:mobiliser"), thing.follow("khen:amount")
    if who and much:
        money = Markup('<a href="{}">{}</a>').format(
            thing.reader.address(much), _number(thing.of(much), "schema:value")
        )
        yield say(_("%(who)s mobilised %(money)s"), who=who, money=money)
        yield from _inferred(thing.of(much))
    if programme := thing.links("khen:forProgramme"):
        yield say(_("for “%(programme)s”"), programme=programme)


def comparison(thing: Thing) -> Iterator[Markup]:
    """The target, the result, and how far the two can be compared."""
    target, result = thing.follow("khen:target"), thing.follow("khen:result")
    if target and result:
        pair = [
            Markup('<a href="{}">{}</a>').format(
                thing.reader.address(each), _number(thing.of(each), "khen:statedValue")
            )
            for each in (target, result)
        ]
        yield say(_("Target: %(target)s, result: %(result)s"), target=pair[0], result=pair[1])
    if outcome := thing.names("khen:statedOutcome"):
        yield say(_("the text says: %(outcome)s"), outcome=outcome)
    if judged := thing.names("khen:comparability"):
        yield say(_("the two are %(comparability)s"), comparability=judged)


def _inferred(thing: Thing) -> Iterator[Markup]:
    """That the currency is an inference, where it is."""
    if thing.follow("khen:currencyInferred") == "true":
        yield say(_("the text does not name the currency"))


def _number(thing: Thing, short: str) -> Markup:
    """A number with its unit and, unless it is exact, its word of degree."""
    number: Markup = escape(thing.measure(short))
    unit = thing.reader.one(thing.iri, "khen:unit")
    if unit == thing.reader.iri("khen:Year"):
        number = say(_("%(number)s years"), number=number)
    qualifier = thing.reader.one(thing.iri, "khen:qualifier")
    if not qualifier or qualifier == thing.reader.iri("khen:Exact"):
        return number
    # What the label explains in brackets is the Vietnamese word.
    word = thing.reader.name(qualifier).text.partition(" (")[0].partition(",")[0]
    return say(_("%(degree)s %(number)s"), degree=word, number=number)
