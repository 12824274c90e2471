"""From tagged spans and their links to attributions.

Pure: spans in, attributions out. Every cue is in exactly one attribution; a source may serve several; a content belongs
to one cue. What the tagger could not link (a quotation that goes on in the next paragraph, a quotation with nobody's
name on it) is settled here by where it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.analysis.tagger import TaggedSpan, tag
from claims.analysis.types import Document, Span


@dataclass(frozen=True, slots=True)
class RawAttribution:
    """An attribution as found, before its source is resolved. ``parent`` is the number, in the same result, of the
    attribution whose content encloses it."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    confidence: float  # 0-1: that there is such an attribution, by its cue's and contents' labels and links
    parent: int | None = None


def predict(document: Document, *, threads: int = 1) -> tuple[RawAttribution, ...]:
    """The attributions of a document's title and paragraphs, in the order of their first character."""
    paragraphs = [(p.start, p.end) for p in document.paragraphs]
    sentences = [(s.start, s.end) for s in document.sentences]
    return link(document.text, tag(document.text, paragraphs, sentences, threads=threads))


def link(text: str, spans: Sequence[TaggedSpan]) -> tuple[RawAttribution, ...]:
    """Attributions of the tagged spans of ``text``."""
    contents: dict[int, list[TaggedSpan]] = {n: [] for n, span in enumerate(spans) if span.role == "cue"}
    loose: list[TaggedSpan] = []
    for span in spans:
        if span.role == "content":
            (contents[span.linked] if span.linked is not None else loose).append(span)
    found = []
    for number, pieces in contents.items():
        if not pieces:
            continue
        cue = spans[number]
        source = None if cue.linked is None else spans[cue.linked]
        found.append(_attribution(text, source, cue, pieces))
    found += [_attribution(text, None, None, [piece]) for piece in loose]
    return tuple(sorted(found, key=_first))


def _attribution(
    text: str, source: TaggedSpan | None, cue: TaggedSpan | None, pieces: Sequence[TaggedSpan]
) -> RawAttribution:
    chances = [p.confidence * p.link_confidence for p in pieces]
    confidence = sum(chances) / len(chances) * (cue.confidence if cue else 0.5)
    return RawAttribution(
        None if source is None else Span(source.start, source.end),
        None if cue is None else Span(cue.start, cue.end),
        joined_pieces(text, [Span(p.start, p.end) for p in pieces]),
        round(confidence, 4),
    )


def joined_pieces(text: str, pieces: Sequence[Span]) -> tuple[Span, ...]:
    """Pieces in order; those with only white space between them are one."""
    joined: list[Span] = []
    for piece in sorted(pieces):
        if joined and not text[joined[-1].end : piece.start].strip():
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, piece.end))
        else:
            joined.append(piece)
    return tuple(joined)


def _first(attribution: RawAttribution) -> int:
    spans = [*attribution.content, *(s for s in (attribution.source, attribution.cue) if s)]
    return min(span.start for span in spans)
