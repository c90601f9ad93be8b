"""Errors that a person can act on: what went wrong, where, and the way out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self


class English(str):
    """Words that are English whoever reads them, such as those of a parser."""


class Worded(str):
    """A text in English that remembers the message it was made from, so that it can be said in another language.

    Args:
        message: as gettext has it, with values as ``%(name)s``; it stands as it is in a catalogue.
        values: by name. Numbers are written with separators; what has none, such as a year, is given as text.

    >>> text = Worded("holds %(count)s of the names", count=1200)
    >>> text, text.message, text.values
    ('holds 1,200 of the names', 'holds %(count)s of the names', {'count': 1200})
    """

    message: str
    values: Mapping[str, object]

    def __new__(cls, message: str, /, **values: object) -> Self:
        """The text with its values in place."""
        written = {name: f"{value:,.12g}" if isinstance(value, float) else value for name, value in values.items()}
        written |= {name: f"{value:,}" for name, value in values.items() if isinstance(value, int)}
        text = super().__new__(cls, cls.begun(message % written))
        text.message, text.values = message, values
        return text

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """What it is made of again in another process."""
        return (self.message,), dict(self.values)

    @classmethod
    def begun(cls, text: str) -> str:
        """The text as it begins."""
        return text


class Sentence(Worded):
    """A text that stands alone, and so begins with a capital letter whatever value comes first.

    >>> Sentence("%(subject)s is too long.", subject="the query")
    'The query is too long.'
    """

    @classmethod
    def begun(cls, text: str) -> str:
        """The text with its first letter as a capital."""
        return text[:1].upper() + text[1:]


class KhenError(Exception):
    """Base of every error that the command line reports without a traceback.

    Attributes:
        subject: the thing that went wrong (a file, an announcement, an address).
        reason: what is wrong with it.
        remedy: what to do about it.
        exit_status: 1 for a problem in the data, 2 for a problem in how a command was used.
    """

    exit_status = 1

    def __init__(self, subject: object, reason: str, remedy: str = "") -> None:
        super().__init__(subject, reason, remedy)
        self.subject = subject if isinstance(subject, str) else str(subject)
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        text = f"{self.subject}: {self.reason}"
        return f"{text}\n  {self.remedy}" if self.remedy else text


class UsageError(KhenError):
    """A command, an option or a setting was used in a way that cannot work."""

    exit_status = 2
