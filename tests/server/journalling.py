"""An access log, and reading what it has written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from server.journal import AccessLog


class Log:
    """An access log on a destination, and the lines it has dropped."""

    def __init__(self, destination: Path | str) -> None:
        self.lost: list[int] = []
        self.log = AccessLog(str(destination), self.lost.append)

    def record(self, path: str = "/sparql", *, agent: str = "curl/8", client: str = "192.0.2.77", **more: Any) -> None:
        known = {"method": "GET", "query_id": None, "release": "r1", **more}
        self.log.record(path=path, status=200, size=5, seconds=0.0012345678, agent=agent, client=client, **known)


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]
