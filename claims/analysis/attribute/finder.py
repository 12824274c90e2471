"""The finder in use: the trained tagger with the rules beside it, or the rules alone where no weights are."""

from __future__ import annotations

from claims.analysis.attribute import rules
from claims.analysis.attribute.merge import merge
from claims.analysis.attribute.quotes import find_quotes
from claims.analysis.attribute.raw import RawAttribution
from claims.analysis.encoder import WeightsMissing
from claims.analysis.linker import predict
from claims.analysis.types import Document


def find(document: Document) -> list[RawAttribution]:
    """Raw attributions in text order. A language without rules and training gets quotation marks only."""
    ruled = rules.find(document)
    if not document.metadata.language_supported:
        return ruled
    try:
        tagged = predict(document)
    except WeightsMissing:
        return ruled
    found = [RawAttribution(r.source, r.cue, r.content, r.confidence) for r in tagged]
    return merge(document, find_quotes(document), found, ruled)
