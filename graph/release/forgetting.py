"""The last look at a release before it is published: does any file still hold a name that must not be there?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from graph.release.contents import ReleaseError
from graph.withheld import bare, holds

_FIRST: Final = "khen.nq"
"""Where a name is looked for first: a line of it says which statement holds the name."""
_SHOWN: Final = 200
"""Characters of a line that an error shows."""


class StillNamed(ReleaseError):
    """Somebody who is withdrawn would still be named. The release that was current stays current."""


def refuse_forgotten(built: Path, names: Sequence[str]) -> None:
    """Nothing, where no file of a release holds any of the names in any spelling.

    Args:
        built: the folder of the release. Compressed copies and the store are made from files that are looked at.
        names: of people, or the ends of their keys.

    Raises:
        StillNamed: a file holds one; the error names the file, the line and the name.
    """
    wanted = {bare(name): name for name in names if name.strip()}
    for file in _files(built) if wanted else ():
        text = file.read_bytes().decode(errors="replace")
        plain = bare(text)
        for spelling, name in wanted.items():
            if spelling in plain:
                number, line = _line(text, name)
                raise StillNamed(
                    f"{file.name}, line {number}",
                    f"it still names '{name}', who is withdrawn: {line}",
                    "Nothing was published. Take the words out of the table, the description or the source that "
                    "they come from.",
                )


def _files(built: Path) -> Iterator[Path]:
    files = (each for each in built.iterdir() if each.is_file() and each.suffix != ".gz")
    yield from sorted(files, key=lambda each: (each.name != _FIRST, each.name))


def _line(text: str, name: str) -> tuple[int, str]:
    """The line that holds a name, or the first of those over which it runs."""
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if holds(line, name) or holds(f"{line} {lines[number] if number < len(lines) else ''}", name):
            return number, line.strip()[:_SHOWN]
    return 1, ""
