"""A question, as the file of its query tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from graph.errors import UsageError
from graph.search.words import plain

_TOPICS: Final = (
    ("recipients", "người và tập thể được khen", "recipients"),
    ("figures", "số liệu", "figures"),
    ("time", "thời gian", "time"),
    ("events", "sự kiện", "events"),
    ("people", "người và chức vụ", "people and offices"),
    ("organisations", "tổ chức", "organisations"),
    ("places", "địa danh", "places"),
    ("evidence", "nguyên văn", "words of the source"),
    ("gaps", "điều không nêu", "what is not said"),
    ("provenance", "nguồn gốc", "provenance"),
    ("links", "liên kết", "links to other data"),
    ("map", "bản đồ", "map"),
    ("chart", "biểu đồ", "chart"),
    ("graph", "đồ thị", "graph"),
)
TOPICS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {key: MappingProxyType({"vi": vi, "en": en}) for key, vi, en in _TOPICS}
)
"""What questions are about, and how a result is best seen: key -> language -> name."""
_FORM: Final = re.compile(r"^(SELECT|CONSTRUCT|ASK|DESCRIBE)\b", re.MULTILINE)
_PREFIX: Final = re.compile(r"^PREFIX +([\w.-]*): +<([^>]*)>", re.MULTILINE)
_HEAD: Final = re.compile(
    r"# (?P<en>.+)\n# (?P<vi>.+)\n#\n# Notice: (?P<notice>(?:.+\n)+?)#\n# Chú ý: (?P<chu_y>(?:.+\n)+?)#\n"
    r"# Topics: (?P<topics>.+)\n\n"
)


@dataclass(frozen=True)
class Question:
    """A question in both languages and the query that answers it.

    Attributes:
        key: names it, such as ``05-money-per-province``.
        titles: the question by language.
        notices: what to notice about the answer, by language.
        topics: keys of ``TOPICS``, the chief one first.
        query: with the prefixes that it uses.
    """

    key: str
    titles: Mapping[str, str]
    notices: Mapping[str, str]
    topics: tuple[str, ...]
    query: str

    @property
    def number(self) -> int:
        """By which the notices name it."""
        return int(self.key.partition("-")[0])

    @property
    def form(self) -> str:
        """``SELECT``, ``CONSTRUCT``, ``ASK`` or ``DESCRIBE``."""
        found = _FORM.search(self.query)
        assert found, self.key
        return found[1]

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that the query declares."""
        return dict(_PREFIX.findall(self.query))


def read_query(file: Path) -> Question:
    """The question of a file in ``docs/questions``.

    Raises:
        UsageError: it does not open with question, notice and topics.
    """
    text = file.read_text(encoding="utf-8")
    head = _HEAD.match(text)
    topics = tuple(head["topics"].split(", ")) if head else ()
    if head is None or not set(topics) <= set(TOPICS) or not _FORM.search(text):
        raise UsageError(
            str(file),
            "does not open as a question does",
            "Begin with the question in English and in Vietnamese, '# Notice: ...', '# Chú ý: ...' and "
            "'# Topics: ...', with '#' between them; of " + ", ".join(TOPICS) + ".",
        )
    return Question(
        key=file.stem,
        titles={"vi": head["vi"], "en": head["en"]},
        notices={"vi": _joined(head["chu_y"]), "en": _joined(head["notice"])},
        topics=topics,
        query=text[head.end() :],
    )


def _joined(comment: str) -> str:
    """The lines of a comment as a sentence that begins with a capital."""
    text = " ".join(line.removeprefix("#").strip() for line in comment.splitlines())
    return text[0].upper() + text[1:]


def topics_of(questions: Iterable[Question]) -> dict[str, tuple[Question, ...]]:
    """The questions by their chief topic, in the order of the topics."""
    kept = tuple(questions)
    found = {key: tuple(each for each in kept if each.topics[0] == key) for key in TOPICS}
    return {key: each for key, each in found.items() if each}


def matching(questions: Iterable[Question], sought: str) -> tuple[Question, ...]:
    """The questions that hold every word of a text, or words that begin so, with or without marks.

    Those that hold the words as they stand come first.
    """
    words = _words(sought)
    phrase = " " + " ".join(words)
    held = ((each, _words(_text(each))) for each in questions)
    found = [(each, of) for each, of in held if all(any(has.startswith(word) for has in of) for word in words)]
    return tuple(each for each, of in sorted(found, key=lambda pair: phrase not in " " + " ".join(pair[1])))


def _text(question: Question) -> str:
    topics = [name for key in question.topics for name in TOPICS[key].values()]
    return "\n".join([*question.titles.values(), *topics])


def _words(text: str) -> list[str]:
    return [found for word in re.findall(r"\w+", text) if (found := plain(word))]
