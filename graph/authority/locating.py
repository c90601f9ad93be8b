"""Which unit a place mentioned in a text is, on the day of which the text speaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.authority.places import Level, Places, PlaceVersion
from graph.spelling import slug
from graph.statement import PlaceMention

DISTRICTS_ENDED = date(2025, 6, 30)
"""The last day on which Viet Nam had districts (Resolution 202/2025/QH15 and the law it follows)."""

_LEVEL_WORDS = {"district": "huyen", "commune": "xa", "province": "thanh-pho"}


@dataclass(frozen=True)
class Located:
    """A mention resolved: a version of the tables, or a unit below the province that they do not hold.

    ``key`` is the key of the version, such as ``ben-tre/v/1``; ``minted`` names the unit that has to be
    described beside the statements, because the tables do not.
    """

    key: str
    version: PlaceVersion | None
    minted: PlaceMention | None = None
    within: str | None = None

    @property
    def place(self) -> str:
        """The key of the identity."""
        return self.key.rsplit("/v/", 1)[0]


def locate(mention: PlaceMention, places: Places, on: date) -> Located | None:
    """The unit meant, or ``None`` where no unit of that name existed on that day or more than one did.

    A city named inside a province (``thành phố Bến Tre, tỉnh Bến Tre``) is a unit below the province.
    """
    container = locate(mention.within, places, on) if mention.within else None
    province = container.place if container else None
    level = {"province": Level.PROVINCE, "district": Level.DISTRICT}.get(mention.level or "")
    if mention.level == "commune":
        found: tuple[PlaceVersion, ...] = ()
    elif province is not None:
        found = places.find(mention.name, level=Level.DISTRICT, on=on, within=province)
    else:
        found = places.find(mention.name, level=level, on=on)
    if len(found) == 1:
        return Located(found[0].key, found[0])
    if found or mention.level is None or (mention.level == "province" and province is None):
        return None
    if mention.level == "district" and on > DISTRICTS_ENDED:
        return None
    own = slug(f"{_LEVEL_WORDS[mention.level]} {mention.name}")
    key = f"{province}-{own}" if province else own
    return Located(f"{key}/v/1", None, mention, container.key if container else None)
