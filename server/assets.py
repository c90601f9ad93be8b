"""The scripts and styles that `npm run build` has made of ``web/``, as its manifest lists them.

https://vite.dev/guide/backend-integration
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

from flask import Response, current_app

from server.headers import EXPLORING

_log = logging.getLogger(__name__)
FOLDER: Final = Path(__file__).parent / "static" / "app"
_BELOW: Final = "static/app/"


@dataclass(frozen=True)
class Bundle:
    """What a page loads to be more than text: paths below the root of the server."""

    script: str
    styles: tuple[str, ...]


def bundles(folder: Path = FOLDER) -> Mapping[str, Bundle]:
    """The bundles by the names of their entries; none where the front end has not been built.

    Pages say so where one that they want is missing, and work without.
    """
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        _log.info("the front end has not been built; pages are served without scripts")
        return {}
    return {
        each["name"]: Bundle(_BELOW + each["file"], tuple(dict.fromkeys(_styles(manifest, key))))
        for key, each in manifest.items()
        if each.get("isEntry")
    }


def scripted(response: Response, entry: str) -> Response:
    """Let the scripts of an entry run on a page; where they have not been built, it keeps the policy without any."""
    if built(entry):
        response.headers["Content-Security-Policy"] = EXPLORING
    return response


def built(entry: str) -> bool:
    """Whether the scripts of an entry have been built."""
    return entry in cast(Mapping[str, Bundle], current_app.jinja_env.globals["bundles"])


def _styles(manifest: Mapping[str, Any], key: str, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """The style sheets of a file and of those that it imports."""
    for imported in manifest[key].get("imports", ()):
        if imported not in seen:
            yield from _styles(manifest, imported, seen | {key})
    yield from (_BELOW + each for each in manifest[key].get("css", ()))
