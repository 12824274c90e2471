"""The order of things: servers, migrations, web and worker and beat, demonstration articles; and back."""

import http.client
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

from credtrack.embedded.errors import StartRefused, explain_os_error
from credtrack.embedded.processes import port_is_free, spawn
from credtrack.embedded.project import PROJECT
from credtrack.embedded.servers import Servers
from credtrack.embedded.state import try_lock, write_private
from credtrack.supervisor.child import Child
from credtrack.supervisor.configuration import Configuration
from credtrack.supervisor.logs import ChildLog
from credtrack.supervisor.preparation import ACCOUNTS_FILE

# A page that is not there after this long on two cold cores will not come.
WEB_SECONDS = 60
# Three starts that fail one after the other before the first page are no accident.
MOST_FAILED_STARTS = 3
# Web, worker and beat together; then Valkey and PostgreSQL take half a second.
STOP_SECONDS = 2.5
# What a killed supervisor leaves ends within the web server's graceful timeout of two seconds.
CRASH_SECONDS = 5
LOOK_SECONDS = 0.2
WATCHED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(Exception):
    """Somebody asked us to stop."""


class Supervisor:
    """Runs one installation of credtrack until SIGINT, SIGTERM or SIGHUP. Raises StartRefused when it cannot start."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self.logs = configuration.var / "log"
        self.servers: Servers | None = None
        self.children: list[Child] = []
        self.environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        self._note = configuration.var / "supervisor.json"
        self._crashed = False
        self._selector = selectors.DefaultSelector()
        self._asked_to_stop = 0
        self._demo: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        lock = self._lock()
        self._watch_signals()
        try:
            self._start()
            while True:
                self._tick()
        except Stopped:
            say("stopping ...")
        finally:
            self._stop()
            os.close(lock)

    def _lock(self) -> int:
        """One supervisor a directory. The file of the lock names the process and the address that others are told."""
        var = self.configuration.var
        try:
            var.mkdir(parents=True, exist_ok=True)
            self.logs.mkdir(exist_ok=True)
            lock = try_lock(var / "supervisor.lock")
            before = self._read_note()
            if lock is None:
                known = f" at {before['address']} (process {before['process']})" if before else ""
                raise StartRefused(f"already running{known}")
            self._crashed = before.get("address") == self.configuration.address
            write_private(self._note, json.dumps({"address": self.configuration.address, "process": os.getpid()}))
        except OSError as error:
            raise StartRefused(explain_os_error(error, var)) from None
        return lock

    def _read_note(self) -> dict[str, object]:
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
            return {"address": note["address"], "process": note["process"]}
        except (OSError, ValueError, KeyError, TypeError):
            return {}

    def _watch_signals(self) -> None:
        """Signals only leave a mark; the loop acts on it, wherever it is."""
        waker, woken = socket.socketpair()
        for end in (waker, woken):
            end.setblocking(False)
        signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
        self._selector.register(woken, selectors.EVENT_READ, lambda: woken.recv(4096))
        self._waker = waker  # kept alive with us

        def mark(number: int, frame: FrameType | None) -> None:
            self._asked_to_stop += 1

        for number in WATCHED:
            signal.signal(number, mark)

    def _start(self) -> None:
        configuration = self.configuration
        self._refuse_taken_port()
        if not configuration.own_servers:
            begin = time.monotonic()
            self.servers = Servers(configuration.var)
            self.servers.start()
            self._use_server_addresses()
            say(f"PostgreSQL and Valkey are up ({time.monotonic() - begin:.1f} s)")
        empty = self._prepare()
        web, worker, beat = (
            Child(program, ChildLog(self.logs / f"{program.name}.log")) for program in configuration.programs
        )
        self._begin(web)
        self._wait_for(web)  # two cores are busy enough until here; tasks can wait, people cannot
        self._begin(worker)
        self._begin(beat)
        self._load_demo(empty)
        say(f"running at {configuration.address} - Ctrl-C stops it; logs are in {shown_path(self.logs)}")

    def _refuse_taken_port(self) -> None:
        """After a crash of ours the last web server may need a moment to notice."""
        configuration = self.configuration
        deadline = time.monotonic() + (CRASH_SECONDS if self._crashed else 0)
        while not port_is_free(configuration.port, configuration.bind):
            if time.monotonic() >= deadline:
                raise StartRefused(
                    f"port {configuration.port} on {configuration.bind} is taken or not allowed: "
                    "choose another, as in `make run PORT=8001`"
                )
            self._look(LOOK_SECONDS)

    def _use_server_addresses(self) -> None:
        assert self.servers is not None
        urls = self.servers.urls
        self.environment |= {"DATABASE_URL": urls.database, "REDIS_URL": urls.redis}

    def _prepare(self) -> bool:
        """Migrations and first accounts, in a process of their own. Whether there is no article yet."""
        log = self.logs / "preparation.log"
        with log.open("wb") as errors:
            process = subprocess.Popen(  # ourselves
                [sys.executable, "-m", "credtrack.supervisor.preparation"],
                stdout=subprocess.PIPE,
                stderr=errors,
                env=self.environment,
                cwd=PROJECT,
                start_new_session=True,
            )
        assert process.stdout is not None
        os.set_blocking(process.stdout.fileno(), False)
        said = b""
        try:
            while process.poll() is None:
                self._look(LOOK_SECONDS / 4)
                said += process.stdout.read() or b""
        except Stopped:
            process.kill()
            process.wait()
            raise
        said += process.stdout.read() or b""
        try:
            answer = json.loads(said.splitlines()[-1])
        except (ValueError, IndexError):
            answer = {"error": ChildLog(log).last_line() or f"the preparation ended with code {process.returncode}"}
        if "error" in answer:
            raise StartRefused(f"{answer['error']} (details in {shown_path(log)})")
        self._show_accounts(answer["accounts"])
        return bool(answer["empty"])

    def _show_accounts(self, accounts: list[list[str]]) -> None:
        if accounts:
            say(f"first accounts, shown this once and kept in {shown_path(self.configuration.var / ACCOUNTS_FILE)}:")
            for role, name, secret in accounts:
                say(f"    {role:<10}  {name:<10}  {secret}")

    def _begin(self, child: Child) -> None:
        self.children.append(child)
        self._start_child(child)

    def _wait_for(self, web: Child) -> None:
        deadline = time.monotonic() + WEB_SECONDS
        while not answers(self.configuration.address):
            self._tick()
            if web.starts >= MOST_FAILED_STARTS or time.monotonic() > deadline:
                why = web.log.last_line()
                raise StartRefused(f"the web server does not start: {why} (details in {shown_path(web.log.path)})")

    def _load_demo(self, empty: bool) -> None:
        """Demonstration articles, through the worker like all others; again when the last time was cut short."""
        unfinished = self.configuration.var / "demo-unfinished"
        if not self.configuration.demo or not (empty or unfinished.exists()):
            return
        unfinished.touch()
        say(f"loading demonstration articles; pages are at {self.configuration.address} already")
        log = self.logs / "demo.log"
        self._demo = spawn(
            [sys.executable, "-m", "credtrack.supervisor.preparation", "demo", str(log)],
            environment={**self.environment, "CREDTRACK_LOG_LEVEL": "WARNING"},
            directory=PROJECT,
        )
        while self._demo.poll() is None:
            self._tick()
        if self._demo.returncode == 0:
            unfinished.unlink()
        else:
            say(f"demonstration articles could not all be loaded (see {shown_path(log)}); the next start tries again")
        self._demo = None

    def _tick(self) -> None:
        """Look once: pass on what was said, mend what has ended."""
        self._look(LOOK_SECONDS)
        self._mend_servers()
        for child in self.children:
            if child.process is not None and not child.is_running:
                self._read(child)
                how, pause = child.note_end()
                say(f"{child.program.name} ended ({how}), starting it again in {pause:.0f} s")
            if child.process is None and time.monotonic() >= child.start_again_at:
                self._start_child(child)

    def _look(self, seconds: float) -> None:
        for key, _ in self._selector.select(seconds):
            key.data()
        if self._asked_to_stop:
            raise Stopped

    def _start_child(self, child: Child) -> None:
        if child.output is not None:
            self._selector.unregister(child.output)
            os.close(child.output)
        child.start(self.environment)
        assert child.output is not None
        self._selector.register(child.output, selectors.EVENT_READ, lambda: self._read(child))

    def _read(self, child: Child) -> None:
        before = child.output
        for line in child.read():
            say(f"{child.program.name}: {line}")
        if before is not None and child.output is None:
            self._selector.unregister(before)

    def _mend_servers(self) -> None:
        """A database that died comes back by its own recovery, at its old address when that is still free."""
        if self.servers is None:
            return
        ended = self.servers.ended()
        if not ended:
            return
        say(f"{' and '.join(ended)} ended, starting again")
        before = self.servers.urls
        self.servers.start_again()
        if self.servers.urls != before:
            self._use_server_addresses()
            for child in self.children:
                child.ask_to_stop()  # and is started again with the new addresses

    def _stop(self) -> None:
        """Web, worker and beat first, so that the servers have no clients when they stop."""
        asked = self._asked_to_stop
        if self._demo is not None:
            self._demo.kill()
            self._demo.wait()
        for child in self.children:
            child.ask_to_stop()
        deadline = time.monotonic() + STOP_SECONDS
        while any(child.is_running for child in self.children) and time.monotonic() < deadline:
            for key, _ in self._selector.select(0.05):
                key.data()
            if self._asked_to_stop > max(asked, 1):
                break  # asked twice: no more patience
        for child in self.children:
            child.kill()
            self._read(child)
        if self.servers is not None:
            self.servers.stop()
        self._note.unlink(missing_ok=True)


def answers(address: str) -> bool:
    """Whether a web server answers there, with whatever status."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=5)
    try:
        connection.request("GET", "/sign-in/")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def shown_path(path: object) -> str:
    """A path as short as the person at the terminal knows it."""
    text = str(path)
    return text.removeprefix(f"{PROJECT}/")


def say(line: str) -> None:
    """To the terminal; nobody may be there any more."""
    try:
        print(f"credtrack: {line}", flush=True)
    except OSError:
        return
