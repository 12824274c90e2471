"""Who the sources of one article are: mentions of the same source get the same canonical name.

Mentions are taken in text order. A full name makes an entity; surnames, titles, epithets, acronyms and pronouns find
theirs among those before, nearest first, after the sieves of Lee et al. 2013 (precise rules first, pronouns last). A bare
surname that fits two people introduced before stays on its own: a wrong merge would put words into someone's mouth.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from claims.analysis.attribute import gazetteer as g
from claims.analysis.attribute.kinds import kind_of, plain_name
from claims.analysis.attribute.names import Named, named_things
from claims.analysis.attribute.phrases import Phrase, parse, singular
from claims.analysis.attribute.raw import RawAttribution
from claims.analysis.types import Document, SourceKind, Span


@dataclass(slots=True)
class Entity:
    """A source as known so far. ``labels`` are singular nouns it has been called by."""

    kind: SourceKind
    name: str = ""
    words: tuple[str, ...] = ()
    labels: set[str] = field(default_factory=set)
    gender: str | None = None
    plural: bool = False
    last: int = -1
    first: int = -1
    mentions: int = 0
    modifiers: frozenset[str] = frozenset()
    descriptor: str = ""


@dataclass(slots=True)
class Mention:
    """A source span with its phrase and, once resolved, its entity."""

    span: Span
    phrase: Phrase
    index: int  # of the raw attribution
    entity: Entity | None = None


class Resolver:
    """Resolves the sources of one document's raw attributions."""

    def __init__(self, document: Document, raws: list[RawAttribution]) -> None:
        self.document, self.raws = document, raws
        self.entities: list[Entity] = []
        self.named = named_things(document)
        self._sentence_starts = [s.start for s in document.sentences]
        self._by_surname: dict[str, list[Named]] = {}
        for named in self.named:
            self._by_surname.setdefault(named.words[-1].lower(), []).append(named)
        self.by_span: dict[Span, Entity] = {}

    def run(self) -> dict[Span, Entity]:
        """Source span → entity. Raw attributions that share a span share the entity."""
        order = sorted({raw.source for raw in self.raws if raw.source is not None})
        holder = {raw.source: raw for raw in reversed(self.raws) if raw.source is not None}
        for span in order:
            phrase = parse(span.of(self.document.normalised))
            entity = self._entity(span, phrase, holder[span])
            self.by_span[span] = entity
            if not phrase.pronoun or phrase.pronoun not in ("i", "we", "you"):
                entity.last = span.start
            entity.mentions += 1
        return self.by_span

    def _entity(self, span: Span, phrase: Phrase, raw: RawAttribution) -> Entity:
        if phrase.pronoun:
            found = self._pronoun(span, phrase, raw)
            return found or self._new(span, phrase, "group" if phrase.plural else "person")
        kind = kind_of(phrase)
        if phrase.name:
            return self._by_name(span, phrase, kind)
        return self._by_description(span, phrase, kind)

    # -- names

    def _by_name(self, span: Span, phrase: Phrase, kind: SourceKind) -> Entity:
        words = tuple(w.lower() for w in phrase.name)
        if kind in ("person", "anonymous", "group") or len(words) == 1:
            person = self._person(span, phrase, words, kind)
            if person is not None:
                return person
        for entity in reversed(self.entities):
            if entity.words and entity.kind not in ("person",) and _same_organization(entity, words):
                return self._seen(entity, phrase)
        return self._new(span, phrase, kind)

    def _person(self, span: Span, phrase: Phrase, words: tuple[str, ...], kind: SourceKind) -> Entity | None:
        people = [e for e in self.entities if e.kind == "person" and e.words]
        same = [e for e in people if e.words == words]
        if same:
            return self._seen(same[-1], phrase)
        gender = _gender(phrase)
        fits = [e for e in people if _name_fits(e.words, words) and not (gender and e.gender and gender != e.gender)]
        if len(words) == 1 and not any(e.words[-1] == words[0] for e in fits):
            known = [
                n
                for n in self._by_surname.get(words[0], [])
                if n.first_full < span.start and not (gender and n.gender and gender != n.gender)
            ]
            if len(known) == 1 and not fits:
                return self._from_named(known[0], phrase)
            if len(known) > 1 and not fits:
                fits = []
        if len(fits) == 1 and (len(words) > 1 or not self._rival(fits[0], words[0], span, gender)):
            if len(words) > len(fits[0].words):
                fits[0].words, fits[0].name = words, " ".join(phrase.name)
            return self._seen(fits[0], phrase)
        if not fits and kind != "person":
            return None
        return None

    def _rival(self, entity: Entity, surname: str, span: Span, gender: str | None) -> bool:
        """Whether another person of the surname was introduced before, and the short form was not settled by then."""
        others = [
            n
            for n in self._by_surname.get(surname, [])
            if n.first_full < span.start
            and tuple(w.lower() for w in n.words) != entity.words
            and len(n.words) > 1
            and not _name_fits(tuple(w.lower() for w in n.words), entity.words)
            and not (gender and n.gender and n.gender != gender)
        ]
        return bool(others) and ("short:" + surname) not in entity.labels

    def _from_named(self, named: Named, phrase: Phrase) -> Entity:
        entity = Entity("person", named.name, tuple(w.lower() for w in named.words), set(named.titles), named.gender)
        self.entities.append(entity)
        return self._seen(entity, phrase)

    def _seen(self, entity: Entity, phrase: Phrase) -> Entity:
        entity.labels |= phrase.labels
        if len(phrase.name) == 1:
            entity.labels.add("short:" + phrase.name[0].lower())
        entity.gender = entity.gender or _gender(phrase)
        return entity

    def _new(self, span: Span, phrase: Phrase, kind: SourceKind) -> Entity:
        named = None
        words = tuple(w.lower() for w in phrase.name)
        if kind == "person" and len(words) == 1:
            known = [n for n in self._by_surname.get(words[0], []) if len(n.words) > 1]
            named = known[0] if len(known) == 1 and known[0].first_full < span.start else None
        entity = Entity(
            kind,
            " ".join(phrase.name) or phrase.text,
            words,
            set(phrase.labels),
            _gender(phrase),
            phrase.plural,
            span.start,
            span.start,
            0,
            _modifiers(phrase),
        )
        if named is not None:
            entity.name, entity.words, entity.gender = named.name, tuple(w.lower() for w in named.words), named.gender
        elif kind == "person" and len(words) > 1:
            match = next(
                (n for n in self._by_surname.get(words[-1], []) if tuple(w.lower() for w in n.words) == words), None
            )
            if match is not None:
                entity.gender = entity.gender or match.gender
                entity.labels |= match.titles
        self.entities.append(entity)
        return entity

    # -- descriptions

    def _by_description(self, span: Span, phrase: Phrase, kind: SourceKind) -> Entity:
        """ "the minister", "the intelligence sources", "one source": the nearest source before that is called so."""
        head = singular(phrase.head)
        definite = phrase.determiner in (
            "the",
            "this",
            "that",
            "these",
            "those",
            "both",
            "his",
            "her",
            "its",
            "their",
        ) or _picks(phrase)
        if definite and head:
            own = _modifiers(phrase)
            best: Entity | None = None
            for entity in self.entities:
                if (
                    head in entity.labels
                    and _compatible(entity, phrase, own, kind)
                    and (best is None or entity.last >= best.last)
                ):
                    best = entity
            if best is not None:
                return self._seen(best, phrase)
            if not phrase.plural and kind in ("person", "anonymous"):
                named = self._titled(span, head)
                if named is not None:
                    return named
        if not definite or kind in ("organization", "outlet", "group", "document"):
            for entity in reversed(self.entities):
                if (
                    not entity.words
                    and entity.kind == kind
                    and entity.name.lower() == phrase.text.lower()
                    and phrase.determiner not in ("a", "an", "another")
                ):
                    return self._seen(entity, phrase)
        return self._new(span, phrase, kind)

    def _titled(self, span: Span, head: str) -> Entity | None:
        """The only person of the article introduced with the title before this place."""
        holders = [n for n in self.named if head in n.titles and n.first_full < span.start]
        if not holders:
            return None
        holders.sort(key=lambda n: max(at for at in n.at if at < span.start))
        words = tuple(w.lower() for w in holders[-1].words)
        for entity in self.entities:
            if entity.kind == "person" and entity.words and _name_fits(entity.words, words):
                return entity
        return self._from_named(holders[-1], parse(holders[-1].name))

    # -- pronouns

    def _pronoun(self, span: Span, phrase: Phrase, raw: RawAttribution) -> Entity | None:
        word = phrase.pronoun
        if word in ("he", "his", "him", "himself", "she", "her", "hers", "herself"):
            return self._third_person(span, "m" if word[0] == "h" and word not in ("her", "hers", "herself") else "f")
        if word in ("they", "them", "their", "themselves"):
            return self._latest(lambda e: e.plural or e.kind in ("group", "organization", "anonymous"), span)
        if word in ("it", "its", "itself"):
            return self._latest(lambda e: e.kind in ("organization", "outlet", "agency", "document"), span)
        if word in ("i", "me", "my", "we", "us", "our"):
            return self._speaker(span)
        if word in ("who", "whom", "which", "that", "whose"):
            return self._antecedent(span)
        return None

    def _latest(self, fits, span: Span) -> Entity | None:  # type: ignore[no-untyped-def]
        best = None
        for entity in self.entities:
            if fits(entity) and entity.last < span.start and (best is None or entity.last > best.last):
                best = entity
        return best

    def _third_person(self, span: Span, gender: str) -> Entity | None:
        """The last source of that gender, or a person named since who stood as a subject."""
        best, at = None, -1
        for entity in self.entities:
            if (
                entity.kind in ("person", "anonymous")
                and not entity.plural
                and entity.gender in (None, gender)
                and entity.last < span.start
                and entity.last > at
            ):
                best, at = entity, entity.last
        newer = self._named_between(span, max(at, self._paragraph_before(span)), gender)
        if newer is not None:
            words = tuple(w.lower() for w in newer.words)
            for entity in self.entities:
                if entity.kind == "person" and entity.words and _name_fits(entity.words, words):
                    best = entity
                    break
            else:
                best = self._from_named(newer, parse(newer.name))
        if best is not None and best.gender is None:
            best.gender = gender
        return best

    def _named_between(self, span: Span, after: int, gender: str) -> Named | None:
        """A person named as the first name of a sentence between ``after`` and the pronoun."""
        best, where = None, after
        for named in self.named:
            if not named.person or named.gender not in (None, gender):
                continue
            index = bisect_right(named.at, span.start) - 1
            if index >= 0 and named.at[index] > where and self._opens_sentence(named.at[index]):
                best, where = named, named.at[index]
        return best

    def _opens_sentence(self, at: int) -> bool:
        start = self._sentence_starts[bisect_right(self._sentence_starts, at) - 1]
        return at - start < 30

    def _paragraph_before(self, span: Span) -> int:
        starts = [p.start for p in self.document.paragraphs]
        index = bisect_right(starts, span.start) - 1
        return starts[max(0, index - 1)] - 1 if starts else -1

    def _speaker(self, span: Span) -> Entity | None:
        """Who says "I": the source of the quotation it stands in."""
        best: RawAttribution | None = None
        for raw in self.raws:
            if raw.source is not None and raw.source != span and any(piece.contains(span) for piece in raw.content):
                if best is None or sum(map(len, raw.content)) < sum(map(len, best.content)):
                    best = raw
        if best is None or best.source is None:
            return None
        return self.by_span.get(best.source)

    def _antecedent(self, span: Span) -> Entity | None:
        """What a relative pronoun refers to: the noun phrase before it."""
        start = (
            self._sentence_starts[bisect_right(self._sentence_starts, span.start) - 1] if self._sentence_starts else 0
        )
        before = self.document.normalised[start : span.start].rstrip(" ,")
        named = [
            n
            for n in self.named
            if any(start <= at < span.start for at in n.at) and before.lower().endswith(n.words[-1].lower())
        ]
        if named:
            words = tuple(w.lower() for w in named[-1].words)
            for entity in self.entities:
                if entity.kind == "person" and entity.words and _name_fits(entity.words, words):
                    return entity
            return self._from_named(named[-1], parse(named[-1].name))
        return None


def _picks(phrase: Phrase) -> bool:
    """ "one source", "two of the officials": some of those introduced before."""
    return phrase.determiner in ("one", "two", "three", "another") or " of the " in f" {' '.join(phrase.low)} "


def _gender(phrase: Phrase) -> str | None:
    words = set(phrase.titles) | {phrase.head}
    if words & g.MALE_WORDS:
        return "m"
    if words & g.FEMALE_WORDS:
        return "f"
    return g.GENDER.get(phrase.name[0].lower()) if len(phrase.name) > 1 else None


def _modifiers(phrase: Phrase) -> frozenset[str]:
    """Words of the core that narrow it: "intelligence", "senior", "Iraqi"."""
    skip = {phrase.determiner, phrase.low[phrase.core - 1] if phrase.core else "", "'s", "of", "the", "and"}
    return frozenset(w for w in phrase.low[: phrase.core] if w not in skip and w.isalpha())


def _compatible(entity: Entity, phrase: Phrase, own: frozenset[str], kind: SourceKind) -> bool:
    """Whether a description with the modifiers ``own`` can mean ``entity``: nothing new is said of an unnamed one."""
    if phrase.plural and not entity.plural and entity.kind in ("person",):
        return False
    if entity.kind == "person" and kind not in ("person", "anonymous"):
        return False
    known = entity.modifiers | entity.labels | {w for w in entity.words}
    return own <= known


def _name_fits(full: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Whether one name is a form of the other: same surname and no different first name."""
    if len(short) > len(full):
        full, short = short, full
    if full[-1] != short[-1] and not (
        len(short) == 1 and len(full) > 1 and full[-1].removeprefix("al-") == short[0].removeprefix("al-")
    ):
        return len(short) >= 2 and full[-len(short) :] == short
    if len(short) == 1:
        return True
    return (
        full[0] == short[0]
        or (
            full[0].rstrip(".")[0] == short[0].rstrip(".")[0]
            and (len(full[0].rstrip(".")) == 1 or len(short[0].rstrip(".")) == 1)
        )
        or (full[1:] == short[1:] and full[0] == short[0])
        or full[-len(short) :] == short
    )


def _same_organization(entity: Entity, words: tuple[str, ...]) -> bool:
    if entity.words == words:
        return True
    longer, shorter = (entity.words, words) if len(entity.words) >= len(words) else (words, entity.words)
    if len(shorter) == 1 and len(shorter[0]) >= 2:
        initials = "".join(w[0] for w in longer if w not in ("of", "for", "and", "the"))
        if shorter[0].replace(".", "") == initials:
            return True
        return shorter[0] in longer and shorter[0] in g.ORG_WORDS
    return len(shorter) >= 2 and longer[: len(shorter)] == shorter


_ = plain_name
