"""What runs below a directory, for tests that look for orphans."""

import time
from collections.abc import Callable
from pathlib import Path


def processes_using(directory: Path) -> set[int]:
    """Processes with `directory` in their command line, environment or working directory; none that is a zombie."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            said = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
            said += bytes((process / "cwd").readlink())
            state = (process / "stat").read_text().rsplit(")", 1)[1].split()[0]
        except (OSError, IndexError):
            continue
        if bytes(directory) in said and state != "Z":
            found.add(int(process.name))
    return found


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    """Whether `true` became so within `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.02)
    return true()
