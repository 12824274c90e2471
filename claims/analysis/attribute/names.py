"""Every proper name of the article, sources or not: what short forms and pronouns can refer to.

One pass over the capitalised words outside the headline. A run of capitals is one mention; its titles are taken off.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from claims.analysis.attribute import gazetteer as g
from claims.analysis.attribute.lexicon import FINITE
from claims.analysis.attribute.titles import singular, strip_titles
from claims.analysis.types import Document

_RUN = re.compile(
    r"(?:(?P<det>\b[Tt]he|[Aa]n?)\s+)?"
    r"(?P<run>[^\W\d_a-z][\w.'-]*(?:\s+(?:(?:al|el|bin|ibn|de|van|von|der|la|of|for|and|the)\s+){0,2}[^\W\d_a-z][\w.'-]*)*)"
)
_POSSESSIVE = re.compile(r"(?:'s|')\Z")
_ACTS = re.compile(r"(?:'s)?\s+([a-z]+)\b")
_PERSON_SIGNS = re.compile(r"\s*,\s*(?:who|\d\d\b|a |an |the )|\s+(?:said|says|told|asked|added|tweeted|wrote)\b")


@dataclass(slots=True)
class Named:
    """One named thing of the article: every place it is mentioned at, and what it was called there."""

    words: tuple[str, ...]  # the fullest form, without titles
    titles: set[str] = field(default_factory=set)
    at: list[int] = field(default_factory=list)
    person: bool = False
    gender: str | None = None
    first_full: int = 0

    @property
    def name(self) -> str:
        return " ".join(self.words)


def named_things(document: Document) -> list[Named]:
    """The full names (two words and more, or one with a title) of the body, in order of first mention."""
    normal = document.normalised
    found: dict[str, Named] = {}
    for sentence in document.sentences:
        if document.title is not None and sentence.end <= document.title.end and document.title.of(normal).isupper():
            continue
        for match in _RUN.finditer(normal, sentence.start, sentence.end):
            _add(found, normal, match, sentence.start)
    return sorted(found.values(), key=lambda named: named.first_full)


def _add(found: dict[str, Named], normal: str, match: re.Match[str], sentence_start: int) -> None:
    words = match["run"].split()
    if len(words) > 12:
        return
    if match.start("run") == sentence_start and len(words) > 1 and words[0].lower() in _STARTERS:
        words = words[1:]
    words[-1] = _POSSESSIVE.sub("", words[-1].rstrip("."))
    for k, word in enumerate(words[:-1]):
        if word.endswith(("'s", "s'")):  # "Iran's Foreign Minister Javad Karimi"
            words = words[k + 1 :]
            break
    titles, name = strip_titles(words)
    lower_title = _title_before(normal, match.start())
    if len(name) < 2 and not titles and not lower_title:
        return
    if not name[0] or any(w.lower() in ("and", "the") for w in name) or name[-1].lower() in g.ORG_WORDS or match["det"]:
        return
    if "of" in name or "for" in name:
        return
    key = " ".join(name).lower()
    named = found.setdefault(key, Named(tuple(name), first_full=match.start("run")))
    named.at.append(match.start("run"))
    named.titles |= {singular(t) for t in titles} | lower_title
    first = name[0].lower()
    gender = g.GENDER.get(first) if len(name) > 1 else None
    if set(titles) & g.MALE_WORDS:
        gender = "m"
    elif set(titles) & g.FEMALE_WORDS:
        gender = "f"
    named.gender = named.gender or gender
    acts = _ACTS.match(normal, match.end())
    named.person = (
        named.person
        or bool(acts and (acts[1] in FINITE or acts[1].endswith("ed")) and _looks_like_a_person(name))
        or bool(gender or titles or lower_title or _PERSON_SIGNS.match(normal, match.end()))
    )


def _looks_like_a_person(name: list[str]) -> bool:
    """Two or three capitalised words, none of them of places or bodies."""
    low = [word.lower() for word in name]
    return 2 <= len(name) <= 3 and not any(
        w in _PLACE_WORDS
        or w in g.ORG_WORDS
        or w in g.OUTLET_WORDS
        or w in g.PLACES_AS_SPEAKERS
        or w in g.DEMONYMS
        or w in g.COMPANY_WORDS
        or word.isupper()
        for w, word in zip(low, name, strict=True)
    )


def _title_before(normal: str, at: int) -> set[str]:
    """Lower-cased role words directly before a name: "prosecutor Sara Haddad"."""
    before = re.search(r"((?:[a-z-]+\s+){1,3})\Z", normal[max(0, at - 40) : at])
    if not before:
        return set()
    words = before[1].split()
    return (
        {words[-1]}
        if words[-1] in g.PERSON_HEADS
        or (words[-1] in g.TITLES and words[-1] not in ("us", "former", "acting", "then"))
        else set()
    )


_PLACE_WORDS = frozenset(
    """north south east west new san los las saint st middle united islamic street house city county island islands
    river university park avenue road bridge airport square valley sea lake mount bay gulf ocean hall act day war
    plan deal treaty agreement state states super black white red green big great grand old upper lower central
    eastern western northern southern northeast northwest southeast southwest republic kingdom province governorate
    district region town village camp port beach hill hills january february march april may june july august
    september october november december monday tuesday wednesday thursday friday saturday sunday god christmas
    ramadan easter eid""".split()
)
_STARTERS = frozenset(
    """the a an in on at but and for from after before when while as if with by of to this that these those however
    meanwhile last since both although though because during under over among like unlike according asked speaking
    then now so yet even also only former""".split()
)
