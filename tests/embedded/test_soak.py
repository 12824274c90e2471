"""Killed again and again under load, PostgreSQL keeps every row that it acknowledged."""

import random
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from credtrack.embedded.state import embedded_urls

ROUNDS = 20


@pytest.mark.soak
def test_no_acknowledged_row_is_lost_in_many_kills(var: Path, serve: Callable[[], subprocess.Popen[str]]) -> None:
    dice = random.Random(7)
    acknowledged: list[int] = []
    for number in range(ROUNDS):
        parent = serve()
        connection = psycopg.connect(embedded_urls(var).database, autocommit=True)
        connection.execute("CREATE TABLE IF NOT EXISTS written (n int PRIMARY KEY)")
        rows = connection.execute("SELECT n FROM written").fetchall()
        assert set(acknowledged) <= {row[0] for row in rows}, f"rows lost before round {number}"
        killer = threading.Timer(dice.uniform(0.05, 1.0), parent.kill)
        killer.start()
        n = number * 1_000_000
        try:
            while True:
                n += 1
                connection.execute("INSERT INTO written VALUES (%s)", [n])
                acknowledged.append(n)
        except psycopg.OperationalError:
            pass
        parent.wait()
    assert len(acknowledged) > ROUNDS
