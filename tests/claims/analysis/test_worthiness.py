"""Check-worthiness: a sum whose parts are shown."""

import pytest

from claims.analysis.detect.worthiness import PARTS, check_worthiness
from tests.claims.analysis.detection import attribution, claims_of


def test_the_parts_sum_to_one():
    assert sum(PARTS.values()) == pytest.approx(1)


def test_nothing_noticeable_scores_zero_without_parts():
    nothing = check_worthiness(
        quantity=False, named_actor=False, event_verb=False, anonymous_source=False, distancing_cue=False
    )
    assert (nothing.score, nothing.parts) == (0, ())


def test_every_visible_feature_adds_its_part():
    text = "A senior aide claimed that the Grey Brigade had killed 20 people."
    claimed = attribution(
        text, "A senior aide", "claimed", "that the Grey Brigade had killed 20 people",
        lemma="claim", stance="distancing", kind="anonymous",
    )  # fmt: skip
    (claim,) = claims_of(text, claimed)
    assert dict(claim.check_worthiness.parts) == PARTS
    assert claim.check_worthiness.score == 1


def test_a_plain_state_scores_less_than_a_deed_with_a_figure():
    state, deed = claims_of(
        "The harbour is shallow near the old lighthouse. The Grey Brigade killed 20 people in Dorn."
    )
    assert state.check_worthiness.score < deed.check_worthiness.score
