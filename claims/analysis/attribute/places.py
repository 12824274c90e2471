"""Where in a document something stands: in which sentence, in which quotation."""

from __future__ import annotations

from bisect import bisect_right

from claims.analysis.attribute.quotes import Quote
from claims.analysis.types import Document, Span


class Places:
    """Look-ups by offset in one document."""

    def __init__(self, document: Document, quotes: list[Quote]) -> None:
        self.document, self.normal, self.quotes = document, document.normalised, quotes
        self._sentences = [s.start for s in document.sentences]
        self._quotes = [q.span.start for q in quotes]

    def sentence(self, at: int) -> Span | None:
        """The sentence that starts at or before ``at``."""
        index = bisect_right(self._sentences, at) - 1
        return self.document.sentences[index] if index >= 0 else None

    def quote_at(self, at: int) -> Quote | None:
        """The quotation that holds ``at``."""
        index = bisect_right(self._quotes, at) - 1
        return self.quotes[index] if index >= 0 and at < self.quotes[index].span.end else None
