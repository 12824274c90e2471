"""Killed outright, nothing stays behind, and the next start finds everything that was written."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from credtrack.embedded.project import PROJECT
from credtrack.embedded.servers import Servers
from credtrack.embedded.state import embedded_urls
from tests.embedded.processes_of import processes_using, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the kernel tells of a parent's death on Linux only")
Serve = Callable[[], subprocess.Popen[str]]


def test_servers_end_with_a_killed_parent_and_recover_with_the_row(var: Path, serve: Serve) -> None:
    parent = serve()
    with psycopg.connect(embedded_urls(var).database) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    parent.kill()
    parent.wait()
    with Servers(var) as servers, psycopg.connect(servers.urls.database) as connection:  # at once, without waiting
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
    assert wait_until(lambda: processes_using(var) <= {os.getpid()}, 5)


def test_postgres_itself_killed_recovers_with_the_row(var: Path) -> None:
    with Servers(var) as servers:
        with psycopg.connect(servers.urls.database) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        assert servers.postgres is not None
        assert servers.postgres.process is not None
        before = servers.urls
        servers.postgres.process.send_signal(signal.SIGKILL)
        servers.postgres.process.wait()
        assert servers.ended() == ["PostgreSQL"]
        servers.start_again()
        assert servers.ended() == []
        assert servers.urls == before
        with psycopg.connect(before.database) as connection:
            assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_a_state_file_left_by_a_crash_names_no_servers(var: Path, serve: Serve) -> None:
    parent = serve()
    assert embedded_urls(var).database
    parent.kill()
    parent.wait()
    assert wait_until(lambda: embedded_urls(var).database == "", 5)


def test_a_child_of_a_killed_process_ends_with_it(tmp_path: Path) -> None:
    script = (
        "import time; from credtrack.embedded.processes import spawn;"
        f"spawn(['sleep', '600'], directory={str(tmp_path)!r}); print('up', flush=True); time.sleep(600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=PROJECT)
    assert parent.stdout is not None
    with parent.stdout:
        assert parent.stdout.readline() == b"up\n"
    assert len(processes_using(tmp_path) - {os.getpid(), parent.pid}) == 1
    parent.kill()
    parent.wait()
    assert wait_until(lambda: processes_using(tmp_path) <= {os.getpid()}, 5)


def test_a_busy_pool_process_ends_with_its_worker() -> None:
    """An idle one sees its pipe close; a busy one would finish a task that has been handed to others meanwhile."""
    script = (
        "import ctypes; from celery.signals import worker_process_init; import credtrack.celery;"
        "worker_process_init.send(sender=None); death = ctypes.c_int();"
        "ctypes.CDLL(None).prctl(2, ctypes.byref(death), 0, 0, 0); print(death.value)"  # 2: PR_GET_PDEATHSIG
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=PROJECT)
    assert answer.stdout == f"{int(signal.SIGKILL)}\n"
