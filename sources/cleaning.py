"""What text may be stored, and the normalisation that analysis reads it through.

Both keep the length of the text, code point for code point, so that an offset found in the normalised text holds in the
stored one and in the one that was given. Nothing is repaired silently: a text is stored as it came, except that NUL
(PostgreSQL refuses it) and lone surrogates (UTF-8 cannot carry them) become U+FFFD; what cannot be stored is refused by
name. Everything is one `str.translate` or one regular expression pass: time grows with the length of the text.
"""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"

# A page of prose holds no control characters; one in twenty is already a file of another kind. A stray few (form feeds,
# escape codes from a terminal) are kept: refusing an article for them would lose it.
BINARY_SHARE = 0.05

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_SIGNATURES = (  # first bytes of what is pasted or posted by mistake
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
)


class TextRefused(ValueError):
    """A text that cannot be stored. The message is fit to be shown to whoever sent it."""


class EmptyText(TextRefused):
    """Nothing visible in it."""


class TextTooLong(TextRefused):
    """Larger, in bytes of UTF-8, than the limit."""

    def __init__(self, size: int, limit: int) -> None:
        self.size, self.limit = size, limit
        super().__init__(f"The text has {size:,} bytes; at most {limit:,} are accepted.")


class BinaryText(TextRefused):
    """Not text, but the bytes of some other file."""


class NotUtf8(TextRefused):
    """Bytes in another charset. ``offset`` is that of the first byte that is not UTF-8."""

    def __init__(self, offset: int, detail: str) -> None:
        self.offset = offset
        super().__init__(f"The text is not UTF-8: {detail} at byte {offset}.")


def decode_utf8(data: bytes) -> str:
    """The text of ``data``, a byte order mark included (offsets count it).

    Raises BinaryText for the bytes of a known file format, NotUtf8 with the byte offset for any other charset.
    """
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise BinaryText(f"This is {what}, not text.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotUtf8(0, "it looks like UTF-16, with its byte order mark")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotUtf8(error.start, f"unexpected byte 0x{data[error.start]:02x}") from None


def replace_unstorable(text: str) -> str:
    """Same length, NUL and lone surrogates replaced one for one by U+FFFD."""
    return _UNSTORABLE.sub(REPLACEMENT, text)


def storable(text: str, *, max_bytes: int | None = None) -> str:
    """``text`` as it may be stored: same length, NUL and lone surrogates replaced one for one by U+FFFD.

    Raises EmptyText, TextTooLong (over ``max_bytes`` bytes of UTF-8) or BinaryText.
    """
    stored = replace_unstorable(text)
    if max_bytes is not None:
        size = len(stored) if stored.isascii() else len(stored.encode("utf-8"))
        if size > max_bytes:
            raise TextTooLong(size, max_bytes)
    if not normalise(stored).replace(REPLACEMENT, " ").strip():
        if _CONTROL.search(stored):
            raise BinaryText("The text holds no readable character.")
        raise EmptyText("The text is empty.")
    controls = len(_CONTROL.findall(stored))
    if controls > BINARY_SHARE * len(stored) + 4:  # + 4: a few bad characters in a very short text are still text
        raise BinaryText(f"This is not text: {controls:,} of its {len(stored):,} characters are control characters.")
    return stored


def _table() -> dict[int, str]:
    """One code point to one code point; everything not named stays."""
    to = {
        '"': "“”„‟«»″＂〝〞❝❞",
        "'": "‘’‚‛‹›′`´＇ʼʻ❛❜",
        "-": "\u2010\u2011\u2212\ufe63\uff0d",  # hyphens and the minus sign
        "\u2014": "\u2012\u2013\u2014\u2015\ufe58",  # dashes
        ",": "\u060c\uff0c",
        ";": "\u061b\uff1b",
        "?": "\u061f\uff1f",
        "!": "\uff01",
        ".": "\uff0e",
        ":": "\uff1a",
        "%": "\u066a\uff05",
        "\n": "\x0b\x0c\x85\u2028\u2029",
        " ": "\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))),
    }
    table = {ord(char): target for target, chars in to.items() for char in chars}
    invisible = [*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xAD, 0x061C, 0x180E]
    invisible += [
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
        *range(0xFE00, 0xFE10),
    ]
    invisible += [*range(0xFFF9, 0xFFFC)]
    table |= {code: " " for code in invisible if code not in table}
    table |= dict.fromkeys(range(55296, 57344), REPLACEMENT)
    table[0] = REPLACEMENT
    for zero in (0x0660, 0x06F0, 0xFF10):  # Arabic-Indic, Persian, full-width digits
        table |= {zero + digit: str(digit) for digit in range(10)}
    return table


_NORMAL = _table()


def normalise(text: str) -> str:
    """``text`` with quotation marks, spaces, dashes and foreign punctuation unified and invisible characters blanked.

    Same length: offset i of the result is offset i of ``text``. Double marks (curly, low, angle) become ``"``, single
    ones and apostrophes ``'``, dashes ``—`` (hyphens stay apart, as ``-``), odd line ends ``\\n``, and bidi marks,
    zero-width and control characters a space. Two-character marks (``''…''``, ``--``) stay two characters.
    """
    return text.translate(_NORMAL)
