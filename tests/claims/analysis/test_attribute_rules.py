"""The rules alone: which words are source, cue and content, by the orders that news prose has them in."""

from __future__ import annotations

import pytest

from claims.analysis import segment
from claims.analysis.attribute.rules import find
from tests.claims.analysis.markup import read

DIRECT = [
    "{t:“The gate was open,”} {s:Mayor Ada Holt} {c:said}.",
    "{t:“The gate was open,”} {c:said} {s:Ada Holt, the mayor of Tarn}.",
    '{t:"The gate was open,"} {s:she} {c:said} on Friday.',
    "{t:''The gate was open,''} {s:Mr. Holt} {c:said}.",
    "{t:‘The gate was open,’} {c:said} {s:Ada Holt}.",
    "{s:The mayor} {c:said}: {t:“The gate was open.”}",
    "{s:The mayor} {c:said}, {t:“The gate was open.”}",
    "{t:“Was it open?”} {s:the judge} {c:asked}.",
    "{t:“It was open,”} {s:Holt} {c:said}, {t:“but nobody went in.”}",
    "{t:“It was open,”} {s:Holt} {c:said}. {t:“But nobody went in.”}",
    "{t:“It was open. It had been open for days. Nobody went in,”} {s:Holt} {c:said}.",
    "{t:“It was open,”} {s:Holt} {c:told} reporters in Halm.",
    "{t:“It was open,”} {s:Holt} {c:was quoted as saying} by the Courier.",
    "{s:The clerk} {c:put it plainly}: {t:“Nobody went in that night.”}",
]
INDIRECT = [
    "{s:The mayor} {c:said} {t:that the gate was open}.",
    "{s:The mayor} {c:said} on Friday {t:the gate was open}.",
    "{s:The mayor} {c:said} in a statement {t:that the gate was open}.",
    "{s:Two engineers of the plant} {c:have said} {t:the gate was open}.",
    "{s:Ada Holt, the mayor of Tarn,} {c:said} {t:the gate was open}.",
    "{s:Holt} {c:told} the Halm Courier {t:that the gate was open}.",
    "{t:The gate was open}, {s:the mayor} {c:said}.",
    "{t:The gate was open}, {c:said} {s:two engineers who had inspected it}.",
    "{t:The gate}, {s:the mayor} {c:said}, {t:was open}.",
    "{t:The gate was open}, {c:according to} {s:the mayor of Tarn}.",
    "{c:According to} {s:the mayor}, {t:the gate was open}.",
    "{c:According to} {s:Ada Holt, the mayor of Tarn}, {t:the gate was open}.",
    "The weir is old, however, {t:it was repaired in May}, {c:according to} {s:the builders}.",
    "{s:He} {c:denied} {t:opening the gate}.",
    "{s:The company} {c:rejects} {t:the allegations}.",
    "{s:The army} {c:accused} {t:the rebels of opening the gate}.",
    "{s:Investigators} {c:found} {t:no evidence of arson}.",
    "{s:Mayor Ada Holt} this month {c:named} {t:the Reef Front}, a banned group, "
    "and {t:the Halm Circle}, {t:as guilty}.",
]
WITHOUT_A_SOURCE = [
    "{t:The gate was} {c:reportedly} {t:opened at six}.",
    "It {c:is understood} {t:that the gate was open}.",
    "It {c:was reported} {t:that the gate was open}.",
    "{t:The guard} {c:is believed} {t:to have opened the gate}.",
]
MORE_THAN_ONE = [
    "{s:{s2:The mayor}} {c:said} {t:the gate was open} and {c2:denied} {t2:that anyone went in}.",
    "{t:“It was open,”} {s:{s2:Holt}} {c:said}, {c2:adding} {t2:that nobody went in}.",
    "{s:The Courier} {c:reported} {t:that {s2:two guards} {c2:said} {t2:the gate was open}}.",
    "{s:The army} {c:said} {t:its men had left} while {s2:a monitor} {c2:said} {t2:six had stayed}.",
]
NOTHING = [
    "The meeting called by the mayor ended early.",
    "The report was thrown away.",
    "Tests in the United States failed.",
    "The company declined to comment.",
    "“Freedom” is the name of the boat.",
    "The claims office opens at nine.",
    "BAGHDAD (Reuters) — The gate was open.",
]


@pytest.mark.parametrize("marked", DIRECT + INDIRECT + WITHOUT_A_SOURCE + MORE_THAN_ONE)
def test_source_cue_and_content_are_where_they_are_marked(marked):
    text, expected = read(marked)
    found = [
        (
            raw.source and raw.source.of(text),
            raw.cue and raw.cue.of(text),
            tuple(piece.of(text) for piece in raw.content),
        )
        for raw in find(segment(text))
    ]
    assert sorted(found, key=str) == sorted(expected, key=str)


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_reported(text):
    assert find(segment(text)) == []


LEAD = "\n\nThe ferry sank at noon, and nobody came to look for it until the evening."


@pytest.mark.parametrize(
    ("headline", "source", "content"),
    [
        ("Clashes spread to the coast – report", "report", "Clashes spread to the coast"),
        ("Ferry chief to leave in June: sources", "sources", "Ferry chief to leave in June"),
        ("Minister: the toll will rise", "Minister", "the toll will rise"),
        ("Toll rises to nine - SANA", "SANA", "Toll rises to nine"),
        ("‘We had no warning’: Villagers describe night on the roof", "Villagers", "‘We had no warning’"),
        ("Toll will rise, says minister", "minister", "Toll will rise"),
    ],
)
def test_a_headline_credits_its_source(headline, source, content):
    text = headline + LEAD
    raw = find(segment(text))[0]
    assert (raw.source and raw.source.of(text), raw.content[0].of(text)) == (source, content)


@pytest.mark.parametrize(
    "headline", ["LIVE: Flooding in the valley", "Ten years on: a valley waits", "The ferry – and after"]
)
def test_a_headline_without_a_source_credits_none(headline):
    assert find(segment(headline + LEAD)) == []


def test_a_quotation_goes_on_in_the_next_paragraph():
    text = "“The first wave took the pier,” Hanna Roth said. “It was dark.\n\n“The second wave took the houses.”"
    (raw,) = find(segment(text))
    assert [piece.of(text) for piece in raw.content] == [
        "“The first wave took the pier,”",
        "“It was dark.",
        "“The second wave took the houses.”",
    ]


def test_a_paragraph_of_quotation_only_belongs_to_the_speaker_before():
    text = (
        "“The first wave took the pier,” Hanna Roth said.\n\n“The second wave took the "
        "houses.”\n\nThe harbour is closed."
    )
    (raw,) = find(segment(text))
    assert raw.content[-1].of(text) == "“The second wave took the houses.”"


def test_in_another_language_quotations_stand_without_a_source():
    text = "Le maire a déclaré: «Le pont restera fermé jusqu'à dimanche soir», a-t-il dit à la presse locale hier."
    (raw,) = find(segment(text))
    assert (raw.source, raw.cue) == (None, None)
    assert raw.content[0].of(text) == "«Le pont restera fermé jusqu'à dimanche soir»"
