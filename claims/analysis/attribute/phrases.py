"""A source's noun phrase taken apart: pronoun, determiner, head, titles, name, apposition.

Reads the phrase alone, with the lexicons of `gazetteer`; what needs the rest of the article is done in `resolve`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from claims.analysis.attribute import gazetteer as g
from claims.analysis.attribute import lexicon
from claims.analysis.attribute.titles import (
    PLURALS,
    is_capitalised_description,
    is_place,
    is_plural,
    is_titled,
    singular,
    strip_titles,
)
from claims.analysis.attribute.tokens import WORD

PRONOUNS = frozenset(
    """i me my we us our you your he him his she her hers it its they them their who whom which that himself herself
    itself themselves one these those this""".split()
)
_DETERMINING = frozenset("this that these those one his her its their my our your".split())
_RELATIVE = frozenset("who whom whose which that where".split())
_CUT = frozenset(", ; ( — -- :".split()) | _RELATIVE
# Participles that open what follows a noun: "a channel run by the group".
# Words that hang on a noun and end its core.
_HANGING = frozenset(
    """with from at in on to by of for inside close familiar briefed speaking including near concerning regarding about
    against into over""".split()
)
_ALONE = frozenset("many some most several others few all both one much".split())
_MODIFIED = frozenset(
    """run owned led backed funded called known affiliated linked aligned allied loyal named based published conducted
    released issued""".split()
)
_PARTICLES = frozenset(
    "al el bin ibn ben abu abd de la le van von der den di da dos du al- ad as of and & for on the".split()
)
_CLITIC = re.compile(r"'(?:s|ve|d|ll|re|m)\Z", re.IGNORECASE)
NUMBER_WORDS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"dozen": 12, "thirty": 30, "forty": 40, "fifty": 50}


@dataclass(slots=True)
class Phrase:
    """``low`` are the words; ``core`` the index where the core noun phrase ends (before a comma, a relative clause or a
    preposition); ``head`` its last noun, lower-cased, '' for a bare name; ``name`` the proper name without titles;
    ``titles`` the words before it; ``labels`` every lower-cased noun that describes the source, for "the minister"."""

    text: str
    words: list[str]
    low: list[str]
    core: int
    pronoun: str | None = None
    determiner: str | None = None
    head: str = ""
    name: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    labels: frozenset[str] = frozenset()
    name_in_core: bool = False
    article_before_name: bool = False
    partitive: bool = False  # "one of the officials", "some of them"

    @property
    def plural(self) -> bool:
        if self.pronoun:
            return self.pronoun in ("they", "them", "their", "we", "us", "our", "these", "those")
        if self.name and not self.head:
            return is_plural(self.name[-1].lower()) and self.name[-1].lower() in g.COLLECTIVES
        return (
            is_plural(self.head)
            or self.head in PLURALS
            or (" and " in f" {' '.join(self.low[: self.core])} " and not self.name)
        )


@lru_cache(maxsize=4096)
def parse(text: str) -> Phrase:
    """The phrase of a source as it stands in the text (normalised marks; trailing commas do no harm)."""
    words = [m[0] for m in WORD.finditer(" ".join(text.split()))]
    words = [piece for word in words for piece in _split_possessive(word)]
    while words and words[-1] in (",", ";", "—", "-", "--", ".", '"', "'s", "'"):
        words.pop()
    while words and words[0] in ('"', "''", ",", "'", "as", "—", "-", "--", "by"):
        words.pop(0)
    low = [word.lower() for word in words]
    phrase = Phrase(text, words, low, len(words))
    if not words:
        return phrase
    _uncapitalise(phrase)
    base = _CLITIC.sub("", low[0])
    shouted = words[0].isupper() and len(base) > 1 and len(words) == 1  # "WHO", "US"
    alone = len(words) == 1 or (
        base not in _DETERMINING and (low[1] in _RELATIVE | {","} or base in ("he", "she", "i"))
    )
    if base in PRONOUNS and alone and not shouted:
        phrase.pronoun = base
        return phrase
    if low[-1] in ("whom", "which") and "of" in low[-3:]:
        if len(words) > 5:
            return parse(" ".join(words[:-4]))  # "five workers at the camp, all of whom"
        phrase.pronoun = low[-1]  # "all of whom"
        return phrase
    _core(phrase)
    _names(phrase)
    return phrase


def _uncapitalise(phrase: Phrase) -> None:
    """A common noun that only opens its sentence ("Residents of the town") is no name."""
    words, low = phrase.words, phrase.low
    common = low[0] in g.INFORMANTS or singular(low[0]) in g.INFORMANTS | g.HUMANS | g.DOCUMENT_NOUNS | {"police"}
    if common and words[0][0].isupper() and not words[0].isupper() and (len(words) == 1 or not words[1][0].isupper()):
        words[0] = low[0]


def _split_possessive(word: str) -> list[str]:
    if len(word) > 2 and word[-2:] in ("'s", "'S"):
        return [word[:-2], "'s"]
    return [word]


def _core(phrase: Phrase) -> None:
    low = phrase.low
    start = 0
    if low[0] in lexicon.DETERMINERS or low[0] in NUMBER_WORDS or low[0].isdigit():
        phrase.determiner = low[0]
        start = 1
    end = len(low)
    for k in range(start, len(low)):
        if k > start and _opens_modifier(phrase, k):
            end = k
            break
        if low[k] in _CUT or low[k] in _HANGING:
            if k > start and not _inside_name(phrase, k):
                end = k
                break
            if k == start and low[k] == "of" and start == 1:  # "one of the officials", "some of his aides"
                _partitive(phrase)
                return
            if k == start == 1 and low[0] in _ALONE:
                end = k  # "many in the party"
                break
    phrase.core = end
    last = end - 1
    if last > 0 and low[last] in ("tv", "pac"):
        phrase.head = low[last]
    elif last >= 0 and not phrase.words[last][0].isupper() and low[last] not in ("other", "others", "latter", "former"):
        phrase.head = low[last] if last >= start else ""


def _opens_modifier(phrase: Phrase, k: int) -> bool:
    """Whether what follows the noun begins at ``k`` without a comma: "a channel run by", "Amal Rashid a teacher in"."""
    low = phrase.low
    if k + 1 >= len(low):
        return False
    if low[k] in _MODIFIED or (low[k].endswith("ed") and low[k + 1] == "by"):
        return low[k + 1] in lexicon.PREPOSITIONS
    return low[k] in ("a", "an", "the") and _capital(phrase.words[k - 1]) and low[k - 1] not in lexicon.PREPOSITIONS


def _capital(word: str) -> bool:
    """Whether a word is written as a name: "Hamwi", "al-Hamwi"."""
    return word[0].isupper() or (
        word.startswith(("al-", "el-", "ar-", "as-", "ash-")) and word[word.index("-") + 1 :][:1].isupper()
    )


def _partitive(phrase: Phrase) -> None:
    rest = parse(" ".join(phrase.words[2:]))
    phrase.core = min(rest.core + 2, len(phrase.words))
    phrase.partitive = True
    if rest.pronoun is None:
        phrase.head = rest.head or (rest.low[rest.core - 1] if rest.core else "")


def _inside_name(phrase: Phrase, k: int) -> bool:
    """Whether the preposition at ``k`` is part of an organization's name: "Observatory for Human Rights"."""
    words = phrase.words
    if phrase.low[k] not in ("of", "for", "on") or k + 1 >= len(words) or not words[k - 1][0].isupper():
        return False
    after = k + 1 + (phrase.low[k + 1] == "the" and k + 2 < len(words))
    if (
        phrase.low[k] == "for"
        and phrase.determiner == "the"
        and words[after][0].isupper()
        and not is_titled(phrase.low[:k])
    ):
        return True  # "the Halm Obervatory for Human Rights", however it is spelt
    return words[after][0].isupper() and phrase.low[k - 1] in g.ORG_WORDS | {
        "doctors",
        "reporters",
        "office",
        "bank",
        "voice",
        "house",
        "friends",
    }


def _names(phrase: Phrase) -> None:
    """The proper name: in the core, else in an apposition ("the head of the clinic, Amal Rashid,")."""
    runs = _runs(phrase, 0, phrase.core)
    name: list[str] = []
    if runs and (runs[-1][1] == phrase.core or phrase.head == ""):
        first, last = runs[-1]
        name = phrase.words[first:last]
        phrase.name_in_core = True
        phrase.article_before_name = phrase.determiner == "the" and first <= 1
        before = phrase.low[1 if phrase.determiner else 0 : first]
        if is_capitalised_description(name):
            phrase.name_in_core, phrase.head = False, name[-1].lower()
            phrase.labels = frozenset({singular(phrase.head)})
            return
        titles, name = strip_titles(name)
        phrase.titles = [*before, *titles]
        phrase.article_before_name = phrase.article_before_name and all(is_place(title) for title in titles)
    elif runs and (noun := _noun_behind_name(phrase, runs[-1])):
        first, last = runs[-1]
        phrase.name, phrase.name_in_core, phrase.head = phrase.words[first:last], True, ""
        phrase.titles = [*phrase.low[1 if phrase.determiner else 0 : first], noun]
        phrase.labels = frozenset({noun, *phrase.titles})
        return
    elif phrase.core < len(phrase.words):
        name = _apposed_name(phrase) or _trailing_name(phrase)
    phrase.name = name
    labels = {singular(w) for w in phrase.titles} | {singular(t.lower()) for t in name if t.lower() in g.ORG_WORDS}
    if phrase.head:
        labels.add(singular(phrase.head))
        labels |= set(phrase.low[: phrase.core])
    labels |= _apposed_labels(phrase)
    phrase.labels = frozenset(w for w in labels if (w and w.isalpha()) or "-" in w)


def _noun_behind_name(phrase: Phrase, run: tuple[int, int]) -> str:
    """The noun that says what the name before it is: "al-Watan | newspaper", "SANA news | agency"; '' for others."""
    behind = phrase.low[run[1] : phrase.core]
    if behind in (["agency"], ["news", "agency"]):
        return "agency"
    if len(behind) == 1 and behind[0] in g.OUTLET_NOUNS and phrase.low[run[1] - 1] not in g.DEMONYMS:
        return behind[0]
    return ""


def _trailing_name(phrase: Phrase) -> list[str]:
    """A full name that ends the phrase, its comma lost: "Member of the party's committee Yasser Karimi"."""
    if singular(phrase.head) not in g.PERSON_HEADS | g.HUMANS | g.INFORMANTS or phrase.plural:
        return []
    runs = _runs(phrase, phrase.core, len(phrase.words))
    if not runs or runs[-1][1] != len(phrase.words) or runs[-1][1] - runs[-1][0] < 2:
        return []
    first, last = runs[-1]
    if last - first > 2 and (phrase.words[first].isupper() or phrase.low[first] in g.ORG_WORDS):
        first += 1  # "representative to the UN Ramlan Karimi"
    elif phrase.low[first - 1] in lexicon.PREPOSITIONS | lexicon.DETERMINERS:
        return []
    if phrase.low[last - 1] in g.ORG_WORDS:
        return []
    phrase.titles = phrase.low[: phrase.core]
    return phrase.words[first:last]


def _runs(phrase: Phrase, first: int, last: int) -> list[tuple[int, int]]:
    """Runs of capitalised words, with small words of names inside: (start, end)."""
    runs, k, words = [], first, phrase.words
    if k == 0 and phrase.determiner:
        k = 1
    while k < last:
        if _capital(words[k]):
            end = k + 1
            while end < last:
                if (
                    (phrase.low[end] == "rights" and phrase.low[end - 1] == "human")
                    or words[end][0].isupper()
                    or words[end].lower().startswith(("al-", "el-"))
                    or words[end].isdigit()
                    or (
                        phrase.low[end] in _PARTICLES
                        and end + 1 < last
                        and (words[end + 1][0].isupper() or phrase.low[end + 1] == "the")
                    )
                ):
                    end += 1
                else:
                    break
            runs.append((k, end))
            k = end
        k += 1
    return runs


def _apposed_name(phrase: Phrase) -> list[str]:
    """A name between commas behind the core, as long as the core is a person's description."""
    if not phrase.head or singular(phrase.head) in g.ORG_NOUNS | g.DOCUMENT_NOUNS | g.OUTLET_NOUNS or phrase.plural:
        return []
    low = phrase.low
    for k in range(phrase.core, len(low)):
        if low[k] == "," and k + 1 < len(low) and phrase.words[k + 1][0].isupper():
            runs = _runs(
                phrase, k + 1, next((j for j in range(k + 1, len(low)) if low[j] in (",", "who", "(")), len(low))
            )
            if runs and runs[0][0] == k + 1:
                titles, name = strip_titles(phrase.words[runs[0][0] : runs[0][1]])
                phrase.titles = [*low[: phrase.core], *titles]
                return name
        if low[k] in _RELATIVE:
            break
    return []


def _apposed_labels(phrase: Phrase) -> set[str]:
    """Nouns of the first apposition: "Amal Rashid, the director of the clinic" → director."""
    low = phrase.low
    if phrase.core >= len(low) or low[phrase.core] not in (",", "—", "(", "a", "an", "the"):
        return set()
    found: set[str] = set()
    for k in range(phrase.core + 1, min(len(low), phrase.core + 10)):
        if low[k] in _RELATIVE or low[k] in ("for", "at", "in", ",", "with", "from"):
            break
        if low[k].isalpha() and low[k] not in lexicon.DETERMINERS and low[k] != "of":
            found.add(singular(low[k]))
        if low[k] == "of":
            break
    return found
