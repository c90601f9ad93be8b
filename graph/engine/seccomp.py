"""A filter of system calls (seccomp) for a process that evaluates queries: no network, no files, no other processes.

The kernel asks a small program (classic BPF) at every system call. It cannot be taken off again, and threads inherit
it. What is denied fails with EPERM, so that a library that tries goes on or says so. See seccomp(2) and
``linux/seccomp.h``; the numbers of the calls are those of ``asm/unistd.h``.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from struct import pack
from typing import Final

_SET_NO_NEW_PRIVS: Final = 38
_SET_SECCOMP: Final = 22
_MODE_FILTER: Final = 2
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW: Final = 0x7FFF0000
_FAIL: Final = 0x00050000
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_CLONE_THREAD: Final = 0x00010000
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@dataclass(frozen=True)
class _Machine:
    """The numbers of an architecture.

    Attributes:
        audit: its name in the kernel (``AUDIT_ARCH_...``).
        ceiling: the first number of another way to call (x32), which is denied as a whole.
        denied: never needed here, by name: sockets, programs, other processes, namespaces, the kernel itself.
        own: allowed on the process itself only, which the first argument names.
        limits: ``prlimit64``, where 0 stands for the process itself too.
        clone: starts threads, and processes, which are denied.
        opening: opens a file, with the place of the flags among the arguments.
        files: changes or replaces files and folders.
    """

    audit: int
    ceiling: int
    denied: dict[str, int]
    own: dict[str, int]
    limits: int
    clone: int
    opening: dict[int, int]
    files: dict[str, int]


# The calls that came after 2019 have the same number everywhere.
_NEW: Final = {
    "pidfd_send_signal": 424, "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427,
    "open_tree": 428, "move_mount": 429, "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433,
    "pidfd_open": 434, "pidfd_getfd": 438, "process_madvise": 440, "mount_setattr": 442,
}  # fmt: skip
_CLONE3: Final = 435
_OPENAT2: Final = 437
_MACHINES: Final = {
    "x86_64": _Machine(
        0xC000003E,
        0x40000000,
        {
            "socket": 41, "connect": 42, "accept": 43, "sendmsg": 46, "recvmsg": 47, "bind": 49, "listen": 50,
            "socketpair": 53, "accept4": 288, "recvmmsg": 299, "sendmmsg": 307, "fork": 57, "vfork": 58, "execve": 59,
            "execveat": 322, "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312,
            "setns": 308, "unshare": 272, "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161,
            "add_key": 248, "request_key": 249, "keyctl": 250, "bpf": 321, "perf_event_open": 298,
            "userfaultfd": 323, "open_by_handle_at": 304, "memfd_create": 319, "shmget": 29, "msgget": 68, "semget": 64,
            "tkill": 200, "sendto": 44, "recvfrom": 45, "rt_sigqueueinfo": 129, "rt_tgsigqueueinfo": 297,
            **_NEW,
        },
        {"kill": 62, "tgkill": 234},
        302,
        56,
        {2: 1, 257: 2},
        {
            "creat": 85, "truncate": 76, "rename": 82, "mkdir": 83, "rmdir": 84, "link": 86, "unlink": 87,
            "symlink": 88, "chmod": 90, "chown": 92, "mknod": 133, "mkdirat": 258, "mknodat": 259, "fchownat": 260,
            "unlinkat": 263, "renameat": 264, "linkat": 265, "symlinkat": 266, "fchmodat": 268, "renameat2": 316,
        },
    ),
    "aarch64": _Machine(
        0xC00000B7,
        0xFFFFFFFF,
        {
            "socket": 198, "socketpair": 199, "bind": 200, "listen": 201, "accept": 202, "connect": 203,
            "sendmsg": 211, "recvmsg": 212, "accept4": 242, "recvmmsg": 243, "sendmmsg": 269, "execve": 221,
            "execveat": 281, "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271, "kcmp": 272,
            "setns": 268, "unshare": 97, "mount": 40, "umount2": 39, "pivot_root": 41, "chroot": 51, "add_key": 217,
            "request_key": 218, "keyctl": 219, "bpf": 280, "perf_event_open": 241, "userfaultfd": 282,
            "open_by_handle_at": 265, "memfd_create": 279, "shmget": 194, "msgget": 186, "semget": 190, "tkill": 130,
            "sendto": 206, "recvfrom": 207, "rt_sigqueueinfo": 138, "rt_tgsigqueueinfo": 240,
            **_NEW,
        },
        {"kill": 129, "tgkill": 131},
        261,
        220,
        {56: 2},
        {
            "truncate": 45, "mkdirat": 34, "mknodat": 33, "fchownat": 54, "unlinkat": 35, "renameat": 38,
            "linkat": 37, "symlinkat": 36, "fchmodat": 53, "renameat2": 276,
        },
    ),
}  # fmt: skip


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def deny(*, reading: bool) -> None:
    """Put the filter on this thread and all that it will start, for ever.

    Args:
        reading: whether files may still be opened for reading.

    Raises:
        OSError: the kernel does not grant it, or the architecture is not known here.
    """
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        raise OSError(errno.ENOSYS, f"no filter is known for {platform.machine()}")
    code = b"".join(_instructions(machine, os.getpid(), reading=reading))
    program = _Program(len(code) // 8, code)
    library = ctypes.CDLL(None, use_errno=True)
    for option, value, detail in (
        (_SET_NO_NEW_PRIVS, 1, ctypes.c_void_p(0)),
        (_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program)),
    ):
        if library.prctl(option, ctypes.c_ulong(value), detail, ctypes.c_ulong(0), ctypes.c_ulong(0)):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))


def _instructions(machine: _Machine, own: int, *, reading: bool) -> Iterator[bytes]:
    """The program. A rule is a comparison that skips its verdict where it does not hold: no jump is long."""
    yield _load(_ARCHITECTURE)
    yield from (_jump(_EQUAL, machine.audit, 1, 0), _verdict(_FAIL | errno.EPERM))
    yield _load(_NUMBER)
    yield from (_jump(_AT_LEAST, machine.ceiling, 0, 1), _verdict(_FAIL | errno.EPERM))
    for number in (*machine.denied.values(), *machine.files.values()):
        yield from (_jump(_EQUAL, number, 0, 1), _verdict(_FAIL | errno.EPERM))
    # Their arguments stand in memory, which a filter cannot read; the C library then takes the older call.
    for number in (_CLONE3, _OPENAT2):
        yield from (_jump(_EQUAL, number, 0, 1), _verdict(_FAIL | errno.ENOSYS))
    # Threads are needed, processes are not.
    yield from _argument(machine.clone, 0, [_jump(_ANY_BIT, _CLONE_THREAD, 0, 1), _verdict(_ALLOW)])
    for number in machine.own.values():
        yield from _argument(number, 0, [_jump(_EQUAL, own, 0, 1), _verdict(_ALLOW)])
    either = [part for each in (0, own) for part in (_jump(_EQUAL, each, 0, 1), _verdict(_ALLOW))]
    yield from _argument(machine.limits, 0, either)
    for number, flags in machine.opening.items():
        tests = [_jump(_ANY_BIT, _WRITING, 1, 0), _verdict(_ALLOW)] if reading else []
        yield from _argument(number, flags, tests)
    yield _verdict(_ALLOW)


def _argument(number: int, place: int, tests: list[bytes]) -> Iterator[bytes]:
    """Rules on an argument of a call (its lower half); what none of them allows is denied."""
    yield _jump(_EQUAL, number, 0, len(tests) + 2)
    yield _load(_ARGUMENTS + 8 * place)
    yield from tests
    yield _verdict(_FAIL | errno.EPERM)


def _load(offset: int) -> bytes:
    return pack("=HBBI", _LOAD, 0, 0, offset)


def _jump(kind: int, value: int, if_so: int, if_not: int) -> bytes:
    return pack("=HBBI", kind, if_so, if_not, value)


def _verdict(value: int) -> bytes:
    return pack("=HBBI", _RETURN, 0, 0, value)
