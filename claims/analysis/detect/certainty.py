"""How certain a clause is stated to be, on FactBank's scale (Saurí & Pustejovsky 2009): CT, PR, PS, U.

The value is the speaker's: what a source says flatly is certain *to the source*, however the outlet's cue keeps its
distance ("claimed" is the cue's stance). A hedge counts where it governs the clause: a modal in its verb group, an
adverb anywhere in it, a hedging main verb ("appeared to", "is believed to"), a conditional, or a cue of belief.
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.analysis.types import Certainty

_POSSIBLE_MODALS = frozenset("may might could mightnt couldnt mightn't couldn't mayn't".split())
_PROBABLE_WORDS = frozenset(
    """reportedly allegedly apparently probably presumably seemingly purportedly supposedly likely unlikely
    believed thought suspected rumoured rumored feared understood presumed assumed reputedly ostensibly
    evidently""".split()
)
_POSSIBLE_WORDS = frozenset("possibly perhaps maybe potentially conceivably".split())
_PROBABLE_HEADS = frozenset(
    """appear appears appeared seem seems seemed suggest suggests suggested indicate indicates indicated tend tends
    believe believes believed suspect suspects suspected presume presumed""".split()
)
_POINTING_HEADS = frozenset("point points pointed suggest suggests suggested indicate indicates indicated".split())
_SOFT_CUES = {  # lemma of the cue → certainty of what it reports
    **dict.fromkeys(
        "believe think suspect reckon estimate presume assume suppose consider guess fear".split(), "probable"
    ),
    **dict.fromkeys("reportedly allegedly apparently report-has-it rumour rumor rumoured rumored".split(), "probable"),
    **dict.fromkeys("hope doubt speculate wonder hint imagine fear".split(), "possible"),
}
_NOT_PREDICATED = frozenset("a an the of by in with his her its their this that these those and some any".split())
_UNKNOWN = (("unclear", "whether"), ("unclear", "if"), ("not", "clear"), ("not", "known"), ("unknown", "whether"))


def cue_certainty(lemma: str) -> Certainty:
    """What the reporting word leaves of the certainty: "believe" → probable; most cues leave it alone."""
    for word in lemma.lower().split():
        if word in _SOFT_CUES:
            return _SOFT_CUES[word]  # type: ignore[return-value]
    return "certain"


def certainty_of(
    words: Sequence[str], modals: Sequence[str | None], heads: Sequence[str], main: int, opened_by: str | None
) -> Certainty:
    """Certainty of a clause of lower-case ``words``.

    ``modals`` and ``heads`` belong to its verb groups, the first being the main one; ``main`` is the position of the
    main group in ``words``; ``opened_by`` the subordinator that opened the clause.
    """
    if opened_by in ("if", "unless", "whether", "lest"):
        return "underspecified" if opened_by == "whether" else "possible"
    for first, second in _UNKNOWN:
        for k in range(len(words) - 1):
            if words[k] == first and words[k + 1] == second:
                return "underspecified"
    if any(modal in _POSSIBLE_MODALS for modal in modals[:1]) and not _past_ability(words, modals):
        return "possible"
    found: Certainty = "certain"
    if "possible" in words[main + 1 : main + 6] and heads and heads[0] in _POINTING_HEADS:
        return "possible"  # "results point to possible exposure"
    for k, word in enumerate(words):
        if word in _POSSIBLE_WORDS:
            return "possible"
        if word in _PROBABLE_WORDS and _predicated(words, k):
            found = "probable"
        elif word == "if" and k > 0 and words[k - 1] not in ("as", "even", "asked", "see", "ask") and k > main:
            return "possible"
    if found == "certain" and heads and heads[0] in _PROBABLE_HEADS:
        found = "probable"
    return found


def _past_ability(words: Sequence[str], modals: Sequence[str | None]) -> bool:
    """ "could not find", "could be seen" tell what was, not what may be."""
    if modals[0] not in ("could", "couldnt", "couldn't"):
        return False
    if modals[0] != "could":
        return True
    at = words.index("could") if "could" in words else -1
    return (at >= 0 and list(words[at + 1 : at + 2]) == ["not"]) or words[at + 1 : at + 3] in (
        ["be", "seen"],
        ["be", "heard"],
    )


def _predicated(words: Sequence[str], k: int) -> bool:
    """ "is believed to", "likely", "reportedly", and not "a suspected attack", "the feared militia"."""
    word = words[k]
    if word.endswith("ly") and word not in ("likely", "unlikely"):
        return True
    before = words[k - 1] if k else ""
    after = words[k + 1] if k + 1 < len(words) else ""
    if word in ("likely", "unlikely"):
        return before not in ("a", "the")
    return (after in ("to", "that") and before not in _NOT_PREDICATED) or (
        after in ("to",) or before in ("is", "are", "was", "were", "be", "been", "widely")
    )
