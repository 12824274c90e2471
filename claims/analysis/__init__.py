"""The analysis of text: pure Python, spans in and out. No database, no network, no clock.

Callers use the verbs of this module; what is behind them may change. ``clean`` makes a text storable, ``segment`` cuts
it, ``attribute`` finds who said what, ``detect`` the checkable claims; ``analyse`` is all of them in order.
"""

from __future__ import annotations

from datetime import datetime

from claims.analysis.attribute import attribute
from claims.analysis.segment import segment
from claims.analysis.types import Analysis
from sources.cleaning import storable

__all__ = ["analyse", "attribute", "clean", "segment"]


def clean(text: str, *, max_bytes: int | None = None) -> str:
    """``text`` as it may be stored and analysed, offsets unchanged; raises `sources.cleaning.TextRefused` by name."""
    return storable(text, max_bytes=max_bytes)


def analyse(text: str, *, published_at: datetime | None = None) -> Analysis:
    """Everything extraction finds in ``text`` (cleaned). ``published_at``: when the article appeared, for "last week";
    without it the date the page names is used. Never fails: a text without words has no attributions and no claims."""
    from claims.analysis.detect import detect  # its date parser takes 0.3 s to load: paid by who analyses, not by pages

    document = segment(text)
    attributions = attribute(document)
    metadata = document.metadata
    appeared = published_at or metadata.published_at or metadata.modified_at
    return Analysis(document, attributions, detect(document, attributions, published_at=appeared))
