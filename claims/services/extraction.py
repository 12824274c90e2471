"""From a revision's text to its attributions and claims: the analysis outside any transaction, then one short write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np

from claims import analysis
from claims.analysis import types
from claims.analysis.embed import embed
from claims.analysis.keys import claim_keys
from claims.models import Attribution, Claim
from claims.services.neighbours import neighbours_forget
from claims.services.retraction import retraction_apply
from claims.services.statements import statements_recompute
from credtrack.changes.services import change_record
from sources.models import Article, Revision, Source
from sources.names import is_proper_name, name_key
from sources.services import COLLECTIVE, lock_names, named_source_resolve, source_create

# Changes when the analysis does: a claim tells which version made it.
EXTRACTOR_VERSION = "1"
# Changes when the embedding model does: `manage.py rematch` embeds again what an earlier one embedded.
EMBEDDING_VERSION = 1


@dataclass(frozen=True, slots=True)
class Extraction:
    """The analysis of one text with one embedding a claim, [n, 384]."""

    analysis: types.Analysis
    embeddings: np.ndarray


def revision_analyse(revision: Revision) -> Extraction:
    """Slow and without a transaction: reads the text, touches no table."""
    article = revision.article
    found = analysis.analyse(revision.text, published_at=article.published_at or article.modified_at)
    return Extraction(found, embed([claim.resolved or claim.text for claim in found.claims]))


def extraction_store(*, revision: Revision, found: Extraction) -> None:
    """Inside the step's last move: write what was found. The caller holds the revision's lease and lock."""
    article = revision.article
    _fill_article(article, found.analysis.document.metadata)
    sources = _resolve_sources(article, found.analysis.attributions)
    attributions = _store_attributions(revision, found.analysis.attributions, sources)
    _store_claims(revision, found, attributions)
    _follow(article, revision)
    revision.ignored = _spans(found.analysis.document.ignored)
    revision.extractor = EXTRACTOR_VERSION
    revision.save(update_fields=["ignored", "extractor"])
    change_record(
        kind="article.extracted",
        subject=article.uuid,
        payload={"revision": str(revision.uuid), "claims": len(found.analysis.claims)},
    )


def _spans(spans: Sequence[types.Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _aware(value: datetime | None) -> datetime | None:
    return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def _fill_article(article: Article, metadata: types.Metadata) -> None:
    """What the submitter left open is taken from the page's own furniture."""
    read: dict[str, Any] = {
        "title": (metadata.title or "")[:500],
        "byline": (metadata.byline or "")[:500],
        "language": metadata.language or "",
        "published_at": _aware(metadata.published_at),
        "modified_at": _aware(metadata.modified_at),
    }
    changed = [name for name, value in read.items() if value and not getattr(article, name)]
    for name in changed:
        setattr(article, name, read[name])
    if article.language_unsupported == metadata.language_supported:
        article.language_unsupported = not metadata.language_supported
        changed.append("language_unsupported")
    if changed:
        article.save(update_fields=changed)


def _is_public(mention: types.SourceMention) -> bool:
    """Whether the source stands outside its article: it has a name of its own and is not anonymous."""
    return mention.kind not in {"anonymous", "group"} and is_proper_name(mention.name)


def _resolve_sources(article: Article, attributions: Sequence[types.Attribution]) -> dict[str, Source]:
    """{canonical: source}; known ones by their surface forms, new ones made."""
    mentions: dict[str, types.SourceMention] = {}
    for attribution in attributions:
        if attribution.source is not None:
            mentions.setdefault(attribution.source.canonical, attribution.source)
    public = [mention for mention in mentions.values() if _is_public(mention)]
    lock_names(f"{'collective' if m.kind in COLLECTIVE else m.kind}:{name_key(m.name)}" for m in public)
    return {canonical: _resolve_source(article, mention) for canonical, mention in mentions.items()}


def _resolve_source(article: Article, mention: types.SourceMention) -> Source:
    if _is_public(mention):
        return named_source_resolve(name=mention.name, kind=mention.kind)
    own = Source.objects.filter(article=article, kind=mention.kind, name=mention.name[:300]).order_by("id").first()
    return own or source_create(kind=mention.kind, name=mention.name, article=article)


def _store_attributions(
    revision: Revision, found: Sequence[types.Attribution], sources: dict[str, Source]
) -> dict[str, Attribution]:
    rows = {
        attribution.id: _attribution_row(revision, position, attribution, sources)
        for position, attribution in enumerate(found)
    }
    Attribution.objects.bulk_create(rows.values())
    nested = []
    for attribution in found:
        if attribution.parent is not None:
            rows[attribution.id].parent = rows[attribution.parent]
            nested.append(rows[attribution.id])
    Attribution.objects.bulk_update(nested, ["parent"])
    return rows


def _attribution_row(
    revision: Revision, position: int, attribution: types.Attribution, sources: dict[str, Source]
) -> Attribution:
    text, source, cue = revision.text, attribution.source, attribution.cue
    row = Attribution(
        revision=revision,
        position=position,
        content=_spans(attribution.content),
        quote_type=attribution.quote_type,
        confidence=attribution.confidence,
    )
    if source is not None:
        row.source = sources[source.canonical]
        row.source_start, row.source_end = source.span.start, source.span.end
        row.source_text = source.span.of(text)[:1000]
    if cue is not None:
        row.cue_start, row.cue_end = cue.span.start, cue.span.end
        row.cue_text, row.cue_lemma, row.stance = cue.span.of(text)[:500], cue.lemma[:500], cue.stance
    if source is not None and (anonymous := source.anonymous) is not None:
        row.anonymous_count, row.anonymous_exact = anonymous.count, anonymous.exact
        row.anonymous_affiliation = (anonymous.affiliation or "")[:300]
        row.anonymous_seniority = (anonymous.seniority or "")[:300]
        row.anonymous_proximity = (anonymous.proximity or "")[:500]
        row.anonymous_reason = (anonymous.reason or "")[:500]
    return row


def _store_claims(revision: Revision, found: Extraction, attributions: dict[str, Attribution]) -> None:
    Claim.objects.bulk_create(
        Claim(
            revision=revision,
            article_id=revision.article_id,
            attribution=attributions[claim.attribution] if claim.attribution is not None else None,
            position=position,
            spans=_spans(claim.spans),
            text=claim.text,
            resolved=claim.resolved or claim.text,
            certainty=claim.certainty,
            polarity=claim.polarity,
            check_worthiness=claim.check_worthiness.score,
            check_worthiness_parts=dict(claim.check_worthiness.parts),
            quantities=[_quantity(quantity) for quantity in claim.quantities],
            event_start=claim.event_time.start if claim.event_time else None,
            event_end=claim.event_time.end if claim.event_time else None,
            event_precision=claim.event_time.precision if claim.event_time else "",
            keys=claim_keys(claim.resolved or claim.text, claim.quantities),
            embedding_version=EMBEDDING_VERSION,
            embedding=found.embeddings[position].tolist(),
        )
        for position, claim in enumerate(found.analysis.claims)
    )


def _follow(article: Article, revision: Revision) -> None:
    """What the new claims mean for others: earlier texts' claims leave their statements; retraction reaches all."""
    earlier = Claim.objects.filter(article=article).exclude(revision=revision)
    neighbours_forget(earlier.values_list("pk", flat=True))
    if leaving := list(earlier.exclude(statement=None).values_list("pk", flat=True)):
        statements_recompute(claims=leaving)
    if article.is_retracted:
        retraction_apply(article=article)


def _quantity(quantity: types.Quantity) -> dict[str, Any]:
    return {
        "start": quantity.span.start,
        "end": quantity.span.end,
        "value": quantity.value,
        "upper": quantity.upper,
        "comparator": quantity.comparator,
        "unit": quantity.unit,
        "counted": quantity.counted,
    }
