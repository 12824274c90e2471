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
from claims.analysis.attribute.nounphrase import np_right, subject_left
from claims.analysis.attribute.page import Draft, Page
from claims.analysis.attribute.quotes import find_quotes
from claims.analysis.attribute.raw import RawAttribution
from claims.analysis.attribute.tokens import CONJ, REL, Tokens
from claims.analysis.attribute.verbs import LIKELY, SURE, UNSURE, Verbs
from claims.analysis.types import Document


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
        drafts += _sentence(page, first, last, title=title)
    raws = [raw for draft in drafts if (raw := page.finish(draft)) is not None]
    return sorted(continue_quotes(document, quotes, raws), key=_position)


def _is_headline(document: Document) -> bool:
    """Whether the text is a headline and nothing else: one sentence without a full stop."""
    return len(document.sentences) == 1 and document.normalised.rstrip()[-1:] not in (".", "!", "?", '"', "'")


def _position(raw: RawAttribution) -> tuple[int, int]:
    spans = [*raw.content, *(span for span in (raw.source, raw.cue) if span is not None)]
    return min(span.start for span in spans), raw.cue.start if raw.cue else 0


def _sentence(page: Page, first: int, last: int, *, title: bool) -> list[Draft]:
    """The drafts of one sentence, tokens [first, last)."""
    t = page.tokens
    while last > first and t.low[last - 1] in _STOPS and page.inside[last - 1] < 0:
        last -= 1
    hits = [k for k in range(first, last) if t.low[k] in _TRIGGERS]
    if title and first in page.opens:
        quoted = headline_draft(page, first, last)
        if quoted is not None and quoted.quotes:
            return [quoted]
    drafts = SentenceRules(page, first, last, title=title).run(hits) if hits else []
    if drafts:
        return drafts
    other = (headline_draft(page, first, last) if title else None) or speaker_draft(page, first, last)
    return [other] if other else []


class SentenceRules:
    """The cues of one sentence, tokens [first, last), from left to right."""

    def __init__(self, page: Page, first: int, last: int, *, title: bool = False) -> None:
        self.page, self.t, self.first, self.last = page, page.tokens, first, last
        self.clauses = Clauses(page, first, last)
        self.drafts: list[Draft] = []
        self.verbs = Verbs(page, self.clauses, first, last, self.drafts, title=title)

    def run(self, hits: list[int]) -> list[Draft]:
        """``hits`` are the tokens that may be cues."""
        done = -1
        for k in hits:
            draft = self._at(k) if k > done else None
            if draft is not None and draft.cue is not None:
                self.drafts.append(draft)
                done = draft.cue[1] - 1
        return self.drafts

    def _at(self, k: int) -> Draft | None:
        low = self.t.low[k]
        if low == "according":
            return self._according(k)
        if low in _HEARSAY and self.t.low[k + 1 : k + 4] in (["has", "it", "that"], ["had", "it", "that"]):
            return Draft(None, (k, k + 3), [(k + 3, self.clauses.right(k + 4))], confidence=LIKELY)
        if low in lexicon.ADVERB_CUES:
            return self._adverb(k)
        if low in lexicon.NOUN_CUES and k + 1 < self.last and self.t.low[k + 1] == "that":
            return self._noun(k)
        return self.verbs.draft(k) if low in lexicon.CUES else None

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
            goes_on = end + 2 < self.last and t.low[end] == "," and t.classes[end + 1] not in (CONJ, REL)
            if goes_on and self.clauses.has_verb(end + 1, self.last):
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


_STOPS = frozenset({".", "!", "?", "…", "...", ";"})
_HEARSAY = frozenset({"rumour", "rumor", "legend"})
_TRIGGERS = frozenset({"according", *lexicon.CUES, *lexicon.ADVERB_CUES, *lexicon.NOUN_CUES})
