"""From rows to marks: which words of a text are a source, a cue, a content or a claim, and what a reader is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from django.urls import reverse

from claims.analysis.types import Span
from claims.highlighting import Mark
from claims.models import Attribution, Claim
from claims.views.cards import ClaimCard


def anchor_of(card: ClaimCard) -> str:
    return f"claim-{card.claim.uuid}"


def claim_page(claim: Claim) -> str:
    return reverse("claim", args=[claim.uuid])


def claim_marks(
    cards: Iterable[ClaimCard], *, labelled: bool = True, address: Callable[[Claim], str] = claim_page
) -> Iterator[Mark]:
    """Each claim's spans; its number after the last one, as a link to `address(claim)`."""
    for card in cards:
        spans = _spans(card.claim.spans)
        for i, span in enumerate(spans):
            yield Mark(
                span.start,
                span.end,
                "claim",
                title=f"Claim {card.number}: {card.claim.certainty}, {card.claim.polarity}",
                anchor=anchor_of(card),
                label=str(card.number) if labelled and i == len(spans) - 1 else "",
                href=address(card.claim),
                classes="anonymous" if card.anonymous else "",
            )


def attribution_marks(attributions: Iterable[Attribution]) -> Iterator[Mark]:
    for attribution in attributions:
        who = attribution.source.name if attribution.source else attribution.source_text or "nobody named"
        kind = f" ({attribution.source.kind})" if attribution.source else ""
        anonymous = attribution.source is not None and attribution.source.kind == "anonymous"
        if attribution.source_start is not None and attribution.source_end is not None:
            yield Mark(
                attribution.source_start,
                attribution.source_end,
                "source",
                title=f"Source: {who}{kind}",
                classes="anonymous" if anonymous else "",
            )
        if attribution.cue_start is not None and attribution.cue_end is not None:
            yield Mark(
                attribution.cue_start,
                attribution.cue_end,
                "cue",
                title=f"Cue: {attribution.cue_lemma or attribution.cue_text}, {attribution.stance}",
                classes=attribution.stance,
            )
        for span in _spans(attribution.content):
            yield Mark(
                span.start,
                span.end,
                "content",
                title=f"What {who} is reported to say ({attribution.quote_type} quotation)",
                classes=attribution.quote_type,
            )


def ignored_marks(ignored: Sequence[Sequence[int]]) -> Iterator[Mark]:
    for span in _spans(ignored):
        yield Mark(span.start, span.end, "ignored", title="Not part of the article's body")


def _spans(rows: Sequence[Sequence[int]]) -> list[Span]:
    """The well-formed spans among stored ones; a row that an editor left half done must not take the page down."""
    return [
        Span(row[0], row[1])
        for row in rows
        if len(row) == 2 and all(type(n) is int for n in row) and 0 <= row[0] < row[1]
    ]


def spans_of(card: ClaimCard) -> list[Span]:
    return _spans(card.claim.spans)


def spans_of_attribution(attribution: Attribution) -> list[Span]:
    """Source, cue and content of one attribution."""
    pairs = [
        [attribution.source_start, attribution.source_end],
        [attribution.cue_start, attribution.cue_end],
        *attribution.content,
    ]
    return _spans(pairs)
