"""The MiniLM encoder in torch, as the trainings of this project use it.

The architecture is BERT's (Devlin et al. 2019) in the size of MiniLM-L6-H384 (Wang et al. 2020). It is written out
here, rather than taken from a model library, for three reasons: the word embeddings stay *outside* (they are frozen and
shared by all models of the project, so a graph takes ``inputs_embeds``), attention goes without dropout on its weights
(random numbers for every pair of tokens are slow on a CPU), and a training needs no more than torch.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

HIDDEN, HEADS, LAYERS, INNER, POSITIONS = 384, 12, 6, 1536, 512
LAYER_NORM_EPS = 1e-12


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.attention_out = nn.Linear(HIDDEN, HIDDEN)
        self.attention_norm = nn.LayerNorm(HIDDEN, LAYER_NORM_EPS)
        self.inner = nn.Linear(HIDDEN, INNER)
        self.outer = nn.Linear(INNER, HIDDEN)
        self.outer_norm = nn.LayerNorm(HIDDEN, LAYER_NORM_EPS)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, _ = x.shape
        qkv = self.qkv(x).view(batch, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2], attn_mask=bias.to(qkv.dtype))
        mixed = self.attention_out(mixed.transpose(1, 2).reshape(batch, length, HIDDEN))
        x = self.attention_norm(x + self.dropout(mixed))
        return self.outer_norm(x + self.dropout(self.outer(F.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """``inputs_embeds`` [B, T, 384] and ``attention_mask`` [B, T] (1 = token) to hidden states [B, T, 384]."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.token_type = nn.Parameter(torch.zeros(HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, LAYER_NORM_EPS)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)

    def forward(self, inputs_embeds: Tensor, attention_mask: Tensor) -> Tensor:
        # In an exported graph the length is dynamic; slicing the table by it keeps the positions a constant.
        positions = self.positions.weight[: inputs_embeds.shape[1]]
        x = self.dropout(self.norm(inputs_embeds + positions + self.token_type))
        bias = (attention_mask.to(x.dtype)[:, None, None, :] - 1.0) * 1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_published(self, safetensors: Path) -> None:
        """The weights of all-MiniLM-L6-v2, all but the word embeddings."""
        weights = load_file(safetensors)
        own: dict[str, Tensor] = {
            "positions.weight": weights["embeddings.position_embeddings.weight"],
            "token_type": weights["embeddings.token_type_embeddings.weight"][0],
        }
        pairs = [("norm", "embeddings.LayerNorm")]
        for n in range(LAYERS):
            theirs, ours = f"encoder.layer.{n}.", f"layers.{n}."
            for part in ("weight", "bias"):
                own[f"{ours}qkv.{part}"] = torch.cat(
                    [weights[f"{theirs}attention.self.{x}.{part}"] for x in ("query", "key", "value")]
                )
            pairs += [
                (f"{ours}attention_out", f"{theirs}attention.output.dense"),
                (f"{ours}attention_norm", f"{theirs}attention.output.LayerNorm"),
                (f"{ours}inner", f"{theirs}intermediate.dense"),
                (f"{ours}outer", f"{theirs}output.dense"),
                (f"{ours}outer_norm", f"{theirs}output.LayerNorm"),
            ]
        for name, published in pairs:
            own[f"{name}.weight"], own[f"{name}.bias"] = weights[f"{published}.weight"], weights[f"{published}.bias"]
        self.load_state_dict(own)


def word_embeddings(safetensors: Path) -> Tensor:
    """The published word embeddings as the shipped table gives them back: int8 with a scale a row."""
    table = load_file(safetensors)["embeddings.word_embeddings.weight"]
    scale = table.abs().amax(dim=1, keepdim=True).clamp_min(1e-12) / 127
    return torch.round(table / scale) * scale
