"""Pairs of quotation marks, in one pass over each paragraph.

Curly and angle marks say which side they are on; straight ones, ``''`` pairs and single marks are told by what stands
beside them. A quotation left open at the end of a paragraph runs to it, and goes on when the next paragraph opens with
a mark again (the newspapers' convention for long speeches). Marks that close nothing are dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.analysis.types import Document, Span

_MARK = re.compile(r"''|``|[\"“”„«»]|'|[‘’‚‹›`´]")
_OPENING = frozenset("“„«‘‚‹`")
_CLOSING = frozenset("”»›")
_SINGLE = frozenset("'‘’‚‹›`´")
_BEFORE_OPEN = frozenset(" \t\n\r([{—-:\"'“‘/\u00a0")
_AFTER_CLOSE = frozenset(" \t\n\r.,;:!?)]}—-\"'”’\u00a0")
# Words that start with an apostrophe of their own, and decades: ’em, ’tis, ’90s.
_ELISION = re.compile(r"['’‘](?:em|tis|twas|til|cause|n|round|bout|\d0s)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation, marks included. ``closed``: its closing mark is there; ``paragraph``: the number of its paragraph;
    ``depth``: 0, or 1 inside another quotation."""

    span: Span
    closed: bool
    paragraph: int
    single: bool
    inner: Span


def find_quotes(document: Document) -> list[Quote]:
    """The outermost quotations of every paragraph, in order."""
    found: list[Quote] = []
    for number, paragraph in enumerate(document.paragraphs):
        following = document.paragraphs[number + 1].start if number + 1 < len(document.paragraphs) else -1
        goes_on = following >= 0 and document.text[following] in "'‘"
        found += _in_paragraph(document.text, paragraph, number, goes_on=goes_on)
    return found


def _in_paragraph(text: str, paragraph: Span, number: int, *, goes_on: bool) -> list[Quote]:
    """``goes_on``: the next paragraph opens with a single mark, so that one left open here runs to the end."""
    marks = list(_MARK.finditer(text, paragraph.start, paragraph.end))
    doubles = [m for m in marks if m[0] not in _SINGLE]
    quotes = _pair(text, paragraph, number, doubles, single=False, unclosed=True)
    singles = [m for m in marks if m[0] in _SINGLE]
    if singles:
        quotes = _merge(
            quotes, _pair(text, paragraph, number, _outside(singles, quotes), single=True, unclosed=goes_on)
        )
    return quotes


def _outside(marks: list[re.Match[str]], quotes: list[Quote]) -> list[re.Match[str]]:
    """The marks that stand in no quotation; both lists are in order."""
    kept, at = [], 0
    for mark in marks:
        while at < len(quotes) and quotes[at].span.end <= mark.start():
            at += 1
        if at == len(quotes) or mark.start() < quotes[at].span.start:
            kept.append(mark)
    return kept


def _pair(
    text: str, paragraph: Span, number: int, marks: list[re.Match[str]], *, single: bool, unclosed: bool
) -> list[Quote]:
    quotes: list[Quote] = []
    opened: re.Match[str] | None = None
    for index, mark in enumerate(marks):
        if opened is None:
            if _can_open(text, paragraph, mark, single):
                opened = mark
        elif mark[0] in _OPENING and mark.start() == paragraph.start:
            opened = mark
        elif _can_close(text, paragraph, mark, single, opened):
            if single and not _best_close(text, marks, index):
                continue
            quotes.append(_quote(opened.start(), mark.end(), opened, mark, number, single))
            opened = None
        elif not single and _can_open(text, paragraph, mark, single) and mark[0] in _OPENING:
            opened = mark  # opened twice: the first has lost its closing mark
    if opened is not None and unclosed and paragraph.end - opened.end() > 1:
        quotes.append(
            Quote(Span(opened.start(), paragraph.end), False, number, single, Span(opened.end(), paragraph.end))
        )
    return quotes


def _quote(start: int, end: int, opened: re.Match[str], mark: re.Match[str], number: int, single: bool) -> Quote:
    return Quote(Span(start, end), True, number, single, Span(opened.end(), max(opened.end(), mark.start())))


def _can_open(text: str, paragraph: Span, mark: re.Match[str], single: bool) -> bool:
    if mark[0] in _CLOSING or mark.end() >= paragraph.end or text[mark.end()].isspace():
        return False
    if single and (mark[0] in "’´" or _ELISION.match(text, mark.start())):
        return False
    return (
        mark.start() == paragraph.start
        or text[mark.start() - 1] in _BEFORE_OPEN
        or (mark[0] in _OPENING and not single)
    )


def _can_close(text: str, paragraph: Span, mark: re.Match[str], single: bool, opened: re.Match[str]) -> bool:
    if mark[0] in _OPENING or mark.start() == opened.end():
        return False
    if mark[0] in _CLOSING:
        return True
    if single and text[mark.start() - 1].isspace():
        return False
    after_ok = mark.end() >= paragraph.end or text[mark.end()] in _AFTER_CLOSE
    if single:
        return after_ok
    return after_ok or not text[mark.start() - 1].isspace()


def _best_close(text: str, marks: list[re.Match[str]], index: int) -> bool:
    """Whether a single mark closes, rather than being the apostrophe of a plural possessive ("the rebels' camp").

    After a stop or comma it closes; after an s it does only when no better candidate comes before the next opening.
    """
    before = text[marks[index].start() - 1]
    if before not in "sS":
        return True
    for later in marks[index + 1 : index + 4]:  # three: further on it is another quotation's
        if text[later.start() - 1].isspace() or later[0] in _OPENING:
            return True
        if text[later.start() - 1] in ".,!?":
            return False
    return True


def _merge(doubles: list[Quote], singles: list[Quote]) -> list[Quote]:
    """Both lists as one in order; a single-marked quotation that straddles a double-marked one is dropped."""
    merged: list[Quote] = []
    for quote in sorted(doubles + singles, key=lambda q: (q.span.start, -q.span.end)):
        if merged and quote.span.start < merged[-1].span.end:
            if merged[-1].single and not quote.single:
                merged[-1] = quote
            continue
        merged.append(quote)
    return merged
