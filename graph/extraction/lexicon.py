"""The closed word classes of the genre: levels, heads of organisations, honorifics, award words.

Open classes (positions, places, known organisations) are in the authority tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LEVELS = {
    "tỉnh": "province",
    "thành phố": "province",
    "tp": "province",
    "tp.": "province",
    "huyện": "district",
    "quận": "district",
    "thị xã": "district",
    "xã": "commune",
    "phường": "commune",
    "thị trấn": "commune",
}
"""Level word to level. ``thành phố`` is also a city below a province: the tables of places decide."""

LEVEL_WORD = r"(?:tỉnh|thành +phố|TP\.?|huyện|quận|thị +xã|thị +trấn|xã|phường)"

_BODY_HEADS = (
    "Hội Liên hiệp Phụ nữ", "Hội LHPN", "Hội Phụ nữ", "Hội Nông dân", "Hội Cựu chiến binh", "Hội Chữ thập đỏ",
    "Hội Khuyến học", "Hội đồng nhân dân", "HĐND", "Hội đồng", "Học viện", "Trường", "Đại học", "Công ty",
    "Tổng công ty", "Tập đoàn", "Sở", "Bộ", "UBND", "Ủy ban nhân dân", "Uỷ ban nhân dân", "Ủy ban", "Uỷ ban",
    "Tỉnh ủy", "Tỉnh uỷ", "Thành ủy", "Thành uỷ", "Huyện ủy", "Huyện uỷ", "Quận ủy", "Quận uỷ", "Đảng ủy",
    "Đảng uỷ", "Công an", "Bệnh viện", "Viện", "Báo", "Đài", "Liên đoàn", "Công đoàn", "Tỉnh đoàn", "Tỉnh Đoàn",
    "Thành đoàn", "Thành Đoàn", "Huyện đoàn", "Chi hội", "Chi cục", "Tổng cục", "Cục", "Ngân hàng", "Quỹ",
    "Câu lạc bộ", "CLB", "Hợp tác xã", "Đảng bộ", "Bộ Chỉ huy", "Bộ đội", "Chi nhánh", "Mặt trận",
    "Trung ương Hội", "TƯ Hội", "T.Ư Hội", "TW Hội", "Trung ương Đảng", "TƯ Đảng", "Trung ương Đoàn", "Hội",
    "Thủ tướng Chính phủ", "Chủ tịch nước", "Chính phủ", "Tổng Liên đoàn", "Tỉnh hội", "Thành hội", "Huyện hội",
    "Đoàn Thanh niên", "Đoàn TNCS", "Chi đoàn", "Chi bộ", "Nhà xuất bản", "Nhạc viện", "Nhà hát", "Nhà máy",
    "Xí nghiệp", "Bưu điện", "Kho bạc", "Thanh tra", "Tòa án", "Toà án", "Trạm", "Cơ quan",
    "Tạp chí", "ĐH", "THPT", "THCS", "Thị ủy", "Thị uỷ",
)  # fmt: skip
_NEEDS_COMMA = ("Hội", "Bộ", "Viện", "Báo", "Đài")
_UNIT_HEADS = (
    "Đoàn Chủ tịch", "Ban Thường vụ", "Ban Chấp hành", "Ban", "Phòng", "Trung tâm", "Khoa", "Văn phòng", "Vụ",
    "Đội", "Tổ", "Bộ phận", "BCH", "BTV", "ĐCT", "Bộ môn", "Nhóm", "Tập thể", "Thường trực",
)  # fmt: skip


def either(words: Iterable[str]) -> str:
    """An alternation of words and phrases, the longest first, however many spaces stand inside a phrase.

    >>> re.fullmatch(either(["cá", "cá nhân"]), "cá  nhân") is not None
    True
    """
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("\\ ", r"[^\S\n]+") for word in longest_first)


def _capitals(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words, and each of them in capitals, as notices print names."""
    return (*words, *(word.upper() for word in words))


UNIT_HEAD = re.compile(rf"(?:{either(_capitals(_UNIT_HEADS))})(?!\w)(?! chức)")
ORGANISATION_HEAD = re.compile(rf"(?:{either(_capitals(_BODY_HEADS + _UNIT_HEADS))})(?!\w)(?! chức)")
# A head inside a longer name opens a containing body only if it is one that needs no comma before it.
EMBEDDED_HEAD = re.compile(
    rf"\b(?:{either(_capitals(tuple(word for word in _BODY_HEADS if word not in _NEEDS_COMMA)))})(?= +\w|$)"
)

HONORIFICS = (
    "Ông", "Bà", "Anh", "Chị", "Cô", "Thầy", "Em", "Bạn", "Cụ", "Bác", "Mẹ", "Đồng chí", "Đ/c", "ĐC",
    "GS", "PGS", "TS", "ThS", "BS", "GS.TS", "PGS.TS", "NSƯT", "NSND", "Thượng tướng", "Trung tướng",
    "Thiếu tướng", "Đại tá", "Thượng tá", "Trung tá", "Thiếu tá", "Đại úy", "Thượng úy", "Trung úy",
)  # fmt: skip
HONORIFIC = re.compile(rf"(?:(?:{either(HONORIFICS)})\.?(?= +) *)+", re.IGNORECASE)

AWARD_VERB = r"(?:trao tặng|tặng thưởng|truy tặng|khen tặng|tặng|trao|nhận)"

_UPPER = "".join(character for character in map(chr, range(0x41, 0x1EFA)) if character.isupper())
UPPER = f"[{_UPPER}]"
"""Any capital letter that Vietnamese is written with."""
# A syllable of a name: a capital, then letters or apostrophes; `H'Hen`, `Y`, `NGUYỄN` and `Thuỳ` are such.
_SYLLABLE = rf"{UPPER}[\w'’]*"
NAME = re.compile(rf"{_SYLLABLE}(?: +{_SYLLABLE}){{1,5}}")
CAPITALISED = re.compile(rf"{_SYLLABLE}(?: +{_SYLLABLE})*")

SURNAMES = frozenset(
    [
        "nguyễn",
        "trần",
        "lê",
        "phạm",
        "hoàng",
        "huỳnh",
        "phan",
        "vũ",
        "võ",
        "đặng",
        "bùi",
        "đỗ",
        "hồ",
        "ngô",
        "dương",
        "lý",
        "đào",
        "đinh",
        "đoàn",
        "lâm",
        "mai",
        "trịnh",
        "trương",
        "cao",
        "hà",
        "tôn",
        "lương",
        "lưu",
        "tạ",
        "châu",
        "chu",
        "thái",
        "tô",
        "tống",
        "triệu",
        "văn",
        "vương",
        "tăng",
        "thân",
        "quách",
        "phùng",
        "nghiêm",
        "mạc",
        "la",
        "kiều",
        "hứa",
        "giang",
        "đàm",
        "diệp",
        "cù",
        "cồ",
        "bạch",
        "an",
        "ân",
        "âu",
        "bành",
        "bế",
        "cầm",
        "chử",
        "doãn",
        "giáp",
        "h'hen",
        "hồng",
        "khổng",
        "khúc",
        "kim",
        "lã",
        "lục",
        "lữ",
        "lường",
        "ma",
        "mã",
        "nông",
        "ninh",
        "nhữ",
        "ông",
        "phí",
        "quan",
        "sầm",
        "sơn",
        "thạch",
        "thào",
        "tiêu",
        "trà",
        "từ",
        "ung",
        "vi",
        "viên",
        "vàng",
        "y",
        "ứng",
    ]
)
"""Family names; they find where a name begins when nothing stands between an organisation and a person."""

COORDINATED = (
    frozenset({"trung ương", "tỉnh", "thành", "thành phố", "huyện", "quận", "thị", "thị xã", "xã", "phường",
               "thị trấn", "cơ sở"}),
    frozenset({"cán bộ", "công chức", "viên chức", "hội viên", "người lao động"}),
)  # fmt: skip
"""Words that one phrase strings together with commas: levels of government, kinds of staff."""

PEOPLE = (
    "cán bộ", "công chức", "viên chức", "hội viên", "người lao động", "chủ tịch", "phó chủ tịch", "chi hội trưởng",
    "chi hội phó", "tổ trưởng", "tổ phó", "giảng viên", "học viên", "giáo viên", "sinh viên", "học sinh", "đại biểu",
)  # fmt: skip
"""What people are counted as; a list of them is one phrase."""
