"""What stops a start is one line, with what to do, and exit code 2."""

import errno
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from credtrack.embedded import machine, store
from credtrack.embedded.binaries import require_platform
from credtrack.embedded.errors import StartRefused, explain_os_error
from credtrack.embedded.project import PROJECT
from credtrack.embedded.servers import Servers
from credtrack.supervisor.configuration import read_configuration
from tests.embedded.conftest import let_in


def start(**environment: str) -> tuple[int, str]:
    """Exit code and words of a `python -m credtrack.supervisor` that is expected to refuse."""
    given = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL", "MAKELEVEL")}
    done = subprocess.run(
        [sys.executable, "-m", "credtrack.supervisor"],
        env={**given, **environment},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_taken_port(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, said = start(CREDTRACK_VAR=str(tmp_path / "var"), PORT=str(port))
    assert code == 2
    assert said.startswith(f"credtrack: port {port} on 127.0.0.1 is taken")
    assert said.count("\n") == 1


def test_directory_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, said = start(CREDTRACK_VAR=str(tmp_path / "file" / "var"))
    assert code == 2
    assert said == f"credtrack: {tmp_path}/file/var: Not a directory\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere; the message itself is tested below")
def test_directory_without_permission(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    code, said = start(CREDTRACK_VAR=str(tmp_path / "var"))
    assert code == 2
    assert said.startswith("credtrack: no permission to write")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = let_in(tmp_path / "disk")
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m,mode=755", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("a small disk needs the right to mount")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_full_disk(small_disk: Path) -> None:
    code, said = start(CREDTRACK_VAR=str(small_disk / "var"))
    assert code == 2
    assert said.startswith("credtrack: the disk that holds")
    assert "is full: 8 MB free" in said
    assert said.count("\n") == 1


def test_disk_that_fills_while_the_servers_are_unpacked(small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "NEEDED_BYTES_FIRST", 0)
    with pytest.raises(StartRefused, match=r"the disk that holds .* is full") as refusal:
        Servers(small_disk / "var").start()
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk that holds /x is full"),
        (errno.EDQUOT, "the disk that holds /x is full"),
        (errno.EACCES, "no permission to write /x"),
        (errno.EROFS, "/x is on a read-only disk"),
    ],
)
def test_errors_of_the_system_are_explained(number: int, words: str) -> None:
    assert explain_os_error(OSError(number, os.strerror(number)), "/x").startswith(words)


def bits(size: int) -> object:
    return lambda _: size


@pytest.mark.parametrize(
    ("where", "name", "value", "words"),
    [
        (machine.sys, "platform", "win32", "run on Linux and macOS"),
        (machine.struct, "calcsize", bits(4), "need a 64-bit Python"),
        (machine.platform, "machine", lambda: "riscv64", "not on riscv64"),
        (machine.os, "confstr", lambda _: None, "another C library"),
        (machine.os, "confstr", lambda _: "glibc 2.31", "need glibc 2.35 or later, this is 2.31"),
    ],
)
def test_unsupported_machine(
    where: object, name: str, value: object, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(where, name, value)
    with pytest.raises(StartRefused, match=words) as refusal:
        require_platform()
    assert "set DATABASE_URL and REDIS_URL" in str(refusal.value)


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"PORT": "eighty"}, "PORT=eighty: a whole number"),
        ({"PORT": "0"}, "PORT=0: a whole number"),
        ({"PORT": "65536"}, "PORT=65536: a whole number"),
        ({"CREDTRACK_CONCURRENCY": "-1"}, "CREDTRACK_CONCURRENCY=-1: a whole number"),
        ({"DATABASE_URL": "postgresql://elsewhere/x"}, "only DATABASE_URL is set"),
        ({"REDIS_URL": "redis://elsewhere"}, "only REDIS_URL is set"),
    ],
)
def test_unusable_settings(environment: Mapping[str, str], words: str) -> None:
    with pytest.raises(StartRefused, match=words):
        read_configuration(environment)


def test_servers_of_ones_own_that_do_not_answer(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    nobody = {"DATABASE_URL": f"postgresql://u:p@127.0.0.1:{port}/x", "REDIS_URL": f"redis://127.0.0.1:{port}/0"}
    with socket.create_server(("127.0.0.1", 0)) as free:
        web = free.getsockname()[1]
    code, said = start(CREDTRACK_VAR=str(tmp_path / "var"), PORT=str(web), **nobody)
    assert code == 2
    assert said.startswith("credtrack: DATABASE_URL: ")
    assert said.count("\n") == 1
