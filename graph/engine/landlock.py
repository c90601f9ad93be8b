"""A process that can read one folder and nothing else of the file system, whatever its user may (Landlock).

See landlock(7) and ``linux/landlock.h``; the calls have the same numbers on every architecture.
"""

from __future__ import annotations

import ctypes
import os
from struct import pack
from typing import Final

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_SET_NO_NEW_PRIVS: Final = 38
_PATH_BENEATH: Final = 1
_ALL: Final = (1 << 13) - 1
"""Every right of the first version: running, writing, reading, listing, removing and making of each kind."""
_READ: Final = (1 << 2) | (1 << 3)


def allow_reading(folder: str) -> None:
    """Deny every access to files but reading in a folder, for ever.

    Raises:
        OSError: the kernel has no Landlock.
    """
    library = ctypes.CDLL(None, use_errno=True)

    def call(number: int, *arguments: object) -> int:
        result = int(library.syscall(ctypes.c_long(number), *arguments))
        if result < 0:
            error = ctypes.get_errno()
            raise OSError(error, os.strerror(error))
        return result

    attributes = pack("=Q", _ALL)
    rules = call(_CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint(0))
    place = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    try:
        call(_ADD_RULE, rules, _PATH_BENEATH, pack("=Qi", _READ, place), ctypes.c_uint(0))
        library.prctl(_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), *[ctypes.c_ulong(0)] * 3)
        call(_RESTRICT_SELF, rules, ctypes.c_uint(0))
    finally:
        os.close(place)
        os.close(rules)
