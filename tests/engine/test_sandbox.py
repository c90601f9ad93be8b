"""What a bounded process can still do, found out by trying it in a child."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from graph.engine import ProcessEngine
from graph.store import Release

_TRY = """
import errno, json, os, resource, signal, socket, subprocess, sys, threading
from graph.engine import Settings, sandbox
from graph.engine.settings import MIB
folder, store = sys.argv[1], sys.argv[2] or None
parent = os.getppid()
other_end, end = socket.socketpair()
sandbox.enclose(Settings(memory=64 * MIB), sandbox.Meter(), store)
done = {}
def attempt(name, work):
    try:
        work()
    except OSError as error:
        done[name] = errno.errorcode[error.errno]
    except MemoryError:
        done[name] = "MemoryError"
    else:
        done[name] = "done"
attempt("socket", socket.socket)
attempt("socketpair", socket.socketpair)
attempt("unix socket", lambda: socket.socket(socket.AF_UNIX))
attempt("udp", lambda: socket.socket(type=socket.SOCK_DGRAM))
attempt("fork", os.fork)
attempt("exec", lambda: os.execv("/bin/true", ["true"]))
attempt("posix_spawn", lambda: os.posix_spawn("/bin/true", ["true"], {}))
attempt("kill the server", lambda: os.kill(parent, 0))
attempt("kill the group", lambda: os.kill(0, 0))
attempt("kill oneself", lambda: os.kill(os.getpid(), 0))
attempt("read", lambda: open("/etc/passwd").close())
attempt("read the store", lambda: open(folder + "/store/CURRENT").close())
attempt("list", lambda: os.listdir("/"))
attempt("write", lambda: open(folder + "/new", "w").close())
attempt("change", lambda: open(folder + "/khen.nq", "r+").close())
attempt("remove", lambda: os.remove(folder + "/khen.nq"))
attempt("rename", lambda: os.rename(folder + "/khen.nq", folder + "/other"))
attempt("make a folder", lambda: os.mkdir(folder + "/folder"))
attempt("raise the limit", lambda: resource.prlimit(parent, resource.RLIMIT_CORE, (0, 0)))
attempt("pass a descriptor", lambda: socket.send_fds(end, [b"x"], [0]))
attempt("memory", lambda: bytes(700 * MIB))
attempt("thread", lambda: [each.start() or each.join() for each in [threading.Thread(target=int)]])
attempt("pipe", lambda: os.close(os.pipe()[0]))
os.write(1, json.dumps(done).encode())
"""
_DENIED = {
    "socket", "socketpair", "unix socket", "udp", "fork", "exec", "posix_spawn", "kill the server", "kill the group",
    "read", "list", "write", "change", "remove", "rename", "make a folder", "raise the limit", "pass a descriptor",
}  # fmt: skip


@pytest.mark.parametrize("place", ["memory", "disk"])
def test_neither_network_nor_files_nor_processes(release: Release, place: str) -> None:
    store = str(release.folder / "store") if place == "disk" else ""
    ended = subprocess.run(
        [sys.executable, "-c", _TRY, str(release.folder), store], capture_output=True, timeout=20, check=False
    )
    done = json.loads(ended.stdout)
    allowed = {"thread", "pipe", "kill oneself"} | ({"read the store"} if store else set())
    denied = _DENIED | ({"read the store"} - allowed)
    assert {name: done[name] for name in allowed} == dict.fromkeys(allowed, "done")
    assert {name for name in denied if done[name] not in ("EPERM", "EACCES")} == set()
    assert done.keys() == allowed | denied | {"memory"}
    assert done["memory"] == "MemoryError"
    assert (release.folder / "khen.nq").is_file()


_FETCH = """
import sys
from pyoxigraph import Store
from graph.engine import Settings, sandbox
if sys.argv[2]:
    sandbox.enclose(Settings(), sandbox.Meter(), None)
try:
    list(Store().query("SELECT * { SERVICE <http://127.0.0.1:" + sys.argv[1] + "/> { ?s ?p ?o } }"))
except (OSError, RuntimeError) as error:
    print("refused:", error)
"""


@pytest.mark.parametrize("bounded", [True, False])
def test_a_service_that_no_check_has_seen_reaches_nobody(bounded: bool) -> None:
    """Without the bounds it does, which shows that the listener would notice."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(3 if bounded else 20)
        command = [sys.executable, "-c", _FETCH, str(listener.getsockname()[1]), "bounded" if bounded else ""]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as asking:
            if bounded:
                with pytest.raises(TimeoutError):
                    listener.accept()
                assert asking.communicate(timeout=10)[0].startswith("refused:")
            else:
                listener.accept()[0].close()
                asking.communicate(timeout=10)


def test_where_there_is_no_filter_a_network_of_its_own_is_left() -> None:
    program = (
        "import errno\nfrom graph.engine import Settings, sandbox, seccomp\n"
        "def refused(**_): raise OSError(errno.EINVAL, 'no filter')\n"
        "seccomp.deny = refused\n"
        "sandbox.enclose(Settings(), sandbox.Meter(), None)\nprint(*sandbox.standing())"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=10, check=True)
    if subprocess.run(["unshare", "-Un", "true"], check=False, capture_output=True).returncode:
        pytest.skip("the kernel gives no network namespaces here")
    assert ended.stdout.split() == ["network"]


def test_the_workers_are_found_to_be_cut_off(shared: ProcessEngine) -> None:
    assert shared.lost == {"network", "files"}


@pytest.mark.parametrize(("seconds", "busy"), [(0.0, "True"), (0.0, "time.sleep(0.01) is None")])
def test_the_kernel_ends_what_goes_on_after_its_deadline(seconds: float, busy: str) -> None:
    program = f"import time\nfrom graph.engine import sandbox\nsandbox.start_clock({seconds})\nwhile {busy}: pass"
    ended = subprocess.run([sys.executable, "-c", program], timeout=10, check=False)
    assert ended.returncode == -signal.SIGALRM


def test_the_kernel_bounds_the_time_at_work_too() -> None:
    program = "from graph.engine import sandbox\nsandbox.start_clock(0)\nsandbox.stop_clock()\nwhile True: pass"
    ended = subprocess.run([sys.executable, "-c", program], timeout=20, check=False)
    assert ended.returncode == -signal.SIGXCPU


def test_a_clock_that_is_stopped_does_no_harm() -> None:
    program = (
        "import time\nfrom graph.engine import sandbox\nsandbox.start_clock(0)\nsandbox.stop_clock()\ntime.sleep(0.8)"
    )
    assert subprocess.run([sys.executable, "-c", program], timeout=10, check=False).returncode == 0


def test_a_worker_ends_with_its_nursery(tmp_path: Path) -> None:
    program = (
        "import os, time\nfrom graph.engine import sandbox\nnursery = os.getpid()\n"
        "worker = os.fork()\nif not worker:\n    sandbox.die_with(nursery)\n    print(os.getpid(), flush=True)\n"
        "    time.sleep(30)\n    os._exit(0)\ntime.sleep(30)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as nursery:
        assert nursery.stdout is not None
        worker = int(nursery.stdout.readline())
        nursery.kill()
        nursery.wait()
        assert nursery.stdout.read() == ""  # closed by the worker's death, well before its 30 s
    assert not Path(f"/proc/{worker}/exe").exists()
