"""Made-up news for benchmarks: events that several outlets report in words of their own. Seeded, and as many as asked.

Names follow a Zipf-like law, as in real archives: a few stand in every tenth claim, most in a handful. An event has
one to nine reports; reports of one event share its names and number, events of one kind share their words.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

CLAIMS_AN_ARTICLE = 12
_ONSETS = "b br d dr f g gr h j k kr l m n p r s sh st t tr v z".split()
_VOWELS = "a e i o u ai ei ou".split()
_CODAS = "n r s l k m t nd rt sk th".split()
_FORMS = {
    "strike": (
        "An air strike on a market in {place} killed {number} people on {day}",
        "At least {number} people died when warplanes hit the market in {place}",
        "{number} civilians were killed in the bombing of {place}'s market on {day}",
        "Jets bombed a crowded market in {place}, leaving {number} dead",
    ),
    "meeting": (
        "{person} met officers of the {group} in {place} on {day}",
        "The {group}'s officers held talks with {person} in {place}",
        "{person} travelled to {place} for a meeting with the {group}",
    ),
    "closure": (
        "The {group} closed the road between {place} and {other} on {day}",
        "Traffic between {place} and {other} was stopped by the {group}",
        "The road from {place} to {other} has been shut since {day}",
    ),
    "purchase": (
        "The {group} bought {number} vehicles from a company in {place}",
        "A {place} company sold {number} vehicles to the {group} on {day}",
        "{number} vehicles for the {group} were ordered in {place}",
    ),
    "arrest": (
        "Police in {place} arrested {person} and {number} members of the {group} on {day}",
        "{person} was detained in {place} together with {number} others of the {group}",
        "{number} members of the {group} were taken into custody in {place}, among them {person}",
    ),
    "flood": (
        "Floods in {place} forced {number} families from their homes on {day}",
        "{number} families fled the rising water in {place}",
        "The river burst its banks at {place}, driving out {number} families",
    ),
    "resignation": (
        "{person} resigned as head of the {group} on {day}",
        "The head of the {group}, {person}, has stepped down",
        "{person} gave up the leadership of the {group} after protests in {place}",
    ),
    "denial": (
        "{person} did not order the {group} to leave {place}",
        "There was no order from {person} for the {group}'s withdrawal from {place}",
    ),
}


@dataclass(frozen=True, slots=True)
class Report:
    """One claim of one article about one event."""

    article: int
    event: int
    text: str
    names: tuple[str, ...]
    number: int
    day: date


class _Names:
    """A stock of invented names, drawn by rank with probability about 1 / rank."""

    def __init__(self, rng: random.Random, size: int, words: int) -> None:
        self._rng = rng
        self.stock = [" ".join(self._word() for _ in range(words)) for _ in range(size)]

    def _word(self) -> str:
        rng = self._rng
        syllables = rng.choice((2, 2, 3))
        word = "".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(syllables)) + rng.choice(_CODAS)
        return word.capitalize()

    def draw(self) -> str:
        # The inverse of a 1 / rank distribution: size ** u is log-uniform over the ranks.
        return self.stock[int(len(self.stock) ** self._rng.random()) - 1]


# Names of the demonstration's people and places, which `renamed` exchanges.
_TOLD_OF = (
    "Toldek Lissk Tarn Sarnak Veldria Dorsania Dorsanian Kestrel Orrin Ansel Tvedt Fenn Sorin Pell Marenne".split()
)


def renamed(text: str, rng: random.Random) -> str:
    """The text with other names of people and places, each the same throughout."""
    invented = _Names(rng, len(_TOLD_OF), 1).stock
    return re.sub(r"\b(" + "|".join(_TOLD_OF) + r")\b", lambda match: invented[_TOLD_OF.index(match.group())], text)


def reports(claims: int, *, seed: int) -> Iterator[Report]:
    """Exactly `claims` reports, spread over articles of about twelve claims each."""
    rng = random.Random(seed)
    scale = max(claims // 200, 500)
    people, places = _Names(rng, scale, 2), _Names(rng, max(scale // 4, 200), 1)
    groups = _Names(rng, max(scale // 8, 100), 1)
    articles = max(claims // CLAIMS_AN_ARTICLE, 10)
    kinds = sorted(_FORMS)
    made = event = 0
    while made < claims:
        event += 1
        forms = _FORMS[rng.choice(kinds)]
        day = date(2020, 1, 1) + timedelta(days=rng.randrange(1_500))
        facts = {
            "person": people.draw(),
            "place": places.draw(),
            "other": places.draw(),
            "group": groups.draw() + rng.choice((" Brigade", " Council", " Company", " Front")),
            "number": rng.choice((3, 5, 7, 11, 14, 21, 27, 40, 55, 80, 120, 200, 350, 640, 1_200)),
            "day": f"{day.day} {day:%B %Y}",
        }
        for article in rng.sample(range(articles), min(1 + int(9 ** rng.random() - 1), articles, claims - made)):
            text = rng.choice(forms).format(**facts)
            names = tuple(str(facts[k]) for k in ("person", "place", "other", "group") if str(facts[k]) in text)
            made += 1
            yield Report(article, event, text, names, int(str(facts["number"])), day)
