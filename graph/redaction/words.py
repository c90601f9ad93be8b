"""One statement as it may be published: without the link, the quotation or the words that lead to a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rdflib import Literal

from graph.redaction.passages import Passages, Place
from graph.redaction.people import Leaving
from graph.vocabulary import OA, Names, Quad
from graph.withheld import MARK, OMITTED, holds, places


def rewritten(quad: Quad, leaving: Leaving, passages: Passages, names: Names) -> Iterator[Quad]:
    """The statement, if it stays, and beside it what is withheld of it.

    The full text of an announcement with a withheld passage is left out whole: a text with gaps has not its digest.
    """
    subject, predicate, value, graph = quad
    withheld: Quad = (subject, names.term("withheld"), predicate, graph)
    if predicate == names.term("fullText") and subject in passages.masked:
        return
    if value in leaving.nodes:
        yield withheld
        return
    if not isinstance(value, Literal):
        yield quad
        return
    place = passages.quoting.get(subject)
    if place and place.text in passages.masked:
        words = _quoted(predicate, str(value), place, passages)
    else:
        words = _without(str(value), leaving.names, passages.words.get(graph, ()))
    if words == str(value):
        yield quad
        return
    yield subject, predicate, Literal(words, lang=value.language, datatype=value.datatype), graph
    yield withheld


def _quoted(predicate: object, words: str, place: Place, passages: Passages) -> str:
    """Quoted words keep their length; the context beside them ends where something is withheld."""
    text = passages.masked[place.text]
    if predicate == OA.exact:
        return text[place.start : place.end]
    if predicate == OA.prefix:
        return text[place.start - len(words) : place.start].rpartition(MARK)[2]
    if predicate == OA.suffix:
        return text[place.end : place.end + len(words)].partition(MARK)[0]
    return words


def _without(words: str, names: Sequence[str], passages: Sequence[str]) -> str:
    """Words that hold a name, without it and without what the text says of its bearer."""
    if not any(holds(words, name) for name in names):
        return words
    for passage in passages:
        words = words.replace(passage, OMITTED)
    for start, end in reversed(places(words, names)):
        words = words[:start] + OMITTED + words[end:]
    return words
