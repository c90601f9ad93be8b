"""Which language a page is written in, and the catalogue of its words.

English is the language of the messages themselves; ``translations/vi.po`` holds the Vietnamese. The catalogue is read
as it stands, so that nothing has to be compiled before the server starts.
https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

import io
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask
from flask_babel import Babel, Domain, get_locale

from server.negotiation import language

SOURCE: Final = "en"
"""The language of the messages in templates and code."""
_KEYWORDS: Final = {"lazy_gettext": None, "lazy_ngettext": (1, 2)}
FOLDER: Final = Path(__file__).parent / "translations"


def set_up(app: Flask) -> None:
    """Let the templates and the code of an application speak the language of each request."""
    _Babel(app, default_locale=SOURCE, locale_selector=language)


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


def messages(code: str = SOURCE) -> Catalog:
    """Every message of the templates and the code of this package, with room for its translations into a language."""
    found = Catalog(code, fuzzy=False)
    methods = [("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")]
    options = {"templates/**.html": {"extensions": "jinja2.ext.i18n", "silent": "false"}}
    for _, _, message, comments, context in extract_from_dir(
        FOLDER.parent, methods, options, keywords={**DEFAULT_KEYWORDS, **_KEYWORDS}
    ):
        found.add(message, None, auto_comments=comments, context=context)
    return found


class _Domain(Domain):  # type: ignore[misc]  # the package has no types
    """Flask-Babel looks for compiled catalogues in folders of its own layout; this one takes ours."""

    def get_translations(self) -> NullTranslations:
        return translations(str(get_locale() or SOURCE))


class _Babel(Babel):  # type: ignore[misc]  # the package has no types
    @cached_property
    def domain_instance(self) -> _Domain:
        return _Domain()
