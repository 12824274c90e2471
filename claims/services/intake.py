"""The one way in for articles: form, API and `manage.py ingest` all call `article_submit`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from claims import tasks
from claims.services.errors import ArticleRefused
from claims.services.retraction import retraction_apply
from credtrack.accounts.models import User
from credtrack.changes.services import change_record
from credtrack.changes.transactions import atomic_with_retry
from sources import cleaning
from sources.addresses import AddressRefused, canonical_url, domain_of
from sources.models import Revision, Source, SubmissionKey
from sources.reading import read_html
from sources.services import ArticleFields, outlet_resolve, revision_store

MAX_LINKS = 1_000
MAX_KEY_LENGTH = 200


@dataclass(frozen=True, slots=True)
class PublisherInput:
    """The outlet an article appeared in, as the submitter names it."""

    name: str = ""
    domain: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """What became of a submission: its revision, and whether this call made it."""

    revision: Revision
    created: bool


@dataclass(frozen=True, slots=True)
class _Page:
    """A submission's text with what was read from its HTML, if it had any."""

    text: str
    html: str
    links: tuple[Mapping[str, Any], ...]
    fields: ArticleFields


def article_submit(
    *,
    text: str = "",
    html: str = "",
    url: str | None = None,
    title: str = "",
    byline: str = "",
    published_at: datetime | None = None,
    language: str = "",
    publisher: PublisherInput | None = None,
    links: Iterable[Mapping[str, Any]] = (),
    retracted: bool = False,
    submitted_by: User | None = None,
    idempotency_key: str = "",
) -> Submission:
    """Take an article in and queue its way through the pipeline.

    The same text at the same canonical URL is one revision; without a URL the text itself is the identity. A repeated
    `idempotency_key` of one user answers with what it answered first. Raises ArticleRefused, and then nothing is kept.
    """
    links = list(links)
    named = publisher or PublisherInput()
    request_digest = _digest_of_request(
        text, html, url, title, byline, str(published_at), language, asdict(named), links, retracted
    )
    address = _address(url)
    page = _page(text, html, links, address)
    fields = replace(
        page.fields,
        title=_line(title, "title", settings.CREDTRACK_MAX_TITLE_LENGTH) or page.fields.title,
        byline=_line(byline, "byline", settings.CREDTRACK_MAX_TITLE_LENGTH) or page.fields.byline,
        language=_line(language, "language", 8) or page.fields.language,
        published_at=_aware(published_at, "published_at") or page.fields.published_at,
        retracted=retracted,
        submitted_by=submitted_by,
    )
    _check_key(idempotency_key, submitted_by)
    return _take_in(address, page, fields, named, idempotency_key, request_digest)


@atomic_with_retry
def _take_in(
    address: str | None, page: _Page, fields: ArticleFields, named: PublisherInput, key: str, request_digest: str
) -> Submission:
    if key and (held := _held(fields.submitted_by, key, request_digest)):
        return Submission(held, created=False)
    fields = replace(fields, publisher=_publisher(named, address))
    revision, created = revision_store(
        canonical_url=address, text=page.text, html=page.html, links=page.links, fields=fields
    )
    if key:
        revision, created = _keep_key(fields.submitted_by, key, request_digest, revision, created)
    if fields.retracted and not created:
        retraction_apply(article=revision.article)
    if created:
        change_record(
            kind="article.received",
            subject=revision.article.uuid,
            payload={"url": address, "revision": str(revision.uuid), "number": revision.number},
        )
        tasks.process_on_commit(revision.pk)
    return Submission(revision, created)


def _digest_of_request(*given: Any) -> str:
    return hashlib.sha256(json.dumps(given, default=str).encode()).hexdigest()


def _address(url: str | None) -> str | None:
    if not (url or "").strip():
        return None
    try:
        return canonical_url(str(url), max_length=settings.CREDTRACK_MAX_URL_LENGTH)
    except AddressRefused as error:
        raise ArticleRefused(str(error), field="url") from None


def _page(text: str, html: str, links: list[Mapping[str, Any]], address: str | None) -> _Page:
    field, limit = ("text" if text else "html"), settings.CREDTRACK_MAX_TEXT_BYTES
    if text and html:
        raise ArticleRefused("Send the text or the HTML, not both.", field="html")
    try:
        if not html:
            stored = cleaning.storable(text, max_bytes=limit)
            return _Page(stored, "", tuple(_links(links, len(stored))), ArticleFields())
        stored_html = cleaning.storable(html, max_bytes=limit)
        read = read_html(stored_html, url=address)
        stored = cleaning.storable(read.text, max_bytes=limit)
    except cleaning.TextTooLong as error:
        raise ArticleRefused(str(error), field=field, code="too_large") from None
    except cleaning.TextRefused as error:
        raise ArticleRefused(str(error), field=field) from None
    return _Page(
        stored,
        stored_html,
        tuple(asdict(link) for link in read.links),
        ArticleFields(title=read.title[:500], byline=read.byline[:500], published_at=read.published_at),
    )


def _links(links: list[Mapping[str, Any]], length: int) -> Iterable[dict[str, Any]]:
    if len(links) > MAX_LINKS:
        raise ArticleRefused(f"{len(links):,} links; at most {MAX_LINKS:,} are taken.", field="links")
    for i, link in enumerate(links):
        where = f"links/{i}"
        try:
            href, start, end = str(link["href"]), link["start"], link["end"]
        except (KeyError, TypeError):
            raise ArticleRefused("A link has href, start and end.", field=where) from None
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= length):
            raise ArticleRefused(f"[{start}, {end}) is not a span of the text of {length:,} characters.", field=where)
        try:
            address = canonical_url(href, max_length=settings.CREDTRACK_MAX_URL_LENGTH)
        except AddressRefused:
            continue  # mailto:, javascript:, …: pages are full of them, and they credit nobody
        yield {"href": address, "start": start, "end": end}


def _line(value: str, field: str, limit: int) -> str:
    value = " ".join(cleaning.replace_unstorable(value).split())
    if len(value) > limit:
        raise ArticleRefused(f"{len(value):,} characters; at most {limit:,} are taken.", field=field)
    return value


def _aware(value: datetime | None, field: str) -> datetime | None:
    if value is None:
        return None
    try:
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)
    except (OverflowError, ValueError):
        raise ArticleRefused(f"{value} is outside the calendar.", field=field) from None


def _publisher(named: PublisherInput, address: str | None) -> Source | None:
    return outlet_resolve(
        name=_line(named.name, "publisher/name", 300),
        domain=_line(named.domain, "publisher/domain", 253) or (domain_of(address) if address else ""),
        owner=_line(named.owner, "publisher/owner", 300),
    )


def _check_key(key: str, user: User | None) -> None:
    if not key:
        return
    if user is None:
        raise ArticleRefused("An Idempotency-Key belongs to a user.", field="idempotency_key")
    if len(key) > MAX_KEY_LENGTH or not key.isprintable():
        raise ArticleRefused(f"At most {MAX_KEY_LENGTH} printable characters.", field="idempotency_key")


def _held(user: User | None, key: str, request_digest: str) -> Revision | None:
    held = SubmissionKey.objects.select_related("revision__article").filter(user=user, key=key).first()
    if held is None:
        return None
    if held.request_digest != request_digest:
        raise ArticleRefused(
            "This Idempotency-Key was used for another request.", field="idempotency_key", code="conflict"
        )
    return held.revision


def _keep_key(
    user: User | None, key: str, request_digest: str, revision: Revision, created: bool
) -> tuple[Revision, bool]:
    try:
        with transaction.atomic():
            assert user is not None  # _check_key
            SubmissionKey.objects.create(user=user, key=key, request_digest=request_digest, revision=revision)
    except IntegrityError:  # the same key, at the same moment
        held = _held(user, key, request_digest)
        assert held is not None
        return held, created and held.pk == revision.pk
    return revision, created
