"""Copies of a real announcement with something else in it. Each function takes a text and gives a text.

Nothing here knows how the grammar reads; a change is made by plain replacement in the text as it is printed,
and each refuses to change nothing, so that no test passes because its transformation missed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

Marker = Callable[[int], str]

DASH: Marker = lambda _: "- "  # noqa: E731 (a marker is a function of the position; this is the simplest)

_NUMBER_WORDS = {1: "một", 2: "hai", 3: "ba", 4: "bốn", 5: "năm", 6: "sáu", 7: "bảy", 8: "tám", 9: "chín", 10: "mười"}


def put(text: str, old: str, new: str) -> str:
    """Every ``old`` as ``new``; there must be one."""
    assert old in text, old
    return text.replace(old, new)


def put_pattern(text: str, pattern: str, new: str) -> str:
    """Every match of ``pattern`` as ``new``; there must be one."""
    changed, count = re.subn(pattern, new, text)
    assert count, pattern
    return changed


def collectives(text: str) -> list[str]:
    """The lines of the first list, without their markers."""
    return _items(text, "10 tập thể:")


def individuals(text: str) -> list[str]:
    """The lines of the second list, without their markers."""
    return _items(text, "5 cá nhân:")


def _items(text: str, head: str) -> list[str]:
    lines = text[text.index(f"\n{head}\n") + len(head) + 2 :].split("\n")
    items = []
    for line in lines:
        if line.startswith("- "):
            items.append(line[2:])
        elif line.strip():
            break
    return items


def with_lists(
    text: str,
    bodies: Sequence[str],
    people: Sequence[str],
    marker: Marker = DASH,
    *,
    people_first: bool = False,
    count: Callable[[int], str] = str,
) -> str:
    """The text with these two lists, and the announced counts to match."""
    start = text.index("\n10 tập thể:\n") + 1
    end = text.index("\n\nÝ kiến của bạn")
    first = _block("10 tập thể:", bodies, marker)
    second = _block("5 cá nhân:", people, marker)
    blocks = (second, first) if people_first else (first, second)
    return with_counts(text[:start] + "\n".join(blocks) + text[end:], count(len(bodies)), count(len(people)))


def _block(head: str, items: Sequence[str], marker: Marker) -> str:
    return "\n".join([head, "", *(f"{marker(position)}{item}\n" for position, item in enumerate(items, start=1))])


def with_counts(text: str, bodies: str, people: str) -> str:
    """The text announcing these two counts in each place that announces one."""
    return put(put(text, "10 tập thể", f"{bodies} tập thể"), "5 cá nhân", f"{people} cá nhân")


def in_words(number: int) -> str:
    """``hai`` for 2; up to ten."""
    return _NUMBER_WORDS[number]


def without_line(text: str, beginning: str) -> str:
    """The text without the line that begins so."""
    lines = text.split("\n")
    kept = [line for line in lines if not line.startswith(beginning)]
    assert len(kept) == len(lines) - 1, beginning
    return "\n".join(kept)


def with_paragraph(text: str, words: str) -> str:
    """The text with one more paragraph, before the one that announces the awards again."""
    return put(text, "\nNhân dịp này, ", f"\n{words}\n\nNhân dịp này, ")


def without_blank_lines(text: str) -> str:
    """The text with each line right under the last."""
    return put_pattern(text, r"\n\s*\n", "\n")
