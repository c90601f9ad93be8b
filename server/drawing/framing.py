"""What a file needs that a page says around it: a title, how to read the picture, where it is from and its licence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Final

from flask_babel import gettext as _
from markupsafe import Markup

from graph.store import Release
from server.drawing.files import picture
from server.naming import in_language, name_of
from server.negotiation import language

_SIZE: Final = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
"""With which every drawing of ours begins."""
_TITLE, _NOTE = 18.0, 11.5
_WIDE: Final = 0.56
"""The mean width of a letter, in units of its size."""
_EDGE: Final = 14.0


def provenance(release: Release) -> tuple[str, ...]:
    """From which release something was taken, and under which licence it may be used."""
    manifest = release.manifest
    licence = name_of(release, manifest.licence, language()).text
    source = in_language(manifest.title, language())
    return (
        str(_("%(source)s. Version %(version)s, release %(release)s: %(address)s", source=source,
              version=manifest.version, release=release.id, address=f"{release.names.base}releases/{release.id}")),
        str(_("Licence: %(name)s", name=licence if licence == manifest.licence else f"{licence}, {manifest.licence}")),
    )  # fmt: skip


def framed(svg: Markup, title: str, notes: Iterable[str]) -> Markup:
    """A drawing as a file of its own, with its title above and notes below.

    Args:
        svg: as it stands on a page.
        title: what it shows, and of which day.
        notes: how to read it, and where it is from.
    """
    size = _SIZE.search(svg)
    assert size is not None
    width, height = (float(each) for each in size.groups())
    above = list(_lines([title], _TITLE, width))
    below = list(_lines(notes, _NOTE, width))
    top = _EDGE + len(above) * _TITLE * 1.3 + 6
    return picture(
        "framed.svg",
        svg=svg,
        title=title,
        width=width,
        height=top + height + _EDGE + len(below) * _NOTE * 1.45,
        top=top,
        edge=_EDGE,
        above=[(_EDGE + (row + 0.85) * _TITLE * 1.3, text) for row, text in enumerate(above)],
        below=[(top + height + 6 + (row + 1) * _NOTE * 1.45, text) for row, text in enumerate(below)],
    )


def _lines(texts: Iterable[str], size: float, width: float) -> Iterator[str]:
    for text in texts:
        yield from wrap(text, int((width - 2 * _EDGE) / (size * _WIDE)))
