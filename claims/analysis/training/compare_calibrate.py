"""Fit the weights of ``compare.scores`` on labelled pairs, or measure the comparer on others.

    python -m claims.analysis.training.compare_calibrate fit PAIRS.jsonl [--weights compare.json]
    python -m claims.analysis.training.compare_calibrate measure PAIRS.jsonl

Measuring prints beside it what likeness and surface features reach on the same pairs: logistic regressions on cosine,
shared words, figures and negations, fitted in ten folds on the very pairs (which flatters them).

A line is ``{"a", "b", "label"}`` and optionally ``a_published_at`` and ``b_published_at``; labels are ``same``,
``sup_a``, ``sup_b`` (one implies the other), ``con`` (contradicts), ``num`` (figures disagree), ``upd`` (a later
figure), ``rel`` (related) and ``non``. Needs numpy only, and ``compare.onnx``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

import numpy as np

from claims.analysis.compare import ComparableClaim, comparable, conclude, read_sides
from claims.analysis.compare.judgement import Judgement
from claims.analysis.compare.scores import FEATURES, features
from claims.analysis.compare.slots import Findings, Reading
from claims.analysis.encoder import WEIGHTS

RIDGE = 15.0  # prior on the weights: few pairs, many features
FOLDS = 10
ONE_MATTER = ("same", "sup_a", "sup_b", "con", "num", "upd")
# Figures say nothing on whether the matter is one, and what contradicts is about one matter, if anything.
NOT_FOR_MATTER = ("figure_agrees", "figure_alone", "read_contradiction")
THREE = {"same": "same", "con": "contradicts", "num": "contradicts", "contradicts": "contradicts"}
THREE |= {"numeric_discrepancy": "contradicts"}
FOUR = {**THREE, "non": "none", "none": "none"}


def load(path: Path) -> tuple[list[tuple[ComparableClaim, ComparableClaim]], list[str]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    def claim(row: dict[str, str], side: str) -> ComparableClaim:
        moment = row.get(f"{side}_published_at")
        return comparable(row[side], published_at=datetime.fromisoformat(moment) if moment else None)

    return [(claim(row, "a"), claim(row, "b")) for row in rows], [row["label"] for row in rows]


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Logistic regression by Newton's method, classes weighing the same, ridge on all but the constant.

    The ridge is on features scaled to one standard deviation, since a cosine moves within a tenth, a share within one.
    """
    scale = np.where(x.std(axis=0) > 0, x.std(axis=0), 1.0)
    x = x / scale
    weight = np.where(y == 1, 0.5 / y.mean(), 0.5 / (1 - y.mean()))
    ridge = RIDGE * np.diag([0.0] + [1.0] * (x.shape[1] - 1))
    beta = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ beta))
        gradient = x.T @ (weight * (y - p)) - ridge @ beta
        curvature = (x * (weight * p * (1 - p))[:, None]).T @ x + ridge
        beta = beta + np.linalg.solve(curvature, gradient)
    return beta / scale


def fit_all(path: Path) -> dict[str, dict[str, float]]:
    pairs, labels = load(path)
    sides = read_sides(pairs)
    x = np.array([features(*side) for side in sides])
    # What the slots rule out is decided before the scores are asked.
    asked = np.array([not side[2].conflicts and not side[2].of("number", "bound", "open") for side in sides])
    found = {}
    for name, positive, dropped in (("same", ("same",), ()), ("one_matter", ONE_MATTER, NOT_FOR_MATTER)):
        kept = [i for i, feature in enumerate(FEATURES) if feature not in dropped]
        beta = np.zeros(len(FEATURES))
        rows = asked if name == "same" else np.ones(len(labels), dtype=bool)
        beta[kept] = fit(x[rows][:, kept], np.array([label in positive for label in labels], dtype=float)[rows])
        found[name] = {feature: round(float(value), 3) for feature, value in zip(FEATURES, beta, strict=True)}
    return found


def scores(gold: list[str], found: list[str]) -> tuple[dict[str, tuple[float, float, float]], float]:
    """Precision, recall and F1 by class, and macro-F1."""
    table = {}
    for name in sorted(set(gold)):
        hits = sum(g == f == name for g, f in zip(gold, found, strict=True))
        precision, recall = hits / (found.count(name) or 1), hits / gold.count(name)
        table[name] = (precision, recall, 2 * precision * recall / (precision + recall or 1))
    return table, sum(f for _, _, f in table.values()) / len(table)


def measure(path: Path) -> list[str]:
    pairs, labels = load(path)
    sides = read_sides(pairs)
    found = [conclude(*side).relation for side in sides]
    lines = [f"{len(pairs)} pairs"]
    for kind, classes, other in (("three", THREE, "other"), ("four", FOUR, "related")):
        gold = [classes.get(name, other) for name in labels]
        table, macro = scores(gold, [classes.get(name, other) for name in found])
        rows = [f"{name} P {p:.3f} R {r:.3f} F {f:.3f}" for name, (p, r, f) in table.items()]
        lines.append(f"{kind} classes: macro-F1 {macro:.3f}; " + "; ".join(rows))
        _, guess = scores(gold, surface(sides, gold))
        lines.append(f"  likeness and surface features: macro-F1 {guess:.3f}")
    against = [n for label, n in zip(labels, found, strict=True) if THREE.get(label) == "contradicts"]
    lines.append(f"contradictions called same: {against.count('same')} of {len(against)}")
    counts = Counter((label, relation) for label, relation in zip(labels, found, strict=True))
    lines += [f"  {label:6} {relation:20} {n}" for (label, relation), n in sorted(counts.items())]
    return lines


def surface(sides: list[tuple[Reading, Reading, Findings, Judgement]], gold: list[str]) -> list[str]:
    """The baseline: for each class a logistic regression on what can be seen without reading; the likeliest wins."""
    x = []
    for a, b, findings, judgement in sides:
        values = dict(zip(FEATURES, features(a, b, findings, judgement), strict=True))
        figures = [{word for word in side.words if word[0].isdigit()} for side in (a, b)]
        negated = [bool({"not", "no", "never", "denied"} & set(side.claim.wording.lower().split())) for side in (a, b)]
        x.append(
            [
                *(values[name] for name in ("constant", "cosine", "least_overlap", "most_overlap", "length_ratio")),
                float(bool(figures[0] & figures[1])),
                float(bool(figures[0] and figures[1] and not figures[0] & figures[1])),
                float(negated[0] != negated[1]),
            ]
        )
    rows, classes = np.array(x), sorted(set(gold))
    likelihood = np.zeros((len(rows), len(classes)))
    fold = np.arange(len(rows)) % FOLDS
    for number in range(FOLDS):
        held = fold == number
        for column, name in enumerate(classes):
            y = np.array([label == name for label in gold], dtype=float)[~held]
            if 0 < y.mean() < 1:
                likelihood[held, column] = rows[held] @ fit(rows[~held], y)
    return [classes[column] for column in likelihood.argmax(axis=1)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("fit", "measure"))
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--weights", type=Path, default=WEIGHTS / "compare.json")
    options = parser.parse_args()
    if options.what == "fit":
        options.weights.write_text(json.dumps(fit_all(options.pairs), indent=1) + "\n", encoding="utf-8")
    else:
        sys.stdout.write("\n".join(measure(options.pairs)) + "\n")


if __name__ == "__main__":
    main()
