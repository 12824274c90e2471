"""`make setup`: does nothing twice, and says in one line why it cannot go on."""

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from credtrack.embedded import install, machine


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with lock files and an empty environment."""
    for name in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).write_text(f"{name}\n")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").touch()
    monkeypatch.setattr(install, "PROJECT", tmp_path)
    monkeypatch.setattr(install, "VAR", tmp_path / "var")
    monkeypatch.setattr(install, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(install, "STAMP", tmp_path / ".venv" / "stamp.json")
    monkeypatch.setattr(install, "LOG", tmp_path / "var" / "log" / "setup.log")
    return tmp_path


@pytest.fixture
def fillings(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Each time that packages would be installed, with or without the development ones."""
    calls: list[bool] = []
    monkeypatch.setattr(install, "fill", lambda dev, servers: calls.append(dev))
    return calls


def test_second_setup_installs_nothing(project: Path, fillings: list[bool]) -> None:
    assert install.main([]) == 0
    assert install.main([]) == 0
    assert fillings == [False]


def test_development_set_contains_the_other_but_not_the_reverse(project: Path, fillings: list[bool]) -> None:
    install.main([])
    install.main(["--dev"])
    install.main([])
    assert fillings == [False, True]


@pytest.mark.parametrize("changed", ["lock file", "project moved", "environment removed", "stamp damaged"])
def test_setup_is_repeated_when_it_no_longer_holds(project: Path, fillings: list[bool], changed: str) -> None:
    install.main([])
    if changed == "lock file":
        (project / "requirements.txt").write_text("other\n")
    elif changed == "project moved":
        install.STAMP.write_text(json.dumps({**json.loads(install.STAMP.read_text()), "project": "/elsewhere"}))
    elif changed == "environment removed":
        (project / ".venv" / "bin" / "python").unlink()
    else:
        install.STAMP.write_text("{")
    install.main([])
    assert fillings == [False, False]


def test_python_too_old(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    monkeypatch.setenv("PATH", "/nowhere")
    assert install.main([]) == 2
    assert capsys.readouterr().err.startswith("credtrack: Python 3.11 or later is needed")


@pytest.mark.parametrize("module", [install, machine])
def test_scripts_can_be_read_by_the_python_that_they_refuse(module: object) -> None:
    ast.parse(Path(str(module.__file__)).read_text(), feature_version=(3, 7))  # type: ignore[attr-defined]


def test_unsupported_machine(
    project: Path, fillings: list[bool], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert install.main([]) == 2
    assert "run on Linux and macOS" in capsys.readouterr().err
    assert fillings == []


def test_full_disk(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def write_stamp(dev: bool, servers: bool) -> NoReturn:
        raise OSError(28, "No space left on device", str(project))

    monkeypatch.setattr(install, "fill", write_stamp)
    assert install.main([]) == 2
    assert capsys.readouterr().err == f"credtrack: {project}: the disk is full: free some space and start again\n"


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("cause: No space left on device (os error 28)", "the disk is full"),
        ("/usr/bin/python3: No module named pip", "python3 has no pip"),
        ("error: dns error: failed to lookup address information", "the package registry cannot be reached"),
        ("NewConnectionError: Temporary failure in name resolution", "the package registry cannot be reached"),
        ("ERROR: No matching distribution found for uv<1,>=0.9", "the package registry cannot be reached"),
        ("error: failed to create directory: Permission denied (os error 13)", "no permission to write"),
        ("something new\nhash mismatch for django", "packages could not be installed: hash mismatch for django"),
    ],
)
def test_what_tools_say_becomes_one_line(project: Path, said: str, meaning: str) -> None:
    install.LOG.parent.mkdir(parents=True)
    with pytest.raises(install.Refused) as refusal:
        install.run([sys.executable, "-c", f"import sys; sys.exit({said!r})"], {})
    assert str(refusal.value).startswith(meaning)
    assert "\n" not in str(refusal.value)


def test_pips_registry_serves_uv_too(monkeypatch: pytest.MonkeyPatch) -> None:
    listing = (
        "global.index-url='https://registry.example/simple'\n"
        "global.extra-index-url='\\nhttps://a.example/simple\\nhttps://b.example/simple'\n"
        ":env:.index-url='https://other.example/simple'\n"
        "global.timeout='60'\n"
    )

    def answer(*_: object, **__: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess([], 0, stdout=listing.encode())

    monkeypatch.setattr(subprocess, "run", answer)
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    monkeypatch.setenv("UV_INDEX", "https://mine.example/simple")
    settings = install.uv_settings()
    assert settings["UV_DEFAULT_INDEX"] == "https://other.example/simple", "the environment comes before the file"
    assert settings["UV_INDEX"] == "https://mine.example/simple", "and uv's own setting before both"


def test_servers_of_ones_own_need_no_embedded_ones(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = project / "requirements.txt"
    lock.write_text("django==5\n    --hash=a\npg0-embedded==1\n    --hash=b\n    # via us\nredis==8\n    --hash=c\n")
    used: list[tuple[bool, str]] = []
    monkeypatch.setattr(sys, "platform", "freebsd14")
    monkeypatch.setattr(
        install, "fill", lambda dev, servers: used.append((servers, install.without_servers(lock).read_text()))
    )
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/x")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    assert install.main([]) == 0
    assert used == [(False, "django==5\n    --hash=a\nredis==8\n    --hash=c\n")]
