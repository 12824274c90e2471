"""Intake: one URL and text is one revision, however often and concurrently it arrives; bad input is refused whole."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, connection, transaction

from claims.models import Claim
from claims.services import ArticleRefused, PublisherInput, article_submit
from credtrack.accounts.models import User
from credtrack.changes.models import Change
from sources.models import Article, Revision, Source
from tests.factories import make_claim

pytestmark = pytest.mark.django_db
URL = "https://herald.example/dam"
TEXT = "The dam at Sarnak was closed on Monday, officials said."


def test_the_same_text_at_the_same_url_is_one_revision() -> None:
    first = article_submit(text=TEXT, url=URL)
    again = article_submit(text=TEXT, url="HTTPS://herald.example:443/dam?utm_source=feed#top")
    assert (first.created, again.created) == (True, False)
    assert again.revision == first.revision
    assert Change.objects.filter(kind="article.received").count() == 1


def test_changed_text_is_a_new_revision_and_so_is_a_text_that_returns() -> None:
    article_submit(text=TEXT, url=URL)
    article_submit(text=TEXT + " It reopened.", url=URL)
    third = article_submit(text=TEXT, url=URL)
    rows = list(Revision.objects.order_by("number").values_list("number", "is_current"))
    assert rows == [(1, False), (2, False), (3, True)]
    assert third.created
    assert Article.objects.count() == 1


def test_pasted_text_is_its_own_identity() -> None:
    assert article_submit(text=TEXT).created
    assert not article_submit(text=TEXT).created
    assert article_submit(text=TEXT + "!").created
    assert Article.objects.count() == 2


def test_only_claims_of_the_current_revision_count() -> None:
    old = article_submit(text=TEXT, url=URL).revision
    claim = make_claim(old, "The dam at Sarnak was closed on Monday")
    assert list(Claim.objects.current()) == [claim]
    article_submit(text="Nothing was closed.", url=URL)
    assert not Claim.objects.current().exists()


def test_the_publisher_comes_from_the_submitter_or_from_the_address() -> None:
    named = article_submit(text=TEXT, url=URL, publisher=PublisherInput("The Herald", "herald.example", "Herald Group"))
    other = article_submit(text="Another text.", url="https://www.herald.example/other")
    source = named.revision.article.publisher
    assert source == other.revision.article.publisher
    assert (source.name, source.domain, source.kind) == ("The Herald", "herald.example", "outlet")
    assert (source.parent.name, source.parent.kind) == ("Herald Group", "organization")


def test_an_owner_that_is_known_is_not_overwritten() -> None:
    article_submit(text=TEXT, url=URL, publisher=PublisherInput("The Herald", "herald.example", "Herald Group"))
    article_submit(text="More.", url=URL, publisher=PublisherInput("The Herald", "herald.example", "Somebody Else"))
    assert Source.objects.get(domain="herald.example").parent.name == "Herald Group"


def test_later_submissions_fill_what_was_open_and_keep_what_was_held() -> None:
    article_submit(text=TEXT, url=URL, title="Dam closed")
    article_submit(text=TEXT, url=URL, title="Another title", byline="A. Writer")
    article = Article.objects.get()
    assert (article.title, article.byline) == ("Dam closed", "A. Writer")


def test_html_is_read_and_its_links_keep_their_place() -> None:
    paragraphs = "".join(
        f'<p>In year {year} the <a href="/report/{year}">inspection report</a> told the council that the dam was safe '
        "and that nobody living below it needed to move away from the valley.</p>"
        for year in range(2019, 2024)
    )
    html = f"<html><head><title>Dam</title></head><body><nav>Home</nav><article>{paragraphs}</article></body></html>"
    revision = article_submit(html=html, url=URL).revision
    assert "Home" not in revision.text
    assert {revision.text[link["start"] : link["end"]] for link in revision.links} == {"inspection report"}
    assert revision.links[0]["href"] == "https://herald.example/report/2019"


def test_an_idempotency_key_answers_as_it_did_first(editor: User, reviewer: User) -> None:
    first = article_submit(text=TEXT, url=URL, submitted_by=editor, idempotency_key="k1")
    article_submit(text="Changed since.", url=URL)
    again = article_submit(text=TEXT, url=URL, submitted_by=editor, idempotency_key="k1")
    assert (again.revision, again.created) == (first.revision, False)
    with pytest.raises(ArticleRefused) as refusal:
        article_submit(text="Other.", url=URL, submitted_by=editor, idempotency_key="k1")
    assert refusal.value.code == "conflict"
    assert article_submit(text="Other.", url=URL, submitted_by=reviewer, idempotency_key="k1").created


def test_a_retracted_submission_reaches_the_claims_that_are_held() -> None:
    revision = article_submit(text=TEXT, url=URL).revision
    claim = make_claim(revision, "The dam at Sarnak was closed on Monday")
    article_submit(text=TEXT, url=URL, retracted=True)
    claim.refresh_from_db()
    assert claim.status == "retracted"
    article_submit(text=TEXT, url=URL, retracted=False)  # a retraction is never taken back by a feed
    assert Article.objects.get().is_retracted


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"text": ""}, "html", "invalid"),
        ({"text": " \u200b\n\t"}, "text", "invalid"),
        ({"text": "\x00\x01\x02" * 50}, "text", "invalid"),
        ({"text": "a" * 1_000_001}, "text", "too_large"),
        ({"text": "é" * 500_001}, "text", "too_large"),
        ({"text": TEXT, "html": "<p>x</p>"}, "html", "invalid"),
        ({"html": "<p></p>"}, "html", "invalid"),
        ({"text": TEXT, "url": "javascript:alert(1)"}, "url", "invalid"),
        ({"text": TEXT, "url": "https://"}, "url", "invalid"),
        ({"text": TEXT, "url": "https://a b.example/"}, "url", "invalid"),
        ({"text": TEXT, "url": "https://a.example/" + "x" * 2000}, "url", "invalid"),
        ({"text": TEXT, "url": "https://[::1"}, "url", "invalid"),
        ({"text": TEXT, "title": "x" * 501}, "title", "invalid"),
        ({"text": TEXT, "links": [{"href": "https://a.example"}]}, "links/0", "invalid"),
        ({"text": TEXT, "links": [{"href": "https://a.example", "start": 5, "end": 4}]}, "links/0", "invalid"),
        ({"text": TEXT, "links": [{"href": "https://a.example", "start": 0, "end": 999}]}, "links/0", "invalid"),
        ({"text": TEXT, "idempotency_key": "k"}, "idempotency_key", "invalid"),
    ],
)
def test_what_cannot_be_taken_is_refused_at_its_field_and_leaves_nothing(given: dict, field: str, code: str) -> None:
    with pytest.raises(ArticleRefused) as refusal:
        article_submit(**given)
    assert (refusal.value.field, refusal.value.code) == (field, code)
    assert not Article.objects.exists()
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "A text with NUL \x00 and a lone surrogate \ud800 in it, said an editor.",
        "Bidi \u202e marks \u2066 and \u0007 bells.",
        '"' * 10_000,
        "x",
    ],
)
def test_awkward_text_is_kept_at_its_length(text: str) -> None:
    stored = article_submit(text=text).revision.text
    assert len(stored) == len(text)
    assert "\x00" not in stored
    assert "\ud800" not in stored


def test_a_date_long_past_is_kept() -> None:
    moment = datetime(1823, 5, 1, tzinfo=UTC)
    article_submit(text=TEXT, published_at=moment)
    assert Article.objects.get().published_at == moment


def test_a_stored_text_cannot_be_changed() -> None:
    revision = article_submit(text=TEXT).revision
    with pytest.raises(DatabaseError), transaction.atomic():
        Revision.objects.filter(pk=revision.pk).update(text="Something else.")


def at_once(n: int, call: Callable[[int], object]) -> list:
    def run(i: int) -> object:
        try:
            return call(i)
        finally:
            connection.close()

    with ThreadPoolExecutor(n) as pool:
        return list(pool.map(run, range(n)))


@pytest.mark.django_db(transaction=True)
def test_one_article_from_many_sides_at_once_is_one_revision() -> None:
    publisher = PublisherInput("The Herald", "herald.example", "Herald Group")
    done = at_once(16, lambda i: article_submit(text=TEXT, url=URL, publisher=publisher))
    assert sum(submission.created for submission in done) == 1
    assert len({submission.revision.pk for submission in done}) == 1
    assert Source.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_texts_at_once_leave_one_current_revision(settings: LazySettings) -> None:
    at_once(8, lambda i: article_submit(text=f"{TEXT} {i % 2}", url=URL))
    assert Revision.objects.filter(is_current=True).count() == 1
    numbers = list(Revision.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.django_db(transaction=True)
def test_one_key_at_once_is_one_revision(editor: User) -> None:
    done = at_once(8, lambda i: article_submit(text=TEXT, url=URL, submitted_by=editor, idempotency_key="same"))
    assert sum(submission.created for submission in done) == 1
