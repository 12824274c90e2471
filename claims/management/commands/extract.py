"""``manage.py extract``: articles in, claims with their attributions out. Needs no database.

Files go through a pool of processes, a bounded number at a time, so that memory does not grow with their number;
results come out in the order of the files. A file that cannot be read or is no text is reported on stderr and left out;
the others go on, and the exit code says that something was.
"""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

# Files handed out ahead of the one that is written next, per process: enough that none waits, few enough for memory.
AHEAD = 4


@dataclass(frozen=True, slots=True)
class Task:
    """One file. ``data`` is its content when it came through standard input."""

    name: str
    form: str
    published_at: datetime | None
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """``output`` is what to print, or None when ``refused`` says why there is none."""

    output: str | None
    refused: str | None = None


def extract_file(task: Task) -> Result:
    """Reads and analyses one file; every reason for which it cannot be is in the result."""
    from claims.analysis import analyse, clean
    from claims.analysis.export import analysis_json, analysis_text
    from sources.cleaning import TextRefused, decode_utf8

    try:
        data = Path(task.name).read_bytes() if task.data is None else task.data
        text = clean(decode_utf8(data))
    except OSError as error:
        return Result(None, error.strerror or str(error))
    except TextRefused as error:
        return Result(None, str(error))
    try:
        analysis = analyse(text, published_at=task.published_at)
    except Exception as error:  # noqa: BLE001 - an error of ours in one file must not cost the other thousand
        return Result(None, f"the analysis failed, please report it: {type(error).__name__}: {error}")
    if task.form == "text":
        return Result(analysis_text(analysis, task.name))
    return Result(json.dumps(analysis_json(analysis, task.name), ensure_ascii=False) + "\n")


def extract_files(tasks: Iterable[Task], jobs: int) -> Iterator[tuple[Task, Result]]:
    """Every task with its result, in order, at most ``jobs`` at once and a few ahead."""
    if jobs == 1:
        for task in tasks:
            yield task, extract_file(task)
        return
    waiting: deque[tuple[Task, Future[Result]]] = deque()
    pool = ProcessPoolExecutor(jobs)
    try:
        upcoming = iter(tasks)
        while True:
            while len(waiting) < AHEAD * jobs and (following := next(upcoming, None)) is not None:
                waiting.append((following, pool.submit(extract_file, following)))
            if not waiting:
                return
            task, future = waiting.popleft()
            try:
                yield task, future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False)
                yield task, _alone(task)
                rest = [later for later, _ in waiting]
                for later in rest:
                    yield later, _alone(later)
                waiting.clear()
                pool = ProcessPoolExecutor(jobs)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _alone(task: Task) -> Result:
    """After a process died, out of memory say, each file under way gets one of its own: one of them is to blame."""
    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(extract_file, task).result()
        except BrokenProcessPool:
            return Result(None, "the process that read it died (out of memory?)")


def parse_moment(text: str) -> datetime:
    """An ISO 8601 date or time; raises CommandError for anything else."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"--published-at: {text!r} is not a date like 2019-05-18 or 2019-05-18T18:18.") from None


def available_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Command(BaseCommand):
    help = (
        "Extract claims and attributions from articles (UTF-8 text files). One JSON object a line, in the order of the "
        "files, with offsets in code points of the file as it is."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", metavar="FILE", help="text files; - reads one text from standard input")
        parser.add_argument("--published-at", help="when the articles appeared, in ISO 8601: resolves “last week”")
        parser.add_argument("--format", choices=("json", "text"), default="json", dest="form")
        parser.add_argument("--jobs", type=int, help="processes (as many as there are cores)")

    def handle(self, *args: Any, **options: Any) -> None:
        names: list[str] = options["files"] or ["-"]
        jobs = options["jobs"] if options["jobs"] is not None else available_cores()
        if jobs < 1:
            raise CommandError("--jobs must be at least 1.")
        if names.count("-") > 1:
            raise CommandError("Standard input (-) can be read once only.")
        published_at = parse_moment(options["published_at"]) if options["published_at"] else None
        refused = 0
        try:
            for task, result in extract_files(tasks(names, options["form"], published_at), min(jobs, len(names))):
                if result.output is None:
                    refused += 1
                    self.stderr.write(f"{task.name}: {result.refused}")
                else:
                    self.stdout.write(result.output, ending="")
            self.stdout.flush()
        except BrokenPipeError:  # the reader (head, say) has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(1) from None
        if refused:
            self.stderr.write(f"{refused} of {len(names)} files could not be read.")
            raise SystemExit(1)


def tasks(names: Iterable[str], form: str, published_at: datetime | None) -> Iterator[Task]:
    """A task a name, in order; standard input is read here, since only this process has it."""
    for name in names:
        yield Task(name, form, published_at, sys.stdin.buffer.read() if name == "-" else None)
