"""A claim's names and numbers as folded strings: what an index can look up exactly. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from claims.analysis.types import Quantity

_TOKEN = re.compile(r"[^\W\d_][\w'’\-]*")
# Enough for the longest claim that names things; past it the keys say nothing more.
MAX_KEYS = 40
MAX_KEY_LENGTH = 60
_NOT_NAMES = frozenset(
    """the a an in on at of for from with by to and or but as if when while after before since until although
    because he she it they we i you his her its their this that these those there here who what which one two
    three many some all no not mr mrs ms dr president minister prime general colonel major""".split()
)


def claim_keys(text: str, quantities: Iterable[Quantity]) -> list[str]:
    """Sorted keys of a claim's wording: "n:hodeidah" for names (capitalised words), "q:125000" for numbers."""
    keys = {f"q:{quantity.value:g}" for quantity in quantities}
    for match in _TOKEN.finditer(text):
        word = match.group()
        if not any(c.isupper() for c in word):
            continue
        folded = _fold(word)
        # A capital that only opens the text is no name, unless it is one by its own shape ("US", "McCain").
        if match.start() == 0 and not any(c.isupper() for c in word[1:]) and folded in _NOT_NAMES:
            continue
        if folded not in _NOT_NAMES and len(folded) > 1:
            keys.add(f"n:{folded[:MAX_KEY_LENGTH]}")
    return sorted(keys)[:MAX_KEYS]


def _fold(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word.casefold().replace("’", "'").removesuffix("'s"))
    return "".join(c for c in folded if not unicodedata.combining(c)).strip("'-")
