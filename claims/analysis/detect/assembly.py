"""Puts the steps of detection together: document and attributions in, claims out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from claims.analysis.detect import words as w
from claims.analysis.detect.certainty import certainty_of, cue_certainty
from claims.analysis.detect.checkable import EVENTS
from claims.analysis.detect.clauses import Range, split_clauses
from claims.analysis.detect.polarity import polarity_of
from claims.analysis.detect.quantities import find_quantities
from claims.analysis.detect.resolve import Referent, Subjects, referent_of, resolve
from claims.analysis.detect.selection import Proposition, Surroundings, select, spans_of
from claims.analysis.detect.times import find_times
from claims.analysis.detect.tokens import Tokens, tokenise
from claims.analysis.detect.verbs import find_verb_groups
from claims.analysis.detect.voices import Stretch, cut_stretches
from claims.analysis.detect.worthiness import check_worthiness
from claims.analysis.types import (
    Attribution,
    Certainty,
    Claim,
    Document,
    EventTime,
    Polarity,
    Quantity,
    SourceMention,
    Span,
)

_SCALE: tuple[Certainty, ...] = ("certain", "probable", "possible", "underspecified")
_MAX_NESTING = 8  # attributions in one another: text nests three deep at most; a circle of parents must end too
_SOURCE_REFERENTS: dict[str, Referent] = {"person": "person", "organization": "thing", "group": "several"}


def detect(
    document: Document, attributions: Sequence[Attribution], *, published_at: datetime | None = None
) -> tuple[Claim, ...]:
    """The claims of a document, in reading order, with ids ``c1``, ``c2`` ….

    ``attributions`` say whose words are whose; what lies in no content is the outlet's own voice. ``published_at``
    goes before the document's own dates when relative times are resolved. Never raises on any text.
    """
    return _Detection(document, attributions, _anchor(document, published_at)).claims()


def _anchor(document: Document, published_at: datetime | None) -> date | None:
    moment = published_at or document.metadata.published_at or document.metadata.modified_at
    return None if moment is None else moment.date()


@dataclass(slots=True)
class _SentenceFacts:
    """What a sentence holds whoever says it. A quantity is given to one claim only."""

    quantities: list[Quantity] = field(default_factory=list)
    times: list[EventTime] = field(default_factory=list)
    given: set[int] = field(default_factory=set)
    time: EventTime | None = None  # of the clause before, for predicates that share its subject


class _Detection:
    def __init__(self, document: Document, attributions: Sequence[Attribution], anchor: date | None) -> None:
        plain = document.normalised if len(document.normalised) == len(document.text) else document.text
        self.document, self.anchor = document, anchor
        self.tokens: Tokens = tokenise(plain, document.sentences)
        self.attributions = {a.id: a for a in attributions}
        self.stretches = cut_stretches(self.tokens, attributions)
        self.sources = self._sources_by_sentence(attributions)
        self.subjects = Subjects()

    def _sources_by_sentence(self, attributions: Sequence[Attribution]) -> dict[int, list[SourceMention]]:
        starts = [sentence.start for sentence in self.tokens.sentences]
        found: dict[int, list[SourceMention]] = {}
        for attribution in attributions:
            if attribution.source is not None:
                sentence = bisect_right(starts, attribution.source.span.start) - 1
                found.setdefault(sentence, []).append(attribution.source)
        return found

    def claims(self) -> tuple[Claim, ...]:
        found: list[Claim] = []
        current, facts = -1, _SentenceFacts()
        for stretch in self.stretches:
            if stretch.sentence != current:
                current, facts = stretch.sentence, self._facts(stretch.sentence)
                self._remember_sources(current)
            found += self._claims_of(stretch, facts)
        found.sort(key=lambda claim: (claim.spans[-1].start, claim.spans[0].start))
        return tuple(replace(claim, id=f"c{number}") for number, claim in enumerate(found, 1))

    def _facts(self, sentence: int) -> _SentenceFacts:
        span = self.tokens.sentences[sentence]
        quantities = find_quantities(self.tokens, self.tokens.at(span.start), self.tokens.at(span.end))
        return _SentenceFacts(quantities, find_times(self.tokens.text, span.start, span.end, self.anchor))

    def _remember_sources(self, sentence: int) -> None:
        for source in self.sources.get(sentence, ()):
            if source.kind in _SOURCE_REFERENTS and source.name:
                self.subjects.remember(source.name, _SOURCE_REFERENTS[source.kind])

    def _claims_of(self, stretch: Stretch, facts: _SentenceFacts) -> list[Claim]:
        tokens = self.tokens
        flags = [tokens.flags[k] for k in stretch.at]
        lowers = [tokens.lowers[k] for k in stretch.at]
        groups = find_verb_groups(flags, lowers, stretch.breaks)
        clauses = split_clauses(flags, lowers, groups, stretch.breaks, stretch.cue, stretch.source)
        title = self.document.title
        in_title = title is not None and title.contains(self.tokens.sentences[stretch.sentence])
        question = "?" in lowers[-3:]
        around = Surroundings(tokens, stretch, flags, lowers, facts.quantities, facts.times, in_title, question)
        return [self._claim(proposition, around, facts) for proposition in select(around, clauses)]

    def _claim(self, proposition: Proposition, around: Surroundings, facts: _SentenceFacts) -> Claim:
        attribution = around.stretch.attribution
        spans = spans_of(around, proposition.ranges)
        text = self.document.text
        quantities = self._quantities(spans, facts)
        times = [t for t in facts.times if t.span is not None and any(s.contains(t.span) for s in spans)]
        time = self._own_time(proposition, around, times) or (
            facts.time if proposition.clause.kind == "predicate" else None
        )
        facts.time = time
        resolved = resolve(text, spans, attribution, self.subjects, times)
        self._remember_subject(proposition.subject, around)
        return Claim(
            id="",
            spans=spans,
            text=" ".join(" ".join(span.of(text) for span in spans).split()),
            attribution=None if attribution is None else attribution.id,
            certainty=self._certainty(proposition, attribution),
            polarity=self._polarity(proposition),
            check_worthiness=check_worthiness(
                quantity=bool(quantities),
                named_actor=self._named_actor(proposition, around, attribution),
                event_verb=any(word in EVENTS for word in proposition.words),
                anonymous_source=attribution is not None
                and attribution.source is not None
                and attribution.source.kind == "anonymous",
                distancing_cue=attribution is not None
                and attribution.cue is not None
                and attribution.cue.stance == "distancing",
            ),
            quantities=quantities,
            event_time=time,
            resolved=resolved,
        )

    def _own_time(self, proposition: Proposition, around: Surroundings, times: Sequence[EventTime]) -> EventTime | None:
        """The first time that is not that of a relative clause inside."""
        at, tokens = around.stretch.at, self.tokens
        inner = [(tokens.starts[at[a]], tokens.ends[at[b]]) for a, b in proposition.clause.inner]
        for time in times:
            if time.span is not None and not any(a <= time.span.start < b for a, b in inner):
                return time
        return None

    def _quantities(self, spans: Sequence[Span], facts: _SentenceFacts) -> tuple[Quantity, ...]:
        taken = []
        for number, quantity in enumerate(facts.quantities):
            if number not in facts.given and any(span.overlap(quantity.span) for span in spans):
                facts.given.add(number)
                taken.append(quantity)
        return tuple(taken)

    def _certainty(self, proposition: Proposition, attribution: Attribution | None) -> Certainty:
        clause = proposition.clause
        groups = [g for g in (proposition.group, *clause.more_groups) if g is not None]
        stretch_heads = [
            proposition.words[proposition.main + g.head - g.first]
            for g in groups[:1]
            if proposition.main >= 0 and proposition.main + g.head - g.first < len(proposition.words)
        ]
        own = certainty_of(
            proposition.words, [g.modal for g in groups[:1]], stretch_heads, proposition.main, clause.opened_by
        )
        for _ in range(_MAX_NESTING):
            if attribution is None:
                break
            if attribution.cue is not None:
                own = max(own, cue_certainty(attribution.cue.lemma), key=_SCALE.index)
            attribution = self.attributions.get(attribution.parent) if attribution.parent is not None else None
        return own

    def _polarity(self, proposition: Proposition) -> Polarity:
        group, main = proposition.group, proposition.main
        if group is None or main < 0:
            return polarity_of(proposition.words, -1, -1, False)
        return polarity_of(proposition.words, main, main + group.last - group.first, group.negated)

    def _named_actor(self, proposition: Proposition, around: Surroundings, attribution: Attribution | None) -> bool:
        if proposition.subject is not None:
            first, last = proposition.subject
            return any(around.flags[k] & w.NAME for k in range(first, last + 1))
        return any(flag & w.NAME for flag in proposition.flags)

    def _remember_subject(self, subject: Range | None, around: Surroundings) -> None:
        if subject is None or subject[1] - subject[0] > 14:
            return
        first = _name_start(around.flags, around.lowers, subject)
        if first is None:
            return
        at = around.stretch.at[first : subject[1] + 1]
        words = [self.tokens.words[k] for k in at]
        lowers = [self.tokens.lowers[k] for k in at]
        referent = referent_of(words, lowers, [bool(self.tokens.flags[k] & w.NAME) for k in at])
        if referent is not None:
            span = Span(self.tokens.starts[at[0]], self.tokens.ends[at[-1]])
            self.subjects.remember(" ".join(span.of(self.document.text).split()), referent)


def _name_start(flags: Sequence[int], lowers: Sequence[str], subject: Range) -> int | None:
    """Where the noun phrase of a subject begins, behind "Amid all this," or "how"; None if that cannot be told."""
    first, last = subject
    for k in range(last, first - 1, -1):
        if lowers[k] == "," and flags[first] & (w.PREP | w.ADV | w.SUBORD):
            first = k + 1
            break
    while first <= last and flags[first] & (w.ADV | w.SUBORD | w.REL | w.COORD | w.PUNCT) and not flags[first] & w.DET:
        first += 1
    return None if first > last or flags[first] & w.PREP else first
