"""Every page costs the same number of queries for one row and for thirty."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.candidates import COMMON_KEYS
from claims.services import EvidenceInput, vote_cast
from tests.claims.test_pages_status_hidden import sign_in
from tests.factories import (
    Story,
    make_article,
    make_attribution,
    make_claim,
    make_match,
    make_outlet,
    make_source,
    make_user,
    story,
)

pytestmark = pytest.mark.django_db

# Session and user, then what the page shows.
PAGES: dict[str, tuple[Callable[[Story], str], int]] = {
    "queue": (lambda w: reverse("queue") + "?show=vote", 7),
    "all claims": (lambda w: reverse("queue") + "?show=all", 7),
    "search": (lambda w: reverse("search") + "?q=harbour+number", 10),
    "claim": (lambda w: reverse("claim", args=[w.relayed.uuid]), 20),
    "article": (lambda w: reverse("article", args=[w.herald.article.uuid]), 12),
    "articles": (lambda w: reverse("articles"), 5),
    "sources": (lambda w: reverse("sources"), 5),
    "source": (lambda w: reverse("source", args=[w.minister.uuid]), 11),
}


def add_rows(world: Story, number: int) -> None:
    """More of everything that a page may list: claims, sources, matches, votes with evidence, revisions, articles."""
    for i in range(number):
        source = make_source(f"Speaker {i}", parent=world.minister)
        said = make_attribution(world.herald, source=source, source_words="the officer", cue="said")
        claim = make_claim(world.herald, "The bridge was closed", attribution=said, resolved=f"harbour number {i}")
        make_claim(world.herald, "The bridge was closed", attribution=world.denied.attribution)
        other = make_claim(
            make_article(publisher=make_outlet(f"Paper {i}")), attribution=None, resolved=f"harbour number x {i}"
        )
        match = make_match(world.relayed, other)
        make_match(claim, other)
        evidence = [EvidenceInput(claim_match=match.uuid), EvidenceInput(url=f"https://e.example/{i}", shows="It.")]
        vote_cast(claim=world.relayed, reviewer=make_user(), verdict="corroborated", evidence=evidence)
        make_article(publisher=world.minister)


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("role", ["reviewer", "editor"])
def test_thirty_rows_cost_what_one_does(role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(COMMON_KEYS, "get", frozenset)  # asked for every few minutes, by whoever comes then
    world = story()
    user = make_user(role=role)
    client = sign_in(user)
    vote_cast(claim=world.relayed, reviewer=user, verdict="cannot_judge")  # so that the whole history is shown
    add_rows(world, 1)
    few = {name: queries(client, url(world)) for name, (url, _) in PAGES.items()}
    add_rows(world, 29)
    many = {name: queries(client, url(world)) for name, (url, _) in PAGES.items()}
    assert many == few
    for name, (_, most) in PAGES.items():
        assert few[name] <= most, (name, few[name])
