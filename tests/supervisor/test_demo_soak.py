"""The demonstration articles on a first start, also when it was cut short."""

import signal
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from credtrack.embedded.state import embedded_urls
from tests.supervisor.test_one_command import Run, run

__all__ = ["run"]


@pytest.mark.soak
def test_a_first_start_cut_short_is_completed_by_the_next(var: Path, run: Callable[..., Run]) -> None:
    first = run(CREDTRACK_DEMO="1")
    first.wait_for("loading demonstration articles")
    assert first.stop(signal.SIGINT) == 0
    again = run(CREDTRACK_DEMO="1")
    again.wait_for("analysed, 0 failed")
    again.wait_for("running at")
    with psycopg.connect(embedded_urls(var).database) as connection:
        counts = connection.execute("SELECT state, count(*) FROM sources_revision GROUP BY state").fetchall()
    assert [state for state, _ in counts] == ["matched"]
    assert again.stop(signal.SIGINT) == 0
    third = run(CREDTRACK_DEMO="1")
    third.wait_for("running at")
    assert "demonstration" not in third.said()
