"""What stands before a name, and nouns in the singular: the words that say what somebody is."""

from __future__ import annotations

from claims.analysis.attribute import gazetteer as g

_NOT_PLURAL = frozenset(
    "press congress business news series ss us is was his this isis princess actress boss hostess jess hamas".split()
)
PLURALS = frozenset(
    """people police men women media children spokesmen congressmen businessmen policemen servicemen many some several
    others both few most all""".split()
)
_INNER = frozenset("of and & for on the de la".split())  # join capitals into an organization's name, not a person's
# Titles that end what stands before a name, whatever comes first: "Transport Minister", "State Department Spokesman".
_STRONG_TITLES = frozenset(
    """minister president premier secretary spokesman spokeswoman spokesperson director chief senator governor mayor
    ambassador envoy general colonel major captain commander admiral sergeant judge justice chairman chairwoman
    chancellor commissioner nominee prosecutor sheriff professor congressman congresswoman representative deputy
    analyst adviser advisor candidate leader whip founder ceo boss counsel strategist bishop archbishop cardinal rabbi
    prince king ayatollah speaker coach""".split()
)


def strip_titles(name: list[str]) -> tuple[list[str], list[str]]:
    """(titles, name): "Foreign Minister Javad Karimi" → Javad Karimi. A title that is all there is stays the name."""
    k = next((j + 1 for j in range(min(len(name) - 2, 5), -1, -1) if name[j].lower() in _STRONG_TITLES), 0)
    while k < len(name) - 1 and (
        name[k].lower().rstrip(".") in g.TITLES
        or name[k].lower() in g.DEMONYMS
        or (k == 0 and name[k].lower() in g.PLACES_AS_SPEAKERS and name[1].lower() in g.TITLES)
    ):
        k += 1
    while k < len(name) - 1 and name[k].lower().endswith("-based"):
        k += 1
    if (
        len(name) - k > 2
        and name[k].lower() in g.ORG_WORDS
        and name[-1].lower() not in g.ORG_WORDS
        and not _INNER & {w.lower() for w in name[k:]}
    ):
        k += 1  # the end of a body's name before a person's: "… of the Halm Coalition Anas Karimi"
        return [w.lower().rstrip(".") for w in name[:k]], name[k:]
    rest = name[k:]
    if len(rest) > 1 and rest[0].lower().endswith("s") and rest[0].lower()[:-1] in g.ORG_WORDS:
        rest, k = rest[1:], k + 1  # an apostrophe lost: "Observatorys Rami …"
    if (
        k
        and not name[k - 1].lower().endswith("-based")
        and (rest[-1].lower() in g.ORG_WORDS or rest[0].lower() in _INNER or rest[0].lower() in g.ORG_WORDS)
    ):
        return [], name  # "Foreign Ministry", "State Department", "Defence Council"
    return [w.lower().rstrip(".") for w in name[:k]], rest


def is_titled(low: list[str]) -> bool:
    """Whether one of the words is a title of a person."""
    return any(word in _STRONG_TITLES for word in low)


def is_place(title: str) -> bool:
    """Whether a word before a name says where, not what: "Britain-based", "Syrian"."""
    return title.endswith("-based") or title in g.DEMONYMS


def is_plural(word: str) -> bool:
    return word in PLURALS or (word.endswith("s") and not word.endswith(("ss", "'s", "us")) and word not in _NOT_PLURAL)


def singular(word: str) -> str:
    """The singular of a regular or common plural, for comparing heads."""
    if word.endswith("men"):
        return word[:-3] + "man"
    if word == "people":
        return "person"
    if not is_plural(word) or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "ches", "shes", "xes")) else word[:-1]


def is_capitalised_description(name: list[str]) -> bool:
    """A headline's "Former White House Doctor": a trade behind words of bodies or rank, without a first name."""
    low = [word.lower() for word in name]
    return (
        len(low) > 1
        and singular(low[-1]) in g.INFORMANTS | g.HUMANS
        and low[0] not in g.GENDER
        and any(word in g.ORG_WORDS or word in g.DEMONYMS or word in g.SENIORITY for word in low[:-1])
    )
