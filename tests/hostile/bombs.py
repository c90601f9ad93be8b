"""Queries that want more time or memory than there is."""

from __future__ import annotations

from typing import Final

from tests.engine.asking import ENDLESS, GREEDY

STOPPED: Final = frozenset({422, 504})
"""What a query is answered that no machine could finish: too much memory, or too little time."""
_SAFE: Final = frozenset({200, 422, 504})
"""As well for one that a good engine has an answer to."""
_UNSORTED: Final = STOPPED | {500}
"""The engine cannot sort what is another value each time, and says so (docs/decisions/0024-sorting.md)."""
_ANY: Final = "(<a:p>|!<a:p>)"
_NUMBERS: Final = " ".join(map(str, range(200)))
_ALL: Final = " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(6))


def _product(head: str, tail: str = "", more: str = "", variables: int = 6) -> str:
    """A query on 200 to the power of so many rows."""
    values = " ".join(f"VALUES ?v{n} {{ {_NUMBERS} }}" for n in range(variables))
    return f"{head} {{ {values} {more} }} {tail}"


def _count(more: str, head: str = "COUNT(*)") -> str:
    return _product(f"SELECT ({head} AS ?n)", more=more)


def _doubled(step: str, times: int = 30) -> str:
    """A string that each step makes longer by a factor."""
    steps = " ".join(f"BIND({step.replace('?x', f'?x{n}')} AS ?x{n + 1})" for n in range(times))
    return f"SELECT (STRLEN(?x{times}) AS ?n) {{ BIND('12345678' AS ?x0) {steps} }}"


def _paths(path: str, number: int) -> str:
    return "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} {path} ?b{n} ." for n in range(number)) + " }"


def _matched(text: str, pattern: str) -> str:
    return f"ASK {{ FILTER(REGEX('{text}', '{pattern}', 'i')) }}"


_OPTIONAL: Final = " ".join(f"OPTIONAL {{ ?s{n} ?p{n} ?o{n} }}" for n in range(6))
_NEVER: Final = f"FILTER NOT EXISTS {{ {_ALL} FILTER(?o1 = 7.25) }}"
_SORTED: Final = f"{{ SELECT * {{ {_ALL} }} ORDER BY STR(?o0) }}"
_KEY: Final = "CONCAT(STR(?v0), ' ', STR(?v1), ' ', STR(?v2), ' ', STR(?v5))"
_CHANGING: Final = "FILTER(REGEX('aaaa', CONCAT('(a{', STR(?v0), '}){', STR(?v1), '}x', STR(?v2))))"
_TEMPLATE: Final = "[] <a:p> ?v0, ?v1, ?v2, ?v3 ; <a:q> [ <a:r> ?v4, ?v5 ]"

BOMBS: Final[dict[str, tuple[str, frozenset[int]]]] = {
    "cross product": (ENDLESS, STOPPED),
    "cross product of values": (_count(""), STOPPED),
    "cross product, tested": (_count("FILTER(?v0 + ?v1 = ?v2 * ?v3 + 0.5)"), STOPPED),
    "order by": (GREEDY["sort"], STOPPED),
    "order by many keys": (_product("SELECT *", "ORDER BY DESC(?v5) ?v4 DESC(?v3) ?v2"), STOPPED),
    "order by values of all kinds": (f"SELECT * {{ {_ALL} }} ORDER BY ?o1 ?o2", STOPPED),
    "order by what is random": (_product("SELECT *", "ORDER BY RAND()", variables=3), _UNSORTED),
    "distinct": (GREEDY["distinct"], STOPPED),
    "distinct, new each time": (_product("SELECT DISTINCT (UUID() AS ?u)"), STOPPED),
    "group by": (GREEDY["group"], STOPPED),
    "count distinct": (_count("", f"COUNT(DISTINCT {_KEY})"), STOPPED),
    "group_concat": (GREEDY["concat"], STOPPED),
    "group_concat with a long separator": (_count("", f"GROUP_CONCAT(STR(?v0); separator='{'-' * 50_000}')"), STOPPED),
    "sample of all": (_product("SELECT (SAMPLE(?v0) AS ?a) (MIN(STR(?v1)) AS ?b) (AVG(?v2) AS ?c)"), STOPPED),
    "concat, doubling": (GREEDY["doubling"], STOPPED),
    "replace, doubling": (_doubled("REPLACE(?x, '(.)', '$1$1')"), STOPPED),
    "escapes, tripling": (_doubled("ENCODE_FOR_URI(CONCAT('%', ?x, ?x))"), STOPPED),
    "hashes": (_count("", "MAX(SHA512(SHA512(SHA512(STR(?v0)))))"), STOPPED),
    "regex, backtracking": (_matched("a" * 30_000 + "!", "^(a+)+$"), _SAFE),
    "regex, alternatives": (_matched("a" * 5000, "a?" * 2000 + "a" * 2000), _SAFE),
    "regex, huge": (_matched("a", "((((a{100}){100}){100}){100}){100}"), _SAFE),
    "regex, classes": (_matched("a", r"(\\w{500}\\W{500}){200}"), _SAFE),
    "regex, new each time": (_count(_CHANGING), STOPPED),
    "path of everything": (_paths(f"{_ANY}*", 1), _SAFE),
    "paths of everything, joined": (_paths(f"{_ANY}*", 5), STOPPED),
    "path closures in closures": (_paths(f"(({_ANY}*/{_ANY}+)*/(^{_ANY})*)*", 3), STOPPED),
    "path from nowhere to itself": (_paths(f"({_ANY}|^{_ANY})*/{_ANY}*", 4), STOPPED),
    "large result": (_product("SELECT *"), STOPPED),
    "large result of long values": (_product(f"SELECT ?v0 ('{'x' * 90_000}' AS ?long)"), STOPPED),
    "large construct": (_product(f"CONSTRUCT {{ {_TEMPLATE} }} WHERE"), STOPPED),
    "large construct of strings": (
        _product("CONSTRUCT { ?s <a:p> ?x } WHERE", more=f"?s ?p ?o BIND({_KEY} AS ?x)"),
        STOPPED,
    ),
    "describe all": (f"DESCRIBE ?s0 ?s1 ?s2 ?s3 {{ {_ALL} }}", STOPPED),
    "optional chain": (f"SELECT (COUNT(*) AS ?n) {{ {_OPTIONAL} }}", STOPPED),
    "minus of all": (f"SELECT (COUNT(*) AS ?n) {{ {_ALL} MINUS {{ {_ALL} ?x <a:p> 1 }} }}", STOPPED),
    "exists for each": (f"SELECT (COUNT(*) AS ?n) {{ {_ALL} {_NEVER} }}", STOPPED),
    "subselects, one in another": (f"SELECT * {{ {{ SELECT DISTINCT * {{ {_SORTED} }} }} }} LIMIT 1", STOPPED),
    "a page far down": (f"SELECT * {{ {_ALL} }} OFFSET 999999999999 LIMIT 1", STOPPED),
    "a page far down, sorted": (f"SELECT * {_SORTED} OFFSET 9000000000 LIMIT 9000000000", STOPPED),
}
"""By name: the query, and the statuses that are an honest answer to it."""
EIGHT: Final = ("cross product", "order by", "distinct", "concat, doubling", "large construct", "large result")
"""Those that are asked eight at once."""
