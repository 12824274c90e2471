"""Finding claims by their words: those that hold every word asked for, whatever the order and case.

The trigram index on what is compared (`claim_resolved_trgm`) answers it. Plain containment on purpose: pg_trgm's word
similarity forgives spelling, but costs some 20 µs a row, which the planner does not know and takes for free; the
look-up by meaning (`claims.services.lookup`) forgives more.
"""

from __future__ import annotations

import re

from django.contrib.postgres.search import TrigramWordSimilarity

from claims.querysets import ClaimQuerySet

# Each word costs an index scan; the twelve longest of a pasted sentence are its names and numbers.
MAX_WORDS = 12
# Likeness is computed row by row: common words are in a tenth of an archive, and nobody leafs through that.
RANKED = 500

_WORD = re.compile(r"\w+")


def claims_with_words(claims: ClaimQuerySet, phrase: str) -> ClaimQuerySet:
    """Those of the claims that hold all the words; without a word in the phrase, those that hold its signs."""
    words = sorted(set(_WORD.findall(phrase)), key=len)[-MAX_WORDS:] or [re.escape(phrase.strip())]
    for word in words:
        claims = claims.filter(resolved__iregex=word)
    return claims


def likest_first(claims: ClaimQuerySet, phrase: str) -> ClaimQuerySet:
    """Of the claims found by the phrase, the newest RANKED, the likest first."""
    newest = claims_with_words(claims, phrase).order_by("-id").values("pk")[:RANKED]
    likeness = TrigramWordSimilarity(phrase, "resolved")
    return claims.filter(pk__in=newest).annotate(likeness=likeness).order_by("-likeness", "-id")
