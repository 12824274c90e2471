"""The text of an article in the desk, with everything marked in place."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.urls import reverse

from claims.highlighting import excerpt, highlight, paragraphs
from claims.models import Attribution, Claim
from claims.views.cards import ClaimCard, attribution_chain, shown_status
from claims.views.texts import attribution_marks, claim_marks, ignored_marks, spans_of, spans_of_attribution
from sources.models import Revision

# Code points of one article shown in the desk; the article's page shows longer ones in parts.
SHOWN_LENGTH = 60_000
CONTEXT = 600


def desk_address(claim: Claim) -> str:
    return reverse("admin:claims_claim_change", args=[claim.pk])


def marked_text(revision: Revision) -> str:
    """A revision's text: four queries, whatever is in it."""
    claims = revision.claims.filter(state="active").select_related("attribution__source").defer("embedding")
    cards = [desk_card(claim, number) for number, claim in enumerate(claims.order_by("position", "id"), 1)]
    attributions = revision.attributions.filter(state="active").select_related("source")
    windows = [window for window in paragraphs(revision.text) if window.start < SHOWN_LENGTH]
    marks = [
        *ignored_marks(revision.ignored),
        *attribution_marks(attributions),
        *claim_marks(cards, address=desk_address),
    ]
    context = {
        "passages": highlight(revision.text, marks, windows),
        "cut": bool(windows) and windows[-1].end < len(revision.text.rstrip()),
        "address": reverse("article", args=[revision.article.uuid]),
    }
    return render_to_string("admin/claims/marked_text.html", context)


def marked_context(claim: Claim) -> str:
    """A claim with its attribution in the paragraphs around it."""
    revision = claim.revision
    attributions: dict[int, Attribution] = {a.pk: a for a in revision.attributions.select_related("source")}
    chain = attribution_chain(claim.attribution, attributions)
    card = desk_card(claim, 1)
    spans = [*spans_of(card), *(span for attribution in chain for span in spans_of_attribution(attribution))]
    windows = excerpt(revision.text, spans, around=CONTEXT)
    marks = [*attribution_marks(chain), *claim_marks([card], labelled=False)]
    context = {"passages": highlight(revision.text, marks, windows), "chain": chain}
    return render_to_string("admin/claims/marked_text.html", context)


def desk_card(claim: Claim, number: int = 0) -> ClaimCard:
    """Editors see every status."""
    return ClaimCard(claim, shown_status(claim, {claim.pk}), number)


def tally_picture(claim: Claim) -> str:
    return render_to_string("claims/_tally.html", {"shown": desk_card(claim).shown})
