"""Whether a clause says that something is so, or that it is not.

Negation counts when it governs the clause's main verb: in the verb group ("did not", "never"), as a negative subject
("no one", "neither side"), as a negated object or complement ("had no weapons"), or as an implicitly negative main verb
("failed to", "refused to"). Two of them cancel out. Negation deeper inside (a relative clause, "vowed not to attack",
"without warning") leaves the clause positive. The classes follow Huddleston & Pullum 2002, ch. 9.
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.analysis.types import Polarity

_NEGATIVE_VERBS = frozenset(
    """failed fails fail failing refused refuses refuse refusing declined declines decline denied denies deny lacked
    lacks lack lacking prevented prevents prevent ruled-out excluded""".split()
)
_TAKES_INFINITIVE = frozenset(
    "failed fails fail failing refused refuses refuse refusing declined declines decline".split()
)
_NEGATIVE_SUBJECTS = frozenset("no nobody nothing none neither".split())
_NEGATORS = frozenset("not never no neither nor nobody nothing none n't".split())
_NOT_NEGATING = frozenset("longer doubt matter fewer less more".split())  # "no fewer than", "no doubt"
_NEGATIVE_ADJECTIVES = frozenset("unable unaware untrue false absent impossible incorrect baseless unfounded".split())


def polarity_of(
    words: Sequence[str], first: int, last: int, negated: bool, inner: Sequence[tuple[int, int]] = ()
) -> Polarity:
    """Polarity of a clause of lower-case ``words`` whose main verb group runs from ``first`` to ``last`` (included).

    ``negated`` says that the group itself carries a negation; ``inner`` are stretches of other clauses inside this one.
    A clause without a verb (``first`` < 0) is positive unless it opens with "no".
    """
    if first < 0:
        return "negative" if words and words[0] in ("no", "not", "none", "neither") else "positive"
    count = int(negated)
    if _negative_subject(words, first):
        count += 1
    head = words[last] if last < len(words) else ""
    after = words[last + 1] if last + 1 < len(words) else ""
    if _implicit(words, last, head, after):
        count += 1
    if _negated_complement(words, last + (negated and words[last + 1 : last + 2] in (("not",), ("never",))), inner):
        count += 1
    if (negated and after == "only") or (
        "only" in words[max(0, first - 1) : last + 2]
        and negated
        and "not only" in " ".join(words[max(0, first - 2) : last + 3])
    ):
        return "positive"
    return "negative" if count % 2 else "positive"


def _negative_subject(words: Sequence[str], first: int) -> bool:
    """Does the subject start with "no", "none of", "neither"? Looked for before the verb, not in a phrase before it."""
    for k in range(first - 1, max(-1, first - 14), -1):
        word = words[k]
        if word in _NEGATIVE_SUBJECTS:
            before = words[k - 1] if k else ""
            following = words[k + 1] if k + 1 < len(words) else ""
            return before not in ("of", "with", "in", "by", "to", "or") and following not in _NOT_NEGATING
        if word in (",", ";", ":", '"', "(", ")"):
            return False
    return False


def _implicit(words: Sequence[str], last: int, head: str, after: str) -> bool:
    """ "failed to", "lacks", "was unable to", "has yet to"."""
    if head in _TAKES_INFINITIVE:
        return after == "to" or (head.startswith(("refus", "fail")) and after in ("", "."))
    if head in ("lacked", "lacks", "lack"):
        return True
    if head in ("is", "are", "was", "were", "be", "been"):
        return after in _NEGATIVE_ADJECTIVES or (after == "yet" and tuple(words[last + 2 : last + 3]) == ("to",))
    return head in ("has", "have", "had") and after == "yet" and tuple(words[last + 2 : last + 3]) == ("to",)


def _negated_complement(words: Sequence[str], last: int, inner: Sequence[tuple[int, int]]) -> bool:
    """ "had no weapons", "is no longer", "there was no sign", "made no mention", "is not"."""
    for k in range(last + 1, min(last + 4, len(words))):
        if any(a <= k <= b for a, b in inner):
            return False
        word = words[k]
        if word in _NEGATORS:
            following = words[k + 1] if k + 1 < len(words) else ""
            if word == "no":
                return following not in _NOT_NEGATING
            if word in ("not", "never"):
                return following not in ("only", "to", "least", "less", "just", "far") and k == last + 1
            return word in ("nothing", "nobody", "none", "neither") and k <= last + 2
        if word in ("that", "which", "who", "to", "and", "but", ",", "without", "because", "if"):
            return False
    return False
