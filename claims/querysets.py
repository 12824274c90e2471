"""Queries about attributions, claims, matches and votes, as verbs that chain.

User-facing ones start with `visible_to`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

if TYPE_CHECKING:
    from claims.models import Claim
    from credtrack.accounts.models import User


class AttributionQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        return self if user.is_active else self.none()

    def current(self) -> Self:
        return self.filter(state="active", revision__is_current=True)


class ClaimQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Every signed-in user sees every claim; what may be shown of its *status* is claims.permissions' matter."""
        return self if user.is_active else self.none()

    def current(self) -> Self:
        """Active claims of the current revision: the only ones that count anywhere."""
        return self.filter(state="active", revision__is_current=True)

    def not_matched_by(self, version: int) -> Self:
        """Not compared with all others by this version of the matching."""
        return self.filter(Q(matching=None) | Q(matching__version__lt=version))

    def status_visible_to(self, user: User) -> Self:
        """Only claims whose status the user may see; to be applied before any filter on status."""
        from claims.models import Vote
        from claims.permissions import sees_all_statuses

        if sees_all_statuses(user):
            return self
        cast = Vote.objects.filter(claim=OuterRef("pk"), round=OuterRef("round"), reviewer=user, is_active=True)
        return self.filter(Exists(cast))

    def open(self) -> Self:
        """Without a result yet."""
        return self.filter(status__in=["unreviewed", "in_review", "disputed"])

    def judgeable_by(self, user: User) -> Self:
        """Without the claims this reviewer is barred from: own submissions, linked publisher or source (DESIGN §6)."""
        from credtrack.accounts.models import DeclaredLink

        if not user.is_reviewer:
            return self.none()
        linked = DeclaredLink.objects.filter(user=user)
        publisher = linked.filter(source=OuterRef("article__publisher"))
        source = linked.filter(source=OuterRef("attribution__source"))
        return self.exclude(article__submitted_by=user).filter(~Exists(publisher)).filter(~Exists(source))

    def needing_vote_of(self, user: User) -> Self:
        """Open claims this reviewer may judge and has not voted on in the current round, worthiest first."""
        from claims.models import Vote

        cast = Vote.objects.filter(claim=OuterRef("pk"), round=OuterRef("round"), reviewer=user, is_active=True)
        return self.current().open().judgeable_by(user).filter(~Exists(cast)).order_by("-check_worthiness", "-id")

    def with_everything(self) -> Self:
        """What a claim is shown with, in a fixed number of queries."""
        return self.select_related(
            "article", "article__publisher", "revision", "attribution", "attribution__source", "statement"
        ).defer("revision__text", "revision__html", "embedding")


class ClaimMatchQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        return self if user.is_active else self.none()

    def of(self, claim: Claim) -> Self:
        """The claim's matches on either side."""
        return self.filter(Q(left=claim) | Q(right=claim))

    def current(self) -> Self:
        """Between claims that still count."""
        return self.filter(
            left__state="active",
            left__revision__is_current=True,
            right__state="active",
            right__revision__is_current=True,
        )

    def shown(self) -> Self:
        """Without rejected ones, surest first."""
        return self.exclude(state="rejected").order_by("state", "-score", "id")  # confirmed before suggested


class VoteQuerySet(models.QuerySet):
    def counted(self) -> Self:
        return self.filter(is_active=True, round=models.F("claim__round"))
