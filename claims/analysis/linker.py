"""From tagged spans and their links to attributions.

Pure: spans in, attributions out. Every cue is in exactly one attribution; a source may serve several; a content belongs
to one cue. What the tagger could not link (a quotation that goes on in the next paragraph, a quotation with nobody's
name on it) is settled here by where it stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.analysis.attribute.raw import RawAttribution
from claims.analysis.tagger import TaggedSpan, tag
from claims.analysis.types import Document, Span


def predict(document: Document, *, threads: int = 1) -> list[RawAttribution]:
    """The attributions of a document's title and paragraphs, in the order of their first character."""
    paragraphs = [(p.start, p.end) for p in document.paragraphs]
    sentences = [(s.start, s.end) for s in document.sentences]
    return link(document.text, tag(document.text, paragraphs, sentences, threads=threads))


def link(text: str, spans: Sequence[TaggedSpan]) -> list[RawAttribution]:
    """Attributions of the tagged spans of ``text``."""
    contents: dict[int, list[TaggedSpan]] = {n: [] for n, span in enumerate(spans) if span.role == "cue"}
    loose: list[tuple[TaggedSpan | None, list[TaggedSpan]]] = []  # contents without a cue, and the source before them
    before: TaggedSpan | None = None
    going_on: list[TaggedSpan] | None = None  # the pieces that a content directly after the last one continues
    for span in spans:
        adjoins = before is not None and not text[before.end : span.start].strip()
        if span.role == "content":
            if span.linked is not None:
                going_on = contents[span.linked]
            elif not (adjoins and before and before.role == "content" and going_on is not None):
                going_on = []
                loose.append((before if adjoins and before and before.role == "source" else None, going_on))
            going_on.append(span)
        before = span
    found = []
    for number, pieces in contents.items():
        if pieces:
            cue = spans[number]
            found.append(_attribution(text, None if cue.linked is None else spans[cue.linked], cue, pieces))
    found += [_attribution(text, source, None, pieces) for source, pieces in loose]
    return sorted(found, key=_first)


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
