"""The words of a document, once: offsets, lower-cased forms and a class each, in parallel lists.

Lists of plain values, not objects: attribution rules look at every token, and this is what keeps them under a few
microseconds a word.
"""

from __future__ import annotations

import re

from claims.analysis.attribute import lexicon
from claims.analysis.types import Document

WORD = re.compile(
    r"''|``|\.\.\."
    r"|(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sen|Rep|Gov|St|Prof|Maj|Capt|Sgt|Jr|Sr|Adm|Sens|Reps|Brig|Rev)\."
    r"|[A-Z]\.(?=\s?[A-Z])"
    r"|[$€£]?\d(?:[\d.,:/]*\d)?(?:%|(?:st|nd|rd|th|s|k|m|bn|-[A-Za-z-]+)\b)?"
    r"|[^\W\d_](?:[\w\u0300-\u036f]|(?<=\w)[-'/&](?=\w))*"
    r"|--|\S"
)

# Word classes.
OTHER, NAME, NUM, DET, PRON, PREP, CONJ, AUX, FIN, ADV, PUNCT, QUOTE, REL, SUB = range(14)

_CLASSES: dict[str, int] = {}
for _group, _class in (
    (lexicon.FINITE, FIN),
    (lexicon.ADVERBS, ADV),
    (lexicon.PREPOSITIONS, PREP),
    (lexicon.SUBORDINATORS, SUB),
    (lexicon.PREPOSITIONS - frozenset({"than", "like"}), PREP),
    (lexicon.CONJUNCTIONS, CONJ),
    (lexicon.NUMBERS, NUM),
    (lexicon.DETERMINERS, DET),
    (frozenset("i you he she it we they someone somebody everyone everybody nobody others none".split()), PRON),
    (lexicon.AUXILIARIES, AUX),
    (frozenset("who which whom that".split()), REL),
    (frozenset({'"', "''", "``"}), QUOTE),
):
    for _word in _group:
        _CLASSES[_word] = _class
_CLASSES |= dict.fromkeys(".,;:!?()[]—…'", PUNCT) | {"--": PUNCT, "-": PUNCT, "...": PUNCT, "as": SUB}
_CLITIC = re.compile(r"(?:'s|'ve|'d|'ll|'re|'m)\Z")


class Tokens:
    """Parallel lists over the words of all sentences; ``bounds[n]`` is the token range of sentence n."""

    __slots__ = ("bounds", "classes", "ends", "low", "normal", "starts", "words")

    def __init__(self, document: Document) -> None:
        self.normal = document.normalised
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.words: list[str] = []
        self.low: list[str] = []
        self.classes: list[int] = []
        self.bounds: list[tuple[int, int]] = []
        for sentence in document.sentences:
            first = len(self.starts)
            self._add(sentence.start, sentence.end)
            self.bounds.append((first, len(self.starts)))

    def _add(self, start: int, end: int) -> None:
        known = _CLASSES.get
        for match in WORD.finditer(self.normal, start, end):
            word = match[0]
            low = word.lower()
            self.starts.append(match.start())
            self.ends.append(match.end())
            self.words.append(word)
            self.low.append(low)
            found = known(low)
            self.classes.append(_guess(word, low) if found is None else found)

    def __len__(self) -> int:
        return len(self.starts)


def _guess(word: str, low: str) -> int:
    """The class of a word in no list, by its looks."""
    first = word[0]
    if first.isupper():
        return NAME
    if first.isdigit() or first in "$€£":
        return NUM
    if not first.isalpha():
        return PUNCT
    if "'" in low and (clitic := _CLITIC.search(low)):
        base = low[: clitic.start()]
        if base in lexicon.SUBJECTS or base in lexicon.RELATIVES or base == "there":
            return PRON
    if low.endswith("ly") and len(low) > 4:
        return ADV
    return OTHER
