"""`make bench-matching`: matching on real archives, through the real pipeline; writes `var/bench-matching.json`.

`--fakes FA-KES-Dataset.csv`: 804 articles on one war, from `ingest --wait` to fully matched: seconds and memory of all
processes, whether doing it all again in another order gives the same, and a sample of disagreeing figures to read.
`--events ecbplus.jsonl`: articles by event (ECB+): whether claim matches find another article of the same event.
Neither archive is in the repository.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

SEED = 2026
SAMPLED = 50
BEST = 10
# What a match says for two articles being about one event.
WEIGHT = {"same": 1.0, "supports": 0.9, "contradicts": 0.8, "numeric_discrepancy": 0.8, "update": 0.8, "related": 0.4}
Match = tuple[str, str, str]


def fakes(path: Path) -> Iterator[dict[str, Any]]:
    """FA-KES (Salem et al. 2019): latin-1, American dates."""
    rows = csv.DictReader(io.StringIO(path.read_bytes().decode("latin-1")))
    for number, row in enumerate(rows):
        yield {
            "url": f"https://fakes.example/{number}",
            "title": row["article_title"].strip()[:500],
            "text": f"{row['article_title'].strip()}\n\n{row['article_content'].strip()}",
            "published_at": datetime.strptime(row["date"].strip(), "%m/%d/%Y").strftime("%Y-%m-%d"),
            "publisher": {"name": row["source"].strip(), "domain": f"{row['source'].strip().lower()}.example"},
        }


def events(path: Path) -> Iterator[dict[str, Any]]:
    """ECB+ (Cybulska & Vossen 2014) as one JSON object an article: event, doc, title, text."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield {
            "url": f"https://ecb.example/{row['event']}/{row['doc']}",
            "title": row["title"][:500],
            "text": f"{row['title']}\n\n{row['text']}",
        }


@contextmanager
def memory(every_seconds: float = 2.0) -> Iterator[Callable[[], int]]:
    """The largest sum of the proportional sizes (PSS) of this process's whole session: servers, workers, command."""
    most, done = [0], threading.Event()

    def watch() -> None:
        while not done.wait(every_seconds):
            most[0] = max(most[0], sum(map(proportional_bytes, relatives())))

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield lambda: most[0]
    finally:
        done.set()
        thread.join()


def relatives() -> list[int]:
    """This process, the one that started the servers for it, and all that descend from that."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(") ", 1)[1].split()[1])
            except OSError:
                continue
    found = {os.getppid()}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return sorted(found)


def proportional_bytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def ingest(rows: Iterable[dict[str, Any]]) -> float:
    """Seconds from the start of the command to the last match; a worker is running."""
    from django.core.management import call_command

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "articles.jsonl"
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        started = time.perf_counter()
        call_command("ingest", file, wait=True, stdout=sys.stderr)
        return time.perf_counter() - started


def kept() -> set[Match]:
    """Every match by what it joins, whichever side came first."""
    from claims.models import ClaimMatch

    rows = ClaimMatch.objects.values_list(
        "left_article__canonical_url", "left__text", "right_article__canonical_url", "right__text", "relation"
    )
    return {(*sorted((f"{a} {b}", f"{c} {d}")), relation) for a, b, c, d, relation in rows}


def grouped() -> set[frozenset[tuple[str, str]]]:
    from claims.models import Claim

    groups: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for statement, url, text in Claim.objects.exclude(statement=None).values_list(
        "statement_id", "article__canonical_url", "text"
    ):
        groups[statement].add((url, text))
    return set(map(frozenset, groups.values()))


def again(seed: int) -> dict[str, Any]:
    """Match everything anew in shuffled order, by hand in this process; how much differs from what was there."""
    from claims.pipeline import revision_process
    from claims.services.rematching import revisions_rematch
    from sources.models import Revision

    before, groups = kept(), grouped()
    revisions_rematch(everything=True)
    ids = list(Revision.objects.in_work().values_list("pk", flat=True))
    random.Random(seed).shuffle(ids)
    started = time.perf_counter()
    for pk in ids:
        while revision_process(revision_id=pk):
            pass
    after, groups_after = kept(), grouped()
    return {
        "seconds_in_one_process": round(time.perf_counter() - started, 1),
        "matches": len(after),
        "matches_only_before": len(before - after),
        "matches_only_after": len(after - before),
        "relations_that_differ": dict(Counter(relation for *_, relation in before ^ after)),
        "statements": len(groups_after),
        "statements_that_differ": len(groups ^ groups_after),
    }


def measure_fakes(path: Path, *, first: int | None, rematch: bool) -> dict[str, Any]:
    from claims.models import Claim, ClaimMatch, ClaimNeighbour
    from tests.benchmarks.site import worker

    with memory() as most, worker(dict(os.environ)):
        seconds = ingest(islice(fakes(path), first))
        bytes_at_most = most()
    claims = Claim.objects.count()
    neighbours = {tuple(sorted(pair)) for pair in ClaimNeighbour.objects.values_list("claim_id", "other_id")}
    result: dict[str, Any] = {
        "seconds": round(seconds, 1),
        "megabytes_at_most": round(bytes_at_most / 1e6),
        "claims": claims,
        "pairs_left_a_claim": round(len(neighbours) / claims, 2),
        "relations": dict(Counter(ClaimMatch.objects.values_list("relation", flat=True))),
        "statements": len(grouped()),
        "seed": SEED,
        "discrepancies": discrepancies(),
    }
    if rematch:
        result["again"] = [again(1), again(2)]
    return result


def discrepancies() -> list[dict[str, Any]]:
    """So many disagreeing figures as one reads, drawn with the printed seed."""
    from claims.models import ClaimMatch

    found = ClaimMatch.objects.filter(relation="numeric_discrepancy")
    rows = sorted(
        (
            {
                "why": match.why,
                "score": round(match.score, 2),
                "texts": [
                    f"{side.article.published_at:%Y-%m-%d} {side.article.title} || {side.text}"
                    for side in (match.left, match.right)
                ],
            }
            for match in found.select_related("left__article", "right__article")
        ),
        key=lambda row: json.dumps(row["texts"]),
    )
    return random.Random(SEED).sample(rows, min(SAMPLED, len(rows)))


def measure_events(path: Path) -> dict[str, Any]:
    from claims.models import ClaimMatch
    from tests.benchmarks.site import worker

    with worker(dict(os.environ)):
        seconds = ingest(events(path))
    likeness: dict[str, Counter[str]] = defaultdict(Counter)
    across: Counter[str] = Counter()
    for one, other, relation, score in ClaimMatch.objects.values_list(
        "left_article__canonical_url", "right_article__canonical_url", "relation", "score"
    ):
        likeness[one][other] += WEIGHT[relation] * score
        likeness[other][one] += WEIGHT[relation] * score
        if event_of(one) != event_of(other):
            across[relation] += 1
    articles = [row["url"] for row in events(path)]
    events_held = Counter(map(event_of, articles))
    asked = [url for url in articles if events_held[event_of(url)] > 1]
    found = sum(any(event_of(other) == event_of(url) for other, _ in likeness[url].most_common(BEST)) for url in asked)
    return {
        "articles": len(articles),
        "seconds": round(seconds, 1),
        "another_of_the_event_among_the_ten_best": round(found / len(asked), 4),
        "matches_across_events": dict(across),
        "same_across_events": round(across["same"] / (across.total() or 1), 4),
    }


def event_of(url: str) -> str:
    return url.split("/")[3]


def main() -> None:
    import django

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fakes", type=Path, help="FA-KES-Dataset.csv")
    parser.add_argument("--events", type=Path, help="ECB+ articles, one JSON object a line")
    parser.add_argument("--first", type=int, help="only so many articles of --fakes")
    parser.add_argument("--no-rematch", action="store_true", help="leave out matching all of it twice more")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "credtrack.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from credtrack.celery import app
    from tests.benchmarks.data import in_own_database

    results: dict[str, Any] = {}
    for name, path, measure in (
        ("fakes", options.fakes, lambda path: measure_fakes(path, first=options.first, rematch=not options.no_rematch)),
        ("events", options.events, measure_events),
    ):
        if path is None:
            continue
        with in_own_database(f"credtrack_bench_{name}") as environment:
            os.environ.update(environment)
            # A queue of its own: a worker of the running project would look for these articles in its own database.
            app.conf.broker_url = environment["REDIS_URL"]
            call_command("migrate", verbosity=0)
            results[name] = measure(path)
        print(json.dumps({name: results[name]}, indent=1, ensure_ascii=False), flush=True)
    path = settings.VAR_DIR / "bench-matching.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(results, indent=1, ensure_ascii=False))
    print(f"written to {path}")


if __name__ == "__main__":
    main()
