"""Where sentences end: one pass over the full stops of a paragraph, with the reasons a full stop is none.

After the rule-based splitters (Kiss & Strunk 2006 name the hard classes: abbreviations, initials, ordinals, ellipses),
with what news adds: a closing quotation mark belongs to the sentence, and ``"Why?" Ms. Haddad asked.`` is one sentence.
Offsets are code points of the normalised text.
"""

from __future__ import annotations

import re

from claims.analysis.types import Span

# A run of stops, and the closing marks that belong to it, before a blank or the end; or a stop glued to the next
# sentence ("said.The"), as pages whose line breaks were lost have it.
_STOP = re.compile(
    r"(?P<stop>[.!?…]+)(?P<close>(?:''|[\"')\]])*)(?=\s|\Z)"
    r"|(?<=[a-z]{3})[.!?]\"?(?=[A-Z][a-z]+[ ,])"
)
_LAST_WORD = re.compile(r"[\w.&'-]+\Z")
_NEXT = re.compile(r"\s+(?P<open>(?:''|[\"'(\[—-])*\s?)(?P<word>[\w'-]*)")
_DOTTED = re.compile(r"(?:[a-z]\.)+[a-z]\Z")
_LOOKBACK = 24  # longer than any abbreviation
_LOOKAHEAD = 80

# Followed by a name or a number, never the end.
_NEVER = frozenset(
    """mr mrs ms mx messrs dr prof rev hon gen lt col maj capt cmdr cpl sgt pvt adm brig sen sens rep reps gov govs
    pres supt insp st ft mt msgr fr sheikh amb atty asst dep dist vs v cf viz e.g i.e eg ie approx est al ca no nos
    pp vol fig sec art dept univ u.s.s""".split()
)
# The end only when what follows opens a sentence by its looks.
_SOMETIMES = frozenset(
    """u.s u.k u.n u.a.e e.u d.c n.y l.a u.s.a u.s.s.r n.j n.c s.c n.h n.d s.d w.va r.i b.c p.o a.m p.m inc corp co ltd
    plc llc bros jr sr ph.d m.d b.a m.a b.sc m.sc esq etc ave blvd rd jan feb mar apr jun jul aug sep sept oct nov
    dec mon tue tues wed thu thur thurs fri sat sun calif fla tex mass conn pa va md ill mich wis minn mo la ala ga
    tenn ky ind ariz colo ore wash nev okla kan neb del vt miss ark ont que r d""".split()
)
# Words that open a sentence and hardly ever continue "the U.S. …".
_OPENERS = frozenset(
    """the a an this that these those he she it they we i you his her its their our my there here but and or so yet if
    when while after before although though since because as in on at for from by with under over during until
    despite what who how why where which meanwhile however also another some many most several few one two three
    more no not both all each earlier later last now then still even only such according asked according""".split()
)
_SAYING = re.compile(
    r"\s+(?:(?:the|a|an)\s+)?(?:[A-Z][\w.'-]*\s+|[a-z-]+\s+){1,6}?"
    r"(?:said|says|asked|added|replied|told|wrote|tweeted|shouted|cried|exclaimed|wondered|continued|demanded|yelled)\b"
)


def sentence_spans(normal: str, start: int, end: int) -> list[Span]:
    """The sentences of the paragraph ``normal[start:end]``, in order, without the blanks around them."""
    paragraph = normal[start:end]
    cuts = [match.end() for match in _STOP.finditer(paragraph) if _ends(paragraph, match)]
    spans, previous = [], 0
    for cut in [*cuts, len(paragraph)]:
        piece = paragraph[previous:cut]
        left = len(piece) - len(piece.lstrip())
        size = len(piece.strip())
        if size:
            spans.append(Span(start + previous + left, start + previous + left + size))
        previous = cut
    return _without_orphans(normal, spans)


def _ends(paragraph: str, match: re.Match[str]) -> bool:
    """Whether the stop ends a sentence, by the word before and the word after it."""
    if match["stop"] is None:  # glued: the pattern already asks for a sentence's looks
        return True
    following = _NEXT.match(paragraph[match.end() : match.end() + _LOOKAHEAD])
    if following is None:
        return match.end() == len(paragraph.rstrip()) or match.end() == len(paragraph)
    word, opened = following["word"], following["open"].strip()
    if word[:1].islower() or (opened[:1] in ("-", "—") and match["stop"] == "."):
        return False
    if match["close"] and match["stop"][-1] in "!?" and not opened:
        return not _SAYING.match(paragraph[match.end() : match.end() + _LOOKAHEAD])
    if match["stop"] != ".":
        return bool(word or opened)
    return _full_stop_ends(paragraph, match, word, opened)


def _full_stop_ends(paragraph: str, match: re.Match[str], word: str, opened: str) -> bool:
    before = _LAST_WORD.search(paragraph[max(0, match.start() - _LOOKBACK) : match.start()])
    last = before[0].strip("'").lower() if before else ""
    if match["close"] or not last:
        return True
    if last in _NEVER:
        return last in ("no", "nos") and not word[:1].isdigit()
    if (len(last) == 1 and last.isalpha()) or last in _SOMETIMES or _DOTTED.match(last):
        initial = len(last) == 1 and last not in "id"
        if last in ("a.m", "p.m", "etc"):
            return bool(opened) or (
                word[:1].isupper() and word.lower() not in ("on", "gmt", "et", "est", "monday", "friday")
            )
        if initial:
            return len(word) > 1 and word.lower() in _OPENERS and not opened
        return (bool(opened) and opened not in ("-", "—")) or word.lower() in _OPENERS
    if not before or not before[0][-1].isalnum():
        return True
    # "2. Whoever…": a list's number is not a sentence of its own.
    ahead = paragraph[max(0, match.start() - len(last) - 2) : match.start() - len(last)].strip()
    return not (last.isdigit() and len(last) <= 2 and (ahead in (".", "?", "!", ";", ":") or not ahead))


def _without_orphans(normal: str, spans: list[Span]) -> list[Span]:
    """Pieces without a letter or digit (a lone closing mark, three dots) join the sentence before them."""
    kept: list[Span] = []
    for span in spans:
        if kept and not any(char.isalnum() for char in normal[span.start : span.end]):
            kept[-1] = Span(kept[-1].start, span.end)
        else:
            kept.append(span)
    return kept
