"""Mistakes within a token: strings, IRIs and numbers that are none, and characters from a word processor."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from graph.store.explaining.scene import Advice, Scene, quoted
from graph.store.explaining.tokens import Kind, Token

_BOM: Final = "\ufeff"
_QUOTES: Final = "“”„‟‘’‚‛«»‹›″′`´＂＇"
_DASHES: Final = "‐‑‒–—―−"
_RUN: Final = re.compile(r"[\w.:,+/-]*")
_NUMERIC: Final = re.compile(r"[+-]?(?:\d+|\d*\.\d+|(?:\d+\.?\d*|\.\d+)[eE][+-]?\d+)")
_DATE: Final = re.compile(r"(?:\d{4}-\d{1,2}(?:-\d{1,2})?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(T[\d:.+-]*Z?)?")
_POINTS: Final = re.compile(r"\d+(?:\.\d+){2,}")
_ESCAPE: Final = re.compile(r"""\\(?![tbnrf\\"']|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})(.?)""", re.DOTALL)


def broken(scene: Scene) -> Advice | None:
    """A token that was begun and is none."""
    token = scene.token
    if token.kind is Kind.UNCLOSED_STRING:
        return _unclosed(token)
    # An IRI could stand here (or `<`, where an operator could), and this one is refused.
    refused = token.kind is Kind.IRI and "<" in scene.expected and "=" not in scene.expected
    if token.kind is Kind.BAD_IRI or refused:
        return _iri(token)
    if token.text in ("?", "$"):
        return Advice(
            token.start, f"`{token.text}` has no name after it", "A variable is written ?name, without a space."
        )
    if token.kind is Kind.STRAY:
        return _stray(token)
    before = scene.near(-1)
    if token.kind is Kind.WORD and before.kind is Kind.STRING and before.end == token.start:
        quote = before.text[-1]
        what = f"the string {quoted(before.text)} ends before {quoted(token.text)}"
        return Advice(
            token.start, what, f"Write {quote} within it as \\{quote}, or put it in quotes of the other kind."
        )
    if token.kind is Kind.STRING and (escape := _ESCAPE.search(token.text)):
        return Advice(
            token.start + escape.start(),
            f"{quoted(escape.group())} is no escape that a string may hold",
            r"Write a backslash as `\\`; the escapes are `\t \n \r \b \f \" \' \\`, `\uXXXX` and `\UXXXXXXXX`.",
        )
    return None


def number(scene: Scene) -> Advice | None:
    """Digits that are no number: a date without quotation marks, a comma, two points."""
    if scene.token.kind is Kind.VARIABLE or scene.index == 0:
        return None
    apart = scene.near(-1).end != scene.token.start
    begin = index = scene.index - apart
    while index > max(scene.index - 9, 0) and scene.tokens[index - 1].end == scene.tokens[index].start:
        index -= 1
        if scene.tokens[index].kind is Kind.NUMBER:
            begin = index
    first = scene.tokens[begin]
    match = _RUN.match(scene.query, first.start, first.start + 60)
    text = match.group().rstrip(".,:+/-") if match else ""
    if first.kind is not Kind.NUMBER or _NUMERIC.fullmatch(text):
        return None
    if apart and not _POINTS.fullmatch(text):  # sums and lists may stand before
        return None
    if not apart and first.start + len(text) <= scene.token.start:
        return None
    if date := _DATE.fullmatch(text):
        kind = "dateTime" if date[1] else "gYearMonth" if len(text) < 8 else "date"
        return Advice(
            first.start,
            f"{quoted(text)} is a date without quotation marks",
            f'Write "{text}"^^xsd:{kind}.' if text[4] == "-" else 'Write year-month-day: "2023-09-22"^^xsd:date.',
        )
    remedy = "A number is written like 5, 1.5 or 1.5e3, with a point and without separators; all else needs quotes."
    return Advice(first.start, f"{quoted(text)} is no number", remedy)


def _unclosed(token: Token) -> Advice:
    quote = token.text[:3] if token.text[:3] in ('"""', "'''") else token.text[0]
    where = "" if len(quote) == 3 else " on its line"
    remedy = f"Close it with {quote}" + (
        "."
        if where == ""
        else f", write {quote} within it as \\{quote}, and a text of several lines as {quote * 3}...{quote * 3}."
    )
    return Advice(token.start, f"the string that begins here, {quoted(token.text)}, is not closed{where}", remedy)


def _iri(token: Token) -> Advice:
    closed = token.text.endswith(">")
    wrong = re.search(r'[\s{}|^`"\\]', token.text)
    if not closed:
        what = f"the IRI that begins here, {quoted(re.split(r'[ ]', token.text)[0])}, is not closed with `>`"
        remedy = "Close it with `>`. If a comparison was meant, it stands in brackets: FILTER(?a < ?b)."
    elif wrong:
        sign = "a space" if wrong.group().isspace() else quoted(wrong.group())
        what = f"the IRI {quoted(token.text)} holds {sign}, which no IRI may"
        remedy = "Write a space as %20 and other such characters percent-encoded; check that `>` is not missing before."
    else:
        what, remedy = f"{quoted(token.text)} is no valid IRI", "Check its scheme, host and percent-encoding."
    return Advice(token.start, what, remedy)


def _stray(token: Token) -> Advice:
    sign = token.text
    name = f"U+{ord(sign):04X}" + (f" {unicodedata.name(sign, '').lower()}".rstrip())
    if sign == _BOM:
        what = f"a byte order mark ({name}) stands {'at the start' if token.start == 0 else 'here'}, and cannot be seen"
        return Advice(token.start, what, "Save the query as UTF-8 without BOM.")
    if sign in _QUOTES:
        what, remedy = f"`{sign}` ({name}) is no quotation mark of SPARQL", "Write straight ones: \"text\" or 'text'."
    elif sign in _DASHES:
        what, remedy = f"`{sign}` ({name}) is no minus sign of SPARQL", "Write `-`."
    elif sign.isspace() or not sign.isprintable():
        what = f"a character that cannot be seen ({name}) stands here, and SPARQL does not take it for a space"
        remedy = "Replace it by a space; it often comes with text copied from a page."
    elif sign == "\\":
        what, remedy = "a backslash stands outside of strings, IRIs and names", "Remove it."
    elif sign == "@":
        what, remedy = "`@` has no language after it", "Write the tag at once, as in 'text'@vi."
    else:
        what = f"`{sign}` ({name}) belongs to no token of SPARQL"
        remedy = "Remove it, or put the text that it belongs to in quotation marks."
    return Advice(token.start, what, remedy)
