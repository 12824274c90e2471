"""Finding claims by their words, tolerant of spelling and order, by the trigram index on what is compared.

The first form of the look-up: pg_trgm's word similarity. A claim is found when its words hold something like the whole
phrase, or something like each of its longer words.
"""

from __future__ import annotations

import re

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q

from claims.querysets import ClaimQuerySet

# pg_trgm compares three letters at a time, so shorter words ("of", "in") say nothing.
MIN_WORD_LENGTH = 3
# Each word costs an index scan; the twelve longest of a pasted sentence are its names and numbers.
MAX_WORDS = 12
# Likeness is computed row by row: common words are in a tenth of an archive, and nobody leafs through that.
RANKED = 500

_WORD = re.compile(r"\w+")


def claims_with_words(claims: ClaimQuerySet, phrase: str) -> ClaimQuerySet:
    """Those of the claims that are found by the phrase."""
    words = sorted({w for w in _WORD.findall(phrase) if len(w) >= MIN_WORD_LENGTH}, key=len)[-MAX_WORDS:]
    every_word = Q()
    for word in words:
        every_word &= Q(resolved__trigram_word_similar=word)
    whole = Q(resolved__trigram_word_similar=phrase)
    return claims.filter(whole | every_word if words else whole)


def likest_first(claims: ClaimQuerySet, phrase: str) -> ClaimQuerySet:
    """Of the claims found by the phrase, the newest RANKED, the likest first."""
    newest = claims_with_words(claims, phrase).order_by("-id").values("pk")[:RANKED]
    likeness = TrigramWordSimilarity(phrase, "resolved")
    return claims.filter(pk__in=newest).annotate(likeness=likeness).order_by("-likeness", "-id")
