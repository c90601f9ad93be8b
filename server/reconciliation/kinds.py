"""The types of the service: what things can be looked for as."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True)
class Kind:
    """A type (Reconciliation Service API 0.2, section "Types").

    Attributes:
        id: the local name of the class, as ``graph.search`` has it.
        names: by language.
        texts: what it is, by language.
        broader: the type that it is a case of, if any.
    """

    id: str
    names: Mapping[str, str]
    texts: Mapping[str, str]
    broader: str = ""


UNIT: Final = "AdministrativeUnit"
VERSION: Final = "AdministrativeUnitVersion"
ORGANISATION: Final = "Organization"
SUB_UNIT: Final = "OrganizationalUnit"
PERSON: Final = "Person"
PROGRAMME: Final = "Programme"
ROLE: Final = "Role"


def _kind(id: str, vi: str, en: str, about_vi: str, about_en: str, broader: str = "") -> Kind:
    return Kind(id, {"vi": vi, "en": en}, {"vi": about_vi, "en": about_en}, broader)


KINDS: Final = {
    each.id: each
    for each in (
        _kind(UNIT, "đơn vị hành chính", "administrative unit",
              "Tỉnh, thành phố, huyện hay xã qua mọi thời kỳ.",
              "A province, city, district or commune through all its time."),
        _kind(VERSION, "phiên bản đơn vị hành chính", "administrative unit version",
              "Đơn vị hành chính như nó tồn tại giữa hai lần thay đổi.",
              "An administrative unit as it was between two changes.", UNIT),
        _kind(ORGANISATION, "tổ chức", "organisation",
              "Cơ quan, đoàn thể, hội hay đơn vị trực thuộc.", "A body, an association, or a unit of one."),
        _kind(SUB_UNIT, "đơn vị trực thuộc", "unit of an organisation",
              "Ban, phòng hay trung tâm của một tổ chức.", "A board, department or centre of an organisation.",
              ORGANISATION),
        _kind(PERSON, "người", "person", "Người được thông báo nhắc đến.", "A person whom an announcement names."),
        _kind(PROGRAMME, "chương trình", "programme", "Đề án hay chương trình.", "A scheme or programme."),
        _kind(ROLE, "chức vụ", "role", "Chức vụ trong một tổ chức.", "An office in an organisation."),
    )
}  # fmt: skip
"""Every type by its identifier, in the order in which they are offered."""
DEFAULTS: Final = (UNIT, ORGANISATION, PERSON, PROGRAMME)
"""What most tables hold."""


def narrowed(kinds: Iterable[str]) -> tuple[str, ...]:
    """The types themselves and their cases.

    >>> narrowed(["AdministrativeUnit"])
    ('AdministrativeUnit', 'AdministrativeUnitVersion')
    """
    wanted = set(kinds)
    return tuple(each.id for each in KINDS.values() if {each.id, each.broader} & wanted)


def of_classes(classes: Collection[str]) -> tuple[str, ...]:
    """The types of a thing with these classes (local names), the most special one first, with what is broader.

    >>> of_classes({"Version", "AdministrativeArea", "AdministrativeUnitVersion"})
    ('AdministrativeUnitVersion', 'AdministrativeUnit')
    """
    formal = {ORGANISATION} if "FormalOrganization" in classes else set()
    own = [each for each in KINDS.values() if each.id in classes or each.id in formal]
    ids = {each.id for each in own} | {each.broader for each in own if each.broader}
    found = [KINDS[each] for each in KINDS if each in ids]
    return tuple(each.id for each in sorted(found, key=lambda each: not each.broader))


def described(id: str, language: str) -> dict[str, Any]:
    """A type as the service writes it, with its broader type."""
    kind = KINDS[id]
    broader = {"broader": [named(kind.broader, language)]} if kind.broader else {}
    return {**named(id, language), **broader}


def named(id: str, language: str) -> dict[str, str]:
    """The identifier and the name of a type."""
    return {"id": id, "name": KINDS[id].names[language]}
