"""Claims from bare sentences: what extraction would have found, for texts that come without it."""

from __future__ import annotations

import re
from datetime import date, datetime

from claims.analysis.compare.types import ComparableClaim
from claims.analysis.compare.vocabulary import BEFORE_NT
from claims.analysis.detect.polarity import polarity_of
from claims.analysis.detect.quantities import find_quantities
from claims.analysis.detect.times import find_times
from claims.analysis.detect.tokens import tokenise
from claims.analysis.detect.verbs import find_verb_groups
from claims.analysis.types import EventTime, Polarity, Span

_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_WHEN = rf"(?: (?:on |late |early |earlier )*(?:{_DAY}|yesterday|today)(?: morning| afternoon| evening| night)?)?"
_WHEN += r"(?: in an? (?:\w+ )?(?:statement|interview|report))?"
_SAID = r"(?:said|says|reported|reports|announced|added|stated|told (?:the )?[A-Z]\w+(?: \w+)?|told reporters)"
_DATELINE = re.compile(
    rf"^(?:(?:Published|Updated|Date of publication|Posted)\W+)?(?:(?:{_DAY}|Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?"
    r"(?:\d{1,2}[ ./-](?:\d{1,2}|[A-Z][a-z]{2,8})[ ./-]\d{4}|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4})\W+"
)
_FRAME_BEFORE = re.compile(
    rf"^(?:According to [^,;]{{2,80}}, "
    rf"|(?!.{{0,80}}\b(?:not|never|who|which)\b)[^,;“\"]{{2,80}}? {_SAID}{_WHEN}(?: that|:)? "
    r"(?!to\b|in\b|by\b|on\b|of\b|and\b))"
)
_FRAME_AFTER = re.compile(
    rf"(?:,? according to [^,;]{{2,80}}|, [^,;]{{2,60}} {_SAID}{_WHEN}"
    rf"|,? (?:an?|the|his|its) (?:[a-z]+ ){{1,3}}{_SAID}{_WHEN})\.?$"
)
_BROKEN_NUMBER = re.compile(r"(?<=\d,) (?=\d{3}\b)")  # "230, 000", as some corpora have it
# "did n't", "did n ’ t", as tokenised corpora have it.
_CONTRACTION = re.compile(rf"\b({BEFORE_NT})\s?n\s?[’']\s?t\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\bNo(?=\.? ?\d)")  # "No. 5" negates nothing
# As resolved claims have it ("last week" in an article of 17 August).
_DAYS = re.compile(r"\b(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)\b")
_LEAST_WORDS = 3


def comparable(
    text: str, *, published_at: datetime | None = None, context: str = "", source: str | None = None
) -> ComparableClaim:
    """A claim ready to compare from one sentence, its quantities, time and polarity read from its words.

    ``published_at`` resolves relative times ("on Friday"); ``context`` is the text around the sentence.
    """
    bare = proposition(text)
    tokens = tokenise(bare, (Span(0, len(bare)),))
    return ComparableClaim(
        text=bare,
        context=context or (text if bare != text else ""),
        source=source,
        published_at=published_at,
        event_time=event_time(bare, published_at),
        quantities=tuple(find_quantities(tokens, 0, len(tokens))),
        polarity=_polarity(bare),
    )


def proposition(text: str) -> str:
    """A sentence without a dateline and its outermost neutral reporting frame: what it states itself.

    Denials stay, since they change what is stated. Text that the frame's removal would leave too short is kept whole.
    """
    bare = _CONTRACTION.sub(r"\1n't", _BROKEN_NUMBER.sub("", text.strip()))
    for pattern in (_DATELINE, _FRAME_BEFORE, _FRAME_AFTER):
        rest = pattern.sub("", bare, count=1).strip(' ,“”"')
        if len(rest.split()) >= _LEAST_WORDS:
            bare = rest
    return bare


def event_time(text: str, published_at: datetime | None) -> EventTime | None:
    """The most exact of the times named; the first of several. A span of days is one time: "2016-08-10/2016-08-16"."""
    if span := _span_of_days(text):
        return span
    times = find_times(text, 0, len(text), published_at.date() if published_at else None)
    return min(times, key=lambda time: (time.end - time.start).days, default=None)


def _span_of_days(text: str) -> EventTime | None:
    if (match := _DAYS.search(text)) is None:
        return None
    try:
        start, end = map(date.fromisoformat, match.groups())
    except ValueError:  # digits that are no date
        return None
    return EventTime(start, end, "week") if start <= end else None


def _polarity(text: str) -> Polarity:
    """Negative when an odd number of the clauses is: what a negated reporting verb reports is turned once."""
    plain = _NUMBERED.sub("Nr", text)
    tokens = tokenise(plain, (Span(0, len(plain)),))
    groups = find_verb_groups(tokens.flags, tokens.lowers)
    if not groups:
        return polarity_of(tokens.lowers, -1, -1, False)
    negative = 0
    for number, group in enumerate(groups):
        first = groups[number - 1].last + 1 if number else 0
        last = groups[number + 1].first if number + 1 < len(groups) else len(tokens)
        words = tokens.lowers[first:last]
        behind = group.last - first + 1
        if group.negated and words[behind : behind + 1] in (["not"], ["never"], ["no"]):
            words[behind] = "so"  # counted with its verb group already
        negative += polarity_of(words, group.first - first, group.last - first, group.negated) == "negative"
    return "negative" if negative % 2 else "positive"
