"""Which reporting words report here: verb or noun, active or passive, with something to report beside them."""

from __future__ import annotations

from claims.analysis.attribute import lexicon
from claims.analysis.attribute.clauses import Clauses
from claims.analysis.attribute.nounphrase import SPEAKERS
from claims.analysis.attribute.page import Page
from claims.analysis.attribute.tokens import ADV, AUX, CONJ, DET, NAME, NUM, OTHER, PREP, PRON, PUNCT

# Third persons and plain forms that are nouns at least as often as verbs: a verb only with a subject of its own beside.
_NOUN_FORMS = frozenset(
    """claim claims report reports name names order orders note notes comment comments document documents detail
    details post posts cast view views promise promises hope hopes fear fears project projects text email tweet
    tweets question questions attack attacks support supports back favor call calls estimate estimates warning rule
    rules signal signals point points issue issues state states charge charges leak leaks label labels air doubt
    doubts sound sounds show shows find finds demand demands threat appeal appeals protest protests sentence command
    object advocate sigh laugh joke pledge pledges vow vows test answer answers reply replies repeat cry remark
    remarks counter brand echo advise quote quotes""".split()
)
# Verbs that report only with "that", a colon or a quotation: "knows that", "read:".
_WEAK = frozenset(
    """single list count class rank finger answer learn realize realise know see feel hear understand hope expect
    fear doubt agree consider view regard cast identify favor oppose endorse support back welcome defend laud
    applaud ridicule attack issue sound point air read publish rule chat document outline detail specify order
    instruct direct command object ask""".split()
)
_PLURAL_SUBJECTS = frozenset("they we i you who some many others most".split())
_NOT = frozenset({"not", "cannot", "couldn't", "can't", "never"})
_STAND_ALONE = lexicon.SUBJECTS | frozenset(
    "other another both each neither either all such this that these those".split()
)


class Reporting:
    """Judges the cue words of one sentence, tokens [first, last)."""

    def __init__(self, page: Page, clauses: Clauses, first: int, last: int, *, title: bool) -> None:
        self.page, self.t, self.clauses = page, page.tokens, clauses
        self.first, self.last, self.title = first, last, title

    def group(self, k: int) -> tuple[int, bool, bool, bool]:
        """(first token of the verb group, has a form of be, of have or another auxiliary, is negated)."""
        t, begin, be, have, negated = self.t, k, False, False, False
        while begin > self.first:
            low, kind = t.low[begin - 1], t.classes[begin - 1]
            if kind == AUX and begin - 1 >= self.first:
                be, have = be or low in lexicon.BE, have or low not in lexicon.BE
                negated = negated or low.endswith("n't")
            elif low == "not" or low == "never":
                negated = True
            elif kind != ADV or low in ("however", "meanwhile", "instead"):
                break
            begin -= 1
        if not (be or have):  # adverbs alone belong to the cue only when they are about the saying
            begin = k
            while (
                begin > self.first
                and t.classes[begin - 1] == ADV
                and t.low[begin - 1] not in ("however", "meanwhile", "now")
            ):
                begin -= 1
        return begin, be, have, negated

    def is_cue(self, k: int, begin: int, cue: lexicon.CueWord, auxiliary: bool) -> bool:
        """Whether the word at ``k``, whose verb group starts at ``begin``, reports."""
        t = self.t
        if k + 1 == self.last and t.low[k] in _NOUN_FORMS and not self.title and t.low[k] not in ("reports", "claims"):
            return False
        if t.low[k + 1 : k + 3] == ["not", "to"]:
            return False  # "asked not to be named"
        if t.words[k][0].isupper() and not self.title and not t.words[k].isupper():
            return False  # "the United States"
        if any(t.low[j] in lexicon.MODALS for j in range(begin, k)):
            return cue.lemma in ("confirm", "verify", "determine") and any(t.low[j] in _NOT for j in range(begin, k))
        before, kind = (t.low[begin - 1], t.classes[begin - 1]) if begin > self.first else ("", PUNCT)
        if before == "to" or (kind == DET and before not in _STAND_ALONE) or before in lexicon.POSSESSIVES:
            return False
        if cue.form == "base" and not auxiliary and not self._agrees(begin, cue, before, kind):
            return False
        if t.low[k] in _NOUN_FORMS and not auxiliary and not self._is_verb_form(k, before, kind):
            return False
        if cue.form in ("past", "part") and not auxiliary:
            if kind == PREP:
                return False
            if k + 2 < self.last and t.low[k + 1] == "by" and t.classes[k + 2] in (NAME, DET, PRON):
                return False  # "the meeting called by Rashid"
        if cue.lemma in _WEAK:
            return self._weak_is_cue(k, cue)
        return True

    def _agrees(self, begin: int, cue: lexicon.CueWord, before: str, kind: int) -> bool:
        """Whether a plain form has a plural before it: "officials say"."""
        if before in _PLURAL_SUBJECTS or before == '"' or (cue.lemma == "say" and before == ","):
            return True
        plural = (before.endswith("s") and not before.endswith("'s")) or before in ("police", "people")
        return self._plural_head(begin) or (kind in (OTHER, NAME) and plural)

    def _is_verb_form(self, k: int, before: str, kind: int) -> bool:
        """Whether a form that is a noun as often stands as a verb: behind a name, or before what it reports."""
        t = self.t
        if kind in (PREP, NUM, CONJ, ADV) or (kind == PUNCT and before not in (",", '"', "''")):
            return False
        if kind != OTHER or k + 1 == self.last:
            return True
        return t.low[k + 1] in ("that", '"', ":") or t.classes[k + 1] in (DET, PRON)

    def _plural_head(self, begin: int) -> bool:
        """Whether a plural noun with "of" or "in" stands before the verb: "Residents of Pell say"."""
        low = self.t.low
        return any(
            low[j] in ("of", "in", "at", "from", "with") and low[j - 1] in SPEAKERS and low[j - 1].endswith("s")
            for j in range(max(self.first + 1, begin - 6), begin - 1)
        )

    def _weak_is_cue(self, k: int, cue: lexicon.CueWord) -> bool:
        """Verbs that report only with "that" or a quotation behind them."""
        following = self.t.low[k + 1] if k + 1 < self.last else ""
        if "c" in cue.frames and following == "that":
            return True
        if "q" in cue.frames and k > self.first and self._quote_before(k):
            return True
        if "o" in cue.frames and self._as_follows(k):
            return True
        if cue.lemma == "find" and following in ("no", "little"):
            return True
        if cue.lemma == "learn" and self.t.low[k - 1] in lexicon.HAVE:
            return True
        return ("q" in cue.frames and following in (":", ",", '"', "''")) or (cue.lemma == "read" and following == ":")

    def _as_follows(self, k: int) -> bool:
        """Whether the verb's objects are followed by "as": "listed Tarrant Trust and the Reef Bank as responsible"."""
        low = self.t.low
        return any(
            low[j] == "as" and low[j + 1] not in ("of", "well") for j in range(k + 2, min(self.last - 1, k + 40))
        )

    def _quote_before(self, k: int) -> bool:
        """Whether the clause of the verb at ``k`` begins right behind a quotation: ``"…?" Rashid asked``."""
        return self.clauses.after_quote(k) > self.first and k - self.clauses.after_quote(k) <= 12
