"""What stops a start, told in one line to the person at the terminal."""

import errno
from pathlib import Path


class StartRefused(Exception):
    """A start that cannot go on; the message is one line that says what is wrong and what to do."""


def explain_os_error(error: OSError, path: Path | str | None = None) -> str:
    """One line for an operating-system error met while preparing or running `path`."""
    place = path or error.filename or "the project's var/ directory"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk that holds {place} is full: free some space and start again"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"no permission to write {place}: start as the user who owns it, or change its owner"
    if error.errno == errno.EROFS:
        return f"{place} is on a read-only disk: set CREDTRACK_VAR to a directory that can be written"
    return f"{place}: {error.strerror or error}"
