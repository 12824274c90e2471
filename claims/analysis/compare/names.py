"""Names in a claim, found by their capitals, and whether two of them can mean the same.

No model: a claim is a sentence long, names in news are capitalised, and what matters here is only whether a name of
one claim has a counterpart in the other. Lower-cased text has no names, and then no name can disagree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from claims.analysis.compare.countries import CAPITAL_OF, COUNTRY
from claims.analysis.compare.vocabulary import ALIASES, CALENDAR, COMMON_OPENERS, HONORIFICS, ROLES

_WORD = r"(?:(?:[Aa][ldnrst]|[Aa]sh|[Ee][lzs])-[A-Z][\w’'\-]*|[A-Z][\w’'\-]*(?:\.[A-Z]\.?)*|[A-Z]\.(?:[A-Z]\.)*)"
_JOIN = r"(?:of|de|al|el|bin|ibn|van|von|der|la|du|for)"
_NAME = re.compile(rf"{_WORD}(?:[ \-](?:{_JOIN} )?{_WORD})*")
# "in", "near", "north of": where something is. "from" and "to" are directions of moving and of giving alike, so no.
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|outside|inside|around|across|throughout|(?:north|south|east|west)(?:ern)?(?: of)?|"
    r"(?:city|town|village|province|district|region|neighbou?rhood|suburbs?|outskirts|countryside|port|capital|camp)"
    r" of)"
    r"(?: (?:the|central|northern|southern|eastern|western|rural|downtown|nearby|old|"
    r"(?:north|south)-?(?:east|west)(?:ern)?|(?:rebel|government|opposition|militant)-held|besieged|"
    r"city|town|village|province|district|region|of|’s|'s))*$",
    re.IGNORECASE,
)
_PLACE_AFTER = re.compile(
    r"^ (?:city|town|village|province|district|region|governorate|county|suburb|neighbou?rhood|countryside|airport|"
    r"airbase|crossing|camp|valley|dam|bridge|market|area|state)\b",
    re.IGNORECASE,
)
_PLACE_NOUNS = frozenset(
    {"camp", "airport", "airbase", "bridge", "square", "street", "road", "hospital", "countryside"}
)
_ARTICLE = re.compile(
    r"\b(?:[Aa][ldnrst]|[Aa]sh|[Ee][lzs])-(?=[A-Z])"
)  # "al-Assad", "ez-Zor": left out as often as not
_LONGER_WORD = re.compile(r"\b[A-Za-z][a-z]{3,}\b")
_POSSESSIVE = re.compile(r"[’']s?$")


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised span; ``key`` is its lower-case words without titles, countries under one name."""

    text: str
    start: int
    end: int
    key: tuple[str, ...]
    place: bool  # stands where a place stands, or ends in a noun for one

    @property
    def country(self) -> str | None:
        return self.key[0] if len(self.key) == 1 and self.key[0] in _COUNTRIES else None


_COUNTRIES = frozenset(COUNTRY.values())
# Shorter names differ by their vowels alone ("Mali", "Male"), unless they sound alike ("Raqa", "Raqqa") or stand behind
# a word that is the same ("Deir Zor", "Deir Zour"; but "Tim Cook" is not "Tom Cook").
_LEAST_SPELLED, _LEAST_SOUNDED, _LEAST_BESIDE = 5, 4, 3
_TRANSLITERATIONS = (
    ("ou", "u"), ("oo", "u"), ("ay", "e"), ("ei", "e"), ("ai", "e"), ("ey", "e"), ("ee", "i"), ("aa", "a"), ("iy", "i"),
    ("kh", "h"), ("gh", "g"), ("dh", "d"), ("ph", "f"), ("q", "k"), ("y", "i"),
)  # fmt: skip


def names_in(text: str) -> list[Name]:
    """Names of a text in order; weekdays, months, titles and ordinary words that open a sentence are none.

    A headline in title case has no names that could be told from its other words.
    """
    if in_title_case(text):
        return []
    found = []
    for match in _NAME.finditer(text):
        start, words = match.start(), match.group().rstrip(".-").split()
        if _opens_sentence(text, start):
            while words and words[0].lower() in COMMON_OPENERS:
                start += len(words[0]) + 1
                words = words[1:]
        while words and (words[-1].lower() in CALENDAR or words[-1].lower() in {"the", "and", "for", "of"}):
            words = words[:-1]
        while words and words[0].lower() in CALENDAR:
            start += len(words[0]) + 1
            words = words[1:]
        if not words or (len(words) == 1 and len(words[0]) < 2):
            continue
        written = _POSSESSIVE.sub("", " ".join(words))
        key = _key(written)
        if key:
            end = start + len(written)
            found.append(Name(written, start, end, key, _is_place(text, start, match.end())))
    return found


def same_name(a: Name, b: Name) -> bool:
    """Whether both can name one thing: equal keys, a shorter form ("Ansel", "Viktor Ansel"), initials ("SDF")."""
    if a.key == b.key:
        return True
    if a.place and b.place and CAPITAL_OF.get(" ".join(a.key)) != CAPITAL_OF.get(" ".join(b.key)):
        pass
    elif _acts_for(a, b) or _acts_for(b, a):
        return True
    if len(a.key) == len(b.key) and _word_by_word(a.key, b.key):
        return True
    short, long = sorted((a.key, b.key), key=len)
    if len(short) == 1 and len(short[0]) >= _LEAST_SPELLED and any(_same_word(short[0], word) for word in long):
        return True
    if set(short) <= set(long) and (short[-1] == long[-1] or short[0] == long[0] or len(short) > 1):
        return True
    return _initials(short, long)


def _word_by_word(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether each word has its counterpart in its place: "Lebanese Shia" and "Lebanese Shiite", "Deir al-Zor" and
    "Deir al-Zour", "Moscow Ankara" and "Russia Turkey" where an archive has lost its commas."""
    if len(a) > 1 and all(map(_state, (*a, *b))):
        return all(_state(one) == _state(other) for one, other in zip(a, b, strict=True))
    least = _LEAST_BESIDE if a[0] == b[0] else _LEAST_SPELLED
    return all(
        _same_word(one, other, least) or ALIASES.get(one, one) == ALIASES.get(other, other)
        for one, other in zip(a, b, strict=True)
    )


def _state(word: str) -> str:
    return COUNTRY.get(word) or CAPITAL_OF.get(word, "")


def _same_word(a: str, b: str, least: int = _LEAST_SPELLED) -> bool:
    """Equal, or two transliterations of one name: "Hasakeh" and "Hassakeh", "Shaykhun" and "Sheikhoun".

    Words of fewer than ``least`` letters must sound alike, and have four of them.
    """
    if a == b:
        return True
    shorter = min(len(a), len(b))
    if shorter < _LEAST_BESIDE or a[0] != b[0] or abs(len(a) - len(b)) > 3 or {a, b} & _COUNTRIES:
        return False
    one, other = _sounds(a), _sounds(b)
    if one == other:
        return shorter >= min(least, _LEAST_SOUNDED)
    if shorter < least:
        return False
    return re.sub("[aeiou]", "", one) == re.sub("[aeiou]", "", other) and _one_letter_apart(one, other)


@lru_cache(maxsize=4096)
def _sounds(word: str) -> str:
    """The word without what outlets transliterate in different ways: doubled letters, long vowels, kh, q, a last h."""
    for written, sound in _TRANSLITERATIONS:
        word = word.replace(written, sound)
    return re.sub(r"(.)\1", r"\1", re.sub(r"[’'\-]", "", word).rstrip("h"))


def _one_letter_apart(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    if len(short) == len(long):
        return sum(x != y for x, y in zip(short, long, strict=True)) <= 1
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def counterpart(name: Name, others: Iterable[Name]) -> Name | None:
    """The first of the other names that can mean the same."""
    return next((other for other in others if same_name(name, other)), None)


def _acts_for(capital: Name, country: Name) -> bool:
    """ "Moscow" for Russia, when neither is where something happened."""
    return CAPITAL_OF.get(" ".join(capital.key)) == " ".join(country.key) and not capital.place


def _initials(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    if len(short) != 1 or len(long) < 2:
        return False
    letters = "".join(word[0] for word in long if word not in {"of", "the", "for", "and", "in"})
    return short[0] == letters or (len(short[0]) > 2 and short[0] == "".join(word[0] for word in long))


def _key(written: str) -> tuple[str, ...]:
    plain = written.replace(".", "")
    if plain == "us" or (plain.lower() in COUNTRY and plain[0].isupper()):
        return (COUNTRY[plain.lower()],)
    bare = _ARTICLE.sub("", plain).lower().removeprefix("the ")
    if bare in ALIASES:
        return (ALIASES[bare],)
    words = [_POSSESSIVE.sub("", word) for word in re.split(r"[ \-]", bare)]
    words = [word for word in words if word and word not in HONORIFICS and word not in ROLES and word != "the"]
    words = ["mount" if word == "mt" else word for word in words]
    mapped = COUNTRY.get(" ".join(words)) or (COUNTRY.get(words[0][:-1]) if len(words) == 1 else None)  # "Syrias"
    return (mapped,) if mapped and words != ["us"] else tuple(words)


def in_title_case(text: str) -> bool:
    """Whether most longer words are capitalised: "Rebels Seize Airport Near Capital"."""
    longer = _LONGER_WORD.findall(text[:400])
    return len(longer) >= 6 and sum(word[0].isupper() for word in longer) >= 0.75 * len(longer)


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" “\"‘'(")
    return not before or before[-1] in ".!?:\n"


def _is_place(text: str, start: int, end: int) -> bool:
    if text[start:end].rsplit(maxsplit=1)[-1].lower() in _PLACE_NOUNS:
        return True
    before = text[max(0, start - 60) : start].rstrip()
    return bool(_PLACE_BEFORE.search(before)) or bool(_PLACE_AFTER.match(text[end : end + 20]))
