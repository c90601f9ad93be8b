"""Which language a page is written in, and every message that its catalogue has to hold."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.support import NullTranslations
from flask import Flask
from flask_babel import Babel, Domain, get_locale

from server.catalogues import SOURCE, translations
from server.negotiation import language

_KEYWORDS: Final = {"lazy_gettext": None, "lazy_ngettext": (1, 2), "Worded": None, "Sentence": None}
_PROGRAM: Final = Path(__file__).parents[1]


def set_up(app: Flask) -> None:
    """Let the templates and the code of an application speak the language of each request."""
    _Babel(app, default_locale=SOURCE, locale_selector=language)


def messages(code: str = SOURCE) -> Catalog:
    """Every message of the templates and the code, with room for its translations into a language."""
    found = Catalog(code, fuzzy=False)
    methods = [("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")]
    options = {"templates/**.html": {"extensions": "jinja2.ext.i18n", "silent": "false"}}
    for package in ("graph", "server"):
        for _, _, message, comments, context in extract_from_dir(
            _PROGRAM / package, methods, options, keywords={**DEFAULT_KEYWORDS, **_KEYWORDS}
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
