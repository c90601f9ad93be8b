"""Names that tell apart what is called alike: a unit, the unit as it was in a stretch of time, and its seat."""

from __future__ import annotations

from typing import Final

from babel.dates import format_date
from flask_babel import get_locale
from flask_babel import gettext as _

from graph.store import Release, value_of
from server.naming import Name, name_of
from server.provinces import day_of

_FROM: Final = "https://schema.org/validFrom"
_THROUGH: Final = "https://schema.org/validThrough"


def told_apart(release: Release, iri: str, language: str) -> Name:
    """The name of a thing, with the time of a unit that is meant in one, or that it is the seat of a unit."""
    name = name_of(release, iri, language)
    key = iri.removeprefix(f"{release.names.base}id/")
    if key == iri or "#" in key:
        return name
    if key.startswith("seat/"):
        return Name(_("%(name)s (seat)", name=name.text), name.language)
    if key.startswith("area/") and "/v/" in key:
        return Name(_("%(name)s (%(time)s)", name=name.text, time=_time(release, iri)), name.language)
    return name


def _time(release: Release, iri: str) -> str:
    """From when to when a version was in force, as far as that is known."""
    said = {quad.predicate.value: value_of(quad.object) for quad in release.union_about(iri)}
    first, last = (
        format_date(day, "medium", locale=get_locale() or "en") if (day := day_of(said.get(each, ""))) else ""
        for each in (_FROM, _THROUGH)
    )
    if first and last:
        return f"{first} – {last}"
    if first:
        return str(_("since %(day)s", day=first))
    return str(_("until %(day)s", day=last) if last else _("no change known"))
