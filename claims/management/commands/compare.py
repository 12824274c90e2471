"""``manage.py compare --pairs FILE.jsonl``: how the two claims of each line relate. Needs no database."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError

from claims.analysis.compare import ComparableClaim, comparable, compare_many
from claims.analysis.encoder import WeightsMissing

# Pairs read together: enough to fill batches of like length, few enough that answers come as the file is read.
CHUNK = 256
# A claim is a sentence; a text beyond this is a mistake in the file (an article in the place of a claim).
LONGEST = 20_000


class BadPair(Exception):
    """A line that is not a pair; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file and its two claims."""

    given: dict[str, Any]
    a: ComparableClaim
    b: ComparableClaim


class Command(BaseCommand):
    help = (
        'Compare pairs of claims. A line is {"a": …, "b": …}, optionally with a_published_at, a_context, a_source and '
        'the same for b; it comes back with "relation", "direction", "score" and "why", in the same order.'
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--pairs", required=True, metavar="FILE.jsonl", help="pairs, one JSON object a line; - reads standard input"
        )
        parser.add_argument("--threads", type=int, default=1, help="threads of the encoder (1)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["threads"] < 1:
            raise CommandError("--threads must be at least 1.")
        with ExitStack() as stack:
            try:
                lines = read_pairs(_opened(options["pairs"], stack))
                while chunk := list(islice(lines, CHUNK)):
                    self._answer(chunk, options["threads"])
            except (BadPair, WeightsMissing) as error:
                raise CommandError(str(error)) from error
            except UnicodeDecodeError as error:
                raise CommandError(f"{options['pairs']} is not UTF-8: {error}") from error

    def _answer(self, chunk: list[Line], threads: int) -> None:
        comparisons = compare_many([(line.a, line.b) for line in chunk], threads)
        for line, found in zip(chunk, comparisons, strict=True):
            answer = {
                "relation": found.relation,
                "direction": found.direction,
                "score": found.score,
                "why": list(found.why),
            }
            self.stdout.write(_storable(json.dumps({**line.given, **answer}, ensure_ascii=False)))


def read_pairs(lines: Iterable[str]) -> Iterator[Line]:
    """The pairs of a JSON Lines file, empty lines skipped. Raises ``BadPair`` at the first line that is none."""
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            given = json.loads(text)
        except (json.JSONDecodeError, RecursionError) as error:
            raise BadPair(f"Line {number} is not JSON: {error}") from error
        if not isinstance(given, dict):
            raise BadPair(f"Line {number} is not a JSON object.")
        yield Line(given, _claim(given, "a", number), _claim(given, "b", number))


def _claim(given: dict[str, Any], side: str, number: int) -> ComparableClaim:
    text = given.get(side)
    if not isinstance(text, str) or not text.strip():
        raise BadPair(f'Line {number} has no text in "{side}".')
    if len(text) > LONGEST:
        raise BadPair(f'Line {number}: "{side}" has {len(text):,} characters; a claim has at most {LONGEST:,}.')
    context, source = (given.get(f"{side}_{name}") for name in ("context", "source"))
    for name, value in (("context", context), ("source", source)):
        if value is not None and not isinstance(value, str):
            raise BadPair(f'Line {number}: "{side}_{name}" is not a text.')
    published_at = _moment(given.get(f"{side}_published_at"), f'Line {number}: "{side}_published_at"')
    return comparable(_storable(text), published_at=published_at, context=_storable(context or ""), source=source)


def _moment(value: Any, what: str) -> datetime | None:
    if value is None or value == "":
        return None
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise BadPair(f"{what} is not a date of ISO 8601 such as 2026-03-19T18:30:00+00:00: {value!r}") from error


def _storable(text: str) -> str:
    """Lone surrogates (JSON can spell them) become U+FFFD, one for one: no tokenizer or terminal takes them."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _opened(path: str, stack: ExitStack) -> TextIO:
    if path == "-":
        return sys.stdin
    try:
        return stack.enter_context(Path(path).open(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"Cannot read {path}: {error.strerror}.") from error
