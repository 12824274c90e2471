"""What the comparer learns from: pairs whose relation is known, in the dress of several archives."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from claims.analysis.training.compare_written import block_pairs, near_copy, read_blocks, trifled, worn

BLOCKS = """#1_0
B: The mayor closed the bridge at Lissk on Friday.
S1: Lissk's bridge was shut by its mayor on Friday
S2: On Friday the crossing at Lissk was closed, on the mayor's orders
F: A bridge was closed.
C1: The bridge at Lissk stayed open all Friday, its mayor said.
C2: The mayor closed the bridge at Lissk on Sunday.
N1: The mayor called the bridge at Lissk a danger to 1,200 drivers a day.
N2: The mayor closed the tunnel at Darlo on Friday.

#1_1
B: This block is not complete.
S1: Something is missing.
"""


def test_blocks_give_every_pair_whose_relation_is_known_and_incomplete_ones_none(tmp_path: Path) -> None:
    path = tmp_path / "blocks.txt"
    path.write_text(BLOCKS, encoding="utf-8")
    (block,) = read_blocks(path)
    pairs = list(block_pairs(block))
    assert Counter(pair["label"] for pair in pairs) == {"same": 3, "forward": 3, "contradiction": 6, "neutral": 7}
    assert {"a": block["B"], "b": block["F"], "label": "forward"} in pairs
    assert all(pair["b"] != block["B"] for pair in pairs)


def test_a_near_copy_is_the_same_claim_and_mostly_not_the_same_words(tmp_path: Path) -> None:
    path = tmp_path / "blocks.txt"
    path.write_text(BLOCKS, encoding="utf-8")
    (block,) = read_blocks(path)
    pairs = [near_copy(block, random.Random(seed)) for seed in range(40)]
    assert {pair["label"] for pair in pairs} == {"same"}
    assert sum(pair["a"] != pair["b"] for pair in pairs) > 20
    assert all("Lissk" in pair["b"] or "lissk" in pair["b"] for pair in pairs)


def test_trifles_change_no_figure_and_no_name() -> None:
    text = "The mayor had counted 1,200 drivers a day at 10:30 near Lissk."
    for seed in range(60):
        plain = trifled(text, random.Random(seed)).replace(",", "").replace(" ", "").replace(":", "").replace(".", "")
        assert "1200" in plain and "1030" in plain and "Lissk" in plain


def test_wearing_a_pair_keeps_its_label_and_sometimes_drops_commas() -> None:
    pair = {"a": "On Friday, the mayor's men, all 20, left.", "b": "Twenty men left, it is said.", "label": "same"}
    dressed = [worn(pair, random.Random(seed)) for seed in range(80)]
    assert {one["label"] for one in dressed} == {"same"}
    assert any("," not in one["a"] and "’" not in one["a"] and "'" not in one["a"] for one in dressed)
    assert any(one["a"] == pair["a"] for one in dressed)
