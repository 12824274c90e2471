"""The attribution tagger in torch: encoder, label scores under a linear-chain CRF, and link scores, trained together.

Links are two choices among the spans of a window: which cue a content piece belongs to, and which source, if any, a
cue has. Each is scored by a bilinear product of the two spans' vectors plus a bias for their distance, after the
biaffine arc scores of dependency parsing (Dozat & Manning 2017).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from claims.analysis import encoder as shared
from claims.analysis.links import DISTANCE_BUCKETS, LINK_WIDTH, distance_buckets
from claims.analysis.tags import END_ALLOWED, FEATURES, FORBIDDEN, LABELS, START_ALLOWED, allowed_transitions
from claims.analysis.training.crf import LogLikelihood
from claims.analysis.training.encoder import HIDDEN, Encoder
from claims.analysis.training.examples import Example, padded_length


class ConditionalRandomField(nn.Module):
    """Linear-chain CRF over the labels, impossible transitions excluded."""

    def __init__(self) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.start = nn.Parameter(torch.zeros(len(LABELS)))
        self.end = nn.Parameter(torch.zeros(len(LABELS)))
        self.register_buffer("_no_step", torch.from_numpy(~allowed_transitions()), persistent=False)
        self.register_buffer("_no_start", torch.from_numpy(~START_ALLOWED), persistent=False)
        self.register_buffer("_no_end", torch.from_numpy(~END_ALLOWED), persistent=False)

    def scores(self) -> tuple[Tensor, Tensor, Tensor]:
        """Transitions, start and end, with FORBIDDEN where a step is impossible."""
        return (
            self.transitions.masked_fill(self._no_step, FORBIDDEN),
            self.start.masked_fill(self._no_start, FORBIDDEN),
            self.end.masked_fill(self._no_end, FORBIDDEN),
        )

    def loss(self, emissions: Tensor, labels: Tensor, lengths: Tensor) -> Tensor:
        """Negative log-likelihood, summed over the batch. ``emissions`` [B, W, L], ``labels`` [B, W]."""
        return LogLikelihood.apply(emissions, *self.scores(), labels.numpy(), lengths.numpy())


@dataclass
class Batch:
    """Windows padded to one shape, as tensors, and the links to learn."""

    embeds: Tensor  # [B, T, 384]
    features: Tensor  # [B, T]
    mask: Tensor  # [B, T]
    positions: Tensor  # [B, W]
    labels: Tensor  # [B, W]
    lengths: Tensor  # [B] words
    links: list[tuple[int, dict[str, np.ndarray], np.ndarray]]  # row, role -> [n, 2] spans, breaks
    targets: list[
        tuple[np.ndarray, np.ndarray]
    ]  # for each of links: cue of each content (-1: none here), source of each cue


def link_targets(example: Example) -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray]:
    """Spans by role in word order; the cue of each content piece (-1: not in this window); the source of each cue.

    A cue's source is its number + 1, and 0 when the attribution has none in this window.
    """
    spans = {
        role: sorted((a, b, n) for r, a, b, n in example.spans if r == role) for role in ("source", "cue", "content")
    }
    cue_of = {n: i for i, (_, _, owners) in enumerate(spans["cue"]) for n in owners}
    source_of = {n: i + 1 for i, (_, _, owners) in enumerate(spans["source"]) for n in owners}
    content_cue = np.array(
        [next((cue_of[n] for n in owners if n in cue_of), -1) for _, _, owners in spans["content"]], int
    )
    cue_source = np.array(
        [next((source_of[n] for n in owners if n in source_of), 0) for _, _, owners in spans["cue"]], int
    )
    bounds = {role: np.array([(a, b) for a, b, _ in s], int).reshape(-1, 2) for role, s in spans.items()}
    return bounds, content_cue, cue_source


def collate(examples: Sequence[Example], embeddings: Tensor) -> Batch:
    """One batch of windows."""
    size, tokens = len(examples), padded_length(max(len(e.window) for e in examples))
    words = max(len(e.labels) for e in examples)
    ids, features, mask = (np.zeros((size, tokens), dtype=np.int64) for _ in range(3))
    positions, labels = (np.zeros((size, words), dtype=np.int64) for _ in range(2))
    links, targets = [], []
    for row, example in enumerate(examples):
        window = example.window
        ids[row, : len(window)], features[row, : len(window)], mask[row, : len(window)] = window.ids, window.features, 1
        positions[row, : len(example.labels)], labels[row, : len(example.labels)] = window.positions, example.labels
        if any(role == "cue" for role, *_ in example.spans):
            bounds, content_cue, cue_source = link_targets(example)
            links.append((row, bounds, paragraph_breaks(window.ids, window.positions)))
            targets.append((content_cue, cue_source))
    lengths = torch.tensor([len(e.labels) for e in examples])
    tensors = (torch.from_numpy(x) for x in (features, mask, positions, labels))
    return Batch(embeddings[torch.from_numpy(ids)], *tensors, lengths, links, targets)


def paragraph_breaks(ids: np.ndarray, positions: np.ndarray) -> np.ndarray:
    """[W + 1] how many separators stand before each word."""
    return np.concatenate(([0], np.cumsum(ids[positions] == shared.SEP)))


class Tagger(nn.Module):
    """Encoder with label and link scores."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(dropout)
        self.features = nn.Embedding(FEATURES, HIDDEN)
        nn.init.zeros_(self.features.weight)
        self.dropout = nn.Dropout(dropout)
        self.label = nn.Linear(HIDDEN, len(LABELS))
        self.link = nn.Linear(
            HIDDEN, 4 * LINK_WIDTH
        )  # content for its cue, cue for contents, cue for its source, source
        self.distance = nn.Parameter(torch.zeros(2, DISTANCE_BUCKETS))
        self.no_source = nn.Linear(HIDDEN, 1)
        self.crf = ConditionalRandomField()

    def forward(self, inputs_embeds: Tensor, attention_mask: Tensor, features: Tensor) -> Tensor:
        """[B, T, 13 + 4 x 64 + 1]: label scores, link vectors and the score of having no source, of every token."""
        hidden = self.dropout(self.encoder(inputs_embeds + self.features(features), attention_mask))
        return torch.cat((self.label(hidden), self.link(hidden), self.no_source(hidden)), dim=-1)

    def word_outputs(self, batch: Batch) -> Tensor:
        """[B, W, 13 + 4 x 64 + 1] in float32."""
        outputs = self(batch.embeds, batch.mask, batch.features).float()
        return outputs.gather(1, batch.positions[..., None].expand(-1, -1, outputs.shape[-1]))

    def loss(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Label loss a word and link loss a link."""
        with torch.autocast("cpu", dtype=torch.bfloat16):  # twice as fast where the CPU has it; the scores stay float32
            outputs = self.word_outputs(batch)
        labels = self.crf.loss(outputs[..., : len(LABELS)], batch.labels, batch.lengths) / batch.lengths.sum()
        total, count = outputs.new_zeros(()), 0
        for (row, bounds, breaks), (content_cue, cue_source) in zip(batch.links, batch.targets, strict=True):
            to_cue, to_source = self.link_scores(outputs[row], bounds, breaks)
            if len(content_cue) and (content_cue >= 0).any():
                total = total + F.cross_entropy(to_cue, torch.from_numpy(content_cue), ignore_index=-1, reduction="sum")
                count += int((content_cue >= 0).sum())
            total = total + F.cross_entropy(to_source, torch.from_numpy(cue_source), reduction="sum")
            count += len(cue_source)
        return labels, total / max(count, 1)

    def link_scores(self, words: Tensor, bounds: dict[str, np.ndarray], breaks: np.ndarray) -> tuple[Tensor, Tensor]:
        """[contents, cues] and [cues, 1 + sources] of one window; column 0 of the second: no source."""
        vectors = words[:, len(LABELS) : -1].reshape(len(words), 4, LINK_WIDTH)

        def ends(role: str, which: int) -> Tensor:
            first, last = torch.from_numpy(bounds[role][:, 0]), torch.from_numpy(bounds[role][:, 1] - 1)
            return (vectors[first, which] + vectors[last, which]) / 2

        def pairs(near: str, far: str, which: int) -> Tensor:
            buckets = torch.from_numpy(distance_buckets(bounds[near], bounds[far], breaks))
            product = ends(near, 2 * which) @ ends(far, 2 * which + 1).T
            return product / LINK_WIDTH**0.5 + self.distance[which][buckets]

        none = words[torch.from_numpy(bounds["cue"][:, 0]), -1:]
        return pairs("content", "cue", 0), torch.cat((none, pairs("cue", "source", 1)), dim=1)
