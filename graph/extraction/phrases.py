"""Noun phrases after a number and what is said of them, cut where the phrase ends.

A comma ends a phrase unless it strings together words of one class: ``Trung ương, tỉnh, huyện, cơ sở``,
``cán bộ, công chức``, people by what they are (``cán bộ Hội, chủ tịch, tổ phó``), or parts that repeat their
head (``công tác Hội, công tác xã hội``).
"""

from __future__ import annotations

import re

from graph.extraction.lexicon import COORDINATED, PEOPLE, either
from graph.spelling import fold

_WORD = re.compile(r"[^\s,;.:()…!?“”\"\d°%&*+<=>|~@#$^_\[\]{}‘’'/–—-][^\s,;.:()…!?“”\"]*(?:\.(?=\w)[^\s,;.:()…]+)*")
_NEXT_NUMBER = re.compile(r" *\d")
_STOP = frozenset(
    [
        "cho",
        "để",
        "từ",
        "tại",
        "của",
        "với",
        "vào",
        "đưa",
        "được",
        "đạt",
        "đã",
        "là",
        "thì",
        "trong",
        "nhằm",
        "gồm",
        "có",
        "do",
        "bởi",
        "theo",
        "về",
        "tham",
        "đánh",
        "so",
        "đang",
        "sẽ",
        "khi",
        "mà",
        "nên",
        "qua",
        "nhưng",
        "này",
        "đó",
        "trên",
        "dưới",
        "sau",
        "trước",
        "bằng",
        "phục",
        "giúp",
        "bao",
        "cùng",
        "đến",
        "đều",
        "không",
        "chưa",
        "hoàn",
        "vượt",
        "tăng",
        "giảm",
        "trị",
        "mỗi",
        "vì",
        "ở",
        "như",
        "hay",
        "hoặc",
        "nhận",
        "khỏi",
        "lên",
        "xuống",
        "nếu",
        "bị",
    ]
)
_PREDICATE = re.compile(r" *(?:(?:đã|đều|cơ bản) +)?(?:được|đạt|hoàn thành|tham gia|có)(?!\w)", re.IGNORECASE)
_PEOPLE = re.compile(rf"(?:{either(PEOPLE)})(?!\w)")
_CLAUSE = frozenset({"thì", "nhưng", "nên", "và"})


def noun_phrase(text: str, start: int, end: int, limit: int = 14) -> int:
    """Where the noun phrase that begins at ``start`` ends; ``start`` itself where there is none.

    >>> def phrase(words): return words[: noun_phrase(words, 0, len(words))]
    >>> phrase("cán bộ, công chức cấp tỉnh, 97% khác"), phrase("tỉnh, thành Hội, 13 huyện"), phrase("lớp tập huấn cho")
    ('cán bộ, công chức cấp tỉnh', 'tỉnh, thành Hội', 'lớp tập huấn')
    >>> phrase("học viên và giảng viên"), phrase("huyện và 26 xã"), phrase("lớp và tặng 2,5 tấn gạo")
    ('học viên và giảng viên', 'huyện', 'lớp')
    """
    last, count = start, 0
    for match in _WORD.finditer(text, start, end):
        gap = text[last : match.start()]
        word = match.group().lower()
        if count and gap.strip(" "):
            if gap.strip(" ") != "," or not _coordinates(text[start:last], text[match.start() : end]):
                break
            count = 1
        elif count == 0 and gap.strip(" "):
            break
        if word in _STOP or count == limit or word[0].isdigit():
            break
        last, count = match.end(), count + 1
    joined = text.rfind(" và", start, last)
    leads_on = _NEXT_NUMBER.match(text, last, end) or text[start:last].endswith(" và")
    return joined if leads_on and joined > start and text[joined + 3 : joined + 4] in ("", " ") else last


def predicate(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The predicate that follows a noun phrase ending at ``start``: ``đạt chuẩn chức danh``.

    >>> words = "cơ sở được bồi dưỡng nghiệp vụ công tác Hội, công tác xã hội, 70% Chi hội trưởng"
    >>> first, last = predicate(words, 5, len(words))
    >>> words[first:last]
    'được bồi dưỡng nghiệp vụ công tác Hội, công tác xã hội'
    """
    opening = _PREDICATE.match(text, start, end)
    if not opening:
        return None
    first = opening.end() - len(opening.group().lstrip(" "))
    last = opening.end()
    for match in _WORD.finditer(text, opening.end(), end):
        gap = text[last : match.start()].strip(" ")
        if gap and (gap != "," or not _coordinates(text[first:last], text[match.start() : end])):
            break
        if match.group().lower() in _CLAUSE or match.group()[0].isdigit():
            break
        last = match.end()
    return first, last


def _coordinates(before: str, after: str) -> bool:
    """Whether a comma between the two strings them into one phrase."""
    head, tail = fold(after), fold(before)
    for words in COORDINATED:
        opens = any(re.match(rf"{word}(?!\w)", head) for word in words)
        closes = any(re.search(rf"(?<!\w){word}$", tail) for word in words)
        if opens and closes:
            return True
    if _PEOPLE.match(tail) and _PEOPLE.match(head):
        return True
    repeated = " ".join(re.findall(r"\w+", head)[:2])
    return len(repeated.split()) == 2 and f" {repeated} " in f" {tail} "
