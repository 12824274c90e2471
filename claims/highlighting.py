"""Marked text for pages: spans over a text → a flat stream of opening, closing and text tokens, well nested.

Claims, attributions' contents, sources and cues overlap freely, HTML elements may not. So where two marks cross, the
inner one is closed and opened again: a mark may come out in several pieces. The stream is flat, so that a template
writes it in one loop with autoescaping on and no recursion. Pure: no Django.

Spans are `[start, end)` in code points of the text as given (DESIGN §1). Time is linear in text and pieces written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from claims.analysis.types import Span

Kind = Literal["ignored", "content", "claim", "source", "cue"]

# Marks that start and end together nest in this order, outermost first: a content holds its claims, a claim its words.
_ORDER: dict[str, int] = {"ignored": 0, "content": 1, "claim": 2, "source": 3, "cue": 4}
# How many marks may lie over one place. Nested attributions seldom go three deep: with their claims that makes eight.
# Beyond the limit marks are left out, so that a hostile pile of them cannot make the page grow quadratically.
MAX_DEPTH = 24

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_BREAK = re.compile(r"\n+")


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked span. `anchor` becomes the element's id on its first piece; `label` is printed after its last one,
    as a link to `href` when there is one; `classes` are added to the kind's own."""

    start: int
    end: int
    kind: Kind
    title: str = ""
    anchor: str = ""
    label: str = ""
    href: str = ""
    classes: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """`open` and `close` come in pairs; `text` carries the words; `label` stands after a mark's last piece."""

    type: Literal["open", "close", "text", "label"]
    text: str = ""
    mark: Mark | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph (or a part of one) of the text, ready to be written."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    clipped_before: bool = False
    clipped_after: bool = False

    @property
    def text(self) -> str:
        return "".join(token.text for token in self.tokens if token.type == "text")


def paragraphs(text: str) -> list[Span]:
    """The text's paragraphs without the white space between them: parted by blank lines, else by line breaks."""
    breaks = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _LINE_BREAK
    spans, start = [], 0
    for gap in breaks.finditer(text):
        spans.append((start, gap.start()))
        start = gap.end()
    spans.append((start, len(text)))
    return [Span(a, b) for a, b in (_trimmed(text, a, b) for a, b in spans) if a < b]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def highlight(text: str, marks: Iterable[Mark], windows: Sequence[Span]) -> list[Passage]:
    """One Passage a window (in order, not overlapping); marks are cut at a window's edges and go on in the next.

    Marks outside the text or empty are left out, those reaching past its end are cut.
    """
    ordered = sorted(
        (mark for mark in marks if 0 <= mark.start < min(mark.end, len(text))),
        key=lambda mark: (mark.start, -mark.end, _ORDER[mark.kind]),
    )
    writer = _Writer(text, ordered)
    return [
        writer.passage(window, horizon=windows[i + 1].start if i + 1 < len(windows) else len(text))
        for i, window in enumerate(windows)
    ]


class _Writer:
    """Goes through the marks once, keeping those that are open."""

    def __init__(self, text: str, ordered: list[Mark]) -> None:
        self.text = text
        self.ordered = ordered
        self.next = 0
        self.open: list[Mark] = []
        self.anchored: set[str] = set()

    def passage(self, window: Span, horizon: int) -> Passage:
        self._enter(window.start)
        tokens: list[Token] = [self._opening(mark) for mark in self.open]
        at = window.start
        while at < window.end:
            tokens.extend(self._openings_at(at))
            stop = min([window.end, self._next_start(), *(mark.end for mark in self.open)])
            tokens.append(Token("text", self.text[at:stop]))
            at = stop
            if at < window.end:
                tokens.extend(self._closings_at(at))
        for mark in reversed(self.open):
            tokens.append(Token("close", mark=mark))
            if mark.end <= horizon:
                tokens.extend(_label_of(mark))
        return Passage(window.start, window.end, tuple(tokens))

    def _enter(self, start: int) -> None:
        """Drop what ended before this window, take in what began before it."""
        self.open = [mark for mark in self.open if mark.end > start]
        while self._next_start() < start:
            mark = self.ordered[self.next]
            self.next += 1
            if mark.end > start:
                self._push(mark)

    def _next_start(self) -> int:
        return self.ordered[self.next].start if self.next < len(self.ordered) else len(self.text) + 1

    def _push(self, mark: Mark) -> bool:
        if len(self.open) >= MAX_DEPTH:
            return False
        self.open.append(mark)
        return True

    def _opening(self, mark: Mark) -> Token:
        first = bool(mark.anchor) and mark.anchor not in self.anchored
        self.anchored.add(mark.anchor)
        return Token("open", mark=mark, anchor=mark.anchor if first else "")

    def _openings_at(self, at: int) -> Iterator[Token]:
        while self._next_start() == at:
            mark = self.ordered[self.next]
            self.next += 1
            if self._push(mark):
                yield self._opening(mark)

    def _closings_at(self, at: int) -> Iterator[Token]:
        """Close what ends here; what lies inside it but goes on is closed with it and opened again."""
        outermost = next((i for i, mark in enumerate(self.open) if mark.end <= at), None)
        if outermost is None:
            return
        touched = self.open[outermost:]
        del self.open[outermost:]
        for mark in reversed(touched):
            yield Token("close", mark=mark)
            if mark.end <= at:
                yield from _label_of(mark)
        for mark in touched:
            if mark.end > at:
                self.open.append(mark)
                yield self._opening(mark)


def _label_of(mark: Mark) -> Iterator[Token]:
    if mark.label:
        yield Token("label", mark.label, mark)


def excerpt(text: str, spans: Sequence[Span], *, around: int) -> list[Span]:
    """The paragraphs that hold the spans, each cut to at most `around` code points before the first span in it and
    after the last one, at a word's edge."""
    chosen: list[Span] = []
    for paragraph in paragraphs(text):
        inside = [span for span in spans if span.start < paragraph.end and paragraph.start < span.end]
        if inside:
            first, last = min(span.start for span in inside), max(span.end for span in inside)
            chosen.append(
                Span(
                    _word_edge_before(text, paragraph, first - around), _word_edge_after(text, paragraph, last + around)
                )
            )
    return chosen


def _word_edge_before(text: str, paragraph: Span, at: int) -> int:
    if at <= paragraph.start:
        return paragraph.start
    edge = text.find(" ", at, at + 40)  # no word is longer; without a space the cut is where it falls
    return edge + 1 if edge >= 0 else at


def _word_edge_after(text: str, paragraph: Span, at: int) -> int:
    if at >= paragraph.end:
        return paragraph.end
    edge = text.rfind(" ", at - 40, at)
    return edge if edge >= 0 else at
