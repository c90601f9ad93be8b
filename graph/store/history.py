"""When releases were published: the history beside them, which outlives a release that is removed."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Final

_HISTORY: Final = "history.jsonl"
_PUBLISHED: Final = ("published", "rebased")


def published_on(releases: Path) -> dict[str, datetime]:
    """When each release was first published here, in the order of time; none for releases that were copied here.

    A line that cannot be read is passed over: a build that was killed may have left one.
    """
    try:
        lines = (releases / _HISTORY).read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return {}
    found: dict[str, datetime] = {}
    for line in lines:
        try:
            entry = json.loads(line)
            if entry["outcome"] in _PUBLISHED:
                found.setdefault(str(entry["id"]), datetime.fromisoformat(entry["time"]))
        except (ValueError, KeyError, TypeError):
            continue
    return dict(sorted(found.items(), key=lambda each: each[1]))
