from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Announce = Callable[..., Path]


@pytest.fixture
def announce(tmp_path: Path) -> Announce:
    """Writes a folder with a source text, and metadata where there is any; gives the folder."""

    def writing(text: str | bytes = "Tin\n\nMột hai.\n", metadata: str | bytes | None = None, name: str = "a1") -> Path:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "source.txt").write_bytes(text.encode() if isinstance(text, str) else text)
        if metadata is not None:
            (folder / "source.toml").write_bytes(metadata.encode() if isinstance(metadata, str) else metadata)
        return folder

    return writing
