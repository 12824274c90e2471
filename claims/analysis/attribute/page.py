"""Tokens and quotations of one document side by side: which quotation a token opens, closes or stands in."""

from __future__ import annotations

from dataclasses import dataclass, field

from claims.analysis.attribute.quotes import Quote
from claims.analysis.attribute.raw import RawAttribution
from claims.analysis.attribute.tokens import Tokens
from claims.analysis.types import Document, Span

_EDGE = frozenset(" \t\r\n,;:—-")


@dataclass(slots=True)
class Draft:
    """An attribution in the making. ``source``, ``cue``, ``content`` are token ranges; ``quotes`` numbers of whole
    quotations that are content, also where they began sentences ago."""

    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    content: list[tuple[int, int]] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)
    confidence: float = 0.75


class Page:
    """``inside[k]``: the number of the quotation token k stands in (its marks included), -1 outside;
    ``opens`` / ``closes``: token index → quotation number; ``first``: quotation number → its first token."""

    __slots__ = ("closes", "document", "first", "inside", "opens", "quotes", "tokens")

    def __init__(self, document: Document, tokens: Tokens, quotes: list[Quote]) -> None:
        self.document, self.tokens, self.quotes = document, tokens, quotes
        self.inside = [-1] * len(tokens)
        self.opens: dict[int, int] = {}
        self.closes: dict[int, int] = {}
        self.first: dict[int, int] = {}
        at = 0
        for k, start in enumerate(tokens.starts):
            while at < len(quotes) and quotes[at].span.end <= start:
                at += 1
            if at == len(quotes):
                break
            span = quotes[at].span
            if span.start <= start:
                self.inside[k] = at
                self.first.setdefault(at, k)
                if start == span.start:
                    self.opens[k] = at
                if quotes[at].closed and tokens.ends[k] == span.end:
                    self.closes[k] = at

    def finish(self, draft: Draft) -> RawAttribution | None:
        """The draft in code points; None when no content is left."""
        spans = [self.quotes[number].span for number in draft.quotes]
        for first, last in draft.content:
            if (span := self._trimmed(first, last)) is not None:
                spans.append(span)
        content = _merged(spans)
        if not content:
            return None
        return RawAttribution(self._span(draft.source), self._span(draft.cue), content, draft.confidence)

    def _span(self, tokens: tuple[int, int] | None) -> Span | None:
        if tokens is None or tokens[0] >= tokens[1]:
            return None
        return Span(self.tokens.starts[tokens[0]], self.tokens.ends[tokens[1] - 1])

    def _trimmed(self, first: int, last: int) -> Span | None:
        """Tokens [first, last) without commas and dashes at the ends; quotations cut by the range are taken whole on
        the left (they began sentences ago) and dropped marks are left out on the right."""
        low = self.tokens.low
        while first < last and low[first] in _EDGE | {"--", ")", "."}:
            first += 1
        while last > first and low[last - 1] in _EDGE | {"--", "(", "."} and last - 1 not in self.closes:
            last -= 1
        if last > first and last - 1 in self.opens and last - 1 not in self.closes:
            last -= 1
        if first >= last:
            return None
        start, end = self.tokens.starts[first], self.tokens.ends[last - 1]
        number = self.inside[first]
        if number >= 0 and self.quotes[number].span.start < start and self.quotes[number].span.end <= end:
            start = self.quotes[number].span.start
        return Span(start, end)


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    """In text order, overlapping ones joined."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        elif len(span):
            merged.append(span)
    return tuple(merged)
