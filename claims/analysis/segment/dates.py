"""Dates as page furniture writes them: "Last Modified: Saturday، 18 May 2019 06:18 PM", "2019-05-18T18:18:00Z".

Only the few formats that news pages print, by regular expression: a general parser would read a date into prose.
Times are naive unless a zone is written as an offset, Z, GMT or UTC.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_NAMES = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
    "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_MONTH = "(?P<{}>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME = (
    r"(?:,?\s*(?:[T|—-]|at)?\s*(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>Z\b|GMT(?:[+-]\d{1,2})?|UTC|[+-]\d{2}:?\d{2})?)?"
)
_DATE = (
    _WEEKDAY
    + r"(?:(?P<iso>(?P<y1>[12]\d{3})[-/.](?P<m1>0?[1-9]|1[0-2])[-/.](?P<d1>0?[1-9]|[12]\d|3[01]))(?!\d)"
    + r"|(?P<d2>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?:\s+of)?[\s-]+"
    + _MONTH.format("mon2")
    + r",?[\s-]*(?P<y2>[12]\d{3})"
    + r"|"
    + _MONTH.format("mon3")
    + r"\s+(?P<d3>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?:,\s*|\s+|(?<=\d\d))(?P<y3>[12]\d{3})"
    + r"|(?P<d4>0?[1-9]|[12]\d|3[01])[/.](?P<m4>0?[1-9]|1[0-2])[/.](?P<y4>[12]\d{3}))"
    + _TIME
)
DATE = re.compile(_DATE, re.IGNORECASE)


def read_date(text: str) -> datetime | None:
    """The first date in ``text``, with its time when one is written; None when there is none or it does not exist."""
    match = DATE.search(text)
    return as_datetime(match) if match else None


def as_datetime(match: re.Match[str]) -> datetime | None:
    """The moment a match of DATE names. 31 February is None, as is 25:00."""
    found = match.groupdict()
    for n in "1234":
        if found[f"y{n}"]:
            month = found.get(f"m{n}") or MONTHS[found[f"mon{n}"].lower()]
            year, day = int(found[f"y{n}"]), int(found[f"d{n}"])
            break
    hour, minute, second = (int(found[unit] or 0) for unit in ("hour", "minute", "second"))
    half = (found["half"] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    try:
        return datetime(year, int(month), day, hour, minute, second, tzinfo=_zone(found["zone"]))
    except ValueError:
        return None


def _zone(written: str | None) -> timezone | None:
    if not written:
        return None
    offset = re.search(r"([+-])(\d{1,2}):?(\d{2})?", written)
    if offset is None:
        return UTC
    minutes = int(offset[2]) * 60 + int(offset[3] or 0)
    if minutes > 14 * 60:  # no clock on earth is further off; timezone() itself refuses 24 hours and more
        return None
    return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes))
