"""The lemma and stance of a cue as it stands in the text."""

from __future__ import annotations

from claims.analysis.attribute import lexicon
from claims.analysis.attribute.tokens import WORD
from claims.analysis.types import Cue, Document, Span, Stance

_NEGATIONS = frozenset("not never n't didn't hasn't haven't don't doesn't hadn't won't wouldn't couldn't".split())
# "did not deny", "could not confirm": the negation changes what the report presupposes.
_NEGATED: dict[str, Stance] = {"denial": "neutral", "factive": "neutral", "distancing": "neutral", "neutral": "neutral"}
_BY_PHRASE: tuple[tuple[str, str, Stance], ...] = (
    ("no evidence", "find", "factive"), ("so-called", "so-called", "distancing"),
    ("pleaded guilty", "plead", "factive"), ("pleads guilty", "plead", "factive"),
    ("pleaded not guilty", "plead", "denial"), ("ruled out", "rule out", "denial"),
    ("according to", "according to", "neutral"), ("made it clear", "make clear", "neutral"),
    ("made clear", "make clear", "neutral"), ("walked back", "walk back", "denial"),
    ("brushed off", "brush off", "denial"), ("shot down", "shoot down", "denial"),
)  # fmt: skip


def read_cue(document: Document, span: Span) -> Cue:
    """Lemma of the reporting word in ``span`` (its last one in the lexicon), and the stance with negation."""
    words = [m[0].lower() for m in WORD.finditer(document.normalised, span.start, span.end)]
    text = " ".join(words)
    for phrase, lemma, stance in _BY_PHRASE:
        if phrase in text:
            return Cue(span, lemma, stance)
    negated = any(word in _NEGATIONS or word.endswith("n't") for word in words)
    adverb = next((lexicon.ADVERB_CUES[w] for w in words if w in lexicon.ADVERB_CUES), None)
    best: tuple[str, Stance] | None = None
    for word in words:
        if word in lexicon.CUES:
            found = (lexicon.CUES[word].lemma, lexicon.CUES[word].stance)
        elif word in lexicon.NOUN_CUES:
            found = lexicon.NOUN_CUES[word]
        else:
            continue
        if best is None or best[1] == "neutral":
            best = found
    if best is None:
        lemma = next((w for w in reversed(words) if w.isalpha()), text)
        return Cue(span, lemma, adverb or "neutral")
    stance = _NEGATED[best[1]] if negated else best[1]
    return Cue(span, best[0], adverb if adverb and stance == "neutral" else stance)
