"""The cheap first stage leaves a few candidates, best first."""

from __future__ import annotations

import numpy as np
import pytest

from claims.analysis.compare import ComparableClaim, first_score, stage_one
from claims.analysis.compare.first_stage import LEAST, MOST
from claims.analysis.embed import embed

TEXTS = [
    "Gunmen killed 14 people at the fish market in Darlo on Friday.",
    "On Friday 14 people were shot dead by gunmen at Darlo's fish market.",
    "The fish market in Darlo lost 21 people to gunmen on Friday.",
    "Aid workers reopened a school near Kesh.",
    "The central bank left its rate unchanged.",
]
CLAIMS = [ComparableClaim(text=text, vector=vector) for text, vector in zip(TEXTS, embed(TEXTS), strict=True)]


def test_paraphrases_and_rival_figures_stay_and_other_matters_go() -> None:
    assert [index for index, _ in stage_one(CLAIMS[0], CLAIMS[1:])] == [0, 1]


def test_scores_fall_and_none_is_below_the_least() -> None:
    scores = [score for _, score in stage_one(CLAIMS[0], CLAIMS)]
    assert scores == sorted(scores, reverse=True) and min(scores) >= LEAST


def test_at_most_a_few_are_left_and_ties_keep_their_order() -> None:
    left = stage_one(CLAIMS[0], [CLAIMS[1]] * (MOST + 3))
    assert [index for index, _ in left] == list(range(MOST))
    assert len(stage_one(CLAIMS[0], [CLAIMS[1]] * 9, most=2)) == 2


def test_shared_names_and_figures_add_to_the_cosine() -> None:
    assert first_score(CLAIMS[0], CLAIMS[1]) > float(CLAIMS[0].vector @ CLAIMS[1].vector)
    assert first_score(CLAIMS[0], CLAIMS[1]) == pytest.approx(first_score(CLAIMS[1], CLAIMS[0]))


def test_no_candidates_leave_none() -> None:
    assert stage_one(CLAIMS[0], []) == []


def test_a_claim_without_a_vector_is_refused() -> None:
    bare = ComparableClaim(text="Rain fell.")
    with pytest.raises(ValueError, match="vector"):
        stage_one(bare, CLAIMS)
    with pytest.raises(ValueError, match="vector"):
        stage_one(ComparableClaim(text="Rain fell.", vector=np.zeros(384, dtype=np.float32)), [bare])
