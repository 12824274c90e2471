"""The children's output: all of it into `var/log`, warnings to the terminal too."""

import errno
import re
from pathlib import Path
from typing import BinaryIO

# Two files of this size a child; a day of a busy worker fits into one.
LARGEST_LOG = 10_000_000
# A line without an end is cut here, so that a child cannot fill our memory.
LONGEST_LINE = 100_000
WARNING = re.compile(rb"\b(WARNING|ERROR|CRITICAL)\b|^(\w+\.)*\w+(Error|Exception)\b")
# True and useless on a laptop: embedded Celery as root, which drops to nobody's rights only on purpose.
EXPECTED = re.compile(rb"superuser privileges|--uid option|SecurityWarning")


class ChildLog:
    """The log file of one child. A full disk loses lines, never the child."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: BinaryIO | None = None
        self._rest = b""

    def feed(self, data: bytes) -> list[str]:
        """Write `data` down; the complete lines in it that deserve the terminal."""
        self._write(data)
        *lines, self._rest = (self._rest + data).split(b"\n")
        self._rest = self._rest[:LONGEST_LINE]
        return [shown(line) for line in lines if WARNING.search(line) and not EXPECTED.search(line)]

    def last_line(self) -> str:
        """The last line that says something, for one that explains a failed start."""
        try:
            lines = self.path.read_bytes()[-20_000:].splitlines()
        except OSError:
            return ""
        telling = [line for line in lines if WARNING.search(line)] or [line for line in lines if line.strip()]
        return shown(telling[-1]) if telling else ""

    def _write(self, data: bytes) -> None:
        try:
            if self._file is None:
                self._file = self.path.open("ab", buffering=0)
            if self._file.tell() > LARGEST_LOG:
                self._file.close()
                self.path.replace(self.path.with_name(f"{self.path.name}.1"))
                self._file = self.path.open("ab", buffering=0)
            self._file.write(data)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise


def shown(line: bytes) -> str:
    """A line for the terminal: no control characters, which could come from an article, and not endless."""
    text = line.decode("utf-8", errors="replace").strip()
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)[:300]
