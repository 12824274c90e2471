"""Decoding of a linear-chain conditional random field (Lafferty, McCallum & Pereira 2001) over batches of sequences.

Viterbi gives the best sequence; the scaled forward and backward recursions (Rabiner 1989) give how probable each of its
labels is, and, in training, the gradient. All take ``emissions`` [B, W, L] padded to the longest sequence, ``lengths``
[B] of at least one, ``transitions`` [L, L] from row to column, ``start`` and ``end`` [L], with a large negative number
where a step is impossible. Time is linear in W.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from claims.analysis.tags import Floats, Ints

AnyFloats = NDArray[np.floating[Any]]


def viterbi(emissions: Floats, lengths: Ints, transitions: Floats, start: Floats, end: Floats) -> list[Ints]:
    """The best label sequence of each of the B sequences."""
    batch, longest, _ = emissions.shape
    best = emissions[:, 0] + start
    back = np.zeros((longest, *best.shape), dtype=np.int8)
    final = best.copy()
    for step in range(1, longest):
        scores = best[:, :, None] + transitions[None]
        back[step] = scores.argmax(axis=1)
        best = scores.max(axis=1) + emissions[:, step]
        final = np.where((lengths > step)[:, None], best, final)
    state = (final + end).argmax(axis=1)
    paths = np.zeros((batch, longest), dtype=np.int64)
    rows = np.arange(batch)
    for step in range(longest - 1, -1, -1):
        paths[:, step] = state
        moved = back[step, rows, state] if step else state
        state = np.where(lengths > step, moved, state)
    return [path[:length] for path, length in zip(paths, lengths, strict=True)]


def forward_backward(
    emissions: AnyFloats, lengths: Ints, transitions: AnyFloats, start: AnyFloats, end: AnyFloats
) -> tuple[AnyFloats, AnyFloats, AnyFloats, AnyFloats, float]:
    """``alpha``, ``beta`` [B, W, L], their ``scale`` [B, W], exponentiated emissions ``told``, and the sum of log Z.

    ``alpha * beta`` are the probabilities of the labels.
    """
    size, longest, labels = emissions.shape
    offsets = emissions.max(axis=2, keepdims=True)
    told = np.exp(emissions - offsets)
    step = np.exp(transitions)
    inside = np.arange(longest)[None] < lengths[:, None]
    alpha, scale = np.zeros_like(told), np.ones_like(told[..., 0])
    now = np.exp(start) * told[:, 0]
    for i in range(longest):
        if i:
            now = np.where(inside[:, i, None], (now @ step) * told[:, i], now)
        total = now.sum(axis=1)
        scale[:, i] = np.where(inside[:, i], total, 1.0)
        now = now / total[:, None]
        alpha[:, i] = now
    final = np.exp(end)
    closing = now @ final
    log_z = float((np.log(scale) + offsets[..., 0] * inside).sum() + np.log(closing).sum())
    beta = np.zeros_like(told)
    back = np.broadcast_to(final, (size, labels)) / closing[:, None]
    for i in range(longest - 1, -1, -1):
        beta[:, i] = back
        ahead = ((told[:, i] * back) @ step.T) / scale[:, i, None]
        # Padding passes the end's message on unchanged until the last real word is reached.
        back = np.where(inside[:, i, None], ahead, back)
    return alpha, beta, scale, told, log_z
