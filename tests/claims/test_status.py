"""The rule from votes to status: quorum, posterior, enter / hold / leave, precedence, replay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.status import STATUSES, Flags, Votes, probability_above_half, replay, status, tally, to_inputs

NO_FLAGS = Flags()


def after(previous: str, k: int, n: int, *, evidence: int | None = None, abstaining: int = 0) -> str:
    return status(previous, Votes(k, n - k, abstaining), evidence, NO_FLAGS)


@pytest.mark.parametrize(("k", "n"), [(3, 3), (5, 6), (7, 9), (4, 4)])
def test_a_clear_majority_enters(k: int, n: int) -> None:
    assert after("in_review", k, n) == "corroborated"
    assert after("in_review", n - k, n) == "not_corroborated"


@pytest.mark.parametrize(("k", "n"), [(3, 4), (4, 5), (5, 7), (2, 2), (1, 1)])
def test_an_unclear_one_does_not_enter(k: int, n: int) -> None:
    assert after("in_review", k, n) not in {"corroborated", "not_corroborated"}
    assert after("in_review", n - k, n) not in {"corroborated", "not_corroborated"}


@pytest.mark.parametrize(("k", "n"), [(4, 5), (5, 7)])
def test_what_was_entered_is_held(k: int, n: int) -> None:
    assert after("corroborated", k, n) == "corroborated"
    assert after("not_corroborated", n - k, n) == "not_corroborated"


def test_a_dissent_among_four_leaves() -> None:
    assert after("corroborated", 3, 4) == "in_review"
    assert after("not_corroborated", 1, 4) == "in_review"


def test_what_is_held_on_one_side_does_not_help_the_other() -> None:
    assert after("not_corroborated", 4, 5) == "in_review"
    assert after("corroborated", 1, 5) == "in_review"


def test_below_the_quorum_nothing_is_held() -> None:
    assert after("corroborated", 2, 2) == "in_review"


def test_two_on_each_side_are_disputed() -> None:
    assert after("in_review", 2, 4) == "disputed"
    assert after("in_review", 1, 3) == "in_review"


def test_without_votes_a_claim_is_unreviewed_and_an_abstention_opens_the_review() -> None:
    assert after("unreviewed", 0, 0) == "unreviewed"
    assert after("unreviewed", 0, 0, abstaining=1) == "in_review"


def test_abstentions_do_not_count_towards_the_quorum() -> None:
    assert after("in_review", 2, 2, abstaining=5) == "in_review"


def test_the_evidence_gate_turns_corroborated_into_single_origin() -> None:
    assert after("in_review", 3, 3, evidence=1) == "single_origin"
    assert after("single_origin", 3, 3, evidence=2) == "corroborated"
    assert after("single_origin", 4, 5, evidence=0) == "single_origin"  # still held, still one origin


def test_a_retraction_outranks_an_override_and_an_override_outranks_votes() -> None:
    votes = Votes(3, 0)
    assert status("in_review", votes, None, Flags(retracted=True, override="corroborated")) == "retracted"
    assert status("in_review", votes, None, Flags(override="not_corroborated")) == "not_corroborated"


def test_unknown_words_are_refused() -> None:
    with pytest.raises(ValueError, match="not a status"):
        status("maybe", Votes(), None, NO_FLAGS)
    with pytest.raises(ValueError, match="override"):
        Flags(override="maybe")
    with pytest.raises(ValueError, match="negative"):
        Votes(-1, 0)
    with pytest.raises(ValueError, match="inputs"):
        replay([(1, {"votes": {}})])


def test_the_posterior_is_that_of_the_beta_distribution() -> None:
    # Beta(1 + k, 1 + n - k) at ½, by hand: 15/16, 57/64, 219/256.
    assert probability_above_half(3, 3) == pytest.approx(15 / 16)
    assert probability_above_half(4, 5) == pytest.approx(57 / 64)
    assert probability_above_half(5, 7) == pytest.approx(219 / 256)


def test_the_interval_is_the_central_ninety_per_cent() -> None:
    empty, three = tally(Votes()), tally(Votes(3, 0))
    assert (empty.mean, empty.low, empty.high) == pytest.approx((0.5, 0.05, 0.95))
    # Beta(4, 1) has P(θ ≤ x) = x⁴.
    assert (three.low, three.high) == pytest.approx((0.05**0.25, 0.95**0.25))
    assert three.mean == pytest.approx(4 / 5)


@given(k=st.integers(0, 40), against=st.integers(0, 40))
def test_both_sides_are_mirrored(k: int, against: int) -> None:
    mirror = {"corroborated": "not_corroborated", "not_corroborated": "corroborated"}
    there, back = after("in_review", k, k + against), after("in_review", against, k + against)
    assert mirror.get(there, there) == back
    counted = tally(Votes(k, against))
    assert 0 < counted.low < counted.mean < counted.high < 1


steps = st.tuples(
    st.builds(Votes, st.integers(0, 9), st.integers(0, 9), st.integers(0, 3)),
    st.one_of(st.none(), st.integers(0, 4)),
    st.builds(Flags, st.booleans(), st.one_of(st.none(), st.sampled_from(STATUSES))),
    st.booleans(),
)


@given(st.lists(steps, max_size=12))
def test_replaying_the_log_gives_the_same_status(history: list) -> None:
    current, round_number, log = "unreviewed", 1, []
    for votes, evidence, flags, reopen in history:
        if reopen:
            round_number += 1
            current = "unreviewed"
        current = status(current, votes, evidence, flags)
        log.append((round_number, to_inputs(votes, evidence, flags)))
    assert replay(log) == current
