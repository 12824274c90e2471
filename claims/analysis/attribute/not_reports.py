"""What looks like a report and is none: acts, silence, knowing, demands for anonymity, stray finds.

Judged on what the tagger finds, whose training text marks attitudes and acts too. Each pattern came from a text where
such a find hid what the outlet itself stated; together they cost a point of recall on PolNeAR dev and gain two of
precision.
"""

from __future__ import annotations

import re

from claims.analysis.attribute import lexicon
from claims.analysis.attribute.places import Places
from claims.analysis.attribute.raw import RawAttribution

# Finds without any reporting word in their cue ("are seeing") are kept from this confidence on: at .4 precision on
# PolNeAR dev gains what recall loses. Without a source they must be surer.
UNLISTED = 0.4
UNLISTED_SOURCELESS = 0.7
_NOBODY = re.compile(r"(?:no one|nobody|who|anyone|everyone)\b", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:can|could|may|might|would|will|should|dares?)\b", re.IGNORECASE)
# What is told about anonymity or silence is no report.
_UNNAMED = re.compile(
    r"(?:(?:not )?to be (?:named|identified|quoted)|to comment|comment|to answer questions)\b|.*\b(?:anonymity|"
    r"anonymous)\b",
    re.IGNORECASE,
)
_SILENT = re.compile(r"\b(?:not|n't) (?:\w+ )?(?:answer|respond|reply|return)\b", re.IGNORECASE)
_NO_SOURCE = re.compile(
    r"(?:no (?!one\b)\w+|today|yesterday|tomorrow|live|breaking|transcript|q&a|exclusive|watch|video|photos)\Z",
    re.IGNORECASE,
)
# "One aide who learned of the meeting had since left": knowing is no telling.
_HEARSAY = re.compile(r"\b(?:learned|learnt|heard|knew|knows|told|briefed)(?: (?:of|about|on))?\Z", re.IGNORECASE)
# "the aim might be simple: to win"
_BEING = re.compile(r"\b(?:may|might|could|can|would|must)\b.*\bbe\b", re.IGNORECASE)
_NO_CUE = re.compile(
    r"(?:most|more) \w+ed\Z|(?:\w+ )?pa(?:id|ys?|ying) (?:a|an) (?:\w+ )?(?:call|visit)\b", re.IGNORECASE
)
# "met them to express concerns": an act with a purpose.
_PURPOSE = re.compile(r"to (?:express|voice|share|raise|discuss|convey|talk)\b", re.IGNORECASE)
_SHOWING = re.compile(r"\bshow(?:s|ed|n)?\Z", re.IGNORECASE)
# Acts of authority: what was ordered or passed is the outlet's to state.
_ACTS = re.compile(
    r"\b(?:order(?:s|ed|ing)?|vot(?:es|ed|ing)|fin(?:es|ed|ing)|impos(?:es|ed|ing)|pass(?:es|ed|ing)|"
    r"sign(?:s|ed|ing)|approv(?:es|ed|ing)|adopt(?:s|ed|ing)|ratif(?:ies|ied)|enact(?:s|ed))\Z",
    re.IGNORECASE,
)
STRAY = frozenset("that what which who it this these those and but".split())
_LISTED = (
    frozenset(lexicon.CUES)
    | frozenset(lexicon.NOUN_CUES)
    | frozenset(lexicon.ADVERB_CUES)
    | lexicon.ATTITUDES
    | {"according"}
)


def is_no_report(raw: RawAttribution, places: Places) -> bool:
    """Whether ``raw``, as the tagger found it, is to be dropped."""
    normal = places.normal
    if raw.cue is None:
        return raw.source is None and places.quote_at(raw.content[0].start) is None
    cue = raw.cue.of(normal)
    source = raw.source.of(normal).lower() if raw.source is not None else ""
    contents = [piece.of(normal) for piece in raw.content]
    if _is_act(cue) or normal[max(0, raw.cue.start - 3) : raw.cue.start].lower() == "so-":
        return True
    if _UNNAMED.search(cue) or any(_UNNAMED.match(content) for content in contents):
        return True
    if _HEARSAY.search(cue) and (not source or source.endswith(("who", "that"))):
        return True
    if not source:
        return all(content.lower() in STRAY for content in contents) or _is_weak(
            cue, raw.confidence, UNLISTED_SOURCELESS
        )
    than = normal[max(0, raw.source.start - 5) : raw.source.start].lower() if raw.source else ""
    if than == "than " or _NO_SOURCE.match(source) or (_NOBODY.match(source) and _MODAL.search(cue)):
        return True  # "two more than the government admits", "nobody can say"
    if _SHOWING.search(cue) and source in ("he", "she", "they", "i", "we"):
        return True
    return _is_weak(cue, raw.confidence, UNLISTED)


def _is_act(cue: str) -> bool:
    return bool(
        _ACTS.search(cue)
        or _NO_CUE.match(cue)
        or _SILENT.search(cue)
        or _PURPOSE.match(cue)
        or (cue.endswith(":") and _BEING.search(cue))
    )


def _is_weak(cue: str, confidence: float, least: float) -> bool:
    return confidence < least and not _is_listed(cue)


def _is_listed(cue: str) -> bool:
    """Whether a cue has a word that reports: a verb of the lexicon (not as a noun, "a call"), or one of attitude."""
    words = cue.lower().replace(":", " ").split()
    if not words:  # a colon alone
        return True
    if "known" in words and ("for" in words or "be" in words):  # "is known for", "is known to be"
        return False
    return any(
        word in _LISTED
        and not (k and words[k - 1] in ("a", "an", "the") and word in lexicon.CUES and word not in lexicon.NOUN_CUES)
        for k, word in enumerate(words)
    )
