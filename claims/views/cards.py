"""What pages show of claims, with the one place that decides whether a status may be among it.

Templates get these cards, and a status, tally, history or name of a voter only from a card's `shown` or a match's
`decided_by`: they are None under the session of a reviewer who has not voted on that claim (DESIGN §6).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from claims.models import Attribution, Claim, ClaimMatch
from claims.permissions import claims_with_visible_status
from claims.querysets import ClaimMatchQuerySet
from claims.status import Tally, Votes, tally
from credtrack.accounts.models import User
from sources.models import Source

# Nested attributions seldom go three deep; the limit ends a walk up a chain that a faulty row made circular.
MAX_CHAIN = 10
# The tally's picture, in the units of its viewBox.
BAR_WIDTH = 200
# Code points of a headline that stands in for an unknown outlet.
OUTLET_SHOWN = 50


@dataclass(frozen=True, slots=True)
class ShownStatus:
    """A status that this user may see, with what the votes say."""

    name: str
    label: str
    votes: Votes
    tally: Tally | None

    @property
    def percent(self) -> dict[str, int]:
        assert self.tally is not None
        return {
            "mean": round(100 * self.tally.mean),
            "low": round(100 * self.tally.low),
            "high": round(100 * self.tally.high),
        }

    @property
    def bar(self) -> dict[str, int]:
        """Whole numbers for the SVG: an interval's start and width, and the mean."""
        assert self.tally is not None
        low, high = round(BAR_WIDTH * self.tally.low), round(BAR_WIDTH * self.tally.high)
        return {"start": low, "width": max(high - low, 2), "mean": round(BAR_WIDTH * self.tally.mean)}


@dataclass(frozen=True, slots=True)
class MatchCard:
    """A claim match seen from one of its claims."""

    match: ClaimMatch
    other: Claim
    other_shown: ShownStatus | None
    direction: str
    decided_by: User | None
    may_reject: bool

    @property
    def score_percent(self) -> int:
        return round(100 * self.match.score)

    @property
    def anonymous_source(self) -> bool:
        return is_anonymous(self.other)

    @property
    def outlet(self) -> str:
        """Where the other claim stands, as short as it can be said."""
        publisher = self.other.article.publisher
        return publisher.name if publisher else str(self.other.article)[:OUTLET_SHOWN]


@dataclass(slots=True)
class ClaimCard:
    """A claim as lists and articles show it. `number` counts the claims of one article, from 1."""

    claim: Claim
    shown: ShownStatus | None
    number: int = 0
    matches: list[MatchCard] = field(default_factory=list)
    matches_total: int = 0

    @property
    def source(self) -> Source | None:
        return self.claim.attribution.source if self.claim.attribution else None

    @property
    def anonymous(self) -> bool:
        return is_anonymous(self.claim)

    @property
    def matches_by_relation(self) -> list[tuple[str, list[MatchCard]]]:
        """The matches of each relation, in the order in which the surest of each come."""
        groups: dict[str, list[MatchCard]] = {}
        for match in self.matches:
            groups.setdefault(match.match.relation, []).append(match)
        return list(groups.items())

    @property
    def worthiness_percent(self) -> int:
        return round(100 * self.claim.check_worthiness)

    @property
    def worthiness_parts(self) -> list[tuple[str, int]]:
        """What made the claim worth checking, the heaviest first, in hundredths."""
        parts = [(_words(name), round(100 * value)) for name, value in self.claim.check_worthiness_parts.items()]
        return sorted((part for part in parts if part[1]), key=lambda part: -part[1])

    @property
    def quantities(self) -> list[tuple[str, str]]:
        """The words of each quantity, and how they were read: "no more than 25" is at most 25 vehicles."""
        return [(str(row.get("text", "")), _reading(row)) for row in self.claim.quantities if isinstance(row, dict)]


def _words(name: str) -> str:
    return name.replace("_", " ")


def _reading(quantity: dict[str, Any]) -> str:
    comparator = quantity.get("comparator") or "exact"
    value, upper = quantity.get("value"), quantity.get("upper")
    unit, counted = quantity.get("unit") or "", quantity.get("counted") or ""
    parts = [
        "" if comparator in ("exact", "range") else _words(comparator),
        f"{value:,g}" if isinstance(value, int | float) else "",
        f"to {upper:,g}" if isinstance(upper, int | float) else "",
        "" if unit and counted.startswith(unit) else unit,  # "4 hours" has its unit in its noun
        counted,
    ]
    return " ".join(part for part in parts if part)


def is_anonymous(claim: Claim) -> bool:
    source = claim.attribution.source if claim.attribution else None
    return source is not None and source.kind == Source.Kind.ANONYMOUS


def shown_status(claim: Claim, visible: set[int]) -> ShownStatus | None:
    """The claim's status when its id is among the visible ones."""
    if claim.pk not in visible:
        return None
    votes = Votes(claim.votes_for, claim.votes_against, claim.votes_abstaining)
    return ShownStatus(claim.status, claim.get_status_display(), votes, tally(votes) if votes.n else None)


def claim_cards(user: User, claims: Sequence[Claim], *, first_number: int = 1) -> list[ClaimCard]:
    """Cards without matches: one query at most."""
    visible = claims_with_visible_status(user, claims)
    return [ClaimCard(claim, shown_status(claim, visible), number) for number, claim in enumerate(claims, first_number)]


def match_cards(user: User, claim: Claim, matches: Iterable[ClaimMatch], visible: set[int]) -> list[MatchCard]:
    """Who decided a match is shown only with the status: citing a match as evidence confirms it in the voter's name."""
    cards = []
    for match in matches:
        on_left = match.left_id == claim.pk
        other = match.right if on_left else match.left
        other_shown = shown_status(other, visible)
        cards.append(
            MatchCard(
                match=match,
                other=other,
                other_shown=other_shown,
                direction=_direction(match, on_left),
                decided_by=match.decided_by if claim.pk in visible and other.pk in visible else None,
                # A vote may rest on a confirmed match, so rejecting it is for those who may know of votes.
                may_reject=match.state == ClaimMatch.State.SUGGESTED or claim.pk in visible,
            )
        )
    return cards


def _direction(match: ClaimMatch, on_left: bool) -> str:
    """ "this" when the relation goes from the claim looked at to the other, "other" the other way, else ""."""
    if match.direction in ("", ClaimMatch.Direction.BOTH):
        return ""
    forward = match.direction == ClaimMatch.Direction.LEFT_TO_RIGHT
    return "this" if forward == on_left else "other"


def with_both_claims(matches: ClaimMatchQuerySet) -> ClaimMatchQuerySet:
    """Matches with what cards show of their claims, in one query."""
    sides = [f"{side}__{part}" for side in ("left", "right") for part in ("article__publisher", "attribution__source")]
    return matches.select_related("decided_by", *sides).defer("left__embedding", "right__embedding")


def shown_matches(user: User) -> ClaimMatchQuerySet:
    """Matches for pages: without rejected ones and replaced claims, surest first."""
    return with_both_claims(ClaimMatch.objects.visible_to(user).current().shown())


def add_matches(user: User, cards: Sequence[ClaimCard], *, per_claim: int) -> None:
    """Give each card its surest matches and how many there are: three queries however many cards."""
    by_id = {card.claim.pk: card for card in cards}
    found: dict[int, list[ClaimMatch]] = defaultdict(list)
    for side in ("left", "right"):
        of_side = Window(
            RowNumber(), partition_by=F(side), order_by=[F("state").asc(), F("score").desc(), F("id").asc()]
        )
        ranked = (
            shown_matches(user)
            .filter(**{f"{side}__in": by_id})
            .annotate(rank=of_side, of_this_side=Window(Count("pk"), partition_by=F(side)))
            .filter(rank__lte=per_claim)
        )
        for match in ranked:
            pk = getattr(match, f"{side}_id")
            if match.rank == 1:
                by_id[pk].matches_total += match.of_this_side
            found[pk].append(match)
    others = [match.right if match.left_id == pk else match.left for pk, ms in found.items() for match in ms]
    visible = claims_with_visible_status(user, [*others, *(card.claim for card in cards)])
    for pk, matches in found.items():
        surest = sorted(matches, key=lambda match: (match.state, -match.score, match.pk))[:per_claim]
        by_id[pk].matches = match_cards(user, by_id[pk].claim, surest, visible)


def attribution_chain(attribution: Attribution | None, by_id: dict[int, Attribution]) -> list[Attribution]:
    """The attribution and those it is nested in, innermost first ("officials claimed", "the Guardian reported")."""
    chain: list[Attribution] = []
    while attribution is not None and len(chain) < MAX_CHAIN and attribution not in chain:
        chain.append(attribution)
        attribution = by_id.get(attribution.parent_id) if attribution.parent_id else None
    return chain
