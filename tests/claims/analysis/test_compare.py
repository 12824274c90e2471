"""How two claims relate, checks and reading together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from claims.analysis.compare import ComparableClaim, Comparison, Finding, comparable, compare, compare_many
from claims.analysis.compare.decide import Pair, decide
from claims.analysis.compare.judgement import Judgement
from claims.analysis.compare.scores import Scores
from claims.analysis.compare.slots import Findings, Reading

EVENING = datetime(2031, 5, 8, 18, 30, tzinfo=UTC)
TURNED = {"a_to_b": "b_to_a", "b_to_a": "a_to_b", "both": "both", None: None}


def related(a: str, b: str, hours: float = 0.5) -> Comparison:
    return compare(comparable(a, published_at=EVENING), comparable(b, published_at=EVENING + timedelta(hours=hours)))


SAME = [
    (
        "Gunmen killed 14 people at a fish market in Darlo on Thursday.",
        "On Thursday, 14 people were shot dead by gunmen at a fish market in Darlo.",
    ),
    (
        "The central bank raised its key rate to 5.25%.",
        "The central bank has raised its key interest rate to 5.25 percent.",
    ),
    (
        "Colonel Adan Birro resigned as head of the border guard on Thursday.",
        "On Thursday, Birro stepped down as head of the border guard.",
    ),
    (
        "Two shells hit the road bridge at Kesh early on Thursday.",
        "The road bridge at Kesh was hit by two shells early on Thursday.",
    ),
]
OPPOSED = [
    (
        "Minister Birro signed a secret loan with Kesh Bank.",
        "Minister Birro denied that he had signed a secret loan with Kesh Bank.",
        "denies",
    ),
    ("The governor met the rebels in Darlo.", "The governor did not meet the rebels in Darlo.", "not"),
    ("Parliament approved the budget on Thursday.", "Parliament rejected the budget on Thursday.", "approved"),
    ("Birro accused Tassi of theft.", "Tassi accused Birro of theft.", "swapped"),
    (
        "The officers met Colonel Birro in Kesh on 3 May.",
        "The officers met Colonel Birro in Kesh on 4 May.",
        "3 May 2031 against 4 May 2031",
    ),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_the_same_in_other_words_is_the_same(a: str, b: str) -> None:
    assert related(a, b).relation == "same"


@pytest.mark.parametrize(("a", "b", "why"), OPPOSED)
def test_what_cannot_both_hold_contradicts_and_says_why(a: str, b: str, why: str) -> None:
    found = related(a, b)
    assert (found.relation, found.direction) == ("contradicts", "both")
    assert why in " ".join(found.why)


TOLL = "An explosion at the fish market in Darlo killed 14 people on Thursday."


def test_two_tolls_of_one_evening_disagree() -> None:
    found = related(TOLL, "The explosion at the fish market in Darlo on Thursday killed 21 people.")
    assert (found.relation, found.why) == ("numeric_discrepancy", ("14 against 21 people dead",))


def test_a_toll_of_the_next_day_is_an_update_by_the_newer() -> None:
    found = related(TOLL, "The death toll of Thursday's explosion at the fish market in Darlo rose to 27.", hours=21)
    assert (found.relation, found.direction) == ("update", "b_to_a")
    assert "a day later" in found.why


def test_a_toll_of_the_next_week_is_of_another_event_unless_the_day_is_named() -> None:
    assert (
        related("A bomb killed 14 people in Darlo.", "A bomb killed 21 people in Darlo.", hours=200).relation
        == "related"
    )


@pytest.mark.parametrize(
    ("older", "newer", "relation"),
    [
        ("280,000", "300,000", "update"),
        ("310,000", "280,000", "numeric_discrepancy"),
        ("280,000", "400,000", "numeric_discrepancy"),
    ],
)
def test_a_total_that_only_grows_is_updated_by_more_and_contradicted_by_less_or_by_far_more(
    older: str, newer: str, relation: str
) -> None:
    said = "The war in Veldria has killed more than {} people.".format
    assert related(said(older), said(newer), hours=300).relation == relation


def test_an_events_toll_is_not_held_against_that_of_the_war_nor_against_one_of_another_month() -> None:
    attack = "The gas attack near Darlo killed more than 1,400 people."
    assert related(attack, "The war near Darlo has killed more than 100,000 people.").relation == "related"
    shelling = "35 others were injured in terrorist attacks with rocket shells on new districts of Darlo."
    assert related(shelling, shelling.replace("35", "16"), hours=2000).relation == "related"


def test_shells_of_another_day_are_of_another_attack() -> None:
    fired = "Rebels fired {} rocket shells at the town of Darlo, causing material damage.".format
    assert related(fired("8"), fired("12"), hours=70).relation == "related"
    assert related(fired("8"), fired("12"), hours=3).relation == "numeric_discrepancy"


def test_tolls_that_nothing_ties_to_one_event_do_not_disagree() -> None:
    killed = "At least {} people were killed.".format
    assert related(killed(12), killed(20)).relation == "related"
    attacked = "{} people were killed in the attack.".format
    assert related(attacked("Six"), attacked("Five")).relation == "numeric_discrepancy"


def test_a_toll_many_times_another_is_of_another_event_unless_the_day_is_named() -> None:
    gassed = "The gas attack near Darlo killed {} people.".format
    assert related(gassed("1,400"), gassed("72")).relation == "related"
    assert related(gassed("1,400"), gassed("320")).relation == "numeric_discrepancy"
    dated = "The gas attack near Darlo on Thursday killed {} people.".format
    assert related(dated("1,400"), dated("72")).relation == "numeric_discrepancy"


def test_an_event_recalled_by_its_month_is_not_the_one_reported() -> None:
    recalled = "In May a suicide bomber killed 16 people in Darlo."
    assert related(recalled, "A suicide bomber killed 44 people in Darlo on Thursday.").relation == "related"


def test_fire_of_weapons_is_no_disaster_that_is_rare() -> None:
    shelled = "Artillery fire killed {} people in the east of Darlo.".format
    assert related(shelled("14"), shelled("16"), hours=300).relation == "related"
    assert related(shelled("14"), "Shelling killed 16 people in the east of Darlo.").relation == "numeric_discrepancy"
    burnt = "A fire killed {} people in the east of Darlo.".format
    assert related(burnt("14"), burnt("16"), hours=300).relation == "update"


def test_the_fire_last_year_is_not_the_explosion() -> None:
    found = related("A fire at the fish market in Darlo injured 14 people in November 2030.", TOLL)
    assert found.relation in ("related", "none")


def test_a_vaguer_claim_is_supported_by_the_exact_one() -> None:
    found = related("Dozens of people died in the flood in Kesh.", "The flood in Kesh killed 47 people.")
    assert (found.relation, found.direction) == ("supports", "b_to_a")


def test_another_bank_is_another_loan() -> None:
    assert related("Birro signed a loan with Kesh Bank.", "Birro signed a loan with Tavo Bank.").relation not in (
        "same",
        "supports",
    )


def judged(read: Judgement, *found: Finding) -> Comparison:
    """Two claims of one matter that are not surely the same, with this reading and these findings."""
    a, b = (Reading(comparable(text)) for text in ("Birro left the port.", "Birro has gone from the port."))
    return decide(Pair(a, b, Findings(found), read, Scores(same=0.7, one_matter=0.8)))


def test_what_is_read_as_the_same_but_not_surely_supports_both_ways() -> None:
    same = Judgement(same=0.8, forward=0.1, backward=0.0, contradiction=0.0, neutral=0.1, cosine=0.8)
    assert (judged(same).relation, judged(same).direction) == ("supports", "both")
    more = replace(same, same=0.1, forward=0.8)
    assert (judged(more).relation, judged(more).direction) == ("supports", "a_to_b")
    assert judged(same, Finding("number", "open", "26 civilians against 22 children dead")).relation == "related"


def test_unlike_topics_are_unrelated() -> None:
    assert related("Heavy rain flooded two villages.", "The choir sang until midnight.").relation == "none"


def test_a_claim_that_is_denied_where_it_is_reported_contradicts_the_same_words() -> None:
    said = comparable("Minister Birro signed a secret loan with Kesh Bank in May.")
    denied = replace(said, stance="denial")
    assert compare(said, denied).relation == "contradicts"
    assert compare(denied, replace(denied)).relation == "same"


@pytest.mark.parametrize(("a", "b"), [*SAME, *((a, b) for a, b, _ in OPPOSED), (TOLL, "Dozens died in Darlo.")])
def test_the_order_of_the_two_turns_the_direction_only(a: str, b: str) -> None:
    one, other = related(a, b, hours=0), related(b, a, hours=0)
    assert (one.relation, TURNED[one.direction]) == (other.relation, other.direction)
    assert one.score == pytest.approx(other.score, abs=0.02)


def test_what_else_is_compared_does_not_change_a_comparison() -> None:
    pairs = [(comparable(a), comparable(b)) for a, b in SAME]
    together = compare_many(pairs)
    assert [found.relation for found in together] == [compare(a, b).relation for a, b in pairs]
    assert [f.score for f in together] == pytest.approx([compare(a, b).score for a, b in pairs], abs=0.01)


def test_what_names_nothing_is_of_the_story_around_it() -> None:
    unhurt = comparable("No one was hurt.", context="Church burns in Darlo\nNo one was hurt in the fire in Darlo.")
    told_elsewhere = replace(unhurt, context="Shells hit Kesh\nNo one was hurt when shells hit Kesh.")
    told_again = replace(unhurt, text="Nobody was hurt.", context="Fire in Darlo\nNobody was hurt in Darlo.")
    assert compare(unhurt, told_again).relation == "same"
    assert compare(unhurt, told_elsewhere).relation == "related"
    assert compare(comparable("No one was hurt."), comparable("Nobody was hurt.")).relation == "same"
    nameless = replace(unhurt, context="it was told\nNo one was hurt.")
    assert compare(nameless, replace(nameless)).relation == "same"
    assert compare(unhurt, nameless).relation == compare(nameless, unhurt).relation == "related"
    told = "Figures are out in the United States"
    rates = [comparable(f"The rate fell to {rate} %.", context=told) for rate in (4, 5)]
    assert compare(*rates).relation == "numeric_discrepancy"


CHANGED = [
    ("The army holds 12 villages near Darlo.", "The army holds 15 villages near Darlo."),
    ("Rebels shelled the port of Kesh on 3 May.", "Rebels shelled the port of Kesh on 9 May."),
    ("Rebels shelled the port of Kesh.", "Rebels shelled the port of Darlo."),
    ("The bridge at Kesh is open.", "The bridge at Kesh is not open."),
    ("Colonel Birro crossed the river.", "Colonel Tassi crossed the river."),
]


@pytest.mark.parametrize(("a", "b"), CHANGED)
def test_claims_with_incompatible_values_of_a_slot_are_never_the_same(a: str, b: str) -> None:
    assert related(a, b).relation != "same"


def test_no_pairs_give_no_comparisons() -> None:
    assert compare_many([]) == []


@pytest.mark.parametrize("text", ["", "?!", "\ufffd", "a" * 9000])
def test_odd_texts_compare_without_error(text: str) -> None:
    assert compare(ComparableClaim(text=text), ComparableClaim(text="Rain fell.")).relation in ("none", "related")
