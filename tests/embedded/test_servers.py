"""The embedded servers start, stop, are found, and refuse what they must."""

import json
import os
import stat
from pathlib import Path

import psycopg
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from credtrack.embedded.servers import STORE_NAME, AlreadyRunning, Servers
from credtrack.embedded.state import STATE_FILE, embedded_urls
from tests.embedded.processes_of import processes_using


def test_both_servers_answer_and_are_gone_after_the_context(var: Path) -> None:
    with Servers(var) as servers:
        with psycopg.connect(servers.urls.database) as connection:
            assert connection.execute("SHOW server_version_num").fetchone() >= ("170000",)
        assert redis.Redis.from_url(servers.urls.redis).ping()
    assert processes_using(var) - {os.getpid()} == set()


def test_postgres_carries_the_extensions_and_order_that_migrations_rely_on(running: Servers) -> None:
    with psycopg.connect(running.urls.database) as connection:
        for extension in ("vector", "pg_trgm", "unaccent"):
            connection.execute(f"CREATE EXTENSION {extension}")
        version = connection.execute("SELECT extversion FROM pg_extension WHERE extname = 'vector'").fetchone()
        assert version is not None
        assert tuple(map(int, version[0].split("."))) >= (0, 8)
        assert connection.execute("SELECT upper('ÉТé'), 'B' < 'a'").fetchone() == ("ÉТÉ", True)
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
        connection.rollback()


@pytest.mark.parametrize("secret", ["", "wrong"])
def test_neither_server_lets_anybody_in_without_the_password(running: Servers, secret: str) -> None:
    assert running.postgres is not None
    assert running.valkey is not None
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(f"postgresql://credtrack:{secret}@127.0.0.1:{running.postgres.port}/credtrack")
    with pytest.raises(redis.AuthenticationError):
        redis.Redis(port=running.valkey.port, password=secret or None, retry=Retry(NoBackoff(), 0)).ping()


def test_no_password_stands_on_a_command_line(running: Servers) -> None:
    assert running.postgres is not None
    assert running.valkey is not None
    for server, url in ((running.postgres, running.urls.database), (running.valkey, running.urls.redis)):
        assert server.process is not None
        secret = url.split("@")[0].rsplit(":", 1)[1].encode()
        assert secret not in Path(f"/proc/{server.process.pid}/cmdline").read_bytes()


def test_valkey_keeps_its_queue_and_never_evicts_it(var: Path) -> None:
    with Servers(var) as servers:
        client = redis.Redis.from_url(servers.urls.redis)
        client.rpush("queue", "one", "two")
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
    with Servers(var) as servers:
        assert redis.Redis.from_url(servers.urls.redis).lrange("queue", 0, -1) == [b"one", b"two"]


def test_a_restart_finds_the_rows_at_the_same_address(var: Path) -> None:
    with Servers(var) as servers:
        before = servers.urls
        with psycopg.connect(before.database) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    with Servers(var) as servers:
        assert servers.urls == before
        with psycopg.connect(before.database) as connection:
            assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_a_second_start_is_refused_in_one_line(running: Servers) -> None:
    with pytest.raises(AlreadyRunning, match=rf"running already \(process {os.getpid()}\)") as refusal:
        Servers(running.var).start()
    assert "\n" not in str(refusal.value)


def test_other_processes_find_the_servers_by_the_state_file(running: Servers) -> None:
    found = embedded_urls(running.var)
    assert found == running.urls
    assert redis.Redis.from_url(found.redis).ping()
    psycopg.connect(found.database).close()


def test_the_state_file_is_for_its_owner_only(running: Servers) -> None:
    assert stat.S_IMODE((running.var / STATE_FILE).stat().st_mode) == 0o600
    assert json.loads((running.var / STATE_FILE).read_text())["process"] == os.getpid()


def test_a_damaged_queue_is_set_aside_and_not_in_the_way(var: Path) -> None:
    with Servers(var) as servers:
        redis.Redis.from_url(servers.urls.redis).set("key", "value")
    (log,) = (var / STORE_NAME / "valkey" / "appendonlydir").glob("*.incr.aof")
    log.write_bytes(b"*3\r\n$3\r\nSET\r\n$nonsense" + log.read_bytes())
    with Servers(var) as servers:
        assert redis.Redis.from_url(servers.urls.redis).get("key") is None
    assert list((var / STORE_NAME).glob("valkey.damaged-*"))


def test_an_interrupted_first_start_is_begun_anew(var: Path) -> None:
    data = var / STORE_NAME / "postgres"
    data.rename(data.with_name("postgres.draft"))
    with Servers(var) as servers:
        psycopg.connect(servers.urls.database).close()
    assert not data.with_name("postgres.draft").exists()


def test_data_of_another_postgres_version_are_not_touched(var: Path) -> None:
    (var / STORE_NAME / "postgres" / "PG_VERSION").write_text("16\n")
    with pytest.raises(Exception, match="of PostgreSQL 16, this is 18"):
        Servers(var).start()
    assert processes_using(var) - {os.getpid()} == set()
