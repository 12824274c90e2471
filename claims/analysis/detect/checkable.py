"""Is a clause a checkable proposition? A sum of visible features, in the manner of ClaimBuster (Hassan et al. 2017).

A reporter can check what happened, how many, who, where and when. Not what ought to be, what somebody hopes, how
something is to be judged, or what is still to come. Each feature adds its weight; above zero the clause is a claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.analysis.detect import words as w
from claims.analysis.detect.verbs import VerbGroup

# Judgements: whoever uses one says what they think of something, wherever it stands …
JUDGING = frozenset(
    """terrible horrible awful wonderful excellent unfair unjust illegitimate shameful disgraceful unacceptable
    intolerable outrageous appalling deplorable despicable barbaric heinous cowardly evil unwise foolish stupid heroic
    noble tragic unfortunate ridiculous absurd pathetic disturbing alarming worrying encouraging promising hopeful
    optimistic pessimistic proud grateful glad happy sorry ashamed reckless irresponsible worthy unworthy meaningless
    useless inevitable unthinkable unimaginable unbelievable incredible amazing remarkable extraordinary deserve
    deserves deserved barbarism hypocrisy disgrace shame nightmare farce dignity tyranny unfortunately sadly hopefully
    fortunately frankly clearly obviously terrifying best worst greatest credibility bias wrong courage prayers
    condolences atrocities atrocity brutality criminal inaction cowardice steadfastness hatred heinously ugly desperate
    silence""".split()
)
# … and these when the clause predicates them ("is important"): elsewhere they describe ("an important road").
EVALUATIVE = JUDGING | frozenset(
    """good bad better worse great important crucial vital essential critical significant necessary unnecessary right
    fair just legitimate wise smart clever brave sad fortunate lucky hard easy difficult impossible possible clear
    obvious evident confident convinced serious grave dangerous risky responsible perfect strange weird beautiful ugly
    strong weak meaningful useful unlikely historic tragedy catastrophe disaster mistake lie lies hope honor honour
    brutal cruel horrific early late normal fine okay funny true false surprised scary message""".split()
)
BELIEF = frozenset(
    """hope hopes hoped think thinks believe believes feel feels felt want wants wish wishes trust doubt doubts love
    loves hate hates fear fears expect expects regret regrets mean means like likes prefer prefers care cares pray
    prays imagine seem seems seemed looks wonder wonders condemn condemns condemned welcome welcomes welcomed deplore
    hopes applaud thank thanks congratulate reject rejects urge urges need needs deserve deserves""".split()
)
# Things that happen and leave traces.
EVENTS = frozenset(
    """kill killed killing kills wound wounded wounding injure injured injuring die died dies dead attack attacked
    attacking attacks bomb bombed bombing bombs bombarded shell shelled shelling strike struck striking hit hits
    target targeted targeting targets destroy destroyed destroying seize seized seizing capture captured captures
    recaptured retook retaken liberated take took taken launch launched launches fire fired explode exploded detonated
    detonate arrest arrested detained released kidnapped abducted executed execute beheaded shot shoot flee fled
    displaced evacuated besieged advanced advance withdrew withdrawn withdraw entered enter left arrived arrive
    deployed deploy sent send dispatched met meet meets visited visit signed sign agreed agree voted vote elected
    announced held began begun started ended closed opened reached crossed blocked raided stormed dropped dropping
    crashed downed intercepted repelled thwarted foiled clashed clashes erupted broke carried conducted conducts
    used using uses supplied delivered imposed lifted approved rejected vetoed passed ordered orders appointed
    resigned fired founded formed joined bought sold paid cost costs rose fell increased decreased dropped built
    transferred treated rescued recovered found discovered buried martyred slain perished claimed pledged published
    posted won lost wins loses filed charged convicted sentenced accused indicted said told led leads backed backs
    controls control controlled controlling includes included belong belongs occurred happened caused causing
    prompted threatened warned summoned negotiated brokered violated collapsed""".split()
)
_ATTITUDES = frozenset("should must ought shall shouldn't shouldnt mustn't mustnt".split())
_FUTURE = frozenset("will would can could won't wouldn't wont wouldnt i'll we'll they'll he'll she'll it'll".split())
_GENERIC_SUBJECTS = frozenset("it this that these those what which everything nothing everyone nobody".split())
_UNKNOWABLE = frozenset("predict know knows guess imagine foresee".split())
_FIRST_PERSON = frozenset("i we our us my i'm we're i've we've i'd we'd".split())
_SECOND_PERSON = frozenset("you your yours yourself you're".split())
_HEARSAY = frozenset("reportedly allegedly".split())
_CALLS = frozenset("let please look read watch click follow see play stop remember imagine consider".split())
_OBLIGING = frozenset("need needs needed have has had".split())  # … to: an obligation
_INTERPRETING = frozenset(
    "represents represent represented constitutes constitute reflects reflect proves prove demonstrates amounts "
    "embodies sends means remains".split()
)
_SPEAKING = frozenset(
    """said says say continued continues added adds asked asks explained explains wrote writes replied replies concluded
    noted stated recalled told tells stressed quipped responded insisted warned""".split()
)

# Chosen by hand, tuned on hand-labelled sentences of war reporting (one half to tune, the other to check).
WEIGHTS: dict[str, float] = {
    "statement": 0.9,  # most declarative clauses in news state a fact
    "number": 1.2,
    "name": 0.35,
    "event": 0.7,
    "event_verb_main": 0.5,
    "past": 0.4,
    "place_or_time": 0.3,
    "evaluative": -0.7,  # each, up to three
    "evaluative_predicate": -0.6,  # "is unacceptable"
    "belief_main": -1.0,  # "hopes", "wants"
    "attitude_modal": -2.4,  # should, must
    "future": -1.0,  # will, would, can
    "first_person": -0.3,
    "first_person_present": -0.6,  # "I hope", "we are proud"
    "second_person": -0.8,
    "generic_copula": -0.5,  # "it is …", "this is …"
    "copula": -0.2,
    "question": -6.0,
    "imperative": -3.0,
    "interpreting": -0.8,  # "represents a bias", "sends a message"
    "bare_frame": -6.0,  # "She continued:" reports, and what it reports is elsewhere
    "unknowable": -4.0,  # "no one can …": a flourish, not a fact about everybody
    "conditional": -0.8,
    "short": -1.5,  # fewer than four words
    "verbless": -2.4,
    "attributed": 0.0,
    "direct_quote": -0.2,
    "possible": -0.2,
}


@dataclass(frozen=True, slots=True)
class ClauseView:
    """What the features look at: a clause's words with the position of its main verb among them."""

    words: Sequence[str]
    flags: Sequence[int]
    main: int  # position of the main verb group's first word, or -1
    group: VerbGroup | None
    quantities: int
    times: int
    attributed: bool
    direct: bool
    question: bool
    opened_by: str | None
    title: bool
    has_subject: bool


def features(view: ClauseView) -> dict[str, float]:
    """Feature name → how often it counts."""
    words, group = view.words, view.group
    size = sum(1 for flag in view.flags if not flag & w.PUNCT)
    found: dict[str, float] = {"statement": 1.0}
    if view.question:
        found["question"] = 1.0
    if view.quantities:
        found["number"] = 1.0
    if any(flag & w.NAME for flag in view.flags):
        found["name"] = 1.0
    if view.times:
        found["place_or_time"] = 1.0
    if any(word in EVENTS for word in words):
        found["event"] = 1.0
    evaluative = sum(1 for word in words if word in JUDGING)
    if evaluative:
        found["evaluative"] = float(min(3, evaluative))
    if any(word in _FIRST_PERSON for word in words[: max(1, view.main + 1)]):
        found["first_person"] = 1.0
    if any(word in _SECOND_PERSON for word in words):
        found["second_person"] = 1.0
    if size < 4:
        found["short"] = 1.0
    if view.attributed:
        found["direct_quote" if view.direct else "attributed"] = 1.0
    if words[0] in _CALLS and view.main != 1 and view.opened_by is None:
        found["imperative"] = 1.0
    if view.opened_by in ("if", "unless", "whether"):
        found["conditional"] = 1.0
    if group is None:
        found["verbless"] = 1.0
    else:
        _verb_features(view, group, found)
    return found


def _verb_features(view: ClauseView, group: VerbGroup, found: dict[str, float]) -> None:
    words, flags, main = view.words, view.flags, view.main
    head = words[main + group.last - group.first] if 0 <= main + group.last - group.first < len(words) else ""
    behind = main + group.last - group.first + 1
    obliged = head in _OBLIGING and behind < len(words) and words[behind] == "to"
    if (group.modal in _ATTITUDES and not _is_past_guess(words, main)) or (obliged and head != "had"):
        found["attitude_modal"] = 1.0
    elif group.modal in _FUTURE and "been" not in words[main : main + 4] and "have" not in words[main : main + 3]:
        found["future"] = 1.0
    elif group.modal in ("may", "might"):
        found["possible"] = 1.0
    if head in BELIEF:
        found["belief_main"] = 1.0
    if head in EVENTS:
        found["event_verb_main"] = 1.0
    if head in _INTERPRETING:
        found["interpreting"] = 1.0
    if head in _SPEAKING and len(words) - main - (group.last - group.first) <= 2 and not view.attributed:
        found["bare_frame"] = 1.0
    if found.get("first_person") and not _is_past(words, flags, main):
        found["first_person_present"] = 1.0
    if 0 <= main < len(flags) and (
        flags[main] & (w.PAST | w.PASTPART | w.HAVE) or words[main].startswith(("was", "were"))
    ):
        found["past"] = 1.0
    before = words[:main] if main > 0 else ()
    if group.copula:
        found["copula"] = 1.0
        after = words[main + 1 : main + 7]
        if any(word in EVALUATIVE for word in after):
            found["evaluative_predicate"] = 1.0
        if any(word in _GENERIC_SUBJECTS for word in before[-3:]) or main == 0:
            found["generic_copula"] = 1.0
    nobody = before[-2:] == ("no", "one") or before[-1:] == ("nobody",)
    if nobody and (head in _UNKNOWABLE or group.modal in ("can", "could", "will", "would")):
        found["unknowable"] = 1.0
    if not view.has_subject and main == 0 and flags[0] & w.BASE and not flags[0] & (w.PAST | w.PASTPART):
        found["imperative"] = 1.0


def _is_past_guess(words: Sequence[str], main: int) -> bool:
    """ "must have been", "should have known" is still an attitude; "must have" alone infers a fact."""
    return tuple(words[main : main + 2]) == ("must", "have")


def _is_past(words: Sequence[str], flags: Sequence[int], main: int) -> bool:
    """A past or perfect main verb."""
    if not 0 <= main < len(flags):
        return False
    return bool(flags[main] & (w.PAST | w.PASTPART | w.HAVE)) or words[main].startswith(("was", "were", "did"))


def score(found: dict[str, float]) -> float:
    """The weighted sum; above zero is checkable."""
    return sum(WEIGHTS[name] * count for name, count in found.items())


def is_checkable(view: ClauseView) -> bool:
    return score(features(view)) > 0
