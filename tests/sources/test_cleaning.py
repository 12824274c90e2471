"""What may be stored, and the normalisation that keeps every offset."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.cleaning import (
    REPLACEMENT,
    BinaryText,
    EmptyText,
    NotUtf8,
    TextRefused,
    TextTooLong,
    decode_utf8,
    normalise,
    storable,
)


def test_only_nul_and_lone_surrogates_are_replaced_one_for_one():
    given_text = "Tarn\x00 \ud83d Weir\u202e “x”\r\n"
    assert storable(given_text) == f"Tarn{REPLACEMENT} {REPLACEMENT} Weir\u202e “x”\r\n"


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b\ufeff \u2060"])
def test_text_without_anything_visible_is_empty(text):
    with pytest.raises(EmptyText, match="empty"):
        storable(text)


def test_text_at_the_limit_is_taken_and_one_byte_more_is_not():
    assert storable("a" * 100, max_bytes=100)
    with pytest.raises(TextTooLong, match=r"101 bytes; at most 100") as refused:
        storable("a" * 101, max_bytes=100)
    assert (refused.value.size, refused.value.limit) == (101, 100)


def test_the_limit_counts_bytes_of_utf8():
    assert storable("é" * 50, max_bytes=100)
    with pytest.raises(TextTooLong):
        storable("é" * 51, max_bytes=100)


def test_a_text_of_control_characters_is_binary():
    with pytest.raises(BinaryText, match="control characters"):
        storable("\x01\x02\x03abc\x04\x05\x06\x07def" * 20)


def test_a_stray_control_character_is_kept():
    assert storable("The weir held.\x0c It held twice.") == "The weir held.\x0c It held twice."


@pytest.mark.parametrize(
    ("data", "what"),
    [(b"%PDF-1.7 ...", "PDF"), (b"PK\x03\x04....", "ZIP"), (b"\x89PNG\r\n", "PNG"), (b"\xff\xd8\xff\xe0", "JPEG")],
)
def test_bytes_of_other_files_are_refused_by_name(data, what):
    with pytest.raises(BinaryText, match=what):
        decode_utf8(data)


def test_another_charset_is_refused_with_the_offset_of_the_first_wrong_byte():
    with pytest.raises(NotUtf8, match="byte 3") as refused:
        decode_utf8("Málaga süd".encode()[:3] + "ü".encode("latin-1") + b" rest")
    assert refused.value.offset == 3


def test_utf16_is_named():
    with pytest.raises(NotUtf8, match="UTF-16"):
        decode_utf8("weir".encode("utf-16"))


def test_newlines_and_a_byte_order_mark_are_kept():
    assert decode_utf8("\ufeffa\r\nb".encode()) == "\ufeffa\r\nb"


def test_every_refusal_is_one_family():
    assert {EmptyText, TextTooLong, BinaryText, NotUtf8} <= set(TextRefused.__subclasses__())


@pytest.mark.parametrize(
    ("given_text", "normal"),
    [
        ("“a” „b‟ «c»", '"a" "b" "c"'),
        ("‘a’ ‚b‛ ‹c› `d´", "'a' 'b' 'c' 'd'"),
        ("''a'' ``b''", "''a'' ''b''"),
        ("a\xa0b\u2009c\u3000d", "a b c d"),
        ("a–b—c―d", "a—b—c—d"),
        ("a‐b‑c−d", "a-b-c-d"),
        ("Saturday، 18؛ what؟", "Saturday, 18; what?"),
        ("\u202ax\u202c\u200by\x07z", " x  y z"),
        ("٢٠١٩", "2019"),
        ("a\u2028b\x85c", "a\nb\nc"),
    ],
)
def test_marks_spaces_and_dashes_are_unified(given_text, normal):
    assert normalise(given_text) == normal


@given(st.text())
def test_normalising_keeps_the_length_of_any_text(text):
    assert len(normalise(text)) == len(text)


@given(st.text(st.characters()))
def test_storable_text_has_the_length_given_and_can_be_encoded(text):
    try:
        stored = storable(text)
    except TextRefused:
        return
    assert len(stored) == len(text)
    stored.encode("utf-8")
    assert "\x00" not in stored
