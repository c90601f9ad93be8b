"""Where a store answers otherwise than our own engine: each is shown by a test that must fail, and told in the docs.

Virtuoso is 7.2.5.1, as Debian 12 has it; Oxigraph is the one of ``requirements/benchmark.txt``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_TRUTH = "a truth value that is computed, or written in the query, comes back as the integer 1 or 0"
_DESCRIBE = "DESCRIBE gives what points at the thing, too"
_LARGE = "an integer beyond 31 bits comes back as a decimal"
_NO_MERGE = "a triple that stands in two default graphs is found twice, so that such graphs are refused here"
_POINT = "a point in WKT can come back with digits that were not written"
_NO_PATTERN = "a group in braces that holds VALUES only gives no rows, or an ASK of it a yes"

_VIRTUOSO: Final[Mapping[str, str]] = {
    "02-announced-against-listed": _TRUTH,
    "28-provinces-on-a-map": _POINT,
    "boolean": _TRUTH,
    "comparison-of-kinds": "values of different kinds are compared instead of being an error",
    "date-compared": _TRUTH,
    "in": _TRUTH,
    "iri": _TRUTH,
    "term-boolean": _TRUTH,
    "vietnamese-contains": _TRUTH,
    "vietnamese-regex": _TRUTH,
    "vietnamese-regex-any-case": _TRUTH,
    "language-apart": _TRUTH + ", and literals that differ in their language only are equal",
    "language-with-region": _TRUTH + "; the tag keeps its capitals",
    "benchmark-10-figures": _LARGE,
    "construct-all": _LARGE,
    "numbers": _LARGE,
    "datatypes": _LARGE,
    "describe": _DESCRIBE,
    "describe-pattern": _DESCRIBE,
    "describe-with-graph": _DESCRIBE,
    "format-describe": _DESCRIBE,
    "union-of-values": _NO_PATTERN,
    "ask-values": _NO_PATTERN,
    "minus-nothing-shared": "MINUS takes rows away even where no variable is shared",
    "aggregate-of-nothing": "the SUM of nothing is unbound",
    "bind-and-concat": "CONCAT of Vietnamese characters in the query with those of the data garbles the latter",
    "division-by-zero": "a division by zero ends the whole query with an error",
    "division-of-integers": "the quotient of two integers is cut to an integer",
    "graphs-listed": "GRAPH ?g {} gives no rows",
    "group-concat-default": "GROUP_CONCAT needs a SEPARATOR",
    "order-of-kinds": "literals are sorted before IRIs",
    "parameter-before-from": "graphs of parameters and of FROM are added up, so that both together are refused here",
    "path-plus-unbound": "a path with + needs a start or an end that is bound",
    "two-default-graphs-that-overlap": _NO_MERGE,
    "vietnamese-encode": "ENCODE_FOR_URI adds %00 after characters beyond Latin",
    "vietnamese-regex-capitals": "REGEX with the flag i does not fold the case of characters beyond ASCII",
}
_OXIGRAPH: Final[Mapping[str, str]] = {"two-default-graphs-that-overlap": _NO_MERGE}
DEVIATIONS: Final[Mapping[tuple[str, str], str]] = {
    (engine, case): why
    for engine, cases in (("oxigraph", _OXIGRAPH), ("virtuoso", _VIRTUOSO))
    for case, why in cases.items()
}
"""Engine and case -> why."""
