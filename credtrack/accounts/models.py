"""People and programs that use credtrack: users with a role, reviewers' declared links, API keys."""

from __future__ import annotations

import hashlib
import uuid

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q


class User(AbstractUser):
    """An account. Its role decides what it may do: `reader` reads, `reviewer` votes, `editor` runs the desk."""

    class Role(models.TextChoices):
        READER = "reader"
        REVIEWER = "reviewer"
        EDITOR = "editor"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    role = models.CharField(max_length=10, choices=Role, default=Role.READER)

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(name="user_role_known", condition=Q(role__in=["reader", "reviewer", "editor"])),
        ]

    @property
    def is_editor(self) -> bool:
        return self.is_active and (self.is_superuser or self.role == self.Role.EDITOR)

    @property
    def is_reviewer(self) -> bool:
        """May vote. Editors may too (DESIGN §6)."""
        return self.is_active and (self.is_superuser or self.role in {self.Role.REVIEWER, self.Role.EDITOR})


class DeclaredLink(models.Model):
    """A reviewer's tie to a source (employer, relative, funder): it bars them from votes on that source's claims."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="declared_links")
    source = models.ForeignKey("sources.Source", on_delete=models.CASCADE, related_name="declared_links")
    note = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "source"], name="declared_link_once")]

    def __str__(self) -> str:
        return f"{self.user} – {self.source}"


class ApiKey(models.Model):
    """A program's key. Only the SHA-256 of the secret is kept: 32 random bytes need no slow hash."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=12, unique=True, help_text="The key's visible beginning, to tell keys apart.")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @staticmethod
    def digest_of(secret: str) -> str:
        return hashlib.sha256(secret.encode()).hexdigest()
