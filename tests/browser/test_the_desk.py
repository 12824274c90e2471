"""The editors' desk in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from claims.services import vote_cast
from credtrack.accounts.models import ApiKey, User
from sources.models import Article, Revision
from tests.browser.conftest import OpenPage
from tests.factories import Story, make_article, make_user, story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(db: None) -> Story:
    return story()


@pytest.fixture
def editor(db: None) -> User:
    return make_user("editor", role="editor")


def test_an_editor_takes_an_article_in_by_pasting_it(open_page: OpenPage, editor: User) -> None:
    page = open_page(editor, "/admin/sources/article/add/", javascript=True)
    page.get_by_label("Address").fill("ftp://dam.example/a")
    page.get_by_label("Text").fill("The dam at Pell broke on Monday, the mayor said.")
    page.get_by_role("button", name="Take an article in").click()
    expect(page.locator("#content")).to_contain_text("http")
    assert Article.objects.count() == 0
    page.get_by_label("Address").fill("https://dam.example/a")
    page.get_by_role("button", name="Take an article in").click()
    expect(page.locator(".marked")).to_contain_text("The dam at Pell broke on Monday")
    assert Article.objects.get().submitted_by == editor


def test_a_failed_article_is_tried_again(open_page: OpenPage, editor: User, world: Story) -> None:
    failed = make_article("Unread.", title="Broken one", state="failed")
    page = open_page(editor, f"/admin/sources/article/{failed.article.pk}/change/", javascript=True)
    page.locator("a", has_text="Try again").click()
    page.locator("#dialog").get_by_role("button", name="Try again").click()
    expect(page.locator("body")).to_contain_text("The article is tried again.")
    assert Revision.objects.get(pk=failed.pk).state == "received"


def test_a_claim_is_reopened_with_a_reason(open_page: OpenPage, editor: User, world: Story) -> None:
    vote_cast(claim=world.relayed, reviewer=editor, verdict="cannot_judge")
    page = open_page(editor, f"/admin/claims/claim/{world.relayed.pk}/change/", javascript=True)
    expect(page.locator("p.passage mark")).to_have_text(world.relayed.text)
    page.locator("a", has_text="Re-open").click()
    page.locator("#dialog textarea").fill("New figures came in.")
    page.locator("#dialog").get_by_role("button", name="Re-open").click()
    expect(page.locator("body")).to_contain_text("The claim is re-opened.")
    world.relayed.refresh_from_db()
    assert world.relayed.round == 2


def test_a_key_is_shown_once(open_page: OpenPage, editor: User) -> None:
    page = open_page(editor, "/admin/accounts/apikey/add/", javascript=True)
    page.get_by_label("User").select_option(label="editor")
    page.get_by_label("Name").fill("newsroom CMS")
    page.get_by_role("button", name="Make an API key").click()
    secret = page.locator("#secret").inner_text()
    assert ApiKey.objects.get().digest == ApiKey.digest_of(secret)
    page.get_by_role("link", name="I have copied it").click()
    expect(page.locator("body")).to_contain_text("newsroom CMS")
    expect(page.locator("body")).not_to_contain_text(secret)


@pytest.mark.parametrize("page_name", ["articles", "article", "claims", "claim", "matches", "sources", "source"])
def test_pages_of_the_desk_show_no_fault(open_page: OpenPage, editor: User, world: Story, page_name: str) -> None:
    paths = {
        "articles": "sources/article/",
        "article": f"sources/article/{world.herald.article.pk}/change/",
        "claims": "claims/claim/",
        "claim": f"claims/claim/{world.relayed.pk}/change/",
        "matches": "claims/claimmatch/",
        "sources": "sources/source/",
        "source": f"sources/source/{world.minister.pk}/change/",
    }
    page = open_page(editor, f"/admin/{paths[page_name]}", javascript=True)
    expect(page.locator("#content, #content-main").first).to_be_visible()
