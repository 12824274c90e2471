"""Two probabilities of a pair, from everything that was read and checked.

*One matter*: both are about one event or state, so that a differing figure is a disagreement and not another event.
*Same*: on top of that, they state the same of it. Likeness, reading and slots each see part of this (real paraphrases
share few words, and the reading was trained on few of them), so a logistic regression weighs them. Its weights come
with the model (``weights/compare.json``), fitted by ``training.compare_calibrate`` on pairs that were labelled by
reading and that the model was not trained on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

from claims.analysis.compare.judgement import Judgement
from claims.analysis.compare.slots import Findings, Reading
from claims.analysis.encoder import weights_file

FEATURES = (
    "constant",
    "cosine",
    "least_overlap",
    "most_overlap",
    "read_same",
    "read_alike",
    "read_contradiction",
    "place_agrees",
    "day_agrees",
    "participant_agrees",
    "place_open",
    "participant_open",
    "polarity_open",
    "figure_agrees",
    "figure_alone",
)


@dataclass(frozen=True, slots=True)
class Scores:
    """Probabilities, 0–1."""

    same: float
    one_matter: float


def score(a: Reading, b: Reading, findings: Findings, judgement: Judgement) -> Scores:
    """The pair's scores; symmetric in a and b."""
    values = features(a, b, findings, judgement)
    weights = _weights()
    return Scores(_logistic(values, weights["same"]), _logistic(values, weights["one_matter"]))


def features(a: Reading, b: Reading, findings: Findings, judgement: Judgement) -> list[float]:
    """The values of ``FEATURES``, each about 0–1. Figures count in their own features only, not as shared words: two
    tolls of one attack are about one matter."""
    words_a, words_b = a.plain_words, b.plain_words
    shared = len(words_a & words_b)
    overlaps = sorted((shared / (len(words_a) or 1), shared / (len(words_b) or 1)))
    return [
        1.0,
        judgement.cosine,
        *overlaps,
        judgement.same,
        judgement.alike,
        judgement.contradiction,
        float(bool(findings.of("place", "agree"))),
        float(bool(findings.of("date", "agree"))),
        float(bool(findings.of("participant", "agree"))),
        float(bool(findings.of("place", "open"))),
        float(bool(findings.of("participant", "open"))),
        float(bool(findings.of("polarity", "open"))),
        float(bool(findings.of("number", "agree"))),
        float(bool(a.numbers) != bool(b.numbers)),
    ]


def _logistic(values: Sequence[float], weights: Sequence[float]) -> float:
    return 1 / (1 + exp(-sum(value * weight for value, weight in zip(values, weights, strict=True))))


@cache
def _weights() -> dict[str, list[float]]:
    """``{"same": […], "one_matter": […]}`` in the order of ``FEATURES``."""
    stored = json.loads(weights_file("compare.json").read_text(encoding="utf-8"))
    return {name: [stored[name][feature] for feature in FEATURES] for name in ("same", "one_matter")}
