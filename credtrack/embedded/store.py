"""Where the servers' data lie, and as whom the servers run.

PostgreSQL refuses to run as root, so a start by root hands the servers to an unprivileged user; where that user cannot
enter the project's directory the data lie outside it, in a directory named after the project's path.
"""

import hashlib
import os
import pwd
import shutil
from dataclasses import dataclass
from pathlib import Path

from credtrack.embedded.errors import StartRefused, explain_os_error

# A first start unpacks 75 MB, makes a 40 MB database and a write-ahead log; less than this cannot end well.
NEEDED_BYTES_FIRST = 400_000_000
NEEDED_BYTES = 50_000_000


@dataclass(frozen=True)
class Store:
    """The directory of the servers' data and binaries; `user` is (uid, gid) to drop to, None when not root."""

    directory: Path
    user: tuple[int, int] | None

    def hand_over(self, path: Path) -> None:
        """Give `path` to the user that the servers run as."""
        if self.user is not None:
            os.chown(path, *self.user)

    def make_directory(self, path: Path) -> Path:
        """Make `path`, private to the servers' user."""
        path.mkdir(mode=0o700, exist_ok=True)
        self.hand_over(path)
        return path


def open_store(var: Path, name: str) -> Store:
    """Find or make the directory `name` for the data of the project whose directory of variable data is `var`.

    Raises StartRefused when nothing can be written there.
    """
    try:
        var.mkdir(parents=True, exist_ok=True)
        probe = var / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
        store = _open_as_root(var.resolve(), name) if os.geteuid() == 0 else Store(var / name, None)
        store.directory.mkdir(mode=0o700, exist_ok=True)
        store.hand_over(store.directory)
    except OSError as error:
        raise StartRefused(explain_os_error(error, var)) from None
    _refuse_full_disk(var, store)
    return store


def _open_as_root(var: Path, name: str) -> Store:
    inside = var / name
    if inside.is_dir() and (owner := inside.stat()).st_uid != 0:
        user = (owner.st_uid, owner.st_gid)  # started before, by an ordinary user or as `nobody`
        if not _can_enter(var, user):
            raise StartRefused(
                f"{inside} holds the data, but their owner (user {user[0]}) cannot enter {var}: chmod a+x its parents"
            )
        return Store(inside, user)
    nobody = pwd.getpwnam("nobody")
    user = (nobody.pw_uid, nobody.pw_gid)
    if _can_enter(var, user):
        return Store(inside, user)
    return Store(_outside(var / name, user[0]), user)


def _can_enter(directory: Path, user: tuple[int, int]) -> bool:
    """Whether `user` may pass through `directory` and everything above it, by asking the kernel as that user."""
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(user[1])
            os.setuid(user[0])
            os._exit(0 if os.access(directory, os.X_OK) else 1)
        finally:
            os._exit(2)
    return os.waitpid(child, 0)[1] == 0


def _outside(inside: Path, uid: int) -> Path:
    """The directory outside the project that stands for `inside`: under /var/lib, or /var/tmp when that is not ours.

    /var/tmp is everybody's: a directory that another user has put there under our name is refused.
    """
    label = f"credtrack-{hashlib.sha256(os.fsencode(inside)).hexdigest()[:16]}"
    candidates = [Path("/var/lib") / label, Path("/var/tmp") / label]  # noqa: S108  # checked below
    for path in candidates:
        try:
            path.mkdir(mode=0o700, exist_ok=True)
        except OSError:
            continue
        found = path.lstat()
        if path.is_symlink() or found.st_uid not in (0, uid):
            raise StartRefused(f"{path} belongs to somebody else: remove it, or move the project")
        return path
    raise StartRefused("neither /var/lib nor /var/tmp can be written, and the servers cannot enter the project")


def _refuse_full_disk(var: Path, store: Store) -> None:
    first = not any(store.directory.iterdir())
    for directory, needed in ((store.directory, NEEDED_BYTES_FIRST if first else NEEDED_BYTES), (var, NEEDED_BYTES)):
        free = shutil.disk_usage(directory).free
        if free < needed:
            raise StartRefused(
                f"the disk that holds {directory} is full: {free // 1_000_000} MB free, {needed // 1_000_000} MB needed"
            )
