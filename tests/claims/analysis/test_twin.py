"""The whole of one article, page furniture and all: everything a person marked in it is found."""

from __future__ import annotations

import json
from pathlib import Path

from claims.analysis import analyse
from tests.claims.analysis.expectations import problems

HERE = Path(__file__).parent / "twin"


def test_everything_marked_in_the_article_is_found():
    with (HERE / "article.txt").open(encoding="utf-8", newline="") as file:
        text = file.read()
    expected = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
    assert problems(text, expected, analyse(text)) == []
