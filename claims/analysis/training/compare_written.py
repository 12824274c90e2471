"""Training pairs from blocks that were written for it: one claim, and other claims in a known relation to it.

Rewriting rules keep most words of a sentence; outlets do not. So for some thousand claims (sentences of PolNeAR train,
and invented news of wars, accidents, courts, business, sport and politics) variants were written by hand, as other
outlets would word them. A block is plain text, blocks are separated by empty lines::

    #1_0
    B: the claim
    S1: the same in other words        S2: once more, unlike both
    F: what follows from it and says less
    C1: what cannot be true with it, worded freely        C2: the same, worded closely
    N1: another claim of the story     N2: a claim that looks alike and is about something else

(one to a line). Whoever trains anew brings such a file of his own; none is in the repository.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from claims.analysis.training.compare_rewrites import KEEPING, rewrite

SAME, LESS, AGAINST, ELSE = ("B", "S1", "S2"), ("F",), ("C1", "C2"), ("N1", "N2")
Pair = dict[str, str]
_LINE = re.compile(r"(B|S1|S2|F|C1|C2|N1|N2): (.+)")
# How often a side is written as some archives have it. FA-KES has no commas and apostrophes, ECB+ is tokenised, and
# resolved claims begin with a date.
_BARE, _TOKENISED, _DATED, _REWRITTEN, _TRIFLED = 0.12, 0.08, 0.08, 0.10, 0.15
_DAY = re.compile(r"\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


def read_blocks(path: Path) -> list[dict[str, str]]:
    """The complete blocks of a file, by the names of their lines."""
    blocks = []
    for text in re.split(r"\n(?=#)", path.read_text(encoding="utf-8")):
        block = {match[1]: match[2].strip() for line in text.splitlines() if (match := _LINE.match(line))}
        if len(block) == len(SAME + LESS + AGAINST + ELSE):
            blocks.append(block)
    return blocks


def block_pairs(block: dict[str, str]) -> Iterator[Pair]:
    """Every pair of the block whose relation is known: 3 same, 3 that imply, 6 that contradict, 7 of neither."""
    for n, one in enumerate(SAME):
        for other in SAME[n + 1 :]:
            yield {"a": block[one], "b": block[other], "label": "same"}
        for names, label in ((LESS, "forward"), (AGAINST, "contradiction"), (ELSE, "neutral")):
            for other in names:
                yield {"a": block[one], "b": block[other], "label": label}
    yield {"a": block["N1"], "b": block["N2"], "label": "neutral"}


def near_copy(block: dict[str, str], rng: random.Random) -> Pair:
    """A claim beside itself, told with trifles changed. Without such pairs the closest ones that a model sees are those
    with a decisive difference, and it takes any difference for one."""
    text = block[rng.choice(SAME)]
    return {"a": text, "b": trifled(trifled(text, rng), rng), "label": "same"}


def trifled(text: str, rng: random.Random) -> str:
    """The text with one change that nobody would check: an article, an auxiliary, a figure's commas, a cut end."""
    return rng.choice(_TRIFLES)(text, rng)


def _without_articles(text: str, rng: random.Random) -> str:
    return re.sub(r"\b(?:the|an?) ", lambda match: "" if rng.random() < 0.5 else match[0], text)


def _other_tense(text: str, rng: random.Random) -> str:
    for one, other in rng.sample(_TENSES, len(_TENSES)):
        if f" {one} " in text:
            return text.replace(f" {one} ", f" {other} ", 1)
    return text


def _other_figures(text: str, rng: random.Random) -> str:
    text = re.sub(r"(?<=\d),(?=\d{3})", rng.choice(("", ", ")), text)
    return re.sub(r"(?<=\d):(?=\d\d)", rng.choice(("", " : ", ".")), text)


def _cut(text: str, rng: random.Random) -> str:
    """A claim's edges are often a word or two off."""
    words = text.rstrip(" .").split()
    if len(words) < 8:
        return text.rstrip(" .")
    stray = rng.sample(words, 2)
    return " ".join(rng.choice((words, [*words, stray[0]], [stray[0].lower(), *words], [*words, *stray])))


def _joined(text: str, rng: random.Random) -> str:
    opening = rng.choice(("also", "that", "however", "meanwhile", "but", "and", "saying", "as", "because"))
    return f"{opening} {text[0].lower()}{text[1:]}" if rng.random() < 0.6 else re.sub(r" \([^)]*\)", "", text)


_TENSES = [("was", "had been"), ("were", "had been"), ("has", "had"), ("have", "had"), ("is", "was"), ("are", "were")]
_TENSES += [(other, one) for one, other in _TENSES]
_TRIFLES = (_without_articles, _other_tense, _other_figures, _cut, _joined)


def worn(pair: Pair, rng: random.Random) -> Pair:
    """The pair with either side in the dress of some archive."""
    return {**pair, "a": _worn(pair["a"], rng), "b": _worn(pair["b"], rng)}


def _worn(text: str, rng: random.Random) -> str:
    if rng.random() < _REWRITTEN:
        text = rewrite(text, rng, KEEPING) or text
    if rng.random() < _TRIFLED:
        text = trifled(text, rng)
    chance = rng.random()
    if chance < _BARE:
        return re.sub(r"[,’']", "", text)
    if chance < _BARE + _TOKENISED:
        return re.sub(r"\s*([,.;:?!%$()“”\"])\s*", r" \1 ", text).strip()
    if chance < _BARE + _TOKENISED + _DATED:
        day = f"{rng.randint(2010, 2024)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        return _DAY.sub(f"on {day}", text, count=1) if _DAY.search(text) else f"On {day} {text[0].lower()}{text[1:]}"
    return text
