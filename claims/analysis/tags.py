"""The label scheme of the attribution tagger, and what the encoder is told about every token besides its word.

Source, cue and content are one sequence of BIOES labels over words: PolNeAR marks no overlapping spans (4 of the
59,934 in its train part overlap), so one sequence loses nothing and lets the roles exclude each other. A sequence is
decided by Viterbi under a linear-chain CRF (``crf.py``), in which impossible transitions (a content that starts
inside itself) cannot happen.

The encoder is uncased. Case, quotation state and gluing are given back to it as a small feature of every token, for a
straight quotation mark does not say whether it opens or closes, and "Will" is not "will".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

ROLES = ("source", "cue", "content")
LABELS = ("O", *(f"{place}-{role}" for role in ROLES for place in "BIES"))
FORBIDDEN = -1e4  # the score of an impossible transition: far below any sum of learned scores

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


def allowed_transitions() -> NDArray[np.bool_]:
    """[L, L]: may label j follow label i?"""
    allowed = np.zeros((len(LABELS), len(LABELS)), dtype=bool)
    for i, before in enumerate(LABELS):
        for j, after in enumerate(LABELS):
            if before[0] in "BI":
                allowed[i, j] = after[0] in "IE" and after[1:] == before[1:]
            else:
                allowed[i, j] = after[0] in "OBS"
    return allowed


START_ALLOWED = np.array([label[0] in "OBS" for label in LABELS])
END_ALLOWED = np.array([label[0] in "OES" for label in LABELS])


def encode_spans(length: int, spans: Sequence[tuple[str, int, int]]) -> Ints:
    """Label ids of ``length`` words for ``(role, first word, last word + 1)``; of spans that meet, the first counts."""
    labels = np.zeros(length, dtype=np.int64)
    for role, start, end in spans:
        if labels[start:end].any():
            continue
        base = 1 + 4 * ROLES.index(role)
        if end - start == 1:
            labels[start] = base + 3
        else:
            labels[start:end] = base + 1
            labels[start], labels[end - 1] = base, base + 2
    return labels


def decode_labels(labels: Sequence[int] | Ints) -> list[tuple[str, int, int]]:
    """``(role, first word, last word + 1)`` of a legal label sequence."""
    spans: list[tuple[str, int, int]] = []
    start = 0
    for i, label in enumerate(labels):
        if label == 0:
            continue
        role, place = divmod(int(label) - 1, 4)
        if place in (0, 3):
            start = i
        if place in (2, 3):
            spans.append((ROLES[role], start, i + 1))
    return spans


# ---------------------------------------------------------------- features of tokens

FEATURES = 32  # 4 cases x 4 quotation states x glued or not
_CASED = 0x530  # Latin, Greek, Cyrillic, Armenian: scripts with case that news in English quotes
_UPPER = np.array([chr(c).isupper() for c in range(_CASED)])
_DIGIT = np.array([chr(c).isdigit() for c in range(_CASED)])
_MARK = re.compile("\"|\u201c|\u201d|\u201e|\u00ab|\u00bb|''|``|\u2019\u2019|\u2018\u2018")
_OPENING, _CLOSING = {"\u201c", "\u201e", "\u00ab", "``", "\u2018\u2018"}, {"\u201d", "\u00bb", "\u2019\u2019"}


def _opens(text: str, start: int, end: int, inside: bool) -> bool:
    """Does the quotation mark at [start, end) open? A straight one tells by the spaces beside it, or else toggles."""
    mark = text[start:end]
    if mark in _OPENING:
        return True
    if mark in _CLOSING:
        return False
    space_before = start == 0 or text[start - 1].isspace() or text[start - 1] in "([-\u2014\u2013"
    space_after = end == len(text) or text[end].isspace()
    return not inside if space_before == space_after else space_before


def quotation_states(text: str, paragraphs: Sequence[tuple[int, int]]) -> NDArray[np.int8]:
    """For every code point: 0 outside, 1 inside a quotation, 2 an opening mark, 3 a closing one.

    A quotation that its paragraph does not close ends with the paragraph: newspapers leave it open when the next
    paragraph goes on, and open it there again.
    """
    states = np.zeros(len(text), dtype=np.int8)
    for first, last in paragraphs:
        inside_from: int | None = None
        for mark in _MARK.finditer(text, first, last):
            start, end = mark.span()
            opens = _opens(text, start, end, inside_from is not None)
            if inside_from is not None:
                states[inside_from:start] = 1
            states[start:end] = 2 if opens else 3
            inside_from = end if opens else None
        if inside_from is not None:
            states[inside_from:last] = 1
    return states


def token_features(codes: Ints, states: NDArray[np.int8], offsets: Ints) -> Ints:
    """[T] feature ids of tokens at ``offsets`` [T, 2] of a text with code points ``codes`` and quotation ``states``."""
    if not len(offsets):
        return np.zeros(0, dtype=np.int64)
    small = np.minimum(codes, _CASED - 1)
    upper = np.concatenate(([0], np.cumsum(_UPPER[small])))
    digits = np.concatenate(([0], np.cumsum(_DIGIT[small])))
    start, end = offsets[:, 0], offsets[:, 1]
    uppers = upper[end] - upper[start]
    case = np.where(_UPPER[small[start]], 1, 0)
    case = np.where((uppers == end - start) & (uppers > 1), 2, case)
    case = np.where(digits[end] > digits[start], 3, case)
    glued = np.concatenate(([0], (start[1:] == end[:-1]).astype(np.int64)))
    return np.asarray((case * 4 + states[start]) * 2 + glued, dtype=np.int64)


def code_points(text: str) -> Ints:
    """The text's code points as an array; a lone surrogate counts as one, as everywhere in the project."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
