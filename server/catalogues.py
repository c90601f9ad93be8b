"""The words of the program in each language: English is that of the messages themselves, the others have catalogues.

A catalogue is read as it stands, so that nothing has to be compiled before the server starts.
https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

SOURCE: Final = "en"
"""The language of the messages in templates and code."""
LANGUAGES: Final = ("vi", SOURCE)
FOLDER: Final = Path(__file__).parent / "translations"


def catalogue(code: str) -> Catalog:
    """The catalogue of a language other than :data:`SOURCE`."""
    with (FOLDER / f"{code}.po").open("rb") as file:
        return read_po(file, locale=code, abort_invalid=True)


@lru_cache
def translations(code: str) -> NullTranslations:
    """The words of a language; of English, those of the messages."""
    if code == SOURCE:
        return NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(code))
    compiled.seek(0)
    return Translations(compiled)
