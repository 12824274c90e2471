"""Which mentions are one source: a letter for each mention in text order, the same letter for the same source."""

from __future__ import annotations

import pytest

from claims.analysis import segment
from claims.analysis.attribute import attribute
from claims.analysis.attribute.rules import find

CASES = {
    "a surname means the person named in full": (
        "Ada Holt said the gate was open. Jan Sorel said it was shut. “I saw it,” Holt said.",
        "ABA",
    ),
    "a title and a first name do not make another person": (
        "Prime Minister Jan Sorel said the gate was open. Mr. Sorel said it was old. Jan Sorel said he would resign.",
        "AAA",
    ),
    "a bare surname that fits two people stays on its own": (
        "Sarah Holt said the gate was open. John Holt said it was shut. Holt said it was old.",
        "ABC",
    ),
    "a title tells two people of one surname apart": (
        "Sarah Holt said the gate was open. John Holt said it was shut. Mrs. Holt said it was old.",
        "ABA",
    ),
    "a surname used before the second person was named keeps its meaning": (
        "Ada Holt said the gate was open. Holt said it was old. Jan Holt said it was shut. Holt said it would hold.",
        "AABA",
    ),
    "someone named before, but not as a source": (
        "Ada Holt opened the gate in May. The mayor of Tarn said it was open. Holt said it was shut.",
        "AB",
    ),
    "the minister is the minister": (
        "Transport Minister Lucan Brod said the tunnel was safe. The mayor said it was "
        "not. The minister said he used it.",
        "ABA",
    ),
    "he is the man who spoke": ("Jan Sorel said the gate was open. He said it was old.", "AA"),
    "she is the woman, though a man spoke since": (
        "Sarah Holt said the gate was open. John Sorel said it was shut. She said it was old.",
        "ABA",
    ),
    "he is the man named as the subject, though a woman spoke": (
        "Sarah Holt said the gate was open. John Sorel left the room. He said it was shut.",
        "AB",
    ),
    "he inside a quotation is not its speaker": (
        "Jan Sorel said the gate was open. “He said it was shut,” Adam Holt said.",
        "AAB",
    ),
    "they are the officials": ("Two officials said the gate was open. They said it was old.", "AA"),
    "it is the ministry": ("The health ministry said nine people died. It said two were missing.", "AA"),
    "one source is one of the sources": (
        "The gate was open, according to intelligence sources. “It was old,” one source "
        "said. The intelligence sources claimed it broke.",
        "AAA",
    ),
    "a source is one of the sources": ("Sources said the gate was open. A source said it was old.", "AA"),
    "a source elsewhere is another one": (
        "A source at the port said the gate was open. A source at the court said it was shut.",
        "AB",
    ),
    "one of them and the other": (
        "Two pilots said they had seen the flare. One of them said it was green. The other said it was white.",
        "AAA",
    ),
    "officials of another place are others": (
        "Iraqi officials said the gate was open. Turkish officials said it was shut. The "
        "Iraqi officials said it was old.",
        "ABA",
    ),
    "an acronym is the organization": (
        "The World Health Organization said nine people died. The WHO said two were missing.",
        "AA",
    ),
    "a short form is the organization": (
        "The Halm Observatory for Human Rights said nine people died. The Observatory said two were missing.",
        "AA",
    ),
    "a monitoring group is named in the next sentence": (
        "Nine people died on Friday, a monitoring group said. The Halm Observatory for "
        "Human Rights said two were missing.",
        "AA",
    ),
    "the newspaper is the paper named before": (
        "The hangar was empty, the Quarry Post reported. The aircraft left in May, according to the newspaper.",
        "AA",
    ),
    "the paper's report is the paper": (
        "The Quarry Post reported that the hangar was empty. The newspaper's report said the aircraft left in May.",
        "AA",
    ),
    "an epithet is the person": (
        "Violinist Ada Kremer said she would not return. The 34-year-old said her contract was broken.",
        "AA",
    ),
    "another official is another one": ("An official said the gate was open. Another official said it was shut.", "AB"),
    "two reports are two": ("A UN report said nine people died. A police report said two were missing.", "AB"),
}


@pytest.mark.parametrize("case", CASES)
def test_mentions_of_one_source_share_their_canonical_name(case):
    text, expected = CASES[case]
    found = [a for a in attribute(segment(text), finder=find) if a.source is not None]
    found.sort(key=lambda a: a.source.span)
    letters: dict[str, str] = {}
    got = "".join(letters.setdefault(a.source.canonical, chr(ord("A") + len(letters))) for a in found)
    assert got == expected, [a.source.span.of(text) for a in found]


def test_canonical_names_are_numbered_by_first_mention_and_carry_the_fullest_name():
    text = "Holt said the gate was open. Ada Holt, the mayor, said it was shut. President Jan Sorel said it was old."
    found = attribute(segment(text), finder=find)
    assert [(a.source.canonical, a.source.name) for a in found if a.source] == [
        ("S1", "Ada Holt"),
        ("S1", "Ada Holt"),
        ("S2", "Jan Sorel"),
    ]


def test_the_speaker_of_a_quotation_is_its_i():
    text = "“I believe that the gate was open,” Ada Holt said."
    found = attribute(segment(text), finder=find)
    assert len({a.source.canonical for a in found if a.source}) == 1
