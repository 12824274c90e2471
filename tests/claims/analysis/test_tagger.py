"""The trained tagger on running text: what it finds, and that it stays within bounds on anything."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.analysis.linker import predict
from claims.analysis.segment import segment
from claims.analysis.tagger import WINDOW_TOKENS, tag, text_windows


def found(text: str) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    return [
        (
            raw.source.of(text) if raw.source else None,
            raw.cue.of(text) if raw.cue else None,
            tuple(piece.of(text) for piece in raw.content),
        )
        for raw in predict(segment(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“We will rebuild the bridge before winter,” Mayor Lena Okafor said.",
            [("Mayor Lena Okafor", "said", ("“We will rebuild the bridge before winter,”",))],
        ),
        (
            "Police said the fire had been put out by midnight.",
            [("Police", "said", ("the fire had been put out by midnight",))],
        ),
        (
            "The harbour will stay closed until Friday, according to two port officials.",
            [("two port officials", "according to", ("The harbour will stay closed until Friday",))],
        ),
        (
            "''It was a long night,'' said Tomas Novak, a nurse at the hospital.",
            [("Tomas Novak, a nurse at the hospital", "said", ("''It was a long night,''",))],
        ),
    ],
)
def test_plain_reports_come_out_whole(text: str, expected: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert found(text) == expected


def test_an_inner_report_is_found_and_names_its_holder() -> None:
    text = "The Harbour Gazette reported on Monday that two officials said the minister had resigned."
    outer, inner = predict(segment(text))
    assert outer.source is not None
    assert inner.source is not None
    assert outer.source.of(text) == "The Harbour Gazette"
    assert inner.source.of(text) == "two officials"
    assert inner.parent == 0


def test_a_text_without_words_has_no_spans() -> None:
    assert tag("", [], []) == []
    assert tag(" \n ", [(0, 3)], []) == []
    assert tag("\u200b\u200b", [(0, 2)], []) == []


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_spans_of_any_text_lie_in_it_and_have_no_space_at_their_edges(text: str) -> None:
    spans = tag(text, [(0, len(text))], [])
    for number, span in enumerate(spans):
        words = text[span.start : span.end]
        assert 0 <= span.start < span.end <= len(text)
        assert words == words.strip()
        assert 0 <= span.confidence <= 1.001
        assert span.linked is None or spans[span.linked].role != span.role
        assert span.linked != number


def test_no_window_is_longer_than_the_limit_and_no_word_is_lost() -> None:
    text = "\n".join(["one two three. " * 300, "four five", "x" * 4000, "«" * 700])
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    windows = text_windows(text, lines, [(i, i) for i in range(15, 4500, 15)])
    assert max(len(w) for w in windows) <= WINDOW_TOKENS
    read = "".join(text[a:b] for w in windows for a, b in w.words if b > a)
    assert read.replace(" ", "").count("three") == 300
    assert read.count("«") == 700


def test_a_paragraph_read_alone_is_tagged_as_if_it_were_the_text() -> None:
    first, second = "Police said the road was open.", "“It is not,” Ms. Haddad said."
    text = f"{first}\n{second}"
    alone = tag(text, [(0, len(first)), (len(first) + 1, len(text))], [], alone=True)
    by_itself = tag(second, [(0, len(second))], [])
    shift = len(first) + 1
    of_second = [(s.role, s.start - shift, s.end - shift) for s in alone if s.start >= shift]
    assert of_second == [(s.role, s.start, s.end) for s in by_itself]
