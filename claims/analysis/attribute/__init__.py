"""Who said what: attributions of a document.

Two moves. A *finder* marks source, cue and content spans (`rules.find`, or a trained tagger); `assemble` works out what
is alike for every finder: quote type, stance, kind and identity of sources, anonymity, nesting.
"""

from __future__ import annotations

from claims.analysis.attribute.assemble import assemble
from claims.analysis.attribute.finder import find
from claims.analysis.attribute.raw import Finder, RawAttribution
from claims.analysis.types import Attribution, Document

__all__ = ["Finder", "RawAttribution", "attribute"]


def attribute(document: Document, *, finder: Finder = find) -> tuple[Attribution, ...]:
    """The attributions of ``document``, in the order of their first words."""
    return assemble(document, finder(document))
