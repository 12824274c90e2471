"""Which attribution encloses which: "the Herald reported that two officials said …"."""

from __future__ import annotations

from claims.analysis.attribute.raw import RawAttribution
from claims.analysis.types import Span


def parents(raws: list[RawAttribution]) -> list[int | None]:
    """For each attribution the index of the innermost one whose content holds its cue (its source without one).

    A sweep over all contents by position: open contents form a stack, since contents that overlap nest. Where the
    finder named a parent it stands. Never a cycle: a content that holds the cue of its own holder is passed over.
    """
    result: list[int | None] = [raw.parent for raw in raws]
    contents = sorted((span.start, -span.end, index) for index, raw in enumerate(raws) for span in raw.content)
    anchors = sorted((anchor.start, anchor.end, index) for index, raw in enumerate(raws) if (anchor := _anchor(raw)))
    stack: list[tuple[int, int]] = []  # (end, index of the attribution)
    at = 0
    for start, end, index in anchors:
        while at < len(contents) and contents[at][0] <= start:
            while stack and stack[-1][0] <= contents[at][0]:
                stack.pop()
            stack.append((-contents[at][1], contents[at][2]))
            at += 1
        while stack and stack[-1][0] <= start:
            stack.pop()
        if result[index] is None:
            holder = next((i for e, i in reversed(stack[-8:]) if e >= end and i != index), None)
            if holder is not None and not _above(result, holder, index):
                result[index] = holder
    return result


def _anchor(raw: RawAttribution) -> Span | None:
    return raw.cue or raw.source


def _above(result: list[int | None], start: int, index: int) -> bool:
    """Whether ``index`` is already above ``start``."""
    at: int | None = start
    for _ in range(32):  # deeper nesting than anyone writes
        if at is None:
            return False
        if at == index:
            return True
        at = result[at]
    return True
