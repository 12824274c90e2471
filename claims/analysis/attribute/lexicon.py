"""Reporting words: form → lemma, stance, what they take; and the closed classes that bound a noun phrase.

Stances follow the FactBank / LABELLING convention: *denial* when the cue itself denies, *distancing* when it withholds
belief (claimed, alleged), *factive* when it presupposes truth (confirmed, revealed), otherwise neutral. Frames say what
a verb takes: c clause, q quotation, a addressee before the clause ("told reporters that"), n noun phrase as content
("confirmed the deaths"), o person before the content ("accused them of", "named X as"), i infinitive ("vowed to").
"""

from __future__ import annotations

from dataclasses import dataclass

from claims.analysis.types import Stance

_VERBS = """
say c q | tell c q a | state c q | add c q | note c q | explain c q | write c q | tweet c q | announce c q n
declare c q n | argue c q | suggest c q | report c q n | comment q c | remark c q | observe c q | reply c q
respond q c | answer q c | continue q | conclude c q | stress c q n | emphasize c q n | emphasise c q n
underline c n | underscore c n | reiterate c q n | repeat q c | recall c q n | warn c q a | caution c q
predict c q n | estimate c | believe c | think c q | assert c q | maintain c q | contend c q | insist c q distancing
claim c q n distancing | allege c q n distancing | purport c distancing | speculate c distancing
profess c distancing | boast c q distancing | confirm c q n factive | reveal c q n factive
acknowledge c q n factive | admit c q n factive | concede c q n factive | disclose c q n factive | find c factive
discover c factive | show c factive | determine c factive | prove c factive | demonstrate c factive
verify c n factive | learn c | realize c factive | realise c factive | confess c q n factive
document c n factive | deny c q n denial | reject c q n denial | refute c q n denial | dismiss n q denial
rebut n denial | disavow n denial | dispute c n denial | repudiate n denial | rebuff n denial | accuse o | blame o
name o | describe o | call o q | label o | brand o | portray o | characterize o | characterise o | designate o
denounce o n | condemn n | criticize o n | criticise o n | praise o n | urge o q | demand c n q | vow i c q
pledge i c q | threaten i c | promise i c a q | propose c n q | recommend c n q | order o | ask q o | tout n o
hail o n | slam n | blast n | decry n q | deplore n | lament c q n | mention c n | indicate c n | imply c | signal c
hint c q | testify c q | fear c | doubt c n | hope c | expect c | feel c | agree c | assure c a q | remind c a q
inform c a | notify c a | brief c | quip q | joke q c | shout q c | yell q | chant q | cry q | exclaim q c
scream q | whisper q | mutter q | sigh q | laugh q | wonder q c | inquire q | retort q | counter c q | assess c n
calculate c | project c | cite n o | quote n o | post q c | publish n | broadcast n c | air n | relay c n
detail n c | outline n | read q | question n c | complain c q | protest c q | object c q | opine c q | muse q c
pray c | plead q | beg q | instruct o | direct o | command o | convince o | swear c q i | affirm c q n | attest c n
certify c | issue n | clarify c q n | elaborate q c | specify c n | advise c q a | echo q n | tweet c q | email q c
text q c | sound n | rule c q | point n | leak n | hear c | understand c | refer n | allude n | know c
consider o c | view o | regard o | see o | identify o | list o | count o | class o | rank o | single o | finger o
cast o | deem o | dub o | nickname o | favor n | oppose n | endorse n | support n | back n | welcome n | defend n
laud n | applaud n | mock n q | ridicule n | attack n | chide n q
"""

_IRREGULAR = {
    "say": "says said said saying", "tell": "tells told told telling", "write": "writes wrote written writing",
    "refer": "refers referred referred referring", "think": "thinks thought thought thinking",
    "find": "finds found found finding", "show": "shows showed shown showing",
    "learn": "learns learned learned learning", "swear": "swears swore sworn swearing",
    "read": "reads read read reading", "understand": "understands understood understood understanding",
    "know": "knows knew known knowing", "hear": "hears heard heard hearing", "see": "sees saw seen seeing",
    "feel": "feels felt felt feeling", "cast": "casts cast cast casting",
    "rebut": "rebuts rebutted rebutted rebutting", "admit": "admits admitted admitted admitting",
    "beg": "begs begged begged begging", "quip": "quips quipped quipped quipping",
    "slam": "slams slammed slammed slamming", "broadcast": "broadcasts broadcast broadcast broadcasting",
    "prove": "proves proved proven proving", "label": "labels labeled labeled labeling",
    "signal": "signals signaled signaled signaling", "plead": "pleads pled pleaded pleading",
    "confess": "confesses confessed confessed confessing", "dub": "dubs dubbed dubbed dubbing",
    "chat": "chats chatted chatted chatting", "program": "programs programmed programmed programming",
    "air": "airs aired aired airing",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CueWord:
    """One form of a reporting verb. ``form``: base, s (third person), past, part (past participle), ing."""

    lemma: str
    stance: Stance
    frames: frozenset[str]
    form: str


def inflect(base: str) -> tuple[str, str, str, str]:
    """(third person, past, past participle, -ing) by the rules of spelling, or from the table of exceptions."""
    if base in _IRREGULAR:
        third, past, participle, ing = _IRREGULAR[base].split()
        return third, past, participle, ing
    if base.endswith("e"):
        return base + "s", base + "d", base + "d", base[:-1] + "ing"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies", base[:-1] + "ied", base[:-1] + "ied", base + "ing"
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    return third, base + "ed", base + "ed", base + "ing"


def _cues() -> dict[str, CueWord]:
    table: dict[str, CueWord] = {}
    for entry in _VERBS.replace("\n", " | ").split("|"):
        parts = entry.split()
        if not parts:
            continue
        lemma, marks = parts[0], parts[1:]
        stance = next((m for m in marks if len(m) > 1), "neutral")
        frames = frozenset(m for m in marks if len(m) == 1)
        third, past, participle, ing = inflect(lemma)
        for form, word in (("base", lemma), ("s", third), ("part", participle), ("past", past), ("ing", ing)):
            table[word] = CueWord(lemma, stance, frames, form)  # type: ignore[arg-type]
    for word in ("labelled", "labelling", "signalled", "signalling"):
        base = table[word.replace("ll", "l")]
        table[word] = base
    return table


CUES = _cues()

# Nouns that report when "that" or "of" follows.
NOUN_CUES: dict[str, tuple[str, Stance]] = {
    word: (lemma, stance)  # type: ignore[misc]
    for lemma, stance, words in (
        ("claim", "distancing", "claim claims"), ("allegation", "distancing", "allegation allegations"),
        ("accusation", "distancing", "accusation accusations"),
        ("rumour", "distancing", "rumour rumours rumor rumors"), ("speculation", "distancing", "speculation"),
        ("report", "neutral", "report reports"), ("assertion", "neutral", "assertion assertions"),
        ("suggestion", "neutral", "suggestion suggestions"), ("belief", "neutral", "belief"),
        ("warning", "neutral", "warning warnings"), ("statement", "neutral", "statement statements"),
        ("announcement", "neutral", "announcement"), ("admission", "factive", "admission"),
        ("denial", "denial", "denial denials"), ("argument", "neutral", "argument arguments"),
        ("conclusion", "neutral", "conclusion"), ("fear", "neutral", "fears"), ("concern", "neutral", "concerns"),
        ("assessment", "neutral", "assessment"), ("finding", "factive", "finding findings"),
        ("revelation", "factive", "revelation revelations"),
        ("acknowledgement", "factive", "acknowledgement acknowledgment"),
        ("confirmation", "factive", "confirmation"), ("insistence", "distancing", "insistence"),
        ("testimony", "neutral", "testimony"),
    )
    for word in words.split()
}  # fmt: skip

# Prepositions that make a report of a verb's object; they belong to the cue ("called for", "warned of").
CUE_PREPOSITIONS: dict[str, frozenset[str]] = {
    "call": frozenset({"for", "on"}), "warn": frozenset({"of", "against", "about"}),
    "complain": frozenset({"of", "about"}), "insist": frozenset({"on"}), "boast": frozenset({"of", "about"}),
    "hint": frozenset({"at"}), "point": frozenset({"to", "out"}), "testify": frozenset({"to", "about"}),
    "speak": frozenset({"of"}), "agree": frozenset({"with"}), "caution": frozenset({"against"}),
    "wonder": frozenset({"about"}), "argue": frozenset({"for", "against"}), "comment": frozenset({"on"}),
    "object": frozenset({"to"}), "refer": frozenset({"to"}), "single": frozenset({"out"}),
    "allude": frozenset({"to"}), "joke": frozenset({"about"}), "ask": frozenset({"for"}),
}  # fmt: skip

# Adverbs that attribute by themselves, without a source.
ADVERB_CUES: dict[str, Stance] = {
    "reportedly": "neutral", "allegedly": "distancing", "purportedly": "distancing", "supposedly": "distancing",
}  # fmt: skip


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NUMBERS = _words(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred dozen dozens hundreds thousands
    scores"""
)
DETERMINERS = _words(
    """a an the this that these those my your his her its our their some any no every each either neither several many
    most much few both all half another other such various multiple certain numerous"""
)
POSSESSIVES = _words("my your his her its our their whose")
SUBJECTS = _words(
    "i you he she it we they one someone somebody everyone everybody nobody others many some most few several none"
)
RELATIVES = _words("who which that whom")
PREPOSITIONS = _words(
    """of in on at by for with from to into onto over under about against between among through during before after
    since until till despite within without across behind beyond near inside outside around amid upon toward towards
    via per following including regarding concerning besides except than like unlike alongside throughout along off
    up down out"""
)
CONJUNCTIONS = _words("and or but nor yet so &")
SUBORDINATORS = _words(
    "because although though while whereas if unless when where as since after before until once that whether "
    "which who how why what"
)
AUXILIARIES = _words(
    """is are was were be been being am has have had having do does did done will would shall should can could may
    might must 's 've 'd 'll isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't
    can't cannot couldn't shouldn't mustn't didnt doesnt dont isnt arent wasnt werent hasnt havent hadnt wouldnt
    couldnt cant wont"""
)
MODALS = _words(
    "will would shall should can could may might must won't wouldn't can't cannot couldn't shouldn't mustn't"
)
BE = _words("is are was were be been being am isn't aren't wasn't weren't")
HAVE = _words("has have had having hasn't haven't hadn't")
ADVERBS = _words(
    """also later then now earlier again still just already even ever never not only always often once twice soon too
    meanwhile however instead moreover furthermore first since repeatedly recently previously separately"""
)
WEEKDAYS = _words(
    "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays "
    "saturdays sundays"
)
TIME_NOUNS = _words(
    "day week month year morning afternoon evening night weekend monday tuesday wednesday thursday friday "
    "saturday sunday hour"
)
MONTH_NAMES = _words(
    """january february march april may june july august september october november december jan feb mar apr jun jul
    aug sep sept oct nov dec"""
)

_COMMON_VERBS = """
go come make take get give keep let begin start stop end leave put set run move turn bring hold stand sit lose
    win pay meet send spend build fall cut hit kill die wound injure shoot bomb strike attack fire launch hurt
    destroy damage capture seize control fight flee escape arrest detain release charge convict sentence free rescue
    evacuate besiege surround enter withdraw retreat advance deploy arrive return reach visit travel use target
    carry conduct lead follow join seek try want need plan help work play live stay remain become seem appear look
    happen occur continue include involve contain cause result lie rise increase decrease drop grow reduce raise
    lower exceed total number cost sell buy trade sign agree vote elect appoint resign serve act hold host attend
    speak talk discuss negotiate broker suspend halt resume extend expire open close create form establish found
    provide offer supply receive accept refuse decline fail succeed manage allow permit ban block prevent force push
    pull drag throw drop land crash explode detonate collapse burn bury treat support oppose back arm train equip
    fund finance contribute change shift remove add replace repeat cover face mean matter depend belong own possess
    love like hate prefer hope wish wait watch see hear feel know understand remember forget learn teach study
    search discover find investigate probe examine test coordinate protect defend guard secure patrol monitor track
    intercept gather collect gather bring brought chose choose drive fly walk ride break breach violate impose lift
    sanction veto pass adopt approve implement enforce celebrate mark ignore exist emerge develop expand spread
    contribute threaten urge warn galvanize apply hope respond report order convene summon face""".split()
_IRREGULAR_PASTS = _words(
    """went came made took got gave kept let began left put set ran brought held stood sat lost won paid met sent spent
    built fell cut hit shot struck fought fled led sought became lay rose grew sold bought spoke flew drove rode
    broke threw chose taught understood felt saw heard knew forgot caught drew meant dealt bore fed hid hung laid
    lent lit sang shook slept stole swept swore tore wore wrote overthrew withdrew ate drank blew died dies lies
    killed wounded"""
)


def _finite() -> frozenset[str]:
    forms = set(_IRREGULAR_PASTS)
    for base in _COMMON_VERBS:
        third, past, *_ = inflect(base)
        forms |= {third, past}
    # Third persons that are nouns far more often in news.
    forms -= _words(
        "attacks strikes fires plans works plays lives acts talks votes forces fights visits reports orders "
        "numbers totals costs "
        "ends arms trains funds backs marks faces tests studies searches changes needs uses controls charges "
        "sentences causes results "
        "looks means guards patrols breaks cuts hits runs moves turns stands bombs launches drops rises covers signs "
        "hopes wishes likes crashes supports trades sanctions matters hosts watches buys returns"
    )
    return frozenset(forms)


# Past and present forms of saying that are hardly ever adjectives or nouns: they end a noun phrase on their left.
_SAYING = _words(
    """said says told tells added adds noted argued argues announced wrote writes tweeted insisted insists stressed
    warned denied denies admitted admits believes thinks thought asked replied explained explains stated suggested
    suggests insisted acknowledged acknowledges concluded reiterated recalled predicted testified complained urged
    urges vowed asserted accused accuses blamed"""
)
FINITE = _SAYING | _finite() | (AUXILIARIES - _words("be been being having done"))

# Words of attitude that PolNeAR's annotators take for cues (in a fifth of their uses or more, in the train part): what
# the tagger finds with one of them stands, though no rule looks for it.
ATTITUDES = _words(
    """seemed seems seem appeared appears appear declined refused refuses refusing criticism clear released expressed
    express expressing offered offers offer offering sought seeks seeking spoke talking talked talks wants wanted
    plans planning pushed pushing endorsement worried worry worries opposition concern concerned discuss discussed
    discussing shared remember remembered remembers recognize recognized challenged eager confident voiced advocate
    advocated requested intended prefer preferred prefers highlighted highlighting highlight railed titled
    encouraged encourage skeptical unclear thanked thanking aware promote promoting hopeful complaints retweeted
    assailed referenced reference referencing forecast confidence consensus harsh championed bemoaned celebrated
    explicitly apologized assumption attributed likened aim aimed invoked critique focuses focused impassioned
    lambasted outspoken booed distanced balked rebuked reluctant upset impressed interjected derided lashed desire
    persuaded persuade recounted footage vocal wary unveiled supportive cheer cheered passion suspected optimistic
    congratulated tribute imagined articulated debated sparred reacted description disappointed advocated rejection
    nervous dislike proclaimed sentiment singled inclination disagree authorized inclined credited glad contention
    looking expected wish wishes wished blaming accusing proof evidence decided decides vision interest interested
    love loves hates hate admire admires trust trusts likes liked hoping fearing believing thinking feeling
    suggestion advice consider considering considered regarded signaled vowed urge appeal appeals appealed calls
    ruling poll polls survey rating rated ranked"""
)
