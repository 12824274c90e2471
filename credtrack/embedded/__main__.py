"""`python -m credtrack.embedded serve|env|with`: the servers without the rest of credtrack.

serve           runs both servers until Ctrl-C or SIGTERM
env             prints `export DATABASE_URL=… REDIS_URL=…` of the running ones, for a shell's `eval`
with COMMAND    runs a command with servers: those of the environment, the running ones, or spare ones for its time;
                with --durable (before it) spare ones run as in earnest, every commit on the disk: for benchmarks
"""

import argparse
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

from credtrack.embedded.errors import StartRefused
from credtrack.embedded.project import var_directory
from credtrack.embedded.servers import Servers, start_spare
from credtrack.embedded.state import EmbeddedUrls, embedded_urls


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m credtrack.embedded", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--var", type=Path, default=var_directory())
    parser.add_argument("--durable", action="store_true", help="spare servers as in earnest, for benchmarks")
    parser.add_argument("action", choices=["serve", "env", "with"])
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    try:
        if arguments.action == "with":
            return run_with_servers(arguments.var, arguments.command, durable=arguments.durable)
        return serve(arguments.var) if arguments.action == "serve" else show(arguments.var)
    except StartRefused as refusal:
        print(f"credtrack: {refusal}", file=sys.stderr)
        return 2


def run_with_servers(var: Path, command: list[str], *, durable: bool = False) -> int:
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return subprocess.call(command)  # noqa: S603  # what the caller asked for
    urls = embedded_urls(var)
    servers = None
    if not urls.database:
        servers = start_spare(var, durable=durable)
        urls = servers.urls
    try:
        environment = {**os.environ, "DATABASE_URL": urls.database, "REDIS_URL": urls.redis}
        return subprocess.call(command, env=environment)  # noqa: S603
    except KeyboardInterrupt:
        return 130
    finally:
        if servers is not None:
            servers.stop()


def serve(var: Path) -> int:
    signals = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    with Servers(var) as servers:
        print(export_line(servers.urls), flush=True)
        signal.sigwait(signals)
    return 0


def show(var: Path) -> int:
    urls = embedded_urls(var)
    if not urls.database:
        raise StartRefused(f"no servers run for {var}: `make run` starts them, or `python -m credtrack.embedded serve`")
    print(export_line(urls))
    return 0


def export_line(urls: EmbeddedUrls) -> str:
    return f"export DATABASE_URL={shlex.quote(urls.database)} REDIS_URL={shlex.quote(urls.redis)}"


if __name__ == "__main__":
    sys.exit(main())
