"""Measure a tagger on annotated articles it has not read, as the published tables count.

The project's scorers are the authority (see MODEL_CARD.md); these figures are the same counts for a training's own log:
a piece is right when both its edges are, an attribution when it covers half of the content and meets the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claims.analysis.attribute.raw import RawAttribution
from claims.analysis.linker import link
from claims.analysis.tagger import tag
from claims.analysis.tags import ROLES
from claims.analysis.training.corpus import AnnotatedArticle, AttributionPieces, Piece
from claims.analysis.training.examples import paragraphs_of, sentence_starts

Counts = dict[str, list[int]]  # right, predicted, marked


def evaluate(articles: Iterable[AnnotatedArticle], threads: int = 2) -> dict[str, float]:
    """F1 of exact pieces by role, and of whole attributions, by the weights in ``claims/analysis/weights``."""
    counts: Counts = {name: [0, 0, 0] for name in (*ROLES, "attribution")}
    for article in articles:
        starts = [(start, start) for start in sentence_starts(article.text)]
        spans = tag(article.text, paragraphs_of(article.text), starts, threads=threads)
        predicted = [as_pieces(raw) for raw in link(article.text, spans)]
        count(counts, predicted, article.annotations[0])
    return {name: 2 * right / max(1, found + marked) for name, (right, found, marked) in counts.items()}


def as_pieces(raw: RawAttribution) -> AttributionPieces:
    """A found attribution in the form of an annotated one."""
    single = {"source": raw.source, "cue": raw.cue}
    pieces: AttributionPieces = {role: [(span.start, span.end)] if span else [] for role, span in single.items()}
    return pieces | {"content": [(span.start, span.end) for span in raw.content]}


def count(counts: Counts, predicted: Sequence[AttributionPieces], marked: Sequence[AttributionPieces]) -> None:
    """Add one article."""
    for role in ROLES:
        ours, theirs = ({p for a in side for p in a[role]} for side in (predicted, marked))
        _add(counts[role], len(ours & theirs), len(ours), len(theirs))
    open_to_match = list(predicted)
    right = 0
    whole = [a for a in marked if a["content"]]
    for wanted in whole:
        fitting = next((a for a in open_to_match if fits(a, wanted)), None)
        if fitting is not None:
            open_to_match.remove(fitting)
            right += 1
    _add(counts["attribution"], right, len(predicted), len(whole))


def fits(found: AttributionPieces, wanted: AttributionPieces) -> bool:
    """Does it cover half of the content and, where there is one, meet the source?"""
    covered = shared(found["content"], wanted["content"])
    met = not wanted["source"] or shared(found["source"], wanted["source"]) > 0
    return met and 0 < sum(end - start for start, end in wanted["content"]) <= 2 * covered


def shared(ours: Sequence[Piece], theirs: Sequence[Piece]) -> int:
    """How many code points two lists of pieces have in common."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in ours for c, d in theirs)


def _add(counts: list[int], right: int, found: int, marked: int) -> None:
    counts[0], counts[1], counts[2] = counts[0] + right, counts[1] + found, counts[2] + marked
