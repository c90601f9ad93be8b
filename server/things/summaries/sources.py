"""Sentences about announcements, their texts, what is marked in them, and links to other data sets."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _
from markupsafe import Markup

from server.things.reader import say
from server.things.summaries.awards import award
from server.things.thing import Thing


def announcement(thing: Thing) -> Iterator[Markup]:
    """When it was published, and what it tells."""
    if published := thing.day("schema:datePublished"):
        yield say(_("An announcement published on %(day)s"), day=published)
    else:
        yield say(_("An announcement whose day is not known"))
    if decision := thing.links("khen:announces"):
        yield say(_("it tells of: %(decision)s"), decision=decision)
    if publisher := thing.links("schema:publisher"):
        yield say(_("published by %(publisher)s"), publisher=publisher)
    missing = thing.names("khen:notStated") and thing.links("khen:notStated")
    if missing:
        yield say(_("the text does not state: %(missing)s"), missing=missing)


def text(thing: Thing) -> Iterator[Markup]:
    """Of which announcement it is, how long, and how many passages are quoted."""
    if whole := thing.from_("khen:sourceText"):
        yield say(_("The frozen text of “%(announcement)s”"), announcement=whole)
    if length := thing.value("khen:characterCount"):
        yield say(_("characters: %(count)s"), count=length)
    if quoted := thing.referring.own.get(thing.reader.iri("oa:hasSource"), 0):
        yield say(_("passages that statements quote: %(count)s"), count=quoted)


def unread(thing: Thing) -> Iterator[Markup]:
    """That it was not read, and where it stands."""
    yield say(_("A passage of the text that no rule could read, line %(line)s"), line=thing.value("khen:lineNumber"))


def mention(thing: Thing) -> Iterator[Markup]:
    """Which words name which place."""
    words, named = thing.value("khen:surfaceForm"), thing.links("oa:hasBody")
    if words and named:
        yield say(_("The words “%(words)s” of the text name %(thing)s"), words=words, thing=named)


def link(thing: Thing) -> Iterator[Markup]:
    """What is linked to what, how that was found, and when it was compared."""
    ours, theirs = thing.links("owl:annotatedSource"), thing.links("owl:annotatedTarget")
    yield say(_("%(ours)s is linked to %(theirs)s (%(match)s)"),
              ours=ours, theirs=theirs, match=thing.names("owl:annotatedProperty"))  # fmt: skip
    if found := thing.names("sssom:mapping_justification"):
        yield say(_("how it was found: %(way)s"), way=found)
    if compared := thing.day("dcterms:created"):
        yield say(_("compared on %(day)s"), day=compared)


def concept(thing: Thing) -> Iterator[Markup]:
    """What it is a kind of, and what uses it."""
    if broader := thing.links("skos:broader"):
        yield say(_("%(name)s: a form of %(broader)s"), name=thing.name, broader=broader)
    if counted := thing.count("khen:indicator"):
        yield say(_("%(name)s: what figures count"), name=thing.name)
        yield say(_("figures that count it: %(count)s"), count=counted)
    if priced := thing.count("khen:unit"):
        yield say(_("%(name)s: a unit of figures, used by %(count)s"), name=thing.name, count=priced)
    yield from award(thing)
