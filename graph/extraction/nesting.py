"""Whether a chain of bodies can be what it is read as: each inside the next, all of them one thing.

``Hội LHPN tỉnh Hà Nam, Hội LHPN tỉnh Nam Định`` looks like a body and the one above it, but is two bodies;
so is ``Hội A và Hội B``. And no name of a body holds a verb, the number of a decision or a date.
"""

from __future__ import annotations

import re

from graph.authority.places import Level, Places
from graph.extraction.lexicon import HONORIFICS, LEVEL_WORD, ORGANISATION_HEAD, UPPER, either
from graph.spelling import fold
from graph.statement import OrganisationMention, PlaceMention

_JOINED = re.compile(
    rf"(?:(?:[,;]| và| cùng(?: với)?| &) +(?:{either(HONORIFICS)})\.? +{UPPER}"
    rf"|(?: và| cùng(?: với)?| &|[;/+.]) *(?:{ORGANISATION_HEAD.pattern})"
    rf"|(?: và| cùng(?: với)?| &) +{LEVEL_WORD} +{UPPER}"
    rf"|(?<!\w)(?:các|những|hai|ba|bốn|năm|\d+) +{LEVEL_WORD},?(?: +{LEVEL_WORD},?| +thành(?= ))* +{UPPER})"
)
_AND = re.compile(r" và +(?P<place>[^,;()]+)")
VERB = (
    r"(?:đã|vừa|đang|sẽ|ban hành|ký|có|ra|công bố|quyết định|trao|tặng|nhận|được|đề nghị|tham gia"
    r"|thống nhất|nhất trí|xét|vinh dự|trân trọng|chính thức|thông qua|phê duyệt|tiến hành|cũng|tại|theo"
    r"|thay mặt|phát động|khai mạc|tuyên dương|biểu dương|chủ trì|cùng với"
    r"|tổ chức(?! +Hội(?! +(?:nghị|thảo|thi)(?!\w))|[ ,]*$|[ ,]+(?:cán bộ|nhân sự|bộ máy|Đảng|và)))(?!\w)"
)
"""Where the name of a body ends; ``Ban Xây dựng tổ chức Hội`` holds no verb."""
_NO_NAME = re.compile(
    rf"(?<!\w){VERB}|\d/\S*QĐ|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}|(?<!\w)ngày +\d|Quyết định +(?:số|\d)"
    # After a national body only its branch may follow: `Mặt trận Tổ quốc Việt Nam tỉnh Hà Nam`.
    rf"|Việt Nam +(?!{LEVEL_WORD}(?!\w)|chi nhánh|khu vực|các cấp)(?!{UPPER}|\d)\w"
)
_RANKS = {"commune": 1, "district": 2, "province": 3}


def names_several(text: str, places: Places) -> bool:
    """Whether the words join bodies, people or the places of bodies: ``các tỉnh Hà Nam, Nam Định``."""
    if _JOINED.search(text):
        return True
    return any(_is_place(match["place"], places) for match in _AND.finditer(text))


def _is_place(words: str, places: Places) -> bool:
    return any(fold(words.strip()) in places.names(level) for level in Level)


def holds_no_name(name: str) -> bool:
    """Whether these words run on beyond the name of a body."""
    return _NO_NAME.search(name) is not None


def stands(organisation: OrganisationMention, places: Places) -> bool:
    """Whether each body and place of the chain can be inside the next one.

    A place is inside a place of a higher level. A body with a territory stands under none with a territory of
    the same or a lower level, or of another province; nor does a national body stand under one with a
    territory; and two bodies of the same sort without territories stand beside each other.
    """
    child: OrganisationMention | None = organisation
    while child:
        if child.place and not _place_stands(child.place, places):
            return False
        if child.parent and not _stands_under(child, child.parent, places):
            return False
        child = child.parent
    return True


def _place_stands(place: PlaceMention, places: Places) -> bool:
    while place.within:
        own, higher = _rank(place, places), _rank(place.within, places)
        if own and higher and own >= higher:
            return False
        place = place.within
    return True


def _stands_under(child: OrganisationMention, parent: OrganisationMention, places: Places) -> bool:
    own, higher = _rank(child.place, places), _rank(parent.place, places)
    if own and higher and not child.is_unit and own >= higher:
        return False
    provinces = {fold(name) for each in (child.place, parent.place) if (name := _province(each, places))}
    if len(provinces) > 1:
        return False
    if child.name.endswith("Việt Nam") and parent.place is not None:
        return False
    return _head(child) != _head(parent) or bool(child.place and (own or not parent.place))


def _head(organisation: OrganisationMention) -> str:
    match = ORGANISATION_HEAD.match(organisation.name)
    return fold(match.group()) if match else fold(organisation.name)


def _rank(place: PlaceMention | None, places: Places) -> int:
    """1 for a commune to 3 for a province; 0 where neither a level word nor the tables say."""
    if place is None:
        return 0
    if place.level:
        return _RANKS.get(place.level, 0)
    known = [level for level in Level if fold(place.name) in places.names(level)]
    return _RANKS.get(known[0].value, 0) if len(known) == 1 else 0


def _province(place: PlaceMention | None, places: Places) -> str | None:
    while place:
        if _rank(place, places) == _RANKS["province"]:
            return place.name
        place = place.within
    return None
