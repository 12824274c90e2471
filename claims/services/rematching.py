"""After a change of the models: embed and compare again what earlier versions did. Every batch is durable by itself."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from claims import tasks
from claims.analysis.embed import embed
from claims.models import Claim, ClaimMatch, ClaimMatching, ClaimNeighbour, MadeBy
from claims.services.extraction import EMBEDDING_VERSION
from claims.services.matching import MATCH_VERSION
from sources.models import Revision

EMBED_BATCH = 200
QUEUE_BATCH = 500


def claims_reembed() -> Iterator[int]:
    """Embed the current claims that an earlier model embedded; yields how many a batch had."""
    old = Claim.objects.current().filter(embedding_version__lt=EMBEDDING_VERSION).order_by("pk")
    while batch := list(old.only("pk", "resolved", "text")[:EMBED_BATCH]):
        vectors = embed([claim.resolved or claim.text for claim in batch])
        for claim, vector in zip(batch, vectors, strict=True):
            claim.embedding, claim.embedding_version = vector.tolist(), EMBEDDING_VERSION
        with transaction.atomic():
            Claim.objects.bulk_update(batch, ["embedding", "embedding_version"])
        yield len(batch)


def revisions_rematch(*, everything: bool = False) -> int:
    """Send matched revisions with claims of an earlier version (all of them: `everything`) through matching again.

    Returns how many. Those already on their way stay there, so that calling it again goes on where it stopped.
    """
    matched = Revision.objects.current().filter(state=Revision.State.MATCHED)
    if everything:
        current = matched.values("pk")
        ClaimMatching.objects.filter(claim__revision__in=current, claim__state="active").update(version=0)
        # What neither side finds again goes, as after a change of version.
        suggested = ClaimMatch.objects.filter(state=ClaimMatch.State.SUGGESTED, made_by=MadeBy.MACHINE)
        suggested.filter(left__revision__in=current, right__revision__in=current).update(version=0)
    # Scores of an earlier first stage cannot be held against those of this one.
    ClaimNeighbour.objects.filter(claim__matching__version__gt=0, claim__matching__version__lt=MATCH_VERSION).delete()
    waiting = Claim.objects.filter(revision=OuterRef("pk"), state="active").not_matched_by(MATCH_VERSION)
    pending = matched.filter(Exists(waiting)).order_by("pk")
    queued = 0
    while batch := list(pending.values_list("pk", flat=True)[:QUEUE_BATCH]):
        with transaction.atomic():
            now = timezone.now()
            Revision.objects.filter(pk__in=batch, state=Revision.State.MATCHED).update(
                state=Revision.State.EXTRACTED, attempts=0, queued_at=now, state_changed_at=now
            )
            for pk in batch:
                tasks.process_on_commit(pk)
        queued += len(batch)
    return queued
