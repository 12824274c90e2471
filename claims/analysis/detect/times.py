"""When it happened: calendar dates, weekdays and relative times, resolved against the day of publication.

The types follow TIMEX3 (TimeML): a time is a span of whole days with a precision. One regular expression finds the
candidates; calendar dates are read by *dateparser* (English only, answers remembered), which is slow and so is called
on nothing else; relative times are plain arithmetic, because they are periods and not moments. Without a publication
date (and modification date) only full dates resolve.

Conventions where the language is loose: a weekday is the last one up to the publication day unless "next" or "this"
stands before it; "last week" and the like are the seven days before; "three weeks ago" is the week around that day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import lru_cache

import dateparser

from claims.analysis.types import EventTime, Precision, Span

_MONTHS = (
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec"
).split()
_MONTH_NUMBER = {
    name: next(i for i, full in enumerate(_MONTHS[:12], 1) if full.startswith(name[:3])) for name in _MONTHS
}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {
    word: value
    for value, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {"a": 1, "an": 1}
_SHORT_WEEKDAYS = r"(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\.?,? "
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December|" + (
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_PLACE = "(?:Street|Square|Road|Avenue|Brigade|Bridge|Movement)"  # named after a date
_CANDIDATE = re.compile(
    rf"""\b(?:
      (?P<day>(?:(?:{_WEEKDAY},?[ ]|{_SHORT_WEEKDAYS})?
         (?:\d{{1,2}}(?:st|nd|rd|th)?[ ](?:of[ ])?{_MONTH}(?:,?[ ]\d{{4}}\b)?
          |{_MONTH}[ ]\d{{1,2}}(?:st|nd|rd|th)?\b(?!:|[ ]{_PLACE})(?:,?[ ]\d{{4}}\b)?))
         |\d{{4}}-\d\d-\d\d\b|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}\b)
      |(?P<month>(?:(?P<month_mod>last|this|next|early|late|mid)[ -])?(?P<month_name>{_MONTH})
         (?:,?[ ](?P<month_year>\d{{4}}))?(?![ ]?\d))
      |(?:(?P<weekday_mod>last|this|next|past)[ ])?(?P<weekday>{_WEEKDAY})
      |(?i:(?P<ago_n>an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{{1,3}})
         [ ](?P<ago_unit>day|week|month|year|hour|minute)s?[ ]ago)
      |(?i:(?P<rel>(?:earlier[ ]|later[ ])?(?:this|last|past|next)[ ](?:week|month|year|weekend|night)
         |(?:this[ ])(?:morning|afternoon|evening)|today|tonight|yesterday|tomorrow|overnight))
      |(?P<year_mod>[Ii]n|[Ss]ince|[Oo]f|[Bb]y|[Dd]uring|[Uu]ntil|early|late|mid)[ -]
         (?P<year>(?:19|20)\d\d)\b(?![ ]?%|-)
    )\b""",
    re.VERBOSE,
)
_CHEAP = re.compile(
    r"day|week|mon|year|night|morrow|ago\b|\d{4}|morning|afternoon|evening|"
    + "|".join(f"{month[:1].upper()}{month[1:3]}" for month in _MONTHS[:12]),
    re.IGNORECASE,
)
_NO_CLOCK = datetime(
    2000, 1, 1
)  # dateparser would otherwise fill gaps from the computer's clock; only full dates reach it


@lru_cache(maxsize=4096)
def calendar_date(phrase: str, day_first: bool = True) -> date | None:
    """A full date as written → the day, or None when there is no such day."""
    parsed = dateparser.parse(
        phrase,
        languages=["en"],
        settings={
            "RELATIVE_BASE": _NO_CLOCK,
            "STRICT_PARSING": True,
            "DATE_ORDER": "DMY" if day_first else "MDY",
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    return None if parsed is None else parsed.date()


def find_times(text: str, start: int, end: int, anchor: date | None) -> list[EventTime]:
    """The times named in ``text[start:end]`` that resolve, in order, with their spans.

    ``anchor`` is the day the article was published, or else modified; None when neither is known.
    """
    if _CHEAP.search(text, start, end) is None:
        return []
    found = []
    for match in _CANDIDATE.finditer(text, start, end):
        try:
            resolved = _resolve(match, anchor)
        except (OverflowError, ValueError):  # a day outside the calendar: "in 9999 years"
            continue
        if resolved is not None:
            first, last, precision = resolved
            found.append(EventTime(first, last, precision, Span(*_words_of(match))))
    return found


def _words_of(match: re.Match[str]) -> tuple[int, int]:
    return match.span("year") if match["year"] else match.span()


def _resolve(match: re.Match[str], anchor: date | None) -> tuple[date, date, Precision] | None:
    if match["day"]:
        return _day(match["day"], anchor)
    if match["month_name"]:
        return _month(match, anchor)
    if match["year"]:
        return _year(int(match["year"]), match["year_mod"].lower(), anchor)
    if anchor is None:
        return None
    if match["weekday"]:
        return _weekday(_WEEKDAYS.index(match["weekday"].lower()), match["weekday_mod"], anchor)
    if match["ago_unit"]:
        return _ago(match["ago_n"].lower(), match["ago_unit"].lower(), anchor)
    return _relative(match["rel"].lower(), anchor)


def _day(phrase: str, anchor: date | None) -> tuple[date, date, Precision] | None:
    if phrase[0].isdigit() and "/" in phrase:
        day = calendar_date(phrase, day_first=False)
    elif phrase[-4:].isdigit() or phrase[:4].isdigit():
        day = calendar_date(phrase)
    elif anchor is None:
        return None
    else:  # without a year: the last such day, or one within the coming month ("will meet on 3 May")
        bare = re.sub(rf"^(?:{_WEEKDAY},? |{_SHORT_WEEKDAYS})", "", phrase)
        day = calendar_date(f"{bare} {anchor.year}")
        if day is not None and (day - anchor).days > 31:
            day = calendar_date(f"{bare} {anchor.year - 1}")
    return None if day is None else (day, day, "day")


def _whole_month(year: int, month: int) -> tuple[date, date, Precision]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"


def _month(match: re.Match[str], anchor: date | None) -> tuple[date, date, Precision] | None:
    month = _MONTH_NUMBER[match["month_name"].lower().rstrip(".")]
    if match["month_year"]:
        return _whole_month(int(match["month_year"]), month)
    if anchor is None or (len(match["month_name"].rstrip(".")) == 3 and match["month_name"] not in ("May",)):
        return None
    if match["month_name"] in ("May", "March") and not _after_time_word(match):
        return None  # the verb at the head of a sentence
    year = anchor.year
    if match["month_mod"] == "next":
        year += month <= anchor.month
    elif month > anchor.month or (match["month_mod"] == "last" and month == anchor.month):
        year -= 1
    return _whole_month(year, month)


def _after_time_word(match: re.Match[str]) -> bool:
    if match["month_mod"]:
        return True
    before = match.string[max(0, match.start() - 8) : match.start()].lower().split()
    return bool(before) and before[-1] in ("in", "since", "of", "until", "by", "during", "early", "late", "from")


def _year(year: int, preposition: str, anchor: date | None) -> tuple[date, date, Precision] | None:
    last = date(year, 12, 31)
    if preposition == "since" and anchor is not None and anchor > last:
        last = anchor
    return date(year, 1, 1), last, "year"


def _weekday(number: int, modifier: str | None, anchor: date) -> tuple[date, date, Precision]:
    back = (anchor.weekday() - number) % 7
    if modifier == "next":
        day = anchor + timedelta(days=7 - back)
    elif modifier == "this":
        day = anchor + timedelta(days=(number - anchor.weekday()) % 7) if back > 3 else anchor - timedelta(days=back)
    elif modifier in ("last", "past") and back == 0:
        day = anchor - timedelta(days=7)
    else:
        day = anchor - timedelta(days=back)
    return day, day, "day"


def _shift_months(day: date, months: int) -> tuple[int, int]:
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def _ago(number: str, unit: str, anchor: date) -> tuple[date, date, Precision] | None:
    count = int(number) if number.isdigit() else _NUMBERS[number]
    if unit in ("hour", "minute"):
        day = anchor - timedelta(hours=count) if unit == "hour" and count >= 24 else anchor
        return day, anchor, "day"
    if unit == "day":
        day = anchor - timedelta(days=count)
        return day, day, "day"
    if unit == "week":
        middle = anchor - timedelta(weeks=count)
        return middle - timedelta(days=3), middle + timedelta(days=3), "week"
    if unit == "month":
        return _whole_month(*_shift_months(anchor, -count))
    return date(anchor.year - count, 1, 1), date(anchor.year - count, 12, 31), "year"


def _relative(phrase: str, anchor: date) -> tuple[date, date, Precision] | None:
    words = phrase.split()
    modifier, unit = (words[-2] if len(words) > 1 else ""), words[-1]
    one = timedelta(days=1)
    if unit == "yesterday" or phrase == "last night":
        return anchor - one, anchor - one, "day"
    if unit == "tomorrow":
        return anchor + one, anchor + one, "day"
    if unit == "overnight":
        return anchor - one, anchor, "day"
    if unit in ("today", "tonight", "morning", "afternoon", "evening", "night"):
        return anchor, anchor, "day"
    if unit == "weekend":
        saturday = anchor - timedelta(days=(anchor.weekday() - 5) % 7 or (7 if modifier == "last" else 0))
        if modifier == "next":
            saturday += timedelta(days=7)
        return saturday, saturday + one, "day"
    return _period(modifier, unit, anchor)


def _period(modifier: str, unit: str, anchor: date) -> tuple[date, date, Precision] | None:
    step = {"last": -1, "past": -1, "this": 0, "next": 1}[modifier]
    if unit == "week":
        if step < 0:  # spoken loosely: not the calendar week, but the days before
            return anchor - timedelta(days=7), anchor - timedelta(days=1), "week"
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=step)
        return monday, monday + timedelta(days=6), "week"
    if unit == "month":
        return _whole_month(*_shift_months(anchor, step))
    if unit == "year":
        return date(anchor.year + step, 1, 1), date(anchor.year + step, 12, 31), "year"
    return None
