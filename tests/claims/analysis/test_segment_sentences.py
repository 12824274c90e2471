"""Where sentences end. The bar marks each end."""

from __future__ import annotations

import pytest

from claims.analysis.segment.sentences import sentence_spans
from sources.cleaning import normalise

CASES = [
    "The gates opened.| Nobody was hurt.",
    "Was anybody hurt?| No!| The gates opened…",
    "Dr. Holt met Gen. Sorel and Sen. Ada Kremer in St. Orla.| They left.",
    "John F. Holt spoke for J. P. Sorel.| He left.",
    "He lives in the U.S.| The visa expired.",
    "The U.S. Senate voted, the U.N. Security Council did not.",
    "It opened at 9 a.m. Monday and closed at 5 p.m.| Then it rained.",
    "Prices rose 3.5 percent to $4.20 a litre.| Wages fell.",
    "Work began on Jan. 5 and ended on No. 7 Quay St. in Halm.",
    "Norvane Inc. sold Tarngas Ltd. to Quay Corp.| The price was kept secret.",
    "Many tools, e.g. hammers, i.e. heavy ones, were stolen, etc.| Nobody saw it.",
    "“We waited.| Nobody came,” she said.| “We left.”| The boat sank.",
    "“We waited,” she said.| “We left.”",
    "“Why?” she asked.| “Because!” Ms. Holt said.| “Go.”",
    "“Will it hold?” Mayor Holt asked the crowd.",
    "“It will hold.”| The crowd left.",
    "''It will hold.''| The crowd left.",
    "He called it “a joke.”| She did not.",
    "(The gates opened at six.)| Nobody was hurt.",
    "The army said 5 fighters died.|The ministry denied it.",
    "TWELVE MINERS SAVED, SAYS COMPANY",
    "He waited... and left.| She stayed.",
    "Robert C. “Bobby” Holt, D-Halm, voted.| He left.",
    "The first ship, the M.V. Orla, sank.| The second did not.",
    "1. The valve broke.| 2. Nobody saw it.",
    "Word",
]


@pytest.mark.parametrize("case", CASES)
def test_sentences_end_where_the_bars_are(case):
    text = normalise(case.replace("|", ""))
    expected = [normalise(part.strip()) for part in case.split("|")]
    assert [span.of(text) for span in sentence_spans(text, 0, len(text))] == expected
