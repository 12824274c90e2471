"""Whose words are whose: cuts a document into stretches, each the words of one voice within one sentence.

The voice of a word is the innermost attribution whose content it lies in, or the outlet itself. Reporting frames stay
in the voice around them as words of a known role, because they can be the subject of something that is no frame ("the
minister visited the camp and said …"); frames without a verb ("according to …") are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from claims.analysis.detect import words as w
from claims.analysis.detect.tokens import Tokens
from claims.analysis.types import Attribution, Cue

_FINITE = w.PAST | w.PASTPART | w.THIRD | w.BASE | w.FINITE_AUX | w.PART
_NO_VERB = frozenset(("according to", "reportedly", "allegedly", "apparently", "per", "via"))

_CLAIMED = frozenset("responsibility attack attacks bombing bombings blast blasts killing killings life lives".split())


@dataclass(frozen=True, slots=True)
class Stretch:
    """``at`` are token numbers, in order; ``breaks`` the positions in ``at`` before which words were left out;
    ``cue`` the positions of reporting verbs and ``source`` those of their sources."""

    attribution: Attribution | None
    sentence: int
    at: list[int]
    breaks: frozenset[int]
    cue: frozenset[int]
    source: frozenset[int]


def _paint_owners(tokens: Tokens, attributions: Sequence[Attribution]) -> list[int]:
    """For each token the number of the innermost attribution whose content holds it, or -1."""
    pieces = sorted(
        ((span.start, -span.end, number) for number, a in enumerate(attributions) for span in a.content),
    )
    owners = [-1] * len(tokens)
    active: list[tuple[int, int]] = []
    upcoming = 0
    for k, start in enumerate(tokens.starts):
        while upcoming < len(pieces) and pieces[upcoming][0] <= start:
            active.append((-pieces[upcoming][1], pieces[upcoming][2]))
            upcoming += 1
        while active and active[-1][0] <= start:
            active.pop()
        if active:
            owners[k] = active[-1][1]
    return owners


@dataclass(slots=True)
class _Frames:
    """Token numbers of reporting verbs, of their sources, and of verbless frames, which are left out."""

    verbs: set[int] = field(default_factory=set)
    sources: set[int] = field(default_factory=set)
    dropped: set[int] = field(default_factory=set)


def _paint_frames(tokens: Tokens, attributions: Sequence[Attribution], owners: list[int]) -> _Frames:
    frames = _Frames()
    for number, attribution in enumerate(attributions):
        cue = attribution.cue
        if cue is None:
            continue
        at = [k for k in range(tokens.at(cue.span.start), tokens.at(cue.span.end)) if owners[k] != number]
        if cue.lemma not in _NO_VERB and any(tokens.flags[k] & (_FINITE | w.ING) for k in at):
            frames.verbs.update(at)
            goes_to = frames.sources
        else:
            frames.dropped.update(at)
            goes_to = frames.dropped
        if attribution.source is not None:
            span = attribution.source.span
            goes_to.update(k for k in range(tokens.at(span.start), tokens.at(span.end)) if owners[k] != number)
    return frames


def _reports(tokens: Tokens, attribution: Attribution) -> bool:
    """Is something reported? Not where "claim" is the event ("claimed the attack", "has claimed 18 lives"), nor where
    a passive without a source only names something ("was once dubbed the capital of the revolution")."""
    cue = attribution.cue
    if cue is None or not attribution.content:
        return True
    claimed = cue.lemma.startswith("claim")
    if not claimed and (attribution.source is not None or not _is_verbal(tokens, cue)):
        return True
    held = [k for piece in attribution.content for k in range(tokens.at(piece.start), tokens.at(piece.end))][:40]
    if any(tokens.flags[k] & (w.FINITE_AUX | w.PAST | w.THAT | w.TO) for k in held):
        return True
    return claimed and not any(tokens.lowers[k] in _CLAIMED for k in held[:8])


def _is_verbal(tokens: Tokens, cue: Cue) -> bool:
    at = range(tokens.at(cue.span.start), tokens.at(cue.span.end))
    return cue.lemma not in _NO_VERB and any(tokens.flags[k] & w.FINITE_AUX for k in at)


def cut_stretches(tokens: Tokens, attributions: Sequence[Attribution]) -> list[Stretch]:
    """All stretches, by sentence and then by where each voice first speaks in it."""
    attributions = [a for a in attributions if _reports(tokens, a)]
    owners = _paint_owners(tokens, attributions)
    frames = _paint_frames(tokens, attributions, owners)
    stretches: list[Stretch] = []
    by_voice: dict[int, list[int]] = {}
    current = -1
    fused = _fused_openings(tokens)
    for k, sentence in enumerate([*tokens.sentence, -1]):
        if sentence != current or k in fused:
            for owner, at in by_voice.items():
                voice = attributions[owner] if owner >= 0 else None
                stretches.append(_stretch(tokens, voice, current, at, frames))
            by_voice, current = {}, sentence
        if k < len(tokens) and k not in frames.dropped:
            by_voice.setdefault(owners[k], []).append(k)
    return stretches


def _fused_openings(tokens: Tokens) -> set[int]:
    """Tokens at which a sentence seems to begin behind furniture that lost its line: "Tags Syria Aleppo The army …".

    Nothing but names and numbers came before, and then an article or the like with a capital."""
    found: set[int] = set()
    only_names, current = False, -1
    for k, sentence in enumerate(tokens.sentence):
        if sentence != current:
            only_names, current = True, sentence
            continue
        if not only_names:
            continue
        flag, word = tokens.flags[k], tokens.words[k]
        if (
            flag & w.DET
            and word[0].isupper()
            and not word[1:].isupper()
            and tokens.flags[k - 1] & (w.NAME | w.NUMBER | w.PUNCT)
        ):
            if k - 2 >= 0 and tokens.sentence[k - 2] == sentence:
                found.add(k)
            only_names = False
        elif word[0].islower() and not flag & (w.PREP | w.COORD | w.NAME):
            only_names = False
    return found


def _stretch(tokens: Tokens, voice: Attribution | None, sentence: int, at: list[int], frames: _Frames) -> Stretch:
    breaks = frozenset(p for p in range(1, len(at)) if _is_break(tokens, voice, at[p - 1], at[p], frames.dropped))
    cue = frozenset(p for p, k in enumerate(at) if k in frames.verbs) if frames.verbs else frozenset()
    source = frozenset(p for p, k in enumerate(at) if k in frames.sources) if cue else frozenset()
    return Stretch(voice, sentence, at, breaks, cue, source)


def _is_break(tokens: Tokens, voice: Attribution | None, before: int, after: int, dropped: set[int]) -> bool:
    """Words are missing between the two: did the voice stop there, or was it interrupted in mid-clause?"""
    if after == before + 1:
        return False
    if voice is None:
        return not all(k in dropped for k in range(before + 1, after))
    first = next((k for k in range(after, min(after + 3, len(tokens))) if tokens.words[k][0].isalnum()), after)
    new_sentence = tokens.words[first][0].isupper() and not tokens.flags[first] & w.NAME
    return new_sentence and tokens.text[tokens.starts[before] : tokens.ends[before]] not in (",",)
