"""A source of one article, as known so far, and when two names or descriptions can be the same one."""

from __future__ import annotations

from dataclasses import dataclass, field

from claims.analysis.attribute import gazetteer as g
from claims.analysis.attribute.phrases import Phrase
from claims.analysis.types import SourceKind

SMALL_WORDS = frozenset("of for and the on in & al".split())


_OF_BODIES = frozenset(
    """london britain based opposition war pro-opposition activist rights own terrorist militant armed aid monitoring
    rebel extremist jihadist shiite sunni islamist jihadi lebanese relief news human charity""".split()
)


@dataclass(slots=True, eq=False)
class Entity:
    """``words`` are the lower-cased name, empty for the unnamed; ``labels`` singular nouns it has been called by;
    ``modifiers`` what narrowed its first description ("intelligence"); ``at`` where it is a source, in order."""

    kind: SourceKind
    name: str = ""
    words: tuple[str, ...] = ()
    labels: set[str] = field(default_factory=set)
    gender: str | None = None
    plural: bool = False
    modifiers: frozenset[str] = frozenset()
    at: list[int] = field(default_factory=list)
    head: str = ""  # of the first description, in the singular
    settled: bool = False  # a bare surname has meant this person


def gender_of(phrase: Phrase) -> str | None:
    """By title, role noun or first name; None when nothing tells."""
    words = {*phrase.titles, phrase.head, *phrase.low[: phrase.core]}
    if words & g.MALE_WORDS:
        return "m"
    if words & g.FEMALE_WORDS:
        return "f"
    return g.GENDER.get(phrase.name[0].lower()) if len(phrase.name) > 1 else None


def modifiers_of(phrase: Phrase) -> frozenset[str]:
    """Words of the core that narrow its head: "intelligence", "senior", "iraqi"."""
    skip = {phrase.determiner, phrase.low[phrase.core - 1] if phrase.core else "", "of", "the", "and", "same", "own"}
    return frozenset(w for w in phrase.low[: phrase.core] if w not in skip and w.replace("-", "").isalpha())


def name_fits(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names can be one person's: the same surname and no different first name."""
    full, short = (one, other) if len(one) >= len(other) else (other, one)
    if full[-1] != short[-1]:
        bare = short[0].removeprefix("al-")
        return len(short) == 1 and len(full) > 1 and full[-1].removeprefix("al-").removeprefix("el-") == bare
    if len(short) == 1 or full[-len(short) :] == short or full[0] == short[0]:
        return True
    first, second = full[0].rstrip("."), short[0].rstrip(".")
    return first[0] == second[0] and 1 in (len(first), len(second))  # "D. Haddad"


def same_organization(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Equal names, an acronym and its words, a name and its opening words, "Observatory" and the Observatory's name."""
    if one == other:
        return True
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    if len(shorter) > 1:
        return longer[: len(shorter)] == shorter or longer[-len(shorter) :] == shorter
    word = shorter[0].replace(".", "")
    initials = "".join(w[0] for w in longer if w not in SMALL_WORDS)
    if len(word) > 1 and word == initials:
        return True
    return (
        len(longer) > 1
        and word in longer
        and (
            word in g.ORG_WORDS
            or (word == longer[0] and len(word) > 4)
            or (word == longer[-1] and word in g.PAPER_NAMES)
        )
    )


def describes(entity: Entity, phrase: Phrase, kind: SourceKind) -> bool:
    """Whether a description can mean ``entity``: the number agrees and it says nothing that is not known of it."""
    if phrase.plural and not entity.plural and entity.kind == "person":
        return False
    if entity.kind == "person" and kind not in ("person", "anonymous"):
        return False
    known = entity.modifiers | entity.labels | set(entity.words)
    own = modifiers_of(phrase) - known
    if entity.kind in ("organization", "outlet", "agency") and entity.words:
        return not {
            w
            for w in own
            if not (w in _OF_BODIES or w in g.DEMONYMS or w in g.PLACES_AS_SPEAKERS or w.endswith("based"))
        }
    # "the organisation's spokesman" after "a spokesman for the relief corps"; lost apostrophes leave "organisations"
    return not {w for w in own if w not in g.ORG_NOUNS and w.removesuffix("s") not in g.ORG_NOUNS and w != "s"}
