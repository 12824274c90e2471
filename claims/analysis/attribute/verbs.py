"""Attributions by a reporting verb: its subject, and the content before it, behind it, or on both sides."""

from __future__ import annotations

from claims.analysis.attribute import lexicon
from claims.analysis.attribute.clauses import Clauses
from claims.analysis.attribute.nounphrase import np_right, subject_left
from claims.analysis.attribute.page import Draft, Page
from claims.analysis.attribute.passive import passive_draft
from claims.analysis.attribute.reporting import Reporting
from claims.analysis.attribute.tokens import CONJ, DET, NAME, NUM, OTHER, PRON, PUNCT, REL

# What the rules' finds are worth: shares of such finds on PolNeAR dev that fit an annotated attribution, rounded.
SURE, LIKELY, UNSURE = 0.9, 0.75, 0.5
_LATER = frozenset("after before as when while because since until though".split())


class Verbs:
    """The reporting verbs of one sentence, tokens [first, last); ``drafts`` are what has been found in it so far."""

    def __init__(
        self, page: Page, clauses: Clauses, first: int, last: int, drafts: list[Draft], *, title: bool
    ) -> None:
        self.page, self.t, self.clauses = page, page.tokens, clauses
        self.first, self.last, self.drafts = first, last, drafts
        self.reporting = Reporting(page, clauses, first, last, title=title)

    def draft(self, k: int) -> Draft | None:
        cue = lexicon.CUES[self.t.low[k]]
        begin, be, have, negated = self.reporting.group(k)
        if not self.reporting.is_cue(k, begin, cue, be or have):
            return None
        if be and cue.form in ("past", "part"):
            return passive_draft(self.page, self.clauses, begin, k, self.first, self.last)
        if negated and cue.stance != "denial" and cue.lemma not in ("believe", "think", "confirm", "verify"):
            return None
        if cue.form == "ing" and not be:
            return self._participle(k)
        inverted = self._inverted(begin, k, cue)
        if inverted is not None:
            return inverted
        source = self._subject(begin)
        if source is None:
            return None
        return self._active(source, begin, k, cue)

    def _subject(self, begin: int) -> tuple[int, int] | None:
        """The subject of a verb group that starts at ``begin``; of a coordinated verb, that of the verb before it."""
        t, i = self.t, begin - 1
        if i < self.first:
            return None
        if t.classes[i] == CONJ or (t.low[i] == "," and i > self.first and self._coordinated(i)):
            return self._shared_subject(begin)
        lo = self.clauses.left(begin, comma=t.low[i] not in (",", "—", "--", "-", ")"))
        lo = max(lo, self.clauses.after_quote(begin))
        span = subject_left(t, i, lo)
        if (
            span is not None
            and t.low[span[0]] in ("that", "which")
            and t.classes[span[0] - 1 if span[0] else 0] == PUNCT
        ):
            return span
        return span

    def _coordinated(self, i: int) -> bool:
        """Whether the comma at ``i`` separates coordinated verbs ("met them, urged calm and said …")."""
        return bool(self.drafts) and self.clauses.left(i, comma=True) > self.first

    def _shared_subject(self, begin: int) -> tuple[int, int] | None:
        if self.drafts and self.drafts[-1].source is not None:
            return self.drafts[-1].source
        t, lo = self.t, self.clauses.left(begin)
        end = np_right(t, lo, begin)
        if end is None or end >= begin or t.classes[lo] not in (NAME, DET, PRON, NUM, OTHER):
            return None
        return (lo, end)

    def _inverted(self, begin: int, k: int, cue: lexicon.CueWord) -> Draft | None:
        """``"…," said Amal Rashid`` and ``The road is open, says the mayor``."""
        t = self.t
        if (
            "q" not in cue.frames
            or k + 1 >= self.last
            or begin == self.first
            or (cue.form == "base" and cue.lemma != "say")
        ):
            return None
        before = begin - 1
        if t.low[before] == "as" and before > self.first:
            before -= 1
        elif before not in self.page.closes and t.low[before] not in (",", "—", "--"):
            return None
        if t.classes[k + 1] not in (NAME, DET, PRON, NUM, OTHER) or t.low[k + 1] == "that":
            return None
        end = np_right(t, k + 1, self.last)
        if end is None or (t.classes[k + 1] == DET and self.clauses.has_verb(end, min(end + 1, self.last))):
            return None
        if before not in self.page.closes and not self._inverts_a_clause(before, k, end):
            return None
        draft = Draft((k + 1, end), (begin, k + 1), confidence=SURE)
        self._take_left(draft, before + 1)
        if not draft.content and not draft.quotes:
            return None
        if (end < self.last and t.low[end] in (",", ":")) or end in self.page.opens:
            self._take_right_quote(draft, end)
        return draft

    def _inverts_a_clause(self, before: int, k: int, end: int) -> bool:
        """Whether a clause, and not a noun phrase, ends at ``before``, and none begins behind the verb at ``k``."""
        t = self.t
        if not self.clauses.has_verb(self.clauses.left(before + 1), before + 1):
            return False
        plain = next((j for j in range(k + 1, end) if t.classes[j] == REL), end)
        past = plain if plain < end else self.clauses.right(end, comma=True)
        named = t.classes[end - 1] == NAME and (end == self.last or t.low[end] == ",")
        return named or not self.clauses.has_verb(k + 1, past)

    def _participle(self, k: int) -> Draft | None:
        """``…, adding that the road was open``: the subject is that of the clause before."""
        t = self.t
        before = t.low[k - 1] if k > self.first else ""
        after_quote = k - 1 in self.page.closes
        if not (
            before == "," or after_quote or before in ("while", "and") or (self.drafts and before in lexicon.WEEKDAYS)
        ):
            if t.low[k] != "saying" or k - 1 < self.first or t.classes[k - 1] not in (OTHER, NAME):
                return None
            source = subject_left(t, k - 1, self.clauses.left(k, comma=True))
            return self._active(source, k, k, lexicon.CUES[t.low[k]]) if source else None
        source = self._shared_subject(k)
        if source is None:
            return None
        draft = Draft(source, (k, k + 1), confidence=LIKELY)
        self._take_complement(draft, k, lexicon.CUES[t.low[k]])
        return draft if draft.content or draft.quotes else None

    def _active(self, source: tuple[int, int], begin: int, k: int, cue: lexicon.CueWord) -> Draft | None:
        """Subject before the verb: the content is behind it, or before the subject, or both."""
        t = self.t
        draft = Draft(source, (begin, k + 1), confidence=SURE if cue.frames & {"c", "q"} else LIKELY)
        at = source[0]
        left_quote = at - 1 in self.page.closes
        left_comma = at > self.first and t.low[at - 1] in (",", "—", "--")
        right, kind = self.clauses.complement(k, cue)
        if kind == "end" and right < self.last and t.low[right] in _LATER and not (left_quote or left_comma):
            return None
        empty = kind == "end" or (kind == "comma" and not self._comma_opens(right))
        if left_quote and cue.frames & {"q"} and self._ends_speech(at - 1):
            self._take_left(draft, at)
            if kind == "quote" or kind == "comma":
                self._take_right_quote(draft, right)
            return draft
        if left_quote and (empty or kind in ("comma", "quote", "participle")) and "q" in cue.frames:
            self._take_left(draft, at)
            if not empty:
                self._take_right_quote(draft, right)
            return draft
        if left_comma and (empty or kind == "comma") and cue.frames & {"c", "q"}:
            self._take_left(draft, at)
            if draft.content and kind == "comma" and not self._is_tail(right) and t.low[right + 1] not in ("a", "an"):
                draft.content.append((right + 1, self.clauses.right(right + 1)))
            return draft if draft.content or draft.quotes else None
        if empty and at - self.clauses.left(at) >= 3 and "c" in cue.frames:
            self._take_left(draft, at)  # "… killed 12 people the ministry said": the comma was lost
            draft.confidence = UNSURE
            return draft if draft.content and self.clauses.has_verb(*draft.content[0]) else None
        self._take_complement(draft, k, cue)
        return draft if draft.content or draft.quotes else None

    def _ends_speech(self, k: int) -> bool:
        """Whether the quotation that token ``k`` closes ends as speech does before its tag, with a comma or a stop."""
        return (
            k > self.first and self.t.low[k - 1] in (",", "?", "!", ".", "—", "--", "...", "…")
        ) or self.page.inside[self.first] == self.page.closes.get(k)

    def _comma_opens(self, comma: int) -> bool:
        """Whether content follows the comma at ``comma`` rather than the end of the matter."""
        return comma + 1 < self.last

    def _is_tail(self, comma: int) -> bool:
        """Whether what follows the comma is not the reported clause going on: a participle, a conjunction, "who"."""
        t, k = self.t, comma + 1
        if k >= self.last:
            return True
        cue = lexicon.CUES.get(t.low[k])
        return (
            (cue is not None and cue.form == "ing")
            or t.classes[k] in (REL,)
            or t.low[k] in ("but", "according", "as", "while")
        )

    def _take_left(self, draft: Draft, end: int) -> None:
        """Content that ends before token ``end``: a quotation whole, or the clause."""
        t, k = self.t, end - 1
        if k not in self.page.closes and k - 1 in self.page.closes and t.low[k] == ",":
            k -= 1
        if k in self.page.closes:
            number = self.page.closes[k]
            opened = self.page.quotes[number].span.start
            start = self.clauses.left(k, quotes=False)
            if opened <= t.starts[start] or not self.clauses.has_words(start, k, number):
                draft.quotes.append(number)
                return
        start = self.clauses.left(end)
        if k - start >= 1:
            draft.content.append((start, end))

    def _take_right_quote(self, draft: Draft, at: int) -> None:
        """``… said, "…"``: the quotation that opens at ``at`` or behind the comma there."""
        at += self.t.low[at] in (",", ":") if at < self.last else 0
        if at in self.page.opens:
            draft.quotes.append(self.page.opens[at])

    def _take_complement(self, draft: Draft, k: int, cue: lexicon.CueWord) -> None:
        """What follows the cue: a quotation, a clause, or what the verb's frame allows."""
        t = self.t
        if k + 2 < self.last and t.low[k + 1] in lexicon.CUE_PREPOSITIONS.get(cue.lemma, ()):
            k += 1
            draft.cue = (draft.cue[0] if draft.cue else k, k + 1)
            end = self.clauses.right(k + 1)
            draft.content += self.clauses.without_appositions(k + 1, end) if "o" in cue.frames else [(k + 1, end)]
            return
        right, kind = self.clauses.complement(k, cue)
        if kind == "quote":
            number = self.page.opens[right]
            closing = self.clauses.closing(number)
            if closing is None or closing + 1 >= self.last or not self.clauses.runs_on(closing + 1):
                draft.quotes.append(number)
                return
        end = self.clauses.right(right)
        if kind == "comma":
            if "c" not in cue.frames or not self.clauses.has_verb(right + 1, end):
                return
            right += 1
            draft.confidence = UNSURE
        if kind in ("end", "participle", "pp") or right >= end:
            return
        if (
            kind == "np"
            and not cue.frames & {"n", "o", "i"}
            and not (cue.lemma == "find" and t.low[right] in ("no", "little"))
        ):
            return
        if "o" in cue.frames:
            draft.content += self.clauses.without_appositions(right, end)
        else:
            draft.content.append((right, end))
