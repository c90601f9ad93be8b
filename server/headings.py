"""What the columns of our own queries are called above their answers; a reader's query keeps its own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

HEADINGS: Final[Mapping[str, LazyString]] = {
    "but": lazy_gettext("But also"),
    "conferral": lazy_gettext("Conferral"),
    "end": lazy_gettext("Ends at character"),
    "english": lazy_gettext("English name"),
    "from": lazy_gettext("From year"),
    "kind": lazy_gettext("Kind"),
    "name": lazy_gettext("Name"),
    "otherwise": lazy_gettext("Otherwise until year"),
    "passages": lazy_gettext("Passages"),
    "position": lazy_gettext("Place in the list"),
    "programme": lazy_gettext("Programme"),
    "province": lazy_gettext("Province"),
    "recipient": lazy_gettext("Recipient"),
    "recipients": lazy_gettext("Recipients"),
    "start": lazy_gettext("Begins at character"),
    "then": lazy_gettext("Former province"),
    "through": lazy_gettext("Valid until"),
    "to": lazy_gettext("Until year"),
    "today": lazy_gettext("Today"),
    "words": lazy_gettext("Words of the source"),
}
"""Variable of a query on the front page or in the tutorial to what its column holds."""
