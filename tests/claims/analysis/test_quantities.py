"""Quantities: which numbers count something, how much, and what."""

import pytest

from claims.analysis.detect.quantities import find_quantities
from claims.analysis.detect.tokens import tokenise
from claims.analysis.types import Span


def quantities(sentence: str) -> list[tuple]:
    tokens = tokenise(sentence, (Span(0, len(sentence)),))
    return [
        (q.span.of(sentence), q.value, q.comparator, q.unit, q.counted) for q in find_quantities(tokens, 0, len(tokens))
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The brigade lost 45 lorries.", ("45 lorries", 45, "exact", None, "lorries")),
        ("The fair drew about 1,200 visitors.", ("about 1,200 visitors", 1200, "about", None, "visitors")),
        ("It holds at least 9500 disused mines.", ("at least 9500 disused mines", 9500, "at_least", None, "mines")),
        ("Up to 300 nurses walked out.", ("Up to 300 nurses", 300, "at_most", None, "nurses")),
        ("More than two dozen boats sank.", ("More than two dozen boats", 24, "more_than", None, "boats")),
        ("No fewer than 12 judges resigned.", ("No fewer than 12 judges", 12, "at_least", None, "judges")),
        ("Fewer than forty pupils came.", ("Fewer than forty pupils", 40, "less_than", None, "pupils")),
        ("Nearly 70 homes burned.", ("Nearly 70 homes", 70, "about", None, "homes")),
        ("Dozens of tents were torn.", ("Dozens of tents", 12, "more_than", None, "tents")),
        (
            "Hundreds of thousands of voters queued.",
            ("Hundreds of thousands of voters", 1e5, "more_than", None, "voters"),
        ),
        ("Several hundred miners waited.", ("Several hundred miners", 100, "more_than", None, "miners")),
        ("Half a million sheep were sold.", ("Half a million sheep", 5e5, "exact", None, "sheep")),
        ("Twenty-five women signed.", ("Twenty-five women", 25, "exact", None, "women")),
        ("Two hundred and three ballots were void.", ("Two hundred and three ballots", 203, "exact", None, "ballots")),
        ("The dam cost $1.2 billion.", ("$1.2 billion", 1.2e9, "exact", "dollar", "")),
        ("It fell by 40 percent.", ("40 percent", 40, "exact", "%", "")),
        ("They hold 90 per cent of the port.", ("90 per cent", 90, "exact", "%", "port")),
        ("The mast is some 300 km away.", ("some 300 km", 300, "about", "kilometre", "km")),
        ("The strike lasted more than six weeks.", ("more than six weeks", 6, "more_than", "week", "weeks")),
        ("A five-year-old girl drowned.", ("five-year-old", 5, "exact", "year", "year-old")),
        ("A 20-member panel met.", ("20-member", 20, "exact", None, "members")),
        ("They signed a two-day truce.", ("two-day", 2, "exact", "day", "truce")),
        ("It killed 11 women and children.", ("11 women and children", 11, "exact", None, "women and children")),
        ("She counted 30 geese at least.", ("30 geese at least", 30, "at_least", None, "geese")),
        ("The ferry carried 250+ lambs.", ("250+", 250, "at_least", None, "")),
    ],
)
def test_a_number_is_read_with_its_comparator_unit_and_what_it_counts(sentence, expected):
    assert quantities(sentence) == [expected]


@pytest.mark.parametrize(
    ("sentence", "low", "high", "counted"),
    [
        ("Between 20 and 30 goats died.", 20, 30, "goats"),
        ("From 5 to 8 clerks left.", 5, 8, "clerks"),
        ("Some 20-30 shops closed.", 20, 30, "shops"),
        ("He owns 2 to 3 thousand olive trees.", 2000, 3000, "trees"),
        ("Two or three barges waited.", 2, 3, "barges"),
    ],
)
def test_a_range_has_its_lower_bound_as_value(sentence, low, high, counted):
    tokens = tokenise(sentence, (Span(0, len(sentence)),))
    (found,) = find_quantities(tokens, 0, len(tokens))
    assert (found.value, found.upper, found.comparator, found.counted) == (low, high, "range", counted)


@pytest.mark.parametrize(
    "sentence",
    [
        "The pact was signed in 2013.",
        "They met on 4 June and on March 5.",
        "It opened on Monday 2 May 2011.",
        "The train left at 6:30 and again at 9 p.m.",
        "Resolution 2118 was adopted.",
        "A Boeing 737 landed.",
        "The 12th attempt failed.",
        "The T-72 was old.",
        "No one came, and one of the guards slept.",
        "He played there (1989 - 94).",
        "It fell in the Six-Day War.",
    ],
)
def test_dates_clock_times_ordinals_and_names_are_no_quantities(sentence):
    assert quantities(sentence) == []


def test_a_bare_number_counts_what_its_neighbour_counts():
    assert [q[4] for q in quantities("They killed eight fighters and captured 20.")] == ["fighters", "fighters"]
    assert [q[4] for q in quantities("They killed 28 and wounded 30 militants.")] == ["militants", "militants"]


def test_a_bare_number_after_a_casualty_verb_counts_people():
    assert quantities("The quake killed 52.")[0][4] == "people"
    assert quantities("The death toll reached 52.")[0][4] == "deaths"


def test_lost_commas_do_not_run_the_counted_noun_into_the_next_words():
    assert quantities("The raid killed nine soldiers Northland state radio said.")[0][4] == "soldiers"


def test_reading_numbers_takes_time_in_proportion_to_the_text():
    sentence = "about 20 to 30 " * 20_000
    tokens = tokenise(sentence, (Span(0, len(sentence)),))
    assert find_quantities(tokens, 0, len(tokens))
