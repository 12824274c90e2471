"""PostgreSQL on a data directory of this project: TCP on 127.0.0.1, SCRAM password, C.UTF-8 by the built-in provider.

TCP and no socket file, because a deep project path does not fit into a socket's name. The built-in locale makes order
and upper case the same on every machine.
"""

import os
import secrets
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from credtrack.embedded.errors import StartRefused, explain_os_error
from credtrack.embedded.processes import free_port, spawn, stop
from credtrack.embedded.state import try_lock
from credtrack.embedded.store import Store

USER = "credtrack"
DATABASE = "credtrack"
# After a crash the old server needs up to 4 s to notice its parent's death and write its checkpoint.
LOCK_PATIENCE_SECONDS = 15
# Recovery from the log of a busy server takes seconds; a full max_wal_size on a slow disk, tens.
START_SECONDS = 60
STOP_SECONDS = 10
# A container often has 64 MB here, too little for one parallel index build.
SHARED_MEMORY_NEEDED = 1_000_000_000

# Sized for a laptop that does other things too: 37 MB idle, HNSW builds of 20,000 rows in memory.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "512MB",
    "random_page_cost": "1.1",
    "jit": "off",
    # An archive that is just being loaded has statistics within seconds, which the planner needs and matching reads.
    "autovacuum_naptime": "10s",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "log_min_messages": "warning",
    "log_line_prefix": "%m %q%a ",
}
# For tests only: their data are thrown away, so no write has to reach the disk.
UNSAFE_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


class Postgres:
    """One server on `store`/postgres, its programs in `programs`. `durable=False` gives up fsync, for tests."""

    def __init__(self, store: Store, programs: Path, log: Path, *, durable: bool = True) -> None:
        self.store = store
        self.programs = programs
        self.log = log
        self.durable = durable
        self.data = store.directory / "postgres"
        self.process: subprocess.Popen[bytes] | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"postgresql://{USER}:{quote(self._password())}@127.0.0.1:{self.port}/{DATABASE}"

    def start(self, preferred_port: int = 0) -> None:
        """Start and wait until connections are taken; recovers by itself after a crash. Raises StartRefused."""
        lock = try_lock(self.store.directory / "postgres.lock", LOCK_PATIENCE_SECONDS)
        if lock is None:
            raise StartRefused(f"another PostgreSQL still runs on {self.data}")
        try:
            new = not self.data.is_dir()
            if new:
                self._initialise()
            self._check_version()
            self._start(lock, preferred_port)
        except OSError as error:
            raise StartRefused(explain_os_error(error, self.data)) from None
        finally:
            os.close(lock)  # the server inherited it: the lock lives as long as the last of its processes
        self._make_database()

    def stop(self) -> None:
        """Fast shutdown: open transactions are rolled back, the next start needs no recovery."""
        if self.process is not None:
            stop(self.process, signal.SIGINT, STOP_SECONDS)

    def _password(self) -> str:
        return (self.data / "credtrack.password").read_text(encoding="ascii").strip()

    def _initialise(self) -> None:
        """initdb beside the final place, so that a start killed half-way leaves nothing that looks like a database."""
        draft = self.store.make_directory(self.store.directory / "postgres.draft")
        shutil.rmtree(draft)
        self.store.make_directory(draft)
        data = self.store.make_directory(draft / "data")
        password = draft / "password"
        password.touch(mode=0o600)
        password.write_text(secrets.token_urlsafe(24), encoding="ascii")
        self.store.hand_over(password)
        command = [
            *(str(self.programs / "initdb"), f"--pgdata={data}", f"--username={USER}", f"--pwfile={password}"),
            *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--data-checksums"),
            *(() if self.durable else ("--no-sync",)),
        ]
        with self.log.open("ab") as output:
            process = spawn(command, user=self.store.user, output=output, environment=self._environment())
        if process.wait() != 0:
            raise StartRefused(self._why("the database could not be made"))
        password.rename(data / "credtrack.password")
        data.rename(self.data)
        draft.rmdir()

    def _check_version(self) -> None:
        found = (self.data / "PG_VERSION").read_text(encoding="ascii").strip()
        answer = subprocess.run(  # noqa: S603  # our own program
            [str(self.programs / "postgres"), "--version"],
            capture_output=True,
            text=True,
            check=True,
            env=self._environment(),
        )
        ours = answer.stdout.split()[-1].split(".")[0]
        if found != ours:
            raise StartRefused(f"{self.data} is of PostgreSQL {found}, this is {ours}: dump with the old, load here")

    def _start(self, lock: int, preferred_port: int) -> None:
        self.port = free_port(preferred_port)
        settings = {**SETTINGS, **({} if self.durable else UNSAFE_SETTINGS), "port": str(self.port)}
        if Path("/dev/shm").is_dir() and shutil.disk_usage("/dev/shm").total < SHARED_MEMORY_NEEDED:  # noqa: S108
            settings["dynamic_shared_memory_type"] = "mmap"
        arguments = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with self.log.open("ab") as output:
            self.process = spawn(
                [str(self.programs / "postgres"), "-D", str(self.data), *arguments],
                death_signal=signal.SIGINT,
                user=self.store.user,
                output=output,
                environment=self._environment(),
                directory=self.store.directory,
                keep_open=[lock],
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._is_ready(self.process.pid):
            if self.process.poll() is not None:
                raise StartRefused(self._why("PostgreSQL did not start"))
            if time.monotonic() > deadline:
                self.stop()
                raise StartRefused(f"PostgreSQL was not ready within {START_SECONDS} s: see {self.log}")
            time.sleep(0.02)

    def _is_ready(self, pid: int) -> bool:
        """As `pg_ctl --wait` does it: the first line of postmaster.pid is the process, the eighth its status."""
        try:
            lines = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return False
        return len(lines) >= 8 and lines[0].strip() == str(pid) and lines[7].strip() == "ready"

    def _make_database(self) -> None:
        maintenance = f"postgresql://{USER}:{quote(self._password())}@127.0.0.1:{self.port}/postgres"
        with psycopg.connect(maintenance, autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if known is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))

    def _environment(self) -> dict[str, str]:
        """The wheel's libraries need each other, and find each other by this path only."""
        libraries = str(self.programs.parent / "lib")
        return {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC", "LD_LIBRARY_PATH": libraries}

    def _why(self, what: str) -> str:
        """One line on a failure, from the end of the server's log."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:]
        if any("No space left on device" in line for line in lines):
            return f"the disk that holds {self.store.directory} is full: free some space and start again"
        telling = [line for line in lines if "FATAL" in line or "PANIC" in line or "error:" in line] or lines
        return f"{what}: {telling[-1].strip()[:200] if telling else 'no reason given'} (see {self.log})"
