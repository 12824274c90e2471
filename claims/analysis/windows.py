"""Cut a text into the windows that the attribution tagger reads, and keep track of where every word lies.

A window is ``[CLS] paragraph [SEP] paragraph … [SEP]``: whole paragraphs as long as they fit, for who speaks is often
said a paragraph earlier, and a paragraph that does not fit is cut at sentence ends. The separator tells the encoder
where paragraphs end, which its tokenizer does not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from claims.analysis import encoder
from claims.analysis.tags import Ints, code_points, quotation_states, token_features

Bounds = tuple[int, int]  # [start, end)


@dataclass(frozen=True, slots=True)
class TokenizedText:
    """Word pieces of all paragraphs of a text, one after the other; offsets are code points of the whole text."""

    ids: Ints  # [n]
    offsets: Ints  # [n, 2]
    features: Ints  # [n]
    starts_word: NDArray[np.bool_]  # [n]
    paragraphs: tuple[Bounds, ...]  # in tokens


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of tokens that stays in one window."""

    start: int
    end: int
    ends_paragraph: bool


@dataclass(frozen=True, slots=True)
class Window:
    """One sequence for the encoder, and its words.

    ``positions`` [w] say where in the sequence a word's first piece stands; ``words`` [w, 2] are its code points in the
    text. A separator between paragraphs counts as a word, of no width, so that labels and distances know of it.
    """

    ids: Ints
    features: Ints
    positions: Ints
    words: Ints

    def __len__(self) -> int:
        return len(self.ids)


@cache
def _continues_word() -> NDArray[np.bool_]:
    """For every token id: is it a piece that continues a word (``##ing``)?"""
    with encoder.weights_file("tokenizer.json").open(encoding="utf-8") as opened:
        vocabulary = json.load(opened)["model"]["vocab"]
    continues = np.zeros(max(vocabulary.values()) + 1, dtype=bool)
    continues[[number for piece, number in vocabulary.items() if piece.startswith("##")]] = True
    return continues


def tokenize_text(text: str, paragraphs: Sequence[Bounds]) -> TokenizedText:
    """Tokens and their features, paragraph by paragraph; what lies between paragraphs is not read."""
    pieces = encoder.tokenize([text[start:end] for start, end in paragraphs])
    bounds, total = [], 0
    for tokens in pieces:
        bounds.append((total, total + len(tokens)))
        total += len(tokens)
    ids = np.concatenate([p.ids for p in pieces]) if pieces else np.zeros(0, dtype=np.int64)
    shifted = [p.offsets + start for p, (start, _) in zip(pieces, paragraphs, strict=True)]
    offsets = np.concatenate(shifted) if pieces else np.zeros((0, 2), dtype=np.int64)
    features = token_features(code_points(text), quotation_states(text, paragraphs), offsets)
    starts_word = ~_continues_word()[ids]
    for start, end in bounds:
        if end > start:
            starts_word[start] = True
    return TokenizedText(ids, offsets, features, starts_word, tuple(bounds))


def cut(tokenized: TokenizedText, sentence_starts: Sequence[int], limit: int) -> list[Unit]:
    """The paragraphs as units of at most ``limit`` tokens.

    Longer ones are cut at ``sentence_starts`` (code points), and a longer sentence anywhere.
    """
    starts = np.searchsorted(tokenized.offsets[:, 0], np.asarray(sorted(sentence_starts), dtype=np.int64))
    units = []
    for start, end in tokenized.paragraphs:
        while end - start > limit:
            within = starts[
                np.searchsorted(starts, start, side="right") : np.searchsorted(starts, start + limit, side="right")
            ]
            stop = int(within[-1]) if len(within) and within[-1] > start else start + limit
            units.append(Unit(start, stop, ends_paragraph=False))
            start = stop
        if end > start:
            units.append(Unit(start, end, ends_paragraph=True))
    return units


def pack(units: Sequence[Unit], limit: int) -> Iterator[list[Unit]]:
    """Neighbouring units together as long as they fit ``limit`` tokens, separators counted."""
    packed: list[Unit] = []
    size = 0
    for unit in units:
        if packed and size + unit.end - unit.start + 1 > limit:
            yield packed
            packed, size = [], 0
        packed.append(unit)
        size += unit.end - unit.start + 1
    if packed:
        yield packed


def window_of(tokenized: TokenizedText, units: Sequence[Unit]) -> Window:
    """The encoder's sequence for neighbouring units."""
    ids, features = [np.array([encoder.CLS])], [np.zeros(1, dtype=np.int64)]
    positions, words = [], []
    separator, none = np.array([encoder.SEP]), np.zeros(1, dtype=np.int64)
    at = 1
    for number, unit in enumerate(units):
        span = slice(unit.start, unit.end)
        ids.append(tokenized.ids[span])
        features.append(tokenized.features[span])
        first = np.flatnonzero(tokenized.starts_word[span])
        if not len(first) or first[0]:
            first = np.concatenate(([0], first))  # a unit cut inside a word begins with the rest of it
        last = np.concatenate((first[1:], [unit.end - unit.start])) - 1
        positions.append(first + at)
        offsets = tokenized.offsets[span]
        words.append(np.stack((offsets[first, 0], offsets[last, 1]), axis=1))
        at += unit.end - unit.start
        if number == len(units) - 1 or unit.ends_paragraph:
            ids.append(separator)
            features.append(none)
            if number < len(units) - 1:
                positions.append(np.array([at]))
                words.append(np.full((1, 2), offsets[-1, 1]))
            at += 1
    return Window(*(np.concatenate(part) for part in (ids, features, positions, words)))
