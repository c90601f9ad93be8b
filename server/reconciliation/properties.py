"""The properties of the service: what can be asked for of a thing, and what can be said of it to tell it from others.

One table for both, as the Reconciliation Service API 0.2 wants it (section "Data Extension Service").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from server.reconciliation import kinds, reading
from server.reconciliation.reading import Read

DATE: Final = "date"
PROVINCE: Final = "province"
CODE: Final = "statisticalCode"
WIKIDATA: Final = "http://www.wikidata.org/entity/"
GEONAMES: Final = "https://sws.geonames.org/"
ROR: Final = "https://ror.org/"
_PLACES: Final = (kinds.UNIT, kinds.VERSION)
_BODIES: Final = (kinds.ORGANISATION, kinds.SUB_UNIT)


@dataclass(frozen=True)
class Property:
    """A property (Reconciliation Service API 0.2, section "Properties").

    Attributes:
        id: its identifier.
        names: by language.
        texts: what it says, by language.
        kinds: of the things that can have it.
        read: how its values are read; ``None`` for what can be said of a thing but not asked for.
        type: the type of its values where they are things.
        pattern: of values that name one thing, so that it can be found by them; ``None`` for others.
        links: the IRIs that such a value stands for, with ``{}`` in its place.
    """

    id: str
    names: Mapping[str, str]
    texts: Mapping[str, str]
    kinds: tuple[str, ...]
    read: Read | None
    type: str = ""
    pattern: re.Pattern[str] | None = field(default=None)
    links: tuple[str, ...] = ()

    def described(self, language: str) -> dict[str, Any]:
        """Its identifier and name, as the service writes them."""
        return {"id": self.id, "name": self.names[language]}


def _property(
    id: str, vi: str, en: str, about_vi: str, about_en: str, of: tuple[str, ...], read: Read | None, **more: Any
) -> Property:
    return Property(id, {"vi": vi, "en": en}, {"vi": about_vi, "en": about_en}, of, read, **more)


_ALL: Final = tuple(kinds.KINDS)

PROPERTIES: Final = {
    each.id: each
    for each in (
        _property("nameVi", "tên tiếng Việt", "name in Vietnamese", "Tên chính.", "The preferred name.",
                  _ALL, reading.label("vi")),
        _property("nameEn", "tên tiếng Anh", "name in English", "Tên chính.", "The preferred name.",
                  _ALL, reading.label("en")),
        _property("otherName", "tên khác", "other name", "Cách viết khác.", "Another spelling.",
                  _ALL, reading.other_names),
        _property("iri", "địa chỉ IRI", "IRI", "IRI đầy đủ.", "The whole IRI.", _ALL, reading.own_iri),
        _property(DATE, "ngày", "date", "Ngày mà dòng dữ liệu nói đến: 2023-09-22, 22/09/2023, 2023-09 hay 2023.",
                  "The day that the row speaks of: 2023-09-22, 22/09/2023, 2023-09 or 2023.", _PLACES, None),
        _property(PROVINCE, "tỉnh", "province",
                  "Tỉnh hay thành phố trực thuộc trung ương như trong nguồn, hoặc vào ngày được chọn.",
                  "The province or centrally run city as the source has it, or on the chosen day.",
                  (*_PLACES, *_BODIES, kinds.PERSON), reading.province, type=kinds.UNIT),
        _property("provinceToday", "tỉnh ngày nay", "province today", "Tỉnh nay bao gồm tỉnh ấy.",
                  "The province that holds that province today.",
                  (*_PLACES, *_BODIES, kinds.PERSON), reading.province_today, type=kinds.UNIT),
        _property("state", "thời kỳ", "state",
                  "Đơn vị như nó tồn tại vào ngày được chọn; nếu không chọn, thời kỳ cuối.",
                  "The unit as it was on the chosen day; its last state if none is chosen.",
                  _PLACES, reading.state, type=kinds.VERSION),
        _property("validFrom", "có hiệu lực từ", "valid from", "Ngày đầu của thời kỳ, nếu biết.",
                  "The first day of the state, where it is known.", _PLACES, reading.valid_from),
        _property("validThrough", "có hiệu lực đến hết", "valid through", "Ngày cuối, nếu đã chấm dứt.",
                  "The last day, where it has ended.", _PLACES, reading.valid_through),
        _property("unitType", "loại đơn vị", "type of unit", "Tỉnh hay thành phố trực thuộc trung ương.",
                  "Province or centrally run city.", _PLACES, reading.unit_type),
        _property("latitude", "vĩ độ", "latitude", "Của một điểm trong đơn vị (WGS 84).",
                  "Of a point in the unit (WGS 84).", _PLACES, reading.coordinate("lat")),
        _property("longitude", "kinh độ", "longitude", "Của một điểm trong đơn vị (WGS 84).",
                  "Of a point in the unit (WGS 84).", _PLACES, reading.coordinate("long")),
        _property(CODE, "mã thống kê", "statistical code",
                  "Mã của Tổng cục Thống kê; được dùng lại cho đơn vị khác từ 2025, nên cần một ngày.",
                  "Code of the statistical office; given to other units since 2025, so it needs a day.",
                  _PLACES, reading.statistical_code, pattern=re.compile(r"[0-9]{1,5}", re.ASCII)),
        _property("iso3166-2", "mã ISO 3166-2", "ISO 3166-2", "Như VN-50.", "Such as VN-50.",
                  _PLACES, reading.iso, pattern=re.compile(r"VN-[0-9A-Z]{2,3}", re.ASCII)),
        _property("wikidata", "Wikidata", "Wikidata", "Như Q33366.", "Such as Q33366.",
                  (*_PLACES, *_BODIES, kinds.PERSON, kinds.PROGRAMME), reading.link(WIKIDATA),
                  pattern=re.compile(r"Q[0-9]{1,12}", re.ASCII), links=(WIKIDATA + "{}",)),
        _property("geonames", "GeoNames", "GeoNames", "Như 1587974.", "Such as 1587974.",
                  _PLACES, reading.link(GEONAMES),
                  pattern=re.compile(r"[0-9]{3,12}", re.ASCII), links=(GEONAMES + "{}/", GEONAMES + "{}")),
        _property("ror", "ROR", "ROR", "Như 04sftj265.", "Such as 04sftj265.",
                  _BODIES, reading.link(ROR), pattern=re.compile(r"0[0-9a-z]{8}", re.ASCII), links=(ROR + "{}",)),
        _property("partOf", "trực thuộc", "part of", "Tổ chức cấp trên.", "The organisation above.",
                  _BODIES, reading.parent, type=kinds.ORGANISATION),
        _property("organisation", "tổ chức", "organisation", "Nơi người ấy giữ chức vụ, theo thông báo.",
                  "Where the person holds an office, as announced.", (kinds.PERSON,), reading.organisation,
                  type=kinds.ORGANISATION),
        _property("role", "chức vụ", "role", "Chức vụ được thông báo nêu.", "The office that is announced.",
                  (kinds.PERSON,), reading.role, type=kinds.ROLE),
        _property("award", "phần thưởng", "award", "Phần thưởng đã nhận.", "The award that was given.",
                  (*_BODIES, kinds.PERSON), reading.award),
        _property("decision", "quyết định khen thưởng", "decision", "Quyết định tặng phần thưởng.",
                  "The decision by which it was given.", (*_BODIES, kinds.PERSON), reading.decision),
    )
}  # fmt: skip
"""Every property by its identifier, in the order in which they are proposed."""


def of_type(kind: str) -> tuple[Property, ...]:
    """The properties that can be asked for of things of a type, or of any type where it is empty."""
    return tuple(each for each in PROPERTIES.values() if each.read and (not kind or kind in each.kinds))
