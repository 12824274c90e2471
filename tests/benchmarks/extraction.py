"""What extraction costs: words a second through `manage.py extract`, loading, memory, growth with length."""

from __future__ import annotations

import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from django.conf import settings

from sources.demonstration import articles
from tests.benchmarks.events import renamed

SEED = 3
STORIES = 4
# The whole text of the size limit, and half of it.
LONG_BYTES = (500_000, 1_000_000)
# Texts that a quadratic step anywhere would never finish with; each beside its half.
AWKWARD = {
    f"{name}_{times}": piece * times
    for name, piece in (("quotation_marks", '"'), ("one_sentence", "said that he claimed that "))
    for times in (5_000, 10_000)
}


def measure(count: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        files = write_articles(Path(folder), count)
        words = sum(len(file.read_text(encoding="utf-8").split()) for file in files)
        result: dict[str, Any] = {"files": count, "words": words}
        for jobs in (1, 2):
            seconds = run_extract(files, jobs)
            result[f"words_per_second_{jobs}_core"] = round(words / seconds)
        result["model_load_seconds"] = load_seconds()
        result |= long_texts(Path(folder))
    # The largest of the processes waited for, in bytes (Linux counts KiB).
    result["peak_memory_mb"] = round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
    return result


def write_articles(folder: Path, count: int) -> list[Path]:
    """`count` articles of the demonstration's structure with other names, each in a file of its own.

    Four short stories make one article of about 800 words, the length of the news articles in PolNeAR.
    """
    rng, rows, files = random.Random(SEED), articles(), []
    for n in range(count):
        file = folder / f"{n:05d}.txt"
        stories = [rows[(STORIES * n + k) % len(rows)]["text"] for k in range(STORIES)]
        file.write_text(renamed("\n\n".join(stories), rng), encoding="utf-8")
        files.append(file)
    return files


def run_extract(files: list[Path], jobs: int) -> float:
    """Seconds of one whole `manage.py extract`, start and model loading included; on as many cores as jobs."""
    cores = sorted(os.sched_getaffinity(0))[:jobs]
    command = [sys.executable, "manage.py", "extract", "--jobs", str(jobs), *map(str, files)]
    started = time.perf_counter()
    subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        check=True,
        stdout=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, cores),
    )
    return time.perf_counter() - started


def load_seconds() -> float:
    """From a started interpreter to the first article analysed, in a process of its own."""
    program = (
        "import time; t = time.perf_counter(); from claims.analysis import analyse; "
        "analyse('The dam was closed, officials said.'); print(time.perf_counter() - t)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=settings.BASE_DIR, check=True, capture_output=True, text=True
    )
    return round(float(done.stdout.split()[-1]), 2)


def long_texts(folder: Path) -> dict[str, Any]:
    """Seconds for one text of half the size limit and one of all of it."""
    body = "\n\n".join(re.sub(r"\s*\n\n\s*", "\n\n", row["text"]) for row in articles())
    seconds = []
    for size in LONG_BYTES:
        text = (body + "\n\n") * (size // len(body.encode()) + 1)
        file = folder / f"long-{size}.txt"
        file.write_bytes(text.encode()[:size].decode(errors="ignore").encode())
        seconds.append(run_extract([file], 1))
    awkward = {name: run_extract([written(folder, name, text)], 1) for name, text in AWKWARD.items()}
    return {
        "seconds_awkward": {name: round(seconds, 2) for name, seconds in awkward.items()},
        "seconds_half_megabyte": round(seconds[0], 2),
        "seconds_megabyte": round(seconds[1], 2),
        "twice_the_text_takes": round(seconds[1] / seconds[0], 2),
    }


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / f"{name}.txt"
    file.write_text(text, encoding="utf-8")
    return file


def quality(folder: Path) -> dict[str, float]:
    """F1 of exact pieces and of whole attributions on annotated texts, through segment and attribute."""
    from claims.analysis import attribute, segment
    from claims.analysis.training.corpus import merge_pieces, read_corpus
    from claims.analysis.training.evaluate import count

    counts: dict[str, list[int]] = {name: [0, 0, 0] for name in ("source", "cue", "content", "attribution")}
    for article in read_corpus(folder):
        found = []
        for one in attribute(segment(article.text)):
            roles = {
                "source": [one.source.span] if one.source else [],
                "cue": [one.cue.span] if one.cue else [],
                "content": list(one.content),
            }
            found.append(
                {
                    role: merge_pieces(article.text, [(span.start, span.end) for span in spans])
                    for role, spans in roles.items()
                }
            )
        count(counts, found, article.annotations[0])
    return {name: round(200 * right / max(1, ours + theirs), 1) for name, (right, ours, theirs) in counts.items()}
