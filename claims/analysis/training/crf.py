"""The negative log-likelihood of a linear-chain CRF, with its gradient worked out rather than recorded.

The forward and backward recursions run in numpy on one thread. Recorded by autograd they are some thousand tiny
parallel operations a batch; where other programs use the cores too, the barriers of those cost more than the encoder.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.autograd.function import Function

from claims.analysis.crf import forward_backward

Array = np.ndarray


def expectations(
    emissions: Array, lengths: Array, transitions: Array, start: Array, end: Array
) -> tuple[float, tuple[Array, ...]]:
    """Sum of log Z over the batch, and expected counts: labels [B, W, L], transitions [L, L], start [L], end [L]."""
    size, longest, _ = emissions.shape
    alpha, beta, scale, told, log_z = forward_backward(emissions, lengths, transitions, start, end)
    inside = np.arange(longest)[None] < lengths[:, None]
    marginals = alpha * beta * inside[..., None]
    weighted = told[:, 1:] * beta[:, 1:] * (inside[:, 1:] / scale[:, 1:])[..., None]
    pairs = np.einsum("bwi,bwj->ij", alpha[:, :-1], weighted, optimize=True) * np.exp(transitions)
    last = marginals[np.arange(size), lengths - 1]
    return log_z, (marginals, pairs, marginals[:, 0].sum(axis=0), last.sum(axis=0))


class LogLikelihood(Function):
    """Negative log-likelihood, summed over the batch, by ``apply`` with the arguments of ``forward``."""

    @staticmethod
    def forward(
        ctx: Any, emissions: Tensor, transitions: Tensor, start: Tensor, end: Tensor, labels: Array, lengths: Array
    ) -> Tensor:
        told, steps, first, last = (x.detach().numpy().astype(np.float64) for x in (emissions, transitions, start, end))
        log_z, expected = expectations(told, lengths, steps, first, last)
        size, longest, count = told.shape
        inside = np.arange(longest)[None] < lengths[:, None]
        rows = np.arange(size)
        seen = np.zeros_like(told)
        seen[rows[:, None], np.arange(longest)[None], labels] = inside
        pairs = np.zeros((count, count))
        np.add.at(pairs, (labels[:, :-1][inside[:, 1:]], labels[:, 1:][inside[:, 1:]]), 1.0)
        begun, ended = (
            np.bincount(labels[:, 0], minlength=count),
            np.bincount(labels[rows, lengths - 1], minlength=count),
        )
        gold = (told * seen).sum() + (steps * pairs).sum() + (first * begun).sum() + (last * ended).sum()
        counts = (seen, pairs, begun, ended)
        ctx.gradients = [torch.from_numpy((e - c).astype(np.float32)) for e, c in zip(expected, counts, strict=True)]
        return torch.tensor(log_z - gold, dtype=torch.float32)

    @staticmethod
    def backward(ctx: Any, *above: Tensor) -> tuple[Tensor | None, ...]:
        return (*(gradient * above[0] for gradient in ctx.gradients), None, None)
