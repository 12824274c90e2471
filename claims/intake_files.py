"""Files of articles → the arguments of `article_submit`: JSON lines as DESIGN §9 gives them, or a folder of .txt."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.dateparse import parse_date, parse_datetime

from claims.services import PublisherInput
from sources import cleaning

TEXT_FIELDS = ("url", "title", "text", "html", "byline", "language")
FIELDS = frozenset(TEXT_FIELDS) | {"published_at", "links", "publisher", "retracted"}


class LineRefused(ValueError):
    """A line, or a file, that is no article. The message says why."""


def records(path: Path) -> Iterator[tuple[str, dict[str, Any] | LineRefused]]:
    """(where, arguments or why not) for every article of a JSON-lines file or of a folder, one at a time.

    `where` is the line's number or the file's name.
    """
    if path.is_dir():
        for file in sorted(path.glob("*.txt")):
            yield file.name, _attempt(_text_file, file)
        return
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield f"line {number}", _attempt(record_of, line)


def _attempt(read: Any, given: Any) -> dict[str, Any] | LineRefused:
    try:
        return read(given)
    except LineRefused as error:
        return error
    except (cleaning.TextRefused, OSError) as error:
        return LineRefused(str(error))


def _text_file(path: Path) -> dict[str, Any]:
    size = path.stat().st_size
    if size > settings.CREDTRACK_MAX_TEXT_BYTES:
        raise LineRefused(f"{size:,} bytes; at most {settings.CREDTRACK_MAX_TEXT_BYTES:,} are taken.")
    return {"text": cleaning.decode_utf8(path.read_bytes())}


def record_of(line: bytes) -> dict[str, Any]:
    """The arguments of one JSON line. Raises LineRefused."""
    if len(line) > settings.CREDTRACK_MAX_BODY_BYTES:
        raise LineRefused(f"{len(line):,} bytes; at most {settings.CREDTRACK_MAX_BODY_BYTES:,} are taken.")
    try:
        data = json.loads(cleaning.decode_utf8(line))
    except (json.JSONDecodeError, RecursionError) as error:
        raise LineRefused(f"not JSON: {error}") from None
    if not isinstance(data, dict):
        raise LineRefused("not a JSON object")
    if unknown := sorted(set(data) - FIELDS):
        raise LineRefused(f"unknown field {', '.join(unknown)}")
    record: dict[str, Any] = {}
    for name in TEXT_FIELDS:
        value = data.get(name)
        if value is not None and not isinstance(value, str):
            raise LineRefused(f"{name}: not a string")
        record[name] = value or ""
    record["published_at"] = _moment(data.get("published_at"))
    record["links"] = data.get("links") or []
    if not isinstance(record["links"], list):
        raise LineRefused("links: not a list")
    record["publisher"] = _publisher(data.get("publisher"))
    record["retracted"] = bool(data.get("retracted"))
    return record


def _moment(value: Any) -> datetime | None:
    if value in (None, ""):
        return None
    try:
        moment = parse_datetime(str(value))
        day = None if moment else parse_date(str(value))
    except ValueError as error:
        raise LineRefused(f"published_at: {error}") from None
    if moment is None and day is None:
        raise LineRefused(f"published_at: not ISO 8601: {str(value)[:50]!r}")
    return moment or datetime(day.year, day.month, day.day)  # type: ignore[union-attr]


def _publisher(value: Any) -> PublisherInput | None:
    if value is None:
        return None
    if not isinstance(value, dict) or set(value) - {"name", "domain", "owner"}:
        raise LineRefused("publisher: an object with name, domain and owner")
    parts = {name: value.get(name) or "" for name in ("name", "domain", "owner")}
    if not all(isinstance(part, str) for part in parts.values()):
        raise LineRefused("publisher: name, domain and owner are strings")
    return PublisherInput(**parts)
