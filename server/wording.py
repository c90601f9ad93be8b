"""What the program says of a fault, in the language of a reader: on a page with its markup, elsewhere as plain text.

A text is made in English where the fault is met (:class:`graph.errors.Worded`), often in another process, and said in
another language only where it is shown.
"""

from __future__ import annotations

from babel.numbers import format_decimal
from markupsafe import Markup, escape
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from graph.errors import English, Worded
from server.catalogues import LANGUAGES, SOURCE, translations


def on_page(text: str, code: str) -> Markup:
    """A text in a language, to stand in a page. What is no message of ours says that it is English.

    >>> on_page(Worded("has %(count)s characters; the limit is %(limit)s", count=12000, limit=9), "vi")
    Markup('có 12.000 ký tự; giới hạn là 9')
    >>> on_page("no <such> thing", "vi")
    Markup('<span lang="en">no &lt;such&gt; thing</span>')
    """
    if not isinstance(text, Worded):
        return Markup('<span lang="en">{}</span>').format(text) if text else Markup("")
    values = {name: _marked(value, code) for name, value in text.values.items()}
    return Markup(text.begun(escape(_message(text, code)) % values))


def in_words(text: str, code: str) -> str:
    """A text in a language as far as it is ours.

    >>> in_words(Worded("There is no such graph."), "vi")
    'Không có đồ thị nào như vậy.'
    """
    if not isinstance(text, Worded):
        return text
    values = {name: _plain(value, code) for name, value in text.values.items()}
    return text.begun(_message(text, code) % values)


def english_in(text: str) -> list[str]:
    """The parts of a text that stay English in every language.

    >>> english_in(Worded("could not be evaluated: %(said)s", said=English("no room"))), english_in("no room")
    (['no room'], ['no room'])
    """
    if isinstance(text, Worded):
        parts = (value for value in text.values.values() if isinstance(value, Worded | English))
        return [each for part in parts for each in english_in(part)]
    return [text] if text else []


def for_programs(accepted: str, named: str = "") -> str:
    """The language of a document that programs read: English, unless another is asked for.

    Args:
        accepted: the value of ``Accept-Language``.
        named: that of the parameter ``lang``.

    >>> for_programs(""), for_programs("vi,en;q=0.5"), for_programs("vi", "en"), for_programs("fr")
    ('en', 'vi', 'en', 'en')
    """
    if named in LANGUAGES:
        return named
    return parse_accept_header(accepted, LanguageAccept).best_match((SOURCE, *LANGUAGES), SOURCE)


def _message(text: Worded, code: str) -> str:
    return translations(code).gettext(text.message)


def _marked(value: object, code: str) -> str:
    return on_page(value, code) if isinstance(value, Worded | English) else escape(_plain(value, code))


def _plain(value: object, code: str) -> str:
    if isinstance(value, int | float):
        return str(format_decimal(value, locale=code))
    return in_words(value, code) if isinstance(value, str) else str(value)
