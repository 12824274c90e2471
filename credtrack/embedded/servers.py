"""Both servers together, for as long as a context lasts."""

import os
from pathlib import Path
from types import TracebackType

from credtrack.embedded.binaries import find_binaries, require_platform
from credtrack.embedded.errors import StartRefused, explain_os_error
from credtrack.embedded.postgres import Postgres
from credtrack.embedded.state import LOCK_FILE, EmbeddedUrls, read_state, try_lock, write_state
from credtrack.embedded.store import open_store
from credtrack.embedded.valkey import Valkey

STORE_NAME = "servers"
# More sessions at once than two cores have any use for.
MOST_SPARES = 8


class AlreadyRunning(StartRefused):
    """Another process runs the servers of this directory; `state` is what it wrote down."""

    def __init__(self, var: Path) -> None:
        self.state = read_state(var)
        process = f" (process {self.state['process']})" if "process" in self.state else ""
        super().__init__(f"the servers of {var} are running already{process}")


class Servers:
    """PostgreSQL and Valkey of one directory `var`: started on entry, stopped on exit, one owner at a time.

    Their addresses are in `urls` and, for other processes, in the state file. `durable=False` gives up fsync, for
    tests. Raises AlreadyRunning when another process runs them, StartRefused when they cannot start.
    """

    def __init__(self, var: Path, *, durable: bool = True) -> None:
        self.var = var
        self.durable = durable
        self.postgres: Postgres | None = None
        self.valkey: Valkey | None = None
        self._lock: int | None = None

    @property
    def urls(self) -> EmbeddedUrls:
        assert self.postgres is not None
        assert self.valkey is not None
        return EmbeddedUrls(self.postgres.url, self.valkey.url)

    def __enter__(self) -> "Servers":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        require_platform()
        store = open_store(self.var, STORE_NAME)
        try:
            self._lock = try_lock(self.var / LOCK_FILE)
            if self._lock is None:
                raise AlreadyRunning(self.var)
            logs = self.var / "log"
            logs.mkdir(exist_ok=True)
            before = read_state(self.var)
            binaries = find_binaries(store)
            self.postgres = Postgres(store, binaries.postgres_bin, logs / "postgres.log", durable=self.durable)
            self.postgres.start(int(before.get("database_port", 0)))
            self.valkey = Valkey(store, binaries.valkey, logs / "valkey.log")
            self.valkey.start(int(before.get("redis_port", 0)), str(before.get("redis_password", "")))
            self.note()
        except OSError as error:
            self.stop()
            raise StartRefused(explain_os_error(error, self.var)) from None
        except StartRefused:
            self.stop()
            raise

    def note(self) -> None:
        """Write the state file."""
        assert self.postgres is not None
        assert self.valkey is not None
        state = {
            "process": os.getpid(),
            "database": self.postgres.url,
            "database_port": self.postgres.port,
            "redis": self.valkey.url,
            "redis_port": self.valkey.port,
            "redis_password": self.valkey.password,
        }
        write_state(self.var, state)

    def ended(self) -> list[str]:
        """The names of the servers that run no longer."""
        servers = (("PostgreSQL", self.postgres), ("Valkey", self.valkey))
        return [n for n, server in servers if server and server.process and server.process.poll() is not None]

    def start_again(self) -> None:
        """Start what has ended, at its old address when that is still free. Raises StartRefused."""
        assert self.postgres is not None
        assert self.valkey is not None
        for name in self.ended():
            if name == "PostgreSQL":
                self.postgres.start(self.postgres.port)
            else:
                self.valkey.start(self.valkey.port, self.valkey.password)
        self.note()

    def stop(self) -> None:
        """Valkey first, PostgreSQL last: what is still queued may still be written down."""
        if self.valkey is not None:
            self.valkey.stop()
        if self.postgres is not None:
            self.postgres.stop()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def start_spare(var: Path, *, durable: bool = False) -> Servers:
    """Start servers for a test run or a check in the first of `var`/test-1, test-2, … that nobody uses just now."""
    for number in range(1, MOST_SPARES + 1):
        servers = Servers(var / f"test-{number}", durable=durable)
        try:
            servers.start()
        except AlreadyRunning:
            continue
        return servers
    raise StartRefused(f"{MOST_SPARES} test runs are under way in this project: wait for one to end")
