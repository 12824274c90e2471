"""`make run` as a person meets it: the real processes, started, watched, killed and started again."""

import os
import signal
import stat
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from credtrack.embedded.processes import free_port
from credtrack.embedded.project import PROJECT
from credtrack.embedded.state import embedded_urls
from tests.embedded.processes_of import processes_using, wait_until

START_SECONDS = 60
# Three seconds is the aim on an idle machine; tests share theirs.
STOP_SECONDS = 10


class Run:
    """One `python -m credtrack.supervisor` on `var`, and what it has said so far."""

    def __init__(self, var: Path, port: int = 0, **environment: str) -> None:
        self.port = port or free_port()
        given = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL", "MAKELEVEL")}
        given |= {"CREDTRACK_VAR": str(var), "PORT": str(self.port), "CREDTRACK_DEMO": "0", **environment}
        self.output = var.parent / f"{var.name}-{len(list(var.parent.glob('*.out')))}.out"
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "credtrack.supervisor"], stdout=output, stderr=output, cwd=PROJECT, env=given
            )

    def said(self) -> str:
        return self.output.read_text()

    def wait_for(self, words: str) -> None:
        assert wait_until(lambda: words in self.said() or self.process.poll() is not None, START_SECONDS)
        assert words in self.said(), self.said()

    def stop(self, number: int) -> int:
        self.process.send_signal(number)
        return self.process.wait(STOP_SECONDS)


@pytest.fixture
def run(var: Path) -> Iterator[Callable[..., Run]]:
    started: list[Run] = []

    def start(port: int = 0, **environment: str) -> Run:
        started.append(Run(var, port, **environment))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait()
    assert wait_until(lambda: processes_using(var) <= {os.getpid()}, 20)


def child_of(process: int, words: str) -> int:
    """The child of `process` with `words` in its command line."""
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((path / "stat").read_text().rsplit(")", 1)[1].split()[1])
            if parent == process and words in (path / "cmdline").read_text().replace("\0", " "):
                return int(path.name)
        except OSError:
            continue
    raise AssertionError(f"no child with {words!r}")


def has_child(process: int) -> bool:
    try:
        return child_of(process, "celery") > 0
    except AssertionError:
        return False


def page(port: int) -> str:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://127.0.0.1:{port}/sign-in/", timeout=20) as answer:
        return str(answer.read().decode())


def test_first_start_serves_and_mends_and_stops_and_the_second_outlives_nobody(
    var: Path, run: Callable[..., Run]
) -> None:
    first = run()
    first.wait_for(f"running at http://127.0.0.1:{first.port}")
    accounts = (var / "first-accounts.txt").read_text()
    assert stat.S_IMODE((var / "first-accounts.txt").stat().st_mode) == 0o600
    assert [line.split()[0] for line in accounts.splitlines()] == ["editor", *["reviewer"] * 3, "api"]
    assert all(line.split()[-1] in first.said() for line in accounts.splitlines())
    assert "csrfmiddlewaretoken" in page(first.port)

    second = run()
    assert second.process.wait(20) == 2
    expected = f"already running at http://127.0.0.1:{first.port} (process {first.process.pid})"
    assert second.said() == f"credtrack: {expected}\n"

    os.kill(child_of(first.process.pid, "gunicorn"), signal.SIGKILL)
    first.wait_for("web ended (signal SIGKILL), starting it again in 1 s")
    assert wait_until(lambda: answers(first.port), START_SECONDS)

    assert first.stop(signal.SIGINT) == 0
    assert processes_using(var) <= {os.getpid()}
    assert "Traceback" not in first.said()

    again = run()
    again.wait_for(f"running at http://127.0.0.1:{again.port}")
    assert "first accounts" not in again.said()
    with psycopg.connect(embedded_urls(var).database) as connection:
        assert connection.execute("SELECT count(*) FROM accounts_user").fetchone() == (4,)
    log = var / "log" / "worker.log"
    assert wait_until(lambda: "ready." in log.read_text().rpartition("-------------- celery@")[2], START_SECONDS)
    worker = child_of(again.process.pid, "celery -A credtrack --skip-checks worker")
    assert wait_until(lambda: has_child(worker), START_SECONDS), "its pool is among the processes that have to end"
    its_processes = processes_using(var) - {os.getpid()}
    assert len(its_processes) > 8
    again.process.kill()
    again.process.wait()
    third = run(port=again.port)  # at once, on the same port and data
    third.wait_for("are up")
    assert wait_until(lambda: not its_processes & processes_using(var), 10), "orphans"
    assert third.stop(signal.SIGTERM) == 0


def answers(port: int) -> bool:
    try:
        return bool(page(port))
    except OSError:
        return False


def test_make_killed_outright_takes_everything_with_it(var: Path, run: Callable[..., Run], tmp_path: Path) -> None:
    script = "import subprocess, sys; subprocess.Popen([sys.executable, '-m', 'credtrack.supervisor']).wait()"
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL")}
    environment |= {"CREDTRACK_VAR": str(var), "PORT": str(free_port()), "CREDTRACK_DEMO": "0", "MAKELEVEL": "1"}
    with (tmp_path / "out").open("wb") as output:
        make = subprocess.Popen(
            [sys.executable, "-c", script], env=environment, cwd=PROJECT, stdout=output, stderr=output
        )
    assert wait_until(lambda: "are up" in (tmp_path / "out").read_text(), START_SECONDS)
    make.kill()
    make.wait()
    assert wait_until(lambda: processes_using(var) <= {os.getpid()}, 15)
