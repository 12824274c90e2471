"""Who the sources of one article are: mentions of the same source get the same entity.

Sieves after Lee et al. 2013, precise ones first: full names, then short forms, titles and epithets in text order, and
when all of these are known, pronouns (`pronouns`). A bare surname that fits two people introduced before stays on its own:
a wrong merge would put words into someone's mouth.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator

from claims.analysis.attribute import gazetteer as g
from claims.analysis.attribute.entities import (
    SMALL_WORDS,
    Entity,
    describes,
    gender_of,
    modifiers_of,
    name_fits,
    same_organization,
)  # fmt: skip
from claims.analysis.attribute.kinds import kind_of, outlet_of
from claims.analysis.attribute.names import Named, named_things
from claims.analysis.attribute.phrases import Phrase, parse, singular
from claims.analysis.attribute.pronouns import Pronouns
from claims.analysis.attribute.quotes import Quote
from claims.analysis.attribute.raw import RawAttribution
from claims.analysis.types import Document, SourceKind, Span

# Source mentions to look back over: further up, "the official" is another one. Also what keeps the cost linear.
REACH = 60
_DEFINITE = frozenset("the this that these those both his her its their our".split())
_PICKING = frozenset("one two three four five".split())  # some of those introduced before, where they were more
# Nouns that stand for any organization or outlet named before.
_ANY_ORGANIZATION = frozenset(
    "company firm group organization organisation agency body watchdog monitor institution institute party charity ngo campaign think-tank".split()
)
# Epithets of people that are never an unnamed informant's.
_EPITHETS = frozenset(
    """republican democrat billionaire candidate nominee frontrunner front-runner mogul tycoon businessman lawmaker politician native
    hopeful incumbent veteran socialist conservative libertarian independent actor actress singer comedian rapper magnate""".split()
)
_MONITORS = frozenset("monitor monitoring watchdog rights observatory monitors".split())
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
LONGEST_CITED = 80  # code points of a noun phrase; longer is a clause
FORETOLD = 900  # code points from a description to the name: a lede and two paragraphs of wire copy
_OF_TWO = frozenset("other latter former first second".split())


class Resolver:
    """Resolves the sources of one document's raw attributions; `entities` are in order of first mention."""

    def __init__(self, document: Document, raws: list[RawAttribution], quotes: list[Quote]) -> None:
        self.document, self.raws, self.quotes = document, raws, quotes
        self.entities: list[Entity] = []
        self.named = named_things(document)
        self._surnames: dict[str, list[Named]] = {}
        for named in self.named:
            self._surnames.setdefault(named.words[-1].lower(), []).append(named)
        self._by_title: dict[str, list[Named]] = {}
        for named in self.named:
            for title in named.titles:
                self._by_title.setdefault(title, []).append(named)
        self.by_span: dict[Span, Entity] = {}
        self._people: dict[str, list[Entity]] = {}  # by surname
        self._mentions: list[tuple[int, int]] = []  # (place, number of the entity), in order of place
        self._numbers: dict[int, int] = {}
        self._bodies: dict[str, list[Entity]] = {}  # organizations and the like, by the words that can recall them
        self._first_raw = {raw.source: raw for raw in reversed(raws)}

    def run(self) -> dict[Span, Entity]:
        """Source span → entity. Raw attributions that share a span share the entity."""
        pronouns: list[tuple[Span, Phrase]] = []
        sources = {raw.source for raw in self.raws if raw.source is not None}
        for span in sorted(sources | self._cited()):
            phrase = parse(span.of(self.document.normalised))
            if phrase.pronoun is not None:
                pronouns.append((span, phrase))
            elif span in sources or kind_of(phrase) == "anonymous":
                self._place(span, self._entity(span, phrase))
        for span in self._cited() - sources:
            self.by_span.pop(span, None)
        reader = Pronouns(self, self.quotes)
        for span, phrase in pronouns:
            entity = reader.antecedent(span, phrase) or self.new(phrase, "group" if phrase.plural else "person")
            self._place(span, entity)
        return self.by_span

    def _cited(self) -> set[Span]:
        """Whom a report cites without giving them words: "the Ledger reported, citing | two officials"."""
        return {
            raw.content[0]
            for raw in self.raws
            if raw.cue is not None
            and len(raw.content) == 1
            and len(raw.content[0]) < LONGEST_CITED
            and raw.cue.of(self.document.normalised).lower().endswith(("citing", "cited", "quoting"))
        }

    def _place(self, span: Span, entity: Entity) -> None:
        self.by_span[span] = entity
        insort(entity.at, span.start)
        insort(self._mentions, (span.start, self._numbers[id(entity)]))

    def recent(self, before: int) -> Iterator[Entity]:
        """Entities by their last mention before that place, latest first, each once; the nearest `REACH` mentions."""
        seen: set[int] = set()
        index = bisect_left(self._mentions, (before, -1))
        for _, number in reversed(self._mentions[max(0, index - REACH) : index]):
            if number not in seen:
                seen.add(number)
                yield self.entities[number]

    def _entity(self, span: Span, phrase: Phrase) -> Entity:
        kind = kind_of(phrase)
        if kind in ("outlet", "agency") and phrase.head and (owner := outlet_of(phrase)) is not None:
            phrase = owner  # "the Herald's investigation" is the Herald speaking
        return self.named_phrase(span, phrase) if phrase.name else self.described(span, phrase, kind)

    # -- names

    def named_phrase(self, span: Span, phrase: Phrase) -> Entity:
        """The source that a phrase with a name in it means."""
        kind = kind_of(phrase)
        words = tuple(w.lower() for w in phrase.name)
        if " ".join(words) == (self.document.metadata.agency or "").lower():
            kind = "agency"  # the wire whose copy it is
        if kind in ("person", "anonymous", "group") or len(words) == 1:
            person = self._person(span, phrase, words) or self._introduced(span, phrase, kind)
            if person is not None:
                return person
        for entity in self._bodies.get(_key(words), []):
            if same_organization(entity.words, words):
                if len(words) > len(entity.words) and kind == entity.kind:
                    entity.name, entity.words = " ".join(phrase.name), words
                return self._seen(entity, phrase)
        if kind == "organization" and (lede := self._foretold(span, words)) is not None:
            lede.name, lede.words = " ".join(phrase.name), words
            self._index(lede)
            return self._seen(lede, phrase)
        if kind == "person" and len(words) == 1 and self._is_thing(span, phrase):
            kind = "organization"
        return self.new(phrase, kind, span)

    def _person(self, span: Span, phrase: Phrase, words: tuple[str, ...]) -> Entity | None:
        """The person a name means, of those introduced before; None to make a new one."""
        gender = gender_of(phrase)
        fits = [
            entity
            for entity in self._people.get(words[-1], [])
            if name_fits(entity.words, words) and not (gender and entity.gender and gender != entity.gender)
        ]
        exact = [entity for entity in fits if entity.words == words]
        if exact:
            return self._seen(exact[-1], phrase)
        rivals = [n for n in self._before(span, words[-1], gender) if name_fits(_low(n.words), words)]
        if len(words) > 1:
            if len(fits) == 1 and (len(fits[0].words) > 1 or len(rivals) <= 1):
                self._rename(fits[0], phrase.name)
                return self._seen(fits[0], phrase)
            return None
        settled = [entity for entity in fits if entity.settled]
        if len(settled) == 1:
            return self._seen(settled[0], phrase)
        full = {_low(n.words) for n in rivals if len(n.words) > 1} | {e.words for e in fits if len(e.words) > 1}
        if len(_distinct(full)) > 1:
            spoken = [entity for entity in fits if len(entity.words) > 1 and entity.at]
            if len(spoken) == 1 and spoken[0].at[0] < span.start:  # of two who bear it, one has spoken and one has not
                return self._seen(spoken[0], phrase)
            return next((entity for entity in fits if len(entity.words) == 1), None)
        if fits:
            return self._seen(fits[0], phrase)
        if full:
            return self._seen(self.person_named(next(n for n in rivals if len(n.words) > 1)), phrase)
        return None

    def _introduced(self, span: Span, phrase: Phrase, kind: SourceKind) -> Entity | None:
        """The unnamed holder of an office before, now named with it: "The president … President Ada Holt"."""
        called = {_SPELT.get(label, label) for label in phrase.labels} - _VAGUE
        if kind != "person" or not called or len(phrase.name) < 2 and not phrase.titles:
            return None
        for entity in self.recent(span.start):
            if (
                entity.words
                or entity.plural
                or entity.kind not in ("person", "anonymous")
                or span.start - entity.at[-1] > FORETOLD
            ):
                continue
            if entity.head in called and (not entity.modifiers or entity.kind == "person" or entity.modifiers & called):
                entity.kind = "person"
                entity.name, entity.words = " ".join(phrase.name), tuple(w.lower() for w in phrase.name)
                self._people.setdefault(entity.words[-1], []).append(entity)
                return self._seen(entity, phrase)
        return None

    def _before(self, span: Span, surname: str, gender: str | None) -> list[Named]:
        """People of that surname named before ``span``, whose gender does not speak against it."""
        return [
            named
            for named in self._surnames.get(surname, [])
            if named.first_full < span.start and not (gender and named.gender and gender != named.gender)
        ]

    def person_named(self, named: Named) -> Entity:
        """The entity of a person of the name index, made when there is none yet."""
        words = _low(named.words)
        for entity in self._people.get(words[-1], []):
            if name_fits(entity.words, words) and (
                len(entity.words) > 1 or not named.gender or entity.gender in (None, named.gender)
            ):
                return entity
        entity = Entity("person", named.name, words, set(named.titles), named.gender)
        return self._add(entity)

    def _is_thing(self, span: Span, phrase: Phrase) -> bool:
        """Whether a lone unknown name is a company or such: the article says "it" of it and names no one so."""
        raw = self._first_raw.get(span)
        if raw is None or phrase.titles or self._surnames.get(phrase.name[0].lower()):
            return False
        opening = " ".join(piece.of(self.document.normalised)[:60] for piece in raw.content[:1]).lower().split()[:3]
        return bool({"it", "its"} & set(opening)) and not {"he", "she", "his", "her", "it's"} & set(opening)

    def _rename(self, entity: Entity, name: list[str]) -> None:
        if len(name) > len(entity.words):
            entity.name, entity.words = " ".join(name), tuple(w.lower() for w in name)

    def _seen(self, entity: Entity, phrase: Phrase) -> Entity:
        entity.labels |= phrase.labels
        if len(phrase.name) == 1 and entity.kind == "person" and len(entity.words) > 1:
            entity.settled = True
        entity.gender = entity.gender or gender_of(phrase)
        return entity

    def new(self, phrase: Phrase, kind: SourceKind, span: Span | None = None) -> Entity:
        """A source not mentioned before."""
        words = tuple(w.lower() for w in phrase.name)
        entity = Entity(
            kind, " ".join(phrase.name) or _description(phrase), words, set(phrase.labels), gender_of(phrase), phrase.plural,
            modifiers_of(phrase), head=singular(phrase.head),
        )  # fmt: skip
        if kind == "person" and words and span is not None:
            self._complete(entity, words, span)
        return self._add(entity)

    def _complete(self, entity: Entity, words: tuple[str, ...], span: Span) -> None:
        """What the article says of the person elsewhere: titles, gender, and the full name where only one fits."""
        known = [n for n in self._surnames.get(words[-1], []) if name_fits(_low(n.words), words)]
        if len(words) == 1 and len(_distinct({_low(n.words) for n in known if len(n.words) > 1})) != 1:
            known = [n for n in known if len(n.words) == 1]
        for named in known:
            if entity.gender and named.gender and entity.gender != named.gender:
                continue
            self._rename(entity, list(named.words))
            entity.gender = entity.gender or named.gender
            entity.labels |= named.titles

    def _add(self, entity: Entity) -> Entity:
        self._numbers[id(entity)] = len(self.entities)
        self.entities.append(entity)
        self._index(entity)
        if entity.kind == "person" and entity.words:
            self._people.setdefault(entity.words[-1], []).append(entity)
        return entity

    def _index(self, entity: Entity) -> None:
        if entity.words and entity.kind != "person":
            for key in _keys(entity.words):
                self._bodies.setdefault(key, []).append(entity)
            if {"observatory", "monitor", "monitors"} & set(entity.words):
                entity.labels |= {"monitor", "group", "watchdog", "observatory", "organization", "monitoring"}

    def _foretold(self, span: Span, words: tuple[str, ...]) -> Entity | None:
        """ "A monitoring group said" in the lede, and the group's name in the sentences after it."""
        if not _MONITORS & set(words):
            return None
        for entity in self.recent(span.start):
            if (
                not entity.words
                and entity.kind == "organization"
                and entity.labels & _MONITORS
                and span.start - entity.at[-1] < FORETOLD
            ):
                return entity
        return None

    # -- descriptions

    def described(self, span: Span, phrase: Phrase, kind: SourceKind) -> Entity:
        """ "the minister", "the intelligence sources", "one of them": the nearest source before that is called so."""
        head = singular(phrase.head)
        if not head or phrase.partitive:
            found = self._of_several(span, phrase, head)
            if found is not None:
                return found
        definite = phrase.determiner in _DEFINITE or "'s" in phrase.low[: phrase.core]
        picking = (
            phrase.determiner in _PICKING
            or phrase.determiner in ("a", "an")
            and head == "source"
            and phrase.core == len(phrase.words)
        ) and not modifiers_of(phrase)
        if head and (definite or picking):
            found = self._called(span, phrase, head, kind, picking=picking)
            if found is not None:
                return self._seen(found, phrase)
        if kind == "organization" and phrase.labels & _MONITORS and (same := self._monitor(span)) is not None:
            return self._seen(same, phrase)
        if head and not definite and (phrase.determiner not in ("a", "an", "another") or self._only_in_title(span)):
            repeats = self._only_in_title(span)
            for entity in self.recent(span.start):
                if entity.words or entity.kind != kind:
                    continue
                if (
                    entity.name.lower() == _description(phrase).lower()
                    or repeats
                    and head in entity.labels
                    and not entity.modifiers
                ):
                    return self._seen(entity, phrase)
        return self.new(phrase, kind, span)

    def _monitor(self, span: Span) -> Entity | None:
        """ "a monitoring group", "a monitor": the one of the article, since stories of a war rest on one."""
        return next((e for e in self.recent(span.start) if e.kind == "organization" and e.labels & _MONITORS), None)

    def _only_in_title(self, span: Span) -> bool:
        """Whether everything cited so far stands in the headline, which the first paragraph repeats."""
        title = self.document.title
        return title is not None and bool(self._mentions) and self._mentions[-1][0] < title.end <= span.start

    def _of_several(self, span: Span, phrase: Phrase, head: str) -> Entity | None:
        """ "one", "one of them", "the other", "two of the officials": of the last plural source (called so)."""
        if phrase.determiner in ("many", "some", "most", "few") and not head and not phrase.partitive:
            return None
        return next((e for e in self.recent(span.start) if e.plural and (not head or head in e.labels)), None)

    def _called(self, span: Span, phrase: Phrase, head: str, kind: SourceKind, *, picking: bool) -> Entity | None:
        for entity in self.recent(span.start):
            if (
                head in entity.labels
                and describes(entity, phrase, kind)
                and (not picking or entity.plural or entity.kind == "anonymous")
            ):
                return entity
        if picking or phrase.plural:
            return None
        if head == "source" and "same" in phrase.low:
            return next(self.recent(span.start), None)
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
        found = next((e for e in self.recent(span.start) if e.kind in kinds and e.words), None)
        return (
            found
            if found is not None
            and (not modifiers_of(phrase) or kind == "organization" and describes(found, phrase, kind))
            else None
        )

    def _titled(self, span: Span, head: str) -> Entity | None:
        """The person last named with the title before this place."""
        titled = self._by_title.get(head, [])
        holders = titled[: bisect_left(titled, span.start, key=lambda n: n.first_full)][-REACH:]
        if not holders:
            return None
        return self.person_named(max(holders, key=lambda n: n.at[bisect_left(n.at, span.start) - 1]))

    def _epithet(self, span: Span, phrase: Phrase, head: str) -> Entity | None:
        """ "the 34-year-old", "the billionaire": the person quoted last."""
        if head not in _EPITHETS and not head.endswith("year-old"):
            return None
        gender = gender_of(phrase)
        return next(
            (
                e
                for e in self.recent(span.start)
                if e.kind == "person" and e.words and not (gender and e.gender and gender != e.gender)
            ),
            None,
        )

    def last(self, entity: Entity, before: int) -> int:
        """Where ``entity`` was a source last before that place; -1 when it was not."""
        index = bisect_left(entity.at, before)
        return entity.at[index - 1] if index else -1


def _low(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.lower() for word in words)


def _keys(words: tuple[str, ...]) -> set[str]:
    """What an organization can be recalled by: its words and its initials."""
    return {*words, "".join(w[0] for w in words if w not in SMALL_WORDS)}


def _key(words: tuple[str, ...]) -> str:
    """Under which of these a name is looked up: an acronym as it is, else its first word."""
    return words[0].replace(".", "")


def _distinct(names: set[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Names that are not forms of one another."""
    kept: list[tuple[str, ...]] = []
    for name in sorted(names, key=len, reverse=True):
        if not any(name_fits(other, name) for other in kept):
            kept.append(name)
    return kept


def _description(phrase: Phrase) -> str:
    if phrase.partitive:
        return " ".join(phrase.words[3:] if phrase.low[2:3] == ["the"] else phrase.words[2:])
    words = (
        phrase.words[1:] if phrase.determiner in ("the", "a", "an", "one") and len(phrase.words) > 1 else phrase.words
    )
    return " ".join(words).replace(" 's", "'s").replace(" ,", ",")


_ = g
