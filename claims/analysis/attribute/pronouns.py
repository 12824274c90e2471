"""What he, she, they, it, who and I refer to, as sources.

Recency with a preference for who spoke last and for who opens a sentence, the two that news prose is written by; gender
and number where the article tells them. Inside a quotation "he" is not its speaker, and "I" is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from claims.analysis.attribute.entities import Entity
from claims.analysis.attribute.lexicon import TIME_NOUNS
from claims.analysis.attribute.phrases import Phrase, parse
from claims.analysis.attribute.quotes import Quote
from claims.analysis.attribute.raw import RawAttribution
from claims.analysis.attribute.register import Register
from claims.analysis.types import Span

_MALE = frozenset("he his him himself".split())
_FEMALE = frozenset("she her hers herself".split())
_PLURAL = frozenset("they them their themselves".split())
_THING = frozenset("it its itself".split())
_OPENING = frozenset("the a an one two three four five some several those many people anyone".split())
_FIRST = frozenset("i me my we us our".split())
# Points of a candidate: who spoke, who opens the sentence, whoever else is named; less with every sentence between.
# Chosen on hand-labelled articles, where order matters more than size.
SPEAKER, OPENER, NAMED = 1.0, 0.95, 0.45
PER_SENTENCE = 0.2
UNKNOWN_GENDER = 0.15
REACH = 8  # sentences; no pronoun of a source refers further back without a mention between


class Pronouns:
    """Reads the pronouns of one document, when all other sources are known."""

    def __init__(
        self,
        register: Register,
        raws: list[RawAttribution],
        quotes: list[Quote],
        by_span: dict[Span, Entity],
        entity: Callable[[Span, Phrase], Entity],
    ) -> None:
        """``by_span`` grows while pronouns are read; ``entity`` resolves the phrase before a relative pronoun."""
        self.r, self.by_span, self._entity = register, by_span, entity
        self.starts = [s.start for s in register.document.sentences]
        self.openings: list[tuple[int, int]] = sorted(
            (at, n) for n, named in enumerate(register.named) for at in named.at
        )
        self.quotes = quotes
        self._enclosing = _enclosing_sources(raws)

    def antecedent(self, span: Span, phrase: Phrase) -> Entity | None:
        """The entity the pronoun at ``span`` means, None when nothing fits."""
        word = phrase.pronoun or ""
        if word in _MALE:
            return self._person(span, "m")
        if word in _FEMALE:
            return self._person(span, "f")
        if word in _PLURAL:
            return self._latest(span, lambda e: e.plural or e.kind in ("group", "organization"))
        if word in _THING:
            return self._latest(span, lambda e: e.kind in ("organization", "outlet", "agency", "document"))
        if word in _FIRST:
            holder = self._enclosing.get(span)
            return self.by_span.get(holder) if holder is not None else None
        return self._relative(span)

    def sentence(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1

    def _latest(self, span: Span, fits: Callable[[Entity], bool]) -> Entity | None:
        speaker = self.by_span.get(self._enclosing.get(span, span))
        best = next((entity for entity in self.r.recent(span.start) if fits(entity) and entity is not speaker), None)
        if best is None and speaker is not None and fits(speaker):
            return speaker
        return best

    def _person(self, span: Span, gender: str) -> Entity | None:
        here = self.sentence(span.start)
        speaker = self.by_span.get(self._enclosing.get(span, span)) if self._in_quotation(span) else None
        best: tuple[float, int] = (0.0, -1)
        found: Entity | None = None
        for entity in self.r.recent(span.start):
            if entity is speaker or entity.kind not in ("person", "anonymous") or entity.plural:
                continue
            at = self.r.last(entity, span.start)
            points = self._points(SPEAKER, at, here, entity.gender, gender)
            if at >= 0 and points > 0 and (points, at) > best:
                best, found = (points, at), entity
        named_best = self._named(span, gender, here, best)
        if named_best is not None:
            found = self.r.person_named(self.r.named[named_best])
            if found is speaker:
                found = None
        if found is not None and found.gender is None and found.kind == "person":
            found.gender = gender
        return found

    def _named(self, span: Span, gender: str, here: int, best: tuple[float, int]) -> int | None:
        """The person of the name index that beats ``best``; None when nobody does."""
        winner = None
        first = self.starts[max(0, here - REACH)] if self.starts else 0
        for at, number in self.openings[
            bisect_left(self.openings, (first, -1)) : bisect_left(self.openings, (span.start, -1))
        ]:
            named = self.r.named[number]
            if not named.person:
                continue
            start = self.starts[self.sentence(at)]
            base = OPENER if at - start <= 25 else NAMED
            points = self._points(base, at, here, named.gender, gender)
            if points > 0 and (points, at) > best:
                best, winner = (points, at), number
        return winner

    def _points(self, base: float, at: int, here: int, known: str | None, gender: str) -> float:
        if at < 0 or known not in (None, gender):
            return 0.0
        distance = here - self.sentence(at)
        if distance > REACH:
            return 0.0
        return max(0.01, base - PER_SENTENCE * distance - (UNKNOWN_GENDER if known is None else 0.0))

    def _in_quotation(self, span: Span) -> bool:
        index = bisect_right(self.quotes, span.start, key=lambda quote: quote.span.start) - 1
        return index >= 0 and self.quotes[index].span.end > span.start

    def _relative(self, span: Span) -> Entity | None:
        """What "who" refers to: the noun phrase before it."""
        start = self.starts[self.sentence(span.start)] if self.starts else 0
        before = self.r.document.normalised[max(start, span.start - 200) : span.start].rstrip(" ,")
        named = [
            (at, number)
            for at, number in self.openings[
                bisect_left(self.openings, (start, -1)) : bisect_left(self.openings, (span.start, -1))
            ]
            if before.lower().endswith(self.r.named[number].words[-1].lower())
        ]
        if named:
            return self.r.person_named(self.r.named[named[-1][1]])
        phrase = parse(_last_phrase(before))
        if phrase.head in TIME_NOUNS:
            return None
        if phrase.pronoun is not None or not phrase.words:
            return None
        return self._entity(span, phrase)


def _last_phrase(before: str) -> str:
    """The last few words, from their determiner or first capital on."""
    words = before.split()[-10:]
    for k in range(len(words) - 1, -1, -1):
        if k and words[k - 1].lower() in ("in", "at", "of", "from", "for", "with", "to", "on", "by"):
            continue  # "five workers in the camp, all of whom": not the camp
        if words[k].lower() in _OPENING:
            return " ".join(words[k:])
        if words[k].endswith((",", ";", ":")):
            return " ".join(words[k + 1 :])
    return " ".join(words[-2:])


def _enclosing_sources(raws: list[RawAttribution]) -> dict[Span, Span]:
    """For sources that stand inside another attribution's content: the source of the innermost such attribution.

    A sweep over contents by position with a stack, as in `nesting`.
    """
    contents = sorted(
        (piece.start, -piece.end, raw.source.start, raw.source.end)
        for raw in raws
        if raw.source is not None
        for piece in raw.content
    )
    found: dict[Span, Span] = {}
    stack: list[tuple[int, Span]] = []
    at = 0
    for source in sorted({raw.source for raw in raws if raw.source is not None}):
        while at < len(contents) and contents[at][0] <= source.start:
            while stack and stack[-1][0] <= contents[at][0]:
                stack.pop()
            stack.append((-contents[at][1], Span(contents[at][2], contents[at][3])))
            at += 1
        while stack and stack[-1][0] <= source.start:
            stack.pop()
        holder = next((span for end, span in reversed(stack[-8:]) if end >= source.end and span != source), None)
        if holder is not None:
            found[source] = holder
    return found
