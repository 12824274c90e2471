"""Quotations that go on: ``"…," he said. "…"``, speeches over several paragraphs, quoted paragraphs without a cue."""

from __future__ import annotations

from dataclasses import replace

from claims.analysis.attribute.quotes import Quote
from claims.analysis.attribute.raw import RawAttribution
from claims.analysis.types import Document, Span

# Words in a quotation that can stand without a cue of its own: shorter ones are terms and titles in marks.
MIN_WORDS = 4
# Code points between two parts of one quotation: a source with an apposition and a cue.
FARTHEST = 300


def continue_quotes(document: Document, quotes: list[Quote], raws: list[RawAttribution]) -> list[RawAttribution]:
    """``raws`` with the quotations that no attribution has, and that carry on its quotation, added to it."""
    owner = _owners(quotes, raws)
    grown: dict[int, list[Span]] = {}
    last: int | None = None  # the attribution whose quotation may still be going on
    previous: Quote | None = None
    for number, quote in enumerate(quotes):
        if owner[number] is not None:
            last, previous = owner[number], quote
            continue
        if last is None or previous is None or not _is_sentence(document, quote):
            continue
        if _goes_on(document, previous, quote, raws[last]):
            grown.setdefault(last, []).append(quote.span)
            previous = quote
    return [
        replace(raw, content=tuple(sorted([*raw.content, *grown[index]]))) if index in grown else raw
        for index, raw in enumerate(raws)
    ]


def quotes_alone(quotes: list[Quote]) -> list[RawAttribution]:
    """Quotations as attributions without source and cue: all that is offered in a language without rules."""
    return [RawAttribution(None, None, (q.span,), 0.5) for q in quotes if len(q.inner) >= 3 * MIN_WORDS]


def _owners(quotes: list[Quote], raws: list[RawAttribution]) -> list[int | None]:
    """For each quotation the attribution whose content covers it, the outermost one if several do."""
    pieces = sorted((span.start, -span.end, index) for index, raw in enumerate(raws) for span in raw.content)
    owner: list[int | None] = [None] * len(quotes)
    at, reach, holder = 0, -1, -1
    for number, quote in enumerate(quotes):
        while at < len(pieces) and pieces[at][0] <= quote.span.start:
            if -pieces[at][1] > reach:
                reach, holder = -pieces[at][1], pieces[at][2]
            at += 1
        if reach >= quote.span.end:
            owner[number] = holder
    return owner


def _is_sentence(document: Document, quote: Quote) -> bool:
    inner = quote.inner.of(document.normalised)
    long_enough = inner.count(" ") + 1 >= MIN_WORDS or (inner.rstrip()[-1:] in (".", "!", "?") and inner[:1].isupper())
    return long_enough and (inner[:1].isupper() or not inner[:1].isalpha() or not quote.closed)


def _goes_on(document: Document, previous: Quote, quote: Quote, raw: RawAttribution) -> bool:
    """Whether nothing but the attribution itself, and blanks, stands between the two quotations."""
    if quote.paragraph == previous.paragraph:
        if quote.span.start - previous.span.end > FARTHEST:
            return False
        start = max(
            [previous.span.end, *(s.end for s in (raw.source, raw.cue) if s is not None and s.start < quote.span.start)]
        )
        between = document.normalised[start : quote.span.start]
        return (
            len(between) < 160
            and between.strip(" .,;—-\n").count(" ") <= 10
            and not any(c in between.strip()[:-1] for c in ".!?")
        )
    if quote.paragraph != previous.paragraph + 1 or quote.span.start != document.paragraphs[quote.paragraph].start:
        return False
    return not previous.closed or _fills(document, quote)


def _fills(document: Document, quote: Quote) -> bool:
    """Whether the quotation is its whole paragraph."""
    rest = document.normalised[quote.span.end : document.paragraphs[quote.paragraph].end]
    return not any(char.isalnum() for char in rest)
