"""What creates and changes accounts and keys."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from credtrack.accounts.models import ApiKey, User

FIRST_REVIEWERS = ("amal", "boris", "chen")
# How stale `last_used_at` may be: one write a minute and key, not one a request.
LAST_USED_RESOLUTION = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Credential:
    """A login or key as its owner needs it; the secret exists nowhere else in the clear."""

    role: str
    name: str
    secret: str


@transaction.atomic
def api_key_create(*, user: User, name: str) -> tuple[ApiKey, str]:
    """A new key for `user`; the second value is the secret, shown this once."""
    secret = f"ct_{secrets.token_urlsafe(32)}"
    key = ApiKey.objects.create(user=user, name=name, prefix=secret[:11], digest=ApiKey.digest_of(secret))
    return key, secret


def api_key_authenticate(*, secret: str) -> ApiKey | None:
    """The unrevoked key of an active user that this secret opens, or None."""
    key = (
        ApiKey.objects.select_related("user")
        .filter(digest=ApiKey.digest_of(secret), revoked_at=None, user__is_active=True)
        .first()
    )
    if key is not None:
        now = timezone.now()
        if key.last_used_at is None or now - key.last_used_at > LAST_USED_RESOLUTION:
            ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)
    return key


@transaction.atomic
def first_accounts_create() -> list[Credential]:
    """An editor, three reviewers and an API key on an empty installation; nothing where any account exists."""
    if User.objects.exists():
        return []
    credentials = []
    editor = None
    for username, role in (("editor", User.Role.EDITOR), *((name, User.Role.REVIEWER) for name in FIRST_REVIEWERS)):
        password = secrets.token_urlsafe(12)
        staff = role == User.Role.EDITOR
        user = User.objects.create_user(username, password=password, role=role, is_staff=staff)
        editor = editor or user
        credentials.append(Credential(role=str(role), name=username, secret=password))
    assert editor is not None
    _, secret = api_key_create(user=editor, name="first key")
    credentials.append(Credential(role="api key", name="first key", secret=secret))
    return credentials


def api_key_revoke(*, key: ApiKey) -> bool:
    """The key opens nothing any more; it stays on record. False when it was revoked before."""
    revoked = ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now())
    return bool(revoked)
