"""Mistakes with keywords: misspelt, in the wrong order, without what must follow; and habits of other languages."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Final

from graph.store.explaining.scene import Advice, Scene, quoted
from graph.store.explaining.tokens import Kind

_KEYWORDS: Final = (  # noqa: SIM905 - a table of words is easier to read
    "SELECT ASK CONSTRUCT DESCRIBE PREFIX BASE WHERE FROM NAMED DISTINCT REDUCED AS GROUP BY HAVING ORDER ASC DESC "
    "LIMIT OFFSET VALUES UNDEF OPTIONAL UNION MINUS GRAPH FILTER BIND EXISTS NOT IN SEPARATOR TRUE FALSE A"
).split()
_FUNCTIONS: Final = (  # noqa: SIM905 - as above
    "STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE "
    "ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW "
    "UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL "
    "ISNUMERIC REGEX SUBSTR REPLACE COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT"
).split()
"""SPARQL 1.1, sections 17.4 and 18.5.1."""
_GROUP: Final = "a group in braces, as in {} {{ ?s ?p ?o }}"
_AFTER: Final = {
    "LIMIT": "a whole number, as in LIMIT 10",
    "OFFSET": "a whole number, as in OFFSET 10",
    "PREFIX": "a prefix that ends in a colon and its IRI, as in PREFIX ex: <http://example.org/>",
    "BASE": "an IRI in angle brackets, as in BASE <http://example.org/>",
    "SELECT": "variables, expressions or a star, as in SELECT ?x ?y or SELECT *",
    "DISTINCT": "variables, expressions or a star, as in SELECT DISTINCT ?x",
    "DESCRIBE": "an IRI or a variable, as in DESCRIBE ?x",
    "FROM": "the IRI of a graph, or NAMED and one",
    "NAMED": "the IRI of a graph",
    "GROUP": "BY, as in GROUP BY ?x",
    "ORDER": "BY, as in ORDER BY ?x",
    "BY": "a variable, a call or an expression in brackets, as in {} BY ?x",
    "HAVING": "a condition in brackets, as in HAVING (COUNT(?x) > 1)",
    "FILTER": "a condition in brackets, a call or EXISTS, as in FILTER(?x > 1)",
    "BIND": "an expression and a variable in brackets, as in BIND(?x + 1 AS ?y)",
    "AS": "a variable, as in AS ?x",
    "VALUES": "a variable, or several in brackets, as in VALUES ?x { 1 2 }",
    "GRAPH": "an IRI or a variable and a group, as in GRAPH ?g { ?s ?p ?o }",
    "IN": "values in brackets, as in ?x IN (1, 2)",
    "NOT": "IN or EXISTS; a condition is negated by `!`, as in !BOUND(?x)",
    "ASC": "an expression in brackets, as in ASC(?x)",
    "DESC": "an expression in brackets, as in DESC(?x)",
    "ASK": _GROUP.format("ASK"),
    "CONSTRUCT": _GROUP.format("CONSTRUCT { ?s ?p ?o } WHERE"),
    "WHERE": _GROUP.format("WHERE"),
    "OPTIONAL": _GROUP.format("OPTIONAL"),
    "MINUS": _GROUP.format("MINUS"),
    "UNION": _GROUP.format("{ ?s ?p ?o } UNION"),
    "EXISTS": _GROUP.format("EXISTS"),
}
_ORDER: Final = ("FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")
_BEHIND: Final = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET")
_COMPARING: Final = ("=", "!=", "<", ">", "<=", ">=", "&&", "||")
_MEANT: Final = {
    "AND": "`&&`",
    "OR": "`||`",
    "LIKE": "CONTAINS or REGEX",
    "IS": "`=`, or BOUND(?x) to ask whether there is a value",
    "NULL": "!BOUND(?x)",
    "BETWEEN": "`>=`, `&&` and `<=`",
    "JOIN": "nothing: patterns that share a variable are joined",
    "LENGTH": "STRLEN",
    "LOWER": "LCASE",
    "UPPER": "UCASE",
}
_ELSEWHERE: Final = {
    "UNION": "it stands between two groups in braces, as in { ?a ?b ?c } UNION { ?d ?e ?f }",
    "SELECT": "a subquery stands in braces of its own, as in { { SELECT ?x { ... } } ?x ?p ?o }",
    "PREFIX": "declarations stand before SELECT, ASK, CONSTRUCT or DESCRIBE",
    "BASE": "declarations stand before SELECT, ASK, CONSTRUCT or DESCRIBE",
    "FILTER": "it stands in the braces of a group of patterns, as in WHERE { ?s ?p ?o FILTER(?o > 1) }",
}


def operator(scene: Scene) -> Advice | None:
    """What other languages write in a condition."""
    token = scene.token
    if token.text == "=" and scene.near(-1).text == "=":
        return Advice(scene.near(-1).start, "`==` is no operator of SPARQL", "Write `=`.")
    if token.text == ">" and scene.near(-1).text == "=":
        return Advice(scene.near(-1).start, "`=>` is no operator of SPARQL", "Write `>=`.")
    if token.text == "/" and scene.near(1).text in ("/", "*"):
        return Advice(token.start, f"`/{scene.near(1).text}` begins no comment in SPARQL", "Write `#`.")
    if token.text == "-" and scene.near(-1).text == "-":
        return Advice(scene.near(-1).start, "`--` begins no comment in SPARQL", "Write `#`.")
    if token.text in _COMPARING and scene.bracket == "{":
        what = f"`{token.text}` stands outside of the brackets of a condition"
        return Advice(token.start, what, "Write FILTER( ... ) around the whole condition.")
    if token.text == "<>" and scene.bracket == "(":
        return Advice(token.start, "`<>` is no operator of SPARQL", "Write `!=`.")
    if meant := _MEANT.get(token.upper):
        return Advice(token.start, f"{quoted(token.text)} is no word of SPARQL", f"Write {meant}.")
    return None


def word(scene: Scene) -> Advice | None:
    """A word that SPARQL does not have."""
    token = scene.token
    if not token.upper or token.upper in _KEYWORDS or token.upper in _FUNCTIONS:
        return None
    called = scene.near(1).text == "("
    function = called and (scene.bracket == "(" or scene.near(-1).upper in ("FILTER", "HAVING", "BY"))
    known = _FUNCTIONS if function else _KEYWORDS
    similar = get_close_matches(token.upper[:30], known, n=1, cutoff=0.76) if len(token.text) > 2 else []
    if scene.near(-1).upper in _AFTER and not similar and not function:
        return None
    here = quoted(token.text)
    if function:
        remedy = "Use the functions of SPARQL 1.1, section 17.4." if not similar else f"Was {similar[0]} meant?"
        return Advice(token.start, f"{here} is no function of SPARQL", remedy)
    remedy = "A variable begins with ?, a name has a prefix (ex:name), and text stands in quotation marks."
    if not scene.index and not similar:
        remedy = "A query begins with PREFIX, SELECT, ASK, CONSTRUCT or DESCRIBE."
    return Advice(token.start, f"{here} is no keyword of SPARQL", f"Was {similar[0]} meant?" if similar else remedy)


def after_keyword(scene: Scene) -> Advice | None:
    """A keyword without what must follow it."""
    before = scene.near(-1)
    keyword = before.upper
    awaited = _AFTER.get(keyword, "").replace("{} BY", f"{scene.near(-2).upper} BY")
    if before.kind is Kind.NAME and scene.near(-2).upper == "PREFIX":
        keyword, awaited = f"PREFIX {before.text}", "its IRI in angle brackets, as in PREFIX ex: <http://example.org/>"
    if not awaited:
        return None
    token = scene.token
    if keyword in ("LIMIT", "OFFSET") and token.text.isdigit():
        return Advice(token.start, f"{quoted(token.text)} is too large a number for {keyword}", "Leave the clause out.")
    found = "the query ends" if token.kind is Kind.END else f"{quoted(token.text)} stands"
    return Advice(
        token.start, f"{found} after {keyword}, where there must be {awaited.split(', as in ')[0]}", _with(awaited)
    )


def order(scene: Scene) -> Advice | None:
    """A clause after one that it must stand before, or a second time."""
    token = scene.token
    if token.upper in _ELSEWHERE:
        reason, _, example = _ELSEWHERE[token.upper].partition(", as in ")
        remedy = f"Write for example {example}." if example else "Move it there."
        return Advice(token.start, f"{token.upper} cannot stand here: {reason}", remedy)
    if token.upper in _BEHIND and scene.bracket == "{" and scene.tokens[scene.open[-1] + 1].upper != "SELECT":
        opened = scene.where(scene.tokens[scene.open[-1]])
        what = f"{token.upper} stands within the braces that open at {opened}"
        return Advice(token.start, what, "Move it behind the `}` that closes the patterns of the query.")
    if token.upper not in _ORDER:
        return None
    depth = len(scene.open)
    seen = _clauses(scene, depth)
    if token.upper in seen:
        return Advice(
            token.start,
            f"a second {token.upper} stands here, and a query has one",
            "Put all patterns into the braces of the first." if token.upper == "WHERE" else "Join the two into one.",
        )
    later = [each for each in seen if each in _ORDER and _ORDER.index(each) > _ORDER.index(token.upper)]
    if not later:
        return None
    names = "WHERE { ... }, GROUP BY, HAVING, ORDER BY, LIMIT and OFFSET, VALUES"
    return Advice(token.start, f"{token.upper} stands after {later[0]}", f"The order is: FROM, {names}.")


def separator(scene: Scene) -> Advice | None:
    """A comma or semicolon where none can be."""
    token = scene.token
    if token.text not in (";", ",", "."):
        return None
    if not scene.open and scene.near(1).kind is Kind.END:
        return Advice(token.start, f"`{token.text}` stands after the query", "Remove it: nothing ends a query.")
    if scene.bracket == "{":
        what = f"`{token.text}` stands where no triple has come before it"
        remedy = "Remove it; `.` ends a triple, `;` goes on with its subject, `,` with its subject and predicate."
        if scene.near(-1).text in ("{", "}", ")", ".", ";", ","):
            return Advice(token.start, what, remedy)
    return None


def _clauses(scene: Scene, depth: int) -> list[str]:
    """The keywords of the clauses of this query or subquery that come before, and WHERE for a group without it."""
    begin = scene.open[-1] + 1 if scene.open else 0
    found, level, before = [], 0, ""
    for token in scene.tokens[begin : scene.index]:
        if token.text == "{" and level == 0 and before != "WHERE":
            found.append("WHERE")
        level += (token.text in ("(", "{", "[")) - (token.text in (")", "}", "]"))
        if level == 0 and token.upper in _ORDER:
            found.append(token.upper)
        before = token.upper
    return found


def _with(awaited: str) -> str:
    example = awaited.partition(", as in ")[2]
    return f"Write for example {example}." if example else "Add it."
