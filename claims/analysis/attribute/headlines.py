"""Reports without a verb: "Clashes spread to coast – report", "Minister: tolls rise", and transcript speakers."""

from __future__ import annotations

from claims.analysis.attribute.lexicon import CUES
from claims.analysis.attribute.nounphrase import SPEAKERS, np_right
from claims.analysis.attribute.page import Draft, Page
from claims.analysis.attribute.tokens import AUX, DET, FIN, NAME, NUM, OTHER, PREP, PRON

_CREDITS = SPEAKERS | frozenset(
    "media ministry un nato watchdog reports medics rescuers state ngo charity paper".split()
)
_RUBRICS = frozenset(
    """live breaking update updated watch video photos opinion analysis exclusive explainer fact-check factbox q&a news
    correction""".split()
)
_MAX_CREDIT = 6  # tokens of "… – UN human rights office"


def headline_draft(page: Page, first: int, last: int) -> Draft | None:
    """A credit behind the last dash or colon, or a speaker before the first colon."""
    t = page.tokens
    if (
        first in page.opens
        and (closing := _closing(page, first, last)) is not None
        and t.low[min(closing + 1, last - 1)] == ":"
    ):
        return _after_quotation(page, first, closing + 2, last)
    for k in range(last - 2, max(first + 2, last - _MAX_CREDIT - 2), -1):
        if t.low[k] in ("—", "--", "-", ":") and page.inside[k] < 0:
            if any(low in _CREDITS for low in t.low[k + 1 : last]) or _is_name(page, k + 1, last):
                return Draft((k + 1, last), None, [(first, k)], confidence=0.75)
            break
    return speaker_draft(page, first, last, headline=True)


def _put_it(page: Page, first: int, last: int) -> Draft | None:
    """``The inspector put it plainly: "…"``: a clause with a colon before a quotation is its cue."""
    t = page.tokens
    colon = next(
        (k for k in range(first + 2, min(last - 1, first + 24)) if t.low[k] == ":" and k + 1 in page.opens), None
    )
    if colon is None:
        return None
    end = np_right(t, first, colon)
    if end is None or not 0 < colon - end <= _MAX_CREDIT or t.classes[first] not in (NAME, DET, PRON):
        return None
    return Draft((first, end), (end, colon), [], [page.opens[colon + 1]], confidence=0.6)


def _closing(page: Page, first: int, last: int) -> int | None:
    number = page.opens[first]
    return next((k for k in range(first + 1, min(last, first + 40)) if page.closes.get(k) == number), None)


def _after_quotation(page: Page, first: int, at: int, last: int) -> Draft | None:
    """``'We had no warning': Villagers describe night``: who is named behind the colon."""
    if at >= last:
        return None
    end = np_right(page.tokens, at, last)
    if end is None:
        return None
    verb = next(
        (k for k in range(at + 1, end) if page.tokens.low[k] in CUES or page.tokens.classes[k] in (FIN, AUX)), end
    )
    end = verb
    return Draft((at, end), None, [], [page.opens[first]], confidence=0.6)


def _is_name(page: Page, first: int, last: int) -> bool:
    """A credit of capitals only, as agencies and ministries are: "SANA", "Reuters"."""
    return last - first <= 3 and all(
        page.tokens.words[k].isupper() and len(page.tokens.words[k]) > 1 for k in range(first, last)
    )


def speaker_draft(page: Page, first: int, last: int, *, headline: bool = False) -> Draft | None:
    """``RASHID: We will not sign.`` and, in a headline, ``Minister: tolls rise``."""
    t = page.tokens
    if t.low[first] in _RUBRICS:
        return None
    colon = next((k for k in range(first + 1, min(last - 1, first + 7)) if t.low[k] == ":"), None)
    if colon is None or page.inside[first] >= 0:
        return None if page.inside[first] >= 0 else _put_it(page, first, last)
    names = range(first, colon)
    if any(t.classes[k] not in (NAME, OTHER, DET, PREP, NUM) for k in names):
        return _put_it(page, first, last)
    shouted = all(t.words[k].isupper() for k in names if t.classes[k] != NUM) and len(t.words[first]) > 2
    speaks = any(t.low[k] in _CREDITS for k in names) or t.classes[colon - 1] == NAME
    quoted = colon + 1 in page.opens and t.classes[first] == NAME and speaks
    if not (shouted or quoted or (headline and speaks)):
        return _put_it(page, first, last)
    draft = Draft((first, colon), (colon, colon + 1) if not headline else None, confidence=0.75)
    if colon + 1 in page.opens:
        draft.quotes.append(page.opens[colon + 1])
    else:
        draft.content.append((colon + 1, last))
    return draft
