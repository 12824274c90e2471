"""What creates sources, articles and revisions. Each is safe to call many times and at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from credtrack.accounts.models import User
from sources.models import Article, Revision, Source, SourceAlias
from sources.names import name_key

# Kinds that surface forms are not told apart by: "the Herald" is an organization or an outlet as the verb may have it.
COLLECTIVE = frozenset({"organization", "outlet", "agency"})


@dataclass(frozen=True, slots=True)
class ArticleFields:
    """What is known of an article besides its text; empty values leave what is held."""

    title: str = ""
    byline: str = ""
    language: str = ""
    language_unsupported: bool = False
    published_at: datetime | None = None
    modified_at: datetime | None = None
    publisher: Source | None = None
    retracted: bool = False
    submitted_by: User | None = None


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def lock_names(keys: Iterable[str]) -> None:
    """Until the transaction ends, nobody else resolves these names: two workers meeting one new name at once would
    otherwise both create it. In sorted order, so that two callers cannot wait for each other."""
    with connection.cursor() as cursor:
        for key in sorted(set(keys)):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 20191))", [key])


@transaction.atomic
def outlet_resolve(*, name: str = "", domain: str = "", owner: str = "") -> Source | None:
    """The outlet with this domain, else of this name; made when there is none. None without name and domain.

    `owner` fills an empty owner and never overwrites one that an editor may have set.
    """
    name, domain, owner = name.strip()[:300], domain.strip().lower().removeprefix("www.")[:253], owner.strip()[:300]
    if not name and not domain:
        return None
    lock_names(["outlet:" + (domain or name_key(name)), *(["owner:" + name_key(owner)] if owner else [])])
    outlet = Source.objects.filter(domain=domain).first() if domain else None
    if outlet is None and name:
        outlet = (
            Source.objects.named()
            .filter(kind__in=["outlet", "agency"], aliases__key=name_key(name))
            .filter(**({"domain": None} if domain else {}))
            .order_by("id")
            .first()
        )
        if outlet is not None and domain:
            outlet.domain = domain
            outlet.save(update_fields=["domain"])
    if outlet is None:
        outlet = source_create(kind="outlet", name=name or domain, domain=domain or None)
    elif name:
        alias_add(source=outlet, name=name)
    if owner and outlet.parent_id is None:
        outlet.parent = named_source_resolve(name=owner, kind="organization")
        if outlet.parent_id != outlet.pk:
            outlet.save(update_fields=["parent"])
    return outlet.merged_into or outlet


def source_create(*, kind: str, name: str, domain: str | None = None, article: Article | None = None) -> Source:
    """A new source with its name as first alias (sources of one article need none: nobody looks them up)."""
    source = Source.objects.create(kind=kind, name=name[:300], domain=domain, article=article)
    if article is None:
        alias_add(source=source, name=name)
    return source


def alias_add(*, source: Source, name: str) -> None:
    key = name_key(name)
    if key:
        SourceAlias.objects.get_or_create(source=source, key=key, defaults={"name": name[:300]})


def named_source_resolve(*, name: str, kind: str) -> Source:
    """The source this name stands for; made when none or more than one fits.

    A full name stands for whoever bears it as an alias. A person's bare surname stands for a known person only when
    exactly one known person has it: two who fit are never merged. Callers hold `lock_names`.
    """
    kinds = COLLECTIVE if kind in COLLECTIVE else {kind}
    key = name_key(name)
    known = Source.objects.named().filter(kind__in=kinds)
    matches = list(known.filter(aliases__key=key).distinct()[:2])
    if not matches and kind == "person" and " " not in key and key:
        matches = list(known.filter(aliases__key__endswith=" " + key).distinct()[:2])
    if len(matches) == 1:
        return matches[0]
    if len(matches) > 1:
        exact = [s for s in matches if name_key(s.name) == key]
        if len(exact) == 1:
            return exact[0]
    return source_create(kind=kind, name=name)


@transaction.atomic
def revision_store(
    *,
    canonical_url: str | None,
    text: str,
    fields: ArticleFields,
    html: str = "",
    links: Iterable[Mapping[str, Any]] = (),
) -> tuple[Revision, bool]:
    """The article's current revision with this text, and whether this call made it.

    The same text again is the same revision, however often and concurrently it arrives; other text is a new revision,
    also when that text was held before. `text` is storable (sources.cleaning) and not empty.
    """
    digest = digest_of(text)
    article, new = _article_get_or_create(canonical_url, digest, fields)
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    current = article.revisions.filter(is_current=True).first()
    if not new:
        _article_fill(article, fields, is_new_text=current is None or current.text_digest != digest)
    if current is not None and current.text_digest == digest:
        return current, False
    if current is not None:
        article.revisions.filter(pk=current.pk).update(is_current=False)
    revision = Revision.objects.create(
        article=article,
        number=current.number + 1 if current else 1,
        text=text,
        text_digest=digest,
        html=html,
        links=list(links),
        queued_at=timezone.now(),
    )
    return revision, True


def _article_get_or_create(canonical_url: str | None, digest: str, fields: ArticleFields) -> tuple[Article, bool]:
    identity = {"canonical_url": canonical_url} if canonical_url else {"pasted_digest": digest}
    try:
        with transaction.atomic():
            article = Article.objects.create(
                **identity,
                title=fields.title,
                byline=fields.byline,
                language=fields.language,
                language_unsupported=fields.language_unsupported,
                published_at=fields.published_at,
                modified_at=fields.modified_at,
                publisher=fields.publisher,
                submitted_by=fields.submitted_by,
                retracted_at=timezone.now() if fields.retracted else None,
            )
    except IntegrityError:
        return Article.objects.get(**identity), False
    return article, True


def _article_fill(article: Article, fields: ArticleFields, *, is_new_text: bool) -> None:
    """Fill what was empty; with a new text the page's own fields follow it. A retraction is never taken back here."""
    changed = []
    for name in ("title", "byline", "language", "published_at", "modified_at", "publisher"):
        value, held = getattr(fields, name), getattr(article, name)
        if value and value != held and (is_new_text or not held):
            setattr(article, name, value)
            changed.append(name)
    if fields.retracted and article.retracted_at is None:
        article.retracted_at = timezone.now()
        changed.append("retracted_at")
    if changed:
        article.save(update_fields=changed)
