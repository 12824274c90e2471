"""An outlet takes an article back: its claims follow, whatever was voted."""

from __future__ import annotations

from django.utils import timezone

from claims.models import Claim
from claims.permissions import may_run_the_desk
from claims.services.errors import ArticleRefused
from claims.services.votes import status_recompute
from credtrack.accounts.models import User
from credtrack.changes.services import change_record
from credtrack.changes.transactions import atomic_with_retry
from sources.models import Article


@atomic_with_retry
def article_retract(*, article: Article, by: User, note: str) -> Article:
    """An editor records a retraction, with what the outlet says of it. Raises ArticleRefused."""
    if not may_run_the_desk(by):
        raise ArticleRefused("Only editors record a retraction.", code="forbidden")
    if not note.strip():
        raise ArticleRefused("Say what the outlet says of it.", field="note")
    held = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if held.retracted_at is None:
        held.retracted_at, held.retraction_note = timezone.now(), note.strip()
        held.save(update_fields=["retracted_at", "retraction_note"])
        retraction_apply(article=held, actor=by)
    return held


def retraction_apply(*, article: Article, actor: User | None = None) -> None:
    """Inside the caller's transaction, with the article locked: set its claims to *retracted*."""
    claims = (
        Claim.objects.select_for_update(of=("self",), no_key=True).filter(article=article).exclude(status="retracted")
    )
    for claim in claims.select_related("article").order_by("pk"):
        claim.article = article
        status_recompute(claim=claim, actor=actor, reason="The article was retracted.")
    change_record(kind="article.retracted", subject=article.uuid)
