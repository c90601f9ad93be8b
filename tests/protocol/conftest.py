from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from tests.protocol import release
from tests.protocol.asking import Endpoint

_START = "from server.command import serve; serve(standalone_mode=False)"


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """The endpoint of a ``khen serve`` of its own, on the made-up release; no test changes it."""
    releases = tmp_path_factory.mktemp("releases")
    release.write(releases)
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("KHEN_")}
    environment = {**inherited, "HOST": "127.0.0.1", "PORT": "0", "KHEN_RELEASES": str(releases)}
    command = [sys.executable, "-u", "-c", _START, "--workers", "2", "--query-timeout", "20"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = None
        for line in process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
                break
        assert found, "khen serve ended before it listened"
        # What it goes on to write is read, or it would wait for a reader once the pipe is full.
        reader = threading.Thread(target=process.stdout.read)
        reader.start()
        try:
            yield Endpoint(int(found[1]))
        finally:
            process.terminate()
            assert process.wait(timeout=20) == 0
            reader.join()
