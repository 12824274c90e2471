"""A claim's page: what it shows, the vote form, and the decisions on matches."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import Claim, ClaimMatch, Vote
from claims.services import vote_cast
from credtrack.accounts.models import DeclaredLink, User
from sources.models import Article
from tests.claims.test_pages_status_hidden import sign_in
from tests.factories import Story, make_article, make_claim, make_match, make_revision, make_user, story

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Story:
    return story()


def page(user: User, claim: Claim) -> str:
    response = sign_in(user).get(reverse("claim", args=[claim.uuid]))
    assert response.status_code == 200
    return response.text


def post(user: User, claim: Claim, **data: Any) -> Any:
    return sign_in(user).post(reverse("vote", args=[claim.uuid]), data)


def test_the_claim_stands_marked_in_its_context(reviewer: User, world: Story) -> None:
    body = page(reviewer, world.relayed)
    assert "PELL — " in body
    assert '<span class="m m-source anonymous" title="Source: a customs officer (anonymous)">a customs officer' in body
    assert '<span class="m m-cue neutral" title="Cue: tell, neutral">told</span>' in body
    assert "speaking on condition of anonymity" in body
    assert "The bridge was closed" not in body  # another paragraph


def test_the_attribution_says_who_in_which_words_and_why_unnamed(reviewer: User, world: Story) -> None:
    body = page(reviewer, world.relayed)
    for words in ("“a customs officer”", "customs</dd>", "because the matter is under investigation", "indirect"):
        assert words in body
    assert "40 lorries" in body
    assert "2 Nov 2025" in body


def test_a_nested_attribution_shows_its_chain(reviewer: User, world: Story) -> None:
    nested = Claim.objects.get(text="receiving notice of the convoy on Thursday")
    body = page(reviewer, nested)
    inner, outer = body.index("Ministry of Foreign Affairs</a>"), body.index("Harbour List</a>")
    assert inner < outer
    assert "as reported by" in body


def test_the_outlets_own_voice_is_called_so(reviewer: User, world: Story) -> None:
    assert "<b>own voice</b>" in page(reviewer, world.own_voice)


def test_a_quantity_says_its_unit_once(reviewer: User, world: Story) -> None:
    hours = {"start": 0, "end": 7, "value": 4, "comparator": "about", "unit": "hour", "counted": "hours", "upper": None}
    world.relayed.quantities = [hours, {**hours, "value": 6, "unit": "%", "counted": "votes"}]
    world.relayed.save()
    body = page(reviewer, world.relayed)
    assert "about 4 hours" in body
    assert "about 6 % votes" in body


def test_matches_stand_beside_surest_first_with_why(reviewer: User, world: Story) -> None:
    body = page(reviewer, world.relayed)
    assert body.index("40 against about 40 lorries") < body.index("40 lorries against at most 25 vehicles")
    assert "93 %" in body
    assert "numeric discrepancy" in body
    assert "Nordwire" in body


def test_a_rejected_match_and_one_with_a_replaced_claim_are_not_shown(reviewer: User, world: Story) -> None:
    ClaimMatch.objects.filter(pk=world.match.pk).update(state="rejected", decided_at=timezone.now())
    Claim.objects.filter(pk=world.contradiction.right_id).update(state="replaced")
    assert "No other article is known to claim this" in page(reviewer, world.relayed)


def test_a_vote_with_a_ticked_match_and_a_link_is_cast_and_the_status_shows(reviewer: User, world: Story) -> None:
    response = post(
        reviewer,
        world.relayed,
        verdict="corroborated",
        cited=[str(world.match.uuid)],
        url_0="https://customs-union.example/statement",
        shows_0="The union’s count.",
        note="Seen both.",
    )
    assert response.status_code == 302
    assert response.url == reverse("claim", args=[world.relayed.uuid]) + "#status"
    vote = Vote.objects.get()
    assert (vote.verdict, vote.note) == ("corroborated", "Seen both.")
    assert vote.evidence.count() == 2
    world.match.refresh_from_db()
    assert (world.match.state, world.match.decided_by) == ("confirmed", reviewer)
    body = page(reviewer, world.relayed)
    assert "Your vote is recorded." not in body  # told once, on the page after the vote
    assert 'class="status in_review"' in body
    assert "You voted <b>corroborated</b>" in body
    assert f'value="{world.match.uuid}" checked' in body
    assert 'value="https://customs-union.example/statement"' in body


def test_a_changed_vote_leaves_the_old_one_on_record(reviewer: User, world: Story) -> None:
    post(reviewer, world.relayed, verdict="cannot_judge")
    post(reviewer, world.relayed, verdict="not_corroborated", reason="out_of_date")
    votes = list(Vote.objects.order_by("number").values_list("verdict", "is_active"))
    assert votes == [("cannot_judge", False), ("not_corroborated", True)]
    assert "changed since" in page(reviewer, world.relayed)


def test_evidence_left_in_the_form_is_not_sent_with_another_verdict(reviewer: User, world: Story) -> None:
    response = post(
        reviewer,
        world.relayed,
        verdict="not_corroborated",
        reason="contradicted",
        cited=[str(world.match.uuid)],
        url_0="https://a.example/",
        shows_0="x",
    )
    assert response.status_code == 302
    assert Vote.objects.get().evidence.count() == 0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "This field is required."),
        ({"verdict": "maybe"}, "Select a valid choice"),
        ({"verdict": "corroborated"}, "Say what corroborates it"),
        ({"verdict": "not_corroborated"}, "Say why"),
        ({"verdict": "corroborated", "url_0": "https://a.example/x"}, "Say what the link shows."),
        ({"verdict": "corroborated", "shows_1": "a thing"}, "Give the link that shows this."),
        ({"verdict": "corroborated", "url_0": "javascript:alert(1)", "shows_0": "x"}, "Enter a valid URL."),
        ({"verdict": "corroborated", "cited": ["not-a-uuid"]}, "is not a valid"),
        ({"verdict": "cannot_judge", "note": "x" * 5001}, "at most 5000 characters"),
        ({"verdict": "cannot_judge", "note": "nul \0"}, "Null characters are not allowed."),
        (
            {"verdict": "corroborated", "url_0": "https://pell-herald.example/radar-convoy", "shows_0": "x"},
            "does not corroborate itself",
        ),
    ],
)
def test_a_vote_that_lacks_something_says_what_and_keeps_the_rest(
    reviewer: User, world: Story, data: dict[str, Any], said: str
) -> None:
    response = post(reviewer, world.relayed, **data)
    assert response.status_code == 422
    assert said in response.text
    assert Vote.objects.count() == 0


def test_a_refused_link_is_said_at_its_own_row(reviewer: User, world: Story) -> None:
    response = post(
        reviewer,
        world.relayed,
        verdict="corroborated",
        cited=[str(world.match.uuid)],
        url_0="https://a.example/x",
        shows_0="One.",
        url_2="https://b.example/x",
    )
    assert response.context["form"].errors == {"shows_2": ["Say what the link shows."]}


def test_the_match_of_another_claim_is_not_evidence(reviewer: User, world: Story) -> None:
    foreign = make_match(make_claim(), make_claim())
    response = post(reviewer, world.relayed, verdict="corroborated", cited=[str(foreign.uuid)])
    assert response.status_code == 422
    assert Vote.objects.count() == 0


@pytest.mark.parametrize("why", ["submitter", "link"])
def test_who_is_barred_sees_why_and_no_form(reviewer: User, world: Story, why: str) -> None:
    if why == "submitter":
        Article.objects.filter(pk=world.herald.article.pk).update(submitted_by=reviewer)
    else:
        DeclaredLink.objects.create(user=reviewer, source=world.anonymous)
    body = page(reviewer, world.relayed)
    assert "No vote" in body
    assert 'name="verdict"' not in body
    response = post(reviewer, world.relayed, verdict="cannot_judge")
    assert response.status_code == 403
    assert Vote.objects.count() == 0


def test_a_retracted_articles_claims_take_no_votes(reviewer: User, world: Story) -> None:
    Article.objects.filter(pk=world.herald.article.pk).update(retracted_at=timezone.now(), retraction_note="Made up.")
    body = page(reviewer, world.relayed)
    assert "The article was retracted" in body
    assert "Made up." in body
    assert post(reviewer, world.relayed, verdict="cannot_judge").status_code == 409


def test_a_claim_of_an_earlier_text_keeps_its_page(reviewer: User, world: Story) -> None:
    make_revision(world.herald.article, "Rewritten.")
    body = page(reviewer, world.relayed)
    assert "earlier text" in body
    assert "PELL — " in body


@pytest.mark.parametrize(("decision", "state"), [("confirm", "confirmed"), ("reject", "rejected")])
def test_a_match_is_decided_in_one_click_and_back(reviewer: User, world: Story, decision: str, state: str) -> None:
    back = reverse("claim", args=[world.relayed.uuid]) + "#matches"
    response = sign_in(reviewer).post(reverse(f"match-{decision}", args=[world.match.uuid]), {"next": back})
    assert response.status_code == 302
    assert response.url == back
    world.match.refresh_from_db()
    assert (world.match.state, world.match.decided_by) == (state, reviewer)


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_a_decision_never_leads_off_the_site(reviewer: User, world: Story, back: str) -> None:
    response = sign_in(reviewer).post(reverse("match-confirm", args=[world.match.uuid]), {"next": back})
    assert response.url == reverse("claim", args=[world.match.left.uuid])


def test_readers_get_no_buttons(outsider: User, world: Story) -> None:
    body = page(outsider, world.relayed)
    assert "Confirm</button>" not in body
    assert 'name="verdict"' not in body


def test_writing_needs_the_forms_token(reviewer: User, world: Story) -> None:
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(reviewer)
    response = client.post(reverse("vote", args=[world.relayed.uuid]), {"verdict": "cannot_judge"})
    assert response.status_code == 403
    assert "The form had expired" in response.text


def test_the_interval_is_drawn_from_the_votes(editor: User, world: Story) -> None:
    for _ in range(3):
        vote_cast(claim=world.relayed, reviewer=make_user(), verdict="not_corroborated", reason="contradicted")
    body = page(editor, world.relayed)
    assert "mean 20 %, 90 % interval 1 to 53 %" in body  # Beta(1, 4)
    assert 'class="status not_corroborated"' in body


def test_long_texts_show_only_what_surrounds_the_claim(reviewer: User) -> None:
    text = "before " * 5_000 + "A dam broke at Pell. " + "after " * 5_000
    claim = make_claim(make_article(text), "A dam broke at Pell")
    body = page(reviewer, claim)
    assert "A dam broke at Pell</mark>" in body
    assert len(body) < 30_000


def test_a_span_outside_the_text_does_not_take_the_page_down(reviewer: User) -> None:
    claim = make_claim(make_article("Short text."), "Short text", spans=[[5, 900], [7, 3], ["a", 2], [1]])
    assert "Short text" in page(reviewer, claim)
