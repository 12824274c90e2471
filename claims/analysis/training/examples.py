"""Turn annotated articles into the windows, labels and links that one epoch of the tagger reads."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from claims.analysis.tags import Ints, encode_spans
from claims.analysis.training.augment import vary
from claims.analysis.training.corpus import AnnotatedArticle, AttributionPieces
from claims.analysis.windows import Unit, Window, cut, pack, tokenize_text, window_of

SENTENCE_SHARE = (
    0.2  # of articles that an epoch reads sentence by sentence, as short texts and the published protocol are
)
OTHER_ANNOTATOR_SHARE = 0.25  # where there is a second annotation: its noise is what the task's ceiling consists of
WINDOW_SIZES = (128, 192, 256, 256, 320, 384)  # a size is drawn for each article, so that no position is special

LENGTH_STEP = 16

_SENTENCE_START = re.compile("(?<=[.!?])[\"'\u201d\u2019)]*\\s+(?=[\"'\u201c\u2018(]?[A-Z0-9])")
_PARAGRAPH = re.compile(r"[^\r\n]*\S[^\r\n]*")


@dataclass(frozen=True)
class Example:
    """A window with its labels, and of every span: role, words, and the number of the attributions it belongs to."""

    window: Window
    labels: Ints
    spans: list[tuple[str, int, int, tuple[int, ...]]] = field(default_factory=list)


def paragraphs_of(text: str) -> list[tuple[int, int]]:
    """Lines that are not blank."""
    return [found.span() for found in _PARAGRAPH.finditer(text)]


def sentence_starts(text: str) -> list[int]:
    """Code points where a sentence seems to start: good enough to cut windows at."""
    return [found.end() for found in _SENTENCE_START.finditer(text)]


def _word_runs(window: Window, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The words that lie mostly in [start, end), as runs: a separator between paragraphs ends a run."""
    words = window.words
    low = int(np.searchsorted(words[:, 1], start, side="right"))
    high = int(np.searchsorted(words[:, 0], end, side="left"))
    run_start = None
    for i in range(low, high):
        a, b = words[i]
        inside = 2 * (min(b, end) - max(a, start)) > b - a
        if inside and run_start is None:
            run_start = i
        if not inside and run_start is not None:
            yield run_start, i
            run_start = None
    if run_start is not None:
        yield run_start, high


def example_of(window: Window, attributions: Sequence[AttributionPieces]) -> Example:
    """The window with those spans that lie in it."""
    if not len(window.words):
        return Example(window, np.zeros(0, dtype=np.int64))
    first, last = window.words[0, 0], window.words[-1, 1]
    owners: dict[tuple[str, int, int], list[int]] = {}
    for number, attribution in enumerate(attributions):
        for role, pieces in attribution.items():
            for start, end in pieces:
                if start < last and end > first:
                    for run in _word_runs(window, start, end):
                        owners.setdefault((role, *run), []).append(number)
    labels = encode_spans(len(window.words), list(owners))
    return Example(window, labels, [(*span, tuple(numbers)) for span, numbers in owners.items()])


def _by_sentence(units: Sequence[Unit], starts: Ints) -> list[Unit]:
    split = []
    for unit in units:
        inner = [
            int(s)
            for s in starts[np.searchsorted(starts, unit.start, side="right") : np.searchsorted(starts, unit.end)]
        ]
        edges = [unit.start, *inner, unit.end]
        split += [Unit(a, b, ends_paragraph=True) for a, b in itertools.pairwise(edges) if b > a]
    return split


def article_examples(
    text: str, attributions: Sequence[AttributionPieces], size: int, *, sentences: bool = False
) -> list[Example]:
    """Windows of at most ``size`` tokens (or single sentences) of one text."""
    tokenized = tokenize_text(text, paragraphs_of(text))
    starts = sentence_starts(text)
    units = cut(tokenized, starts, size - 2)
    if sentences:
        at = np.searchsorted(tokenized.offsets[:, 0], np.asarray(starts, dtype=np.int64))
        packed: list[list[Unit]] = [[unit] for unit in _by_sentence(units, at)]
    else:
        packed = list(pack(units, size - 1))
    return [example_of(window_of(tokenized, units), attributions) for units in packed]


def epoch_examples(articles: Sequence[AnnotatedArticle], rng: random.Random) -> list[Example]:
    """One epoch: every article once, varied, by one of its annotators."""
    examples = []
    for article in articles:
        second = len(article.annotations) > 1 and rng.random() < OTHER_ANNOTATOR_SHARE
        attributions = article.annotations[rng.randrange(1, len(article.annotations)) if second else 0]
        varied = vary(article.text, attributions, rng)
        sentences = rng.random() < SENTENCE_SHARE
        examples += article_examples(varied.text, varied.attributions, rng.choice(WINDOW_SIZES), sentences=sentences)
    return [e for e in examples if len(e.labels)]


def padded_length(length: int) -> int:
    """The length that a sequence is padded to: few different ones, since torch compiles its products for each shape."""
    return -(-length // LENGTH_STEP) * LENGTH_STEP


def batches(examples: Sequence[Example], tokens: int, rng: random.Random) -> list[list[Example]]:
    """Batches of like length and about ``tokens`` tokens with padding, in random order."""
    groups: dict[int, list[Example]] = {}
    for example in examples:
        groups.setdefault(padded_length(len(example.window)), []).append(example)
    made = []
    for length, group in groups.items():
        rng.shuffle(group)
        size = max(1, tokens // length)
        made += [group[i : i + size] for i in range(0, len(group), size)]
    rng.shuffle(made)
    return made
