"""Whether one claim says that the other is not so: denial, negation, opposite words.

A denial can stand outside the text (the stance of the cue: "denied") or inside it, when a raw sentence is compared.
Both are counted, so that a denied negation is an affirmation again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.analysis.compare.types import ComparableClaim, Finding
from claims.analysis.compare.vocabulary import BEFORE_NT, OPPOSITES, STOPWORDS, stem

# A denial whose object is a report of the matter: "denied that", "rejected claims that", "called the report false".
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)(?! (?:\w+ )?(?:access|entry|permission|bail|asylum|service|visas?)\b)"
    r"|(?:reject|dismiss|refut|disput|rebut)\w*(?: \w+){0,3} "
    r"(?:claims?|reports?|allegations?|accusations?|suggestions?|rumou?rs?|charges?|assertions?|notion|idea)"
    r"|(?:claims?|reports?|allegations?|accusations?|rumou?rs?)(?: [\w,]+){0,12} (?:is|are|was|were) "
    r"(?:false|untrue|baseless|unfounded|fabricated|fake|groundless|a lie|lies))\b",
    re.IGNORECASE,
)
_NEGATION_WORD = re.compile(
    r"\b(?:not|never|nobody|no one|none|nothing|neither|no longer|no(?! \.|\. ?\d)"
    r"|without|cannot|fail\w* to|refus\w* to"
    r"|declin\w* to|unable|hardly|barely)\b"
    # Also without the apostrophe, which some archives have lost, and tokenised ("does n't").
    rf"|\b(?:{BEFORE_NT})\s?n\s?[’']?\s?t\b|\bain['’]?t\b",
    re.IGNORECASE,
)

# "Whether the church had been threatened": nothing is said to be so.
_ASKED = re.compile(r"(?:(?:of |about |on )?whether|(?:of|about|on) if)\b", re.IGNORECASE)
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non")


@dataclass(frozen=True, slots=True)
class Negations:
    """What turns a claim round: outside (``denied``, by its cue) and in its words."""

    denied: bool
    denial: str  # the words of a denial inside the text, "" for none
    negation: str  # the word that negates the main verb, "" for none

    @property
    def inside(self) -> bool:
        """Whether the words themselves deny or negate, once."""
        return bool(self.denial) != bool(self.negation)


def negations(claim: ComparableClaim) -> Negations:
    """What turns the claim: denials in its words, the polarity of its main verb, the stance of its cue."""
    denial = _DENIAL.search(claim.wording)
    negation = ""
    if claim.polarity == "negative":
        word = _NEGATION_WORD.search(claim.wording)
        negation = word.group().lower() if word else "not"
    return Negations(claim.stance == "denial", denial.group().split()[0].lower() if denial else "", negation)


def compare_polarity(a: ComparableClaim, b: ComparableClaim) -> Finding | None:
    """A conflict when exactly one of the claims is denied or negated, or one uses the opposite word of the other.

    Open when a negation has no counterpart: what "not sanctioned" negates must be stated by the other claim to be
    denied by it, and "unlicensed" states it in another word; or when one only asks whether it is so. What both negate
    turns neither.
    """
    one, other = negations(a), negations(b)
    turned_a, turned_b = one.inside != one.denied, other.inside != other.denied
    opposite = opposite_words(a.wording, b.wording)
    if opposite and turned_a == turned_b:
        return Finding("polarity", "conflict", f"“{opposite[0]}” against “{opposite[1]}”")
    if turned_a == turned_b or opposite:
        return None
    denied = any(side.denied or side.denial for side in (one, other))
    turned, wording, plain = (one, a.wording, b.wording) if turned_a else (other, b.wording, a.wording)
    negated = _negated_words(wording)
    if _negated_by_prefix(wording, plain) or (_negate_alike(wording, plain) and not denied):
        return None
    if _ASKED.match(a.wording) or _ASKED.match(b.wording):
        return Finding("polarity", "open", _why(turned))
    if turned.denied or turned.denial or negated & _stems(plain):
        return Finding("polarity", "conflict", _why(turned))
    return Finding("polarity", "open", _why(turned))


def _negate_alike(wording: str, plain: str) -> bool:
    """Whether both texts negate the same, and the one that counts as negated nothing besides."""
    once = len(_NEGATION_WORD.findall(wording)) <= len(_NEGATION_WORD.findall(plain))
    return once and bool(_negated_words(wording) & _negated_words(plain))


def _negated_words(text: str) -> set[str]:
    """Stems of the content words right behind the negations of a text: what is said not to be."""
    found: set[str] = set()
    for match in _NEGATION_WORD.finditer(text):
        words = [w.lower() for w in re.findall(r"[A-Za-z]+", text[match.end() : match.end() + 60])]
        found.update([stem(w) for w in words if w not in STOPWORDS][:2])
    return found


def _negated_by_prefix(text: str, plain: str) -> bool:
    """Whether what one text negates with "not" the other negates within the word: "not clear", "unclear"."""
    words = {word.lower() for word in re.findall(r"[A-Za-z]+", plain)}
    for match in _NEGATION_WORD.finditer(text):
        following = re.match(r"\W+(?:yet |immediately |entirely |quite )?([A-Za-z]+)", text[match.end() :])
        if following and any(prefix + following[1].lower() in words for prefix in _PREFIXES):
            return True
    return False


def _stems(text: str) -> set[str]:
    return {stem(word.lower()) for word in re.findall(r"[A-Za-z]+", text)}


def opposite_words(a: str, b: str) -> tuple[str, str] | None:
    """The first word of ``a`` whose opposite stands in ``b``, unless both words stand in one of them."""
    words_a = {word.lower(): None for word in re.findall(r"[A-Za-z]+", a)}
    words_b = {word.lower() for word in re.findall(r"[A-Za-z]+", b)}
    stems_a, stems_b = {stem(word) for word in words_a}, {stem(word) for word in words_b}
    for word in words_a:
        for opposite in sorted(OPPOSITES.get(word, frozenset()) & words_b):
            if stem(word) not in stems_b and stem(opposite) not in stems_a:
                return word, opposite
    return None


def _why(turned: Negations) -> str:
    if turned.denied or turned.denial:
        return "denies"
    return f"“{turned.negation}” in one only"
