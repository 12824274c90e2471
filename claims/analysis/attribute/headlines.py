"""Reports without a verb: "Clashes spread to coast – report", "Minister: tolls rise", and transcript speakers."""

from __future__ import annotations

from claims.analysis.attribute.nounphrase import SPEAKERS
from claims.analysis.attribute.page import Draft, Page
from claims.analysis.attribute.tokens import DET, NAME, NUM, OTHER, PREP

_CREDITS = SPEAKERS | frozenset(
    "media ministry un nato watchdog reports medics rescuers state ngo charity paper".split()
)
_MAX_CREDIT = 6  # tokens of "… – UN human rights office"


def headline_draft(page: Page, first: int, last: int) -> Draft | None:
    """A credit behind the last dash or colon, or a speaker before the first colon."""
    t = page.tokens
    for k in range(last - 2, max(first + 2, last - _MAX_CREDIT - 2), -1):
        if t.low[k] in ("—", "--", "-", ":") and page.inside[k] < 0:
            if any(low in _CREDITS for low in t.low[k + 1 : last]) or _is_name(page, k + 1, last):
                return Draft((k + 1, last), None, [(first, k)], confidence=0.75)
            break
    return speaker_draft(page, first, last, headline=True)


def _is_name(page: Page, first: int, last: int) -> bool:
    """A credit of capitals only, as agencies and ministries are: "SANA", "Reuters"."""
    return last - first <= 3 and all(
        page.tokens.words[k].isupper() and len(page.tokens.words[k]) > 1 for k in range(first, last)
    )


def speaker_draft(page: Page, first: int, last: int, *, headline: bool = False) -> Draft | None:
    """``RASHID: We will not sign.`` and, in a headline, ``Minister: tolls rise``."""
    t = page.tokens
    colon = next((k for k in range(first + 1, min(last - 1, first + 7)) if t.low[k] == ":"), None)
    if colon is None or page.inside[first] >= 0:
        return None
    names = range(first, colon)
    if any(t.classes[k] not in (NAME, OTHER, DET, PREP, NUM) for k in names):
        return None
    shouted = all(t.words[k].isupper() for k in names if t.classes[k] != NUM) and len(t.words[first]) > 2
    speaks = any(t.low[k] in _CREDITS for k in names) or t.classes[colon - 1] == NAME
    quoted = colon + 1 in page.opens and t.classes[first] == NAME and speaks
    if not (shouted or quoted or (headline and speaks)):
        return None
    draft = Draft((first, colon), (colon, colon + 1) if not headline else None, confidence=0.75)
    if colon + 1 in page.opens:
        draft.quotes.append(page.opens[colon + 1])
    else:
        draft.content.append((colon + 1, last))
    return draft
