"""What pipeline and pages cost: articles a second through a real worker, p50/p95 and queries, rows and bytes."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.benchmarks.data import in_own_database, percentiles
from tests.benchmarks.events import renamed

ARTICLES = 120
REQUESTS = 40
TABLES = (
    "sources_article sources_revision sources_source sources_sourcealias claims_attribution claims_claim "
    "claims_claimmatch claims_statement changes_change"
).split()


def measure() -> dict[str, Any]:
    with in_own_database("credtrack_bench_site") as environment:
        call_command("migrate", verbosity=0)
        before = database_bytes()
        seconds = through_the_pipeline(environment)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        after = database_bytes()
        return {
            "articles": ARTICLES,
            "articles_per_second": round(ARTICLES / seconds, 2),
            "rows_an_article": rows_an_article(),
            "bytes_an_article": round((after - before) / ARTICLES),
            "pages": pages(),
        }


def through_the_pipeline(environment: dict[str, str]) -> float:
    """Seconds from the first submission to the last match, with one worker of two processes."""
    from credtrack.celery import app
    from sources.demonstration import articles

    # A queue of its own: a worker of the running project would look for these articles in its own database.
    app.conf.broker_url = environment["REDIS_URL"]
    rng, rows = random.Random(5), articles()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "articles.jsonl"
        with file.open("w", encoding="utf-8") as lines:
            for n in range(ARTICLES):
                row = rows[n % len(rows)]
                text = renamed(row["text"], rng)
                lines.write(json.dumps({**row, "text": text, "links": [], "url": f"{row['url']}/{n}"}) + "\n")
        with worker(environment):
            started = time.perf_counter()
            call_command("ingest", file, wait=True, stdout=sys.stderr)
            return time.perf_counter() - started


@contextmanager
def worker(environment: dict[str, str]) -> Iterator[None]:
    """A real Celery worker on this database, ready when the block begins."""
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "credtrack",
        "worker",
        "--concurrency",
        "2",
        "--loglevel",
        "WARNING",
    ]
    # With beat, so that a step that failed is tried again as in a real installation.
    folder = tempfile.TemporaryDirectory()
    command += ["--beat", "--schedule", f"{folder.name}/schedule"]
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)
    try:
        from credtrack.celery import app

        deadline = time.monotonic() + 60
        while not app.control.ping(timeout=1):
            if time.monotonic() > deadline or process.poll() is not None:
                raise RuntimeError("the worker did not start")
        yield
    finally:
        process.terminate()
        process.wait(60)
        folder.cleanup()


def database_bytes() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]


def rows_an_article() -> dict[str, float]:
    with connection.cursor() as cursor:
        counts = {}
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            counts[table] = round(cursor.fetchone()[0] / ARTICLES, 2)
    return counts


def pages() -> dict[str, dict[str, float]]:
    """p50 / p95 of whole responses, and their queries, as an editor's programs and browser ask for them."""
    from claims.models import Claim
    from credtrack.accounts.models import User
    from credtrack.accounts.services import api_key_create
    from sources.models import Article

    editor = User.objects.create_user("bench", password="bench-password", role="editor", is_staff=True)
    _, secret = api_key_create(user=editor, name="bench")
    program = Client(SERVER_NAME="localhost", headers={"Authorization": f"Bearer {secret}"})
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(editor)
    claim = Claim.objects.current().order_by("-check_worthiness", "pk")[0]
    article = Article.objects.earliest("pk")
    asked = {
        "api articles": (program, "/api/v1/articles"),
        "api claims": (program, "/api/v1/claims"),
        "api claims of a URL": (program, f"/api/v1/claims?article_url={article.canonical_url}&page_size=500"),
        "api claim": (program, f"/api/v1/claims/{claim.uuid}"),
        "api look-up": (program, f"/api/v1/claims/lookup?text={claim.text[:200]}"),
        "api sources": (program, "/api/v1/sources"),
        "page queue": (browser, "/"),
        "page claim": (browser, f"/claims/{claim.uuid}/"),
        "page article": (browser, f"/articles/{article.uuid}/"),
        "admin articles": (browser, "/admin/sources/article/"),
        "admin article": (browser, f"/admin/sources/article/{article.pk}/change/"),
        "admin claims": (browser, "/admin/claims/claim/"),
        "admin matches": (browser, "/admin/claims/claimmatch/"),
        "admin sources": (browser, "/admin/sources/source/"),
    }
    settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]["key"] = None
    return {name: cost(lambda c=client, a=address: c.get(a)) for name, (client, address) in asked.items()}


def cost(ask: Callable[[], Any]) -> dict[str, float]:
    ask()
    with CaptureQueriesContext(connection) as queries:
        response = ask()
        asked = len(queries)  # now: the next request empties the log
    if response.status_code != 200:
        raise RuntimeError(f"{response.request['PATH_INFO']}: {response.status_code}")
    seconds = []
    for _ in range(REQUESTS):
        started = time.perf_counter()
        ask()
        seconds.append(time.perf_counter() - started)
    return {"queries": asked, **percentiles(seconds)}
