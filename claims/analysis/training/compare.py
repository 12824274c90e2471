"""Fine-tune and export the pair encoder of the comparer (``compare.onnx``).

A MiniLM cross-encoder (Wang et al. 2020; pairs as in Devlin et al. 2019) reads both claims at once and says whether
they state the same, one implies the other, they contradict, or neither: the five relations of natural logic that matter
here (MacCartney & Manning 2009). Word embeddings stay frozen, so the shipped table serves. Run::

    python -m claims.analysis.training.compare PAIRS.jsonl MODEL_FOLDER CHECKPOINT.pt [--minutes 22] [--threads 1]

PAIRS as written by ``compare_data``; MODEL_FOLDER as for ``convert_embedding``. The checkpoint is written every few
minutes and resumed from; the export goes to the weights folder at the end.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from claims.analysis import encoder as runtime
from claims.analysis.compare.cross_encoder import LABELS, pair_tokens
from claims.analysis.training.encoder import Encoder, word_embeddings
from claims.analysis.training.quantize import export_int8

BATCH_TOKENS = 2600  # with padding; larger batches train no faster on a core
RATE = 2.5e-4  # of the encoder: small encoders bear more than the usual 2e-5; the head learns at four times that
WARM_UP = 0.06
HELD_OUT = 400
CHECKPOINT_SECONDS = 240
NOT_SUPPORTED = -1  # FEVER's two-way label: any but "forward"
FORWARD, BACKWARD = LABELS.index("forward"), LABELS.index("backward")
Example = tuple[np.ndarray, np.ndarray, int]


class PairEncoder(nn.Module):
    """Hidden states of the joint sequence, pooled by side, to the logits of ``LABELS`` [batch, 5].

    ``token_type_ids`` 1 marks the second claim; its embedding is added before the encoder, which knows one type only.
    """

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder(dropout=0.1)
        self.second = nn.Parameter(torch.zeros(runtime.WIDTH))
        self.inner = nn.Linear(4 * runtime.WIDTH, runtime.WIDTH)
        self.head = nn.Linear(runtime.WIDTH, len(LABELS))

    def forward(self, inputs_embeds: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        second = (token_type_ids * attention_mask).unsqueeze(-1).to(inputs_embeds.dtype)
        first = attention_mask.unsqueeze(-1).to(inputs_embeds.dtype) - second
        hidden = self.encoder(inputs_embeds + second * self.second, attention_mask)
        one = (hidden * first).sum(1) / first.sum(1)
        other = (hidden * second).sum(1) / second.sum(1)
        features = torch.cat([one, other, (one - other).abs(), one * other], dim=-1)
        # With a middle axis the product is exported as MatMul, which the quantisation knows, and not as Gemm.
        return self.head(torch.tanh(self.inner(features.unsqueeze(1)))).squeeze(1)


def read_examples(path: Path) -> list[Example]:
    """Pairs as token ids, token types and label index."""
    pairs = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    first = runtime.tokenize([pair["a"] for pair in pairs])
    second = runtime.tokenize([pair["b"] for pair in pairs])
    examples = []
    for pair, a, b in zip(pairs, first, second, strict=True):
        label = NOT_SUPPORTED if pair["label"] == "not_supported" else LABELS.index(pair["label"])
        turned = label != NOT_SUPPORTED and random.random() < 0.5
        ids, types = pair_tokens(b.ids, a.ids) if turned else pair_tokens(a.ids, b.ids)
        if turned and label in (FORWARD, BACKWARD):
            label = FORWARD + BACKWARD - label
        examples.append((ids, types, label))
    return examples


def batches(examples: list[Example]) -> Iterator[list[Example]]:
    """Shuffled batches of like length."""
    order = sorted(range(len(examples)), key=lambda i: len(examples[i][0]) + random.uniform(0, 6))
    groups: list[list[Example]] = [[]]
    for i in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(examples[i][0]) > BATCH_TOKENS:
            groups.append([])
        groups[-1].append(examples[i])
    random.shuffle(groups)
    yield from groups


def tensors(batch: list[Example], words: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    width = max(len(ids) for ids, _, _ in batch)
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    mask, types = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, (sequence, kinds, _) in enumerate(batch):
        ids[row, : len(sequence)] = torch.from_numpy(sequence)
        types[row, : len(sequence)] = torch.from_numpy(kinds)
        mask[row, : len(sequence)] = 1
    return words[ids], mask, types, torch.tensor([label for _, _, label in batch])


def loss_of(logits: Tensor, labels: Tensor) -> Tensor:
    """Cross entropy; ``not_supported`` is the log of the probability of everything but ``forward``."""
    known = labels >= 0
    logs = functional.log_softmax(logits.float(), dim=-1)
    exact = functional.nll_loss(logs, labels.clamp_min(0), reduction="none")
    partial = -torch.log1p(-logs[:, FORWARD].exp().clamp(max=1 - 1e-6))
    return torch.where(known, exact, partial).mean()


def accuracy(model: PairEncoder, examples: list[Example], words: Tensor) -> float:
    model.eval()
    right = 0
    with torch.no_grad():
        for batch in batches(examples):
            embeds, mask, types, labels = tensors(batch, words)
            found = model(embeds, mask, types).argmax(-1)
            right += int(torch.where(labels >= 0, found == labels, found != FORWARD).sum())
    model.train()
    return right / len(examples)


def fit(model: PairEncoder, examples: list[Example], words: Tensor, checkpoint: Path, minutes: float) -> None:
    """One pass over the pairs within ``minutes``; the rate falls to zero with whichever ends first."""
    held_out, examples = examples[:HELD_OUT], examples[HELD_OUT:]
    head = [*model.inner.parameters(), *model.head.parameters(), model.second]
    optimizer = torch.optim.AdamW(
        [{"params": model.encoder.parameters(), "lr": RATE}, {"params": head, "lr": 4 * RATE}], weight_decay=0.01
    )
    rates = [group["lr"] for group in optimizer.param_groups]
    groups = list(batches(examples))
    started = saved = time.monotonic()
    for step, batch in enumerate(groups):
        spent = (time.monotonic() - started) / (60 * minutes)
        done = max(step / len(groups), spent)
        if spent >= 1:
            break
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * min(done / WARM_UP + 0.01, 1) * (1 - done)
        embeds, mask, types, labels = tensors(batch, words)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(embeds, mask, types)
        loss = loss_of(logits, labels)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        if time.monotonic() - saved > CHECKPOINT_SECONDS or step == len(groups) - 1:
            saved = time.monotonic()
            torch.save(model.state_dict(), checkpoint)
            held = accuracy(model, held_out, words)
            progress = f"{step}/{len(groups)} {saved - started:.0f}s loss {loss.item():.3f} held out {held:.3f}\n"
            sys.stderr.write(progress)
    torch.save(model.state_dict(), checkpoint)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("model_folder", type=Path)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--minutes", type=float, default=22)
    parser.add_argument("--threads", type=int, default=1, help="more than the free cores is slower by far")
    parser.add_argument("--export-only", action="store_true", help="export the checkpoint without training")
    parser.add_argument("--weights", type=Path, default=runtime.WEIGHTS)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(20)
    random.seed(20)
    published = options.model_folder / "model.safetensors"
    model = PairEncoder()
    model.encoder.load_published(published)
    if options.checkpoint.exists():
        model.load_state_dict(torch.load(options.checkpoint, weights_only=True))
    if not options.export_only:
        fit(model, read_examples(options.pairs), word_embeddings(published), options.checkpoint, options.minutes)
    export_int8(model, options.weights / "compare.onnx", ["logits"], token_types=True)


if __name__ == "__main__":
    main()
