"""Claims: what of a text can be checked, clause by clause, with certainty, polarity, quantities and times.

The steps, each in its module: words (:mod:`.tokens`), whose words they are (:mod:`.voices`), finite verbs
(:mod:`.verbs`), clauses (:mod:`.clauses`), what makes a clause checkable (:mod:`.checkable`), and what is said about it
(:mod:`.certainty`, :mod:`.polarity`, :mod:`.quantities`, :mod:`.times`, :mod:`.worthiness`, :mod:`.resolve`).
:mod:`.assembly` puts them together. Everything is linear in the length of the text.
"""

from __future__ import annotations

from claims.analysis.detect.assembly import detect

__all__ = ["detect"]
