"""The cheap first stage: which pairs are worth reading."""

from __future__ import annotations

from datetime import date

import pytest

from claims.analysis.compare import LEAST, Glimpse, first_score
from claims.analysis.compare.first_stage import days_apart
from claims.analysis.embed import embed

MARKET = "Gunmen killed 14 people at the fish market in Darlo on Friday."


def scored(a: Glimpse, b: Glimpse) -> float:
    vectors = embed([a.wording, b.wording])
    return first_score(a, b, float(vectors[0] @ vectors[1]))


@pytest.mark.parametrize(
    ("other", "worth"),
    [
        ("On Friday 14 people were shot dead by gunmen at Darlo's fish market.", True),
        ("The fish market in Darlo lost 21 people to gunmen on Friday.", True),
        ("Nobody was killed at the fish market in Darlo, the governor said.", True),
        ("Aid workers reopened a school near Kesh.", False),
        ("The central bank left its rate unchanged.", False),
    ],
)
def test_paraphrases_rival_figures_and_denials_stay_and_other_matters_go(other: str, worth: bool) -> None:
    assert (scored(Glimpse(MARKET), Glimpse(other)) >= LEAST) is worth


def test_shared_names_words_and_figures_add_and_the_order_does_not_matter() -> None:
    other = Glimpse("On Friday 14 people were shot dead by gunmen at Darlo's fish market.")
    assert first_score(Glimpse(MARKET), other, 0.6) == first_score(other, Glimpse(MARKET), 0.6) > 0.7
    assert first_score(Glimpse(MARKET), Glimpse("Rain fell."), 0.6) == 0.6


def test_what_is_told_much_later_counts_less_unless_it_tells_of_the_same_days() -> None:
    first = Glimpse(MARKET, date(2025, 5, 2))
    scores = [
        first_score(first, Glimpse(MARKET, day), 0.9)
        for day in (None, date(2025, 5, 9), date(2025, 5, 20), date(2026, 1, 1))
    ]
    assert scores[0] == scores[1] > scores[2] > scores[3]
    event = (date(2025, 5, 2), date(2025, 5, 2))
    anniversary = Glimpse(MARKET, date(2026, 5, 2), event)
    assert first_score(Glimpse(MARKET, date(2025, 5, 2), event), anniversary, 0.9) == scores[0]


def test_days_apart_takes_the_nearer_of_publication_and_event() -> None:
    week = (date(2025, 5, 5), date(2025, 5, 11))
    assert days_apart(Glimpse("a"), Glimpse("b", date(2025, 5, 1))) is None
    assert days_apart(Glimpse("a", date(2025, 5, 1), week), Glimpse("b", date(2025, 5, 3))) == 2
    assert days_apart(Glimpse("a", None, week), Glimpse("b", None, (date(2025, 5, 14),) * 2)) == 3
    assert days_apart(Glimpse("a", None, week), Glimpse("b", None, (date(2025, 5, 6),) * 2)) == 0
