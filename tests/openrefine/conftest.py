"""The corpus of this repository, served by ``khen serve``, and an OpenRefine beside it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from graph.pipeline import release
from graph.vocabulary import Names
from tests.conftest import DATA
from tests.openrefine.refining import Refine, installed, refining

_START = "from server.command import serve; serve(standalone_mode=False)"


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the reconciliation service."""
    folder = tmp_path_factory.mktemp("openrefine") / "release"
    release(DATA, folder, Names())
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("KHEN_")}
    environment = {**inherited, "HOST": "127.0.0.1", "PORT": "0", "KHEN_RELEASES": str(folder)}
    command = [sys.executable, "-u", "-c", _START, "--workers", "2"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = next((each for line in process.stdout if (each := re.search(r"http://127\.0\.0\.1:\d+/", line))), None)
        assert found, "khen serve ended before it listened"
        reader = threading.Thread(target=process.stdout.read)
        reader.start()
        try:
            yield f"{found[0]}reconcile"
        finally:
            process.terminate()
            assert process.wait(timeout=20) == 0
            reader.join()


@pytest.fixture(scope="session")
def refine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Refine]:
    if not installed():
        pytest.skip("OpenRefine is not installed: apt-get install openrefine")
    with refining(tmp_path_factory.mktemp("refine")) as refine:
        yield refine
