"""Mistakes in what a query selects: variables that are not grouped, selected twice, or given a second value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graph.store.explaining.scene import Advice, Scene, quoted
from graph.store.explaining.tokens import TERMS, Kind, Token

_AGGREGATES: Final = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")
_MODIFIERS: Final = ("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")


def disapproved(scene: Scene) -> Advice | None:
    """What the grammar allows and the engine has refused, located by its words."""
    said, token = scene.said, scene.token
    if token.kind is Kind.BLANK and "_:" in scene.expected:
        what = f"the blank node {quoted(token.text)} is used in two groups"
        return Advice(token.start, what, "Use a variable instead.")
    if token.text == "}" and (row := _row(scene)):
        return row
    if "BIND is overriding" in said:
        return _bound(scene)
    if token.kind is Kind.WORD or token.kind in TERMS:  # a keyword that is misspelt, not the end of the query
        return None
    select = _select(scene)
    if select is None:
        return None
    items, grouped = _items(scene, select), _grouped(scene, select)
    if "Duplicated variable" in said:
        return _duplicate(items)
    if "The SELECT overrides" in said:
        return _overriding(scene, select, items)
    if "SELECT * is not authorized" in said:
        star = scene.tokens[select + 1 : scene.index]
        place = next((each for each in star if each.text == "*"), scene.tokens[select])
        return Advice(
            place.start, "`*` cannot be selected from groups", "Name the variables of GROUP BY and aggregates."
        )
    if "variable that is unbound" in said:
        return _ungrouped(items, grouped)
    return None


def listed(scene: Scene) -> Advice | None:
    """What cannot stand between SELECT and the group, and a name without AS."""
    token = scene.token
    if scene.bracket == "(" and scene.tokens[scene.open[-1] - 1].upper == "BIND" and token.kind is Kind.VARIABLE:
        return Advice(token.start, f"AS is missing before {quoted(token.text)}", f"Write AS {token.text}.")
    select = _select(scene)
    if select is None or any(each.text == "{" for each in scene.tokens[select : scene.index]):
        return None
    if token.kind is Kind.VARIABLE and scene.near(-1).text == "*" and scene.bracket != "(":
        what = f"`*` and {quoted(token.text)} cannot be selected together"
        return Advice(
            token.start, what, "Select `*`, which is all variables, or name some; then `{` begins the patterns."
        )
    if token.text == ",":
        return Advice(token.start, "a comma stands between selected variables", "Write spaces: SELECT ?x ?y.")
    if token.upper and scene.near(1).text == "(" and scene.bracket != "(":
        remedy = f"Write ({token.text}(...) AS ?name)."
        return Advice(token.start, f"{quoted(token.text)} is selected without brackets and a name", remedy)
    if scene.bracket != "(" or [each for each in scene.open if each > select] != [scene.open[-1]]:
        return None
    if ("=" in scene.expected and token.text in (")", ",")) or token.kind is Kind.VARIABLE:
        text = scene.query[scene.tokens[scene.open[-1]].start : scene.near(-1).end]
        name = token.text if token.kind is Kind.VARIABLE else "?name"
        remedy = f"Write {text} AS {name})." if len(text) < 60 else f"Write ( ... AS {name})."
        if scene.near(-2).text == "(" and scene.near(-1).kind is Kind.VARIABLE and token.text == ")":
            remedy = f"Write {scene.near(-1).text} without brackets."
        return Advice(token.start, f"AS and a name are missing before {quoted(token.text)}", remedy)
    return None


def _select(scene: Scene) -> int | None:
    """The index of the SELECT of the query or subquery that the token at fault stands in."""
    braces = [each for each in scene.open if scene.tokens[each].text == "{"]
    for brace in (*reversed(braces), -1):
        level = 0
        for index in range(brace + 1, scene.index):
            token = scene.tokens[index]
            if token.upper == "SELECT" and level == 0:
                return index
            level += (token.text == "{") - (token.text == "}")
            if brace >= 0:
                break
    return None


def _items(scene: Scene, select: int) -> list[tuple[Token, ...]]:
    """Each selected variable, or the tokens of an expression within its brackets."""
    found: list[tuple[Token, ...]] = []
    level, inside = 0, list[Token]()
    for token in scene.tokens[select + 1 : scene.index]:
        if token.text == "{" or token.upper in ("WHERE", "FROM"):
            break
        if token.text == ")":
            level -= 1
            if level == 0:
                found.append(tuple(inside))
                inside = []
        if level:
            inside.append(token)
        elif token.kind is Kind.VARIABLE:
            found.append((token,))
        level += token.text == "("
    return [each for each in found if each]


def _grouped(scene: Scene, select: int) -> set[str] | None:
    """The names of the variables to group by; None where nothing says so."""
    level = 0
    found: set[str] | None = None
    for before, token in zip(scene.tokens[select:], scene.tokens[select + 1 : scene.index], strict=False):
        level += (token.text in ("{", "(")) - (token.text in ("}", ")"))
        if level < 0 or (level == 0 and found is not None and token.upper in _MODIFIERS):
            break
        if level == 0 and before.upper == "GROUP" and token.upper == "BY":
            found = set()
        elif found is not None and token.kind is Kind.VARIABLE and (level == 0 or before.upper == "AS"):
            found.add(token.text[1:])
    return found


def _duplicate(items: list[tuple[Token, ...]]) -> Advice | None:
    seen: set[str] = set()
    for item in items:
        if item[-1].text[1:] in seen:
            what = f"{quoted(item[-1].text)} is selected a second time"
            return Advice(item[-1].start, what, "Select it once, or give the expression another name.")
        seen.add(item[-1].text[1:])
    return None


def _overriding(scene: Scene, select: int, items: list[tuple[Token, ...]]) -> Advice | None:
    named = [item[-1] for item in items if len(item) > 1]
    own = {each.start for each in named}
    used = {
        each.text[1:]
        for each in scene.tokens[select : scene.index]
        if each.kind is Kind.VARIABLE and each.start not in own
    }
    for token in named:
        if token.text[1:] in used:
            what = f"{quoted(token.text)} is the name of an expression, and has a value already"
            return Advice(token.start, what, "Give the expression a name that stands nowhere else.")
    return None


def _ungrouped(items: list[tuple[Token, ...]], grouped: set[str] | None) -> Advice | None:
    given = set(grouped or ())
    for item in items:
        for token in item if len(item) == 1 else _outside_aggregates(item):
            if token.text[1:] not in given:
                here = token.text
                what = (
                    f"{quoted(here)} is selected beside aggregates or groups, and is neither grouped by nor aggregated"
                )
                where = "GROUP BY " + here if grouped is None else f"{here} to GROUP BY"
                return Advice(token.start, what, f"Add {where}, or select for example (SAMPLE({here}) AS ?one).")
        given.add(item[-1].text[1:])
    return None


def _outside_aggregates(item: tuple[Token, ...]) -> Iterator[Token]:
    """The variables of an expression that are not within an aggregate, without the name it is given."""
    level, since, before = 0, 0, ""
    for token in item[:-1]:
        if token.text == "(":
            level += 1
            since = since or (level if before in _AGGREGATES else 0)
        elif token.text == ")":
            since = 0 if since == level else since
            level -= 1
        elif token.kind is Kind.VARIABLE and not since:
            yield token
        before = token.upper


def _bound(scene: Scene) -> Advice | None:
    for index in range(scene.index - 1, 0, -1):
        token = scene.tokens[index]
        if token.kind is Kind.VARIABLE and scene.tokens[index - 1].upper == "AS":
            what = f"BIND gives {quoted(token.text)} a value, and it has one already in this group"
            return Advice(token.start, what, "Use another variable, or FILTER to compare the two.")
    return None


def _row(scene: Scene) -> Advice | None:
    """The row of VALUES, closed by the token at fault, that is of another length than the list of variables."""
    begin = max((each for each in range(scene.index) if scene.tokens[each].upper == "VALUES"), default=-1)
    if begin < 0 or begin >= scene.index - 2 or not scene.open or scene.open[-1] < begin:
        return None
    rows = next((each for each in range(begin, scene.index) if scene.tokens[each].text == "{"), None)
    if scene.tokens[begin + 1].text != "(" or rows != scene.open[-1]:
        return None
    width, count, opened = None, 0, scene.tokens[begin]
    for token in scene.tokens[begin + 1 : scene.index]:
        if token.text == "(":
            count, opened = 0, token
        elif token.text == ")" and width is None:
            width = count
        elif token.text == ")" and count != width:
            what = f"the values in this row are {count} in number, and the variables {width}"
            return Advice(opened.start, what, "Give each row of VALUES as many values; UNDEF stands for none.")
        count += (token.kind in TERMS or token.kind is Kind.WORD) - (token.text == "^^")
    return None
