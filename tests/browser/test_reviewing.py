"""A reviewer's work in a real browser, with JavaScript switched off: queue, claim, matches, vote, article, search."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from claims.models import Claim, ClaimMatch, Vote
from credtrack.accounts.models import User
from tests.browser.conftest import PHONE, OpenPage
from tests.factories import Story, make_user, story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(db: None) -> Story:
    return story()


@pytest.fixture
def reviewer(db: None) -> User:
    return make_user("reviewer", role="reviewer")


def fits(page: Page) -> bool:
    """Nothing makes the page wider than the screen."""
    box = page.locator("body").bounding_box()
    size = page.viewport_size
    assert box is not None
    assert size is not None
    return box["width"] <= size["width"]


def test_from_the_queue_to_a_vote_and_on_to_the_next(open_page: OpenPage, reviewer: User, world: Story) -> None:
    page = open_page(reviewer, "/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your queue")
    page.locator(".claim-row").first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(world.relayed.text)
    expect(page.locator("#status")).to_contain_text("Shown after you have voted")

    evidence = page.get_by_role("group", name="What corroborates it")
    expect(evidence).to_be_hidden()
    page.get_by_label("Corroborated", exact=True).check()
    expect(evidence).to_be_visible()
    evidence.get_by_role("checkbox").first.check()
    page.get_by_label("Link", exact=True).fill("https://customs-union.example/statement")
    page.get_by_label("What it shows").first.fill("The union’s own count.")
    page.get_by_label("Note").fill("Two independent counts.")
    page.get_by_role("button", name="Vote", exact=True).click()

    expect(page.get_by_role("status")).to_contain_text("Your vote is recorded.")
    expect(page.locator("#status .status")).to_have_text("in review")
    expect(page.locator("#status svg")).to_be_visible()
    expect(page.get_by_role("heading", name="History")).to_be_visible()
    assert Vote.objects.get().evidence.count() == 2

    page.get_by_role("link", name="Next claim in your queue").click()
    expect(page.locator(".claim-row").first).not_to_contain_text(world.relayed.text)


def test_a_forgotten_reason_is_asked_for_and_nothing_typed_is_lost(
    open_page: OpenPage, reviewer: User, world: Story
) -> None:
    page = open_page(reviewer, f"/claims/{world.relayed.uuid}/")
    page.get_by_label("Not corroborated").check()
    page.get_by_label("Note").fill("I called the ministry.")
    page.get_by_role("button", name="Vote", exact=True).click()
    expect(page.locator(".vote-form .errorlist")).to_contain_text("Say why")
    expect(page.get_by_label("Note")).to_have_value("I called the ministry.")
    page.get_by_label("Reason").select_option("contradicted")
    page.get_by_role("button", name="Vote", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("recorded")
    assert Vote.objects.get().reason == "contradicted"


def test_matches_are_confirmed_and_rejected_in_one_click_each(
    open_page: OpenPage, reviewer: User, world: Story
) -> None:
    page = open_page(reviewer, f"/claims/{world.relayed.uuid}/")
    page.locator(f"#match-{world.match.uuid}").get_by_role("button", name="Confirm").click()
    expect(page.locator(f"#match-{world.match.uuid}")).to_contain_text("confirmed")
    page.locator(f"#match-{world.contradiction.uuid}").get_by_role("button", name="Reject").click()
    expect(page.locator(f"#match-{world.contradiction.uuid}")).to_have_count(0)
    states = dict(ClaimMatch.objects.filter(left=world.relayed).values_list("relation", "state"))
    assert states == {"same": "confirmed", "numeric_discrepancy": "rejected"}


def test_from_a_claims_number_in_the_text_to_the_claim_and_back(
    open_page: OpenPage, reviewer: User, world: Story
) -> None:
    page = open_page(reviewer, f"/articles/{world.herald.article.uuid}/")
    expect(page.locator("p.passage mark").first).to_have_text(world.relayed.text)
    beside = page.locator(".margin").first
    expect(beside).to_contain_text("same Nordwire")
    first, text = beside.bounding_box(), page.locator("p.passage").first.bounding_box()
    assert first is not None
    assert text is not None
    assert first["x"] > text["x"] + text["width"] - 1, "the matches stand beside the text"
    page.locator("p.passage a.m-ref").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(world.relayed.text)
    page.get_by_role("link", name="Radar parts cross the border").click()
    expect(page).to_have_url(f"{page.url.split('#')[0]}#claim-{world.relayed.uuid}")


@pytest.mark.parametrize("path", ["queue", "claim", "article", "articles", "sources", "source", "search", "submit"])
def test_every_page_fits_a_phone(open_page: OpenPage, reviewer: User, world: Story, path: str) -> None:
    Claim.objects.filter(pk=world.relayed.pk).update(text="Unbroken" * 60)
    paths = {
        "queue": "/",
        "claim": f"/claims/{world.relayed.uuid}/",
        "article": f"/articles/{world.herald.article.uuid}/",
        "articles": "/articles/",
        "sources": "/sources/",
        "source": f"/sources/{world.minister.uuid}/",
        "search": "/search/?q=lorries+crossed",
        "submit": "/articles/submit/",
    }
    page = open_page(reviewer, paths[path], javascript=True, viewport=PHONE, is_mobile=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert fits(page)


def test_the_keyboard_alone_is_enough(open_page: OpenPage, reviewer: User, world: Story) -> None:
    page = open_page(reviewer, f"/claims/{world.relayed.uuid}/", javascript=True)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.get_by_label("Cannot judge").focus()
    page.keyboard.press("Space")
    page.get_by_label("Note").focus()
    page.keyboard.type("No access to the files.")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Vote", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("recorded")
    assert Vote.objects.get().verdict == "cannot_judge"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_enough_in_light_and_dark(
    open_page: OpenPage, reviewer: User, world: Story, scheme: str
) -> None:
    """WCAG 2 AA: 4.5 to 1 for text, of the words of every kind on the claim's and the article's page."""
    for path in (f"/claims/{world.relayed.uuid}/", f"/articles/{world.herald.article.uuid}/", "/"):
        page = open_page(reviewer, path, javascript=True, color_scheme=scheme)
        weak = page.evaluate(CONTRASTS)
        assert weak == [], path


# For each element with text of its own: its colour against the backgrounds under it, blended; those below 4.5.
CONTRASTS = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255];
  };
  const over = (top, under) => [0, 1, 2].map(i => top[i] * top[3] + under[i] * (1 - top[3]));
  const luminance = (c) => {
    const [r, g, b] = c.map(v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const weak = [];
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || !element.checkVisibility() || element.matches('.hidden, .skip, option')) continue;
    const layers = [];
    for (let e = element; e; e = e.parentElement) layers.unshift(rgba(getComputedStyle(e).backgroundColor));
    const ground = layers.reduce((under, top) => over(top, under), [255, 255, 255]);
    const ink = over(rgba(getComputedStyle(element).color), ground);
    const [a, b] = [luminance(ink), luminance(ground)].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    const words = element.textContent.trim().slice(0, 30);
    if (ratio < 4.5) weak.push(`${element.className || element.tagName}: ${words} ${ratio.toFixed(2)}`);
  }
  return [...new Set(weak)];
}"""
