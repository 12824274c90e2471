"""What kind of source a phrase names, by the phrase alone."""

from __future__ import annotations

import pytest

from claims.analysis.attribute.kinds import kind_of
from claims.analysis.attribute.phrases import parse

KINDS = {
    "person": [
        "Ada Holt",
        "Mayor Ada Holt",
        "Transport Minister Lucan Brod",
        "Ada Holt, the head of the clinic,",
        "the hotel's owner, Bruna Alt,",
        "Russian Defence Ministry spokesman Igor Holt",
        "Sen. Ada Holt (R-Halm)",
        "Halm campaign manager Jan Sorel",
        "the Observatorys Rami Sorel",
        "the president",
        "Halm's prime minister",
        "CNN's Ada Holt",
        "Holt",
    ],
    "organization": [
        "the Foreign Ministry",
        "The treasury",
        "the brewery",
        "Norvane Chemicals",
        "Human Rights Watch",
        "the White House",
        "the Syrian Observatory for Human Rights",
        "the Britain-based monitoring group",
        "the Holt campaign",
        "South Sudan",
        "Tehran",
        "WHO",
        "activist group Sons of Halm",
        "police",
        "Police",
    ],
    "outlet": [
        "the Harbour Star",
        "The Ledger",
        "Radio Halm",
        "state television",
        "the newspaper",
        "Lebanese TV channel Nova",
        "The New York Times",
        "a television channel run by the party",
        "the Guardian's investigation",
        "Fox News",
    ],
    "agency": ["Reuters", "The Associated Press", "state news agency SANA", "Anadolu Agency", "AFP"],
    "document": [
        "the report",
        "a UN report",
        "The statement",
        "a 2024 study by the University of Halm",
        "court documents",
        "The survey",
    ],
    "group": [
        "Republicans",
        "voters",
        "critics of the plan",
        "some people",
        "Twelve percent",
        "the rebels",
        "many in the party",
    ],
    "anonymous": [
        "intelligence sources",
        "one source",
        "a senior official familiar with the talks",
        "People familiar with the talks",
        "residents of the town",
        "Residents",
        "Two cooks",
        "a court clerk",
        "five aid workers",
        "several witnesses",
        "an aide to the president",
        "a person with direct knowledge of the deal",
        "a cook who asked not to be identified",
        "diplomats",
    ],
}


@pytest.mark.parametrize(("kind", "phrase"), [(kind, phrase) for kind, phrases in KINDS.items() for phrase in phrases])
def test_a_phrase_is_of_its_kind(kind, phrase):
    assert kind_of(parse(phrase)) == kind


@pytest.mark.parametrize(
    ("phrase", "name", "titles"),
    [
        ("President Ada Holt", "Ada Holt", ["president"]),
        ("Deputy Foreign Minister Jan al-Sorel", "Jan al-Sorel", ["deputy", "foreign", "minister"]),
        ("Mr. Holt", "Holt", ["mr"]),
        ("the director of the clinic, Amal Rashid,", "Amal Rashid", ["the", "director"]),
        ("the Halm Centre for Human Rights", "Halm Centre for Human Rights", []),
        ("State Department spokeswoman Ada Holt", "Ada Holt", ["state", "department", "spokeswoman"]),
    ],
)
def test_titles_are_no_part_of_the_name(phrase, name, titles):
    parsed = parse(phrase)
    assert (" ".join(parsed.name), parsed.titles) == (name, titles)
