"""Mistakes with prefixes: none declared, declared in the way of Turtle, or an IRI without its brackets."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Final

from graph.store.explaining.scene import Advice, Scene, quoted
from graph.store.explaining.tokens import Kind

_COMPARED: Final = 100
"""Prefixes of which the similar ones are sought; a query may declare thousands."""


def foreign(scene: Scene) -> Advice | None:
    """What other notations write in this place."""
    token = scene.token
    if token.kind is Kind.LANGUAGE and token.text.lower() in ("@prefix", "@base"):
        word = token.text[1:].upper()
        return Advice(
            token.start, f"`{token.text}` is of Turtle", f"Write {word} without `@`, and no full stop after the IRI."
        )
    if token.text in (".", ",", ";") and scene.near(-1).kind is Kind.IRI and _declares(scene):
        return Advice(token.start, f"no `{token.text}` ends a declaration in SPARQL", "Remove it.")
    slashes = scene.query.startswith("//", token.end) or token.text.lower() in ("http:", "https:", "urn:", "mailto:")
    if token.kind is Kind.NAME and slashes:
        return Advice(
            token.start,
            f"an IRI that begins with {quoted(token.text)} stands without `<` and `>`",
            "Write <...> around it.",
        )
    return None


def undeclared(scene: Scene) -> Advice | None:
    """A prefixed name whose prefix is not known."""
    token = scene.token
    if token.kind is not Kind.NAME or scene.near(-1).upper == "PREFIX":
        return None
    prefix = token.text.partition(":")[0]
    known = {**scene.prefixes, **_declared(scene)}
    if prefix in known:
        return None
    remedy = f"Declare it before the query: PREFIX {prefix}: <...>"
    similar = [prefix.lower()] if prefix.lower() in known else []
    if not similar and len(prefix) > 1:
        similar = get_close_matches(prefix.lower(), list(known)[:_COMPARED], n=2, cutoff=0.6)
    if similar:
        choices = " or ".join(f"{each}: (<{known[each]}>)" for each in similar)
        remedy += f". Or was {choices} meant, declared already?"
    return Advice(token.start, f"the prefix `{prefix}:` of {quoted(token.text)} is not declared", remedy)


def _declared(scene: Scene) -> dict[str, str]:
    """What the query declares before the token at fault."""
    found = {}
    before = scene.tokens[: scene.index]
    for word, name, iri in zip(before, before[1:], before[2:], strict=False):
        if word.upper == "PREFIX" and name.kind is Kind.NAME and iri.kind is Kind.IRI:
            found[name.text.partition(":")[0]] = iri.text[1:-1]
    return found


def _declares(scene: Scene) -> bool:
    return scene.near(-2).upper == "BASE" or scene.near(-3).upper == "PREFIX"
