"""The mistakes that people make in queries: how each is known at its place, and what helps.

The rules are asked in turn; each knows one mistake and is silent on all others.
"""

from __future__ import annotations

from typing import Final

from graph.store.explaining import clauses, lexical, prefixes, projection
from graph.store.explaining.scene import Advice, Scene, closing, quoted
from graph.store.explaining.tokens import TERMS, Kind

_REMEDY: Final = "Check brackets, full stops and quotation marks before that place."
_SIGNATURE: Final = "See the functions of SPARQL 1.1, section 17.4."


def advice(scene: Scene) -> Advice:
    """What a person is told of a query that cannot be read beyond a token."""
    for rule in (
        _empty,
        lexical.broken,
        lexical.number,
        projection.disapproved,
        prefixes.foreign,
        prefixes.undeclared,
        projection.listed,
        clauses.operator,
        clauses.word,
        clauses.after_keyword,
        _begun,
        _bracket,
        _ended,
        clauses.order,
        clauses.separator,
        _incomplete_triple,
        _arguments,
        _unended_triple,
        _beyond,
    ):
        found = rule(scene)
        if found:
            return found
    return _anything(scene)


def _empty(scene: Scene) -> Advice | None:
    if scene.tokens[0].kind is not Kind.END:
        return None
    what = "the query is empty" if not scene.query.strip() else "the query holds nothing but comments"
    return Advice(0, what, "Send a SELECT, ASK, CONSTRUCT or DESCRIBE, such as `SELECT * { ?s ?p ?o } LIMIT 10`.")


def _bracket(scene: Scene) -> Advice | None:
    """A closing bracket that does not fit the one that is open."""
    text = scene.token.text
    if text not in (")", "}", "]") or (scene.open and closing(scene.bracket) == text):
        return None
    place = scene.token.start
    if not scene.open:
        return Advice(place, f"`{text}` closes nothing: no bracket is open here", f"Remove one `{text}`.")
    opened = scene.tokens[scene.open[-1]]
    return Advice(
        place,
        f"`{text}` stands where the `{opened.text}` of {scene.where(opened)} is still open",
        f"Close it with `{closing(opened.text)}` before.",
    )


def _ended(scene: Scene) -> Advice | None:
    """The text is over, and the query is not."""
    if scene.token.kind is not Kind.END:
        return None
    place = scene.token.start
    if scene.open:
        opened = scene.tokens[scene.open[-1]]
        missing = "".join(closing(scene.tokens[each].text) for each in reversed(scene.open))
        return Advice(
            place,
            f"the query ends while the `{opened.text}` of {scene.where(opened)} is open",
            f"Close it: `{missing if len(missing) < 10 else missing[:10] + '...'}` is missing, at the end or before.",
        )
    awaited = scene.awaited()
    follow = f", where {awaited} could follow" if awaited else ""
    what = f"the query ends after {quoted(scene.near(-1).text)}{follow}"
    return Advice(place, what, "Complete the query; perhaps it was cut off on its way here.", vague=not awaited)


def _unended_triple(scene: Scene) -> Advice | None:
    if scene.token.kind not in TERMS or not {".", ";"} <= scene.expected or scene.bracket != "{":
        return None
    here = quoted(scene.token.text)
    return Advice(
        scene.token.start,
        f"a full stop is missing between the triple that ends in {quoted(scene.near(-1).text)} and {here}",
        f"Write ` . ` before {here}; `;` goes on with the same subject, `,` with the same subject and predicate.",
    )


def _begun(scene: Scene) -> Advice | None:
    """The first token is none that a query begins with."""
    if scene.index:
        return None
    what = f"a query cannot begin with {quoted(scene.token.text)}"
    return Advice(scene.token.start, what, "It begins with PREFIX, SELECT, ASK, CONSTRUCT or DESCRIBE.")


def _incomplete_triple(scene: Scene) -> Advice | None:
    """A triple that ends before its object."""
    before = scene.near(-1)
    if (
        scene.token.text not in ("}", ".", ";", "]")
        or scene.bracket not in ("{", "[")
        or before.text in ("{", "}", ".")
    ):
        return None
    missing = "a predicate and an object are" if "a" in scene.expected else "an object is"
    if not {"a", "true"} & scene.expected:
        return None
    what = f"the triple is not complete: {missing} missing after {quoted(before.text)}"
    return Advice(scene.token.start, what, "A triple is a subject, a predicate and an object: ?s ?p ?o.")


def _arguments(scene: Scene) -> Advice | None:
    """A call with too many or too few values."""
    text, signs = scene.token.text, scene.expected
    called = scene.tokens[scene.open[-1] - 1] if scene.bracket == "(" and scene.open[-1] else None
    if called is None or not called.upper:
        return None
    if text == ")" and "," in signs and ")" not in signs:
        return Advice(scene.token.start, f"{called.upper} has too few arguments", _SIGNATURE)
    if text == "," and ")" in signs and "," not in signs:
        return Advice(scene.token.start, f"{called.upper} has too many arguments", _SIGNATURE)
    return None


def _beyond(scene: Scene) -> Advice | None:
    """Something stands behind the whole query."""
    if scene.open or scene.near(-1).text != "}" or "{" in scene.expected:
        return None
    what = f"{quoted(scene.token.text)} stands behind the last brace of the query"
    return Advice(scene.token.start, what, "Put all patterns into one pair of braces; send one query at a time.")


def _anything(scene: Scene) -> Advice:
    awaited = scene.awaited()
    after = f" after {quoted(scene.near(-1).text)}" if scene.index else ""
    what = f"{quoted(scene.token.text)} cannot stand here{after}"
    if awaited:
        what += f"; {awaited} could"
    return Advice(scene.token.start, what, _REMEDY, vague=not awaited)
