"""An archive of made-up claims in the database, with real indexes: what the benchmarks at scale run on."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import random
import time
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

import numpy as np
from django.db import connection
from psycopg import Cursor, sql

from claims.analysis import compare as comparing
from claims.analysis.detect.quantities import find_quantities
from claims.analysis.detect.tokens import tokenise
from claims.analysis.embed import embed
from claims.analysis.keys import claim_keys
from claims.analysis.types import Span
from claims.services.extraction import EMBEDDING_VERSION
from claims.services.matching import MATCH_VERSION
from tests.benchmarks.events import Report, reports

SEED = 7
# So many claims are embedded by the model; past that, a claim's vector is that of an embedded claim of the same kind,
# turned by a random angle like the one between paraphrases (cosine about .93). A million real ones would take the
# encoder a quarter of an hour on two cores without telling an index anything new.
EMBEDDED = 60_000
PARAPHRASE_NOISE = 0.4 / np.sqrt(384)
# What the first stage gives for another event of one kind, in an archive as dense as this one.
ANOTHER_EVENT = 0.85
_INDEXES = ("claim_embedding_hnsw", "claim_keys", "claim_resolved_trgm")
_CHUNK = 10_000


@dataclass(frozen=True, slots=True)
class Built:
    """What building cost: seconds, and bytes on disk."""

    claims: int
    embed_seconds: float
    load_seconds: float
    hnsw_seconds: float
    other_index_seconds: float
    table_bytes: int
    hnsw_bytes: int
    all_bytes: int


def vectors(texts: list[str]) -> np.ndarray:
    """float16 [n, 384], of length one; real ones first (see EMBEDDED)."""
    real = texts[:EMBEDDED]
    chunks = [real[i : i + 500] for i in range(0, len(real), 500)]
    with multiprocessing.get_context("spawn").Pool(os.cpu_count()) as pool:
        pool_vectors = np.concatenate(pool.map(embed, chunks)).astype(np.float16)
    if len(texts) <= EMBEDDED:
        return pool_vectors
    rng = np.random.default_rng(SEED)
    result = np.empty((len(texts), 384), dtype=np.float16)
    result[: len(real)] = pool_vectors
    for start in range(len(real), len(texts), 50_000):
        end = min(start + 50_000, len(texts))
        base = pool_vectors[rng.integers(0, len(real), end - start)].astype(np.float32)
        turned = base + rng.normal(0, PARAPHRASE_NOISE, base.shape).astype(np.float32)
        result[start:end] = turned / np.linalg.norm(turned, axis=1, keepdims=True)
    return result


def build(claims: int) -> tuple[Built, np.ndarray]:
    """Fill the (migrated, empty) database; returns what it cost and the vectors, in the order of the claims' ids."""
    made = sorted(reports(claims, seed=SEED), key=lambda report: report.article)
    started = time.perf_counter()
    embedded = vectors([report.text for report in made])
    embed_seconds = time.perf_counter() - started
    with connection.cursor() as wrapped:
        cursor: Cursor = wrapped.cursor
        definitions = _drop_indexes(cursor)
        started = time.perf_counter()
        _copy_articles(cursor, sorted({report.article for report in made}))
        _copy_claims(cursor, made, embedded)
        load_seconds = time.perf_counter() - started
        cursor.execute("SET maintenance_work_mem = '3GB'")
        cursor.execute("SET max_parallel_maintenance_workers = 2")
        seconds = {}
        for name, definition in definitions.items():
            started = time.perf_counter()
            cursor.execute(definition)
            seconds[name] = time.perf_counter() - started
        cursor.execute("VACUUM ANALYZE claims_claim")
        cursor.execute("ANALYZE sources_revision")
        cursor.execute(
            "SELECT pg_table_size('claims_claim'), pg_relation_size('claim_embedding_hnsw'), "
            "pg_database_size(current_database())"
        )
        sizes = cursor.fetchone()
    assert sizes is not None
    hnsw = seconds.pop("claim_embedding_hnsw")
    return Built(claims, embed_seconds, load_seconds, hnsw, sum(seconds.values()), *sizes), embedded


def _drop_indexes(cursor: Cursor) -> dict[str, sql.SQL]:
    """Bulk loading first, indexes after, as `pg_restore` does."""
    definitions = {}
    for name in _INDEXES:
        row = cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [name]).fetchone()
        assert row is not None, name
        definitions[name] = sql.SQL(row[0])
        cursor.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    return definitions


def _copy_articles(cursor: Cursor, articles: list[int]) -> None:
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    _copy(
        cursor,
        "sources_article",
        "id uuid canonical_url title byline language language_unsupported retraction_note created_at published_at",
        (
            (
                n + 1,
                uuid.uuid4(),
                f"https://outlet{n % 300}.example/{n}",
                f"Report {n}",
                "",
                "en",
                False,
                "",
                moment,
                moment,
            )
            for n in articles
        ),
    )
    _copy(
        cursor,
        "sources_revision",
        "id uuid article_id number is_current text text_digest html links ignored created_at state failed_in attempts "
        "error state_changed_at extractor",
        (
            (
                n + 1,
                uuid.uuid4(),
                n + 1,
                1,
                True,
                f"Report {n}",
                hashlib.sha256(str(n).encode()).hexdigest(),
                *("", "[]", "[]", moment, "matched", "", 0, "", moment, ""),
            )
            for n in articles
        ),
    )


def _copy_claims(cursor: Cursor, made: list[Report], embedded: np.ndarray) -> None:
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    _copy(
        cursor,
        "claims_claim",
        "id uuid revision_id article_id position spans text resolved certainty polarity check_worthiness "
        "check_worthiness_parts quantities event_start event_end event_precision made_by state created_at keys "
        "embedding embedding_version status round votes_for votes_against votes_abstaining",
        (
            (
                n + 1,
                uuid.uuid4(),
                report.article + 1,
                report.article + 1,
                n,
                f"[[0, {len(report.text)}]]",
                report.text,
                report.text,
                *("certain", "positive", 0.5, "{}"),
                *_quantities_and_day(report),
                *("day", "machine", "active", moment),
                _keys(report),
                "[" + ",".join(f"{x:.5f}" for x in embedded[n]) + "]",
                *(EMBEDDING_VERSION, "unreviewed", 1, 0, 0, 0),
            )
            for n, report in enumerate(made)
        ),
    )
    matched = ((n + 1, MATCH_VERSION) for n in range(len(made)))
    _copy(cursor, "claims_claimmatching", "claim_id version", matched)
    _copy(cursor, "claims_claimneighbour", "claim_id other_id score", _neighbours(made, embedded))
    for table in ("sources_article", "sources_revision", "claims_claim"):
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")


def _neighbours(made: list[Report], embedded: np.ndarray) -> Iterator[tuple[int, int, float]]:
    """Full lists, as matching leaves them: other reports of the event by their score, then any claims as likely as
    another event of the kind is."""
    rng = random.Random(SEED)
    events: dict[int, list[int]] = {}
    for n, report in enumerate(made):
        events.setdefault(report.event, []).append(n)
    for n, report in enumerate(made):
        siblings = [m for m in events[report.event] if made[m].article != report.article][: comparing.MOST]
        for m in siblings:
            cosine = float(embedded[n].astype(np.float32) @ embedded[m].astype(np.float32))
            glimpses = (comparing.Glimpse(made[k].text, event=(made[k].day, made[k].day)) for k in (n, m))
            yield n + 1, m + 1, comparing.first_score(*glimpses, cosine)
        while len(siblings) < comparing.MOST:
            other = rng.randrange(len(made))
            if other != n and other not in siblings:
                siblings.append(other)
                yield n + 1, other + 1, ANOTHER_EVENT


def _quantities(report: Report) -> tuple:
    tokens = tokenise(report.text, (Span(0, len(report.text)),))
    return tuple(find_quantities(tokens, 0, len(tokens)))


def _quantities_and_day(report: Report) -> tuple:
    found = [
        {
            "start": q.span.start, "end": q.span.end, "value": q.value, "upper": q.upper,
            "comparator": q.comparator, "unit": q.unit, "counted": q.counted,
        }
        for q in _quantities(report)
    ]  # fmt: skip
    return json.dumps(found), report.day, report.day


def _keys(report: Report) -> list[str]:
    return claim_keys(report.text, _quantities(report))


def _copy(cursor: Cursor, table: str, columns: str, rows: Iterable[tuple]) -> None:
    names = sql.SQL(", ").join(sql.Identifier(name) for name in columns.split())
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    batches: Iterator[tuple] = iter(rows)
    while batch := list(islice(batches, _CHUNK)):
        with cursor.copy(statement) as copy:
            for row in batch:
                copy.write_row(row)
