"""Valkey, which speaks Redis' protocol, on a data directory of this project.

It carries work and never facts (`claims.pipeline`), so a damaged log of it is set aside and not mourned. Its settings
go in by standard input: a password on the command line could be read by every user of the machine.
"""

import os
import secrets
import signal
import socket
import subprocess
import time
from pathlib import Path

from credtrack.embedded.errors import StartRefused, explain_os_error
from credtrack.embedded.processes import free_port, spawn, stop
from credtrack.embedded.state import try_lock
from credtrack.embedded.store import Store

LOCK_PATIENCE_SECONDS = 10
START_SECONDS = 20
STOP_SECONDS = 5
DAMAGED = ("Bad file format reading the append only file", "AOF loading aborted", "Fatal error loading the DB")

SETTINGS = """
bind 127.0.0.1
port {port}
requirepass {password}
dir {data}
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
daemonize no
loglevel notice
"""


class Valkey:
    """One server on `store`/valkey."""

    def __init__(self, store: Store, program: Path, log: Path) -> None:
        self.store = store
        self.program = program
        self.log = log
        self.data = store.directory / "valkey"
        self.process: subprocess.Popen[bytes] | None = None
        self.port = 0
        self.password = secrets.token_urlsafe(24)

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def start(self, preferred_port: int = 0, password: str = "") -> None:
        """Start and wait until it answers. Raises StartRefused. A given `password` keeps earlier addresses true."""
        self.password = password or self.password
        lock = try_lock(self.store.directory / "valkey.lock", LOCK_PATIENCE_SECONDS)
        if lock is None:
            raise StartRefused(f"another Valkey still runs on {self.data}")
        try:
            self.store.make_directory(self.data)
            begin = self.log.stat().st_size if self.log.exists() else 0
            if not self._start(lock, preferred_port):
                said = self._said_since(begin)
                if not any(sign in said for sign in DAMAGED):
                    raise StartRefused(f"Valkey did not start: {self._last_line(said)} (see {self.log})")
                self.data.rename(self.data.with_name(f"valkey.damaged-{int(time.time())}"))
                self.store.make_directory(self.data)
                if not self._start(lock, 0):
                    raise StartRefused(f"Valkey did not start: see {self.log}")
        except OSError as error:
            raise StartRefused(explain_os_error(error, self.data)) from None
        finally:
            os.close(lock)  # the server inherited it

    def stop(self) -> None:
        """Orderly shutdown, the append-only file flushed."""
        if self.process is not None:
            stop(self.process, signal.SIGTERM, STOP_SECONDS)

    def _start(self, lock: int, preferred_port: int) -> bool:
        self.port = free_port(preferred_port)
        with self.log.open("ab") as output:
            self.process = spawn(
                [str(self.program), "-"],
                death_signal=signal.SIGTERM,
                user=self.store.user,
                stdin=subprocess.PIPE,
                output=output,
                directory=self.data,
                keep_open=[lock],
            )
        settings = SETTINGS.format(port=self.port, password=self.password, data=f'"{self.data}"')
        assert self.process.stdin is not None
        with self.process.stdin as pipe:
            pipe.write(settings.encode())
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.process.poll() is not None:
                return False
            if time.monotonic() > deadline:
                self.stop()
                raise StartRefused(f"Valkey was not ready within {START_SECONDS} s: see {self.log}")
            time.sleep(0.01)
        return True

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                answer = b""
                while b"PONG" not in answer:
                    part = connection.recv(1024)
                    if not part or b"LOADING" in part:
                        return False
                    answer += part
        except OSError:
            return False
        return True

    def _said_since(self, position: int) -> str:
        with self.log.open("rb") as log:
            log.seek(position)
            return log.read(100_000).decode("utf-8", errors="replace")

    @staticmethod
    def _last_line(said: str) -> str:
        return (said.strip().splitlines() or ["no reason given"])[-1][:200]
