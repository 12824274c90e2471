"""Noun phrases beside a reporting verb, without a parser: walked word by word until what cannot be inside one.

Ranges are token indexes, half open. Every walk is bounded (`MAX_TOKENS`), so the cost of a cue does not depend on the
length of the text.
"""

from __future__ import annotations

from claims.analysis.attribute import lexicon
from claims.analysis.attribute.tokens import (
    ADV,
    AUX,
    CONJ,
    DET,
    FIN,
    NAME,
    NUM,
    OTHER,
    PREP,
    PRON,
    PUNCT,
    QUOTE,
    REL,
    SUB,
    Tokens,
)  # fmt: skip

# The longest source of PolNeAR's train part that is no list of people has 47 words.
MAX_TOKENS = 50

# Nouns that speak, and so keep a prepositional phrase behind them: "officials in Baghdad said".
SPEAKERS = frozenset(
    """official officials source sources spokesman spokeswoman spokesperson spokesmen spokespeople adviser advisers
    advisor advisors aide aides minister ministers ministry member members leader leaders head chief director
    directors secretary ambassador envoy diplomat diplomats analyst analysts expert experts professor commander
    commanders officer officers general colonel captain soldier soldiers fighter fighters resident residents witness
    witnesses activist activists lawyer lawyers attorney attorneys judge prosecutor prosecutors police army military
    government group groups people person man woman men women doctor doctors nurse medic medics worker workers
    survivor survivors villagers governor mayor senator senators lawmaker lawmakers congressman congresswoman
    representative representatives deputy president vice chairman chairwoman chair executive ceo founder co-founder
    author authors researcher researchers scientist scientists economist historian report reports statement study
    survey poll document documents letter post video article editorial newspaper website channel agency office
    department council committee commission campaign camp organization organisation observatory monitor monitors
    network newspaper daily magazine paper bank company firm party coalition alliance militia rebels command brigade
    force forces guard fellow scholar strategist pollster figure insider veteran candidate nominee editor reporter
    correspondent journalist journalists voter voters supporters relative relatives family families friend friends
    colleague colleagues neighbour neighbor son daughter wife husband mother father brother sister owner manager
    agent investigators negotiator negotiators mediator administration""".split()
)
_NOUNISH = frozenset({OTHER, NAME, NUM})
_POST_MODIFIERS = frozenset(
    "familiar close briefed involved based working speaking known aware present knowledgeable monitoring living".split()
)


_LINKING = frozenset("all both half of than like including".split())


def skip_time_left(t: Tokens, i: int, lo: int) -> int:
    """The last token before the adverbials of time that end at ``i`` ("President Ali this month | named")."""
    while i > lo:
        low = t.low[i]
        if low in lexicon.WEEKDAYS or low in ("today", "yesterday", "tonight", "later", "earlier", "recently"):
            i -= 1
            if i > lo and t.low[i] == "on":
                i -= 1
            elif i > lo and t.low[i] in ("last", "this", "late", "early"):
                i -= 1
                if i > lo and t.low[i] == "on":
                    i -= 1
        elif (low in lexicon.TIME_NOUNS and i - 1 > lo and t.low[i - 1] in ("this", "last", "next", "that")) or (
            i - 1 > lo
            and t.low[i - 1] == "in"
            and (low in lexicon.MONTH_NAMES or (t.classes[i] == NUM and len(low) == 4))
        ):
            i -= 2
        elif ((low == "ago" and i - 2 > lo) and t.low[i - 1].rstrip("s") in lexicon.TIME_NOUNS) or (
            t.classes[i] == NUM and i - 2 > lo and t.low[i - 1] in lexicon.MONTH_NAMES and t.low[i - 2] == "on"
        ):
            i -= 3
        else:
            break
    return i


def np_left(t: Tokens, i: int, lo: int) -> int | None:
    """The start of the noun phrase whose last word is token ``i``, not before ``lo``; None when there is none."""
    if i < lo:
        return None
    if t.classes[i] == PRON or t.classes[i] == REL:
        return i
    if t.low[i] in lexicon.SUBJECTS:
        return _before_determiner(t, i, lo)
    stop = max(lo, i - MAX_TOKENS)
    j, start = i, None
    while j >= stop:
        kind, low = t.classes[j], t.low[j]
        if j < i and low in lexicon.WEEKDAYS:
            break
        if kind in _NOUNISH and not _verb_like(t, j, stop, i):
            start = j
            j -= 1
        elif kind == DET:
            return _before_determiner(t, j, stop)
        elif kind == PUNCT and low == "'" and t.low[j - 1].endswith("s") and j - 1 >= stop:
            j -= 1
        elif kind == PUNCT and low == ")" and (opened := _open_bracket(t, j, stop)) is not None:
            j = opened - 1
        elif (
            (kind == PREP and start is not None and _keeps(t, j, stop))
            or (kind == CONJ and low in ("and", "&") and start is not None and _coordinates(t, j, stop))
            or (kind == ADV and start is not None and j > stop and t.classes[j - 1] in (DET, PREP))
        ):
            j -= 1
        else:
            break
    return start


def _verb_like(t: Tokens, j: int, lo: int, last: int) -> bool:
    """Whether an unknown word ends the phrase on its left: "killed 26 people officials said"."""
    low = t.low[j]
    if t.classes[j] != OTHER:
        return False
    if low.endswith("ing") and j > lo and t.classes[j - 1] not in (DET, PREP, OTHER, NAME):
        return j == last
    return low.endswith("ed") and j > lo and t.classes[j - 1] in (PRON, NAME) and j != last


def _before_determiner(t: Tokens, j: int, lo: int) -> int:
    """Start of the phrase that a determiner at ``j`` opens, with what may precede it: "one of the", "all the"."""
    while j > lo:
        before = t.low[j - 1]
        if before == "of" and j - 2 >= lo:
            inner = np_left(t, j - 2, lo)
            return inner if inner is not None else j
        if before in ("all", "both", "half", "some", "many", "most", "several") or t.classes[j - 1] in (DET, NUM):
            j -= 1
            continue
        break
    return j


def _open_bracket(t: Tokens, j: int, lo: int) -> int | None:
    for k in range(j - 1, max(lo, j - 8) - 1, -1):
        if t.low[k] == "(":
            return k
    return None


def _keeps(t: Tokens, j: int, lo: int) -> bool:
    """Whether the preposition at ``j`` hangs on a noun of the same phrase."""
    if j - 1 < lo:
        return False
    before = t.low[j - 1]
    if t.low[j] == "of":
        return t.classes[j - 1] in _NOUNISH or before in lexicon.DETERMINERS
    if t.low[j] in ("to", "with", "on") and before in _POST_MODIFIERS:
        return True
    if before in SPEAKERS:
        return t.low[j] in ("for", "in", "at", "from", "with", "to", "on", "inside", "within")
    return (
        t.low[j] in ("for", "on", "in") and t.classes[j - 1] == NAME and t.classes[j + 1] == NAME and t.low[j] == "for"
    )


def _coordinates(t: Tokens, j: int, lo: int) -> bool:
    """Whether "and" at ``j`` joins two parts of one phrase ("residents and officials", "Mercy and Relief")."""
    if j - 1 < lo:
        return False
    before, after = t.classes[j - 1], t.classes[j + 1]
    if before == NAME and after == NAME:
        return True
    return t.low[j - 1] in SPEAKERS and after in (OTHER, NAME, DET)


def subject_left(t: Tokens, i: int, lo: int) -> tuple[int, int] | None:
    """The subject that ends at or before token ``i``: (start, end), appositions between commas included.

    ``lo`` is the first token it may reach: the start of the sentence, or what follows a quotation or a comma.
    """
    i = skip_time_left(t, i, lo)
    if i < lo:
        return None
    if t.low[i] in (",", "—", "--", "-", ")"):
        whole = _with_apposition(t, i, lo)
        if whole is not None:
            return whole, i + (t.low[i] in (",", ")"))
        if t.low[i] != ")":
            return None
    whole_clause = _clause_subject(t, i, lo)
    if whole_clause is not None:
        return whole_clause, i + 1
    start = np_left(t, i, lo)
    return None if start is None else (start, i + 1)


def _with_apposition(t: Tokens, i: int, lo: int) -> int | None:
    """Start of "Name, the head of X," whose closing comma (dash, bracket) is token ``i``."""
    mark = "(" if t.low[i] == ")" else t.low[i]
    stop = max(lo, i - MAX_TOKENS)
    k = i - 1
    earliest = None
    while k >= stop:
        if t.low[k] == mark:
            start = np_left(t, k - 1, lo) if k > lo else None
            if start is None or t.classes[k - 1] in (FIN, AUX, ADV):
                break
            earliest = start
            if t.classes[k - 1] == NAME or start == lo:
                return start
            k = start
        k -= 1
    return earliest


def _clause_subject(t: Tokens, i: int, lo: int) -> int | None:
    """``lo`` when everything from there to ``i`` is one noun phrase: no finite verb outside a relative clause."""
    first = t.classes[lo] if lo <= i else PUNCT
    if i - lo > MAX_TOKENS or first not in (DET, NUM, NAME, OTHER, PRON):
        return None
    if first in (OTHER, NAME) and t.low[lo].endswith(("ing", "ed")) and lo < i:
        return None
    relative = first == REL
    for k in range(lo, i + 1):
        kind, low = t.classes[k], t.low[k]
        if kind == REL and k > lo:
            relative = True
        elif (
            (kind in (FIN, AUX) and not relative)
            or kind in (QUOTE, SUB)
            or (kind == PUNCT and low not in ("'", "(", ")"))
            or (kind == PRON and k > lo and not relative)
            or (kind == DET and k > lo and t.classes[k - 1] in (OTHER, NAME) and t.low[k - 1] not in _LINKING)
            or (low in lexicon.WEEKDAYS and k < i and not relative)
            or (not relative and _is_past(t, k) and k < i)
        ):
            return None
        elif (
            low in lexicon.CUES
            and k > lo
            and lexicon.CUES[low].form in ("s", "past", "part")
            and not relative
            and kind != FIN
        ):
            if low in ("report", "reports") or k == i:
                continue
            return None
    return lo


def _is_past(t: Tokens, k: int) -> bool:
    """An unlisted word in -ed behind a noun and not before a preposition: a finite verb, not a participle."""
    return (
        t.classes[k] == OTHER
        and t.low[k].endswith("ed")
        and t.classes[k - 1] in (OTHER, NAME, NUM)
        and t.classes[k + 1] != PREP
        and t.low[k] not in _POST_MODIFIERS
    )


def np_right(t: Tokens, i: int, hi: int, *, closed: bool = False) -> int | None:
    """The end of the noun phrase that starts at token ``i``, appositions up to a clause boundary included; None when
    no phrase starts there. For inverted order: ``said | Amal Rashid, the head of the clinic``. ``closed``: appositions
    count only when a comma closes them, since a clause follows ("According to Rashid, the head of the clinic, …")."""
    if i >= hi or t.classes[i] not in (DET, NUM, NAME, OTHER, PRON):
        return None
    if t.classes[i] == PRON:
        return i + 1
    k, end, stop = i, i, min(hi, i + MAX_TOKENS)
    while k < stop:
        kind, low = t.classes[k], t.low[k]
        if kind in _NOUNISH or (kind == DET and (k == i or t.classes[k - 1] in (PREP, CONJ, DET, NUM))):
            if low in lexicon.WEEKDAYS or low in ("today", "yesterday", "earlier", "later"):
                break
            k += 1
            end = k
        elif (
            (kind == PUNCT and low == "'" and k + 1 < stop and t.classes[k + 1] in _NOUNISH)
            or (
                kind == PREP
                and k + 1 < stop
                and low in ("of", "for", "at", "from", "with", "to", "in", "on", "by")
                and _continues(t, k)
            )
            or (kind == CONJ and low in ("and", "&") and k + 1 < stop and t.classes[k + 1] in (NAME, DET, OTHER))
        ):
            k += 1
        elif kind == PUNCT and low == "(" and (bracket := _close_bracket(t, k, stop)) is not None:
            k = end = bracket + 1
        elif (kind == PUNCT and low == "," and _apposition_follows(t, k + 1, stop)) or (low == "who" and end == k):
            return _closed_apposition(t, k, hi, end) if closed else _apposition_end(t, k + 1, hi)
        else:
            break
    return end if end > i else None


def _continues(t: Tokens, k: int) -> bool:
    if t.low[k] == "of":
        return True
    after = t.low[k + 1]
    if after in lexicon.WEEKDAYS or after in lexicon.MONTH_NAMES or t.classes[k + 1] == NUM:
        return False
    if t.low[k] in ("in", "on") and after in ("a", "an", "the", "his", "her", "their") and t.classes[k - 1] == NAME:
        return False
    if t.low[k] == "by":
        return t.low[k - 1] in ("study", "report", "survey", "poll", "statement", "analysis", "investigation", "review")
    return t.low[k - 1] in SPEAKERS or t.low[k] == "for" or t.low[k - 1] in _POST_MODIFIERS or t.classes[k - 1] == OTHER


def _close_bracket(t: Tokens, k: int, hi: int) -> int | None:
    for j in range(k + 1, min(hi, k + 8)):
        if t.low[j] == ")":
            return j
    return None


def _apposition_follows(t: Tokens, k: int, hi: int) -> bool:
    if k >= hi or (t.classes[k] != REL and _is_clause(t, k, hi)):
        return False
    return t.classes[k] in (DET, REL) or (t.classes[k] in (NAME, OTHER, NUM) and not t.low[k].endswith(("ing", "ed")))


def _closed_apposition(t: Tokens, comma: int, hi: int, end: int) -> int:
    """The end of an apposition that a second comma closes, else ``end``."""
    if t.low[comma + 1] not in ("a", "an", "the", "who", "which", "whose", "one", "his", "her") and t.low[comma] == ",":
        return end
    relative = t.classes[comma + 1] == REL or t.low[comma] == "who"
    for j in range(comma + 2, min(hi, comma + 24)):
        if t.low[j] == ",":
            return j
        if t.classes[j] in (FIN, AUX, QUOTE) and not relative:
            return end
    return end


def _is_clause(t: Tokens, k: int, hi: int) -> bool:
    """Whether a finite verb comes before the next comma or relative pronoun: no apposition, but a clause."""
    for j in range(k, min(hi, k + 20)):
        if t.classes[j] in (REL, PUNCT, QUOTE) and t.low[j] != "'":
            return False
        if t.classes[j] in (FIN, AUX) or (
            t.classes[j] == OTHER and t.low[j].endswith("ed") and t.classes[j - 1] == NAME
        ):
            return True
    return False


def _apposition_end(t: Tokens, k: int, hi: int) -> int:
    """Where an apposition or relative clause that starts at ``k`` ends: a participle cue, a quotation, a conjunction
    with a new subject, or ``hi``."""
    for j in range(k, min(hi, k + MAX_TOKENS)):
        if t.classes[j] == QUOTE or t.low[j] in (";", ":", "—", "--"):
            return j
        if t.low[j] == "," and j + 1 < hi:
            cue = lexicon.CUES.get(t.low[j + 1])
            if (cue is not None and cue.form == "ing") or t.classes[j + 1] in (CONJ, SUB, QUOTE):
                return j
    return min(hi, k + MAX_TOKENS)
