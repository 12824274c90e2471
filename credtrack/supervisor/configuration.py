"""What `make run` is told by the environment, and the processes that follow from it."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL, SIGTERM

from credtrack.embedded.errors import StartRefused
from credtrack.embedded.project import PROJECT


@dataclass(frozen=True)
class Program:
    """One child: its name (and log's), its command, and the signal that our sudden death sends it."""

    name: str
    command: tuple[str, ...]
    death_signal: int


@dataclass(frozen=True)
class Configuration:
    """Where to listen, where the data lie, and whether servers of one's own are given."""

    var: Path
    bind: str
    port: int
    own_servers: bool
    demo: bool
    tasks_at_once: int

    @property
    def address(self) -> str:
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.bind, self.bind)  # noqa: S104  # shown, not bound
        return f"http://{_in_url(host)}:{self.port}"

    @property
    def programs(self) -> tuple[Program, ...]:
        """Web, worker and beat. A killed worker loses nothing: its leases run out and the sweeper re-queues."""
        web = [
            *("-m", "gunicorn", "credtrack.wsgi:application", "--bind", f"{_in_url(self.bind)}:{self.port}"),
            # No --preload: the ONNX runtime's threads do not survive a fork, and its exit waits for them.
            *("--worker-class", "gthread", "--workers", "2", "--threads", "4", "--timeout", "60"),
            # The supervisor gives a stop three seconds in all, so requests under way get two.
            *("--graceful-timeout", "2", "--access-logfile", "-", "--no-control-socket"),
        ]
        celery = ("-m", "celery", "-A", "credtrack", "--skip-checks")
        worker = [*celery, "worker", "--loglevel", "INFO", "--concurrency", str(self.tasks_at_once)]
        # Both wait for other workers' answers at the start, which costs a second and tells one worker nothing.
        worker += ["--without-mingle", "--without-gossip"]
        beat = [
            *celery,
            "beat",
            "--loglevel",
            "INFO",
            "--pidfile=",
            "--schedule",
            str(self.var / "celerybeat-schedule"),
        ]
        return (
            Program("web", (sys.executable, *web), SIGTERM),
            Program("worker", (sys.executable, *worker), SIGKILL),
            Program("beat", (sys.executable, *beat), SIGTERM),
        )


def read_configuration(environment: Mapping[str, str]) -> Configuration:
    """Read the environment (`.env` already in it). Raises StartRefused with what is wrong."""
    given = [name for name in ("DATABASE_URL", "REDIS_URL") if environment.get(name, "").strip()]
    if len(given) == 1:
        raise StartRefused(f"only {given[0]} is set: set DATABASE_URL and REDIS_URL, or neither for embedded servers")
    return Configuration(
        var=Path(environment.get("CREDTRACK_VAR", "").strip() or PROJECT / "var").absolute(),
        bind=environment.get("BIND", "").strip() or "127.0.0.1",
        port=_number(environment, "PORT", 8000, most=65535),
        own_servers=bool(given),
        demo=environment.get("CREDTRACK_DEMO", "1").strip().lower() not in {"0", "false", "no", "off"},
        # One for each of two cores; the analysis of an article keeps one core busy.
        tasks_at_once=_number(environment, "CREDTRACK_CONCURRENCY", 2, most=64),
    )


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _number(environment: Mapping[str, str], name: str, default: int, *, most: int) -> int:
    text = environment.get(name, "").strip() or str(default)
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= most:
        raise StartRefused(f"{name}={text}: a whole number from 1 to {most} is needed")
    return int(text)
