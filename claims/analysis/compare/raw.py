"""Claims from bare sentences: what extraction would have found, for texts that come without it."""

from __future__ import annotations

from datetime import datetime

from claims.analysis.compare.types import ComparableClaim
from claims.analysis.detect.polarity import polarity_of
from claims.analysis.detect.quantities import find_quantities
from claims.analysis.detect.times import find_times
from claims.analysis.detect.tokens import Tokens, tokenise
from claims.analysis.detect.verbs import find_verb_groups
from claims.analysis.types import EventTime, Polarity, Span


def comparable(
    text: str, *, published_at: datetime | None = None, context: str = "", source: str | None = None
) -> ComparableClaim:
    """A claim ready to compare from one sentence, its quantities, time and polarity read from its words.

    ``published_at`` resolves relative times ("on Friday"); ``context`` is the text around the sentence.
    """
    tokens = tokenise(text, (Span(0, len(text)),))
    return ComparableClaim(
        text=text,
        context=context,
        source=source,
        published_at=published_at,
        event_time=event_time(text, published_at),
        quantities=tuple(find_quantities(tokens, 0, len(tokens))),
        polarity=_polarity(tokens),
    )


def event_time(text: str, published_at: datetime | None) -> EventTime | None:
    """The most exact of the times named; the first of several."""
    times = find_times(text, 0, len(text), published_at.date() if published_at else None)
    return min(times, key=lambda time: (time.end - time.start).days, default=None)


def _polarity(tokens: Tokens) -> Polarity:
    """Negative when an odd number of the clauses is: what a negated reporting verb reports is turned once."""
    groups = find_verb_groups(tokens.flags, tokens.lowers)
    if not groups:
        return polarity_of(tokens.lowers, -1, -1, False)
    negative = 0
    for number, group in enumerate(groups):
        first = groups[number - 1].last + 1 if number else 0
        last = groups[number + 1].first if number + 1 < len(groups) else len(tokens)
        words = tokens.lowers[first:last]
        negative += polarity_of(words, group.first - first, group.last - first, group.negated) == "negative"
    return "negative" if negative % 2 else "positive"
