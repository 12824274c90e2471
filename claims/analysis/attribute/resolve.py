"""Who the sources of one article are: mentions of the same source get the same entity.

Sieves after Lee et al. 2013, precise ones first: names, titles, epithets and other descriptions, in text order, and
when all of these are known, pronouns. A bare surname that fits two people introduced before stays on its own: a wrong
merge would put words into someone's mouth.
"""

from __future__ import annotations

from claims.analysis.attribute.descriptions import Descriptions
from claims.analysis.attribute.entities import Entity
from claims.analysis.attribute.kinds import kind_of, outlet_of
from claims.analysis.attribute.named import Names
from claims.analysis.attribute.phrases import Phrase, parse
from claims.analysis.attribute.pronouns import Pronouns
from claims.analysis.attribute.quotes import Quote
from claims.analysis.attribute.raw import RawAttribution
from claims.analysis.attribute.register import Register
from claims.analysis.types import Document, SourceKind, Span

LONGEST_CITED = 80  # code points of a noun phrase; longer is a clause


class Resolver:
    """Resolves the sources of one document's raw attributions."""

    def __init__(self, document: Document, raws: list[RawAttribution], quotes: list[Quote]) -> None:
        self.document, self.raws, self.quotes = document, raws, quotes
        self.register = Register(document)
        self.names = Names(self.register, {raw.source: raw for raw in reversed(raws)})
        self.descriptions = Descriptions(self.register)

    def run(self) -> dict[Span, Entity]:
        """Source span → entity. Raw attributions that share a span share the entity."""
        found: dict[Span, Entity] = {}
        pronouns: list[tuple[Span, Phrase]] = []
        sources = {raw.source for raw in self.raws if raw.source is not None}
        for span in sorted(sources | self._cited()):
            phrase = parse(span.of(self.document.normalised))
            if phrase.pronoun is not None:
                pronouns += [(span, phrase)] if span in sources else []
            elif span in sources or kind_of(phrase) == "anonymous":
                entity = self.entity(span, phrase)
                self.register.place(span, entity)
                if span in sources:
                    found[span] = entity
        reader = Pronouns(self.register, self.raws, self.quotes, found, self.entity)
        for span, phrase in pronouns:
            kind: SourceKind = "group" if phrase.plural else "person"
            found[span] = reader.antecedent(span, phrase) or self.register.new(phrase, kind)
            self.register.place(span, found[span])
        return found

    def entity(self, span: Span, phrase: Phrase) -> Entity:
        """The entity of a source that is no pronoun."""
        kind = kind_of(phrase)
        if kind in ("outlet", "agency") and phrase.head and (owner := outlet_of(phrase)) is not None:
            phrase = owner  # "the Herald's investigation" is the Herald speaking
        return self.names.entity(span, phrase) if phrase.name else self.descriptions.entity(span, phrase, kind)

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
