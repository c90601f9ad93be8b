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

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_Subject = NamedNode | BlankNode | Triple
_Value = _Subject | Literal
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
    subjects: dict[_Subject, dict[str, list[_Value]]] = {}
    for triple in triples:
        about = subjects.setdefault(triple.subject, {})
        about.setdefault(triple.predicate.value, []).append(triple.object)
    context = _context(subjects, prefixes)
    written = _References(context)
    graph = [_node(subject, subjects[subject], written) for subject in sorted(subjects, key=str)]
    return {"@context": context, "@graph": graph}


def _node(subject: _Subject, about: Mapping[str, list[_Value]], written: _References) -> dict[str, Any]:
    """The object of a subject, the values of each property in a defined order."""
    node: dict[str, Any] = {"@id": _reference(subject, written)}
    for predicate, values in about.items():
        ordered = sorted(values, key=str) if len(values) > 1 else values
        kinds = [_reference(each, written) for each in ordered if predicate == _TYPE and isinstance(each, NamedNode)]
        others = [_value(each, written) for each in ordered if predicate != _TYPE or not isinstance(each, NamedNode)]
        for key, found in (("@type", kinds), (written[predicate], others)):
            if found:
                node[key] = found if len(found) > 1 else found[0]
    return node


def _context(
    subjects: Mapping[_Subject, Mapping[str, Iterable[_Value]]], prefixes: Mapping[str, str]
) -> dict[str, str]:
    """The prefixes that are used. One that is also the scheme of an IRI would change that IRI, and is left out."""
    found = {subject.value for subject in subjects if isinstance(subject, NamedNode)}
    for about in subjects.values():
        found.update(about)
        for term in (each for values in about.values() for each in values):
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
