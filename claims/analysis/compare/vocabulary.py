"""Word lists of the comparer: what cannot be a name, what counts as the same thing, what is the opposite.

Chosen by reading news pairs (tolls, votes, money, arrests); they make explicit checks, so each word must be certain.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What "n't" stands behind: a regular expression's alternatives ("ca" of "can't", "wo" of "won't").
BEFORE_NT = "is|are|was|were|do|does|did|has|have|had|would|could|should|must|need|ca|wo"
CALENDAR = _words(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat
    sun tues thurs ramadan christmas easter gmt utc"""
)
HONORIFICS = _words(
    """mr mrs ms miss dr sir lord lady prof professor president vice prime minister king queen prince princess sheikh
    general gen colonel col lieutenant lt major maj captain capt sergeant sgt brigadier admiral senator sen rep
    representative congressman congresswoman governor gov mayor judge justice secretary ambassador chancellor
    pope reverend rev chairman director chief spokesman spokeswoman leader"""
)
# Nouns that are capitalised beside names but name an office, not its holder.
ROLES = _words("foreign defense defence interior finance health state former deputy acting senior")
COMMON_OPENERS = _words(
    """a an the this that these those he she it they we i you his her its their our my one two three four five six
    seven eight nine ten eleven twelve in on at by for with from to of as and but or so if when while after
    before during since until because although though however meanwhile also at about over under more most less
    least nearly around some many several few all both each every any no not nobody none there here then now
    today yesterday according earlier later last next first second third new old other another such what who
    whom whose which where why how did does do is are was were has have had will would can could may might must
    shall should let at local police officials authorities government state opposition rebels activists
    witnesses residents militants soldiers troops forces fighters protesters doctors medics rescuers
    investigators prosecutors lawyers voters people men women children civilians experts analysts critics
    supporters opponents diplomats sources military army air only even just still yet once despite amid between
    among across against into out up down through within without like unlike violence fighting clashes shelling
    emergency rescue authorities firefighters planes airstrikes airstrike strikes attacks attack explosion explosions
    bomb bombs car dozens hundreds thousands
    millions scores reports video footage pictures photos death damage fire"""
)
# Organizations that the news calls by names which share no letters.
ALIASES = {
    form: name
    for name, forms in {
        "islamic state": "isis|isil|is|daesh|daeshs|islamic state|islamic state group|islamic state groups|is group",
        "nusra front": "nusra|nusra front|jabhat nusra|fateh al-sham|fateh sham|fateh sham front|jabhat fateh sham",
        "taliban": "taliban|taleban|islamic emirate of afghanistan",
        "nato": "nato|north atlantic treaty organization|north atlantic treaty organisation",
        "red cross": "red cross|icrc|international committee of the red cross",
        "shia": "shia|shiite|shiites|shi'ite|shi'a|shias",
        "shia islam": "shia islam|shiite islam|shi'ite islam",
        "world health organization": "who|world health organization|world health organisation",
    }.items()
    for form in forms.split("|")
}
STOPWORDS = _words(
    """a an the this that these those he she it they we i you his her its their our my him them us me and or but nor so
    if when while after before during since until because although though of in on at by for with from to into
    onto upon about over under between among across against through within without as than then there here is
    are was were be been being am has have had having do does did will would can could may might must shall
    should not no very also just only even still yet once more most less least some any all both each every
    other another such own same too up down out off again further said say says told tells according reported
    report reports who whom whose which what where why how 's s t"""
)

# What is counted, as classes of one meaning. A word stands in one class only.
COUNTED_CLASSES: dict[str, frozenset[str]] = {
    "people": _words("people person persons victims victim others individuals residents inhabitants human"),
    "fighters": _words("fighter fighters militant militants gunman gunmen insurgent insurgents rebel rebels"),
    "soldiers": _words("soldier soldiers troop troops serviceman servicemen"),
    "children": _words("child children kid kids minor minors"),
    "attacks": _words("strike strikes airstrike airstrikes raid raids bombing bombings"),
    "rockets": _words("missile missiles rocket rockets"),
    "votes": _words("vote votes ballot ballots"),
    "jobs": _words("job jobs position positions post posts"),
}
COUNTED_CLASS = {word: name for name, words in COUNTED_CLASSES.items() for word in words}
# What happened to those counted: "killed 14 people" and "wounded 14 people" are two quantities.
ASPECTS: dict[str, frozenset[str]] = {
    "dead": _words(
        """kill kills killed killing dead die dies died dying death deaths toll fatality fatalities slain perished
    perish lives bodies corpses martyred martyrs murdered massacred executed beheaded"""
    ),
    "injured": _words("injured injure injures injuring injuries injury wounded wound wounds wounding hurt"),
    "missing": _words("missing unaccounted"),
    "detained": _words("arrest arrested arrests detained detain detention jailed imprisoned custody"),
    "displaced": _words("displaced fled flee fleeing evacuated evacuate evacuation evacuations homeless"),
    "abducted": _words("abducted kidnapped hostage hostages"),
    "freed": _words("freed released release liberated"),
}
ASPECT = {word: name for name, words in ASPECTS.items() for word in words}
# Figures that grow while an event unfolds: a later, different one is an update, not a disagreement.
UNFOLDING = frozenset({"dead", "injured", "missing", "detained", "displaced", "abducted", "freed"})
UPDATE_WORDS = _words(
    """rose rises risen climbed climbs jumped increased revised now raised grew grown soared reached"""
)

# Kinds of events that have tolls: two reports of one attack name its kind in one of these ways.
EVENT_KINDS: dict[str, frozenset[str]] = {
    "blast": _words("bomb bombs bomber bombing bombings blast blasts explosion explosions exploded suicide ied"),
    "air": _words(
        "airstrike airstrikes strike strikes raid raids bombers warplane warplanes jets bombardment barrel aerial"
    ),
    "shelling": _words("shell shells shelling rocket rockets mortar mortars artillery missile missiles"),
    "gas": _words("gas chemical sarin chlorine nerve toxic poison"),
    "fighting": _words("clash clashes fighting battle battles ambush ambushed offensive assault"),
    "shooting": _words("shooting shot gunman gunmen gunfire opened stabbing stabbed"),
    "crash": _words("crash crashed collision derailed derailment capsized sank sinking"),
    "disaster": _words(
        "earthquake quake tremor flood floods flooding storm hurricane typhoon landslide fire blaze wildfire"
    ),
    "unrest": _words("protest protests protesters demonstration demonstrators riot riots rally"),
    "execution": _words("executed execution executions beheaded crucified massacre massacred"),
}
EVENT_KIND = {word: name for name, words in EVENT_KINDS.items() for word in words}

_ANTONYM_PAIRS = """
open close|open closed|opened closed|open shut|opened shut
opens closes|reopened closed|rise fall|rose fell|rises falls|risen fallen|increase decrease
increased decreased|increased fell|rose dropped|rose declined|gain lose|gained lost|win lose|won lost|wins loses
accept reject|accepted rejected|accepts rejects|approve reject|approved rejected|approve veto|approved vetoed
pass fail|passed failed|succeed fail|succeeded failed|support oppose|supported opposed|supports opposes
backed opposed|confirm deny|confirmed denied|confirms denies|arrive leave|arrived left|enter leave|entered left
advance retreat|advanced retreated|capture lose|captured lost|seized lost|recaptured lost
alive dead|survived died|survived killed|guilty innocent|convicted acquitted|guilty acquitted|arrested released
detained released|detained freed|jailed freed|imposed lifted|impose lift|start end|started ended|began ended
begin end|begins ends|resumed suspended|resume suspend|resumed halted|join quit|joined left|hired fired
appointed dismissed|allow ban|allowed banned|permit forbid|permitted forbade|legal illegal|true false|safe dangerous
upheld overturned|uphold overturn|granted denied|agreed refused|agree refuse|agreed disagreed|signed cancelled
higher lower|majority minority|improved worsened|strengthened weakened
included excluded|presence absence|likely unlikely|possible impossible|able unable|known unknown
"""


def _opposites() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for pair in _ANTONYM_PAIRS.replace("\n", "|").split("|"):
        if pair.strip():
            one, other = pair.split()
            table.setdefault(one, set()).add(other)
            table.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in table.items()}


OPPOSITES = _opposites()


def stem(word: str) -> str:
    """A crude common stem, enough to see that "killings" and "killed" share one; not a word of English.

    The S-stemmer of Harman (1991) extended by -ed and -ing; a full Porter stemmer merges too much ("general",
    "generate").
    """
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    for ending in ("ings", "ing", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word
