"""The sources of one article as they become known, and the people it names."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator

from claims.analysis.attribute.entities import (
    SMALL_WORDS,
    Entity,
    gender_of,
    modifiers_of,
    name_fits,
)
from claims.analysis.attribute.names import Named, named_things
from claims.analysis.attribute.phrases import Phrase
from claims.analysis.attribute.titles import singular
from claims.analysis.types import Document, SourceKind, Span

# Source mentions to look back over: further up, "the official" is another one. Also what keeps the cost linear.
REACH = 60


class Register:
    """``entities`` in order of first mention; ``named`` the people of the text, sources or not; ``people`` and
    ``surnames`` by surname, ``bodies`` (organizations and the like) by the words that can recall them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.entities: list[Entity] = []
        self.named = named_things(document)
        self.surnames: dict[str, list[Named]] = {}
        self.by_title: dict[str, list[Named]] = {}
        for named in self.named:
            self.surnames.setdefault(named.words[-1].lower(), []).append(named)
            for title in named.titles:
                self.by_title.setdefault(title, []).append(named)
        self.people: dict[str, list[Entity]] = {}
        self.bodies: dict[str, list[Entity]] = {}
        self.mentions: list[tuple[int, int]] = []  # (place, number of the entity), in order of place
        self._numbers: dict[int, int] = {}

    def place(self, span: Span, entity: Entity) -> None:
        """Notes that ``entity`` is a source at ``span``."""
        insort(entity.at, span.start)
        insort(self.mentions, (span.start, self._numbers[id(entity)]))

    def only_in_title(self, span: Span) -> bool:
        """Whether everything cited so far stands in the headline, which the first paragraph repeats."""
        title = self.document.title
        return title is not None and bool(self.mentions) and self.mentions[-1][0] < title.end <= span.start

    def recent(self, before: int) -> Iterator[Entity]:
        """Entities by their last mention before that place, latest first, each once; the nearest `REACH` mentions."""
        seen: set[int] = set()
        index = bisect_left(self.mentions, (before, -1))
        for _, number in reversed(self.mentions[max(0, index - REACH) : index]):
            if number not in seen:
                seen.add(number)
                yield self.entities[number]

    def last(self, entity: Entity, before: int) -> int:
        """Where ``entity`` was a source last before that place; -1 when it was not."""
        index = bisect_left(entity.at, before)
        return entity.at[index - 1] if index else -1

    def new(self, phrase: Phrase, kind: SourceKind, span: Span | None = None) -> Entity:
        """A source not mentioned before."""
        words = tuple(w.lower() for w in phrase.name)
        entity = Entity(
            kind,
            name=" ".join(phrase.name) or description(phrase),
            words=words,
            labels=set(phrase.labels),
            gender=gender_of(phrase),
            plural=phrase.plural,
            modifiers=modifiers_of(phrase),
            head=singular(phrase.head),
        )
        if kind == "person" and words and span is not None:
            self._complete(entity, words, span)
        return self.add(entity)

    def _complete(self, entity: Entity, words: tuple[str, ...], span: Span) -> None:
        """What the article says of the person elsewhere: titles, gender, and the full name where only one fits."""
        known = [n for n in self.surnames.get(words[-1], []) if name_fits(lowered(n.words), words)]
        if len(words) == 1 and len(distinct({lowered(n.words) for n in known if len(n.words) > 1})) != 1:
            known = [n for n in known if len(n.words) == 1]
        for named in known:
            if entity.gender and named.gender and entity.gender != named.gender:
                continue
            self.rename(entity, list(named.words))
            entity.gender = entity.gender or named.gender
            entity.labels |= named.titles

    def add(self, entity: Entity) -> Entity:
        self._numbers[id(entity)] = len(self.entities)
        self.entities.append(entity)
        self.index(entity)
        if entity.kind == "person" and entity.words:
            self.people.setdefault(entity.words[-1], []).append(entity)
        return entity

    def index(self, entity: Entity) -> None:
        if entity.words and entity.kind != "person":
            for key in _keys(entity.words):
                self.bodies.setdefault(key, []).append(entity)
            if {"observatory", "monitor", "monitors"} & set(entity.words):
                entity.labels |= {"monitor", "group", "watchdog", "observatory", "organization", "monitoring"}

    def person_named(self, named: Named) -> Entity:
        """The entity of a person of the name index, made when there is none yet."""
        words = lowered(named.words)
        for entity in self.people.get(words[-1], []):
            if name_fits(entity.words, words) and (
                len(entity.words) > 1 or not named.gender or entity.gender in (None, named.gender)
            ):
                return entity
        entity = Entity("person", named.name, words, set(named.titles), named.gender)
        return self.add(entity)

    def seen(self, entity: Entity, phrase: Phrase) -> Entity:
        entity.labels |= phrase.labels
        if len(phrase.name) == 1 and entity.kind == "person" and len(entity.words) > 1:
            entity.settled = True
        entity.gender = entity.gender or gender_of(phrase)
        return entity

    def rename(self, entity: Entity, name: list[str]) -> None:
        if len(name) > len(entity.words):
            entity.name, entity.words = " ".join(name), tuple(w.lower() for w in name)


def lowered(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.lower() for word in words)


def _keys(words: tuple[str, ...]) -> set[str]:
    """What an organization can be recalled by: its words and its initials."""
    return {*words, "".join(w[0] for w in words if w not in SMALL_WORDS)}


def key_of(words: tuple[str, ...]) -> str:
    """Under which of these a name is looked up: an acronym as it is, else its first word."""
    return words[0].replace(".", "")


def distinct(names: set[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Names that are not forms of one another."""
    kept: list[tuple[str, ...]] = []
    for name in sorted(names, key=len, reverse=True):
        if not any(name_fits(other, name) for other in kept):
            kept.append(name)
    return kept


def description(phrase: Phrase) -> str:
    if phrase.partitive:
        return " ".join(phrase.words[3:] if phrase.low[2:3] == ["the"] else phrase.words[2:])
    words = (
        phrase.words[1:] if phrase.determiner in ("the", "a", "an", "one") and len(phrase.words) > 1 else phrase.words
    )
    return " ".join(words).replace(" 's", "'s").replace(" ,", ",")
