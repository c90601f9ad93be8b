"""What an endpoint has answered so far, beside the review file, so that a long run goes on where it was stopped."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from graph.candidates.review import replace_file
from graph.errors import KhenError

_BEGUN: Final = "begun"
_OLDEST: Final = timedelta(days=7)
"""Answers are forgotten after that: what they say may have changed."""


@dataclass(frozen=True)
class Kept:
    """A folder of answers, a file for each, put in place whole.

    Attributes:
        folder: where they stand.
        day: the day on which the first of them was given.
    """

    folder: Path
    day: date

    def answer(self, endpoint: str, query: str, ask: Callable[[str], bytes]) -> bytes:
        """The answer that is kept, or what ``ask`` gives, which is kept from then on."""
        digest = hashlib.sha256(f"{endpoint}\0{query}".encode()).hexdigest()
        file = self.folder / f"{digest}.json"
        if file.exists():
            return file.read_bytes()
        body = ask(query)
        replace_file(file, body)
        return body

    def forget(self) -> None:
        """Remove all answers."""
        _empty(self.folder)
        if not any(self.folder.iterdir()):
            self.folder.rmdir()


def keep_beside(review: Path, today: date) -> Kept:
    """The folder of answers for a review file; those of a run that began long ago are forgotten.

    Raises:
        KhenError: the folder cannot be written.
    """
    folder = review.with_name(f"{review.name}.answers")
    begun = folder / _BEGUN
    try:
        day = date.fromisoformat(begun.read_text(encoding="ascii"))
    except (OSError, ValueError):
        day = date.min
    if not today - _OLDEST <= day <= today:
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise KhenError(folder, f"cannot be made: {error.strerror}", "Choose another --review.") from error
        _empty(folder)
        replace_file(begun, today.isoformat().encode())
        day = today
    return Kept(folder, day)


def _empty(folder: Path) -> None:
    """Remove what runs have left there, whole or not, and nothing else."""
    for file in folder.iterdir():
        if re.fullmatch(rf"\.?({_BEGUN}|[0-9a-f]{{64}}\.json)(\.[0-9a-f]{{8}})?", file.name):
            file.unlink()
