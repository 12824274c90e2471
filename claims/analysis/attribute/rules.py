"""The rule-based finder: reporting words in a lexicon, and what stands to their left and right.

One pass over the sentences. Each cue is tried against the orders of news prose: quotation + source + cue and its
inversion, source + cue + clause, clause + source + cue, "according to", passives and adverbs without a source. The
orders are those that Pareti (2015, PARC 3) and Newell et al. (2018, PolNeAR) describe; no parser is used, so that what
lies between the known places (subject, clause edges) is bounded by closed word classes and punctuation.
"""

from __future__ import annotations

from claims.analysis.attribute import lexicon
from claims.analysis.attribute.clauses import Clauses
from claims.analysis.attribute.continuation import continue_quotes, quotes_alone
from claims.analysis.attribute.headlines import headline_draft, speaker_draft
from claims.analysis.attribute.nounphrase import SPEAKERS, np_right, subject_left
from claims.analysis.attribute.page import Draft, Page
from claims.analysis.attribute.passive import passive_draft
from claims.analysis.attribute.quotes import find_quotes
from claims.analysis.attribute.raw import RawAttribution
from claims.analysis.attribute.tokens import (
    ADV,
    AUX,
    CONJ,
    DET,
    NAME,
    NUM,
    OTHER,
    PREP,
    PRON,
    PUNCT,
    QUOTE,
    REL,
    Tokens,
)
from claims.analysis.types import Document

# What the rules' finds are worth: shares of such finds on PolNeAR dev that fit an annotated attribution, rounded.
SURE, LIKELY, UNSURE = 0.9, 0.75, 0.5

# Third persons and plain forms that are nouns at least as often as verbs: a verb only with a subject of its own beside.
_NOUN_FORMS = frozenset(
    """claim claims report reports name names order orders note notes comment comments document documents detail details post
    posts cast view views promise promises hope hopes fear fears project projects text email tweet tweets question questions
    attack attacks support supports back favor call calls estimate estimates warning rule rules signal signals point points
    issue issues state states charge charges leak leaks label labels air doubt doubts sound sounds show shows find finds
    demand demands threat appeal appeals protest protests sentence command object advocate sigh laugh joke pledge pledges
    vow vows test answer answers reply replies repeat cry remark remarks counter brand echo advise quote quotes""".split()
)
_WEAK = frozenset("single list count class rank finger answer learn realize realise know see feel hear understand hope expect fear doubt agree consider view regard cast identify favor oppose "
                  "endorse support back welcome defend laud applaud ridicule attack issue sound point air read publish rule "
                  "chat document outline detail specify order instruct direct command object ask".split())  # fmt: skip


def find(document: Document) -> list[RawAttribution]:
    """Raw attributions of ``document`` by rule, in the order of their first span."""
    quotes = find_quotes(document)
    if not document.metadata.language_supported:
        return quotes_alone(quotes)
    tokens = Tokens(document)
    page = Page(document, tokens, quotes)
    drafts: list[Draft] = []
    for number, (first, last) in enumerate(tokens.bounds):
        title = document.title is not None and document.sentences[number].end <= document.title.end
        title = title or _is_headline(document)
        drafts += SentenceRules(page, first, last, title=title).run()
    raws = [raw for draft in drafts if (raw := page.finish(draft)) is not None]
    return sorted(continue_quotes(document, quotes, raws), key=_position)


def _is_headline(document: Document) -> bool:
    """Whether the text is a headline and nothing else: one sentence without a full stop."""
    return len(document.sentences) == 1 and document.normalised.rstrip()[-1:] not in (".", "!", "?", '"', "'")


def _position(raw: RawAttribution) -> tuple[int, int]:
    spans = [*raw.content, *(span for span in (raw.source, raw.cue) if span is not None)]
    return min(span.start for span in spans), raw.cue.start if raw.cue else 0


class SentenceRules:
    """The cues of one sentence, tokens [first, last), from left to right."""

    def __init__(self, page: Page, first: int, last: int, *, title: bool = False) -> None:
        self.page, self.t, self.first, self.title = page, page.tokens, first, title
        while last > first and self.t.low[last - 1] in (".", "!", "?", "…", "...", ";") and page.inside[last - 1] < 0:
            last -= 1
        self.last = last
        self.drafts: list[Draft] = []
        self.clauses: Clauses | None = None

    def run(self) -> list[Draft]:
        t = self.t
        hits = [k for k in range(self.first, self.last) if t.low[k] in _TRIGGERS]
        if not hits and not self.title:
            draft = speaker_draft(self.page, self.first, self.last)
            return [draft] if draft else []
        if self.title and self.first in self.page.opens:
            quoted = headline_draft(self.page, self.first, self.last)
            if quoted is not None and quoted.quotes:
                return [quoted]
        self.clauses = Clauses(self.page, self.first, self.last)
        done = -1
        for k in hits:
            if k <= done:
                continue
            draft = self._at(k)
            if draft is not None and draft.cue is not None:
                self.drafts.append(draft)
                done = draft.cue[1] - 1
        if not self.drafts:
            other = headline_draft(self.page, self.first, self.last) if self.title else None
            other = other or speaker_draft(self.page, self.first, self.last)
            return [other] if other else []
        return self.drafts

    def _at(self, k: int) -> Draft | None:
        low = self.t.low[k]
        if low == "according":
            return self._according(k)
        if low in ("rumour", "rumor", "legend") and self.t.low[k + 1 : k + 4] in (
            ["has", "it", "that"],
            ["had", "it", "that"],
        ):
            return Draft(None, (k, k + 3), [(k + 3, self.clauses.right(k + 4))], confidence=LIKELY)
        if low in lexicon.ADVERB_CUES:
            return self._adverb(k)
        if low in lexicon.NOUN_CUES and k + 1 < self.last and self.t.low[k + 1] == "that":
            return self._noun(k)
        if low in lexicon.CUES:
            return self._verb(k)
        return None

    # -- according to, reportedly, the claim that

    def _according(self, k: int) -> Draft | None:
        t = self.t
        if k + 2 >= self.last or t.low[k + 1] != "to":
            return None
        end = np_right(t, k + 2, self.last, closed=k - self.first <= 2)
        if end is None:
            return None
        draft = Draft((k + 2, end), (k, k + 2), confidence=SURE)
        start = self.clauses.left(k)
        if k - 2 > self.first and t.low[k - 1] == "," and t.low[k - 2] in ("that", "but", "and"):
            if end < self.last and t.low[end] == ",":  # "said that, according to the engineers, the dam …"
                draft.content.append((end + 1, self.clauses.right(end + 1)))
        elif k - start >= 2:
            draft.content.append((start, k))
            if end + 2 < self.last and t.low[end] == "," and self.clauses.has_verb(end + 1, self.last):
                if t.classes[end + 1] not in (CONJ, REL):
                    draft.content.append((end + 1, self.clauses.right(end + 1)))
        elif end < self.last:
            draft.content.append((end, self.clauses.right(end + 1)))
        return draft if draft.content else None

    def _adverb(self, k: int) -> Draft | None:
        t = self.t
        start, end = self.clauses.left(k, comma=True), self.clauses.right(k + 1, comma=True)
        if not self.clauses.has_verb(start, end) and end - k < 3:
            return None
        content = [piece for piece in ((start, k), (k + 1, end)) if piece[0] < piece[1]]
        if t.classes[start] in (CONJ,) and start < k:
            content[0] = (start + 1, k)
        return Draft(None, (k, k + 1), content, confidence=LIKELY)

    def _noun(self, k: int) -> Draft | None:
        t = self.t
        source = None
        before = t.low[k - 1] if k > self.first else ""
        if before in ("a", "the") and k - 2 >= self.first and t.low[k - 2] == "in":
            return None  # "said in a statement that": the verb has it
        if before in lexicon.POSSESSIVES:
            source = (k - 1, k)
        elif before.endswith(("'s", "s'")):
            span = subject_left(t, k - 1, self.clauses.left(k, comma=True))
            source = span
        content = (k + 1, self.clauses.right(k + 2))
        return Draft(source, (k, k + 1), [content], confidence=LIKELY if source else UNSURE)

    # -- verbs

    def _verb(self, k: int) -> Draft | None:
        cue = lexicon.CUES[self.t.low[k]]
        begin, be, have, negated = self._group(k)
        if not self._is_verb(k, begin, cue, be or have):
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

    def _group(self, k: int) -> tuple[int, bool, bool, bool]:
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

    def _is_verb(self, k: int, begin: int, cue: lexicon.CueWord, auxiliary: bool) -> bool:
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
        if cue.form == "base" and not auxiliary and not (cue.lemma == "say" and before == ","):
            plural = self._plural_head(begin) or (
                kind in (OTHER, NAME)
                and (before.endswith("s") or before in ("police", "people"))
                and not before.endswith("'s")
            )
            if not (
                plural or before in ("they", "we", "i", "you", "who", "some", "many", "others", "most") or before == '"'
            ):
                return False
        if t.low[k] in _NOUN_FORMS and not auxiliary:
            if kind in (PREP, NUM, CONJ, ADV) or (kind == PUNCT and before not in (",", '"', "''")):
                return False
            following = t.low[k + 1] if k + 1 < self.last else ""
            if (
                kind == OTHER
                and following not in ("that", '"', ":")
                and k + 1 < self.last
                and t.classes[k + 1] not in (DET, PRON)
            ):
                return False
        if cue.form in ("past", "part") and not auxiliary:
            if kind == PREP:
                return False
            if k + 2 < self.last and t.low[k + 1] == "by" and t.classes[k + 2] in (NAME, DET, PRON):
                return False  # "the meeting called by Rashid"
        if cue.lemma in _WEAK:
            return self._weak_is_cue(k, cue)
        return True

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
            or cue.form == "base"
            and cue.lemma != "say"
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
        if before not in self.page.closes and not self.clauses.has_verb(self.clauses.left(before + 1), before + 1):
            return None
        plain = next((j for j in range(k + 1, end) if t.classes[j] == REL), end)
        past = end if plain < end else self.clauses.right(end, comma=True)
        if (
            before not in self.page.closes
            and self.clauses.has_verb(k + 1, plain)
            or plain == end
            and before not in self.page.closes
            and self.clauses.has_verb(k + 1, past)
        ):
            if t.classes[end - 1] != NAME or (end < self.last and t.low[end] != ","):
                return None
        draft = Draft((k + 1, end), (begin, k + 1), confidence=SURE)
        self._take_left(draft, before + 1)
        if not draft.content and not draft.quotes:
            return None
        if (end < self.last and t.low[end] in (",", ":")) or end in self.page.opens:
            self._take_right_quote(draft, end)
        return draft

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
            k > self.first
            and self.t.low[k - 1] in (",", "?", "!", ".", "—", "--", "...", "…")
            or self.page.inside[self.first] == self.page.closes.get(k)
        )

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
            draft.cue = (draft.cue[0], k + 1)
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


_NOT = frozenset({"not", "cannot", "couldn't", "can't", "never"})
_STAND_ALONE = lexicon.SUBJECTS | frozenset(
    "other another both each neither either all such this that these those".split()
)
_LATER = frozenset("after before as when while because since until though".split())
_TRIGGERS = frozenset(lexicon.CUES) | frozenset(lexicon.ADVERB_CUES) | frozenset(lexicon.NOUN_CUES) | {"according"}
_ = (QUOTE, Tokens)
