"""Certainty of a claim: what hedges, modals, conditions and cues of belief leave of it."""

import pytest

from tests.claims.analysis.detection import attribution, claims_of


@pytest.mark.parametrize(
    ("sentence", "certainty"),
    [
        ("Rebels seized the mill in Dorn.", "certain"),
        ("Rebels could not hold the mill in Dorn.", "certain"),
        ("A suspected spy was arrested in Dorn.", "certain"),
        ("The feared Grey Brigade seized the mill.", "certain"),
        ("Rebels may have seized the mill in Dorn.", "possible"),
        ("Rebels might seize the mill in Dorn.", "possible"),
        ("Rebels have perhaps seized the mill in Dorn.", "possible"),
        ("Rebels reportedly seized the mill in Dorn.", "probable"),
        ("Rebels are believed to have seized the mill in Dorn.", "probable"),
        ("Rebels appear to have seized the mill in Dorn.", "probable"),
        ("Rebels have probably seized the mill in Dorn.", "probable"),
        ("Rebels are likely to have seized the mill in Dorn.", "probable"),
        ("It was unclear whether rebels had seized the mill in Dorn.", "underspecified"),
    ],
)
def test_hedges_lower_the_certainty(sentence, certainty):
    assert [claim.certainty for claim in claims_of(sentence)] == [certainty]


@pytest.mark.parametrize(
    ("cue", "lemma", "certainty"),
    [("said", "say", "certain"), ("claimed", "claim", "certain"), ("believed", "believe", "probable")],
)
def test_a_cue_of_belief_lowers_it_and_a_distancing_cue_does_not(cue, lemma, certainty):
    text = f"The mayor {cue} that rebels had seized the mill."
    found = claims_of(text, attribution(text, "The mayor", cue, "that rebels had seized the mill", lemma=lemma))
    assert [claim.certainty for claim in found] == [certainty]


def test_a_belief_around_a_report_counts_as_well():
    text = "Brandt suspects that the mayor said rebels had seized the mill."
    outer = attribution(text, "Brandt", "suspects", "that the mayor said rebels had seized the mill", lemma="suspect")
    inner = attribution(text, "the mayor", "said", "rebels had seized the mill", lemma="say", id="a2", parent="a1")
    assert [claim.certainty for claim in claims_of(text, outer, inner)] == ["probable"]


def test_attributions_that_name_each_other_as_parent_do_not_hang():
    text = "The mayor said rebels had seized the mill."
    said = attribution(text, "The mayor", "said", "rebels had seized the mill", lemma="say", id="a1", parent="a1")
    assert len(claims_of(text, said)) == 1
