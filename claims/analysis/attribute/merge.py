"""The tagger's attributions and the rules', as one list.

The trained tagger finds more and sets edges as annotators do; the rules are sure of a few constructions that its
training text lacks (wire copy, lists of names with "as", lost commas). So: the tagger's finds, mended where the page
contradicts them, and the rules' finds where the tagger has none or the construction is theirs. Measured on PolNeAR dev,
mending gains 2 points of content F1 (whole spans) and the filters trade a point of recall for precision; what they buy
is wire copy and features, where the tagger alone takes acts for attitudes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claims.analysis.attribute import lexicon
from claims.analysis.attribute.continuation import continue_quotes
from claims.analysis.attribute.quotes import Quote
from claims.analysis.attribute.raw import RawAttribution
from claims.analysis.types import Document, Span

# A find without any reporting word in its cue ("paid a call on") must be more likely than not.
UNLISTED = 0.4
UNLISTED_SOURCELESS = 0.7
# The rules' finds that stand without the tagger: direct quotation, "according to", source beside a verb of saying.
RULES_SURE = 0.9
_TIME_TAIL = re.compile(
    r"[\s,]+(?:(?:on |late |early )*(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|afternoon|evening|night))?|(?:this|last|next) (?:week|month|"
    r"year)|today|yesterday|tonight)\Z",
    re.IGNORECASE,
)
# What lost commas put before a source: "said on Thursday | Holt said", "in Aleppo | The Coalition said".
_FRONT = re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days? +|[A-Z]\w+ +(?=The [A-Z]))(?=\w)")
_VERB = re.compile(r"\b(?:was|were|is|are|has|have|had)\b")
_RELATIVE = re.compile(r"\b(?:who|which|that|whose|whom|where|when)\b")
_ARTICLE = re.compile(r"\b(?:[Tt]he|[Aa]n?) (?=\w)")
_TURN = re.compile(r"(?:;(?:\s*however,)?|,? however,)\s+")
_NOBODY = re.compile(r"(?:no one|nobody|who|anyone|everyone)\b", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:can|could|may|might|would|will|should|dares?)\b", re.IGNORECASE)
_NAME_RIGHT = re.compile(r" [A-Z][\w-]+(?:'s)?\b(?! (?i:said|says|told)\b)|(?: [A-Z][\w-]+)+(?= (?:said|says|told)\b)")
_NAME_LEFT = re.compile(r"(?<![.!?\w])([A-Z][a-z][\w-]*) \Z")
_AFTERTHOUGHT = re.compile(r"(?:, |.,? ?)(?:a|an) ")
# What is told about anonymity or silence is no report.
_UNNAMED = re.compile(
    r"(?:(?:not )?to be (?:named|identified|quoted)|to comment|comment|to answer questions)\b|.*\b(?:anonymity|"
    r"anonymous)\b",
    re.IGNORECASE,
)
_NO_SOURCE = re.compile(
    r"(?:no (?!one\b)\w+|today|yesterday|tomorrow|live|breaking|transcript|q&a|exclusive|watch|video|photos)\Z",
    re.IGNORECASE,
)
# "One aide who learned of the meeting had since left": knowing is no telling.
_HEARSAY = re.compile(r"\b(?:learned|learnt|heard|knew|knows|told|briefed)(?: (?:of|about|on))?\Z", re.IGNORECASE)
_SILENT = re.compile(r"\b(?:not|n't) (?:\w+ )?(?:answer|respond|reply|return)\b", re.IGNORECASE)
_BEING = re.compile(r"\b(?:may|might|could|can|would|must)\b.*\bbe\b", re.IGNORECASE)
_NAME_FIRST = re.compile(r"([A-Z][\w'-]+(?: [A-Z][\w'-]+)*) (?=[a-z])")
_EMPTY_CONTENT = frozenset("that what which who it this these those and but".split())
_SHOWING = re.compile(r"\bshow(?:s|ed|n)?\Z", re.IGNORECASE)
# Acts of authority, not reports: what was ordered is the outlet's to state.
_ACTS = re.compile(
    r"\b(?:order(?:s|ed|ing)?|vot(?:es|ed|ing)|fin(?:es|ed|ing)|impos(?:es|ed|ing)|pass(?:es|ed|ing)|"
    r"sign(?:s|ed|ing)|approv(?:es|ed|ing)|adopt(?:s|ed|ing)|ratif(?:ies|ied)|enact(?:s|ed))\Z",
    re.IGNORECASE,
)
# Verbs of saying, for which a rule is believed where the tagger is silent.
_CORE = frozenset(
    """according said say says told tell tells reported reports report announced claimed claims insisted denied denies
    confirmed stated alleged added warned stressed listed named cited learned verify believed""".split()
)
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
_LISTED = (
    frozenset(lexicon.CUES)
    | frozenset(lexicon.NOUN_CUES)
    | frozenset(lexicon.ADVERB_CUES)
    | lexicon.ATTITUDES
    | {"according"}
)


def merge(
    document: Document, quotes: list[Quote], tagged: Sequence[RawAttribution], ruled: list[RawAttribution]
) -> list[RawAttribution]:
    """One list in text order; the tagger's parents are dropped, since places in the list change."""
    page = _Page(document, quotes)
    kept = _without_tails(document, [mended for raw in tagged if (mended := page.mended(raw)) is not None])
    cues = sorted((raw.cue.start, raw.cue.end, n) for n, raw in enumerate(kept) if raw.cue is not None)
    taken: set[int] = set()
    added: list[RawAttribution] = []
    for rule in ruled:
        twin = _overlapping(cues, rule.cue)
        if twin is None:
            if page.stands_alone(rule, kept):
                added.append(rule)
        elif twin not in taken and page.rule_knows_better(rule, kept[twin]):
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


def _without_tails(document: Document, raws: list[RawAttribution]) -> list[RawAttribution]:
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


class _Page:
    """One document's sentences and quotations, for judging finds by where they stand."""

    def __init__(self, document: Document, quotes: list[Quote]) -> None:
        self.document, self.normal = document, document.normalised
        self.quotes = quotes
        self._sentences = [s.start for s in document.sentences]
        self._quote_starts = [q.span.start for q in quotes]

    def sentence(self, at: int) -> Span | None:
        index = bisect_right(self._sentences, at) - 1
        return self.document.sentences[index] if index >= 0 else None

    def quote_at(self, at: int) -> Quote | None:
        """The quotation that holds ``at``."""
        index = bisect_right(self._quote_starts, at) - 1
        return self.quotes[index] if index >= 0 and at < self.quotes[index].span.end else None

    # -- mending the tagger's finds

    def mended(self, raw: RawAttribution) -> RawAttribution | None:
        """``raw`` without what cannot be: contents of other sentences, a time at the end of the source; None for finds
        that are no report."""
        raw = self._whole_cue(raw)
        if self._is_no_report(raw):
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

    def _is_no_report(self, raw: RawAttribution) -> bool:
        if raw.cue is None:
            return raw.source is None and self.quote_at(raw.content[0].start) is None
        cue = raw.cue.of(self.normal)
        if (
            _ACTS.search(cue)
            or _SILENT.search(cue)
            or self.normal[max(0, raw.cue.start - 3) : raw.cue.start].lower() == "so-"
        ):
            return True
        if cue.endswith(":") and _BEING.search(cue):
            return True  # "the aim might be simple: to win"
        if raw.source is None and all(piece.of(self.normal).lower() in _EMPTY_CONTENT for piece in raw.content):
            return True
        if raw.source is not None and _NOBODY.match(raw.source.of(self.normal)) and _MODAL.search(cue):
            return True
        if raw.source is not None and _NO_SOURCE.match(raw.source.of(self.normal)):
            return True
        if raw.source is not None and self.normal[max(0, raw.source.start - 5) : raw.source.start].lower() == "than ":
            return True  # "two more than the government admits"
        if (
            _HEARSAY.search(cue)
            and raw.source is not None
            and raw.source.of(self.normal).lower().endswith(("who", "that"))
        ):
            return True
        if _UNNAMED.search(cue) or any(_UNNAMED.match(piece.of(self.normal)) for piece in raw.content):
            return True
        if (
            raw.source is not None
            and _SHOWING.search(cue)
            and raw.source.of(self.normal).lower() in ("he", "she", "they", "i", "we")
        ):
            return True
        return not _is_listed(cue) and raw.confidence < (UNLISTED if raw.source is not None else UNLISTED_SOURCELESS)

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
            and self.quote_at(left.start(1)) is self.quote_at(start)
            and not self._opens(left.start(1))
        ):
            start = left.start(1)
        return Span(start, end)

    def _opens(self, at: int) -> bool:
        """Whether a sentence begins at ``at`` with a word that is no name, so that its capital says nothing."""
        own = self.sentence(at)
        word = self.normal[at : self.normal.find(" ", at)].lower()
        return own is None or (own.start == at and word in _OPENERS)

    def _own_content(self, raw: RawAttribution) -> tuple[Span, ...]:
        """Pieces of the cue's own sentence, and quotations; a piece that runs in from another sentence is cut."""
        anchor = raw.cue or raw.source
        own = self.sentence(anchor.start) if anchor is not None else None
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
        if len(pieces) < 2 or (cue is not None and pieces[0].end <= cue.start < pieces[1].start):
            return pieces
        first, second = pieces[0], pieces[1]
        words = first.of(self.normal).lower().split()
        gap = self.normal[first.end : second.start]
        if (len(words) == 1 and words[0] in _EMPTY_CONTENT) or (
            len(words) < 4 and _VERB.search(gap) and self.quote_at(first.start) is None
        ):
            return pieces[1:]
        return pieces

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
        quote = self.quote_at(piece.start)
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
        if piece.end > anchor.start or self.quote_at(piece.start) is not None:
            return piece
        turns = [m for m in _TURN.finditer(self.normal, piece.start, piece.end) if self.quote_at(m.start()) is None]
        return Span(turns[-1].end(), piece.end) if turns and turns[-1].end() < piece.end else piece

    # -- the rules' finds

    def stands_alone(self, rule: RawAttribution, kept: list[RawAttribution]) -> bool:
        """Whether a find that the tagger has not is to be believed: a sure one, outside quotations."""
        anchor = rule.cue or rule.source
        if anchor is None or self.quote_at(anchor.start) is not None:
            return False
        if rule.cue is None or rule.cue.of(self.normal) == ":":  # headlines and transcripts
            return not any(
                rule.content[0].overlap(piece) for raw in kept if raw.cue is not None for piece in raw.content
            )
        if len(rule.content) > 1 and rule.content[-1].of(self.normal).startswith("as "):
            return True
        words = rule.cue.of(self.normal).lower().split()
        if rule.source is None:
            return words[-1] in lexicon.ADVERB_CUES
        return rule.confidence >= RULES_SURE and any(word in _CORE for word in words)

    def rule_knows_better(self, rule: RawAttribution, tagged: RawAttribution) -> bool:
        """Constructions where the rule's edges are taken: names listed with "as", in pieces."""
        if len(rule.content) > 1 and rule.content[-1].of(self.normal).startswith("as "):
            return True
        if rule.source is not None and rule.cue is not None and self.normal[rule.cue.end : rule.source.start] == " by ":
            return True
        if rule.cue is not None and tagged.source is not None and rule.cue.contains(tagged.source):
            return True  # "Rumour has it": the rule's cue has what the tagger took for a source
        if rule.content[0].of(self.normal).startswith("no ") and len(rule.content) == 1:
            return True
        words = sum(len(piece.of(self.normal).split()) for piece in tagged.content)
        return words < 2 < sum(len(piece.of(self.normal).split()) for piece in rule.content)


def _is_listed(cue: str) -> bool:
    """Whether a cue has a word that reports: a verb of the lexicon (not as a noun, "a call"), or one of attitude."""
    words = cue.lower().replace(":", " ").split()
    if not words:  # a colon alone
        return True
    if words[-2:] == ["known", "for"]:
        return False
    return any(
        word in _LISTED
        and not (k and words[k - 1] in ("a", "an", "the") and word in lexicon.CUES and word not in lexicon.NOUN_CUES)
        for k, word in enumerate(words)
    )


def _without(content: tuple[Span, ...], source: Span | None) -> tuple[Span, ...]:
    """Content that does not run into its own source."""
    if source is None or not any(piece.overlap(source) for piece in content):
        return content
    cut = [
        Span(p.start, min(p.end, source.start)) if p.start < source.start < p.end <= source.end else p for p in content
    ]
    return tuple(p for p in cut if len(p))
