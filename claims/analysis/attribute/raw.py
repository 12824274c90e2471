"""What a finder of attributions hands on: spans only. Kind, stance, canonical source are worked out from them, alike
for the rules and for a trained tagger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from claims.analysis.types import Document, Span


@dataclass(frozen=True, slots=True)
class RawAttribution:
    """Spans of one attribution, as found. ``content`` is in text order and not empty, except for a finder that saw a
    cue without content; ``parent`` is the index of the enclosing raw attribution, None where the finder cannot tell."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    confidence: float
    parent: int | None = None


Finder = Callable[[Document], list[RawAttribution]]
