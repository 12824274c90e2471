"""Which language a text is in, cheaply when it is English.

Function words decide for English text (they make up a quarter of it and of no other language); only what fails that
test is shown to py3langid, whose model takes 0.8 s and 100 MB to load.
"""

from __future__ import annotations

import re

# English function words that are no words of other Latin-script languages.
_ENGLISH = frozenset(
    """the of and to that is was were with for his her their from have has had by said this which who will would not
    been are they but what when there after about into more than could its she you your our out up other some on at
    it be an as or before between over against where while also says told""".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
SAMPLE = 6000  # code points looked at; a page of text decides
# Running English has .30–.45 by the list above, headlines about .15; other languages stay under .05.
ENGLISH_SHARE = 0.12
MIN_WORDS = 6  # below it nothing is said: "Paris", "OK" are in every language
SURE_WORDS = 20  # below it, plain ASCII is taken for English: the model errs on headlines made of names


def language_of(normal: str) -> tuple[str | None, bool]:
    """(ISO 639-1 code or None when too short to tell, whether the rules for English apply)."""
    words = _WORD.findall(normal[:SAMPLE].lower())
    letters = "".join(words)
    if len(words) < MIN_WORDS and (not letters or letters.isascii()):
        return None, True
    share = sum(word in _ENGLISH for word in words) / len(words)
    if share >= ENGLISH_SHARE:
        return "en", True
    if len(words) < SURE_WORDS and letters.isascii():
        return ("en", True) if share else (None, True)
    from py3langid import classify

    code = str(classify(normal[:SAMPLE])[0])
    return (None if code == "zxx" else code), code == "en"
