"""Numbers in words before what they count (``mười hai chương trình``): found, so that none is lost in silence.

Only a number before a noun of this list counts as one: ``năm`` is also a year, ``ba`` and ``hai`` are also
names. A number with a capital inside a sentence is part of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.extraction.lexicon import PEOPLE, either
from graph.extraction.numbers import SCALES, WORDS

_NOUNS = (
    *PEOPLE, *SCALES, "chương trình", "lớp", "huyện", "tỉnh", "xã", "phường", "quận", "thành phố", "thị xã", "thị trấn",
    "năm", "tháng", "ngày", "tập thể", "cá nhân", "chuyên đề", "bài giảng", "khóa", "khoá", "buổi", "cuộc", "đợt",
    "lần", "lượt", "hội nghị", "hội thảo", "đề án", "dự án", "mô hình", "đơn vị", "cơ sở", "chi hội", "tổ", "nhóm",
    "câu lạc bộ", "hợp tác xã", "doanh nghiệp", "hộ", "gia đình", "phụ nữ", "trẻ em", "người", "phần trăm", "đoàn",
    "công trình", "phần quà", "suất", "ngôi nhà", "mái ấm", "cấp",
)  # fmt: skip
_COUNTED = tuple(word for word, value in WORDS.items() if value > 1)
_SPELLED = re.compile(
    rf"(?<!\w)(?:(?:{either((*_COUNTED, *(word.capitalize() for word in _COUNTED)))}) +(?:{either(_NOUNS)})"
    rf"|[Mm]ột +(?:{either(SCALES)}))(?!\w)"
)
# `thứ hai`, `tháng mười hai năm 2023`; after these `năm` is a year: `mỗi năm lớp học mở một lần`.
_ORDINAL = re.compile(r"(?:thứ|tháng|khóa|khoá|quý|kỳ|lớp|số) +$", re.IGNORECASE)
_YEAR = re.compile(r"(?:\w*\d|mỗi|hằng|hàng|nhiều|cả|đầu|cuối|giữa|một|nửa|từng|các|những|trong) +$", re.IGNORECASE)
_NEAR = 16


def spelled_numbers(text: str) -> Iterator[tuple[int, int]]:
    """The spans of a sentence that count in words, from two up.

    >>> words = "Hai huyện, sau mười năm triển khai, mở mười hai chương trình ở Ba Tri; mỗi năm lớp học tăng"
    >>> [words[start:end] for start, end in spelled_numbers(words)]
    ['Hai huyện', 'mười năm', 'mười hai chương trình']
    """
    for match in _SPELLED.finditer(text):
        before = text[max(0, match.start() - _NEAR) : match.start()]
        words = match.group()
        if words[0].isupper() and before.strip(' (“"'):
            continue
        is_year = words.lower().startswith("năm ") and _YEAR.search(before)
        if not is_year and not _ORDINAL.search(before):
            yield match.span()
