"""The pair encoder: reads two claims together and says how the one bears on the other.

A MiniLM cross-encoder, int8 (``weights/compare.onnx``, made by ``training.compare``). The pair is always read in one
order, that of the texts, so that ``compare(a, b)`` and ``compare(b, a)`` rest on the same reading.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from claims.analysis import encoder
from claims.analysis.encoder import Floats, Ints

# What the model was trained to tell apart, in the order of its outputs.
LABELS = ("same", "forward", "backward", "contradiction", "neutral")
_TURNED = [LABELS.index(name) for name in ("same", "backward", "forward", "contradiction", "neutral")]
# A claim is one proposition; beyond this many word pieces it is a whole paragraph, of which the beginning counts.
MOST_PIECES = 120


def read_pairs(pairs: Sequence[tuple[str, str]], threads: int = 1) -> Floats:
    """Probabilities of ``LABELS`` for each pair of texts, in order: float32 ``[len(pairs), 5]``. Equal texts are the
    same."""
    found = np.zeros((len(pairs), len(LABELS)), dtype=np.float32)
    found[:, LABELS.index("same")] = 1.0
    unlike = [number for number, (a, b) in enumerate(pairs) if a != b]  # a text says what it says: nothing to read
    found[unlike] = _read([pairs[number] for number in unlike], threads)
    return found


def _read(pairs: Sequence[tuple[str, str]], threads: int) -> Floats:
    found = np.zeros((len(pairs), len(LABELS)), dtype=np.float32)
    texts = sorted({text for pair in pairs for text in pair})
    pieces = dict(zip(texts, (tokens.ids for tokens in encoder.tokenize(texts)), strict=True))
    turned = [a > b for a, b in pairs]
    sequences = [
        pair_tokens(pieces[b], pieces[a]) if turn else pair_tokens(pieces[a], pieces[b])
        for (a, b), turn in zip(pairs, turned, strict=True)
    ]
    for batch in encoder.batches_by_length([len(ids) for ids, _ in sequences]):
        logits = encoder.run("compare", [sequences[i][0] for i in batch], threads, [sequences[i][1] for i in batch])[0]
        powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
        found[batch] = powers / powers.sum(axis=-1, keepdims=True)
    found[turned] = found[turned][:, _TURNED]
    return found


def pair_tokens(a: Ints, b: Ints) -> tuple[Ints, Ints]:
    """Ids and token types of ``[CLS] a [SEP] b [SEP]``, each side cut to ``MOST_PIECES``."""
    a, b = a[:MOST_PIECES], b[:MOST_PIECES]
    ids = np.concatenate(([encoder.CLS], a, [encoder.SEP], b, [encoder.SEP]))
    types = np.concatenate((np.zeros(len(a) + 2, dtype=np.int64), np.ones(len(b) + 1, dtype=np.int64)))
    return ids, types
