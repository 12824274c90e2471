"""Sources by description: "the minister", "the intelligence sources", "one of them", "the newspaper"."""

from __future__ import annotations

from bisect import bisect_left

from claims.analysis.attribute.entities import Entity, describes, gender_of, modifiers_of
from claims.analysis.attribute.named import MONITORS
from claims.analysis.attribute.phrases import Phrase
from claims.analysis.attribute.register import REACH, Register, description
from claims.analysis.attribute.titles import singular
from claims.analysis.types import SourceKind, Span

_DEFINITE = frozenset("the this that these those both his her its their our".split())
_PICKING = frozenset("one two three four five".split())  # some of those introduced before, where they were more
# Nouns that stand for any organization or outlet named before.
_ANY_ORGANIZATION = frozenset(
    """company firm group organization organisation agency body watchdog monitor institution institute party charity
    ngo campaign think-tank""".split()
)
# Epithets of people that are never an unnamed informant's.
_EPITHETS = frozenset(
    """republican democrat billionaire candidate nominee frontrunner front-runner mogul tycoon businessman lawmaker
    politician native hopeful incumbent veteran socialist conservative libertarian independent actor actress singer
    comedian rapper magnate""".split()
)


class Descriptions:
    """Finds the entity a description means, the nearest source before that is called so, or makes it."""

    def __init__(self, register: Register) -> None:
        self.r = register

    def entity(self, span: Span, phrase: Phrase, kind: SourceKind) -> Entity:
        """ "the minister", "the intelligence sources", "one of them": the nearest source before that is called so."""
        head = singular(phrase.head)
        if not head or phrase.partitive:
            found = self._of_several(span, phrase, head)
            if found is not None:
                return found
        definite = phrase.determiner in _DEFINITE or "'s" in phrase.low[: phrase.core]
        picking = (
            phrase.determiner in _PICKING
            or (phrase.determiner in ("a", "an") and head == "source" and phrase.core == len(phrase.words))
        ) and not modifiers_of(phrase)
        if head and (definite or picking):
            found = self._called(span, phrase, head, kind, picking=picking)
            if found is not None:
                return self.r.seen(found, phrase)
        if kind == "organization" and phrase.labels & MONITORS and (same := self._monitor(span)) is not None:
            return self.r.seen(same, phrase)
        if head and not definite and (phrase.determiner not in ("a", "an", "another") or self.r.only_in_title(span)):
            repeats = self.r.only_in_title(span)
            for entity in self.r.recent(span.start):
                if entity.words or entity.kind != kind:
                    continue
                if entity.name.lower() == description(phrase).lower() or (
                    repeats and head in entity.labels and not entity.modifiers
                ):
                    return self.r.seen(entity, phrase)
        return self.r.new(phrase, kind, span)

    def _monitor(self, span: Span) -> Entity | None:
        """ "a monitoring group", "a monitor": the one of the article, since stories of a war rest on one."""
        return next((e for e in self.r.recent(span.start) if e.kind == "organization" and e.labels & MONITORS), None)

    def _of_several(self, span: Span, phrase: Phrase, head: str) -> Entity | None:
        """ "one", "one of them", "the other", "two of the officials": of the last plural source (called so)."""
        if phrase.determiner in ("many", "some", "most", "few") and not head and not phrase.partitive:
            return None
        return next((e for e in self.r.recent(span.start) if e.plural and (not head or head in e.labels)), None)

    def _called(self, span: Span, phrase: Phrase, head: str, kind: SourceKind, *, picking: bool) -> Entity | None:
        for entity in self.r.recent(span.start):
            if (
                head in entity.labels
                and describes(entity, phrase, kind)
                and (not picking or entity.plural or entity.kind == "anonymous")
            ):
                return entity
        if picking or phrase.plural:
            return None
        if head == "source" and "same" in phrase.low:
            return next(self.r.recent(span.start), None)
        if kind in ("outlet", "agency", "organization"):
            return self._thing(span, phrase, head, kind)
        if kind in ("person", "anonymous"):
            return self._titled(span, head) or self._epithet(span, phrase, head)
        return None

    def _thing(self, span: Span, phrase: Phrase, head: str, kind: SourceKind) -> Entity | None:
        """ "the newspaper", "the company": the last named outlet or organization, when nothing narrower is said."""
        if kind == "organization" and head not in _ANY_ORGANIZATION:
            return None
        kinds = ("outlet", "agency") if kind != "organization" else ("organization",)
        found = next((e for e in self.r.recent(span.start) if e.kind in kinds and e.words), None)
        return (
            found
            if found is not None
            and (not modifiers_of(phrase) or (kind == "organization" and describes(found, phrase, kind)))
            else None
        )

    def _titled(self, span: Span, head: str) -> Entity | None:
        """The person last named with the title before this place."""
        titled = self.r.by_title.get(head, [])
        holders = titled[: bisect_left(titled, span.start, key=lambda n: n.first_full)][-REACH:]
        if not holders:
            return None
        return self.r.person_named(max(holders, key=lambda n: n.at[bisect_left(n.at, span.start) - 1]))

    def _epithet(self, span: Span, phrase: Phrase, head: str) -> Entity | None:
        """ "the 34-year-old", "the billionaire": the person quoted last."""
        if head not in _EPITHETS and not head.endswith("year-old"):
            return None
        gender = gender_of(phrase)
        return next(
            (
                e
                for e in self.r.recent(span.start)
                if e.kind == "person" and e.words and not (gender and e.gender and gender != e.gender)
            ),
            None,
        )
