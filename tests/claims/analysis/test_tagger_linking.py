"""From tagged spans to attributions: sharing, continuation, quotations without a cue, inner reports."""

from __future__ import annotations

from claims.analysis.linker import joined_pieces, link
from claims.analysis.tagger import TaggedSpan
from claims.analysis.types import Span


def spans(text: str, *marked: tuple[str, str, int | None]) -> list[TaggedSpan]:
    """(role, words, number of the linked span), each searched after the one before."""
    made, at = [], 0
    for role, words, linked in marked:
        start = text.index(words, at)
        at = start + len(words)
        made.append(TaggedSpan(role, start, at, 0.9, linked))
    return made


def shown(text: str, marked: list[TaggedSpan]) -> list[tuple[str | None, str | None, list[str]]]:
    return [
        (
            raw.source.of(text) if raw.source else None,
            raw.cue.of(text) if raw.cue else None,
            [piece.of(text) for piece in raw.content],
        )
        for raw in link(text, marked)
    ]


def test_two_cues_share_their_source() -> None:
    text = "Ms. Haddad said it rained and denied it snowed."
    marked = spans(
        text,
        ("source", "Ms. Haddad", None),
        ("cue", "said", 0),
        ("content", "it rained", 1),
        ("cue", "denied", 0),
        ("content", "it snowed", 3),
    )
    assert shown(text, marked) == [("Ms. Haddad", "said", ["it rained"]), ("Ms. Haddad", "denied", ["it snowed"])]


def test_a_split_quotation_is_one_attribution_of_two_pieces() -> None:
    text = "“The dam,” Okafor said, “will hold.”"
    marked = spans(
        text,
        ("content", "“The dam,”", 2),
        ("source", "Okafor", None),
        ("cue", "said", 1),
        ("content", "“will hold.”", 2),
    )
    assert shown(text, marked) == [("Okafor", "said", ["“The dam,”", "“will hold.”"])]


def test_a_quotation_goes_on_in_the_next_paragraph_with_no_cue_there() -> None:
    text = "Okafor said: “The dam will hold.\n\n“Nobody need leave.”"
    marked = spans(
        text,
        ("source", "Okafor", None),
        ("cue", "said", 0),
        ("content", "“The dam will hold.", 1),
        ("content", "“Nobody need leave.”", None),
    )
    assert shown(text, marked) == [("Okafor", "said", ["“The dam will hold.\n\n“Nobody need leave.”"])]


def test_a_quotation_with_only_a_name_before_it_is_that_persons() -> None:
    text = "Okafor “The dam will hold.”"
    marked = spans(text, ("source", "Okafor", None), ("content", "“The dam will hold.”", None))
    assert shown(text, marked) == [("Okafor", None, ["“The dam will hold.”"])]


def test_a_quotation_of_nobody_is_kept_without_source_and_less_sure() -> None:
    text = "The dam broke. “Run!” It was noon."
    marked = spans(text, ("content", "“Run!”", None))
    assert shown(text, marked) == [(None, None, ["“Run!”"])]
    assert link(text, marked)[0].confidence < 0.5


def test_a_report_without_a_source_has_none() -> None:
    text = "The dam reportedly broke."
    marked = spans(text, ("content", "The dam", 1), ("cue", "reportedly", None), ("content", "broke", 1))
    assert shown(text, marked) == [(None, "reportedly", ["The dam", "broke"])]


def test_a_cue_of_nothing_is_no_attribution() -> None:
    text = "Okafor spoke."
    assert shown(text, spans(text, ("source", "Okafor", None), ("cue", "spoke", 0))) == []


def test_pieces_with_only_white_space_between_are_one() -> None:
    assert joined_pieces("ab  cd, ef", [Span(8, 10), Span(0, 2), Span(4, 6)]) == (Span(0, 6), Span(8, 10))
