"""Triples as compact JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/).

rdflib's writer turns typed literals into the numbers of JSON, whereby ``"007"`` becomes ``7``; the structure
is simple enough to be written here: one object per subject, in order, each value as it is.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Triple

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
# The integers that come back from a JSON number as they were written.
_WHOLE: Final = re.compile("0|-?[1-9][0-9]{0,14}")


def write_json_ld(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> bytes:
    """The document, with the prefixes that it uses as its context.

    Args:
        triples: without triple terms, each once.
        prefixes: prefix to namespace.

    >>> one = Literal("1", datatype=NamedNode(_XSD + "integer"))
    >>> document = write_json_ld([Triple(NamedNode("http://e/a"), NamedNode("http://e/p"), one)], {"e": "http://e/"})
    >>> json.loads(document)
    {'@context': {'e': 'http://e/'}, '@graph': [{'@id': 'e:a', 'e:p': 1}]}
    """
    document = as_json_ld(triples, prefixes)
    return (json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def as_json_ld(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> dict[str, Any]:
    """The document as what ``json`` writes; the arguments are those of :func:`write_json_ld`."""
    ordered = sorted(triples, key=str)
    context = _context(ordered, prefixes)
    written = _References(context)
    nodes: dict[str, dict[str, Any]] = {}
    for triple in ordered:
        subject = _reference(triple.subject, written)
        node = nodes.setdefault(subject, {"@id": subject})
        if triple.predicate.value == _TYPE and isinstance(triple.object, NamedNode):
            key, value = "@type", _reference(triple.object, written)
        else:
            key, value = _reference(triple.predicate, written), _value(triple.object, written)
        node.setdefault(key, []).append(value)
    graph = [{key: _single(value) for key, value in node.items()} for node in nodes.values()]
    return {"@context": context, "@graph": graph}


def _context(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> dict[str, str]:
    """The prefixes that are used. One that is also the scheme of an IRI would change that IRI, and is left out."""
    found: set[str] = set()
    for triple in triples:
        for term in (triple.subject, triple.predicate, triple.object):
            if isinstance(term, NamedNode):
                found.add(term.value)
            elif isinstance(term, Literal):
                found.add(term.datatype.value)
    schemes = {iri.partition(":")[0] for iri in found}
    iris = sorted(found)
    return {
        prefix: namespace
        for prefix, namespace in sorted(prefixes.items())
        if prefix and prefix not in schemes and namespace[-1:] in "/#:?" and _any_under(namespace, iris)
    }


def _any_under(namespace: str, iris: Sequence[str]) -> bool:
    """Whether a namespace begins any of the IRIs, which are sorted."""
    place = bisect_left(iris, namespace)
    return place < len(iris) and iris[place].startswith(namespace)


class _References(dict[str, str]):
    """IRI -> how the document writes it; each is made once.

    Args:
        context: prefix to namespace.
    """

    def __init__(self, context: Mapping[str, str]) -> None:
        super().__init__()
        self._context = context

    def __missing__(self, iri: str) -> str:
        self[iri] = iri
        for prefix, namespace in self._context.items():
            local = iri.removeprefix(namespace)
            if local != iri and local and not local.startswith("//"):
                self[iri] = f"{prefix}:{local}"
                break
        return self[iri]


def _reference(term: object, written: _References) -> str:
    return written[term.value] if isinstance(term, NamedNode) else str(term)


def _value(term: object, written: _References) -> Any:
    if not isinstance(term, Literal):
        return {"@id": _reference(term, written)}
    if term.language:
        return {"@language": term.language, "@value": term.value}
    datatype = term.datatype.value
    if datatype == _XSD + "string":
        return term.value
    if datatype == _XSD + "integer" and _WHOLE.fullmatch(term.value):
        return int(term.value)
    if datatype == _XSD + "boolean" and term.value in ("true", "false"):
        return term.value == "true"
    return {"@type": _reference(term.datatype, written), "@value": term.value}


def _single(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value
