"""Triples as compact JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/).

rdflib's writer turns typed literals into the numbers of JSON, whereby ``"007"`` becomes ``7``; the structure
is simple enough to be written here: one object per subject, in order, each value as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
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
    ordered = sorted(triples, key=str)
    context = _context(ordered, prefixes)
    nodes: dict[str, dict[str, Any]] = {}
    for triple in ordered:
        subject = _reference(triple.subject, context)
        node = nodes.setdefault(subject, {"@id": subject})
        if triple.predicate.value == _TYPE and isinstance(triple.object, NamedNode):
            key, value = "@type", _reference(triple.object, context)
        else:
            key, value = _reference(triple.predicate, context), _value(triple.object, context)
        node.setdefault(key, []).append(value)
    graph = [{key: _single(value) for key, value in node.items()} for node in nodes.values()]
    document = {"@context": context, "@graph": graph}
    return (json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _context(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> dict[str, str]:
    """The prefixes that are used. One that is also the scheme of an IRI would change that IRI, and is left out."""
    iris: set[str] = set()
    for triple in triples:
        terms = (triple.subject, triple.predicate, triple.object)
        iris.update(term.value for term in terms if isinstance(term, NamedNode))
        iris.update(term.datatype.value for term in terms if isinstance(term, Literal))
    schemes = {iri.partition(":")[0] for iri in iris}
    return {
        prefix: namespace
        for prefix, namespace in sorted(prefixes.items())
        if prefix and prefix not in schemes and namespace[-1:] in "/#:?" and any(map(_under(namespace), iris))
    }


def _under(namespace: str) -> Any:
    return lambda iri: iri.startswith(namespace)


def _reference(term: object, context: Mapping[str, str]) -> str:
    if not isinstance(term, NamedNode):
        return str(term)
    for prefix, namespace in context.items():
        local = term.value.removeprefix(namespace)
        if local != term.value and local and not local.startswith("//"):
            return f"{prefix}:{local}"
    return term.value


def _value(term: object, context: Mapping[str, str]) -> Any:
    if not isinstance(term, Literal):
        return {"@id": _reference(term, context)}
    if term.language:
        return {"@language": term.language, "@value": term.value}
    datatype = term.datatype.value
    if datatype == _XSD + "string":
        return term.value
    if datatype == _XSD + "integer" and _WHOLE.fullmatch(term.value):
        return int(term.value)
    if datatype == _XSD + "boolean" and term.value in ("true", "false"):
        return term.value == "true"
    return {"@type": _reference(term.datatype, context), "@value": term.value}


def _single(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value
