"""Rewrites a claim so that it can be read, embedded and compared away from its article.

The subject pronoun gives way to the nearest earlier subject or source that it can stand for (the simplest useful form
of Hobbs 1978: same article, backwards, agreement in number and animacy); "I" and "we" in a quotation to the source;
relative times to ISO dates. What cannot be resolved stays as written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from claims.analysis.types import Attribution, EventTime, Precision, Span

Referent = Literal["person", "thing", "several"]

_REFERENTS: dict[str, Referent] = {"he": "person", "she": "person", "it": "thing", "they": "several"}
_FIRST_PERSON = frozenset("i we i'm i've we've we're".split())
_CONTRACTED = {"'s": "is", "'re": "are", "'ve": "have", "'m": "am", "'ll": "will", "'d": "would"}
_NOT_DOING = frozenset(
    "during following according including something nothing everything anything morning evening king "
    "spring being building".split()
)
_EXPLETIVE_VERBS = frozenset("is was isn't wasn't seems seemed appears appeared takes took remains becomes".split())
_PARTICIPLES = frozenset("done gone made lost left said sent found held kept put set shot told won".split())
_OF_A_THIRD = {"am": "is", "have": "has", "do": "does"}  # "I have" → "Brandt has"
_ORGANISATIONS = frozenset(
    """army ministry government council observatory group organisation organization agency party force forces committee
    coalition militia front police bank company office department parliament union commission court un us""".split()
)
_TITLES = frozenset(
    """president minister general colonel mr mrs ms dr governor spokesman spokeswoman director chief senator king prince
    sheikh ambassador secretary commander mayor lieutenant captain major judge professor sir lord ayatollah""".split()
)
_REMEMBERED = 12  # subjects further back than this are not what a pronoun means


@dataclass(slots=True)
class Subjects:
    """The subjects met so far, nearest last."""

    seen: list[tuple[Referent, str]] = field(default_factory=list)

    def remember(self, name: str, referent: Referent) -> None:
        self.seen.append((referent, name))
        if len(self.seen) > _REMEMBERED:
            del self.seen[0]

    def nearest(self, referent: Referent, without: str | None = None) -> str | None:
        for kind, name in reversed(self.seen):
            if kind == referent and name != without:
                return name
        return None


def referent_of(words: Sequence[str], lowers: Sequence[str], named: Sequence[bool]) -> Referent | None:
    """What kind of pronoun a subject phrase can be the antecedent of; None for phrases without a name."""
    if not any(named) or len(words) > 14:
        return None
    if any(lower in _TITLES for lower in lowers):
        return "person"
    last = next(i for i in range(len(words) - 1, -1, -1) if named[i])
    if any(lower in _ORGANISATIONS for lower in lowers):
        return "several" if lowers[-1] in ("forces", "police") else "thing"
    if lowers[-1].endswith("s") and not named[-1]:
        return "several"
    if sum(named) >= 2 and all(word[0].isupper() for word in words) and last == len(words) - 1:
        return "person" if lowers[0] not in ("the", "a") else "thing"
    return "thing"


def time_words(time: EventTime) -> str:
    """A time as ISO 8601: a day, a month, a year or an interval."""
    forms: dict[Precision, str] = {"month": time.start.isoformat()[:7], "year": time.start.isoformat()[:4]}
    if time.start == time.end:
        return time.start.isoformat()
    if time.precision in forms and time.start.year == time.end.year:
        return forms[time.precision]
    return f"{time.start.isoformat()}/{time.end.isoformat()}"


def _speaker(attribution: Attribution | None) -> str | None:
    if attribution is None or attribution.source is None:
        return None
    return attribution.source.name


def _pronoun_name(pronoun: str, attribution: Attribution | None, subjects: Subjects) -> str | None:
    speaker = _speaker(attribution)
    if pronoun in _FIRST_PERSON:
        return speaker
    referent = _REFERENTS.get(pronoun)
    if referent is None:
        return None
    if attribution is not None and attribution.source is not None and attribution.quote_type != "direct":
        kind = attribution.source.kind
        if speaker is not None and (
            (referent == "person" and kind == "person")
            or (referent == "thing" and kind in ("organization", "outlet", "agency"))
        ):
            return speaker
    return subjects.nearest(referent, without=speaker if attribution is not None else None)


def resolve(
    text: str,
    spans: Sequence[Span],
    attribution: Attribution | None,
    subjects: Subjects,
    times: Sequence[EventTime],
) -> str:
    """The claim's words with subject pronoun and times resolved, on one line. What a source denies or admits *doing*
    ("using gas") is said of the source."""
    parts = []
    for number, span in enumerate(spans):
        piece = _with_dates(text, span, times)
        if number == 0:
            piece = _with_subject(piece, attribution, subjects)
        parts.append(piece)
    return " ".join(" ".join(parts).split())


def _with_dates(text: str, span: Span, times: Sequence[EventTime]) -> str:
    pieces, at = [], span.start
    for time in times:
        if time.span is not None and at <= time.span.start and time.span.end <= span.end:
            pieces += [text[at : time.span.start], time_words(time)]
            at = time.span.end
    return "".join([*pieces, text[at : span.end]])


def _with_subject(piece: str, attribution: Attribution | None, subjects: Subjects) -> str:
    first, _, rest = piece.partition(" ")
    pronoun = first.lower().replace("’", "'")
    stem, apostrophe, ending = pronoun.partition("'")
    if stem.endswith("ing") and len(stem) > 4 and stem not in _NOT_DOING and _speaker(attribution) is not None:
        return f"{_speaker(attribution)} {piece}"
    name = _pronoun_name(stem, attribution, subjects)
    if name is None:
        return piece
    verb, _, behind = rest.partition(" ")
    if apostrophe:
        participle = verb.endswith(("ed", "en")) or verb in _PARTICIPLES
        auxiliary = "has" if ending == "s" and participle else _CONTRACTED.get(apostrophe + ending, "")
        verb, behind = auxiliary, rest
    if stem == "it" and (verb.lower().replace("’", "'") in _EXPLETIVE_VERBS or behind.split(" ")[0] == "take"):
        return piece  # "it was unclear", "it would take hours": no thing is meant
    if stem == "i":
        verb = _OF_A_THIRD.get(verb, verb)
    return " ".join(part for part in (name, verb, behind) if part)
