"""A pasted or fetched text cut into title, metadata, ignored lines, paragraphs and sentences.

Works on looks alone and in one pass: lines, then what stands at the ends of the first and last paragraph, then the
sentences of each paragraph.
"""

from __future__ import annotations

import re
from itertools import pairwise

from claims.analysis.segment.furniture import Furniture, bare_title, is_header, take_closing, take_line, take_opening
from claims.analysis.segment.language import language_of
from claims.analysis.segment.sentences import sentence_spans
from claims.analysis.types import Document, Metadata, Span
from sources.cleaning import normalise

_LINE = re.compile(r"[^\r\n]+")
_BLANK_LINE = re.compile(r"(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)")

# Headlines run to some 20 words; one in thirty is longer than 30, while openings of body text seldom are shorter.
TITLE_WORDS = 30
TITLE_CHARS = 220
HEAD_LINES = 12  # lines before the first paragraph that may be header, title, byline
# Mail and plain-text files are wrapped at 60–80 columns; a paragraph of a page is a line of its own.
WRAP_COLUMNS = 100
WRAP_LINES = 6
_BULLET = re.compile(r"(?:[•‣◦▪■*·–—-]|\d{1,2}[.)])\s+(?=\S)")


def segment(text: str) -> Document:
    """``text`` (as `analysis.clean` returned it) as a Document. Never fails: a text without words has no sentences."""
    normal = normalise(text)
    furniture = Furniture()
    lines = _lines(normal)
    title, body = _title_and_body(furniture, normal, lines)
    if body:
        first = take_opening(furniture, normal, body[0])
        body = [first, *body[1:]] if len(first) else body[1:]
    if body:
        last = take_closing(furniture, normal, body[-1])
        body = [*body[:-1], last] if len(last) else body[:-1]
    paragraphs = ([title] if title else []) + body
    language, supported = language_of(normal)
    metadata = Metadata(
        title=bare_title(title.of(text)) if title else None,
        byline=furniture.byline,
        dateline=furniture.dateline,
        agency=furniture.agency,
        published_at=furniture.published_at,
        modified_at=furniture.modified_at,
        language=language,
        language_supported=supported,
    )
    sentences = [sentence for span in paragraphs for sentence in sentence_spans(normal, span.start, span.end)]
    ignored = tuple(sorted(span for span in furniture.ignored if len(span)))
    return Document(text, normal, metadata, ignored, title, tuple(paragraphs), tuple(sentences))


def _lines(normal: str) -> list[Span]:
    """Paragraphs in the rough: lines, or blank-line blocks where the text is hard-wrapped; blanks trimmed."""
    pieces = [Span(match.start(), match.end()) for match in _LINE.finditer(normal)]
    if _is_wrapped(normal, pieces):
        pieces = _blocks(normal)
    trimmed = []
    for piece in pieces:
        words = normal[piece.start : piece.end]
        if body := words.strip():
            start = piece.start + len(words) - len(words.lstrip())
            bullet = _BULLET.match(body)
            trimmed.append(Span(start + (bullet.end() if bullet else 0), start + len(body)))
    return trimmed


def _is_wrapped(normal: str, lines: list[Span]) -> bool:
    """Whether line breaks are a typewriter's: all lines short, most running on in the next."""
    filled = [line for line in lines if not normal[line.start : line.end].isspace()]
    if len(filled) < WRAP_LINES or max(map(len, filled)) > WRAP_COLUMNS:
        return False
    running = sum(
        (normal[a.end - 1].isalnum() and normal[b.start].islower()) or normal[a.end - 1] in ",-"
        for a, b in pairwise(filled)
    )
    return running * 3 >= len(filled)  # a third: names and sentence ends fall on line ends too


def _blocks(normal: str) -> list[Span]:
    blocks, start = [], 0
    for blank in _BLANK_LINE.finditer(normal):
        blocks.append(Span(start, max(start, blank.start())))
        start = blank.end()
    return [*blocks, Span(start, len(normal))]


def _title_and_body(furniture: Furniture, normal: str, lines: list[Span]) -> tuple[Span | None, list[Span]]:
    title: Span | None = None
    body: list[Span] = []
    for index, line in enumerate(lines):
        if take_line(furniture, normal, line):
            furniture.ignored.append(line)
        elif body or title or index >= HEAD_LINES:
            body.append(line)
        elif is_header(line.of(normal)) and index + 1 < len(lines):
            furniture.ignored.append(line)
        elif _is_title(normal, line, lines[index + 1 :]):
            title = line
        else:
            body.append(line)
    return title, body


def _is_title(normal: str, line: Span, rest: list[Span]) -> bool:
    """Whether the first line that is not furniture is the headline rather than the first paragraph."""
    words = line.of(normal).split()
    if not rest or len(line) > TITLE_CHARS or len(words) > TITLE_WORDS:
        return False
    if max(len(span) for span in rest[:4]) < len(line):  # nothing follows that it could head
        return False
    if len(sentence_spans(normal, line.start, line.end)) > 1:
        return False
    if not words[-1].endswith("."):
        return True
    # With a full stop it is the first sentence of the body, unless it has a headline's capitals.
    long_words = [word for word in words if len(word) > 3 and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in long_words)
    return len(long_words) > 2 and capitals * 10 >= len(long_words) * 7
