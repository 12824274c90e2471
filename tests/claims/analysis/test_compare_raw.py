"""Claims from bare sentences."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from claims.analysis.compare import comparable
from claims.analysis.compare.raw import proposition


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("According to police, two men were shot in Darlo.", "two men were shot in Darlo."),
        ("The health ministry said on Thursday evening that 14 people had died.", "14 people had died."),
        ("Police said in a statement that nobody was hurt.", "nobody was hurt."),
        ("Air raids killed 22 people in Kesh, a monitor said on Monday.", "Air raids killed 22 people in Kesh"),
        ("Air raids killed 22 people a local official said.", "Air raids killed 22 people"),
        ("Published October 3 2031 At least 20 people were killed.", "At least 20 people were killed."),
        ("The minister denied that he had signed it.", "The minister denied that he had signed it."),
        ("He said nothing.", "He said nothing."),
    ],
)
def test_a_neutral_frame_is_taken_off_and_a_denial_stays(text: str, expected: str) -> None:
    assert proposition(text) == expected


def test_quantities_time_and_polarity_are_read_from_the_words() -> None:
    claim = comparable("At least 14 people were not found on Thursday.", published_at=datetime(2031, 5, 9, tzinfo=UTC))
    assert [(q.value, q.comparator) for q in claim.quantities] == [(14, "at_least")]
    assert claim.event_time is not None and claim.event_time.start == date(2031, 5, 8)
    assert claim.polarity == "negative"


def test_relative_times_stay_open_without_a_date_of_publication() -> None:
    assert comparable("The bridge fell on Thursday.").event_time is None


@pytest.mark.parametrize("text", ["", " ", "\ufffd", "?!", "a" * 5000, "said " * 500])
def test_odd_texts_are_claims_too(text: str) -> None:
    assert comparable(text).polarity in ("positive", "negative")
