"""A small map that shows where something lies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from server.drawing.files import picture
from server.drawing.maps import Mark
from server.drawing.projecting import Frame

_SMALL = Frame(101.6, 8.0, 115.6, 23.8, 12.0)


def locator(
    chosen: Sequence[tuple[float, float]],
    *,
    title: str,
    others: Iterable[tuple[float, float]] = (),
    description: str = "",
) -> Markup:
    """Points that stand out among others, as a small ``svg`` element.

    Args:
        chosen: longitude and latitude of what is shown.
        title: what the picture shows, as its name.
        others: points that give the shape of the country, such as those of all provinces.
        description: the same at more length.
    """
    marks = [Mark(*each, title="") for each in others if each not in chosen]
    marks += [Mark(*each, title="", chosen=True) for each in chosen]
    return picture(
        "locator.svg",
        title=title,
        description=description,
        frame=_SMALL,
        placed=[(*_SMALL.at(each.longitude, each.latitude), each.chosen) for each in marks],
    )
