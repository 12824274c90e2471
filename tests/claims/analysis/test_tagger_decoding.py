"""Labels, Viterbi, label probabilities, quotation states and link distances of the attribution tagger."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.analysis.crf import forward_backward, viterbi
from claims.analysis.links import DISTANCE_BUCKETS, distance_buckets
from claims.analysis.tags import (
    END_ALLOWED,
    FORBIDDEN,
    LABELS,
    START_ALLOWED,
    allowed_transitions,
    code_points,
    decode_labels,
    encode_spans,
    quotation_states,
    token_features,
)


def legal(labels: list[int]) -> bool:
    steps = all(allowed_transitions()[a, b] for a, b in itertools.pairwise(labels))
    return bool(START_ALLOWED[labels[0]] and END_ALLOWED[labels[-1]] and steps)


def scores(seed: int, length: int, size: int) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(seed)
    transitions = np.where(allowed_transitions(), rng.normal(size=(len(LABELS),) * 2), FORBIDDEN)
    start = np.where(START_ALLOWED, rng.normal(size=len(LABELS)), FORBIDDEN)
    end = np.where(END_ALLOWED, rng.normal(size=len(LABELS)), FORBIDDEN)
    return rng.normal(size=(size, length, len(LABELS))), transitions, start, end


def total(labels: tuple[int, ...], told: np.ndarray, *steps_and_edges: np.ndarray) -> float:
    transitions, start, end = steps_and_edges
    steps = sum(transitions[a, b] for a, b in itertools.pairwise(labels))
    return float(start[labels[0]] + end[labels[-1]] + steps + sum(told[i, x] for i, x in enumerate(labels)))


def test_spans_survive_labelling_and_reading_back() -> None:
    spans = [("source", 0, 1), ("cue", 1, 3), ("content", 3, 8), ("content", 8, 9)]
    labels = encode_spans(10, spans)
    assert decode_labels(labels) == spans
    assert legal(labels.tolist())


def test_of_spans_that_meet_only_the_first_is_labelled() -> None:
    assert decode_labels(encode_spans(6, [("content", 0, 4), ("cue", 3, 5)])) == [("content", 0, 4)]


def test_a_legal_but_worse_step_is_taken_where_the_better_one_is_impossible() -> None:
    emissions, transitions, start, end = scores(1, 3, 1)
    emissions[:] = 0
    emissions[0, 1, LABELS.index("I-content")] = 5  # nothing began before, nothing ends after
    emissions[0, 0, LABELS.index("O")] = emissions[0, 2, LABELS.index("O")] = 50
    (path,) = viterbi(emissions, np.array([3]), transitions, start, end)
    assert legal(path.tolist())
    assert LABELS[path[0]] == LABELS[path[2]] == "O"


@pytest.mark.parametrize("length", [1, 2, 3])
def test_viterbi_and_probabilities_agree_with_trying_every_sequence(length: int) -> None:
    emissions, transitions, start, end = scores(length, length, 1)
    every = list(itertools.product(range(len(LABELS)), repeat=length))
    points = np.array([total(labels, emissions[0], transitions, start, end) for labels in every])
    (path,) = viterbi(emissions, np.array([length]), transitions, start, end)
    assert tuple(path.tolist()) == every[int(points.argmax())]
    chances = np.exp(points - points.max())
    wanted = np.zeros((length, len(LABELS)))
    for labels, chance in zip(every, chances / chances.sum(), strict=True):
        wanted[range(length), labels] += chance
    alpha, beta, _, _, log_z = forward_backward(emissions, np.array([length]), transitions, start, end)
    assert np.allclose(alpha[0] * beta[0], wanted)
    assert log_z == pytest.approx(points.max() + np.log(chances.sum()))


def test_padding_changes_no_sequence() -> None:
    emissions, transitions, start, end = scores(5, 7, 2)
    lengths = np.array([7, 4])
    together = viterbi(emissions, lengths, transitions, start, end)
    alone = viterbi(emissions[1:, :4], lengths[1:], transitions, start, end)
    assert together[1].tolist() == alone[0].tolist()
    alpha, beta, *_ = forward_backward(emissions, lengths, transitions, start, end)
    alpha_alone, beta_alone, *_ = forward_backward(emissions[1:, :4], lengths[1:], transitions, start, end)
    assert np.allclose((alpha * beta)[1, :4], (alpha_alone * beta_alone)[0])


@given(st.integers(0, 10_000), st.integers(1, 12))
def test_every_decoded_sequence_is_legal(seed: int, length: int) -> None:
    emissions, transitions, start, end = scores(seed, length, 2)
    for path in viterbi(emissions * 9, np.array([length, max(1, length - 2)]), transitions, start, end):
        assert legal(path.tolist())


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He “is late” now", "is late"),
        ('He "is late" now', "is late"),
        ("He ''is late'' now", "is late"),
        ("He ``is late'' now", "is late"),
        ("He «is late» now", "is late"),
        ('"is late', "is late"),
        ('He said: "is late" ("again', "is lateagain"),
        ("It isn't late", ""),
    ],
)
def test_every_style_of_double_quotation_mark_opens_and_closes(text: str, inside: str) -> None:
    states = quotation_states(text, [(0, len(text))])
    assert "".join(c for c, state in zip(text, states, strict=True) if state == 1) == inside


def test_an_open_quotation_ends_with_its_paragraph() -> None:
    text = "“One\nTwo"
    assert quotation_states(text, [(0, 4), (5, 8)]).tolist() == [2, 1, 1, 1, 0, 0, 0, 0]


def test_features_tell_case_digits_and_gluing() -> None:
    text = "The UN said, 12"
    offsets = np.array([(0, 3), (4, 6), (7, 11), (11, 12), (13, 15)])
    features = token_features(code_points(text), np.zeros(len(text), dtype=np.int8), offsets)
    assert (features // 8).tolist() == [1, 2, 0, 0, 3]
    assert (features % 2).tolist() == [0, 0, 0, 1, 0]


def test_distance_buckets_tell_side_gap_paragraph_and_what_stands_between() -> None:
    near = np.array([(10, 12)])
    far = np.array([(1, 2), (8, 10), (12, 13), (40, 41)])
    no_break = np.zeros(61, dtype=np.int64)
    flat = distance_buckets(near, far, no_break)[0]
    assert len(set(flat.tolist())) == 4
    assert (flat < DISTANCE_BUCKETS).all()
    broken = no_break.copy()
    broken[30:] = 1
    changed = distance_buckets(near, far, broken)[0] != flat
    assert changed.tolist() == [False, False, False, True]
