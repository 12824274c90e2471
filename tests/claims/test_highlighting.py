"""Marks over a text → well-nested tokens that say every character once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.analysis.types import Span
from claims.highlighting import MAX_DEPTH, Mark, excerpt, highlight, paragraphs


def written(text, marks, windows=None):
    """The passages as a line each: [claim:…] for a piece of a mark, ^n for its label, #a for its anchor."""
    lines = []
    for passage in highlight(text, marks, windows or [Span(0, len(text))]):
        line = ""
        for token in passage.tokens:
            if token.type == "open":
                line += f"[{token.mark.kind}" + (f"#{token.anchor}" if token.anchor else "") + ":"
            line += {"text": token.text, "open": "", "close": "]", "label": f"^{token.text}"}[token.type]
        lines.append(line)
    return lines


TEXT = "The mayor said the bridge was shut."


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], "The mayor said the bridge was shut."),
        ([Mark(0, 9, "source")], "[source:The mayor] said the bridge was shut."),
        (
            [Mark(15, 34, "content"), Mark(10, 14, "cue"), Mark(15, 34, "claim", label="1")],
            "The mayor [cue:said] [content:[claim:the bridge was shut]^1].",
        ),
        # crossing: the inner one is closed and opened again, its anchor and its label come once
        (
            [Mark(4, 14, "content"), Mark(10, 25, "claim", label="2", anchor="a")],
            "The [content:mayor [claim#a:said]][claim: the bridge]^2 was shut.",
        ),
        ([Mark(0, 9, "source"), Mark(0, 9, "claim")], "[claim:[source:The mayor]] said the bridge was shut."),
        # past the end it is cut, outside and empty it is left out
        (
            [Mark(30, 99, "claim"), Mark(50, 60, "cue"), Mark(3, 3, "cue")],
            "The mayor said the bridge was [claim:shut.]",
        ),
    ],
)
def test_marks_come_out_well_nested(marks, expected):
    assert written(TEXT, marks) == [expected]


def test_a_mark_over_two_paragraphs_is_marked_in_both_and_labelled_once():
    text = "“We left,” he said.\n\nNobody followed."
    marks = [Mark(1, len(text) - 1, "claim", label="1", anchor="a")]
    assert written(text, marks, paragraphs(text)) == [
        "“[claim#a:We left,” he said.]",
        "[claim:Nobody followed]^1.",
    ]


def test_a_mark_that_ends_between_paragraphs_still_gets_its_label():
    text = "He left.\n\nShe stayed."
    assert written(text, [Mark(0, 9, "claim", label="1")], paragraphs(text)) == ["[claim:He left.]^1", "She stayed."]


def test_a_mark_that_began_before_the_first_window_is_open_in_it():
    assert written(TEXT, [Mark(0, 25, "claim")], [Span(10, 20)]) == ["[claim:said the b]"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One,\nstill one.\n \n\n  Two.\n", ["One,\nstill one.", "Two."]),
        ("No blank line:\nso lines part.", ["No blank line:", "so lines part."]),
        ("  \n \n", []),
        ("", []),
    ],
)
def test_paragraphs_part_at_blank_lines_else_at_line_breaks(text, expected):
    assert [span.of(text) for span in paragraphs(text)] == expected


def test_an_excerpt_is_cut_at_words_and_holds_the_spans():
    text = "First paragraph.\n\n" + "alpha beta gamma " * 50 + "the needle is here" + " delta epsilon" * 50
    start = text.index("the needle")
    (window,) = excerpt(text, [Span(start, start + 10)], around=60)
    words = window.of(text)
    assert "the needle is here" in words
    assert len(words) < 150
    assert set(words.split()) <= set(text.split())


spans = st.tuples(st.integers(0, 60), st.integers(0, 30)).map(lambda pair: (pair[0], pair[0] + pair[1]))
kinds = st.sampled_from(["claim", "content", "source", "cue", "ignored"])


@given(st.text(max_size=60), st.lists(st.tuples(spans, kinds), max_size=40))
def test_every_character_is_written_once_and_every_element_closed(text, rows):
    marks = [Mark(a, b, kind, label="x") for (a, b), kind in rows]
    windows = paragraphs(text)
    for passage, window in zip(highlight(text, marks, windows), windows, strict=True):
        assert passage.text == window.of(text)
        stack = []
        for token in passage.tokens:
            if token.type == "open":
                stack.append(token.mark)
            elif token.type == "close":
                assert stack.pop() is token.mark
        assert stack == []


@given(st.text(min_size=1, max_size=60), st.lists(spans, max_size=20))
def test_each_mark_covers_just_its_characters(text, rows):
    marks = [Mark(a, b, "claim", title=str(i)) for i, (a, b) in enumerate(rows)]
    covered = {mark.title: set() for mark in marks}
    (passage,) = highlight(text, marks, [Span(0, len(text))])
    at, stack = 0, []
    for token in passage.tokens:
        if token.type == "open":
            stack.append(token.mark)
        elif token.type == "close":
            stack.pop()
        elif token.type == "text":
            for mark in stack:
                covered[mark.title].update(range(at, at + len(token.text)))
            at += len(token.text)
    for mark in marks:
        assert covered[mark.title] == set(range(mark.start, min(mark.end, len(text))))


def test_a_hostile_pile_of_marks_is_cut_off():
    text = "word " * 20_000
    marks = [Mark(0, len(text), "claim")] * 10_000 + [Mark(i, i + 4, "cue") for i in range(0, len(text), 5)]
    (passage,) = highlight(text, marks, [Span(0, len(text))])
    depth = deepest = 0
    for token in passage.tokens:
        depth += {"open": 1, "close": -1}.get(token.type, 0)
        deepest = max(deepest, depth)
    assert deepest == MAX_DEPTH
