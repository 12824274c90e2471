"""Times: what "last week" and "on Tuesday" mean on the day of publication."""

from datetime import date

import pytest

from claims.analysis.detect.times import find_times

SATURDAY = date(2021, 3, 20)


def times(text: str, anchor: date | None = SATURDAY) -> list[tuple[str, str, str]]:
    return [(t.start.isoformat(), t.end.isoformat(), t.precision) for t in find_times(text, 0, len(text), anchor)]


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("It burned on Tuesday.", "2021-03-16", "2021-03-16", "day"),
        ("It burned on Saturday.", "2021-03-20", "2021-03-20", "day"),
        ("It burned last Saturday.", "2021-03-13", "2021-03-13", "day"),
        ("They meet next Friday.", "2021-03-26", "2021-03-26", "day"),
        ("They left yesterday.", "2021-03-19", "2021-03-19", "day"),
        ("They leave tomorrow.", "2021-03-21", "2021-03-21", "day"),
        ("It rained overnight.", "2021-03-19", "2021-03-20", "day"),
        ("Last week the port closed.", "2021-03-13", "2021-03-19", "week"),
        ("It closed earlier this week.", "2021-03-15", "2021-03-21", "week"),
        ("It closed this month.", "2021-03-01", "2021-03-31", "month"),
        ("It closed last month.", "2021-02-01", "2021-02-28", "month"),
        ("It closed last year.", "2020-01-01", "2020-12-31", "year"),
        ("He came two days ago.", "2021-03-18", "2021-03-18", "day"),
        ("He came three weeks ago.", "2021-02-24", "2021-03-02", "week"),
        ("He came four months ago.", "2020-11-01", "2020-11-30", "month"),
        ("He came five years ago.", "2016-01-01", "2016-12-31", "year"),
        ("It fell in March.", "2021-03-01", "2021-03-31", "month"),
        ("It fell in October.", "2020-10-01", "2020-10-31", "month"),
        ("It fell on 18 May 2019.", "2019-05-18", "2019-05-18", "day"),
        ("It fell on Monday, May 6, 2019.", "2019-05-06", "2019-05-06", "day"),
        ("It fell on 2 March.", "2021-03-02", "2021-03-02", "day"),
        ("It fell on December 9.", "2020-12-09", "2020-12-09", "day"),
        ("They meet on 4 April.", "2021-04-04", "2021-04-04", "day"),
        ("It fell on 08.04.2017.", "2017-04-08", "2017-04-08", "day"),
        ("It fell in August 2013.", "2013-08-01", "2013-08-31", "month"),
        ("It fell in 2013.", "2013-01-01", "2013-12-31", "year"),
        ("The siege has gone on since 2018.", "2018-01-01", "2021-03-20", "year"),
    ],
)
def test_a_time_resolves_to_whole_days(text, start, end, precision):
    assert times(text) == [(start, end, precision)]


@pytest.mark.parametrize("text", ["It burned on Tuesday.", "last week", "three weeks ago", "in March", "on 2 March"])
def test_without_a_publication_date_relative_times_stay_open(text):
    assert times(text, None) == []


def test_a_full_date_needs_no_publication_date():
    assert times("It fell on 18 May 2019.", None) == [("2019-05-18", "2019-05-18", "day")]


@pytest.mark.parametrize(
    "text", ["They may go.", "They march on.", "It fell on 31 February 2019.", "room 2013", "in 99999"]
)
def test_what_is_no_time_is_none(text):
    assert times(text) == []


def test_the_words_of_the_time_are_its_span():
    text = "The mayor left three weeks ago."
    (found,) = find_times(text, 0, len(text), SATURDAY)
    assert found.span is not None
    assert found.span.of(text) == "three weeks ago"
