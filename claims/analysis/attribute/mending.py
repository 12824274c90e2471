"""Mends what the tagger found where the page contradicts it.

Contents stay in their sentence unless they are quotations, names are whole, sources and cues carry no day, and no
content runs into the source and cue around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from claims.analysis.attribute import lexicon
from claims.analysis.attribute.not_reports import STRAY, is_no_report
from claims.analysis.attribute.places import Places
from claims.analysis.attribute.raw import RawAttribution
from claims.analysis.types import Document, Span

_TIME_TAIL = re.compile(
    r"[\s,]+(?:(?:on |late |early )*(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"(?: (?:morning|afternoon|evening|night))?|(?:this|last|next) (?:week|month|year)|today|yesterday|tonight)\Z",
    re.IGNORECASE,
)
# What lost commas put before a source: "said on Thursday | Holt said", "in Aleppo | The Coalition said".
_FRONT = re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days? +|[A-Z]\w+ +(?=The [A-Z]))(?=\w)")
_VERB = re.compile(r"\b(?:was|were|is|are|has|have|had)\b")
_RELATIVE = re.compile(r"\b(?:who|which|that|whose|whom|where|when)\b")
_ARTICLE = re.compile(r"\b(?:[Tt]he|[Aa]n?) (?=\w)")
_TURN = re.compile(r"(?:;(?:\s*however,)?|,? however,)\s+")
_NAME_RIGHT = re.compile(r" [A-Z][\w-]+(?:'s)?\b(?! (?i:said|says|told)\b)|(?: [A-Z][\w-]+)+(?= (?:said|says|told)\b)")
_NAME_LEFT = re.compile(r"(?<![.!?\w])(?!\w+day)([A-Z][a-z][\w-]*) \Z")
_NAME_FIRST = re.compile(r"([A-Z][\w'-]+(?: [A-Z][\w'-]+)*) (?=[a-z])")
_AFTERTHOUGHT = re.compile(r"(?:, |.,? ?)(?:a|an) ")
_OPENERS = (
    lexicon.PREPOSITIONS
    | lexicon.DETERMINERS
    | lexicon.CONJUNCTIONS
    | lexicon.SUBORDINATORS
    | lexicon.ADVERBS
    | lexicon.SUBJECTS
)
_EMPTY = (
    (_OPENERS | lexicon.AUXILIARIES) - lexicon.SUBJECTS - lexicon.POSSESSIVES - lexicon.RELATIVES - lexicon.DETERMINERS
)


class Mender:
    """Mends finds of one document."""

    def __init__(self, places: Places) -> None:
        self.places, self.normal = places, places.normal

    def mended(self, raw: RawAttribution) -> RawAttribution | None:
        """``raw`` without what cannot be: contents of other sentences, a time at the end of the source; None for finds
        that are no report."""
        raw = self._whole_cue(raw)
        if is_no_report(raw, self.places):
            return None
        content = self._own_content(raw)
        if not content:
            return None
        source = self._whole_name(self._bare_source(raw.source), raw.cue)
        if source is not None and all(word in _EMPTY for word in source.of(self.normal).lower().split()):
            source = None
        return replace(raw, source=source, content=_without(content, source), parent=None)

    def _whole_cue(self, raw: RawAttribution) -> RawAttribution:
        """The cue without the end of a name before it ("Jonna | Aske told") and without the day behind it."""
        if raw.cue is None:
            return raw
        start, end = raw.cue.start, raw.cue.end
        name = _NAME_FIRST.match(self.normal, start, end)
        source = raw.source
        if name and source is not None and source.end + 1 == start and self.normal[source.start].isupper():
            source = Span(source.start, name.end(1))
            start = name.end()
        tail = _TIME_TAIL.search(self.normal[start:end])
        if tail and tail.start():
            end = start + tail.start()
        return replace(raw, source=source, cue=Span(start, end))

    def _bare_source(self, source: Span | None) -> Span | None:
        if source is None:
            return None
        front = _FRONT.match(source.of(self.normal))
        if front and front.end() < len(source):
            source = Span(source.start + front.end(), source.end)
        source = self._last_phrase(source)
        tail = _TIME_TAIL.search(source.of(self.normal))
        return Span(source.start, source.start + tail.start()) if tail and tail.start() else source

    def _last_phrase(self, source: Span) -> Span:
        """Of a run-on ("… were killed in the city the Halm Observatory") the last noun phrase."""
        verb = _VERB.search(self.normal, source.start, source.end)
        if verb is None or _RELATIVE.search(self.normal, source.start, verb.start()):
            return source
        starts = [m.start() for m in _ARTICLE.finditer(self.normal, verb.end(), source.end)]
        return Span(starts[-1], source.end) if starts else source

    def _whole_name(self, source: Span | None, cue: Span | None) -> Span | None:
        """A name that the tagger cut in two, whole: capitalised words right beside it."""
        if source is None or not self.normal[source.start].isalpha():
            return source
        start, end = source.start, source.end
        right = _NAME_RIGHT.match(self.normal, end)
        if (
            right
            and self.normal[self.normal.rfind(" ", start, end) + 1].isupper()
            and (cue is None or cue.start >= right.end() or cue.end <= start)
        ):
            end = right.end()
        left = _NAME_LEFT.search(self.normal, max(0, start - 30), start)
        if (
            left
            and self.normal[start].isupper()
            and self.places.quote_at(left.start(1)) is self.places.quote_at(start)
            and not self._opens(left.start(1))
        ):
            start = left.start(1)
        return Span(start, end)

    def _opens(self, at: int) -> bool:
        """Whether a sentence begins at ``at`` with a word that is no name, so that its capital says nothing."""
        own = self.places.sentence(at)
        word = self.normal[at : self.normal.find(" ", at)].lower()
        return own is None or (own.start == at and word in _OPENERS)

    def _own_content(self, raw: RawAttribution) -> tuple[Span, ...]:
        """Pieces of the cue's own sentence, and quotations; a piece that runs in from another sentence is cut."""
        anchor = raw.cue or raw.source
        own = self.places.sentence(anchor.start) if anchor is not None else None
        if own is None:
            return raw.content
        pieces: list[Span] = []
        for piece in raw.content:
            pieces += self._cut(piece, own)
        if not pieces:
            return raw.content
        pieces = self._joined_up(pieces, raw.cue)
        if anchor is None:
            return tuple(pieces)
        if (
            len(pieces) > 1
            and _AFTERTHOUGHT.match(self.normal, max(0, pieces[-1].start - 2))
            and pieces[-1].start > anchor.end
        ):
            pieces.pop()
        if raw.source is not None and raw.source.of(self.normal).lower().endswith("who"):
            pieces = [self._of_relative(piece, raw.source, own) for piece in pieces]
        return tuple(self._turned(self._which(piece, raw.source), anchor) for piece in pieces)

    def _joined_up(self, pieces: list[Span], cue: Span | None) -> list[Span]:
        """Pieces without stray words: a lone "that", a name from a clause before."""
        if len(pieces) < 2:
            return pieces
        first, second = pieces[0], pieces[1]
        words = first.of(self.normal).lower().split()
        gap = self.normal[first.end : second.start]
        if (len(words) == 1 and words[0] in STRAY) or _TURN.fullmatch(gap + " "):
            return pieces[1:]
        if cue is not None and first.end <= cue.start < second.start:
            return pieces
        stray = len(words) < 4 and _VERB.search(gap) and self.places.quote_at(first.start) is None
        return pieces[1:] if stray else pieces

    def _of_relative(self, piece: Span, source: Span, own: Span) -> Span:
        """What "who" reported, without the main verb: "The nurse who reported | the theft | was moved"."""
        verbs = list(_VERB.finditer(self.normal, piece.start, piece.end))
        if (
            len(verbs) != 1
            or self.normal[source.end - 5 : source.end - 3] == ", "
            or _VERB.search(self.normal, own.start, source.start)
        ):
            return piece
        end = len(self.normal[piece.start : verbs[0].start()].rstrip())
        return Span(piece.start, piece.start + end) if end else piece

    def _which(self, piece: Span, source: Span | None) -> Span:
        """ "…, which the minister rejected": the pronoun alone, since what it stands for is another's to state."""
        if source is None or source.start < piece.end:
            return piece
        if piece.of(self.normal).endswith(", which"):
            return Span(piece.end - 5, piece.end)
        if self.normal[piece.end : source.start].strip(" ,") == "which":
            return Span(source.start - 6, source.start - 1)
        return piece

    def _cut(self, piece: Span, own: Span) -> Iterator[Span]:
        quote = self.places.quote_at(piece.start)
        if (
            quote is not None and piece.start - quote.span.start <= 2
        ):  # opens with a quotation: it may run over sentences
            yield piece
        elif piece.end <= own.start or piece.start >= own.end:
            return
        elif piece.start < own.start and "\n" in self.normal[piece.start : own.start]:
            yield Span(own.start, piece.end)
        else:
            yield piece

    def _turned(self, piece: Span, anchor: Span) -> Span:
        """A clause before its cue, from the last turn on: "…, however, | he has gathered them, according to"."""
        if piece.end > anchor.start or self.places.quote_at(piece.start) is not None:
            return piece
        turns = [
            m for m in _TURN.finditer(self.normal, piece.start, piece.end) if self.places.quote_at(m.start()) is None
        ]
        return Span(turns[-1].end(), piece.end) if turns and turns[-1].end() < piece.end else piece


def _without(content: tuple[Span, ...], source: Span | None) -> tuple[Span, ...]:
    """Content that does not run into its own source."""
    if source is None or not any(piece.overlap(source) for piece in content):
        return content
    cut = [
        Span(p.start, min(p.end, source.start)) if p.start < source.start < p.end <= source.end else p for p in content
    ]
    return tuple(p for p in cut if len(p))


def without_tails(document: Document, raws: list[RawAttribution]) -> list[RawAttribution]:
    """Contents without the source and cue of the report around them: "he wanted boats | , officials said"."""
    tails = {
        raw.cue.end: raw.source.start
        for raw in raws
        if raw.source is not None
        and raw.cue is not None
        and 0 < raw.cue.start - raw.source.end <= 2
        and raw.content[0].end <= raw.source.start
    }
    mended = []
    for raw in raws:
        pieces: list[Span] = []
        for piece in raw.content:
            start = tails.get(piece.end)
            if start is not None and piece.start < start and raw.cue is not None and raw.cue.end != piece.end:
                words = document.normalised[piece.start : start].rstrip(" ,")
                piece = Span(piece.start, piece.start + len(words))
            if len(piece):
                pieces.append(piece)
        mended.append(replace(raw, content=tuple(pieces)) if pieces else raw)
    return mended
