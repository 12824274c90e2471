"""Claims: one checkable proposition each, in whose voice, with spans that are the article's own words."""

from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.analysis import analyse
from claims.analysis.types import Claim
from tests.claims.analysis.detection import attribution, claims_of, texts_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "General Ona Velt met the governor and ordered a curfew in Harrow.",
            ["General Ona Velt met the governor", "General Ona Velt ordered a curfew in Harrow"],
        ),
        (
            "Rebels seized the mill, and the garrison fled to Dorn.",
            ["Rebels seized the mill", "the garrison fled to Dorn"],
        ),
        (
            "The garrison fled to Dorn after rebels seized the mill.",
            ["The garrison fled to Dorn", "rebels seized the mill"],
        ),
        (
            "After rebels seized the mill, the garrison fled to Dorn.",
            ["rebels seized the mill", "the garrison fled to Dorn"],
        ),
        (
            "Minister Ilse Brandt visited Dorn, where she opened a bridge.",
            ["Minister Ilse Brandt visited Dorn", "she opened a bridge"],
        ),
        (
            "The convoy, which carried 40 tonnes of flour, reached Harrow on Monday.",
            ["The convoy carried 40 tonnes of flour", "The convoy reached Harrow on Monday"],
        ),
        ("Police arrested and charged two clerks.", ["Police arrested and charged two clerks"]),
        (
            "The men who guard the dam attended a meeting in Dorn.",
            ["The men who guard the dam attended a meeting in Dorn"],
        ),
    ],
)
def test_clauses_that_can_be_checked_apart_come_apart(text, expected):
    assert texts_of(text) == expected


def test_a_predicate_shares_the_subject_as_a_span_of_its_own():
    text = "General Ona Velt met the governor and ordered a curfew in Harrow."
    second = claims_of(text)[1]
    assert [span.of(text) for span in second.spans] == ["General Ona Velt", "ordered a curfew in Harrow"]


def test_a_fact_behind_the_move_comes_after_is_the_claim():
    text = "The move comes following Norland's dispatch of two frigates to the Strait of Holm."
    assert texts_of(text) == ["Norland's dispatch of two frigates to the Strait of Holm"]


def test_a_hedged_relative_clause_is_kept_from_the_certain_part():
    text = "Norland sent two frigates to deter Holm militias who might be planning to mine the strait."
    certain, possible = claims_of(text)
    assert (certain.certainty, possible.certainty) == ("certain", "possible")
    assert "might" not in certain.text
    assert possible.text == "Holm militias might be planning to mine the strait"


@pytest.mark.parametrize(
    "text",
    [
        "Why did the envoy visit Dorn three weeks ago?",
        "No one can predict what the coming days hold for Dorn.",
        "This is a shameful and barbaric act.",
        "We hope that peace prevails.",
        "The world must stop this madness.",
        "Look at the ruin in front of you.",
        "Click here for more.",
        "She continued:",
        "Related news",
    ],
)
def test_questions_calls_wishes_judgements_and_furniture_are_no_claims(text):
    assert texts_of(f"Rebels seized the mill in Dorn.\n\n{text}\n\nThe garrison fled to Harrow.") == [
        "Rebels seized the mill in Dorn",
        "The garrison fled to Harrow",
    ]


@pytest.mark.parametrize(
    "title", ["Twelve Miners Killed in Harrow Blast", "Army advances near Harrow", "Norland Strikes Kill Six in Dorn"]
)
def test_a_headline_that_states_a_fact_is_a_claim(title):
    body = "A blast shook the town on Monday, and the mayor closed the pit while crews searched for survivors."
    assert texts_of(f"{title}\n\n{body}")[0] == title


def test_a_content_is_claimed_without_frame_quotation_marks_or_that():
    text = "The mayor said that “the bridge collapsed on Monday.”"
    (claim,) = claims_of(text, attribution(text, "The mayor", "said", "that “the bridge collapsed on Monday.”"))
    assert (claim.text, claim.attribution) == ("the bridge collapsed on Monday", "a1")


def test_a_split_quotation_is_one_claim_in_two_spans():
    text = "“The bridge,” the mayor said, “collapsed on Monday.”"
    quote = attribution(
        text, "the mayor", "said", "“The bridge,”", "“collapsed on Monday.”", lemma="say", quote_type="direct"
    )
    (claim,) = claims_of(text, quote)
    assert [span.of(text) for span in claim.spans] == ["The bridge", "collapsed on Monday"]


def test_the_innermost_attribution_goes_on_the_claim():
    text = "The Harrow Herald reported that two officials said the bridge collapsed on Monday."
    outer = attribution(
        text, "The Harrow Herald", "reported", "that two officials said the bridge collapsed on Monday",
        kind="outlet", id="a1",
    )  # fmt: skip
    inner = attribution(
        text, "two officials", "said", "the bridge collapsed on Monday", kind="anonymous", id="a2", parent="a1"
    )
    (claim,) = claims_of(text, outer, inner)
    assert (claim.text, claim.attribution) == ("the bridge collapsed on Monday", "a2")


def test_what_surrounds_a_frame_is_the_outlets_own_voice():
    text = "Brandt visited the camp on Monday and said that 300 people had fled."
    said = attribution(text, "Brandt", "said", "that 300 people had fled", lemma="say")
    assert [(claim.text, claim.attribution) for claim in claims_of(text, said)] == [
        ("Brandt visited the camp on Monday", None),
        ("300 people had fled", "a1"),
    ]


def test_a_reporting_frame_alone_is_no_claim():
    text = "The mayor said on Monday that the bridge had collapsed."
    said = attribution(text, "The mayor", "said", "that the bridge had collapsed", lemma="say")
    assert [claim.attribution for claim in claims_of(text, said)] == ["a1"]


def test_an_attack_that_is_claimed_is_a_fact_and_no_report():
    text = "The Front claimed responsibility for the attack in Dorn."
    claimed = attribution(text, "The Front", "claimed", "responsibility for the attack in Dorn", lemma="claim")
    assert [claim.attribution for claim in claims_of(text, claimed)] == [None]


def test_quotation_marks_around_a_word_are_no_content():
    assert texts_of("The ministry moved its “non-essential” staff to Dorn.") == [
        "The ministry moved its “non-essential” staff to Dorn"
    ]


def test_a_quantity_goes_to_one_claim_only():
    text = "Three ministers met the envoy and ordered a curfew in Harrow."
    assert [len(claim.quantities) for claim in claims_of(text)] == [1, 0]


def test_last_week_is_resolved_against_the_day_of_publication():
    text = "Last week the Transport Ministry closed the port of Dorn."
    (claim,) = claims_of(text, published_at=datetime(2021, 3, 20, 9))
    assert claim.event_time is not None
    assert (claim.event_time.start, claim.event_time.end) == (date(2021, 3, 13), date(2021, 3, 19))
    assert claim.resolved == "2021-03-13/2021-03-19 the Transport Ministry closed the port of Dorn"


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Minister Ilse Brandt visited Dorn on Monday. She opened a bridge.", "Minister Ilse Brandt opened a bridge."),
        ("The Dorn Council met on Monday. It closed the port.", "The Dorn Council closed the port."),
    ],
)
def test_a_subject_pronoun_is_resolved_for_comparison(text, last):
    found = claims_of(text)[-1]
    assert found.resolved + "." == last
    assert found.text.startswith(("She", "It"))


def test_i_in_a_quotation_is_the_source():
    text = "“I closed the port on Monday,” Brandt said."
    quote = attribution(text, "Brandt", "said", "“I closed the port on Monday,”", lemma="say", quote_type="direct")
    assert claims_of(text, quote)[0].resolved == "Brandt closed the port on Monday"


def check(text: str, claims: tuple[Claim, ...]) -> None:
    """Every span is the article's words, in order and in bounds, and own words belong to one claim."""
    assert [claim.id for claim in claims] == [f"c{number}" for number in range(1, len(claims) + 1)]
    for claim in claims:
        assert claim.spans
        assert all(0 <= span.start < span.end <= len(text) for span in claim.spans)
        assert all(a.end <= b.start for a, b in pairwise(claim.spans))
        assert claim.text == " ".join(" ".join(span.of(text) for span in claim.spans).split())
        assert 0 <= claim.check_worthiness.score <= 1
    own = sorted((claim.spans[-1].start, claim.spans[-1].end) for claim in claims)
    assert all(a[1] <= b[0] for a, b in pairwise(own))


_NEWS = st.sampled_from(
    "the rebels said that who and , . “ ” \" ' ( ) 20 at least 1,200 were killed on Tuesday Dorn in where he met not "
    "no may if reportedly which after : ; — - % $ ? It THE may's 31 February 2013 billion dozens of half a".split()
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(_NEWS, max_size=60).map(" ".join)))
def test_detection_never_fails_and_its_spans_are_sound(text):
    analysis = analyse(text)
    check(text, analysis.claims)


def test_time_grows_with_the_length_of_the_text_and_not_faster():
    long = (
        "Rebels seized the mill, and the garrison, which he commanded, fled to Dorn and burned 20 or 30 boats " * 3000
    )
    check(long, claims_of(long))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mill burned in a blast at its store in Dorn that killed 50 people.",
            "a blast at its store in Dorn killed 50 people",
        ),
        ("The siege has become a long war that has killed 900 people.", "a long war has killed 900 people"),
    ],
)
def test_a_relative_clause_is_said_of_the_event_it_can_be_about(text, expected):
    assert texts_of(text)[-1] == expected


def test_keywords_fused_with_a_sentence_stay_out_of_its_claim():
    assert texts_of("Tags Dorn Harrow Grey Brigade The army shelled the mill on Monday.") == [
        "The army shelled the mill on Monday"
    ]


def test_an_agency_credit_in_brackets_stays_out_of_the_claim():
    assert texts_of("(AFP) The army shelled the mill on Monday.") == ["The army shelled the mill on Monday"]


def test_what_was_denied_is_said_of_the_source():
    text = "The Grey Brigade denied using gas."
    denied = attribution(
        text, "The Grey Brigade", "denied", "using gas", lemma="deny", stance="denial", kind="organization"
    )
    assert [(claim.text, claim.resolved) for claim in claims_of(text, denied)] == [
        ("using gas", "The Grey Brigade using gas")
    ]


def test_a_frame_keeps_to_its_own_words():
    text = "The Observatory, which runs six stations, said the mill had burned."
    said = attribution(text, "The Observatory", "said", "the mill had burned", lemma="say", kind="organization")
    assert [(claim.text, claim.attribution) for claim in claims_of(text, said)] == [
        ("The Observatory runs six stations", None),
        ("the mill had burned", "a1"),
    ]


def test_the_time_of_a_relative_clause_is_not_that_of_the_claim():
    text = "Fifty people have died in the conflict which began in 2011 near Dorn."
    (claim,) = claims_of(text, published_at=datetime(2021, 3, 20))
    assert claim.event_time is None


@pytest.mark.parametrize(
    "text",
    [
        "The Dorn Council met on Monday. It was unclear who had closed the port of Dorn.",
        "The Dorn Council met on Monday. It took six hours to put out the fire in Dorn.",
    ],
)
def test_an_it_that_means_no_thing_is_left_alone(text):
    assert claims_of(text)[-1].resolved.startswith("It ")


def test_what_stands_before_the_subject_is_no_part_of_the_name():
    text = "Amid the unrest, Minister Ilse Brandt visited Dorn. She opened a bridge."
    assert claims_of(text)[-1].resolved == "Minister Ilse Brandt opened a bridge"


def test_the_verb_agrees_with_the_name_in_the_place_of_i():
    text = "“I have closed the port,” Brandt said."
    quote = attribution(text, "Brandt", "said", "“I have closed the port,”", lemma="say", quote_type="direct")
    assert claims_of(text, quote)[0].resolved == "Brandt has closed the port"
