"""One letter wrong anywhere: the place that was meant comes first, unless another is as near."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from graph.authority import Authority
from graph.search import SearchIndex
from graph.search.words import plain
from tests.search.naming import path_of

LETTERS = "abcdeghiklmnopqrstuvxy"
ERRORS: dict[str, Callable[[str, int, str], str]] = {
    "another letter": lambda name, at, letter: name[:at] + letter + name[at + 1 :],
    "one too many": lambda name, at, letter: name[:at] + letter + name[at:],
    "one too few": lambda name, at, letter: name[:at] + name[at + 1 :],
    "exchanged": lambda name, at, letter: name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
}


def bare(name: str) -> str:
    return " ".join(word for word in map(plain, name.replace("-", " ").split()) if word)


def distance(one: str, other: str) -> int:
    """Letters to change, leave out, put in or exchange with their neighbours (optimal string alignment)."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b)))
            if i > 1 and j > 1 and (a, one[i - 2]) == (other[j - 2], b):
                row[-1] = min(row[-1], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]


@pytest.mark.parametrize("error", ERRORS)
def test_one_letter_wrong_in_the_name_of_a_province(index: SearchIndex, authority: Authority, error: str) -> None:
    chance = random.Random(error)
    places = authority.places.places
    names = {bare(version.name): place.key for place in places for version in place.versions}
    others = {bare(variant): place.key for place in places for variant in place.variants} | names
    tried = 0
    for name, key in names.items():
        for at in range(len(name)):
            typed = ERRORS[error](name, at, chance.choice(LETTERS))
            if "  " in typed or typed.strip() != typed or (name[at] == " " and error == "another letter"):
                continue  # no error, another one, or two at once
            if any(distance(typed, other) <= 1 for other in others if others[other] != key):
                continue  # nobody could tell
            tried += 1
            hits = index.search(typed, kinds=["AdministrativeUnit"], limit=3)
            assert [path_of(hit) for hit in hits[:1]] == [f"area/{key}"], (name, typed, hits)
    assert tried > 300
