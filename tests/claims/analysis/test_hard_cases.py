"""Hard cases: nesting, anonymity, pronouns, denials, headlines, broken punctuation, hedges, numbers and times.

The rows are in ``hard/cases.jsonl``, the comparison and its tolerances in ``expectations.py``.
"""

from __future__ import annotations

import pytest

from tests.claims.analysis.expectations import problems_of_row, table

ROWS = table("cases")


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_case(row):
    assert problems_of_row(row) == []


def test_the_table_is_not_cut_short():
    assert len({row["id"] for row in ROWS}) == len(ROWS) >= 60
