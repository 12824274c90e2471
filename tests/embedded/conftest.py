"""Servers for these tests: real ones, each in a directory of its own, the programs unpacked once."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from credtrack.embedded.project import PROJECT
from credtrack.embedded.servers import STORE_NAME, Servers


def let_in(directory: Path) -> Path:
    """Open pytest's private directories above, so that the servers' user can enter when root runs the tests."""
    for above in directory.parents[:3]:
        above.mkdir(exist_ok=True)
        above.chmod(0o755)
    return directory


@pytest.fixture(scope="session")
def made_var(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A directory whose servers have started and stopped once; tests copy it, which is faster than making it.

    The programs come from where the test session's own servers have unpacked them, when it has any.
    """
    var = let_in(tmp_path_factory.getbasetemp() / "embedded" / "var")
    if var.exists():  # made for another directory of tests, which sees this fixture by its own name
        yield var
        return
    (var / STORE_NAME).mkdir(parents=True)
    for programs in sorted((PROJECT / "var").glob(f"test-*/{STORE_NAME}/bin-*[0-9]"))[:1]:
        subprocess.run(["cp", "-a", str(programs), str(var / STORE_NAME)], check=True)
    if os.geteuid() == 0:
        shutil.chown(var / STORE_NAME, "nobody")
    with Servers(var):
        pass
    yield var
    shutil.rmtree(var.parent)


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory, made_var: Path) -> Iterator[Servers]:
    """Servers that run for the whole session, for tests that leave nothing behind."""
    with Servers(copy_of(made_var, "running")) as servers:
        yield servers


@pytest.fixture
def var(made_var: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A fresh copy of `made_var`, for tests that stop, kill or damage servers."""
    copy = copy_of(made_var, f"var-{request.node.name[:40]}")
    yield copy
    shutil.rmtree(copy, ignore_errors=True)


def copy_of(made_var: Path, name: str) -> Path:
    """The data are copied, the programs linked: they are larger than the data and never written."""
    copy = made_var.parent / name
    copy.mkdir()
    for option, part in (
        ("-al", f"{STORE_NAME}/bin-*"),
        ("-a", f"{STORE_NAME}/postgres"),
        ("-a", f"{STORE_NAME}/valkey"),
    ):
        (copy / STORE_NAME).mkdir(exist_ok=True)
        for source in made_var.glob(part):
            subprocess.run(["cp", option, str(source), str(copy / STORE_NAME)], check=True)
    shutil.copystat(made_var / STORE_NAME, copy / STORE_NAME)
    if os.geteuid() == 0:
        owner = (made_var / STORE_NAME).stat()
        os.chown(copy / STORE_NAME, owner.st_uid, owner.st_gid)
    return copy


@pytest.fixture
def serve(var: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Starts `python -m credtrack.embedded serve` on `var`; returns when its addresses are printed."""
    started: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL")}
        process = subprocess.Popen(
            [sys.executable, "-m", "credtrack.embedded", "--var", str(var), "serve"],
            stdout=subprocess.PIPE,
            text=True,
            cwd=PROJECT,
            env=environment,
        )
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline().startswith("export DATABASE_URL="), "the servers did not start"
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(20)
        assert process.stdout is not None
        process.stdout.close()
