"""From the clauses of a stretch to its propositions: joins what cannot stand alone, trims, keeps what is checkable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.analysis.detect import words as w
from claims.analysis.detect.checkable import EVENTS, ClauseView, features, is_checkable
from claims.analysis.detect.clauses import Clause, Range
from claims.analysis.detect.tokens import Tokens
from claims.analysis.detect.verbs import VerbGroup
from claims.analysis.detect.voices import Stretch
from claims.analysis.types import EventTime, Quantity, Span

_OBJECT_REACH = 6  # words from a verb to the figure in its object: "has killed more than 300,000 people"
_LIGHT_VERBS = frozenset("come comes came follow follows followed".split())
_LIGHT_SUBJECTS = frozenset(
    """move moves development developments decision announcement news comment comments remarks statement visit attack
    this that it which step report reports""".split()
)
_LIGHT_LINKS = frozenset("following after amid as amidst since".split())
_DISCOURSE = frozenset(
    """however meanwhile moreover furthermore also besides therefore thus hence indeed then still instead additionally
    nevertheless nonetheless consequently separately and but or so yet nor""".split()
)
_PRONOUNS = frozenset("it this that these those they".split())
# Cues whose bare noun phrase is a judgement or a wish, not a report ("condemned the attack", "demanded a ceasefire").
_JUDGING_CUES = frozenset(
    """condemn call describe demand urge hope want denounce criticize criticise welcome praise reject support oppose
    slam blast dub hail label brand decry deplore applaud ask seek appeal thank regard view consider pledge promise
    vow back favor favour propose request recommend warn fear question""".split()
)
_PERCEIVING_CUES = frozenset("see saw hear heard witness show depict depicted depicts film notice observe".split())
_ACCUSING_CUES = frozenset("accuse blame charge hold implicate suspect".split())


@dataclass(frozen=True, slots=True)
class Proposition:
    """A checkable clause. ``ranges`` are positions in the stretch, trimmed: a shared subject first, then its own.

    ``own`` is the part that belongs to no other proposition; ``words`` are the lower-case words of all ranges and
    ``main`` the position of the main verb among them (-1 without one).
    """

    clause: Clause
    ranges: tuple[Range, ...]
    own: tuple[Range, ...]
    words: tuple[str, ...]
    flags: tuple[int, ...]
    main: int
    group: VerbGroup | None
    subject: Range | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What selecting looks at besides the clauses."""

    tokens: Tokens
    stretch: Stretch
    flags: Sequence[int]
    lowers: Sequence[str]
    quantities: Sequence[Quantity]
    times: Sequence[EventTime]
    in_title: bool
    question: bool


def select(around: Surroundings, clauses: list[Clause]) -> Iterator[Proposition]:
    """The propositions worth a claim, in order."""
    for clause in _joined(around, clauses):
        if clause.frame or _only_dates_another(around, clause):
            continue
        _skip_light_frame(around, clause)
        proposition = _proposition(around, clause)
        if proposition is not None and _accepts(around, proposition):
            yield proposition


def _joined(around: Surroundings, clauses: list[Clause]) -> list[Clause]:
    """Joins clauses that say nothing by themselves to the one before them."""
    kept: list[Clause] = []
    for clause in clauses:
        last = kept[-1] if kept else None
        if last is not None and not last.frame and last.end == clause.start - 1 and _depends(around, clause, last):
            last.end = clause.end
            last.inner = [*last.inner, (clause.start, clause.end), *clause.inner]
            if clause.group is not None:
                last.more_groups = [*last.more_groups, clause.group]
            continue
        kept.append(clause)
    return kept


def _depends(around: Surroundings, clause: Clause, last: Clause) -> bool:
    if clause.frame or clause.group is None:
        return False
    if clause.kind == "relative":
        if clause.group.modal in ("may", "might", "could"):
            return False  # a hedge must not reach over the certain part
        if clause.restrictive:
            return not _has_quantity(around, clause)
        return not _has_facts(around, clause)
    if clause.kind in ("coordinate", "adverbial"):
        subject = range(clause.start, clause.group.first)
        pronoun = any(around.lowers[k] in _PRONOUNS for k in subject) or not any(
            around.flags[k] & w.NOMINAL for k in subject
        )
        return clause.group.copula and pronoun and len(subject) <= 3 and not _has_facts(around, clause)
    return False


def _has_quantity(around: Surroundings, clause: Clause) -> bool:
    end = clause.end
    if clause.restrictive and clause.group is not None:  # further on it is seldom the relative clause's own
        end = min(end, clause.group.last + _OBJECT_REACH)
    start, stop = _offsets(around, (clause.start, end))
    return any(start <= q.span.start < stop and q.unit is None for q in around.quantities)


def _has_facts(around: Surroundings, clause: Clause) -> bool:
    if _has_quantity(around, clause):
        return True
    return any(around.flags[k] & w.NAME or around.lowers[k] in EVENTS for k in range(clause.start + 1, clause.end + 1))


def _offsets(around: Surroundings, where: Range) -> tuple[int, int]:
    at = around.stretch.at
    return around.tokens.starts[at[where[0]]], around.tokens.ends[at[where[1]]]


def _only_dates_another(around: Surroundings, clause: Clause) -> bool:
    """ "The strikes came a day" [after …]: an order of events without an event of its own."""
    group = clause.group
    return (
        group is not None
        and around.lowers[group.head] in _LIGHT_VERBS
        and clause.end - group.last <= 3
        and clause.end + 1 < len(around.lowers)
        and around.lowers[clause.end + 1] in _LIGHT_LINKS | {"as", "before", "when", "hours"}
    )


def _skip_light_frame(around: Surroundings, clause: Clause) -> None:
    """ "The move comes following the dispatch of …": the dispatch is the fact."""
    group = clause.group
    if group is None or clause.kind not in ("main", "coordinate"):
        return
    lowers = around.lowers
    if lowers[group.head] not in _LIGHT_VERBS or group.head - clause.start > 4:
        return
    if not any(lowers[k] in _LIGHT_SUBJECTS for k in range(clause.start, group.first)):
        return
    link = group.last + 1
    while link < clause.end and link - group.last < 4 and lowers[link] not in _LIGHT_LINKS:
        link += 1
    if (
        link < clause.end
        and lowers[link] in _LIGHT_LINKS
        and not any(around.flags[k] & w.NAME for k in range(clause.start, group.first))
    ):
        clause.start = link + 1
        clause.group = next((g for g in clause.more_groups if g.first > link), None)
        clause.kind = "main" if clause.group else "verbless"
        clause.opened_by = "event"
        clause.subject = None


def _proposition(around: Surroundings, clause: Clause) -> Proposition | None:
    shared = _shared_subject(around, clause)
    own = [r for r in (clause.before, (clause.start, clause.end)) if r is not None and r[0] <= r[1]]
    candidates = [_trimmed(around, clause, where, number == 0) for number, where in enumerate(own)]
    trimmed = [where for where in candidates if where is not None]
    if not trimmed:
        return None
    ranges = [*([shared] if shared else []), *trimmed]
    words: list[str] = []
    flags: list[int] = []
    main = -1
    for first, last in ranges:
        if clause.group is not None and first <= clause.group.first <= last:
            main = len(words) + clause.group.first - first
        words += around.lowers[first : last + 1]
        flags += around.flags[first : last + 1]
    group = clause.group if main >= 0 else None
    subject = shared or _own_subject(clause, trimmed)
    return Proposition(clause, tuple(ranges), tuple(trimmed), tuple(words), tuple(flags), main, group, subject)


def _own_subject(clause: Clause, own: list[Range]) -> Range | None:
    if clause.group is None:
        return None
    start = own[0][0]
    end = own[0][1] if clause.before is not None else clause.group.first - 1
    return (start, end) if start <= end else None


def _shared_subject(around: Surroundings, clause: Clause) -> Range | None:
    if clause.subject is None or clause.group is None:
        return None
    if clause.kind == "relative":
        opener_is_subject = clause.group.joined == "relative"
        if clause.opened_by == "where" or not (opener_is_subject or clause.opened_by == "which"):
            return None
    return _strip(around, clause.subject)


def _trimmed(around: Surroundings, clause: Clause, where: Range, first: bool) -> Range | None:
    start, end = where
    lowers, flags = around.lowers, around.flags
    verb = clause.group.first if clause.group is not None else end
    steps = 0
    while first and start < min(end, verb) and steps < 6:
        flag, lower = flags[start], lowers[start]
        steps += 1
        opener = (
            (flag & w.PUNCT and lower not in "$€£(#")
            or lower in _DISCOURSE
            or (start == clause.start and steps == 1 and clause.kind == "adverbial" and flag & w.SUBORD)
            or (steps <= 2 and flag & w.THAT and _clause_after_that(clause, flags, start))
            or (
                clause.kind == "relative"
                and flag & w.REL
                and (clause.group is None or clause.group.joined == "relative" or lower == "where")
            )
        )
        if not opener:
            break
        start += 1
    return _strip(around, (start, end))


def _clause_after_that(clause: Clause, flags: Sequence[int], at: int) -> bool:
    """ "that the army left" drops its "that"; "that attack killed" keeps it."""
    if clause.group is None:
        return False
    if clause.group.first == at + 1:
        return clause.kind == "relative"
    following = flags[at + 1] if at + 1 < len(flags) else 0
    if following & w.PUNCT:
        return True
    return (
        bool(following & (w.DET | w.PRON | w.NAME | w.NUMBER | w.OBJ | w.PREP | w.ADV))
        or (following & w.NOUN > 0 and any(f & w.DET for f in flags[at + 2 : at + 3]))
        or _plural_noun(following, at)
    )


def _plural_noun(flag: int, at: int) -> bool:
    return bool(flag & w.NOUN) and at == 0


def _after_credit(lowers: Sequence[str], start: int, end: int) -> int:
    """Skips a short parenthesis in front: "(AFP) The toll …"."""
    if lowers[start] == "(":
        for k in range(start + 1, min(start + 9, end)):
            if lowers[k] == ")":
                return k + 1
    return start


def _strip(around: Surroundings, where: Range) -> Range | None:
    """Takes punctuation and dangling connectives off both ends; a quotation mark stays when its partner is inside."""
    start, end = where
    lowers, flags = around.lowers, around.flags
    start = _after_credit(lowers, start, end)
    while start <= end and flags[start] & w.PUNCT and lowers[start] not in "$€£#(":
        start += 1
    while end >= start and (
        (flags[end] & w.PUNCT and lowers[end] not in "%)°")
        or (flags[end] & (w.COORD | w.THAT | w.REL) and end > start)
        or (lowers[end] in _DISCOURSE and end - 1 > start and lowers[end - 1] == ",")
    ):
        end -= 1
    if start > end:
        return None
    inside = lowers[start : end + 1]
    if lowers[end] == ")" and "(" not in inside:
        end -= 1
    if lowers[start] == "(" and ")" not in inside:
        start += 1
    inside = lowers[start : end + 1]
    if inside.count('"') % 2:
        for k in range(end + 1, min(where[1] + 1, end + 3)):
            if lowers[k] == '"':
                end = k
                break
    return (start, end) if start <= end else None


def _accepts(around: Surroundings, proposition: Proposition) -> bool:
    view = _view(around, proposition)
    if proposition.group is None:
        return _accepts_verbless(around, proposition, view)
    return is_checkable(view)


def _view(around: Surroundings, proposition: Proposition) -> ClauseView:
    start, _ = _offsets(around, proposition.own[0])
    _, end = _offsets(around, proposition.own[-1])
    attribution = around.stretch.attribution
    return ClauseView(
        words=proposition.words,
        flags=proposition.flags,
        main=proposition.main,
        group=proposition.group,
        quantities=sum(1 for q in around.quantities if start <= q.span.start < end),
        times=sum(1 for t in around.times if t.span is not None and start <= t.span.start < end),
        attributed=attribution is not None,
        direct=attribution is not None and attribution.quote_type == "direct",
        question=around.question,
        opened_by=proposition.clause.opened_by,
        title=around.in_title,
        has_subject=proposition.subject is not None,
    )


def _accepts_verbless(around: Surroundings, proposition: Proposition, view: ClauseView) -> bool:
    """Without a finite verb: an event named after "comes following", what a cue reports as a noun phrase, or a
    headline that leaves its "were" out ("Twelve killed in raid")."""
    words, flags = proposition.words, proposition.flags
    attribution = around.stretch.attribution
    if attribution is not None and attribution.cue is not None and attribution.cue.stance == "denial":
        return not around.question  # "denied responsibility", "denied using barrel bombs": that it was denied is a fact
    if around.question or len(words) < 3 or "imperative" in features(view):
        return False
    named = any(flag & w.NAME for flag in flags)
    eventful = any(word in EVENTS for word in words)
    if proposition.clause.opened_by == "event":
        return named or view.quantities > 0
    if attribution is not None:
        if _to_infinitive(words, flags):
            return True  # "the attack [is believed] to be among the deadliest"
        cue = attribution.cue
        lemma = cue.lemma.split()[0] if cue is not None and cue.lemma else ""
        if lemma in _JUDGING_CUES:
            return view.quantities > 0 and eventful
        if lemma in _ACCUSING_CUES and named:
            return True
        if sum(1 for flag in flags if not flag & (w.NAME | w.PUNCT | w.NUMBER)) < 2:
            return False  # a row of names: keywords that lost their line
        if cue is not None and (cue.stance == "factive" or lemma in _PERCEIVING_CUES) and len(words) >= 3:
            return True  # "noted the bridge's collapse", "saw men clambering"
        return view.quantities > 0 or (named and len(words) >= 5) or (eventful and len(words) >= 4)
    return not around.stretch.cue and _headline(words, flags, view)


def _to_infinitive(words: Sequence[str], flags: Sequence[int]) -> bool:
    """A subject and then "to be", "to have": a clause whose finite verb is the cue itself."""
    for k in range(1, len(words) - 2):
        if words[k] == "to" and words[k + 1] in ("be", "have"):
            return any(flag & w.NOMINAL for flag in flags[:k])
    return False


def _headline(words: Sequence[str], flags: Sequence[int], view: ClauseView) -> bool:
    """A subject, and then a participle, an infinitive or "dead" that says what became of it."""
    subject = False
    for k, (word, flag) in enumerate(zip(words, flags, strict=True)):
        if (
            subject
            and k + 1 < len(words)
            and (word in EVENTS and flag & (w.PASTPART | w.PART | w.THIRD | w.BASE | w.ADJ) and not flag & w.DET)
        ):
            return (view.quantities > 0 or any(f & w.NAME for f in flags)) and len(words) >= 4
        if flag & (w.NOUN | w.NAME | w.NUMBER) and not flag & w.PUNCT:
            subject = True
    return False


def spans_of(around: Surroundings, ranges: Sequence[Range]) -> tuple[Span, ...]:
    """Spans in the text: one for each run of neighbouring tokens, without marks at its ends where it was cut."""
    tokens, at = around.tokens, around.stretch.at
    spans: list[Span] = []
    for first, last in ranges:
        run = first
        for k in range(first, last + 1):
            if k < last and at[k + 1] == at[k] + 1:
                continue
            start, stop = run, k
            while start < stop and start != first and around.flags[start] & w.PUNCT:
                start += 1
            while stop > start and stop != last and around.flags[stop] & w.PUNCT:
                stop -= 1
            run = k + 1
            if around.flags[start] & w.PUNCT and start == stop and last > first:
                continue
            begins, ends = tokens.starts[at[start]], tokens.ends[at[stop]]
            if spans and at[start] > 0 and spans[-1].end == tokens.ends[at[start] - 1]:
                spans[-1] = Span(spans[-1].start, ends)
            else:
                spans.append(Span(begins, ends))
    return tuple(spans)
