"""Builds what detection needs for a test: a document, and attributions given by their words."""

from __future__ import annotations

from datetime import datetime

from claims.analysis import segment
from claims.analysis.detect import detect
from claims.analysis.types import (
    AnonymousSource,
    Attribution,
    Claim,
    Cue,
    QuoteType,
    SourceKind,
    SourceMention,
    Span,
    Stance,
)


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def attribution(
    text: str,
    source: str | None,
    cue: str,
    *content: str,
    lemma: str | None = None,
    stance: Stance = "neutral",
    quote_type: QuoteType = "indirect",
    kind: SourceKind = "person",
    id: str = "a1",
    parent: str | None = None,
) -> Attribution:
    mention = None
    if source is not None:
        anonymous = AnonymousSource(source) if kind == "anonymous" else None
        mention = SourceMention(span_of(text, source), kind, source, source, anonymous)
    return Attribution(
        id=id,
        source=mention,
        cue=Cue(span_of(text, cue), lemma or cue, stance),
        content=tuple(span_of(text, piece) for piece in content),
        quote_type=quote_type,
        confidence=1.0,
        parent=parent,
    )


def claims_of(text: str, *attributions: Attribution, published_at: datetime | None = None) -> tuple[Claim, ...]:
    return detect(segment(text), attributions, published_at=published_at)


def texts_of(text: str, *attributions: Attribution) -> list[str]:
    return [claim.text for claim in claims_of(text, *attributions)]
