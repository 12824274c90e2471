"""Unnamed sources as described: count, affiliation, seniority, proximity, reason."""

from __future__ import annotations

import pytest

from claims.analysis import segment
from claims.analysis.attribute import attribute
from claims.analysis.attribute.anonymity import describe
from claims.analysis.attribute.phrases import parse
from claims.analysis.attribute.rules import find


@pytest.mark.parametrize(
    ("phrase", "count", "exact"),
    [
        ("two officials", 2, True),
        ("one source", 1, True),
        ("a senior official", 1, True),
        ("three of the officials", 3, True),
        ("half a dozen former guards", 6, True),
        ("12 witnesses", 12, True),
        ("about 20 residents", 20, False),
        ("at least two officials", 2, False),
        ("officials", None, False),
        ("several residents", None, False),
        ("the sources", None, False),
    ],
)
def test_how_many_are_stated(phrase, count, exact):
    described = describe(parse(phrase), phrase, "")
    assert (described.count, described.exact) == (count, exact)


@pytest.mark.parametrize(
    ("phrase", "affiliation"),
    [
        ("intelligence sources", "intelligence"),
        ("a senior State Department official", "State Department"),
        ("two Iraqi security officials", "Iraqi security"),
        ("an official at the Halm port authority", "Halm port authority"),
        ("a spokesman for the railway company", "railway company"),
        ("one source", None),
        ("several people familiar with the talks", None),
        ("the second official", None),
    ],
)
def test_where_they_belong(phrase, affiliation):
    assert describe(parse(phrase), phrase, "").affiliation == affiliation


@pytest.mark.parametrize(
    ("phrase", "proximity"),
    [
        ("a person familiar with the matter", "familiar with the matter"),
        ("an aide close to the president", "close to the president"),
        ("a clerk with direct knowledge of the deal", "with direct knowledge of the deal"),
        ("two people briefed on the plan", "briefed on the plan"),
        ("an official who attended the meeting", "who attended the meeting"),
        ("an official", None),
    ],
)
def test_how_close_they_are(phrase, proximity):
    assert describe(parse(phrase), phrase, "").proximity == proximity


@pytest.mark.parametrize(
    ("phrase", "seniority"),
    [("a senior official", "senior"), ("high-ranking officers", "high-ranking"), ("an aide", None)],
)
def test_how_senior_they_are(phrase, seniority):
    assert describe(parse(phrase), phrase, "").seniority == seniority


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "Two clerks, who spoke on condition of anonymity because they were not "
            "authorised to talk, said the gate was open.",
            "because they were not authorised to talk",
        ),
        (
            "The gate was open, a guard said. He asked not to be named for fear of losing his job.",
            "for fear of losing his job",
        ),
        ("“It was open,” said a guard who declined to be identified, citing safety.", "citing safety"),
        ("A guard said the gate was open because it had rained.", None),
    ],
)
def test_why_they_are_unnamed_is_told_around_them(text, reason):
    sources = [a.source for a in attribute(segment(text), finder=find) if a.source is not None]
    assert sources[0].kind == "anonymous"
    assert sources[0].anonymous is not None
    assert sources[0].anonymous.reason == reason


def test_a_named_source_is_not_anonymous():
    (found,) = attribute(segment("Ada Holt, a senior official, said the gate was open."), finder=find)
    assert found.source is not None
    assert found.source.anonymous is None


def test_the_count_belongs_to_the_attribution():
    text = "Two sources said the gate was open. “It was old,” one source said."
    first, second = attribute(segment(text), finder=find)
    assert first.source.canonical == second.source.canonical
    assert (first.source.anonymous.count, second.source.anonymous.count) == (2, 1)
