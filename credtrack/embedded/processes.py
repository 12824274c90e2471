"""Child processes that cannot outlive their parent, in process groups of their own.

A group of its own keeps a terminal's Ctrl-C away from a child, so that the parent decides in which order things stop.
On Linux the kernel signals a child when its parent dies (`prctl(2)`, PR_SET_PDEATHSIG), also by `kill -9`. The
setting follows the *thread* that started the child and is lost when credentials change: start children from the main
thread, and set it after dropping privileges, as `spawn` does.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(death_signal: int = signal.SIGKILL, parent: int | None = None) -> None:
    """Have the kernel send this process `death_signal` when its parent dies; does nothing but on Linux.

    `parent` is the process that should still be there: when it is already gone, this process ends at once.
    """
    if _LIBC is None:
        return
    _LIBC.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
    if parent is not None and os.getppid() != parent:
        os._exit(1)


def _become_child(death_signal: int, parent: int) -> None:
    """Runs in the child, between fork and exec: signals that the parent waits for must reach the child."""
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    die_with_parent(death_signal, parent)


def spawn(
    command: Sequence[str],
    *,
    death_signal: int = signal.SIGKILL,
    user: tuple[int, int] | None = None,
    stdin: int | None = subprocess.DEVNULL,
    output: IO[bytes] | int | None = None,
    errors: IO[bytes] | int | None = None,
    environment: Mapping[str, str] | None = None,
    directory: Path | None = None,
    keep_open: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own, as `user` (uid, gid) when given; it gets `death_signal` with our death.

    Its standard output and error go to `output`, the error to `errors` when given. The descriptors in `keep_open` stay
    open in it.
    """
    parent = os.getpid()
    identity: dict[str, Any] = {}
    if user is not None:
        identity = {"user": user[0], "group": user[1], "extra_groups": []}
    return subprocess.Popen(  # noqa: S603  # our own commands, no shell
        list(command),
        stdin=stdin,
        stdout=output,
        stderr=subprocess.STDOUT if errors is None and output is not None else errors,
        env=dict(environment) if environment is not None else None,
        cwd=directory,
        pass_fds=tuple(keep_open),
        start_new_session=True,
        preexec_fn=lambda: _become_child(death_signal, parent),  # safe: one thread starts children
        **identity,
    )


def signal_group(process: subprocess.Popen[bytes], number: int) -> None:
    """Send a signal to a child's whole process group; nothing happens when it is gone."""
    try:
        os.killpg(process.pid, number)
    except (ProcessLookupError, PermissionError):
        return


def stop(process: subprocess.Popen[bytes], number: int, seconds: float) -> bool:
    """Ask a child to end by signal `number`; after `seconds` its group is killed. Whether it ended by itself."""
    if process.poll() is None:
        process.send_signal(number)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            signal_group(process, signal.SIGKILL)
            process.wait()
            return False
    signal_group(process, signal.SIGKILL)  # what it left behind in its group
    return True


def port_is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a server could listen on `host:port` now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port(preferred: int = 0) -> int:
    """A free TCP port on 127.0.0.1: `preferred` when that is one."""
    if preferred and port_is_free(preferred):
        return preferred
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
