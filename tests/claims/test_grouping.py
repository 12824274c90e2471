"""Claims that are the same form statements, whatever the order of arrival."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from claims.grouping import ClaimPair, group

SURE = 0.8


def same(left: int, right: int, score: float = 0.95, state: str = "suggested") -> ClaimPair:
    return ClaimPair(left, right, "same", score, state)


def grouped(claims: int, *pairs: ClaimPair) -> list[tuple[int, ...]]:
    return group(range(1, claims + 1), pairs, sure=SURE)


def test_claims_without_pairs_are_statements_of_their_own() -> None:
    assert grouped(3) == [(1,), (2,), (3,)]


def test_sure_pairs_merge_through_a_common_claim() -> None:
    assert grouped(4, same(1, 2), same(2, 3)) == [(1, 2, 3), (4,)]


def test_an_unsure_pair_merges_only_when_confirmed() -> None:
    assert grouped(2, same(1, 2, 0.79)) == [(1,), (2,)]
    assert grouped(2, same(1, 2, 0.80)) == [(1, 2)]
    assert grouped(2, same(1, 2, 0.10, "confirmed")) == [(1, 2)]


def test_a_rejected_pair_stays_apart_even_through_others() -> None:
    assert grouped(3, same(1, 2, 0.99), same(2, 3, 0.9), same(1, 3, 0.95, "rejected")) == [(1, 2), (3,)]


def test_relations_of_differing_values_part_statements() -> None:
    for relation in ("contradicts", "numeric_discrepancy", "update"):
        assert grouped(3, same(1, 2, 0.99), same(2, 3, 0.9), ClaimPair(1, 3, relation, 0.7)) == [(1, 2), (3,)]


def test_relations_that_leave_both_standing_do_not_part() -> None:
    for relation in ("supports", "related"):
        assert grouped(3, same(1, 2), same(2, 3), ClaimPair(1, 3, relation, 0.7)) == [(1, 2, 3)]


def test_the_stronger_pair_wins_where_not_both_can() -> None:
    apart = ClaimPair(1, 3, "contradicts", 0.9)
    assert grouped(3, same(1, 2, 0.85), same(2, 3, 0.9), apart) == [(1,), (2, 3)]


def test_a_confirmed_pair_goes_before_any_score() -> None:
    apart = ClaimPair(1, 3, "contradicts", 0.9)
    assert grouped(3, same(1, 2, 0.5, "confirmed"), same(2, 3, 0.99), apart) == [(1, 2), (3,)]


def test_pairs_with_claims_outside_are_ignored() -> None:
    assert group([1, 2], [same(1, 9), same(2, 9)], sure=SURE) == [(1,), (2,)]


pairs_among = st.lists(
    st.builds(
        ClaimPair,
        left=st.integers(1, 12),
        right=st.integers(1, 12),
        relation=st.sampled_from(["same", "same", "same", "supports", "contradicts", "numeric_discrepancy", "related"]),
        score=st.sampled_from([0.5, 0.8, 0.85, 0.9, 0.99]),
        state=st.sampled_from(["suggested", "suggested", "confirmed", "rejected"]),
    ).filter(lambda pair: pair.left < pair.right),
    max_size=40,
    unique_by=lambda pair: pair.ends,
)


@given(pairs_among, st.integers(0, 2**32))
def test_the_order_of_arrival_does_not_matter(pairs: list[ClaimPair], seed: int) -> None:
    claims = list(range(1, 13))
    expected = group(claims, pairs, sure=SURE)
    shuffler = random.Random(seed)
    shuffler.shuffle(claims)
    shuffler.shuffle(pairs)
    turned = [ClaimPair(p.right, p.left, p.relation, p.score, p.state) if shuffler.random() < 0.5 else p for p in pairs]
    assert group(claims, turned, sure=SURE) == expected


@given(pairs_among)
def test_each_claim_is_in_one_statement_and_no_statement_holds_a_parted_pair(pairs: list[ClaimPair]) -> None:
    statements = group(range(1, 13), pairs, sure=SURE)
    assert sorted(claim for statement in statements for claim in statement) == list(range(1, 13))
    where = {claim: statement for statement in statements for claim in statement}
    assert not any(where[pair.left] == where[pair.right] for pair in pairs if pair.parts)


@given(pairs_among)
def test_two_statements_joined_by_a_sure_pair_were_kept_apart_for_a_reason(pairs: list[ClaimPair]) -> None:
    where = {claim: s for s in group(range(1, 13), pairs, sure=SURE) for claim in s}
    for pair in pairs:
        one, other = where[pair.left], where[pair.right]
        if pair.joins(SURE) and one != other:
            assert any(p.parts and {where[p.left], where[p.right]} == {one, other} for p in pairs)


@given(pairs_among, st.integers(1, 12))
def test_grouping_a_component_alone_gives_what_grouping_everything_would(pairs: list[ClaimPair], claim: int) -> None:
    component, before = {claim}, set()
    while component != before:
        before = set(component)
        for pair in pairs:
            if pair.joins(SURE) and component & set(pair.ends):
                component.update(pair.ends)
    everything = group(range(1, 13), pairs, sure=SURE)
    assert group(component, pairs, sure=SURE) == [s for s in everything if component & set(s)]
