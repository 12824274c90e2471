"""The state file: where the embedded servers of a project are, for every process that is not their parent.

`var/servers.json` (mode 600) holds addresses with passwords. It is true only while the process that started the
servers holds a lock on `var/servers.lock`; the kernel drops the lock with the process, so a crash leaves no lie behind.
"""

import fcntl
import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STATE_FILE = "servers.json"
LOCK_FILE = "servers.lock"
# A reader holds the lock for microseconds; a starting server outwaits any number of them.
LOCK_PATIENCE_SECONDS = 0.5


@dataclass(frozen=True)
class EmbeddedUrls:
    """Addresses of the running embedded servers, empty strings when none runs."""

    database: str = ""
    redis: str = ""


def try_lock(path: Path, patience: float = LOCK_PATIENCE_SECONDS) -> int | None:
    """Take the exclusive lock `path`: its file descriptor, or None while another process keeps it for `patience`."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                os.close(descriptor)
                return None
            time.sleep(0.02)
        else:
            return descriptor


def is_locked(path: Path) -> bool:
    """Whether some process holds the lock `path`."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def write_private(path: Path, text: str) -> None:
    """Replace `path` at once by `text`, readable by its owner only."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)


def write_state(var: Path, state: Mapping[str, Any]) -> None:
    write_private(var / STATE_FILE, json.dumps(state, indent=1) + "\n")


def read_state(var: Path) -> dict[str, Any]:
    """What the last start wrote, or an empty dictionary. Says nothing about whether it still runs."""
    try:
        state = json.loads((var / STATE_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def embedded_urls(var: Path) -> EmbeddedUrls:
    """Addresses of the servers that run for `var`; empty when none does, or when they belong to another user."""
    if not is_locked(var / LOCK_FILE):
        return EmbeddedUrls()
    state = read_state(var)
    return EmbeddedUrls(database=str(state.get("database", "")), redis=str(state.get("redis", "")))
