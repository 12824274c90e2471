"""A pytest plugin that starts servers for the session, before Django reads its settings.

Loaded by `-p credtrack.embedded.testing` (pyproject.toml). With DATABASE_URL and REDIS_URL set, those are used. Two
sessions at once in one project get a data directory each: `var/test-1`, `var/test-2`, …
"""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

from credtrack.embedded.errors import StartRefused
from credtrack.embedded.project import PROJECT
from credtrack.embedded.servers import Servers, start_spare

_servers: Servers | None = None


@pytest.hookimpl(tryfirst=True, wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, object, object]:
    global _servers
    given = [name for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)]
    if len(given) == 1:
        raise pytest.UsageError(f"only {given[0]} is set: set DATABASE_URL and REDIS_URL, or neither")
    if not given and not {"--help", "-h", "--version", "-V"} & set(early_config.invocation_params.args):
        var = Path(os.environ.get("CREDTRACK_VAR") or PROJECT / "var")
        try:
            _servers = start_spare(var)
        except (StartRefused, OSError) as refusal:
            raise pytest.UsageError(f"credtrack: {refusal}") from None
        os.environ["DATABASE_URL"], os.environ["REDIS_URL"] = _servers.urls.database, _servers.urls.redis
    return (yield)


def pytest_unconfigure() -> None:
    """After everything else, so that Django can still drop its test database."""
    global _servers
    if _servers is not None:
        _servers.stop()
        _servers = None
