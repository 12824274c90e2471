"""Reports in the passive: "was quoted as saying", "it was reported by", "is believed to", "was accused of"."""

from __future__ import annotations

from claims.analysis.attribute import lexicon
from claims.analysis.attribute.clauses import Clauses
from claims.analysis.attribute.nounphrase import np_right, subject_left
from claims.analysis.attribute.page import Draft, Page
from claims.analysis.attribute.tokens import NAME, PRON

# "is expected to", "was asked to" are wishes and plans, no reports.
_RAISING = frozenset(
    "say believe report think understand allege claim know assume presume rumour consider estimate fear find".split()
)
_CHARGES = frozenset("accuse blame allege suspect".split())
_IMPERSONAL = frozenset(
    """say report understand believe announce claim allege think reveal confirm estimate disclose suggest rumor know
    determine declare""".split()
)


def passive_draft(page: Page, clauses: Clauses, begin: int, k: int, first: int, last: int) -> Draft | None:
    """The attribution of the passive verb at ``k`` whose group starts at ``begin``; None when it reports nothing."""
    t, cue = page.tokens, lexicon.CUES[page.tokens.low[k]]
    following = t.low[k + 1] if k + 1 < last else ""
    lo = clauses.left(begin, comma=begin > first and t.low[begin - 1] != ",")
    subject = subject_left(t, begin - 1, lo) if begin > first else None
    if following == "as" and k + 2 < last and t.low[k + 2] in ("saying", "telling", "stating"):
        draft = Draft(subject, (begin, k + 3), confidence=0.9)
        right, kind = clauses.complement(k + 2, lexicon.CUES[t.low[k + 2]])
        _take(page, clauses, draft, right, kind)
        if not draft.content and not draft.quotes and subject is not None and subject[0] - 1 in page.closes:
            draft.quotes.append(page.closes[subject[0] - 1])
        return draft if draft.content or draft.quotes else None
    agent = _agent(page, k, last)
    if subject is not None and t.low[subject[0]] == "it" and subject[1] - subject[0] == 1 and cue.lemma in _IMPERSONAL:
        draft = Draft(agent, (begin, k + 1), confidence=0.75)
        right, kind = clauses.complement(agent[1] - 1 if agent else k, cue)
        if kind == "clause":
            _take(page, clauses, draft, right, kind)
        return draft if draft.content else None
    if cue.lemma == "tell" and agent is not None and agent[1] < last and t.low[agent[1]] == "that":
        return Draft(agent, (begin, k + 1), [(agent[1], clauses.right(agent[1]))], confidence=0.75)
    if subject is None:
        return None
    if agent is not None and cue.frames & {"c", "n", "o", "q"}:
        draft = Draft(agent, (begin, k + 1), [subject], confidence=0.75)
        rest, end = agent[1], clauses.right(agent[1])
        if rest < end and t.low[rest] in ("of", "for", "as", "to"):
            draft.content.append((rest, end))
        return draft
    if (following == "to" and cue.lemma in _RAISING) or (following in ("of", "for") and cue.lemma in _CHARGES):
        return Draft(None, (begin, k + 1), [subject, (k + 1, clauses.right(k + 1))], confidence=0.75)
    return None


def _agent(page: Page, k: int, last: int) -> tuple[int, int] | None:
    t = page.tokens
    if k + 2 >= last or t.low[k + 1] != "by" or t.low[k + 2].endswith("ing"):
        return None
    end = np_right(t, k + 2, last)
    if end is None or (
        t.classes[k + 2] not in (NAME, PRON)
        and t.low[k + 2] not in lexicon.DETERMINERS
        and t.low[end - 1].endswith("ly")
    ):
        return None
    return (k + 2, end)


def _take(page: Page, clauses: Clauses, draft: Draft, right: int, kind: str) -> None:
    if kind == "quote":
        number = page.opens[right]
        closing = clauses.closing(number)
        if closing is None or closing + 1 >= clauses.last or not clauses.runs_on(closing + 1):
            draft.quotes.append(number)
            return
    if kind in ("clause", "np", "quote") and right < clauses.right(right):
        draft.content.append((right, clauses.right(right)))
