"""Errors that a person can act on: what went wrong, where, and the way out."""

from __future__ import annotations


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
        self.subject = str(subject)
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        text = f"{self.subject}: {self.reason}"
        return f"{text}\n  {self.remedy}" if self.remedy else text


class UsageError(KhenError):
    """A command, an option or a setting was used in a way that cannot work."""

    exit_status = 2
