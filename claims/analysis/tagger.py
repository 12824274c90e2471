"""Mark source, cue and content spans of a text and say which belong together: the trained tagger's inference.

A MiniLM encoder (int8 ONNX, word embeddings shared with the project's other models) scores every token; a linear-chain
CRF decides the sequence by Viterbi; bilinear scores choose the cue of each content and the source of each cue. How it
was trained and what it measures is in ``weights/MODEL_CARD.md``, and how to train it anew in ``training/``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from claims.analysis import encoder
from claims.analysis.crf import forward_backward, viterbi
from claims.analysis.links import LINK_WIDTH, distance_buckets
from claims.analysis.tags import LABELS, ROLES, Floats, Ints, decode_labels
from claims.analysis.windows import Bounds, Window, cut, pack, tokenize_text, window_of

# Tokens of a window. On dev 160, 200, 256 and 320 measured alike (whole attributions 79.9 to 80.2); shorter is faster.
WINDOW_TOKENS = 200
# Tokens of a batch, padding included: 15 windows. 5,120 measured no faster and took 90 MB more; 2,048 no less memory.
BATCH_TOKENS = 3072


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """A source, cue or content as tagged: [start, end) code points of the text, no white space at its edges.

    ``linked`` is the number, in the same tagging, of a content's cue or a cue's source; None when none is in reach.
    ``confidence`` is the mean probability of its words' labels, ``link_confidence`` the probability of the link.
    """

    role: str
    start: int
    end: int
    confidence: float
    linked: int | None = None
    link_confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class _Parameters:
    transitions: Floats
    start: Floats
    end: Floats
    distance: Floats  # [2, buckets]


@cache
def _parameters() -> _Parameters:
    with np.load(encoder.weights_file("tagger.npz"), allow_pickle=False) as stored:
        return _Parameters(*(stored[name] for name in ("transitions", "start", "end", "distance")))


def text_windows(
    text: str, paragraphs: Sequence[Bounds], sentences: Sequence[Bounds], *, alone: bool = False
) -> list[Window]:
    """The windows that a text is read in, in order; ``alone``: every paragraph is a window of its own."""
    tokenized = tokenize_text(text, paragraphs)
    units = cut(tokenized, [start for start, _ in sentences], WINDOW_TOKENS - 2)
    packed = ([unit] for unit in units) if alone else pack(units, WINDOW_TOKENS - 1)
    return [window_of(tokenized, together) for together in packed]


def tag(
    text: str,
    paragraphs: Sequence[Bounds],
    sentences: Sequence[Bounds],
    *,
    alone: bool = False,
    threads: int = 1,
) -> list[TaggedSpan]:
    """All spans of the text, in order, links given as numbers in this list.

    ``paragraphs`` say what is read, ``sentences`` where a paragraph too long for a window may be cut; ``alone`` reads
    every paragraph as if there were no other. Raises ``encoder.WeightsMissing`` when a weights file is not there.
    """
    windows = text_windows(text, paragraphs, sentences, alone=alone)
    tagged: dict[int, list[TaggedSpan]] = {}
    for indexes in encoder.batches_by_length([len(w) for w in windows], BATCH_TOKENS):
        batch = [windows[i] for i in indexes]
        for index, spans in zip(indexes, _tag_batch(batch, threads), strict=True):
            tagged[index] = spans
    joined: list[TaggedSpan] = []
    for index in range(len(windows)):
        joined += _shifted(tagged[index], len(joined))
    return joined


def _shifted(spans: Sequence[TaggedSpan], by: int) -> Iterator[TaggedSpan]:
    for span in spans:
        linked = None if span.linked is None else span.linked + by
        yield TaggedSpan(span.role, span.start, span.end, span.confidence, linked, span.link_confidence)


def score_words(batch: Sequence[Window], threads: int = 1) -> list[Floats]:
    """[w, 13 + 4 x 64 + 1] for each window: label scores, link vectors and the score of no source, of every word."""
    width = max(len(window) for window in batch)
    ids, features, mask = (np.zeros((len(batch), width), dtype=np.int64) for _ in range(3))
    for row, window in enumerate(batch):
        ids[row, : len(window)], features[row, : len(window)], mask[row, : len(window)] = window.ids, window.features, 1
    feed = {"inputs_embeds": encoder.lookup(ids), "attention_mask": mask, "features": features}
    (scores,) = encoder.session("tagger", threads).run(None, feed)
    return [scores[row, window.positions] for row, window in enumerate(batch)]


def _tag_batch(batch: Sequence[Window], threads: int) -> list[list[TaggedSpan]]:
    words = score_words(batch, threads)
    lengths = np.array([len(w) for w in words], dtype=np.int64)
    if not lengths.any():
        return [[] for _ in batch]
    emissions = np.zeros((len(batch), int(lengths.max()), len(LABELS)), dtype=np.float32)
    for row, scores in enumerate(words):
        emissions[row, : len(scores)] = scores[:, : len(LABELS)]
    own = _parameters()
    paths = viterbi(emissions, lengths, own.transitions, own.start, own.end)
    alpha, beta, *_ = forward_backward(emissions, lengths, own.transitions, own.start, own.end)
    return [
        _spans(window, scores, path, (forth * back)[np.arange(len(path)), path])
        for window, scores, path, forth, back in zip(batch, words, paths, alpha, beta, strict=True)
    ]


def _spans(window: Window, scores: Floats, path: Ints, chances: Floats) -> list[TaggedSpan]:
    """The spans of one window with their links. ``chances`` [w]: how probable each word's label is."""
    found = [span for span in decode_labels(path) if window.words[span[1], 0] < window.words[span[2] - 1, 1]]
    if not found:
        return []
    links = _links(window, scores, found)
    return [
        TaggedSpan(
            role,
            int(window.words[first, 0]),
            int(window.words[last - 1, 1]),
            float(chances[first:last].mean()),
            *links.get(number, (None, 1.0)),
        )
        for number, (role, first, last) in enumerate(found)
    ]


def _links(
    window: Window, scores: Floats, found: Sequence[tuple[str, int, int]]
) -> dict[int, tuple[int | None, float]]:
    """Span number to the number it is linked to and how sure."""
    numbers = {role: [n for n, span in enumerate(found) if span[0] == role] for role in ROLES}
    if not numbers["cue"]:
        return {}
    bounds = {role: np.array([found[n][1:] for n in numbers[role]], dtype=np.int64).reshape(-1, 2) for role in ROLES}
    breaks = np.concatenate(([0], np.cumsum(window.ids[window.positions] == encoder.SEP)))
    vectors = scores[:, len(LABELS) : -1].reshape(len(scores), 4, LINK_WIDTH)

    def pairs(near: str, far: str, which: int) -> Floats:
        ends = [
            (vectors[b[:, 0], k] + vectors[b[:, 1] - 1, k]) / 2
            for b, k in ((bounds[near], 2 * which), (bounds[far], 2 * which + 1))
        ]
        bias = _parameters().distance[which][distance_buckets(bounds[near], bounds[far], breaks)]
        return np.asarray(ends[0] @ ends[1].T / np.float32(LINK_WIDTH**0.5) + bias, dtype=np.float32)

    links: dict[int, tuple[int | None, float]] = {}
    if numbers["content"]:
        chances = _softmax(pairs("content", "cue", 0))
        for n, chance in zip(numbers["content"], chances, strict=True):
            links[n] = (numbers["cue"][int(chance.argmax())], float(chance.max()))
    none = scores[bounds["cue"][:, 0], -1:]
    chances = _softmax(np.concatenate((none, pairs("cue", "source", 1)), axis=1))
    for n, chance in zip(numbers["cue"], chances, strict=True):
        best = int(chance.argmax())
        links[n] = (numbers["source"][best - 1] if best else None, float(chance[best]))
    return links


def _softmax(scores: Floats) -> Floats:
    exponents = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(exponents / exponents.sum(axis=-1, keepdims=True), dtype=np.float32)
