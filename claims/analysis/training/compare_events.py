"""Pairs of invented news events, told in different words and with slots that agree or do not.

Real pairs of one event in two outlets are few and unlabelled; a grammar of events gives as many as wanted, with the
label known: the same slots in other words are the same claim, another number or day of the same event contradicts, a
missing detail is implied, another place or actor is another event. Frequent kinds of hard news are covered.
"""

from __future__ import annotations

import random
from typing import NamedTuple

PLACES = """Aleppo Mosul Kabul Lagos Manila Nairobi Karachi Bogota Odessa Homs Tripoli Kandahar Quetta Donetsk Juba Gaza
Baghdad Mogadishu Peshawar Idlib Kharkiv Maiduguri Sanaa Bamako Jakarta Lima Dhaka Izmir Aden Basra Hama Raqqa Lyon
Hamburg Leeds Chicago Houston Oakland Toledo Denver Boston Phoenix Memphis Naples Seville Porto Krakow Gdansk""".split()
SURNAMES = """Haddad Okafor Petrov Mendez Schmidt Tanaka Novak Silva Rahman Dubois Kowalski Hansen Costa Ivanov
Mbeki Reyes Khan Jensen Moreau Weber Fischer Rossi Marino Santos Pereira Walker Hughes Murphy Collins Barnes Foster
Bennett
Aziz
Hamdan Saleh Mansour Farouk Nasser Yilmaz Demir Kaya Popescu Ionescu Horvat Kovac Lindgren Virtanen""".split()
FIRST = """Omar Leila Anna Viktor Maria Carlos Yusuf Elena David Sara Tomas Ingrid Paulo Fatima Ahmed Julia Marco Nadia
Peter Amina Daniel Rosa Ivan Clara Hassan Monica""".split()
GROUPS = (
    "rebels|militants|gunmen|government forces|insurgents|police|soldiers|separatists|the militia|army troops".split(
        "|"
    )
)
COMPANIES = "Norvex|Altamir|Celtron|Graystone|Baltica Steel|Orion Foods|Medilab|Hexagon Oil|Tellux|Pacific Rail".split(
    "|"
)
COUNTRIES = "Turkey|Russia|Iran|France|Brazil|Japan|Egypt|Kenya|Poland|Canada|India|Mexico|Norway|Jordan".split("|")
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
WORDS = dict(enumerate("zero one two three four five six seven eight nine ten eleven twelve".split()))


class Kind(NamedTuple):
    """``tellings`` use the slots; ``less`` are tellings that leave details out; ``deny`` state the opposite."""

    tellings: tuple[str, ...]
    less: tuple[str, ...]
    deny: tuple[str, ...]
    lowest: int
    highest: int


KINDS = (
    Kind(
        (
            "{N} people were killed when a bomb exploded in {P} on {D}.",
            "A bomb killed {n} people in {P} on {D}.",
            "A bomb blast in {P} left {n} people dead on {D}.",
            "On {D}, a bomb attack in {P} claimed the lives of {n} people.",
            "{N} dead in {P} bomb blast on {D}.",
            "The {D} bombing in {P} took {n} lives.",
            "The death toll of {D}'s bombing in {P} stands at {n}.",
            "An explosion in {P} killed {n} on {D}.",
        ),
        (
            "A bomb exploded in {P} on {D}.",
            "Several people were killed by a bomb in {P}.",
            "There was a deadly blast in {P}.",
        ),
        (
            "Nobody was killed by the bomb in {P} on {D}.",
            "The bomb in {P} on {D} caused no casualties.",
            "There was no explosion in {P} on {D}.",
        ),
        3,
        120,
    ),
    Kind(
        (
            "{G} seized the town of {P} on {D}.",
            "The town of {P} was captured by {G} on {D}.",
            "On {D}, {G} took control of {P}.",
            "{P} fell to {G} on {D}.",
            "{G} overran {P} on {D} after fierce fighting.",
            "{G} captured {P} on {D}.",
        ),
        ("{G} entered {P}.", "There was fighting over {P}.", "{P} changed hands."),
        (
            "{G} failed to take {P} on {D}.",
            "An assault by {G} on {P} was repelled on {D}.",
            "{P} has not fallen to {G}.",
            "{G} withdrew from {P} on {D}.",
        ),
        3,
        9,
    ),
    Kind(
        (
            "{F} {S} resigned as chairman of {C} on {D}.",
            "{C} chairman {F} {S} stepped down on {D}.",
            "{S} quit as head of {C} on {D}.",
            "The chairman of {C}, {F} {S}, handed in his resignation on {D}.",
            "On {D}, {S} left his post as {C} chairman.",
        ),
        ("{S} is no longer chairman of {C}.", "{C} lost its chairman.", "{C} is looking for a new chairman."),
        (
            "{S} will stay on as chairman of {C}.",
            "{S} denied that he had resigned from {C}.",
            "{C} said {S} had not resigned.",
        ),
        3,
        9,
    ),
    Kind(
        (
            "{C} will cut {n} jobs at its plant in {P}.",
            "{N} jobs are to go at the {C} plant in {P}.",
            "{C} plans to lay off {n} workers in {P}.",
            "{C} announced {n} redundancies at its {P} factory.",
            "The {C} factory in {P} is shedding {n} posts.",
        ),
        ("{C} will cut jobs in {P}.", "{C} is reducing its workforce.", "Workers at {C} in {P} will lose their jobs."),
        (
            "{C} has ruled out job cuts in {P}.",
            "No jobs will be lost at the {C} plant in {P}.",
            "{C} denied plans to cut jobs in {P}.",
        ),
        50,
        9000,
    ),
    Kind(
        (
            "Police arrested {n} protesters in {P} on {D}.",
            "{N} demonstrators were detained in {P} on {D}.",
            "On {D}, {n} people were arrested at a protest in {P}.",
            "Officers took {n} protesters into custody in {P} on {D}.",
            "{N} arrests were made as protesters marched in {P} on {D}.",
        ),
        ("There were arrests in {P} on {D}.", "People protested in {P}.", "Police detained protesters in {P}."),
        (
            "Nobody was arrested at the protest in {P} on {D}.",
            "The protest in {P} on {D} ended without arrests.",
            "Police made no arrests in {P} on {D}.",
        ),
        4,
        800,
    ),
    Kind(
        (
            "{O} signed a deal worth ${n} million with {C} on {D}.",
            "A ${n} million agreement between {O} and {C} was signed on {D}.",
            "{C} won a ${n} million contract from {O}, signed on {D}.",
            "On {D}, {O} and {C} concluded an agreement worth ${n} million.",
            "{O} agreed to pay {C} ${n} million under a contract signed on {D}.",
        ),
        ("{O} signed a contract with {C}.", "{C} does business with {O}.", "{O} and {C} reached an agreement on {D}."),
        (
            "{O} denied that it had signed a deal with {C}.",
            "There is no agreement between {O} and {C}, the company said.",
            "{O} cancelled its deal with {C} on {D}.",
        ),
        5,
        900,
    ),
    Kind(
        (
            "{F} {S} won the mayoral election in {P} with {n} percent of the vote.",
            "With {n}% of the vote, {F} {S} was elected mayor of {P}.",
            "{S} takes {n} percent to become mayor of {P}.",
            "{F} {S} was elected {P} mayor, taking {n} percent.",
            "Voters in {P} elected {S} mayor with {n} percent of the ballots.",
        ),
        ("{S} is the new mayor of {P}.", "{F} {S} won the election in {P}.", "{P} has elected a new mayor."),
        (
            "{S} lost the mayoral election in {P}.",
            "{S} was not elected mayor of {P}.",
            "{F} {S} was defeated in the race for mayor of {P}.",
        ),
        38,
        79,
    ),
    Kind(
        (
            "The court in {P} sentenced {F} {S} to {n} years in prison.",
            "{F} {S} was jailed for {n} years by a court in {P}.",
            "{S} got {n} years behind bars from a {P} court.",
            "A judge in {P} handed {F} {S} a {n}-year prison term.",
            "A {P} court convicted {S} and gave him {n} years in jail.",
        ),
        ("{S} was convicted.", "{S} was sent to prison.", "A court in {P} found {F} {S} guilty."),
        (
            "{S} was acquitted by a court in {P}.",
            "A court in {P} found {F} {S} not guilty.",
            "{S} walked free from court in {P}.",
        ),
        2,
        30,
    ),
    Kind(
        (
            "Floods in {P} forced {n} people from their homes on {D}.",
            "{N} residents were evacuated in {P} on {D} because of flooding.",
            "Flooding displaced {n} people in {P} on {D}.",
            "On {D}, {n} people had to leave their houses as floodwater rose in {P}.",
            "In {P}, {n} people fled the floods on {D}.",
        ),
        ("There was flooding in {P}.", "People in {P} had to leave their homes.", "Floodwater rose in {P} on {D}."),
        (
            "Nobody had to leave home in {P} despite the floods.",
            "{P} was spared by the floods on {D}.",
            "No evacuation was needed in {P} on {D}.",
        ),
        40,
        20000,
    ),
    Kind(
        (
            "{O} shot down a drone of {Q} over {P} on {D}.",
            "A {Q} drone was shot down by {O} over {P} on {D}.",
            "On {D}, forces of {O} downed a drone belonging to {Q} near {P}.",
            "{O} says it brought down a drone from {Q} over {P} on {D}.",
            "A drone of {Q} was destroyed over {P} on {D} by {O}.",
        ),
        ("{Q} lost a drone.", "A drone was shot down over {P}.", "A drone came down near {P} on {D}."),
        (
            "{O} denied shooting down a drone over {P}.",
            "No drone of {Q} was lost over {P} on {D}.",
            "{Q} shot down a drone of {O} over {P} on {D}.",
            "{Q} said that none of its drones had been shot down.",
        ),
        3,
        9,
    ),
    Kind(
        (
            "{F} {S} met the president of {O} in {P} on {D}.",
            "The president of {O} received {F} {S} in {P} on {D}.",
            "On {D}, {S} held talks with the president of {O} in {P}.",
            "{S} and the president of {O} met in {P} on {D}.",
            "Talks between {F} {S} and the president of {O} took place in {P} on {D}.",
        ),
        ("{S} was in {P} on {D}.", "{S} has met the president of {O}.", "The president of {O} visited {P}."),
        (
            "{S} did not meet the president of {O}.",
            "The president of {O} refused to meet {F} {S} in {P}.",
            "{F} {S} denied having met the president of {O}.",
            "The meeting between {S} and the president of {O} was called off.",
        ),
        3,
        9,
    ),
    Kind(
        (
            "Shares in {C} fell {n} percent on {D}.",
            "{C} stock lost {n}% on {D}.",
            "{C} shares closed {n} percent lower on {D}.",
            "On {D}, {C} dropped by {n} percent on the stock exchange.",
            "The share price of {C} was down {n} percent on {D}.",
        ),
        ("{C} shares fell.", "{C} lost value on the stock exchange.", "Investors sold {C} shares on {D}."),
        (
            "Shares in {C} rose {n} percent on {D}.",
            "{C} stock gained {n}% on {D}.",
            "{C} shares were unchanged on {D}.",
        ),
        2,
        30,
    ),
)
_REPORTED = (
    "",
    "",
    "",
    "",
    "officials said",
    "police said",
    "according to local media",
    "state television reported",
    "a witness said",
)


def event_pair(rng: random.Random) -> dict[str, str | float]:
    """One labelled pair: ``{"a", "b", "label"}``, the labels those of the comparer's training."""
    kind = rng.choice(KINDS)
    slots = _slots(kind, rng)
    one, other = rng.sample(kind.tellings, 2)
    choice = rng.random()
    if choice < 0.3:
        return _pair(one, slots, other, slots, "same", rng)
    if choice < 0.42:
        return _pair(one, slots, rng.choice(kind.less), slots, "forward", rng)
    if choice < 0.57:
        return _pair(one, slots, rng.choice(kind.deny), slots, "contradiction", rng)
    changed, label = _changed(kind, slots, one + other, rng)
    return _pair(one, slots, other, changed, label, rng)


def _changed(kind: Kind, slots: dict[str, str], used: str, rng: random.Random) -> tuple[dict[str, str], str]:
    """Other values for one slot that both tellings use."""
    fresh = _slots(kind, rng)
    options = [("n", "contradiction")] if "{n}" in used.lower() else []
    options += options  # figures differ more often than anything else in the news of one event
    options += [(name, "neutral") for name in "PSCOG" if used.count(f"{{{name}}}") >= 2]
    name, label = rng.choice(options or [("P", "neutral")])
    changed = dict(slots)
    for each in ("n", "N") if name == "n" else ("S", "F") if name == "S" else (name,):
        changed[each] = fresh[each]
    if name == "n" and changed["n"] == slots["n"]:
        changed["n"] = changed["N"] = str(int(fresh["x"]) + rng.randint(1, 9))
    if name != "n" and changed[name] == slots[name]:
        return slots, "same"
    if label == "neutral" and rng.random() < 0.5:  # other events differ in more than one thing
        changed.update({"n": fresh["n"], "N": fresh["N"], "D": fresh["D"]})
    return changed, label


def _slots(kind: Kind, rng: random.Random) -> dict[str, str]:
    number = rng.randint(kind.lowest, kind.highest)
    if number > 100 and rng.random() < 0.6:
        number = round(number, -1 if number < 1000 else -2)
    written = WORDS[number] if number in WORDS and rng.random() < 0.5 else f"{number:,}"
    about = rng.choice(("", "", "", "", "at least ", "about ")) if number > 9 and kind.highest > 100 else ""
    first, second = rng.sample(COUNTRIES, 2)
    place = rng.choice(PLACES)
    if rng.random() < 0.4:
        place = rng.choice(("the northern city of ", "central ", "the outskirts of ", "the port of ")) + place
    return {
        "n": about + written, "N": (about + written).capitalize(), "x": str(number), "P": place, "D": rng.choice(DAYS),
        "F": rng.choice(FIRST), "S": rng.choice(SURNAMES), "G": rng.choice(GROUPS), "C": rng.choice(COMPANIES),
        "O": first, "Q": second,
    }  # fmt: skip


def _pair(
    one: str, slots_one: dict[str, str], other: str, slots_other: dict[str, str], label: str, rng: random.Random
) -> dict[str, str | float]:
    a, b = _told(one, slots_one, rng), _told(other, slots_other, rng)
    return {"a": a, "b": b, "label": label}


def _told(telling: str, slots: dict[str, str], rng: random.Random) -> str:
    text = telling.format(**slots)
    said = rng.choice(_REPORTED)
    text = text[0].upper() + text[1:]
    return f"{text.rstrip('.')}, {said}." if said else text
