"""The tagger's attributions and the rules', as one list.

The trained tagger finds more and sets edges as annotators do; the rules are sure of a few constructions that its
training text lacks (wire copy, lists of names with "as", lost commas). So: the tagger's finds, mended where the page
contradicts them, and the rules' finds where the tagger has none or the construction is theirs. Measured on PolNeAR dev,
mending gains 2 points of content F1 (whole spans) and the filters trade a point of recall for precision; what they buy
is wire copy and features, where the tagger alone takes acts for attitudes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from claims.analysis.attribute import lexicon
from claims.analysis.attribute.continuation import continue_quotes
from claims.analysis.attribute.mending import Mender, without_tails
from claims.analysis.attribute.places import Places
from claims.analysis.attribute.quotes import Quote
from claims.analysis.attribute.raw import RawAttribution
from claims.analysis.types import Document, Span

# The rules' finds that stand without the tagger: direct quotation, "according to", source beside a verb of saying.
RULES_SURE = 0.9
# Verbs of saying, for which a rule is believed where the tagger is silent.
_CORE = frozenset(
    """according said say says told tell tells reported reports report announced claimed claims insisted denied denies
    confirmed stated alleged added warned stressed listed named cited learned verify believed""".split()
)


def merge(
    document: Document, quotes: list[Quote], tagged: Sequence[RawAttribution], ruled: list[RawAttribution]
) -> list[RawAttribution]:
    """One list in text order; the tagger's parents are dropped, since places in the list change."""
    places = Places(document, quotes)
    mender = Mender(places)
    kept = without_tails(document, [mended for raw in tagged if (mended := mender.mended(raw)) is not None])
    cues = sorted((raw.cue.start, raw.cue.end, n) for n, raw in enumerate(kept) if raw.cue is not None)
    taken: set[int] = set()
    added: list[RawAttribution] = []
    for rule in ruled:
        twin = _overlapping(cues, rule.cue)
        if twin is None:
            if _stands_alone(places, rule, kept):
                added.append(rule)
        elif twin not in taken and _rule_knows_better(document.normalised, rule, kept[twin]):
            kept[twin] = replace(rule, confidence=max(rule.confidence, kept[twin].confidence))
            taken.add(twin)
    merged = sorted([*kept, *added], key=_position)
    return continue_quotes(document, quotes, merged)


def _position(raw: RawAttribution) -> tuple[int, int]:
    spans = [*raw.content, *(span for span in (raw.source, raw.cue) if span is not None)]
    return min(span.start for span in spans), raw.cue.start if raw.cue else 0


def _overlapping(cues: list[tuple[int, int, int]], cue: Span | None) -> int | None:
    """The number of the attribution whose cue overlaps ``cue``."""
    if cue is None:
        return None
    at = bisect_right(cues, (cue.start, cue.end, len(cues)))
    for start, end, number in cues[max(0, at - 1) : at + 1]:
        if start < cue.end and cue.start < end:
            return number
    return None


def _stands_alone(places: Places, rule: RawAttribution, kept: list[RawAttribution]) -> bool:
    """Whether a find that the tagger has not is to be believed: a sure one, outside quotations."""
    anchor = rule.cue or rule.source
    if anchor is None or places.quote_at(anchor.start) is not None:
        return False
    if rule.cue is None or rule.cue.of(places.normal) == ":":  # headlines and transcripts
        return not any(rule.content[0].overlap(piece) for raw in kept if raw.cue is not None for piece in raw.content)
    if len(rule.content) > 1 and rule.content[-1].of(places.normal).startswith("as "):
        return True
    words = rule.cue.of(places.normal).lower().split()
    if rule.source is None:
        return words[-1] in lexicon.ADVERB_CUES
    return rule.confidence >= RULES_SURE and any(word in _CORE for word in words)


def _rule_knows_better(normal: str, rule: RawAttribution, tagged: RawAttribution) -> bool:
    """Constructions where the rule's edges are taken: names listed with "as", in pieces."""
    if len(rule.content) > 1 and rule.content[-1].of(normal).startswith("as "):
        return True
    if rule.source is not None and rule.cue is not None and normal[rule.cue.end : rule.source.start] == " by ":
        return True
    if rule.cue is not None and tagged.source is not None and rule.cue.contains(tagged.source):
        return True  # "Rumour has it": the rule's cue has what the tagger took for a source
    if rule.content[0].of(normal).startswith("no ") and len(rule.content) == 1:
        return True
    words = sum(len(piece.of(normal).split()) for piece in tagged.content)
    return words < 2 < sum(len(piece.of(normal).split()) for piece in rule.content)
