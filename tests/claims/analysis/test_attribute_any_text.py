"""Any text at all: no exception, and spans that are valid and in order."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.analysis import clean, segment
from claims.analysis.attribute import attribute
from claims.analysis.attribute.rules import find
from sources.cleaning import TextRefused

_PIECES = """said Ann Holt the ministry " “ ” ‘ ’ '' , . that according to he who – : ( ) told reporters denied one
    source sources claimed and but BAGHDAD (Reuters) — report as named it was reportedly is believed by a 3 … x Mr."""
WORDS = st.sampled_from([*_PIECES.split(), "\n", "\n\n", "\x00", "\u202e", "U.S."])
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=60).map(" ".join), st.lists(WORDS, max_size=40).map("".join))


def check(text):
    document = segment(text)
    assert len(document.normalised) == len(text)
    for spans in (document.paragraphs, document.sentences, document.ignored):
        assert list(spans) == sorted(spans)
        assert all(0 <= span.start <= span.end <= len(text) for span in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
    found = attribute(document, finder=find)
    ids = {attribution.id for attribution in found}
    for attribution in found:
        assert attribution.content
        assert list(attribution.content) == sorted(attribution.content)
        assert attribution.parent is None or attribution.parent in ids - {attribution.id}
        source, cue = attribution.source, attribution.cue
        for span in (*attribution.content, *([source.span] if source else []), *([cue.span] if cue else [])):
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text).strip()


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_nothing_raises_and_every_span_is_valid(text):
    try:
        check(clean(text))
    except TextRefused:
        check(text.replace("\ud800", ""))


def test_ten_thousand_quotation_marks_are_read():
    document = segment('"He left," she said. ' * 5000)
    assert len(attribute(document, finder=find)) == 5000
