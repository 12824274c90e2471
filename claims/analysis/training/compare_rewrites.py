"""Rewrites of real sentences with a known effect on what they state: the training pairs that no corpus has.

A comparer learns from pairs that differ in one slot only if such pairs exist; news never says the same twice with one
number changed. So real sentences are rewritten: some rewrites keep the meaning (a frame added, an adverbial moved, a
number spelled out, an apposition dropped), some leave less of it, some turn it round. After FactCC (Kryściński et al.
2020), which trained consistency checkers on such transformations.

Every rewrite takes a sentence and a source of randomness and returns a new sentence, or None when it does not apply.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from itertools import pairwise

Rewrite = Callable[[str, random.Random], "str | None"]

_DIGITS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April May June July August September October November December".split()
_SYNONYMS = """
injured|wounded; began|started; begin|start; children|kids; lawyer|attorney; assault|attack; buy|purchase
bought|purchased
help|aid; rebels|insurgents; soldiers|troops; fighters|militants; big|large; ended|finished; nearly|almost
about|around; approximately|roughly; killed|slain; said|stated; called for|urged; vote|ballot; job|position; film|movie
jail|prison
demonstrators|protesters; blast|explosion; government|administration; police|officers; car|vehicle; allow|permit
accord|agreement; talks|negotiations; rejected|turned down; increase|rise; increased|rose; fell|dropped; tried|attempted
show|indicate; showed|indicated; announced|declared; win|victory; defeated|beat; led|headed; hurt|injured; home|house
doctor|physician; mistake|error; error|blunder; quickly|rapidly; many|numerous; got|received; wants|seeks
opposed|against
plan|proposal; halted|stopped; got rid of|removed; criticised|condemned; criticized|slammed; shut|closed; next to|beside
regime|government; regime|administration; terrorists|militants; jihadists|militants; terrorists|fighters
airstrikes|air strikes; airstrikes|air raids; air strikes|bombing raids; rebel-held|opposition-held; warplanes|jets
poison|toxic; shelling|bombardment; raid|strike; explosives|bombs; checks into|enters; fired|dismissed; quake|earthquake
dead|killed; climber|mountaineer; drunken|drunk; placed|put; hospitalised|taken to hospital; ISIS|ISIL; ISIS|Daesh
Daesh|Islamic State; ISIL|the Islamic State group; IS|Daesh; murdered|killed; accident|crash; fix|repair; probe|inquiry
country|nation; firm|company; wife|spouse; chief|head; released|published; people|persons; attempt|bid; huge|enormous
""".replace("\n", ";")
_OPPOSITES = """
rose|fell; increased|decreased; increase|decrease; won|lost; win|lose; accepted|rejected; accept|reject
approved|rejected
supports|opposes; supported|opposed; support|oppose; more than|fewer than; higher|lower; before|after; opened|closed
first|last; guilty|innocent; alive|dead; arrived|left; confirmed|denied; passed|failed; gained|lost
majority|minority
most|few; always|never; allowed|banned; legal|illegal; true|false; ahead of|behind; lead|trail; leads|trails
led|trailed
up|down; began|ended; start|end; agreed|refused; best|worst; better|worse; largest|smallest
likely|unlikely; strong|weak
above|below; everyone|no one
inside|outside; early|late; join|leave; joined|left; hired|fired; upheld|overturned
released|detained; success|failure; increase|cut; raised|lowered; raise|lower; north|south; east|west; both|neither
""".replace("\n", ";")
_FRAMES_BEFORE = (
    "Officials said {}",
    "The newspaper reported that {}",
    "According to a statement, {}",
    "Sources say {}",
    "It was reported that {}",
    "A spokesman said {}",
    "According to the agency, {}",
    "Witnesses said {}",
    "The ministry confirmed that {}",
    "State media say {}",
    "Two people familiar with the matter said {}",
)
_FRAMES_AFTER = (
    "{}, officials said.",
    "{}, according to the report.",
    "{}, a spokeswoman said on Friday.",
    "{}, he added.",
    "{}, the agency reported.",
    "{}, state television said.",
    "{}, sources told the paper.",
    "{}, a monitor said.",
)
_DENIALS = (
    "Officials denied that {}",
    "The ministry denied that {}",
    "A spokesman rejected the claim that {}",
    "It is not true that {}",
    "Reports that {} are false.",
    "The government dismissed reports that {}",
    "The company denied reports that {}",
    "He denied that {}",
)
_AUXILIARY = re.compile(r"\b(is|are|was|were|has|have|had|will|would|could|can|should)\b(?! not\b|n['’]t)")
_NEGATED = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|could|can|should|did|does|do) not |\b(is|was|are|were)n['’]t "
)
_PAST = re.compile(r"(?<=[a-z]) ([a-z]{3,}ed) (?=the |a |an |his |her |its |their |that |[A-Z])")
_NO_FINITE = re.compile(r"(?:have|had|has|been|be|was|were|is|are|being|to|get|got|and|or|[a-z]+ly) $")
_NUMBER = re.compile(r"(?<![\w.,$-])\d{1,3}(?:,\d{3})+(?!\d)|(?<![\w.,-])\$?\d+(?:\.\d+)?(?![\w,]*\d)(?!th|st|nd|rd)")
_NUMBER_WORD = re.compile(r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b")
_APPOSITION = re.compile(r"(?<=[a-z]), (?:a|an|the|who|which|whose) [^,;:.]{4,60},(?= )")
_TRAILING = re.compile(
    r",? (?:which|who|after|because|although|as|while|where|following|including|with|despite|amid|and) [^.]{12,}\.?$"
)
_DAYS, _MONTH_NAMES = "|".join(_WEEKDAYS), "|".join(_MONTHS)
_TIME_TAIL = re.compile(
    rf"^(.{{25,}}?) (on (?:{_DAYS})(?: \w+)?|in (?:{_MONTH_NAMES})(?: \d{{4}})?|last \w+|this \w+|in \d{{4}})\.?$"
)
_TIME_HEAD = re.compile(rf"^(On (?:{_DAYS})|In (?:{_MONTH_NAMES})(?: \d{{4}})?|Last \w+|In \d{{4}}), (.{{25,}})$")
_SUBORDINATE = re.compile(r"^(.{20,90}?) (after|before|when|while|because|although) (.{15,80}?)\.?$")
_ON_DAY = re.compile(rf"(?: on| late| early)? ({_DAYS})(?: night| evening| morning| afternoon)?(?= |\.|,|$)")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*|^[A-Z][a-z]+ [A-Z][a-z]+")


def _pairs(table: str) -> list[tuple[re.Pattern[str], str]]:
    found = []
    for pair in table.split(";"):
        if pair.strip():
            one, other = pair.strip().split("|")
            found += [(re.compile(rf"\b{one}\b"), other), (re.compile(rf"\b{other}\b"), one)]
    return found


_SYNONYM_RULES, _OPPOSITE_RULES = _pairs(_SYNONYMS), _pairs(_OPPOSITES)


def _lower_first(text: str) -> str:
    """The sentence as it stands inside another: its first word in lower case unless it is a name."""
    first = text.split(" ", 1)[0]
    plain = {
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "It",
        "He",
        "She",
        "They",
        "There",
        "His",
        "Her",
        "This",
        "Two",
        "More",
        "Some",
    }
    return text[0].lower() + text[1:] if first in plain else text


def _bare(text: str) -> str:
    return text.rstrip(" .")


def frame(text: str, rng: random.Random) -> str | None:
    if rng.random() < 0.5:
        return rng.choice(_FRAMES_BEFORE).format(_lower_first(text))
    return rng.choice(_FRAMES_AFTER).format(_bare(text))


def move_time(text: str, rng: random.Random) -> str | None:
    if match := _TIME_TAIL.match(text):
        moved = match[2].capitalize() if match[2].islower() else match[2][0].upper() + match[2][1:]
        return f"{moved}, {_lower_first(match[1])}."
    if match := _TIME_HEAD.match(text):
        return f"{match[2][0].upper()}{_bare(match[2][1:])} {match[1][0].lower()}{match[1][1:]}."
    return None


def turn_clauses(text: str, rng: random.Random) -> str | None:
    match = _SUBORDINATE.match(text)
    if match is None or "," in match[1]:
        return None
    return f"{match[2].capitalize()} {match[3]}, {_lower_first(match[1])}."


def synonyms(text: str, rng: random.Random) -> str | None:
    rules = [(pattern, other) for pattern, other in _SYNONYM_RULES if pattern.search(text)]
    if not rules:
        return None
    for pattern, other in rng.sample(rules, min(len(rules), 3)):
        text = pattern.sub(other, text, count=1)
    return text


def respell(text: str, rng: random.Random) -> str | None:
    """Numbers, per cents, abbreviations and contractions written another way."""
    new = text
    for word, digit in ((w, str(n)) for n, w in enumerate(_DIGITS) if n > 1):
        if re.search(rf"\b{word}\b", new):
            new = re.sub(rf"\b{word}\b", digit, new)
    if new == text:
        new = re.sub(r"(?<![\w.,$-])([2-9])(?![\w.,%]*\d)(?= [a-z])", lambda m: _DIGITS[int(m[1])], new)
    swaps = (
        (" percent", "%"),
        ("%", " percent"),
        ("United States", "U.S."),
        ("U.S. ", "United States "),
        ("Sen. ", "Senator "),
        ("Gov. ", "Governor "),
        ("did not", "didn't"),
        ("didn't", "did not"),
        ("is not", "isn't"),
        ("Sept. ", "September "),
        ("United Nations", "UN"),
        (" million", "m"),
        ("more than", "over"),
        ("less than", "under"),
        ("Mr. ", ""),
        ("Mrs. ", ""),
    )
    for one, other in swaps:
        if one in new and rng.random() < 0.6:
            new = new.replace(one, other)
            break
    return new if new != text else None


def drop_apposition(text: str, rng: random.Random) -> str | None:
    new = _APPOSITION.sub("", text, count=1)
    return new if new != text else None


def respell_name(text: str, rng: random.Random) -> str | None:
    """A name written as another outlet transliterates it: "Hasakeh", "Hassakah", "al-Hasaka"."""
    names = [match for match in NAME.finditer(text) if len(match.group()) > 5 and " " not in match.group()]
    if not names:
        return None
    match = rng.choice(names)
    name = match.group()
    at = rng.randrange(2, len(name) - 1)
    vowel = re.search(r"[aeiou]", name[2:])
    if rng.random() < 0.4 and vowel:
        at = 2 + vowel.start()
        new = name[:at] + rng.choice("aeiou") + name[at + 1 :]
    elif name[at] not in "aeiou":
        new = name[:at] + name[at] + name[at:] if name[at] != name[at + 1] else name[:at] + name[at + 1 :]
    else:
        new = name.rstrip("aeh") + rng.choice(("", "a", "ah", "eh"))
    return text[: match.start()] + new + text[match.end() :] if new != name else None


def loosen_time(text: str, rng: random.Random) -> str | None:
    """A weekday told relative to the day of writing, or left out: which day it was is compared as a date."""
    match = _ON_DAY.search(text)
    if match is None:
        return None
    new = rng.choice((" yesterday", " late " + match[1], " earlier this week", " " + match[1] + " night", "", ""))
    return text[: match.start()] + new + text[match.end() :]


def surname(text: str, rng: random.Random) -> str | None:
    new = re.sub(
        r"\b(?:[A-Z][a-z]+ )([A-Z][a-z]{3,})(?= (?:has|had|is|was|will|said|won|[a-z]+ed)\b)", r"\1", text, count=1
    )
    return new if new != text else None


def shorten(text: str, rng: random.Random) -> str | None:
    """The trailing clause or detail left out: the rest follows from the whole."""
    match = _TRAILING.search(text, 30)
    if match is None or match.start() < 30:
        return None
    return text[: match.start()].rstrip(",") + "."


def blur_number(text: str, rng: random.Random) -> str | None:
    new = re.sub(
        r"\b(?:\d{2}|\d,\d{3}|[3-9]|three|four|five|six|seven|eight) (?=(?:[a-z]+ )?(?:people|men|women|civilians|"
        r"votes|states|others|companies|members|candidates|delegates|soldiers|officials|years|times|emails)\b)",
        rng.choice(("several ", "some ", "a number of ", "")),
        text,
        count=1,
    )
    return new if new != text else None


def change_number(text: str, rng: random.Random) -> str | None:
    matches = list(_NUMBER.finditer(text)) or list(_NUMBER_WORD.finditer(text))
    if not matches:
        return None
    match = rng.choice(matches)
    return text[: match.start()] + _other_number(match.group(), rng) + text[match.end() :]


def _other_number(written: str, rng: random.Random) -> str:
    if written in _DIGITS:
        return rng.choice([word for word in _DIGITS[2:] if word != written])
    sign, digits = ("$", written[1:]) if written[0] == "$" else ("", written)
    value = float(digits.replace(",", ""))
    if 1700 <= value <= 2100 and "," not in digits:
        return sign + str(int(value) + rng.choice([-3, -2, -1, 1, 2, 4]))
    new = value
    while new == value:
        factor = rng.choice([0.4, 0.6, 0.75, 0.85, 0.9, 1.1, 1.15, 1.25, 1.5, 2, 3])
        new = max(1, round(value * factor)) if "." not in digits else round(value * factor, 1)
        if value < 10 and "." not in digits:
            new = rng.randint(1, 15)
    return sign + (f"{int(new):,}" if "," in digits or ("." not in digits and new >= 1000) else str(new))


def change_date(text: str, rng: random.Random) -> str | None:
    """Another month. Weekdays are left alone: they mean a day only together with the day of writing."""
    match = re.search(rf"\b({'|'.join(_MONTHS)})\b", text)
    if match is None or (match[1] == "May" and not re.search(r"\bMay \d", text)):
        return None
    other = rng.choice([name for name in _MONTHS if name != match[1]])
    return text[: match.start()] + other + text[match.end() :]


def negate(text: str, rng: random.Random) -> str | None:
    if match := _NEGATED.search(text):
        return text[: match.start()] + (match[1] or match[2]) + " " + text[match.end() :]
    match = _PAST.search(text)
    if match and not _NO_FINITE.search(text, 0, match.start() + 1) and rng.random() < 0.6:
        base = match[1][:-2] if not match[1].endswith(("ied",)) else match[1][:-3] + "y"
        if re.search(r"[sczgvru]ed$|[ai]t?ed$|[^aeiou]ated$", match[1]):
            base = match[1][:-1]
        return f"{text[: match.start()]} did not {base} {text[match.end() :]}"
    match = _AUXILIARY.search(text)
    if match is None:
        return None
    return f"{text[: match.end()]} {rng.choice(('not', 'not', 'never'))}{text[match.end() :]}"


def deny(text: str, rng: random.Random) -> str | None:
    if _NEGATED.search(text):
        return None
    return rng.choice(_DENIALS).format(_bare(_lower_first(text)))


def opposite(text: str, rng: random.Random) -> str | None:
    rules = [(pattern, other) for pattern, other in _OPPOSITE_RULES if pattern.search(text)]
    if not rules:
        return None
    pattern, other = rng.choice(rules)
    return pattern.sub(other, text, count=1)


def swap_roles(text: str, rng: random.Random) -> str | None:
    names = list(NAME.finditer(text))
    for one, other in pairwise(names):
        between = text[one.end() : other.start()]
        if re.fullmatch(
            r" (?:has |had |will )?(?:[a-z]{2,}ed|beat|met|told|won|led|backs|leads|calls|hit|[a-z]{3,}es) ",
            between,
        ):
            return text[: one.start()] + other.group() + between + one.group() + text[other.end() :]
    return None


def change_name(text: str, rng: random.Random, names: list[str]) -> str | None:
    """One name replaced by another of as many words; what is stated is about somebody or somewhere else."""
    found = list(NAME.finditer(text))
    if not found:
        return None
    match = rng.choice(found)
    for _ in range(10):
        other = rng.choice(names)
        if len(other.split()) == len(match.group().split()) and other not in text:
            return text[: match.start()] + other + text[match.end() :]
    return None


KEEPING: tuple[Rewrite, ...] = (
    frame,
    move_time,
    turn_clauses,
    synonyms,
    respell,
    drop_apposition,
    surname,
    respell_name,
    loosen_time,
)
LESSENING: tuple[Rewrite, ...] = (shorten, blur_number)
TURNING: tuple[Rewrite, ...] = (change_number, change_number, change_date, negate, negate, deny, opposite, swap_roles)


def rewrite(text: str, rng: random.Random, rewrites: tuple[Rewrite, ...], most: int = 1) -> str | None:
    """Apply up to ``most`` of the rewrites in random order; None when none applies."""
    done = 0
    for one in rng.sample(rewrites, len(rewrites)):
        new = one(text, rng)
        if new is not None and new != text:
            text, done = new, done + 1
            if done == most:
                break
    return text if done else None
