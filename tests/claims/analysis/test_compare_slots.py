"""The explicit checks: values of one slot are compared as values."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from claims.analysis.compare import ComparableClaim, comparable
from claims.analysis.compare.polarity import _NEGATION_WORD
from claims.analysis.compare.slots import Findings, Reading, check
from claims.analysis.compare.types import Finding

PUBLISHED = datetime(2031, 5, 9, 12, tzinfo=UTC)


def checked(a: str | ComparableClaim, b: str | ComparableClaim) -> Findings:
    claims = [comparable(c, published_at=PUBLISHED) if isinstance(c, str) else c for c in (a, b)]
    return check(Reading(claims[0]), Reading(claims[1]))


def one(a: str, b: str, kind: str) -> Finding | None:
    found = [f for f in checked(a, b).every if f.kind == kind]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("a", "b", "verdict", "why"),
    [
        ("A blast killed 14 people.", "The blast killed 21 people.", "conflict", "14 against 21 people dead"),
        ("A blast killed fourteen people.", "14 people died in the blast.", "agree", "14 people dead in both"),
        ("The militia has 125,000 fighters.", "The militia has 140,000 fighters.", "conflict", None),
        ("The army has about 640,000 men.", "The army has 650,000 men.", "agree", None),
        ("At least 112 people were killed.", "112 people were killed.", "agree", None),
        ("At least 22 people were killed.", "32 people were killed.", "conflict", None),
        ("Dozens of people were killed.", "47 people were killed.", "bound", None),
        (
            "A blast killed 14 people and wounded 52.",
            "The blast killed 21 people.",
            "conflict",
            "14 against 21 people dead",
        ),
        ("Between 20 and 30 rebels died.", "25 rebels died.", "bound", None),
        ("Between 20 and 30 rebels died.", "45 rebels died.", "conflict", None),
        ("The loan carries 3.1% interest.", "The loan carries 4.2% interest.", "conflict", None),
        ("More than 200,000 people have died.", "More than 210,000 people have died.", "conflict", None),
        ("At least 87 people died.", "At least 86 people died.", "conflict", None),
        ("The shells killed 6 and injured 12 others.", "The shells killed 6 and injured 10 others.", "conflict", None),
        ("Shells killed and wounded five.", "Shells killed and wounded nine.", "conflict", None),
        ("Shells killed 12 people and wounded 30.", "Shells killed 30 people and wounded 12.", "conflict", None),
        ("Another 12 people were killed.", "Another 21 people were killed.", "conflict", None),
        ("Police held three brothers.", "Police held five brothers.", "conflict", None),
        ("The truce holds within 10 days.", "The truce holds within 30 days.", "conflict", None),
        ("He bought 19 Veldrian tanks.", "He bought 24 Veldrian tanks.", "conflict", None),
        ("Turnout was 60 %.", "Turnout was 61 %.", "conflict", None),
        ("At least 70 people were killed.", "About 80 people were killed.", "bound", None),
        ("The blast injured 41 people.", "The blast injured 40 people.", "agree", None),
        ("The blast injured 41 people.", "The blast injured 44 people.", "conflict", None),
        ("The town is some 27 miles away.", "The town is 25 miles away.", "agree", None),
        ("At least 58 people were killed.", "About 80 people were killed.", "conflict", None),
        ("More than 200,000 people have died.", "230,000 people have died.", "bound", None),
        ("Hundreds of people left the town.", "More than 2,000 people left the town.", "conflict", None),
    ],
)
def test_figures_for_one_slot(a: str, b: str, verdict: str, why: str | None) -> None:
    finding = one(a, b, "number")
    assert finding is not None and finding.verdict == verdict
    assert why is None or finding.why == why


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The blast killed 14 people.", "The blast wounded 52 people."),  # another thing happened to them
        ("The blast killed 14 civilians.", "The blast killed 20 soldiers."),  # others are counted
        ("The firm cut 300 jobs.", "The firm lost $40 million."),  # another unit
        ("Adan Birro, 41, was killed.", "The attack killed 3 people."),  # an age
        ("He ran 226 yards and then 86 yards.", "He ran 101 yards."),  # which of them is not said
        ("The blast killed 20 people, including 13 civilians.", "The blast killed 20 people."),  # a part of them
        ("Child Killed 20 People Injured In Attacks On Darlo", "Four people were killed in Darlo."),  # no verb
        ("In all 112 civilians were killed.", "Another 327 civilians were killed."),  # they come on top
        ("8 persons killed 58 others injured in the blast", "The blast killed 8 people."),  # whose figure is whose
        ("Millions were displaced in the war.", "Tens of thousands were displaced by the war."),  # nobody counted
        ("A quarter of a million people were killed.", "More than 280,000 people were killed."),  # no million
        ("The truce was broken 3 times in the past 24 hours.", "Ten died in the past 48 hours."),  # when, and no count
        ("The truce was broken 3 times in 24 hours.", "Ten died in the past 48 hours."),
        ("Shells killed and wounded five civilians.", "Shells wounded three civilians."),  # five in all
        ("The shells injured 12 others.", "The shells injured 10 others."),  # beside whom is not said
        ("34 rebels, five vehicles and two lorries were hit.", "34 men, 5 cars, 2 vehicles were hit."),  # other nouns
        ("The war of 2011 displaced millions of people.", "The war killed 280,000 people."),  # a year is no count
        (
            "At least 112 civilians including 33 children have been killed.",
            "Another 327 civilians including 126 children have been killed.",
        ),
        ("The gas killed 100 civilians.", "The gas killed an additional 200 civilians."),  # on top
    ],
)
def test_figures_for_different_slots_are_not_held_against_each_other(a: str, b: str) -> None:
    assert not checked(a, b).of("number", "conflict")


def test_figures_given_with_offsets_of_an_article_are_found_again_in_the_claim() -> None:
    article = comparable("x" * 400 + " The blast killed 14 people.")
    claim = ComparableClaim(text="The blast killed 14 people.", quantities=article.quantities)
    assert checked(claim, "The blast killed 21 people.").of("number", "conflict")


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("The bridge fell on 3 May.", "The bridge fell on 4 May.", "conflict"),
        ("The bridge fell on Thursday.", "The bridge fell on 8 May 2031.", "agree"),
        ("The bridge fell in 2019.", "The bridge fell in 2020.", "conflict"),
        ("The bridge fell in May 2031.", "The bridge fell on 4 May.", None),
        ("The bridge fell.", "The bridge fell on 4 May.", None),
        ("The bridge fell 2031-05-02/2031-05-08.", "The bridge fell 2031-05-05/2031-05-11.", None),
        ("The bridge fell 2031-05-02/2031-05-08.", "The bridge fell on 2031-05-26.", "conflict"),
    ],
)
def test_days(a: str, b: str, verdict: str | None) -> None:
    finding = one(a, b, "date")
    assert (finding.verdict if finding else None) == verdict


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("Rebels hold the airport in Darlo.", "Rebels hold the airport in Kesh.", "conflict"),
        ("Rebels hold the airport in Darlo.", "The airport of Darlo is held by rebels.", "agree"),
        ("Rebels hold an airport in France.", "Rebels hold an airport in Spain.", "conflict"),
        ("A dam burst in Italy.", "Two villages near Darlo were flooded after a dam had burst.", "open"),
        ("Rebels hold the airport.", "Rebels hold the airport in Kesh.", None),
    ],
)
def test_places(a: str, b: str, verdict: str | None) -> None:
    finding = one(a, b, "place")
    assert (finding.verdict if finding else None) == verdict


def test_a_place_that_the_context_names_is_no_disagreement() -> None:
    a = comparable("Rebels hold the airport in Darlo.", context="Darlo lies in the province of Kesh.")
    assert not checked(a, "Rebels hold the airport in Kesh.").of("place")


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("Colonel Adan Birro left the country.", "Colonel Omar Tassi left the country.", "conflict"),
        ("Colonel Adan Birro left the country.", "Birro has left the country.", "agree"),
        ("The Darlo Relief Front seized the port.", "The DRF seized the port.", "agree"),
        ("Russian jets bombed the town.", "Moscow bombed the town.", "agree"),
        ("The UN sent monitors.", "The United Nations sent monitors.", "agree"),
        ("The Lebanese Shia left.", "The Lebanese Shiites left.", "agree"),
        ("The men of Deir al-Zor left.", "The men of Deir al-Zour left.", "agree"),
        ("The men of Raqqa left.", "The men of Raqa left.", "agree"),
        ("The men from Dura left.", "The men from Dora left.", "conflict"),
        ("Tim Birro left.", "Tom Birro left.", "conflict"),
        ("The Beijing Daily had it first.", "The China Daily had it first.", "conflict"),
        ("The men from Irak left.", "The men from Iraq left.", "conflict"),
        ("A deal brokered by Moscow Ankara was kept.", "A deal brokered by Russia Turkey was kept.", "agree"),
        ("police arrested a man", "police arrested another man", None),
    ],
)
def test_participants(a: str, b: str, verdict: str | None) -> None:
    finding = one(a, b, "participant")
    assert (finding.verdict if finding else None) == verdict


def test_swapped_parts_conflict_and_a_passive_is_not_a_swap() -> None:
    assert checked("Birro accused Tassi.", "Tassi accused Birro.").of("role", "conflict")
    assert not checked("Birro accused Tassi.", "Tassi was accused by Birro.").of("role")
    assert checked("Birro accused Tassi.", "Birro was accused by Tassi.").of("role", "conflict")


@pytest.mark.parametrize(
    ("a", "b", "verdict", "why"),
    [
        ("He signed the loan.", "He denied that he had signed the loan.", "conflict", "denies"),
        ("He signed the loan.", "He did not sign the loan.", "conflict", "“not” in one only"),
        ("The road is open.", "The road is closed.", "conflict", "“open” against “closed”"),
        ("Nobody was hurt.", "No one was hurt.", None, None),
        ("He denied that he had signed.", "He rejected the claim that he had signed.", None, None),
        ("The rehab centre is unlicensed.", "The rehab centre has not been sanctioned.", "open", None),
        ("They play the No. 5 team.", "They play the team.", None, None),
        ("There was no claim of it.", "There was no claim of it, which was never cleared up.", None, None),
        ("No threats were made.", "whether threats were made", "open", None),
        ("If hit, the port will close.", "If hit, the port will not close.", "conflict", None),
    ],
)
def test_polarity(a: str, b: str, verdict: str | None, why: str | None) -> None:
    finding = one(a, b, "polarity")
    assert (finding.verdict if finding else None) == verdict
    assert why is None or (finding is not None and finding.why == why)


def test_a_claim_reported_as_denied_is_the_opposite_of_its_words() -> None:
    denied = ComparableClaim(text="He signed the loan.", stance="denial")
    assert checked(denied, "He signed the loan.").of("polarity", "conflict")
    assert not checked(denied, "He did not sign the loan.").of("polarity")
    assert not checked(denied, ComparableClaim(text="He signed the loan.", stance="denial")).of("polarity")
    unsigned = ComparableClaim(text="He did not sign the loan.", polarity="negative", stance="denial")
    assert checked(unsigned, "He did not sign the loan.").of("polarity", "conflict")


def test_what_both_negate_hides_no_other_negation() -> None:
    stayed = ComparableClaim(text="Birro, who was never charged, did not go.", polarity="negative")
    assert checked(stayed, ComparableClaim(text="Birro, who was never charged, did go.")).of("polarity")


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("It was not clear whether he had help.", "It was unclear whether he had help.", None),
        ("The signature was not yet legible.", "The signature was illegible.", None),
        ("It was not clear whether he had help.", "It was clear that he had help.", "conflict"),
        ("The army did not shell the town.", "The army shelled the town.", "conflict"),
    ],
)
def test_what_is_negated_in_a_word_is_no_less_negated(a: str, b: str, verdict: str | None) -> None:
    finding = one(a, b, "polarity")
    assert (finding.verdict if finding else None) == verdict


def test_counts_of_others_leave_it_open_whether_two_tolls_are_one() -> None:
    found = checked("The strike killed 26 civilians.", "The strike killed 22 children.").of("number")
    assert [(f.verdict, f.why) for f in found] == [("open", "26 civilians against 22 children dead")]


def test_the_same_number_of_others_is_no_other_toll() -> None:
    assert not checked("A blast killed six pilgrims.", "A blast killed six martyrs.").of("number", "open")
    assert checked("A blast killed six soldiers.", "A blast killed six civilians.").of("number", "open")


def test_who_signs_a_headline_is_not_counted() -> None:
    found = checked("Shelling near the capital kills 19 Monitor", "Shelling near the capital killed 19 people.")
    assert [f.verdict for f in found.of("number")] == ["agree"]
    assert checked("A blast killed 19 Veldrians.", "A blast killed 21 Veldrians.").of("number", "conflict")


def test_a_headlines_capitals_do_not_hide_what_is_counted() -> None:
    found = checked(
        "Two Suicide Bombers Strike Police Station In Darlo", "Three suicide bombers struck a police station."
    )
    assert [(f.verdict, f.why) for f in found.of("number")] == [("conflict", "2 against 3 bombers")]


def test_a_part_of_a_count_does_not_hide_that_the_counts_differ() -> None:
    found = checked("At least 12 people were killed.", "At least 20 people, including 13 civilians, were killed.")
    assert [f.why for f in found.of("number", "conflict")] == ["at least 12 against at least 20 people dead"]


@pytest.mark.parametrize("text", ["Vincent thinks so.", "The government said so.", "Different agents came."])
def test_a_word_that_ends_like_a_contraction_negates_nothing(text: str) -> None:
    assert not re.search(_NEGATION_WORD, text)


def test_a_tokenised_contraction_is_the_contraction() -> None:
    said = comparable("The case had n ’ t been submitted.")
    assert (said.text, said.polarity) == ("The case hadn't been submitted.", "negative")
    assert not checked(said, "The case hadn't been submitted.").of("polarity")


@pytest.mark.parametrize("text", ["He did n't go.", "He didnt go.", "He won’t go.", "He isn't there."])
def test_contractions_negate_however_they_are_spelt(text: str) -> None:
    assert re.search(_NEGATION_WORD, text)
