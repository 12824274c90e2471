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
from math import exp, log

from claims.analysis.compare.judgement import Judgement
from claims.analysis.compare.slots import Findings, Reading
from claims.analysis.encoder import weights_file

FEATURES = (
    "constant",
    "cosine",
    "least_overlap",
    "most_overlap",
    "fewest_new",
    "most_new",
    "length_ratio",
    "read_same",
    "read_alike",
    "read_contradiction",
    "day_agrees",
    "place_open",
    "participant_open",
    "polarity_open",
    "figure_agrees",
    "figure_alone",
)
# Probabilities count by their log odds, within what a network's certainty is worth, and scaled to about one.
_SUREST, _ODDS = 1e-4, 5.0
# Words that only one side has: beyond so many it makes no difference how many.
_FEW_NEW, _MANY_NEW = 6, 10


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
    """The values of ``FEATURES``, each about 0–1 or, for what was read, -2–2.

    Figures count in their own features only, not as shared words: two tolls of one attack are about one matter.
    """
    words_a, words_b = a.plain_words, b.plain_words
    shared = len(words_a & words_b)
    overlaps = sorted((shared / (len(words_a) or 1), shared / (len(words_b) or 1)))
    new = sorted((len(words_a) - shared, len(words_b) - shared))
    lengths = sorted((len(a.words), len(b.words)))
    return [
        1.0,
        judgement.cosine,
        *overlaps,
        min(new[0], _FEW_NEW) / _FEW_NEW,
        min(new[1], _MANY_NEW) / _MANY_NEW,
        lengths[0] / (lengths[1] or 1),
        _odds(judgement.same),
        _odds(judgement.alike),
        _odds(judgement.contradiction),
        float(bool(findings.of("date", "agree"))),
        float(bool(findings.of("place", "open"))),
        float(bool(findings.of("participant", "open"))),
        float(bool(findings.of("polarity", "open"))),
        float(bool(findings.of("number", "agree"))),
        float(bool(a.numbers) != bool(b.numbers)),
    ]


def _odds(probability: float) -> float:
    bounded = min(max(probability, _SUREST), 1 - _SUREST)
    return log(bounded / (1 - bounded)) / _ODDS


def _logistic(values: Sequence[float], weights: Sequence[float]) -> float:
    return 1 / (1 + exp(-sum(value * weight for value, weight in zip(values, weights, strict=True))))


@cache
def _weights() -> dict[str, list[float]]:
    """``{"same": […], "one_matter": […]}`` in the order of ``FEATURES``."""
    stored = json.loads(weights_file("compare.json").read_text(encoding="utf-8"))
    return {name: [stored[name][feature] for feature in FEATURES] for name in ("same", "one_matter")}
