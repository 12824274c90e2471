"""Where the servers' data go when root starts them, and whose they are."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from credtrack.embedded import store
from credtrack.embedded.errors import StartRefused
from credtrack.embedded.store import open_store
from tests.embedded.conftest import let_in

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="about starts by root")
NOBODY = 65534


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Path]:
    """The directory outside the project that stands for tmp_path/private/var/servers."""
    (tmp_path / "private").mkdir(mode=0o700)
    found = open_store(tmp_path / "private" / "var", "servers").directory
    yield found
    assert not found.is_relative_to(tmp_path)
    shutil.rmtree(found)


def test_inside_the_project_when_the_servers_can_enter_it(tmp_path: Path) -> None:
    opened = open_store(let_in(tmp_path / "var"), "servers")
    assert opened.directory == tmp_path / "var" / "servers"
    assert opened.directory.stat().st_uid == opened.user[0] == NOBODY  # type: ignore[index]


def test_outside_a_project_that_only_root_can_enter(tmp_path: Path, outside: Path) -> None:
    assert outside.parent == Path("/var/lib")
    assert outside.stat().st_uid == NOBODY
    assert outside.stat().st_mode & 0o777 == 0o700
    assert open_store(tmp_path / "private" / "var", "servers").directory == outside, "the next start finds it again"


def test_data_made_by_an_ordinary_user_stay_his(tmp_path: Path) -> None:
    inside = let_in(tmp_path / "var") / "servers"
    inside.mkdir(parents=True)
    os.chown(inside, 12345, 12345)
    assert open_store(tmp_path / "var", "servers").user == (12345, 12345)
    assert inside.stat().st_uid == 12345


def test_data_that_became_unreachable_are_not_replaced_by_empty_ones(tmp_path: Path) -> None:
    open_store(let_in(tmp_path / "project" / "var"), "servers")
    (tmp_path / "project").chmod(0o700)
    with pytest.raises(StartRefused, match=rf"their owner \(user {NOBODY}\) cannot enter"):
        open_store(tmp_path / "project" / "var", "servers")


def test_a_directory_that_somebody_else_put_there_is_refused(outside: Path, tmp_path: Path) -> None:
    os.chown(outside, 12345, 12345)
    with pytest.raises(StartRefused, match="belongs to somebody else"):
        open_store(tmp_path / "private" / "var", "servers")


def test_needs_are_told_with_the_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "NEEDED_BYTES_FIRST", 10**18)
    with pytest.raises(StartRefused, match=r"\d+ MB free, 1000000000000 MB needed"):
        open_store(let_in(tmp_path / "var"), "servers")
