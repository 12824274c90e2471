"""What the steps of the analysis hand to each other: plain, frozen dataclasses.

Every offset is ``[start, end)`` in Unicode code points of the text *as given*; a step that normalises maps its result
back before it returns. Terms are those of PARC 3 / PolNeAR (source, cue, content), FactBank (certainty, polarity) and
the W3C Web Annotation model (spans).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

SourceKind = Literal["person", "organization", "outlet", "agency", "document", "anonymous", "group"]
Stance = Literal["neutral", "distancing", "factive", "denial"]
QuoteType = Literal["direct", "indirect", "mixed"]
Certainty = Literal["certain", "probable", "possible", "underspecified"]  # FactBank CT, PR, PS, U
Polarity = Literal["positive", "negative"]
Comparator = Literal["exact", "about", "at_least", "at_most", "more_than", "less_than", "range"]
Precision = Literal["minute", "hour", "day", "week", "month", "year", "vague"]
Relation = Literal["same", "supports", "contradicts", "numeric_discrepancy", "update", "related", "none"]
Direction = Literal["a_to_b", "b_to_a", "both"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open ``[start, end)`` in code points of the text as given."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start

    def overlap(self, other: Span) -> int:
        """How many code points the two share."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page furniture says about the article. Times are naive where the page names no zone."""

    title: str | None = None
    byline: str | None = None
    dateline: str | None = None  # "BAGHDAD"
    agency: str | None = None  # "Reuters" from "BAGHDAD (Reuters) —" or a byline: a wire credit
    published_at: datetime | None = None
    modified_at: datetime | None = None
    language: str | None = None  # ISO 639-1; None when the text is too short to tell
    language_supported: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """A text cut into its parts.

    ``normalised`` has the length of ``text`` (one code point for one: quotation marks, spaces, dashes unified,
    invisible characters blanked), so that an offset holds in both. ``ignored`` are lines that are not body, ``title``
    is the headline's span when the text carries one (analysed, since headlines attribute: "… – report", but not body).
    ``paragraphs`` and ``sentences`` cover the body and the title, in order, without overlap.
    """

    text: str
    normalised: str
    metadata: Metadata
    ignored: tuple[Span, ...]
    title: Span | None
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class AnonymousSource:
    """An unnamed source as described. ``count`` belongs to the attribution ("one source" of "two")."""

    descriptor: str
    count: int | None = None
    exact: bool = False  # the count is stated ("two sources"), not implied ("sources")
    affiliation: str | None = None  # "intelligence", "State Department"
    seniority: str | None = None  # "senior"
    proximity: str | None = None  # "familiar with the matter"
    reason: str | None = None  # "because they were not authorised to speak"


@dataclass(frozen=True, slots=True)
class SourceMention:
    """Who says it, at one place. ``canonical`` is the same string for every mention of one source in the text;
    ``name`` is the fullest form the article uses for it (equal to ``span`` text when there is none)."""

    span: Span
    kind: SourceKind
    canonical: str
    name: str
    anonymous: AnonymousSource | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    span: Span
    lemma: str  # "say", "according to"
    stance: Stance


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source + cue + content (PARC 3). ``parent`` is the ``id`` of the enclosing attribution."""

    id: str
    source: SourceMention | None
    cue: Cue | None
    content: tuple[Span, ...]
    quote_type: QuoteType
    confidence: float  # 0–1
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts. A range has its lower bound as ``value`` and the upper as ``upper``."""

    span: Span
    value: float
    comparator: Comparator
    unit: str | None  # "%", "dollar", "day"; None for a plain count
    counted: str  # head noun phrase of what is counted: "fighters"
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class EventTime:
    """When it happened: days inclusive, and the words that say so."""

    start: date
    end: date
    precision: Precision
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class CheckWorthiness:
    """A documented sum of visible features; ``parts`` maps feature name to what it added. 0–1."""

    score: float
    parts: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable proposition as one article states it, without the attribution frame and quotation marks."""

    id: str
    spans: tuple[Span, ...]
    text: str  # the spans' words, joined by one space
    attribution: str | None  # the innermost Attribution.id whose content it lies in; None: the outlet's own voice
    certainty: Certainty
    polarity: Polarity
    check_worthiness: CheckWorthiness
    quantities: tuple[Quantity, ...] = ()
    event_time: EventTime | None = None
    resolved: str = ""  # the proposition for embedding and comparison: subject pronouns resolved to names


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything extraction finds in one text."""

    document: Document
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two claims relate. ``why`` is written for a reviewer: "125,000 against 140,000 fighters"."""

    relation: Relation
    direction: Direction | None
    score: float  # 0–1, how sure
    why: tuple[str, ...] = field(default=())
