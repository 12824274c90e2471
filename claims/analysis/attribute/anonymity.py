"""Unnamed sources as described: how many, from where, how senior, how close to the matter, why unnamed.

The dimensions are those in which news style guides ask reporters to describe a source they cannot name (AP, Reuters
Handbook); every value is words of the text.
"""

from __future__ import annotations

import re

from claims.analysis.attribute import gazetteer as g
from claims.analysis.attribute import lexicon
from claims.analysis.attribute.phrases import NUMBER_WORDS, Phrase
from claims.analysis.attribute.titles import singular
from claims.analysis.types import AnonymousSource

_PROXIMITY = re.compile(
    r"\b(?:familiar with|close to|with (?:direct |first-?hand |inside |detailed )?knowledge of|"
    r"with (?:direct )?access to|briefed on|"
    r"involved in|present at|at the scene|on the ground|who (?:attended|witnessed|saw|took part in|"
    r"participated in|was present|were present|"
    r"was briefed|were briefed|has knowledge|have knowledge|has seen|have seen|had seen|was at|were at|learned|"
    r"has been briefed)|inside|"
    r"in (?:direct )?contact with|privy to|aware of|near the|knowledgeable about|working (?:with|on|for))\b[^,;.—]*",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:anonym\w+|not to be (?:named|identified|quoted)|(?:could|would|did|was|were) not (?:be )?(?:named|"
    r"identified)|"
    r"(?:declined|refused|asked|wished|requested|wanted)(?: not)? to be (?:named|identified|quoted)|withh?eld|"
    r"on background|not be named|without being named|name be withheld)\b"
    r"[^.;]*?(?P<why>\b(?:because|as (?=he|she|they)|since (?=he|she|they)|for fear of|fearing|due to|citing|"
    r"out of concern|for security reasons|for safety reasons|given the)\b[^.;\"]*)",
    re.IGNORECASE,
)
_NAMELESS = re.compile(r"\b(?:unnamed|unidentified|anonymous|undisclosed)\b", re.IGNORECASE)
_APPROXIMATE = frozenset("about around nearly almost roughly some more over least approximately".split())
_LINKS = ("from", "at", "in", "of", "for", "with", "inside", "within")
_LOOSE = frozenset(
    """senior top several some many other another local current former same unnamed unidentified anonymous few multiple
    various key high first second third fourth latter""".split()
)
MAX_WORDS = 12  # of an affiliation; longer ones are clauses


def describe(phrase: Phrase, descriptor: str, surroundings: str) -> AnonymousSource:
    """The anonymous source of ``phrase``. ``descriptor`` is its text as given; ``surroundings`` its sentence and the
    next one, where the reason for anonymity is told."""
    count, exact = count_of(phrase)
    proximity = _PROXIMITY.search(phrase.text) or None
    reason = _REASON.search(phrase.text) or _REASON.search(surroundings)
    return AnonymousSource(
        descriptor=_bare(descriptor),
        count=count,
        exact=exact,
        affiliation=_affiliation(phrase),
        seniority=_seniority(phrase),
        proximity=_tidy(proximity[0]) if proximity else None,
        reason=_tidy(reason["why"]) if reason else None,
    )


def is_nameless(text: str) -> bool:
    """Whether the text itself says that the source is unnamed."""
    return bool(_NAMELESS.search(text))


def count_of(phrase: Phrase) -> tuple[int | None, bool]:
    """(how many, whether that is stated): "two officials" (2, True), "an aide" (1, True), "sources" (None, False)."""
    words = phrase.low[: min(phrase.core, 6)]
    if words[:3] == ["half", "a", "dozen"]:
        return 6, True
    for k, word in enumerate(words):
        value = NUMBER_WORDS.get(word) or (int(word) if word.isdigit() and len(word) < 5 else None)
        if value is None:
            continue
        approximate = any(w in _APPROXIMATE for w in words[:k])
        return value, not approximate
    if phrase.determiner in ("a", "an", "another") and not phrase.plural:
        return 1, True
    if phrase.plural or not words:
        return None, False
    return 1, phrase.determiner in ("the", "that", "this", None) and False


def _affiliation(phrase: Phrase) -> str | None:
    """Words before the head that are no adjective of rank ("intelligence", "State Department"), else those after it."""
    core = phrase.words[: phrase.core]
    start = 1 if phrase.determiner else 0
    before = [
        word
        for word in core[start : max(start, phrase.core - 1)]
        if word.lower() not in g.SENIORITY
        and word.lower() not in _LOOSE
        and word.lower() not in NUMBER_WORDS
        and word.lower() not in lexicon.DETERMINERS
        and not word.isdigit()
        and word not in ("'s", ",", "'", "and", "of")
    ]
    if before:
        return " ".join(before)
    rest, low = phrase.words[phrase.core :], phrase.low[phrase.core :]
    if low and low[0] in _LINKS and low[0] != "with":
        end = next(
            (k for k in range(1, len(low)) if low[k] in (",", "who", "that", "which", "(", "said", "—")), len(low)
        )
        found = rest[1:end]
        if found and found[0].lower() in ("the", "a", "an"):
            found = found[1:]
        if found and len(found) <= MAX_WORDS and low[1] not in ("condition",):
            return " ".join(found).replace(" 's", "'s")
    return None


def _seniority(phrase: Phrase) -> str | None:
    for word in phrase.low[: phrase.core]:
        if word in g.SENIORITY:
            return word
    return None


def _bare(descriptor: str) -> str:
    """The description without the clause that tells why or how the source spoke."""
    return re.split(r",?\s+(?:who|speaking|requesting|asking)\b", _tidy(descriptor), maxsplit=1)[0] or _tidy(descriptor)


def _tidy(words: str) -> str:
    return " ".join(words.split()).strip(" ,;—-")


_ = singular
