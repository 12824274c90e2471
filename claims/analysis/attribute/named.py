"""Sources by name: surnames, titles, acronyms and short forms of people and bodies."""

from __future__ import annotations

from claims.analysis.attribute.entities import Entity, gender_of, name_fits, same_organization
from claims.analysis.attribute.kinds import kind_of
from claims.analysis.attribute.names import Named
from claims.analysis.attribute.phrases import Phrase
from claims.analysis.attribute.raw import RawAttribution
from claims.analysis.attribute.register import Register, distinct, key_of, lowered
from claims.analysis.types import SourceKind, Span

MONITORS = frozenset("monitor monitoring watchdog rights observatory monitors".split())
_SPELT = {
    "dr": "doctor",
    "gen": "general",
    "gov": "governor",
    "sen": "senator",
    "prof": "professor",
    "col": "colonel",
    "sec": "secretary",
}
_VAGUE = frozenset(
    "official source member aide person man woman resident witness activist fighter soldier senior former".split()
)
FORETOLD = 900  # code points from a description to the name: a lede and two paragraphs of wire copy


class Names:
    """Finds the entity a named phrase means, or makes it. ``first_raw``: a raw attribution of each source span."""

    def __init__(self, register: Register, first_raw: dict[Span | None, RawAttribution]) -> None:
        self.r, self._first_raw = register, first_raw

    def entity(self, span: Span, phrase: Phrase) -> Entity:
        """The source that a phrase with a name in it means."""
        kind = kind_of(phrase)
        words = tuple(w.lower() for w in phrase.name)
        if " ".join(words) == (self.r.document.metadata.agency or "").lower():
            kind = "agency"  # the wire whose copy it is
        if kind in ("person", "anonymous", "group") or len(words) == 1:
            person = self._person(span, phrase, words) or self._introduced(span, phrase, kind)
            if person is not None:
                return person
        for entity in self.r.bodies.get(key_of(words), []):
            if same_organization(entity.words, words):
                if len(words) > len(entity.words) and kind == entity.kind:
                    entity.name, entity.words = " ".join(phrase.name), words
                return self.r.seen(entity, phrase)
        if kind == "organization" and (lede := self._foretold(span, words)) is not None:
            lede.name, lede.words = " ".join(phrase.name), words
            self.r.index(lede)
            return self.r.seen(lede, phrase)
        if kind == "person" and len(words) == 1 and self._is_thing(span, phrase):
            kind = "organization"
        return self.r.new(phrase, kind, span)

    def _person(self, span: Span, phrase: Phrase, words: tuple[str, ...]) -> Entity | None:
        """The person a name means, of those introduced before; None to make a new one."""
        gender = gender_of(phrase)
        fits = [
            entity
            for entity in self.r.people.get(words[-1], [])
            if name_fits(entity.words, words) and not (gender and entity.gender and gender != entity.gender)
        ]
        exact = [entity for entity in fits if entity.words == words]
        if exact:
            return self.r.seen(exact[-1], phrase)
        rivals = [n for n in self._before(span, words[-1], gender) if name_fits(lowered(n.words), words)]
        if len(words) > 1:
            if len(fits) == 1 and (len(fits[0].words) > 1 or len(rivals) <= 1):
                self.r.rename(fits[0], phrase.name)
                return self.r.seen(fits[0], phrase)
            return None
        settled = [entity for entity in fits if entity.settled]
        if len(settled) == 1:
            return self.r.seen(settled[0], phrase)
        full = {lowered(n.words) for n in rivals if len(n.words) > 1} | {e.words for e in fits if len(e.words) > 1}
        if len(distinct(full)) > 1:
            spoken = [entity for entity in fits if len(entity.words) > 1 and entity.at]
            if len(spoken) == 1 and spoken[0].at[0] < span.start:  # of two who bear it, one has spoken and one has not
                return self.r.seen(spoken[0], phrase)
            return next((entity for entity in fits if len(entity.words) == 1), None)
        if fits:
            return self.r.seen(fits[0], phrase)
        if full:
            return self.r.seen(self.r.person_named(next(n for n in rivals if len(n.words) > 1)), phrase)
        return None

    def _introduced(self, span: Span, phrase: Phrase, kind: SourceKind) -> Entity | None:
        """The unnamed holder of an office before, now named with it: "The president … President Ada Holt"."""
        called = {_SPELT.get(label, label) for label in phrase.labels} - _VAGUE
        if kind != "person" or not called or (len(phrase.name) < 2 and not phrase.titles):
            return None
        for entity in self.r.recent(span.start):
            if (
                entity.words
                or entity.plural
                or entity.kind not in ("person", "anonymous")
                or span.start - entity.at[-1] > FORETOLD
            ):
                continue
            in_title = self.r.document.title is not None and entity.at[-1] < self.r.document.title.end
            if entity.head in called and (
                in_title or not entity.modifiers or entity.kind == "person" or entity.modifiers & called
            ):
                entity.kind = "person"
                entity.name, entity.words = " ".join(phrase.name), tuple(w.lower() for w in phrase.name)
                self.r.people.setdefault(entity.words[-1], []).append(entity)
                return self.r.seen(entity, phrase)
        return None

    def _before(self, span: Span, surname: str, gender: str | None) -> list[Named]:
        """People of that surname named before ``span``, whose gender does not speak against it."""
        return [
            named
            for named in self.r.surnames.get(surname, [])
            if named.first_full < span.start and not (gender and named.gender and gender != named.gender)
        ]

    def _is_thing(self, span: Span, phrase: Phrase) -> bool:
        """Whether a lone unknown name is a company or such: the article says "it" of it and names no one so."""
        raw = self._first_raw.get(span)
        if raw is None or phrase.titles or self.r.surnames.get(phrase.name[0].lower()):
            return False
        opening = " ".join(piece.of(self.r.document.normalised)[:60] for piece in raw.content[:1]).lower().split()[:3]
        return bool({"it", "its"} & set(opening)) and not {"he", "she", "his", "her", "it's"} & set(opening)

    def _foretold(self, span: Span, words: tuple[str, ...]) -> Entity | None:
        """ "A monitoring group said" in the lede, and the group's name in the sentences after it."""
        if not MONITORS & set(words):
            return None
        for entity in self.r.recent(span.start):
            if (
                not entity.words
                and entity.kind == "organization"
                and entity.labels & MONITORS
                and span.start - entity.at[-1] < FORETOLD
            ):
                return entity
        return None
