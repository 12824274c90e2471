"""From raw attributions to attributions: what rules and trained tagger share.

Quote type, cue lemma and stance, kind and identity of the source, anonymity, nesting, identifiers.
"""

from __future__ import annotations

from bisect import bisect_right

from claims.analysis.attribute import lexicon
from claims.analysis.attribute.anonymity import describe
from claims.analysis.attribute.cues import read_cue
from claims.analysis.attribute.entities import Entity
from claims.analysis.attribute.nesting import parents
from claims.analysis.attribute.phrases import parse
from claims.analysis.attribute.quotes import Quote, find_quotes
from claims.analysis.attribute.raw import RawAttribution
from claims.analysis.attribute.resolve import Resolver
from claims.analysis.types import Attribution, Document, QuoteType, SourceMention, Span

SURROUNDINGS = 400  # code points either side: two sentences of news


def assemble(document: Document, raws: list[RawAttribution]) -> tuple[Attribution, ...]:
    """``raws`` (in text order) as attributions "A1", "A2", …; sources are "S1", "S2", … in order of first mention."""
    quotes = find_quotes(document)
    entities = Resolver(document, raws, quotes).run()
    canonical: dict[int, str] = {}
    for span in sorted(entities):
        canonical.setdefault(id(entities[span]), f"S{len(canonical) + 1}")
    above = parents(raws)
    starts = [quote.span.start for quote in quotes]
    return tuple(
        Attribution(
            id=f"A{index + 1}",
            source=_mention(document, raw.source, entities[raw.source], canonical) if raw.source else None,
            cue=read_cue(document, raw.cue) if raw.cue else None,
            content=raw.content,
            quote_type=_quote_type(document, raw.content, quotes, starts),
            confidence=raw.confidence,
            parent=None if (holder := above[index]) is None else f"A{holder + 1}",
        )
        for index, raw in enumerate(raws)
    )


def _mention(document: Document, span: Span, entity: Entity, canonical: dict[int, str]) -> SourceMention:
    anonymous = None
    if entity.kind == "anonymous":
        anonymous = describe(parse(span.of(document.normalised)), span.of(document.text), _surroundings(document, span))
    return SourceMention(span, entity.kind, canonical[id(entity)], entity.name, anonymous)


def _surroundings(document: Document, span: Span) -> str:
    """The sentence of a source and the one after it, where the reason for anonymity is told."""
    index = bisect_right(document.sentences, span.start, key=lambda s: s.start) - 1
    last = min(index + 1, len(document.sentences) - 1)
    start = max(document.sentences[max(0, index)].start, span.start - SURROUNDINGS)
    return document.normalised[start : min(document.sentences[last].end, span.end + SURROUNDINGS)]


def _quote_type(document: Document, content: tuple[Span, ...], quotes: list[Quote], starts: list[int]) -> QuoteType:
    """By the marks: all words inside quotation marks direct, some mixed, none indirect. ``starts`` of ``quotes``."""
    inside = outside = False
    for piece in content:
        at = piece.start
        index = max(0, bisect_right(starts, at) - 1)
        while index < len(quotes) and quotes[index].span.start < piece.end:
            span = quotes[index].span
            if span.end > at:
                outside = outside or _has_word(document, at, min(span.start, piece.end))
                inside = inside or span.start < piece.end
                at = max(at, span.end)
            index += 1
        outside = outside or _has_word(document, at, piece.end)
    return "direct" if inside and not outside else "mixed" if inside else "indirect"


def _has_word(document: Document, start: int, end: int) -> bool:
    return any(char.isalnum() for char in document.normalised[start:end])


_ = lexicon
