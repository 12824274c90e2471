"""Has this been claimed, by whom, and what is its status? A text against all current claims."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from claims.analysis import compare as comparing
from claims.analysis.embed import embed
from claims.analysis.keys import claim_keys
from claims.analysis.types import Comparison
from claims.candidates import candidates_near, glimpse
from claims.models import Claim
from claims.services.errors import Refused
from claims.services.matching import comparable, with_context
from claims.services.neighbours import worth_reading
from sources.cleaning import replace_unstorable

# A claim is one proposition. Longer questions are cut off by the encoder anyway (see claims.analysis.embed).
MAX_LENGTH = 1_000
# Said to the user as an order, not as a truth: what is the same first, then what speaks to it.
_ORDER = ("same", "contradicts", "numeric_discrepancy", "update", "supports", "related")
SHOWN = 20


class LookupRefused(Refused):
    pass


@dataclass(frozen=True, slots=True)
class Found:
    """A held claim and how it relates to the text that was asked for (a: the text, b: the claim)."""

    claim: Claim
    comparison: Comparison


def claims_lookup(*, text: str, published_at: datetime | None = None) -> list[Found]:
    """Current claims that say the same as `text`, or contradict it, or are about it; most telling first.

    Raises LookupRefused for a text that is empty or longer than a claim.
    """
    text = " ".join(replace_unstorable(text).split())
    if not text:
        raise LookupRefused("Say what to look for.", field="text")
    if len(text) > MAX_LENGTH:
        raise LookupRefused(f"{len(text):,} characters; at most {MAX_LENGTH:,} are taken.", field="text")
    vector = embed([text])[0]
    asked = replace(comparing.comparable(text, published_at=published_at), vector=vector)
    keys = claim_keys(text, asked.quantities)
    time = asked.event_time
    seen = glimpse(text, published_at, time.start if time else None, time.end if time else None)
    chosen = worth_reading(seen, candidates_near(embedding=vector.tolist(), keys=keys))[:SHOWN]
    held = with_context(Claim.objects.select_related("article__publisher").filter(pk__in=[pk for pk, _ in chosen]))
    compared = comparing.compare_many([(asked, comparable(claim)) for claim in held])
    found = [
        Found(claim, comparison)
        for claim, comparison in zip(held, compared, strict=True)
        if comparison.relation != "none"
    ]
    return sorted(found, key=lambda f: (_ORDER.index(f.comparison.relation), -f.comparison.score, f.claim.pk))
