"""Spans written into the sentence: ``{s:The mayor} {c:said} {t:the gate was open}.`` A second one is ``{s2:…}``."""

from __future__ import annotations

import re

from claims.analysis.types import Span

_OPEN = re.compile(r"\{([sct])(\d?):")
Found = tuple[str | None, str | None, tuple[str, ...]]


def read(marked: str) -> tuple[str, list[Found]]:
    """(the text without marks, per attribution the words of its source, cue and contents). Marks may nest."""
    text: list[str] = []
    spans: dict[str, dict[str, list[Span]]] = {}
    stack: list[tuple[str, str, int]] = []
    at = 0
    while at < len(marked):
        opened = _OPEN.match(marked, at)
        if opened:
            stack.append((opened[1], opened[2] or "1", len(text)))
            at = opened.end()
            continue
        if marked[at] == "}" and stack:
            role, number, start = stack.pop()
            spans.setdefault(number, {"s": [], "c": [], "t": []})[role].append(Span(start, len(text)))
        else:
            text.append(marked[at])
        at += 1
    plain = "".join(text)
    found = []
    for number in sorted(spans):
        one = spans[number]
        words = {role: tuple(span.of(plain) for span in sorted(one[role])) for role in "sct"}
        found.append((*(words[role][0] if words[role] else None for role in "sc"), words["t"]))
    return plain, found
