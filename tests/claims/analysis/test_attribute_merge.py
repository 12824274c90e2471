"""The tagger's finds and the rules' as one list: what is dropped, mended, added."""

from __future__ import annotations

import pytest

from claims.analysis import segment
from claims.analysis.attribute import finder, rules
from claims.analysis.attribute.merge import merge
from claims.analysis.attribute.quotes import find_quotes
from claims.analysis.attribute.raw import RawAttribution
from claims.analysis.encoder import WeightsMissing
from claims.analysis.types import Span
from tests.claims.analysis.markup import read


def at(text, words):
    start = text.index(words)
    return Span(start, start + len(words))


def merged(text, source, cue, contents, confidence=0.9):
    document = segment(text)
    tagged = RawAttribution(
        at(text, source) if source else None,
        at(text, cue) if cue else None,
        tuple(at(text, words) for words in contents),
        confidence,
    )
    found = merge(document, find_quotes(document), [tagged], rules.find(document))
    return [
        (
            raw.source and raw.source.of(text),
            raw.cue and raw.cue.of(text),
            tuple(piece.of(text) for piece in raw.content),
        )
        for raw in found
    ]


DROPPED = [
    ("The council ordered the gate shut.", "The council", "ordered", ["the gate shut"]),
    ("Parliament passed the law in May.", "Parliament", "passed", ["the law in May"]),
    ("Nobody can predict how long it holds.", "Nobody", "can predict", ["how long it holds"]),
    ("One aide who learned about the deal had left.", "One aide who", "learned about", ["the deal had left"]),
    ("The company declined to comment.", "The company", "declined", ["to comment"]),
    ("They asked not to be named.", "They", "asked", ["not to be named"]),
    ("The so-called boat sank.", None, "called", ["boat"]),
    ("He met them to express concerns.", "He", "to express", ["concerns"]),
    ("Nine died, two more than the mayor admits.", "the mayor", "admits", ["two more"]),
    ("The mayor has paid a visit to the weir.", "The mayor", "has paid a visit to", ["the weir"]),
    ("The plan might be simple: to open the gate.", "The plan", "might be simple:", ["to open the gate"]),
]


@pytest.mark.parametrize(("text", "source", "cue", "contents"), DROPPED)
def test_what_is_no_report_is_dropped(text, source, cue, contents):
    assert merged(text, source, cue, contents) == []


MENDED = {
    "a name cut in two": (
        ("Fire chief Jonna Aske told us the roof fell.", "Fire chief Jonna", "told", ["the roof fell"]),
        "{s:Fire chief Jonna Aske} {c:told} us {t:the roof fell}.",
    ),
    "the end of a name in the cue": (
        ("Fire chief Jonna Aske told us the roof fell.", "Fire chief Jonna", "Aske told", ["the roof fell"]),
        "{s:Fire chief Jonna Aske} {c:told} us {t:the roof fell}.",
    ),
    "a day behind the source": (
        (
            "The mayor this week claimed that the gate was shut.",
            "The mayor this week",
            "claimed",
            ["that the gate was shut"],
        ),
        "{s:The mayor} this week {c:claimed} {t:that the gate was shut}.",
    ),
    "a day behind the cue": (
        ("The gate was shut, the mayor said Friday.", "the mayor", "said Friday", ["The gate was shut"]),
        "{t:The gate was shut}, {s:the mayor} {c:said} Friday.",
    ),
    "content from the clause before a turn": (
        (
            "The weir is old; however, it held, according to the mayor.",
            "the mayor",
            "according to",
            ["The weir is old; however, it held"],
        ),
        "The weir is old; however, {t:it held}, {c:according to} {s:the mayor}.",
    ),
    "a stray that": (
        ("The mayor said that, according to Holt, it held.", "Holt", "according to", ["that", "it held"]),
        "{s:The mayor} {c:said} {t:that, {c2:according to} {s2:Holt}, {t2:it held}}.",
    ),
    "names listed with as": (
        ("The mayor named Ada Holt, a clerk, and Jan Sorel, as guilty.", "The mayor", "named", ["Ada Holt"]),
        "{s:The mayor} {c:named} {t:Ada Holt}, a clerk, and {t:Jan Sorel}, {t:as guilty}.",
    ),
    "lost commas before the source": (
        ("The gate was shut on Friday Mayor Holt said.", "Friday Mayor Holt", "said", ["The gate was shut on"]),
        "{t:The gate was shut on} Friday {s:Mayor Holt} {c:said}.",
    ),
}


@pytest.mark.parametrize("case", MENDED)
def test_what_the_page_contradicts_is_mended(case):
    given, marked = MENDED[case]
    text, expected = read(marked)
    assert given[0] == text
    assert sorted(merged(*given), key=str) == sorted(expected, key=str)


def test_content_of_another_paragraph_is_cut_off_unless_it_is_a_quotation():
    text = "He came to win the “long game.”\n\nThe weir held, according to Holt."
    assert merged(text, "Holt", "according to", ["to win the “long game.”\n\nThe weir held"]) == [
        ("Holt", "according to", ("The weir held",))
    ]


def test_a_sure_find_of_the_rules_is_added_where_the_tagger_has_none():
    text = "The road is closed. The gate was shut, the mayor said."
    found = merged(text, None, None, ["The road is closed"])
    assert found == [("the mayor", "said", ("The gate was shut",))]


def test_without_weights_the_rules_stand_alone(monkeypatch):
    def missing(_document):
        raise WeightsMissing("no weights here")

    monkeypatch.setattr(finder, "predict", missing)
    document = segment("The gate was shut, the mayor said.")
    assert finder.find(document) == rules.find(document)
