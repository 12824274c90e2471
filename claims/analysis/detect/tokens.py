"""Words with their offsets: the one tokenizer of detection.

Offsets are those of the text given. Numbers keep their separators ("125,000", "1.2"), hyphenated words and words with
an apostrophe stay whole ("al-Hamra", "wasn't"), initials too ("U.S"); every other mark is a token of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from claims.analysis.detect.words import classify
from claims.analysis.types import Span

_TOKEN = re.compile(
    r"[^\W_](?:[^\W_]|['&/-](?=[^\W_])|(?<=\d)[.,](?=\d)|(?<=[A-Z])\.(?=[A-Z-]))*|[^\w\s]|_+", re.UNICODE
)
# Tokens. News sentences end long before; what goes on is a list or a broken page, and the steps that look back and
# forth within a sentence would take their time on it.
LONGEST_SENTENCE = 300
# One for one, so that offsets hold; the normalised text of a document has most of this done already.
_MARKS = str.maketrans("’‘‛´`“”„‟«»–−", '\'\'\'\'\'""""""——')


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists over one text. ``flags`` are those of :mod:`.words`; ``sentence`` numbers the entry of
    ``sentences`` that each lies in: the sentences given, cut where one is longer than any real one."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    lowers: list[str]
    flags: list[int]
    sentence: list[int]
    sentences: list[Span]

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, first: int, last: int) -> Span:
        """From token ``first`` to token ``last``, both included."""
        return Span(self.starts[first], self.ends[last])

    def at(self, offset: int) -> int:
        """The first token that starts at or after ``offset``."""
        return bisect_left(self.starts, offset)


def plain_marks(text: str) -> str:
    """The text with quotation marks, apostrophes and dashes made plain, one code point for one."""
    return text.translate(_MARKS)


def tokenise(text: str, sentences: tuple[Span, ...]) -> Tokens:
    """All tokens of the sentences, in order; what lies outside any sentence is skipped."""
    plain = plain_marks(text)
    tokens = Tokens(plain, [], [], [], [], [], [], [])
    for sentence in sentences:
        opening = True
        number, first = len(tokens.sentences), len(tokens)
        tokens.sentences.append(sentence)
        for match in _TOKEN.finditer(plain, sentence.start, sentence.end):
            if len(tokens) - first == LONGEST_SENTENCE:
                number, first = number + 1, len(tokens)
                tokens.sentences[-1] = Span(tokens.sentences[-1].start, match.start())
                tokens.sentences.append(Span(match.start(), sentence.end))
            word = match.group()
            lower = word.lower()
            flags = classify(word, lower, opening)
            tokens.starts.append(match.start())
            tokens.ends.append(match.end())
            tokens.words.append(word)
            tokens.lowers.append(lower)
            tokens.flags.append(flags)
            tokens.sentence.append(number)
            if word[0].isalnum():
                opening = False
            elif word in '":':
                opening = True
    return tokens
