"""``manage.py compare --pairs FILE.jsonl``."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

PAIRS = [
    {
        "a": "An explosion at the fish market in Darlo killed 14 people on Thursday.",
        "a_published_at": "2031-05-08T18:30:00+00:00",
        "b": "The explosion at the fish market in Darlo on Thursday killed 21 people.",
        "b_published_at": "2031-05-08T19:00:00+00:00",
        "id": "toll",
    },
    {
        "a": "Minister Birro signed the loan with Kesh Bank.",
        "b": "Minister Birro denied signing the loan with Kesh Bank.",
    },
    {
        "a": "Heavy rain flooded two villages.",
        "b": "The choir sang until midnight.",
        "b_context": None,
        "a_source": "x",
    },
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(json.dumps(pair) for pair in PAIRS) + "\n\n", encoding="utf-8")
    return path


def answers(path: Path | str) -> list[dict]:
    out = io.StringIO()
    call_command("compare", pairs=str(path), stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def refusal(tmp_path: Path, text: str) -> str:
    path = tmp_path / "bad.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError) as error:
        answers(path)
    return str(error.value)


def test_every_pair_comes_back_in_order_with_what_was_found(file: Path) -> None:
    found = answers(file)
    assert [{k: v for k, v in pair.items() if k in given} for pair, given in zip(found, PAIRS, strict=True)] == PAIRS
    assert [pair["relation"] for pair in found] == ["numeric_discrepancy", "contradicts", "none"]
    assert all(set(pair) >= {"relation", "direction", "score", "why"} for pair in found)
    assert found[0]["why"] == ["14 against 21 people dead"]
    assert found[1]["why"] == ["denies"]


def test_a_later_count_is_an_update(tmp_path: Path) -> None:
    later = {**PAIRS[0], "b_published_at": "2031-05-09T19:00:00+00:00"}
    path = tmp_path / "later.jsonl"
    path.write_text(json.dumps(later), encoding="utf-8")
    [found] = answers(path)
    assert (found["relation"], found["direction"]) == ("update", "b_to_a")
    assert "a day later" in found["why"]


def test_more_pairs_than_one_chunk_stay_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.management.commands.compare.CHUNK", 2)
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"a": f"Rain fell {n}.", "b": "Snow.", "n": n}) + "\n" for n in range(5)))
    assert [pair["n"] for pair in answers(path)] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{not json", "Line 2 is not JSON"),
        ("[1]", "Line 2 is not a JSON object"),
        ('{"a": "x"}', 'Line 2 has no text in "b"'),
        ('{"a": 7, "b": "x"}', 'Line 2 has no text in "a"'),
        ('{"a": "x", "b": "y", "a_published_at": "soon"}', '"a_published_at" is not a date'),
        ('{"a": "x", "b": "y", "b_context": 3}', '"b_context" is not a text'),
        (json.dumps({"a": "x" * 20_001, "b": "y"}), "20,001 characters"),
        ("[" * 100_000, "Line 2 is not JSON"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    assert message in refusal(tmp_path, '{"a": "Rain fell.", "b": "Snow fell."}\n' + line)


def test_a_text_at_the_limit_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    path.write_text(json.dumps({"a": "rain " * 4_000, "b": "Rain fell."}), encoding="utf-8")
    assert len(answers(path)) == 1


def test_lone_surrogates_do_not_stop_it(tmp_path: Path) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_text('{"a": "Rain \\ud800 fell.", "b": "\\udfff", "c": "\\ud800"}', encoding="utf-8")
    assert answers(path)[0]["a"] == "Rain \ufffd fell."


def test_a_missing_or_unreadable_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.jsonl"):
        answers(tmp_path / "nowhere.jsonl")
    (tmp_path / "latin.jsonl").write_bytes('{"a": "Köln", "b": "x"}'.encode("latin-1"))
    with pytest.raises(CommandError, match="not UTF-8"):
        answers(tmp_path / "latin.jsonl")
