"""Queries nested and chained far beyond sense, by kind, as functions of how far."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

P: Final = "<a:p>"


def _around(opening: str, inner: str, closing: str) -> Callable[[int], str]:
    return lambda depth: opening * depth + inner + closing * depth


def _within(template: str, opening: str, inner: str, closing: str) -> Callable[[int], str]:
    nest = _around(opening, inner, closing)
    return lambda depth: template.replace("@", nest(depth))


NESTED: Final[dict[str, Callable[[int], str]]] = {
    "parentheses": _within("ASK { FILTER(@) }", "(", "true", ")"),
    "groups": _within("ASK { @ }", "{", "", "}"),
    "groups never closed": _within("ASK { @", "{", "", ""),
    "optional": _within("ASK { @ }", "OPTIONAL {", "", "}"),
    "union": _within("ASK { @ }", "{} UNION {", "", "}"),
    "union to the left": _within("ASK { @ }", "{", "", "} UNION {}"),
    "minus": _within("ASK { @ }", "MINUS {", "?s ?p ?o", "}"),
    "graph": _within("ASK { @ }", "GRAPH ?g {", "", "}"),
    "exists": _within("ASK { @ }", "FILTER EXISTS {", "", "}"),
    "not exists": _within("ASK { @ }", "FILTER NOT EXISTS {", "", "}"),
    "subselects": _within("ASK { @ }", "{ SELECT * {", "", "} }"),
    "str": _within("ASK { FILTER(@) }", "STR(", "1", ")"),
    "if": _within("ASK { FILTER(@) }", "IF(true, ", "1", ", 2)"),
    "coalesce": _within("ASK { FILTER(@) }", "COALESCE(", "1", ")"),
    "concat to the right": _within("ASK { FILTER(@) }", "CONCAT('', ", "''", ")"),
    "in": _within("ASK { FILTER(@) }", "1 IN (", "1", ")"),
    "in without brackets": _within("ASK { FILTER(@) }", "(1 = ", "1", ")"),
    "functions": _within("ASK { FILTER(@) }", "<http://www.w3.org/2001/XMLSchema#string>(", "1", ")"),
    "aggregates": _within("SELECT (@ AS ?n) {}", "SUM(", "1", ")"),
    "paths": _within("ASK { ?s @ ?o }", "(", P, ")"),
    "path closures": _within("ASK { ?s @ ?o }", "(", P, ")*"),
    "path inverses": _within("ASK { ?s @ ?o }", "^(", P, ")"),
    "path inverses without brackets": _within("ASK { ?s @ ?o }", "^", P, ""),
    "path negations": _within("ASK { ?s @ ?o }", "!(", P, ")"),
    "lists": _within("ASK { ?s ?p @ }", "(", "1", ")"),
    "lists as subjects": _within("ASK { @ ?p ?o }", "(", "1", ")"),
    "blank nodes": _within("ASK { ?s ?p @ }", f"[{P} ", "1", "]"),
    "blank nodes as subjects": _within("ASK { @ }", "[", "", f" {P} 1]"),
    "blank nodes never closed": _within("ASK { @", f"[{P} ", "", ""),
    "quoted triples": _within("ASK { ?s ?p @ }", "<<( ?s ?p ", "1", " )>>"),
    "reifiers": _within("ASK { ?s ?p @ }", "<< ?s ?p ", "1", " >>"),
    "annotations": _within("ASK { ?s ?p 1 @ }", f"{{| {P} 1 ", "", " |}"),
    "not": _within("ASK { FILTER(@) }", "!", "true", ""),
    "not with brackets": _within("ASK { FILTER(@) }", "!(", "true", ")"),
    "minus signs": _within("ASK { FILTER(@) }", "-", "1", ""),
    "minus signs apart": _within("ASK { FILTER(@) }", "- ", "1", ""),
    "minus signs with brackets": _within("ASK { FILTER(@) }", "-(", "1", ")"),
    "plus signs": _within("ASK { FILTER(@) }", "+", "1", ""),
    "construct": _within("CONSTRUCT { ?s ?p @ } {}", f"[{P} ", "1", "]"),
    "closing only": _within("ASK { @ }", "", "", "}"),
    "brackets of all kinds": _within("ASK { @ }", "{FILTER(EXISTS{?s ?p [<a:p> (", "1", ")]})}"),
    "brackets in a comment's line": _within("ASK { FILTER('#' != @) }", "(", "'#'", ")"),
    "escaped brackets": _within("ASK { FILTER(@) }", "\\u0028", "1", "\\u0029"),
}


def _joined(template: str, item: str, by: str) -> Callable[[int], str]:
    return lambda number: template.replace("@", by.join(item.replace("#", str(n)) for n in range(number)))


CHAINED: Final[dict[str, Callable[[int], str]]] = {
    "or": _joined("ASK { FILTER(@) }", "?x#", "||"),
    "and": _joined("ASK { FILTER(@) }", "?x#", "&&"),
    "and or": _joined("ASK { FILTER(@) }", "?x#", "&&?a||"),
    "plus": _joined("ASK { FILTER(@) }", "#", "+"),
    "minus": _joined("ASK { FILTER(@) }", "#", "-"),
    "times": _joined("ASK { FILTER(@) }", "#", "*"),
    "divided": _joined("ASK { FILTER(@) }", "1", "/"),
    "semicolons": _joined("ASK { ?s @ }", "<a:p#> ?o#", ";"),
    "empty semicolons": _joined(f"ASK {{ ?s {P} 1 @ }}", "", ";"),
    "commas": _joined(f"ASK {{ ?s {P} @ }}", "?o#", ","),
    "dots": _joined("ASK { @ }", "?s# ?p# ?o#", "."),
    "star join": _joined("ASK { @ }", "?s <a:p#> ?o#", "."),
    "path sequence": _joined("ASK { ?s @ ?o }", P, "/"),
    "path alternatives": _joined("ASK { ?s @ ?o }", "<a:p#>", "|"),
    "path closures": _joined("ASK { ?s @ ?o }", f"{P}*", "/"),
    "path options": _joined("ASK { ?s @ ?o }", f"{P}?", "/"),
    "path negated set": _joined("ASK { ?s !(@) ?o }", "<a:p#>", "|"),
    "in": _joined("ASK { FILTER(?x IN (@)) }", "#", ","),
    "not in": _joined("ASK { FILTER(?x NOT IN (@)) }", "'#'", ","),
    "values": _joined("ASK { VALUES ?x { @ } }", "#", " "),
    "values of rows": _joined("ASK { VALUES (?x ?y) { @ } }", "(# UNDEF)", ""),
    "values clauses": _joined("ASK { @ }", "VALUES ?x# { 1 2 }", " "),
    "concat": _joined("ASK { FILTER(CONCAT(@) = '') }", "'#'", ","),
    "coalesce": _joined("ASK { FILTER(COALESCE(@)) }", "?x#", ","),
    "filters": _joined("ASK { @ }", "FILTER(?x = #)", " "),
    "binds": _joined("ASK { @ }", "BIND(# AS ?x#)", " "),
    "optionals": _joined("ASK { @ }", "OPTIONAL { ?s ?p# ?o# }", " "),
    "unions": _joined("ASK { @ }", "{ ?s ?p# ?o# }", "UNION"),
    "minuses": _joined("ASK { @ }", "MINUS { ?s ?p# ?o# }", " "),
    "groups": _joined("ASK { @ }", "{ ?s# ?p# ?o# }", " "),
    "subselects": _joined("ASK { @ }", "{ SELECT * { ?s# ?p# ?o# } }", " "),
    "exists": _joined("ASK { @ }", "FILTER NOT EXISTS { ?s ?p# ?o# }", " "),
    "list": _joined("ASK { ?s ?p (@) }", "#", " "),
    "blank nodes": _joined("ASK { ?s ?p @ }", "[]", ","),
    "projection": _joined("SELECT @ {}", "?x#", " "),
    "expressions": _joined("SELECT @ {}", "(# AS ?x#)", " "),
    "group keys": _joined("SELECT (1 AS ?n) {} GROUP BY @", "?x#", " "),
    "order keys": _joined("SELECT * {} ORDER BY @", "DESC(?x#)", " "),
    "having": _joined("SELECT (1 AS ?n) {} GROUP BY ?x HAVING @", "(?x > #)", " "),
    "aggregates": _joined("SELECT @ {}", "(COUNT(?x#) AS ?y#)", " "),
    "prefixes": _joined("@ ASK {}", "PREFIX p#: <a:p#>", " "),
    "long prefix": _joined("PREFIX @: <a:p> ASK {}", "p", ""),
    "bases": _joined("@ ASK {}", "BASE <http://example.org/#/>", " "),
    "from": _joined("SELECT * @ { ?s ?p ?o }", "FROM <https://w3id.org/khen/graph/vocab>", " "),
    "long name": _joined("SELECT ?@ {}", "x", ""),
    "long literal": _joined("ASK { FILTER('@' = '') }", "x", ""),
    "long iri": _joined("ASK { <a:@> ?p ?o }", "x", ""),
    "long number": _joined("ASK { FILTER(@ = 1) }", "9", ""),
    "long comment": _joined("ASK {} #@", "<'\"({[", ""),
    "quotes": _joined("ASK { @ }", "'", ""),
    "escapes": _joined("ASK { FILTER('@' = '') }", "\\u0041", ""),
    "less-than": _joined("ASK { FILTER(@) }", "?x<", "?y"),
    "language tags": _joined("ASK { FILTER('x'@en@ = '') }".replace("@en@", "@en@@"), "-x", ""),
    "constructed": _joined("CONSTRUCT { @ } { ?s ?p ?o }", "?s <a:p#> ?o", "."),
    "described": _joined("DESCRIBE @", "<a:p#>", " "),
}
