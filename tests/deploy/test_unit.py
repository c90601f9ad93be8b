"""The systemd unit: systemd understands it, rates it as safe, and the server lives under what it forbids."""

from __future__ import annotations

import ctypes.util
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graph.engine.settings import Settings
from tests.deploy.asking import address, get, request
from tests.deploy.confined import allowed, settings
from tests.deploy.replicas import Replica
from tests.engine.asking import ENDLESS, GREEDY, wait_until

UNIT = Path(__file__).parents[2] / "deploy" / "khen.service"
_CONFINED = [sys.executable, str(Path(__file__).parent / "confined.py"), str(UNIT)]
needs_seccomp = pytest.mark.skipif(
    ctypes.util.find_library("seccomp") is None, reason="libseccomp is not installed (Debian: apt install libseccomp2)"
)
_EXPOSURE = 1.0
"""Of 10, where 10 is a service that is not confined at all."""

pytestmark = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed (Debian: apt install systemd)"
)


def _analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["systemd-analyze", "--no-pager", *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("file", "unit"), [("khen.service", "khen.service"), ("khen@.service", "khen@8001.service")])
def test_systemd_finds_no_fault_in_it(tmp_path: Path, file: str, unit: str) -> None:
    text = UNIT.read_text(encoding="utf-8").replace("/opt/khen/bin/khen", "/bin/true")  # khen is not installed there
    (tmp_path / file).write_text(text, encoding="utf-8")
    found = _analyze("verify", "--man=no", str(tmp_path / unit))
    assert (found.returncode, found.stderr) == (0, "")


def test_its_exposure_is_low() -> None:
    found = _analyze("security", "--offline=true", f"--threshold={10 * _EXPOSURE:.0f}", str(UNIT))
    assert found.returncode == 0, found.stdout
    rated = re.search(r"Overall exposure level for khen\.service: (\S+)", found.stdout)
    assert rated
    assert float(rated[1]) <= _EXPOSURE


def test_it_waits_longer_than_the_server_takes_to_stop() -> None:
    (seconds,) = settings(UNIT, "TimeoutStopSec")
    assert int(seconds) > Settings().timeout + 5
    assert settings(UNIT, "KillMode") == ["mixed"], "queries under way end before their workers are told"


def test_it_reloads_by_the_signal_that_the_server_knows() -> None:
    assert settings(UNIT, "ExecReload") == ["/bin/kill -HUP $MAINPID"]


def test_its_filter_denies_what_attackers_want() -> None:
    calls = allowed(UNIT)
    assert {"prctl", "landlock_restrict_self", "prlimit64", "setitimer", "clone", "execve"} <= calls
    denied = "mount ptrace bpf init_module reboot setuid chroot keyctl unshare setns io_uring_setup process_vm_readv"
    assert not calls.intersection(denied.split())


_PROBE = """
import ctypes, mmap, os
library = ctypes.CDLL(None, use_errno=True)
print(library.unshare(0x10000000), os.strerror(ctypes.get_errno()))
try:
    mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
except OSError as error:
    print(error.strerror)
print([line.split()[1] for line in open("/proc/self/status") if line.startswith(("CapBnd", "NoNewPrivs"))])
"""


@needs_seccomp
def test_what_it_forbids_is_forbidden_in_these_tests() -> None:
    found = subprocess.run([*_CONFINED, sys.executable, "-c", _PROBE], capture_output=True, text=True, check=True)
    assert found.stdout.splitlines()[:2] == ["-1 Operation not permitted", "Permission denied"]
    assert found.stdout.splitlines()[2].endswith("'1']")


@needs_seccomp
def test_the_server_lives_under_it(releases: Path, folder: Path) -> None:
    """What a query can do, what ends it, and a reload: all of it under the restrictions of the unit."""
    log = folder / "confined.log"
    server = Replica(releases, log, "--query-memory", "96", "--query-timeout", "30", before=_CONFINED)
    try:
        server.wait()
        assert get(server.port, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").status == 200
        before = server.listening()
        assert request(server.port, "GET", address(ENDLESS) + "&timeout=0.3").status == 504
        assert get(server.port, GREEDY["sort"]).status == 422
        wait_until(lambda: get(server.port, "ASK {}").status == 200, 20)
        server.process.send_signal(signal.SIGHUP)
        assert request(server.port, "GET", "/releases/r1/khen.nq").status == 200
        assert server.listening() == before
        assert server.stop() == 0
    finally:
        server.close()
    said = log.read_text()
    assert "cut off" not in said, "the workers have put their own bounds on themselves as well"
    assert "cannot" not in said
