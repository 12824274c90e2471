"""How names are compared: pure, one place for sources, aliases and look-ups."""

from __future__ import annotations

import re
import unicodedata

_NOT_WORD = re.compile(r"[^\w]+")


def name_key(name: str) -> str:
    """Case-, accent- and punctuation-folded form of a name: "The Ministry of Défense" → "ministry of defense"."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    words = _NOT_WORD.sub(" ", bare).split()
    if len(words) > 1 and words[0] in {"the", "a", "an"}:
        words = words[1:]
    return " ".join(words)[:300]


# Words that begin a sentence with a capital without naming anybody.
_COMMON = frozenset(
    """police authorities officials residents witnesses activists rebels militants troops soldiers doctors medics
    investigators prosecutors lawyers experts analysts scientists researchers critics supporters opponents
    sources source government opposition army military ministry court parliament council company union report
    document statement he she they it we who others some many several people locals villagers protesters
    relatives family families reporters journalists observers diplomats lawmakers senators democrats republicans
    two three one both another local state senior former security intelligence military medical official
    spokesman spokeswoman""".split()
)


def is_proper_name(name: str) -> bool:
    """Whether this surface form names somebody ("the State Department") or only describes them ("police officials").

    Capitals decide; a first word that any sentence could begin with ("Police") does not count.
    """
    words = name.replace("\u2019", "'").split()
    if words and words[0].casefold() in {"the", "a", "an"}:
        words = words[1:]
    if not words:
        return False
    first, rest = words[0], words[1:]
    if any(word[:1].isupper() or any(c.isupper() for c in word[1:]) for word in rest):
        return True
    bare = first.casefold().strip(".,'\"")
    return first[:1].isupper() and bare not in _COMMON and not (rest and bare.endswith("s") and bare[:-1] in _COMMON)
