"""The cast that every test knows, by role. Servers are started by the plugin `credtrack.embedded.testing`."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.conf import settings
from django.core.cache import cache
from rest_framework.test import APIClient

from credtrack.accounts.models import User
from credtrack.accounts.services import api_key_create
from tests.factories import make_user


def pytest_configure() -> None:
    # A password's slow hash is what protects it; in tests it would be half of their time.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def editor(db: None) -> User:
    return make_user("editor", role="editor")


@pytest.fixture
def reviewer(db: None) -> User:
    return make_user("reviewer", role="reviewer")


@pytest.fixture
def second_reviewer(db: None) -> User:
    return make_user("second_reviewer", role="reviewer")


@pytest.fixture
def third_reviewer(db: None) -> User:
    return make_user("third_reviewer", role="reviewer")


@pytest.fixture
def outsider(db: None) -> User:
    """Signed in, with no rights but to read."""
    return make_user("outsider", role="reader")


@dataclass(frozen=True)
class Key:
    """An API key with its secret and a client that sends it."""

    secret: str
    user: User
    client: APIClient


@pytest.fixture
def api_key(editor: User) -> Key:
    """The editor's key."""
    return key_of(editor)


def key_of(user: User) -> Key:
    _, secret = api_key_create(user=user, name="test key")
    client = APIClient(headers={"Authorization": f"Bearer {secret}"})
    return Key(secret=secret, user=user, client=client)


@pytest.fixture(autouse=True)
def _fresh_throttle(request: pytest.FixtureRequest) -> None:
    """Throttle budgets live in Redis and would run from test to test."""
    if "api_key" in request.fixturenames or "client" in request.fixturenames:
        cache.clear()
