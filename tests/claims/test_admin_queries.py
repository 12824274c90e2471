"""The desk's lists and pages cost the same number of queries for three rows and for thirty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from credtrack.accounts.models import DeclaredLink, User
from credtrack.accounts.services import api_key_create
from sources.models import SourceAlias
from tests.claims.test_pages_queries import add_rows
from tests.claims.test_pages_status_hidden import sign_in
from tests.factories import Story, make_revision, make_source, make_user, story

pytestmark = pytest.mark.django_db

LISTS = [
    "sources_article",
    "sources_source",
    "claims_claim",
    "claims_claimmatch",
    "accounts_user",
    "accounts_apikey",
    "changes_change",
]
CHANGES: dict[str, Callable[[Story, User], Any]] = {
    "sources_article": lambda world, user: world.herald.article,
    "sources_source": lambda world, user: world.minister,
    "claims_claim": lambda world, user: world.relayed,
    "claims_claimmatch": lambda world, user: world.match,
    "accounts_user": lambda world, user: user,
    "accounts_apikey": lambda world, user: user.api_keys.first(),
}
# What an editor filters by must not multiply queries either.
FILTERS = {
    "sources_article": "?state=matched&retracted=no&q=closed",
    "claims_claim": "?anonymous=no&status__exact=unreviewed&q=bridge&current=all",
    "claims_claimmatch": "?relation__exact=same&score_from=0.1&q=lorries",
    "sources_source": "?kind__exact=person&q=speaker",
}
MOST = 25


def add_desk_rows(world: Story, user: User, number: int) -> None:
    """More of everything that a list or a page of the desk shows."""
    add_rows(world, number)
    for i in range(number):
        api_key_create(user=make_user(), name=f"key {i}")
        DeclaredLink.objects.create(user=user, source=make_source())
        SourceAlias.objects.create(source=world.minister, name=f"Alias {world.minister.aliases.count()}")
        newest = make_revision(world.herald.article, world.herald.text)
    world.herald.claims.update(revision=newest)


def addresses(world: Story, user: User) -> list[str]:
    return [
        *(reverse(f"admin:{name}_changelist") for name in LISTS),
        *(reverse(f"admin:{name}_changelist") + query for name, query in FILTERS.items()),
        *(reverse(f"admin:{name}_change", args=[row(world, user).pk]) for name, row in CHANGES.items()),
        *(reverse(f"admin:{name}_add") for name in ("sources_article", "sources_source", "accounts_user")),
        reverse("admin:index"),
    ]


def test_thirty_rows_cost_what_three_do(editor: User) -> None:
    world = story()
    api_key_create(user=editor, name="first")
    client = sign_in(editor)

    def count(url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200, url
        return len(captured)

    add_desk_rows(world, editor, 3)
    for url in addresses(world, editor):
        count(url)  # what is fetched once a process (content types) is not counted
    few = {url: count(url) for url in addresses(world, editor)}
    add_desk_rows(world, editor, 27)
    many = {url: count(url) for url in addresses(world, editor)}
    assert many == few
    assert max(few.values()) <= MOST, few


def test_lists_fetch_no_texts(editor: User) -> None:
    story()
    client = sign_in(editor)
    for name in ("sources_article", "claims_claim", "claims_claimmatch"):
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(f"admin:{name}_changelist"))
        for query in captured:
            assert '"sources_revision"."text"' not in query["sql"], name
            assert '"sources_revision"."html"' not in query["sql"], name
            assert '"embedding"' not in query["sql"], name
