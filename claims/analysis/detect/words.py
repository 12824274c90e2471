"""Word classes: what each word of a sentence can be, as bit flags, without a parser.

A word may carry several flags ("strikes" is a noun and a third person); :mod:`.verbs` decides by context. Closed
classes are listed (Quirk et al. 1985, ch. 2); verbs come from :mod:`.verb_lists`; what is left is read from its ending
and its capital. Contractions are known with and without apostrophe, since some sources strip it ("doesnt").
"""

from __future__ import annotations

from claims.analysis.detect.verb_lists import IRREGULAR, NOT_PAST, NOUN_VERBS, VERBS

DET = 1 << 0  # articles, demonstratives, possessives, quantifiers: a noun follows
PREP = 1 << 1
PRON = 1 << 2  # subject pronouns (and those that can be)
OBJ = 1 << 3  # object pronouns
COORD = 1 << 4  # and, or, but
SUBORD = 1 << 5  # after, while, because …: opens a clause when a finite verb follows
REL = 1 << 6  # who, which, where, whose
THAT = 1 << 7
BE = 1 << 8
HAVE = 1 << 9
DO = 1 << 10
MODAL = 1 << 11
PAST = 1 << 12  # can only be a finite past ("went", "was")
PASTPART = 1 << 13  # past or participle ("killed")
PART = 1 << 14  # participle only ("taken")
THIRD = 1 << 15  # third person present
BASE = 1 << 16
ING = 1 << 17
NOUN = 1 << 18
ADV = 1 << 19
NEG = 1 << 20
ADJ = 1 << 21
NUMBER = 1 << 22
PUNCT = 1 << 23
TO = 1 << 24
NAME = 1 << 25  # capitalised inside a sentence
FINITE_AUX = 1 << 26  # is, has, did …; not "be", "been", "having"
NONFINITE_AUX = 1 << 27  # be, been, being, having

VERBAL = PAST | PASTPART | PART | THIRD | BASE | ING | BE | HAVE | DO | MODAL
NOMINAL = NOUN | NAME | NUMBER | PRON | OBJ

_CLOSED: dict[int, str] = {
    DET: """the a an this these those my your his her its our their every each some any all both many few several most
        another other such no various certain numerous much more little same own""",
    PREP: """of in on at by for with from into onto upon about against between among amongst amid amidst during within
        without through throughout across over under above below behind beyond beside besides near toward towards
        despite inside outside around along via per except following including regarding concerning versus due unlike
        like off out up down as than alongside aboard atop""",
    PRON: "i we he she they it you this that these those one who everyone everybody someone nobody nothing anyone "
    "something everything many some all both most none others another there",
    OBJ: "me us him them her it you himself herself itself themselves ourselves whom",
    COORD: "and or but nor yet plus",
    SUBORD: """after before while when since because although though if unless until as once whereas whether whenever
        where so till albeit lest""",
    REL: "who which whose whom where wherein whereby",
    ADV: """also already still now then just only even ever never again later earlier soon here there today yesterday
        tonight meanwhile however moreover therefore thus instead rather quite very too so far almost nearly about
        often sometimes always usually twice once ago away back together alone perhaps maybe indeed otherwise
        elsewhere further long longer ahead abroad overnight once yet well much more most first last recently reportedly
        allegedly""",
    NEG: "not never no nobody nothing none neither nor n't",
    ADJ: """new old former senior top main key major local last next several good bad high low early late dead alive
        own other same such free full open own recent previous current alleged suspected armed able unable ready
        available responsible likely unlikely clear unclear sure important necessary possible impossible young big
        small large little great common true false safe civilian military political""",
    NOUN: "civilian military dead wounded injured missing own good right",
    NUMBER: """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million
        billion trillion dozen dozens hundreds thousands millions billions scores tens half""",
}

_BE = "am is are was were"
_HAVE = "has have had"
_DO = "do does did"
_MODAL = "will would can could may might shall should must ought cannot wo ca sha"
_STRIPPED_NEGATIONS = {  # "doesn't" as written, with its apostrophe lost, and what it is made of
    BE: "isn't aren't wasn't weren't ain't isnt arent wasnt werent aint",
    HAVE: "hasn't haven't hadn't hasnt havent hadnt",
    DO: "don't doesn't didn't dont doesnt didnt",
    MODAL: "won't wouldn't can't couldn't mayn't mightn't shan't shouldn't mustn't wont wouldnt cant couldnt shouldnt "
    "mustnt mightnt cannot",
}
_PRONOUN_CONTRACTIONS = {  # pronoun and auxiliary in one token
    BE: "i'm he's she's it's we're they're you're that's there's who's im theyre youre theres what's",
    HAVE: "i've we've they've you've ive weve theyve youve",
    MODAL: "i'll he'll she'll it'll we'll they'll you'll i'd he'd she'd we'd they'd you'd that'll",
}
_SIBILANT = ("s", "x", "z", "ch", "sh", "o")
_PERIODS_OF_VOWEL = "aeiou"


def third_person(base: str) -> str:
    """The -s form of a verb, by the spelling rules."""
    if base.endswith(_SIBILANT):
        return base + "es"
    if base.endswith("y") and base[-2] not in _PERIODS_OF_VOWEL:
        return base[:-1] + "ies"
    return base + "s"


def regular_past(base: str) -> str:
    """The -ed form without doubled consonants (doubled ones are caught by their ending)."""
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in _PERIODS_OF_VOWEL:
        return base[:-1] + "ied"
    return base + "ed"


def _closed_classes() -> dict[str, int]:
    table: dict[str, int] = {}

    def add(words: str, flags: int) -> None:
        for word in words.split():
            table[word] = table.get(word, 0) | flags

    for flag, words in _CLOSED.items():
        add(words, flag)
    add(_BE, BE | FINITE_AUX)
    add(_HAVE, HAVE | FINITE_AUX)
    add(_DO, DO | FINITE_AUX)
    add(_MODAL, MODAL | FINITE_AUX)
    add("be been being", BE | NONFINITE_AUX)
    add("having", HAVE | NONFINITE_AUX | ING)
    add("doing", ING)
    add("done", PART)
    add("that", THAT)
    add("to", TO | PREP)
    for kind, words in _STRIPPED_NEGATIONS.items():
        add(words, kind | FINITE_AUX | NEG)
    for kind, words in _PRONOUN_CONTRACTIONS.items():
        add(words, kind | FINITE_AUX | PRON)
    return table


def _build() -> dict[str, int]:
    table: dict[str, int] = {}
    irregular = dict(entry.split(":") for entry in IRREGULAR)
    nouns = set(NOUN_VERBS)
    for base in {*VERBS, *NOUN_VERBS, *irregular}:
        noun = NOUN if base in nouns else 0
        table[base] = table.get(base, 0) | BASE | noun
        third = third_person(base)
        table[third] = table.get(third, 0) | THIRD | noun
    for base, forms in irregular.items():
        past, participle = forms.split(",")
        for form in {past, participle}:
            flag = PASTPART if past == participle else (PAST if form == past else PART)
            table[form] = table.get(form, 0) | flag
        if past != base and table[past] & BASE and past not in irregular:
            table[past] &= ~BASE  # "found", "saw": the past is meant
    for word in NOT_PAST:
        table[word] = table.get(word, 0) or (ADJ if word not in {"need", "feed", "exceed"} else 0) or NOUN
    for word, flags in _closed_classes().items():
        table[word] = flags | (table.get(word, 0) & (BASE if word in {"need", "like"} else 0))
    table["said"] = PAST | PART  # a participle only after an auxiliary
    return table


WORDS: dict[str, int] = _build()
_ADVERBS_NOT = frozenset(
    "family ally rally supply reply italy july only ugly daily weekly monthly early friendly likely "
    "deadly elderly assembly anomaly bully belly apply imply rely comply multiply fly".split()
)


_NAME_PREFIXES = ("al-", "el-", "ad-", "as-", "ar-", "an-", "abu-", "bin-", "ash-", "az-")  # "al-Mazzeh"
_PARTICIPLE_TAILS = (
    "-based",
    "-backed",
    "-led",
    "-held",
    "-run",
    "-controlled",
    "-linked",
    "-owned",
    "-made",
    "-brokered",
)
_ACRONYMS = frozenset("IS US WHO IT".split())  # names that the rest of the table takes for small words


def classify(word: str, lower: str, opens_sentence: bool) -> int:
    """The flags of a word; ``word`` as written, ``opens_sentence`` when its capital says nothing."""
    first = word[0]
    if not first.isalnum():
        return PUNCT
    if first.isdigit():
        return NUMBER | (ADJ | NOUN if word[-1].isalpha() else 0)
    flags = WORDS.get(lower, 0)
    capital = first.isupper() and len(word) > 1
    if flags:
        if word in _ACRONYMS:
            return NAME | NOUN
        if lower == "may" and capital and not opens_sentence:
            return NAME | NOUN  # the month
        if (
            capital
            and not opens_sentence
            and not flags & (DET | PREP | COORD | SUBORD | REL | PRON | BE | HAVE | DO | MODAL | NEG | TO)
        ):
            return NAME | NOUN | (flags & (THIRD | BASE | PASTPART | NUMBER))
        return flags
    if "-" in lower:
        if lower.endswith(_PARTICIPLE_TAILS):
            return ADJ | (NAME if capital and not opens_sentence else 0)
        named = capital or (lower.startswith(_NAME_PREFIXES) and not word.islower())
        return NAME | NOUN if named else ADJ | NOUN
    if capital and not opens_sentence:
        return NAME | NOUN | (PASTPART if lower.endswith("ed") and len(lower) > 4 else 0)
    if lower.endswith("ly") and lower not in _ADVERBS_NOT:
        return ADV
    if lower.endswith("ed") and len(lower) > 4:
        return PASTPART if not capital else PASTPART | NAME
    if lower.endswith("ing") and len(lower) > 5:
        return ING | NOUN
    return NOUN | (NAME if capital else 0)
