"""Articles in the desk: taken in by a form, seen with their state, tried again."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from credtrack.accounts.models import User
from credtrack.changes.models import Change
from sources.models import Article, Revision
from tests.claims.test_pages_status_hidden import sign_in
from tests.factories import Story, make_article, make_outlet, make_revision, story

pytestmark = pytest.mark.django_db

LIST = "admin:sources_article_changelist"
ADD = "admin:sources_article_add"
CHANGE = "admin:sources_article_change"


@pytest.fixture
def world() -> Story:
    return story()


@pytest.fixture
def desk(editor: User) -> Any:
    return sign_in(editor)


def test_an_article_is_taken_in_by_pasting_it(desk: Any, editor: User) -> None:
    data = {"text": "The dam broke, the mayor said.", "url": "https://dam.example/a", "publisher_name": "Dam Gazette"}
    response = desk.post(reverse(ADD), data, follow=True)
    article = Article.objects.get()
    assert response.redirect_chain == [(reverse(CHANGE, args=[article.pk]), 302)]
    assert "was taken in" in response.text
    assert (article.submitted_by, str(article.publisher)) == (editor, "Dam Gazette")
    again = desk.post(reverse(ADD), data, follow=True)
    assert "was here already" in again.text
    assert Revision.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": " \n "}, "text"),
        ({"text": "x" * (settings.CREDTRACK_MAX_TEXT_BYTES + 1)}, "text"),
        ({"text": "x", "url": "ftp://dam.example/"}, "url"),
        ({"text": "x", "published_at": "soon"}, "published_at"),
    ],
)
def test_a_refusal_is_said_at_its_field(desk: Any, data: dict[str, str], field: str) -> None:
    response = desk.post(reverse(ADD), data)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert Article.objects.count() == 0


def test_the_list_shows_state_attempts_error_and_counts(desk: Any, world: Story) -> None:
    make_article("Unread.", title="Broken one", state="failed")
    body = desk.get(reverse(LIST)).text
    for words in ("Broken one", "failed", "RuntimeError: out of ink", "matched", "Pell Herald"):
        assert words in body
    assert desk.get(reverse(LIST)).context["cl"].result_list[2].claims_n == 5


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?state=failed", ["Broken"]),
        ("?retracted=yes", []),
        ("?q=radar", ["Radar parts cross the border at night – customs officer"]),
        ("?q=nordwire.example", ["Customs union confirms convoy at Pell"]),
        ("?state=nonsense", None),
    ],
)
def test_filters_and_search(desk: Any, world: Story, query: str, expected: list[str] | None) -> None:
    make_article("Unread.", title="Broken", state="failed")
    response = desk.get(reverse(LIST) + query)
    assert response.status_code == 200
    rows = [article.title for article in response.context["cl"].result_list]
    assert rows == expected if expected is not None else len(rows) == 3


def test_the_text_stands_there_with_everything_marked(desk: Any, world: Story) -> None:
    body = desk.get(reverse(CHANGE, args=[world.herald.article.pk])).text
    assert '<mark class="m m-claim' in body
    assert reverse("admin:claims_claim_change", args=[world.relayed.pk]) in body
    assert 'title="Cue: claim, distancing">claimed</span>' in body
    assert "highlight.css" in body


def test_revisions_are_shown_and_cannot_be_changed(desk: Any, world: Story) -> None:
    make_revision(world.herald.article, "Rewritten.")
    response = desk.get(reverse(CHANGE, args=[world.herald.article.pk]))
    (inline,) = response.context["inline_admin_formsets"]
    assert [form.instance.number for form in inline.formset.forms] == [2, 1]
    assert 'name="revisions-0-text"' not in response.text
    assert 'name="revisions-0-state"' not in response.text


def test_an_editors_correction_is_logged(desk: Any, world: Story) -> None:
    article = world.herald.article
    outlet = make_outlet("Pell Courier")
    data = {"title": "Better title", "byline": "", "publisher": outlet.pk, "published_at_0": "", "published_at_1": ""}
    forms = {"revisions-TOTAL_FORMS": 1, "revisions-INITIAL_FORMS": 1, "revisions-0-id": world.herald.pk}
    response = desk.post(reverse(CHANGE, args=[article.pk]), data | forms)
    assert response.status_code == 302
    article.refresh_from_db()
    assert (article.title, article.publisher) == ("Better title", outlet)
    change = Change.objects.get(kind="article.edited")
    assert change.subject == article.uuid
    assert set(change.payload["fields"]) == {"title", "byline", "publisher", "published_at"}


def test_a_failed_article_is_tried_again(desk: Any) -> None:
    revision = make_article("Unread.", state="failed")
    url = reverse("admin:sources_article_retry", args=[revision.article.pk])
    assert desk.get(url).status_code == 200  # asks first
    revision.refresh_from_db()
    assert revision.state == "failed"
    response = desk.post(url, {"_form_submitted": "on"}, headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == reverse(CHANGE, args=[revision.article.pk])
    revision.refresh_from_db()
    assert (revision.state, revision.attempts, revision.error) == ("received", 0, "")


def test_the_first_page_counts_what_waits(desk: Any, world: Story) -> None:
    make_article("Unread.", state="failed")
    make_article("Waiting.", state="received")
    cards = {card.title: (card.count, card.address) for card in desk.get(reverse("admin:index")).context["cards"]}
    assert {title: count for title, (count, _) in cards.items()} == {
        "Articles that failed": 1,
        "Articles in work": 1,
        "Disputed claims": 0,
        "Contradictions suggested": 0,
        "Figures that disagree": 1,
    }
    for _, address in cards.values():
        assert desk.get(address).status_code == 200


def test_all_failed_ones_are_tried_again_at_once(desk: Any, world: Story) -> None:
    failed = [make_article(f"Unread {i}.", state="failed") for i in range(3)]
    picked = [*(revision.article.pk for revision in failed), world.herald.article.pk]
    response = desk.post(reverse(LIST), {"action": "retry_failed", "_selected_action": picked}, follow=True)
    assert "3 of 4 articles are tried again" in response.text
    assert not Revision.objects.filter(state="failed").exists()
    world.herald.refresh_from_db()
    assert world.herald.state == "matched"


def test_nothing_is_deleted_from_the_desk(desk: Any, world: Story) -> None:
    subjects = {
        "sources_article": world.herald.article,
        "sources_source": world.minister,
        "claims_claim": world.relayed,
        "claims_claimmatch": world.match,
    }
    for name, subject in subjects.items():
        url = reverse(f"admin:{name}_delete", args=[subject.pk])
        assert desk.post(url, {"post": "yes"}).status_code == 403
        subject.refresh_from_db()
        response = desk.get(reverse(f"admin:{name}_changelist"))
        assert 'value="delete_selected"' not in response.text
