"""Whether two claims place what they state at times that can be one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from claims.analysis.compare.types import ComparableClaim, Finding
from claims.analysis.types import EventTime

_FINE = frozenset({"minute", "hour", "day"})
# "Last week", "in recent days" are looser than their days say.
_SLACK = {"minute": 0, "hour": 0, "day": 0, "week": 3, "month": 5, "year": 0, "vague": 30}


def compare_times(a: EventTime | None, b: EventTime | None) -> Finding | None:
    """A conflict when the two cannot overlap; agreement when both are days and equal; None when one is silent."""
    if a is None or b is None:
        return None
    gap = days_between(a, b)
    if gap > 0:
        return Finding("date", "conflict", f"{in_words(a)} against {in_words(b)}")
    if a.precision in _FINE and b.precision in _FINE and a.start == b.start:
        return Finding("date", "agree", f"{in_words(a)} in both")
    return None


def days_between(a: EventTime, b: EventTime) -> int:
    """How many days lie between the two, 0 when they overlap within their precision."""
    slack = timedelta(days=max(_SLACK[a.precision], _SLACK[b.precision]))
    if a.end + slack < b.start:
        return (b.start - a.end).days
    if b.end + slack < a.start:
        return (a.start - b.end).days
    return 0


def hours_apart(a: ComparableClaim, b: ComparableClaim) -> float | None:
    """Hours from the publication of ``a`` to that of ``b``; None when one is unknown. A time without a zone is taken as
    UTC, which errs by less than the half day that matters."""
    if a.published_at is None or b.published_at is None:
        return None
    return (_utc(b.published_at) - _utc(a.published_at)).total_seconds() / 3600


def days_since(claim: ComparableClaim) -> int | None:
    """Days from what the claim states to its publication; None when one is unknown."""
    if claim.published_at is None or claim.event_time is None:
        return None
    return (claim.published_at.date() - claim.event_time.end).days


def later_in_words(hours: float) -> str:
    """ "a day later", "3 days later"."""
    days = max(1, round(abs(hours) / 24))
    return "a day later" if days == 1 else f"{days} days later"


def in_words(time: EventTime) -> str:
    """ "3 March 2026", "March 2026", "3 March 2026 to 9 March 2026"."""
    if time.precision == "year":
        return str(time.start.year)
    if time.precision == "month":
        return f"{time.start:%B} {time.start.year}"
    if time.start == time.end:
        return _day(time.start)
    return f"{_day(time.start)} to {_day(time.end)}"


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
