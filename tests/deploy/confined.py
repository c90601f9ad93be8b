"""Runs a program under what the systemd unit puts on processes, without systemd: its filter of system calls, no memory
that is both written and executed, no capabilities, no new privileges.

As a program: ``confined.py UNIT COMMAND...``. It needs libseccomp and ``systemd-analyze``, which knows what the names
of groups of calls stand for.
"""

from __future__ import annotations

import ctypes
import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

_DROP_BOUNDING, _NO_NEW_PRIVILEGES, _MEMORY_DENY = 24, 38, 65
_REFUSE_EXEC_GAIN: Final = 1
_ALLOW: Final = 0x7FFF0000
_FAIL: Final = 0x00050000
_CAPABILITIES: Final = 41


def settings(unit: Path, name: str) -> list[str]:
    """The values that a setting has in a unit, in order."""
    lines = unit.read_text(encoding="utf-8").splitlines()
    return [value for key, _, value in (line.partition("=") for line in lines) if key == name]


def allowed(unit: Path) -> set[str]:
    """The system calls that the unit allows, by name."""
    found = _group("@default")  # systemd adds it to every list of what is allowed
    for value in settings(unit, "SystemCallFilter"):
        names = {call for name in value.lstrip("~").split() for call in _group(name)}
        found = found - names if value.startswith("~") else found | names
    return found


def _group(name: str) -> set[str]:
    if not name.startswith("@"):
        return {name}
    listed = subprocess.run(
        ["systemd-analyze", "syscall-filter", "--no-pager", name], capture_output=True, text=True, check=True
    )
    names = [line.strip() for line in listed.stdout.splitlines()[1:]]
    return {call for each in names if each and not each.startswith("#") for call in _group(each)}


def confine(unit: Path) -> None:
    """Put the restrictions on this process and all that it starts, for ever.

    Raises:
        OSError: the kernel does not grant them.
    """
    calls = allowed(unit)
    seccomp = ctypes.CDLL("libseccomp.so.2", use_errno=True)
    seccomp.seccomp_init.restype = ctypes.c_void_p
    library = ctypes.CDLL(None, use_errno=True)

    def control(option: int, value: int) -> None:
        if library.prctl(option, ctypes.c_ulong(value), *[ctypes.c_ulong(0)] * 3):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), f"prctl {option}")

    if os.geteuid() == 0:
        for capability in range(_CAPABILITIES):
            control(_DROP_BOUNDING, capability)
    control(_NO_NEW_PRIVILEGES, 1)
    rules = ctypes.c_void_p(seccomp.seccomp_init(ctypes.c_uint32(_FAIL | errno.EPERM)))
    for name in sorted(calls):
        number = seccomp.seccomp_syscall_resolve_name(name.encode())
        if number >= 0:  # others belong to other architectures
            seccomp.seccomp_rule_add(rules, ctypes.c_uint32(_ALLOW), number, 0)
    if seccomp.seccomp_load(rules):
        raise OSError(errno.EPERM, "the filter is not granted")
    control(_MEMORY_DENY, _REFUSE_EXEC_GAIN)


if __name__ == "__main__":
    confine(Path(sys.argv[1]))
    os.execv(sys.argv[2], sys.argv[2:])
