"""The training loop of the tagger: AdamW with a rate that falls layer by layer and over time, and averaged weights."""

from __future__ import annotations

import copy
import math
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import distributed, multiprocessing, nn

from claims.analysis.training.corpus import AnnotatedArticle
from claims.analysis.training.encoder import LAYERS, word_embeddings
from claims.analysis.training.examples import Example, batches, epoch_examples
from claims.analysis.training.model import Batch, Tagger, collate

WORKERS = 2  # cores; part of what a result depends on, so a constant


@dataclass(frozen=True)
class Schedule:
    """How long and how fast. The values shipped are those that measured best on held-out training articles."""

    epochs: int = 6
    rate: float = 4e-4  # peak, of the top layer; small encoders bear, and need, far more than the usual 2e-5
    head_rate: float = 2e-3
    layer_decay: float = 0.9
    warmup: float = 0.06
    weight_decay: float = 0.05
    batch_tokens: int = 3072  # of all workers together
    link_weight: float = 0.1
    average: float = 0.997  # of the exponential moving average, a step
    clip: float = 1.0
    dropout: float = 0.1


def parameter_groups(model: Tagger, schedule: Schedule) -> list[dict[str, object]]:
    """One group for every layer and kind of parameter, each with its own rate; no decay on norms and biases."""
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        parts = name.split(".")
        if parts[0] != "encoder":
            rate = schedule.head_rate
        elif parts[1] == "layers":
            rate = schedule.rate * schedule.layer_decay ** (LAYERS - 1 - int(parts[2]))
        else:
            rate = schedule.rate * schedule.layer_decay**LAYERS
        decay = schedule.weight_decay if parameter.ndim > 1 and parts[0] not in ("crf", "distance") else 0.0
        groups.setdefault((rate, decay), []).append(parameter)
    return [{"params": p, "lr": rate, "weight_decay": decay} for (rate, decay), p in groups.items()]


def rate_at(progress: float, warmup: float) -> float:
    """Factor on the rates: linear up over ``warmup``, then a half cosine down to 2 %."""
    if progress < warmup:
        return progress / warmup
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (progress - warmup) / (1 - warmup)))


@dataclass(frozen=True)
class Run:
    """What a training needs to know, and every worker is given."""

    articles: Sequence[AnnotatedArticle]
    published: Path  # model.safetensors of all-MiniLM-L6-v2
    schedule: Schedule
    seed: int
    folder: Path  # gets log.txt and averaged-<epoch>.pt after each epoch
    start_from: Path | None = None  # an earlier averaged-<epoch>.pt to go on from


def fit(run: Run) -> Tagger:
    """Train in WORKERS single-threaded processes that average their gradients, and give the averaged model.

    One process with two threads is slower by half: the encoder's operations are short, and threads that another
    program holds up keep the rest waiting at the end of each.
    """
    run.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as meeting:
        multiprocessing.spawn(_work, args=(run, f"file://{meeting}/workers"), nprocs=WORKERS)
    model = Tagger(run.schedule.dropout)
    model.load_state_dict(torch.load(run.folder / f"averaged-{run.schedule.epochs - 1}.pt", weights_only=True))
    return model.eval()


def _work(rank: int, run: Run, meeting: str) -> None:
    """One worker: every WORKERS-th batch, the same steps as the others."""
    torch.set_num_threads(1)
    distributed.init_process_group("gloo", init_method=meeting, rank=rank, world_size=WORKERS)
    torch.manual_seed(run.seed)
    model = Tagger(run.schedule.dropout)
    if run.start_from:
        model.load_state_dict(torch.load(run.start_from, weights_only=True))
    else:
        model.encoder.load_published(run.published)
    trainer = _Trainer(model, run.schedule)
    embeddings = word_embeddings(run.published)
    torch.manual_seed(run.seed * WORKERS + rank + 1)  # each worker drops out other units
    began, seen = time.monotonic(), 0
    for epoch in range(run.schedule.epochs):
        made = epoch_batches(run, epoch)
        for number in range(0, len(made), WORKERS):
            progress = (epoch + number / len(made)) / run.schedule.epochs
            batch = collate(made[number + rank], embeddings)
            trainer.step(batch, progress)
            seen += int(batch.mask.sum()) * WORKERS
            if rank == 0 and trainer.steps % 25 == 0:
                _log(run.folder, epoch, progress, trainer.losses, seen / (time.monotonic() - began))
        if rank == 0:
            torch.save(trainer.averaged.state_dict(), run.folder / f"averaged-{epoch}.pt")
    distributed.destroy_process_group()


def epoch_batches(run: Run, epoch: int) -> list[list[Example]]:
    """The batches of an epoch, the same in every worker, as many as the workers can share evenly."""
    rng = random.Random(f"{run.seed}-{epoch}")
    made = batches(epoch_examples(run.articles, rng), run.schedule.batch_tokens // WORKERS, rng)
    return made[: len(made) - len(made) % WORKERS]


class _Trainer:
    """Model, optimizer and average, and one step of them."""

    def __init__(self, model: Tagger, schedule: Schedule) -> None:
        self.model, self.schedule = model.train(), schedule
        self.averaged = copy.deepcopy(model).eval()
        self.optimizer = torch.optim.AdamW(parameter_groups(model, schedule), betas=(0.9, 0.98), eps=1e-6, fused=True)
        self.peaks = [group["lr"] for group in self.optimizer.param_groups]
        self.losses, self.steps = [0.0, 0.0], 0

    def step(self, batch: Batch, progress: float) -> None:
        factor = rate_at(progress, self.schedule.warmup)
        for group, peak in zip(self.optimizer.param_groups, self.peaks, strict=True):
            group["lr"] = peak * factor
        label, link = self.model.loss(batch)
        self.optimizer.zero_grad(set_to_none=False)
        (label + self.schedule.link_weight * link).backward()
        self._share_gradients()
        nn.utils.clip_grad_norm_(self.model.parameters(), self.schedule.clip)
        self.optimizer.step()
        self.steps += 1
        # The average of the first steps would remember the untrained heads: its memory grows with the steps.
        keep = min(self.schedule.average, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.averaged.parameters()), list(self.model.parameters()), 1 - keep)
        losses = (float(label.detach()), float(link.detach()))
        self.losses = [0.98 * old + 0.02 * new for old, new in zip(self.losses, losses, strict=True)]

    def _share_gradients(self) -> None:
        gradients = [p.grad if p.grad is not None else torch.zeros_like(p) for p in self.model.parameters()]
        flat = torch.cat([g.flatten() for g in gradients])
        distributed.all_reduce(flat)
        at = 0
        for parameter, gradient in zip(self.model.parameters(), gradients, strict=True):
            parameter.grad = flat[at : at + gradient.numel()].view_as(gradient) / WORKERS
            at += gradient.numel()


def _log(folder: Path, epoch: int, progress: float, losses: Sequence[float], speed: float) -> None:
    """To log.txt, for those who look later, and to stderr, for those who wait."""
    told = f"epoch {epoch} {progress:6.1%} label {losses[0]:.4f} link {losses[1]:.4f} {speed:.0f} tokens/s\n"
    sys.stderr.write(told)
    with (folder / "log.txt").open("a", encoding="utf-8") as log:
        log.write(f"{time.strftime('%H:%M:%S')} {told}")
