"""Who says it (sources), and where it was said (articles and their revisions)."""

from __future__ import annotations

import uuid
from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from sources.querysets import ArticleQuerySet, RevisionQuerySet, SourceQuerySet


class Source(models.Model):
    """Who says it: person, organization, outlet, agency (wire), document, anonymous, group.

    One model, since an outlet both publishes and is cited. `parent` is the owner or affiliation. An anonymous source
    belongs to one article and is never merged across outlets by machine; so does every other source without a name of
    its own ("police", "the report"). A merged source keeps its row and points to
    the one that stands for it.
    """

    class Kind(models.TextChoices):
        PERSON = "person"
        ORGANIZATION = "organization"
        OUTLET = "outlet"
        AGENCY = "agency", "agency (wire)"
        DOCUMENT = "document"
        ANONYMOUS = "anonymous"
        GROUP = "group"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=300)
    domain = models.CharField(max_length=253, null=True, blank=True, unique=True)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="children",
        help_text="Owner, affiliation.",
    )
    article = models.ForeignKey(
        "Article",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="own_sources",
        help_text="The one article that an anonymous source, or one without a name of its own, belongs to.",
    )
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from")
    note = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="source_anonymous_belongs_to_an_article",
                condition=~Q(kind="anonymous") | Q(article__isnull=False),
            ),
            models.CheckConstraint(name="source_not_its_own_parent", condition=~Q(parent=F("id"))),
            models.CheckConstraint(name="source_not_merged_into_itself", condition=~Q(merged_into=F("id"))),
            models.CheckConstraint(name="source_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="source_domain_not_empty", condition=Q(domain__isnull=True) | ~Q(domain="")),
        ]
        indexes = [
            GinIndex(OpClass("name", name="gin_trgm_ops"), name="source_name_trgm"),
            models.Index(fields=["kind", "name"], name="source_kind_name"),
        ]

    def __str__(self) -> str:
        return self.name


class SourceAlias(models.Model):
    """Another surface form of a source. Two people may share one ("Smith"), so it is unique per source only."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300, editable=False, help_text="Case- and accent-folded form looked up.")

    class Meta:
        verbose_name_plural = "source aliases"
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="source_alias_once"),
            models.CheckConstraint(name="source_alias_not_empty", condition=~Q(key="")),
        ]
        indexes = [models.Index(fields=["key"], name="source_alias_key")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        from sources.names import name_key

        self.key = name_key(self.name)
        super().save(*args, **kwargs)


class Article(models.Model):
    """One URL, or one pasted text. What it says stands in its revisions."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    canonical_url = models.CharField(max_length=2000, null=True, blank=True, unique=True)
    pasted_digest = models.CharField(
        max_length=64, null=True, blank=True, unique=True, editable=False, help_text="SHA-256 of a text without a URL."
    )
    publisher = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="published")
    title = models.CharField(max_length=500, blank=True)
    byline = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=8, blank=True)
    language_unsupported = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True, blank=True)
    modified_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="submitted_articles"
    )
    retracted_at = models.DateTimeField(null=True, blank=True)
    retraction_note = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="article_has_url_or_pasted_digest",
                condition=Q(canonical_url__isnull=False) | Q(pasted_digest__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="article_newest"),
            models.Index(fields=["publisher", "published_at"], name="article_publisher"),
            GinIndex(OpClass("title", name="gin_trgm_ops"), name="article_title_trgm"),
        ]

    def __str__(self) -> str:
        return self.title or self.canonical_url or f"pasted text {self.uuid}"

    @property
    def is_retracted(self) -> bool:
        return self.retracted_at is not None


class Revision(models.Model):
    """The immutable text of an article at one time, and how far the pipeline has come with it (DESIGN §3)."""

    class State(models.TextChoices):
        RECEIVED = "received"
        FETCHED = "fetched"
        EXTRACTED = "extracted"
        MATCHED = "matched"
        FAILED = "failed"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    is_current = models.BooleanField(default=True)
    text = models.TextField()
    text_digest = models.CharField(max_length=64, editable=False, help_text="SHA-256 of the text as stored.")
    html = models.TextField(blank=True, help_text="As fetched or submitted, where the text was read from HTML.")
    links = models.JSONField(default=list, blank=True, help_text='[{"href", "start", "end"}], offsets into the text.')
    ignored = models.JSONField(default=list, blank=True, help_text="Spans of lines that are not body.")
    created_at = models.DateTimeField(auto_now_add=True)

    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    failed_in = models.CharField(max_length=10, blank=True, help_text="The state the failed step started from.")
    attempts = models.PositiveSmallIntegerField(default=0, help_text="Of the step under way.")
    error = models.TextField(blank=True, help_text="Why the last attempt failed.")
    lease_token = models.UUIDField(null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True)
    queued_at = models.DateTimeField(null=True, blank=True)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    state_changed_at = models.DateTimeField(auto_now_add=True)
    extractor = models.CharField(max_length=50, blank=True, help_text="Version of the analysis that made the claims.")

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
            models.UniqueConstraint(fields=["article"], condition=Q(is_current=True), name="revision_one_current"),
            models.CheckConstraint(
                name="revision_state_known",
                condition=Q(state__in=["received", "fetched", "extracted", "matched", "failed"]),
            ),
            models.CheckConstraint(
                name="revision_lease_whole",
                condition=Q(lease_token__isnull=True, lease_until__isnull=True)
                | Q(lease_token__isnull=False, lease_until__isnull=False),
            ),
            models.CheckConstraint(
                name="revision_failed_says_where", condition=~Q(state="failed") | (~Q(failed_in="") & ~Q(error=""))
            ),
            models.CheckConstraint(name="revision_text_not_empty", condition=~Q(text="") | ~Q(html="")),
        ]
        indexes = [
            models.Index(fields=["state", "queued_at"], name="revision_state"),
            # The sweeper's question, answered from an index that holds only the rows in work.
            models.Index(
                fields=["lease_until", "queued_at"],
                name="revision_in_work",
                condition=Q(state__in=["received", "fetched", "extracted"]),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="revision_text_immutable",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__text__df=pgtrigger.F("new__text"))
                & ~pgtrigger.Q(old__text=""),  # a fetched page's text is filled in once
            )
        ]

    def __str__(self) -> str:
        return f"{self.article} (revision {self.number})"


class SubmissionKey(models.Model):
    """An Idempotency-Key a client sent, and the revision it led to: the same key answers with the same article."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="submission_keys")
    key = models.CharField(max_length=200)
    request_digest = models.CharField(max_length=64, help_text="SHA-256 of the request: a key is for one request only.")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="submission_keys")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="submission_key_once")]

    def __str__(self) -> str:
        return self.key
