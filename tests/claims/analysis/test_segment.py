"""Title, furniture, byline, dateline, dates, language: what is the article and what is only the page around it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from claims.analysis import segment

PAGE = """Tarn Herald | News | Region

Flood gates stayed shut for six hours

By Mira Holt and Jan Sorel

Published: 3 March 2024, 07:45

TARN (Reuters) — The gates of the lower weir stayed shut on Friday, engineers said.

Nobody was hurt. Share prices fell.

Read also: Ten bridges worth a detour
(Reporting by Mira Holt; Editing by Jan Sorel)
Last Modified: Saturday\u060c 4 May 2024 06:18 PM"""


def ignored(text):
    return [span.of(text) for span in segment(text).ignored]


def test_a_page_is_told_apart_from_its_article():
    document = segment(PAGE)
    metadata = document.metadata
    assert metadata.title == "Flood gates stayed shut for six hours"
    assert metadata.byline == "Mira Holt and Jan Sorel"
    assert (metadata.dateline, metadata.agency) == ("TARN", "Reuters")
    assert metadata.published_at == datetime(2024, 3, 3, 7, 45)
    assert metadata.modified_at == datetime(2024, 5, 4, 18, 18)
    assert ignored(PAGE) == [
        "Tarn Herald | News | Region",
        "By Mira Holt and Jan Sorel",
        "Published: 3 March 2024, 07:45",
        "TARN (Reuters) —",
        "Read also: Ten bridges worth a detour",
        "(Reporting by Mira Holt; Editing by Jan Sorel)",
        "Last Modified: Saturday\u060c 4 May 2024 06:18 PM",
    ]
    assert [span.of(PAGE) for span in document.sentences] == [
        "Flood gates stayed shut for six hours",
        "The gates of the lower weir stayed shut on Friday, engineers said.",
        "Nobody was hurt.",
        "Share prices fell.",
    ]


BODY = "The ferry sank at noon, and nobody came to look for it until the evening.\n\nThe harbour was closed."


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("Ferry sinks off Pell", "Ferry sinks off Pell"),
        ("Why did the ferry sink?", "Why did the ferry sink?"),
        ("FERRY SINKS OFF PELL, NINE MISSING", "FERRY SINKS OFF PELL, NINE MISSING"),
        ("Ferry sinks off Pell | Halm Times", "Ferry sinks off Pell"),
        ("Ferry Sinks Off Pell After Long Night.", "Ferry Sinks Off Pell After Long Night."),
        ("The ferry to Pell sank on Monday, the coast guard said.", None),
        ("Home » Region » Sea\n\nFerry sinks off Pell", "Ferry sinks off Pell"),
        ("URGENT\n\n14:32\n\nFerry sinks off Pell", "Ferry sinks off Pell"),
    ],
)
def test_the_title_is_the_first_line_that_heads_a_body(first, title):
    assert segment(f"{first}\n\n{BODY}").metadata.title == title


def test_a_text_of_one_line_has_no_title():
    assert segment("Ferry sinks off Pell").title is None


@pytest.mark.parametrize(
    ("opening", "dateline", "agency"),
    [
        ("BAGHDAD (Reuters) - The river rose.", "BAGHDAD", "Reuters"),
        ("BEIRUT (AP) — The river rose.", "BEIRUT", "AP"),
        ("(Reuters) - The river rose.", None, "Reuters"),
        ("NEW HALM, Veldria, Aug 5 (AFP) - The river rose.", "NEW HALM, Veldria", "AFP"),
        ("Damascus, SANA — The river rose.", "Damascus", "SANA"),
        ("TARN — The river rose.", "TARN", None),
        ("BEIRUT: The river rose.", "BEIRUT", None),
        ("BEIRUT The river rose.", "BEIRUT", None),
        ("The TARN (a river) rose.", None, None),
        ("NATO Secretary Holt spoke.", None, None),
    ],
)
def test_a_dateline_is_metadata_and_no_part_of_the_sentence(opening, dateline, agency):
    text = f"{opening} Nobody was hurt in the villages below the old weir, said the mayor."
    document = segment(text)
    assert (document.metadata.dateline, document.metadata.agency) == (dateline, agency)
    if dateline or agency:
        assert document.sentences[0].of(text) == "The river rose."


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("Published: 2024-03-03T07:45:00Z", datetime(2024, 3, 3, 7, 45, tzinfo=UTC), None),
        ("Published on March 3, 2024", datetime(2024, 3, 3), None),
        ("Date of publication: 3 March 2024", datetime(2024, 3, 3), None),
        ("Posted 3 Mar 2024 at 7:45 pm", datetime(2024, 3, 3, 19, 45), None),
        ("Updated: 03/03/2024 07:45", None, datetime(2024, 3, 3, 7, 45)),
        ("Last updated at 12:30", None, None),
        ("Sunday, 3 March 1823", datetime(1823, 3, 3), None),
        ("Published: 31 February 2024", None, None),
    ],
)
def test_dates_are_read_from_lines_of_their_own(line, published, modified):
    metadata = segment(f"Ferry sinks off Pell\n\n{line}\n\n{BODY}").metadata
    assert (metadata.published_at, metadata.modified_at) == (published, modified)


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_is_read_by_name_and_by_short_name(month):
    day = datetime(2024, month, 9, 16, 5)
    for written in (f"{day:%d %B %Y %H:%M}", f"{day:%b %d, %Y %H:%M}"):
        metadata = segment(f"Ferry sinks off Pell\n\nPublished: {written}\n\n{BODY}").metadata
        assert metadata.published_at == day


def test_a_date_in_prose_dates_nothing():
    assert segment("The bridge was built on 3 March 1823 by two brothers from Halm.").metadata.published_at is None


@pytest.mark.parametrize(
    "line",
    [
        "Share  Tweet  Email",
        "Advertisement",
        "3 Comments",
        "Photo: Jan Sorel / Halm Times",
        "© 2024 Halm Times. All rights reserved.",
        "https://halm.example/region/1",
        "(MORE TO FOLLOW)",
        "###",
        "END OF TRANSCRIPT",
        "14:32",
    ],
)
def test_page_furniture_is_ignored(line):
    text = f"Ferry sinks off Pell\n\nThe ferry sank at noon.\n\n{line}\n\nThe harbour was closed."
    assert line in ignored(text)


def test_bullets_are_no_part_of_the_sentence():
    text = "What happened\n\n• The valve broke at six, two engineers of the plant said.\n- Nobody noticed before noon."
    assert [span.of(text) for span in segment(text).sentences][1:] == [
        "The valve broke at six, two engineers of the plant said.",
        "Nobody noticed before noon.",
    ]


def test_hard_wrapped_lines_are_one_paragraph():
    text = "\n".join(
        [
            "The ferry sank at noon, and nobody",
            "came to look for it until the",
            "evening, when the coast guard of",
            "Halm sent two boats and a plane",
            "from the base at Pell, which had",
            "been closed for repairs since the",
            "spring.",
            "",
            "The harbour was closed, the mayor",
            "said.",
        ]
    )
    assert len(segment(text).paragraphs) == 2


@pytest.mark.parametrize(
    ("text", "language", "supported"),
    [
        ("The ferry sank at noon, and nobody came to look for it until the evening.", "en", True),
        (
            "Le ferry a coulé à midi et personne n'est venu le chercher avant le soir, selon la mairie de la ville.",
            "fr",
            False,
        ),
        ("قال الوزير إن الجسر مغلق منذ يوم الاثنين بسبب الفيضانات في المدينة", "ar", False),
        ("Paris", None, True),
        ("12:30", None, True),
    ],
)
def test_the_language_is_told_where_there_is_enough_of_it(text, language, supported):
    metadata = segment(text).metadata
    assert (metadata.language, metadata.language_supported) == (language, supported)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", '"', "?", "\ufffd"])
def test_text_without_words_has_no_sentences_and_no_title(text):
    document = segment(text)
    assert document.title is None
    assert not [s for s in document.sentences if any(c.isalnum() for c in s.of(text))]
