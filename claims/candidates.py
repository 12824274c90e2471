"""Which claims of other articles may say the same: nearest embeddings joined with shared rare names and numbers.

Nearest neighbours come from pgvector's HNSW (Malkov & Yashunin 2018) on half-precision vectors; the iterative scan
goes on past rows that the filters drop (own article, superseded texts). Paraphrases are near; what embeddings blur (a
number, a rare name) comes from the GIN index on `Claim.keys`. Keys that half the archive shares ("syria") would return
half the archive, so only keys outside the column's most common elements, as PostgreSQL's own statistics know them, are
asked for.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from claims.analysis.compare import Glimpse
from claims.models import Claim

# Recall of the exact ten nearest at these settings is measured by `make bench-data`; see the README's table.
NEAREST = 40
EF_SEARCH = 100
MAX_SCAN_TUPLES = 20_000
# Claims further apart than this (cosine .45) were never the same in the development pairs; lexical ones may be.
MAX_DISTANCE = 0.55
LEXICAL = 40
# Two shared rare keys, of at most this many asked for: one shared name alone is a topic, not a claim.
LEXICAL_KEYS = 12
LEXICAL_SHARED = 2
STATISTICS_SECONDS, NO_STATISTICS_SECONDS = 300, 15

# Without statistics (an archive that was just loaded) the planner takes a claim for one of a few, and sorts them all by
# distance instead of asking the index for the nearest.
_INDEX_ONLY_SQL = """
SELECT set_config('enable_sort', 'off', true), set_config('hnsw.iterative_scan', 'strict_order', true),
       set_config('hnsw.ef_search', %s, true), set_config('hnsw.max_scan_tuples', %s, true)
"""

_COLUMNS = """
    id, distance, resolved, event_start, event_end,
    (SELECT coalesce(a.published_at, a.modified_at) FROM sources_article a WHERE a.id = article_id) AS published_at,
    text_digest
"""

_NEAREST_SQL = f"""
SELECT {_COLUMNS} FROM (
    SELECT c.id, c.embedding <=> %(embedding)s::halfvec AS distance, c.resolved, c.event_start, c.event_end,
           c.article_id, r.text_digest
    FROM claims_claim c JOIN sources_revision r ON r.id = c.revision_id
    WHERE c.embedding IS NOT NULL AND c.article_id <> %(article)s AND c.state = 'active' AND r.is_current
    ORDER BY c.embedding <=> %(embedding)s::halfvec LIMIT %(limit)s
) AS found
"""  # noqa: S608 - the columns are ours

_LEXICAL_SQL = f"""
SELECT {_COLUMNS} FROM (
    SELECT c.id, c.embedding <=> %(embedding)s::halfvec AS distance, c.resolved, c.event_start, c.event_end,
           c.article_id, r.text_digest,
           (SELECT count(*) FROM unnest(c.keys) AS k WHERE k = ANY(%(keys)s::varchar[])) AS shared
    FROM claims_claim c JOIN sources_revision r ON r.id = c.revision_id
    WHERE c.embedding IS NOT NULL AND c.keys && %(keys)s::varchar[]
      AND c.article_id <> %(article)s AND c.state = 'active' AND r.is_current
) AS found WHERE shared >= %(least)s ORDER BY shared DESC, distance LIMIT %(lexical_limit)s
"""  # noqa: S608 - the columns are ours


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that may match, as the first stage sees it; `distance` is 1 − cosine of the embeddings, `digest` that of
    its article's text."""

    claim_id: int
    distance: float
    glimpse: Glimpse
    digest: str


class _CommonKeys:
    """The most common elements of `Claim.keys`, read from pg_stats (ANALYZE keeps them) every few minutes."""

    def __init__(self) -> None:
        self._keys: frozenset[str] = frozenset()
        self._read_at: float | None = None

    def get(self) -> frozenset[str]:
        now = time.monotonic()
        if self._read_at is None or now - self._read_at > (STATISTICS_SECONDS if self._keys else NO_STATISTICS_SECONDS):
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT most_common_elems::text::varchar[] FROM pg_stats "
                    "WHERE schemaname = current_schema() AND tablename = 'claims_claim' AND attname = 'keys'"
                )
                row = cursor.fetchone()
            self._keys, self._read_at = frozenset(row[0] or ()) if row else frozenset(), now
        return self._keys


COMMON_KEYS = _CommonKeys()


def candidates(claim: Claim) -> list[Candidate]:
    """Claims of other articles that may match this one, nearest first; each once."""
    if claim.embedding is None:
        return []
    return candidates_near(embedding=claim.embedding, keys=claim.keys, not_of_article=claim.article_id)


def candidates_near(
    *, embedding: Sequence[float], keys: Sequence[str], not_of_article: int | None = None
) -> list[Candidate]:
    """Current claims near this embedding or with rare keys in common, nearest first; each once."""
    found: dict[int, Candidate] = {}
    given: dict[str, Any] = {
        "embedding": "[" + ",".join(f"{x:.6g}" for x in embedding) + "]",
        "article": not_of_article or 0,  # ids begin at 1
        "limit": NEAREST,
        "keys": rare_keys(keys),
        "least": LEXICAL_SHARED,
        "lexical_limit": LEXICAL,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        ask_the_index(cursor)
        cursor.execute(_NEAREST_SQL, given)
        near = (_candidate(*row) for row in cursor.fetchall())
        found.update((candidate.claim_id, candidate) for candidate in near if candidate.distance <= MAX_DISTANCE)
        if len(given["keys"]) >= LEXICAL_SHARED:
            cursor.execute("SET LOCAL enable_sort = on")
            cursor.execute(_LEXICAL_SQL, given)
            found.update((row[0], _candidate(*row)) for row in cursor.fetchall())
    return sorted(found.values(), key=lambda candidate: (candidate.distance, candidate.claim_id))


def ask_the_index(cursor: Any) -> None:
    """Until the transaction ends, what is ordered by distance comes from HNSW, searched as tuned."""
    cursor.execute(_INDEX_ONLY_SQL, [str(EF_SEARCH), str(MAX_SCAN_TUPLES)])


def _candidate(
    claim_id: int,
    distance: float,
    resolved: str,
    event_start: date | None,
    event_end: date | None,
    published_at: datetime | None,
    digest: str,
) -> Candidate:
    return Candidate(claim_id, distance, glimpse(resolved, published_at, event_start, event_end), digest)


def glimpse(wording: str, published_at: datetime | None, start: date | None, end: date | None) -> Glimpse:
    """A stored claim as the first stage sees it."""
    return Glimpse(wording, published_at.date() if published_at else None, (start, end) if start and end else None)


def rare_keys(keys: Sequence[str]) -> list[str]:
    """The keys worth asking the index for, longest (most telling) first."""
    common = COMMON_KEYS.get()
    return sorted((k for k in set(keys) if k not in common), key=lambda k: (-len(k), k))[:LEXICAL_KEYS]
