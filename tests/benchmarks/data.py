"""`make bench-data`: finding and comparing at 10 thousand, 100 thousand and a million claims.

Prints, and writes to `var/bench-data.json`: what building costs, p50/p95 of candidates, of a whole match and of a
look-up, recall@10 by distance against exact search, beside an exact scan and an in-memory HNSW library in one run.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import numpy as np

SIZES = (10_000, 100_000, 1_000_000)
QUERIES = 200
EXACT_SCANS = 10
TEN = 10
QUEUE_NUMBER = 9  # of Redis' sixteen databases, the project uses 0
# Stored vectors are rounded to half precision: two at the same distance may differ by so much.
ROUNDING = 1e-3


def percentiles(seconds: Iterable[float]) -> dict[str, float]:
    p50, p95 = np.percentile(np.array(list(seconds)) * 1000, [50, 95])
    return {"p50_ms": round(float(p50), 2), "p95_ms": round(float(p95), 2)}


def timed(call: Callable[[Any], Any], given: Iterable[Any]) -> tuple[dict[str, float], list[Any]]:
    seconds, results = [], []
    for item in given:
        started = time.perf_counter()
        results.append(call(item))
        seconds.append(time.perf_counter() - started)
    return percentiles(seconds), results


def measure(size: int, *, beside: bool) -> dict[str, Any]:
    from django.db import connection

    from claims.models import Claim
    from claims.services import claims_lookup
    from claims.services.matching import claim_matches_find, with_context
    from tests.benchmarks.archive import build

    built, vectors = build(size)
    rng = random.Random(11)
    ids = rng.sample(range(1, size + 1), QUERIES)
    claims = with_context(Claim.objects.filter(pk__in=ids))
    rng.shuffle(claims)
    ids = [claim.pk for claim in claims]
    articles = np.array(Claim.objects.order_by("pk").values_list("article_id", flat=True))
    exact = exact_tenth(vectors, articles, [pk - 1 for pk in ids])

    nearest_ten(claims[0], connection)  # the first query reads the index from disk
    index, found = timed(lambda claim: nearest_ten(claim, connection), claims)
    from claims.candidates import candidates

    whole, _ = timed(candidates, claims)
    match, matched = timed(lambda claim: claim_matches_find([claim])[0].matches, claims[:100])
    lookup, _ = timed(lambda claim: claims_lookup(text=claim.text), claims[:100])
    scan, _ = timed(lambda claim: nearest_ten(claim, connection, exact=True), claims[:EXACT_SCANS])
    return {
        **{k: round(v, 1) if isinstance(v, float) else v for k, v in asdict(built).items()},
        "recall_at_10": round(recall(found, exact), 4),
        "nearest_ten": index,
        "candidates": whole,
        "whole_match": match,
        "matches_a_claim": round(float(np.mean([len(m) for m in matched])), 2),
        "look_up": lookup,
        "exact_scan": scan,
        "in_memory": in_memory(vectors, articles, [pk - 1 for pk in ids], exact) if beside else None,
    }


def nearest_ten(claim: Any, connection: Any, exact: bool = False) -> list[float]:
    """Distances of the ten nearest claims of other articles, as `claims.candidates` asks for them."""
    from django.db import transaction

    from claims import candidates as module

    given = {
        "embedding": "[" + ",".join(f"{x:.6g}" for x in claim.embedding) + "]",
        "article": claim.article_id,
        "limit": TEN,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        if exact:
            cursor.execute("SET LOCAL enable_indexscan = off")
        else:
            module.ask_the_index(cursor)
        cursor.execute(module._NEAREST_SQL, given)
        return [row[1] for row in cursor.fetchall()]


def exact_tenth(vectors: np.ndarray, articles: np.ndarray, queries: list[int]) -> list[float]:
    """The distance of the exact tenth neighbour among other articles' claims, for each query row."""
    asked = vectors[queries].astype(np.float32)
    asked /= np.linalg.norm(asked, axis=1, keepdims=True)
    best = np.full((len(queries), 0), 0.0, dtype=np.float32)
    for start in range(0, len(vectors), 100_000):
        block = vectors[start : start + 100_000].astype(np.float32)
        block /= np.linalg.norm(block, axis=1, keepdims=True)
        distances = 1 - asked @ block.T
        own = articles[start : start + 100_000][None, :] == articles[queries][:, None]
        distances[own] = np.inf
        best = np.sort(np.concatenate([best, np.partition(distances, TEN - 1, axis=1)[:, :TEN]], axis=1))[:, :TEN]
    return [float(row[TEN - 1]) for row in best]


def recall(found: list[list[float]], exact: list[float]) -> float:
    """Share of the ten found that are no farther than the exact tenth."""
    hits = [sum(d <= tenth + ROUNDING for d in row[:TEN]) for row, tenth in zip(found, exact, strict=True)]
    return sum(hits) / (TEN * len(found))


def in_memory(vectors: np.ndarray, articles: np.ndarray, queries: list[int], exact: list[float]) -> dict[str, Any]:
    """The same with USearch's HNSW in this process's memory: no filter, no SQL, nothing durable."""
    from usearch.index import Index

    index = Index(ndim=384, metric="cos", dtype="f16", connectivity=16, expansion_add=64, expansion_search=200)
    started = time.perf_counter()
    index.add(np.arange(len(vectors)), vectors, threads=os.cpu_count() or 1)
    seconds = time.perf_counter() - started

    def nearest(row: int) -> list[float]:
        matches = index.search(vectors[row], 3 * TEN)
        others = [float(m.distance) for m in matches if articles[int(m.key)] != articles[row]]
        return others[:TEN]

    speed, found = timed(nearest, queries)
    return {"build_seconds": round(seconds, 1), "recall_at_10": round(recall(found, exact), 4), **speed}


@contextmanager
def in_own_database(name: str) -> Iterator[dict[str, str]]:
    """A database of its own beside the project's, dropped after the block; gives the environment that leads to it."""
    from django.conf import settings
    from django.db import connections

    connection = connections["default"]
    home = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name}")
    connection.close()
    connection.settings_dict["NAME"] = name
    address = urlsplit(settings.DATABASE_URL)._replace(path=f"/{name}")
    try:
        queue = urlsplit(settings.REDIS_URL)._replace(path=f"/{QUEUE_NUMBER}")
        yield {**os.environ, "DATABASE_URL": urlunsplit(address), "REDIS_URL": urlunsplit(queue)}
    finally:
        connection.close()
        connection.settings_dict["NAME"] = home
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.close()


def main() -> None:
    import django

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="claims, comma-separated")
    parser.add_argument("--no-in-memory", action="store_true", help="leave out the in-memory library")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "credtrack.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    results = []
    for size in sizes:
        with in_own_database(f"credtrack_bench_{size}"):
            call_command("migrate", verbosity=0)
            result = measure(size, beside=not options.no_in_memory)
        results.append(result)
        print(json.dumps(result, indent=1), flush=True)
    path = settings.VAR_DIR / "bench-data.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(results, indent=1))
    print(f"written to {path}")


if __name__ == "__main__":
    main()
