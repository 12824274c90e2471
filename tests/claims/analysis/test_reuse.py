"""Verbatim runs and containment between two texts."""

from __future__ import annotations

import pytest

from claims.analysis.reuse import reuse

QUOTE = "nobody told us that the lower gate had been left open all night"
A = f"KESH — The flood came at dawn. “{QUOTE},” a keeper said. Two barns are gone."
B = f"According to residents, the water rose fast. A keeper said, ‘{QUOTE.capitalize()}’, and wept."


def test_a_run_is_found_with_its_place_in_both_texts() -> None:
    [run] = reuse(A, B).runs
    assert run.words == 13
    assert run.a.of(A) == QUOTE
    assert run.b.of(B) == QUOTE.capitalize()


def test_seven_words_are_no_run_and_eight_are() -> None:
    words = "one two three four five six seven eight".split()
    assert not reuse(" ".join(words[:7]), " ".join(words[:7])).runs
    assert len(reuse(" ".join(words), "so " + " ".join(words)).runs) == 1


def test_quotation_marks_and_apostrophes_do_not_break_a_run() -> None:
    [run] = reuse(
        "They don't know what the council's plan for them is.", "they don’t know, what the council’s plan for them is"
    ).runs
    assert run.words == 10


def test_the_longest_of_several_places_is_taken() -> None:
    start = "the gate had been left open all night"
    other = f"{start}. Later: {start} and the keeper slept"
    [run] = reuse(f"{start} and the keeper slept", other).runs
    assert run.words == 12


def test_containment_is_asymmetric() -> None:
    short = "The dam broke at dawn and two barns were washed away by the flood."
    found = reuse(short, short + " " + " ".join(f"word{i}" for i in range(60)))
    assert found.of_a == 1
    assert 0 < found.of_b < 0.3


@pytest.mark.parametrize("a", ["", "Rain.", "…"])
def test_texts_without_enough_words_share_nothing(a: str) -> None:
    assert reuse(a, "Quite another text with more than eight words in it.").runs == ()
    assert reuse(a, "Quite another text with more than eight words in it.").of_a == 0


def test_a_run_of_no_words_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one word"):
        reuse("a", "a", least=0)


def test_a_phrase_repeated_twenty_thousand_times_is_answered() -> None:
    text = "tick tock " * 20_000  # were it quadratic, this would take hours
    assert reuse(text, text)
