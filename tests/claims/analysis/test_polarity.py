"""Polarity: does the clause say that it is so, or that it is not?"""

import pytest

from tests.claims.analysis.detection import attribution, claims_of


@pytest.mark.parametrize(
    "sentence",
    [
        "The garrison did not leave Dorn.",
        "The garrison didnt leave Dorn.",
        "The garrison never left Dorn.",
        "The garrison no longer holds Dorn.",
        "No soldiers left Dorn on Monday.",
        "Nobody left Dorn on Monday.",
        "None of the soldiers left Dorn.",
        "The garrison had no mortars.",
        "The blast caused no damage in Dorn.",
        "There was no sign of the envoy in Dorn.",
        "The garrison failed to hold Dorn.",
        "The envoy refused to leave Dorn.",
        "The envoy was unable to leave Dorn.",
        "The council has yet to open the port of Dorn.",
    ],
)
def test_a_negated_clause_is_negative(sentence):
    assert [claim.polarity for claim in claims_of(sentence)] == ["negative"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The garrison left Dorn.",
        "The garrison left Dorn without warning.",
        "The garrison not only left Dorn on Monday.",
        "No fewer than 40 soldiers left Dorn.",
        "There is no doubt that the garrison left Dorn.",
        "The envoy never failed to visit Dorn.",
        "The men who did not fight left Dorn on Monday.",
    ],
)
def test_negation_elsewhere_or_twice_leaves_it_positive(sentence):
    assert [claim.polarity for claim in claims_of(sentence)] == ["positive"]


def test_negation_stays_in_its_own_clause():
    found = claims_of("The garrison left Dorn on Monday, but the envoy did not leave Harrow.")
    assert [claim.polarity for claim in found] == ["positive", "negative"]


def test_a_denial_is_marked_by_its_stance_and_not_as_negative():
    text = "The mayor denied that the garrison had left Dorn."
    denied = attribution(text, "The mayor", "denied", "that the garrison had left Dorn", lemma="deny", stance="denial")
    assert [claim.polarity for claim in claims_of(text, denied)] == ["positive"]
