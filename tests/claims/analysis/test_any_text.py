"""Whatever the text: the whole analysis answers, its spans are valid, and what it quotes are the text's own words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.analysis import analyse, segment
from claims.analysis.types import Span

WORDS = st.sampled_from(
    "“ ” \" ' ‘ ’ said claimed according to “We officials , . ? : — – that the minister he denied not 40".split(" ")
    + "percent on Monday (Reuters) KABUL \n \n\n ( ) … reportedly at least two sources was told ﷺ 😀".split(" ")
    + ["\x00", "\ud800", "\u202e"]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=80).map(" ".join), st.lists(WORDS).map("".join))


def check(text: str) -> None:
    found = analyse(text)

    def valid(span: Span) -> None:
        assert 0 <= span.start < span.end <= len(text)
        assert span.of(text) == text[span.start : span.end]

    ids = {attribution.id for attribution in found.attributions}
    assert len(ids) == len(found.attributions)
    for attribution in found.attributions:
        for part in (attribution.source, attribution.cue):
            if part is not None:
                valid(part.span)
        for span in attribution.content:
            valid(span)
        assert attribution.parent is None or attribution.parent in ids
        assert 0 <= attribution.confidence <= 1
    for claim in found.claims:
        for span in claim.spans:
            valid(span)
        assert claim.text.split() == " ".join(span.of(text) for span in claim.spans).split()
        assert claim.attribution is None or claim.attribution in ids
        assert 0 <= claim.check_worthiness.score <= 1
        for quantity in claim.quantities:
            valid(quantity.span)


@settings(max_examples=120, deadline=None)
@given(TEXTS)
def test_the_whole_analysis_never_raises_and_its_spans_are_the_texts(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text", ['"' * 10_000, "“" * 2_000 + "”" * 2_000, "he said " * 2_000, "a" * 50_000, "\n" * 5_000, "1 " * 5_000]
)
def test_degenerate_texts_are_answered(text: str) -> None:
    check(text)


def test_an_unsupported_language_is_marked_and_only_its_quotations_are_attributed() -> None:
    text = (
        "Der Bürgermeister wurde am Montag in der Stadt gesehen. „Wir haben die Brücke geschlossen“, sagte er. "
        "Die Behörden teilten mit, dass mindestens zwölf Menschen verletzt wurden und die Straße gesperrt bleibt."
    )
    assert segment(text).metadata.language_supported is False
    for attribution in analyse(text).attributions:
        assert attribution.quote_type == "direct"
