"""The demonstration articles hold the stories that the product is shown with."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

import pytest

from sources.demonstration import articles

ARTICLES = articles()
KEYS = {"url", "title", "text", "published_at", "byline", "language", "links", "publisher", "retracted"}
COURIER = "https://marenne-courier.example/2026/03/10/kestrel-officers-sarnak-dam"


def about(*words: str) -> list[dict]:
    return [article for article in ARTICLES if all(word in article["text"] for word in words)]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["url"])
def test_every_line_has_the_ingest_form(article):
    assert set(article) == KEYS
    assert set(article["publisher"]) == {"name", "domain", "owner"}
    assert urlsplit(article["url"]).hostname == article["publisher"]["domain"]
    assert article["publisher"]["domain"].endswith(".example")
    assert datetime.fromisoformat(article["published_at"]).utcoffset() is not None
    assert 150 <= len(article["text"].split()) <= 350
    assert "\n\n" in article["text"]


def test_links_point_at_the_words_that_carry_them():
    anchors = {
        (article["publisher"]["name"], article["text"][link["start"] : link["end"]])
        for article in ARTICLES
        for link in article["links"]
    }
    assert anchors == {("Northline Today", "the Marenne Courier reported"), ("The Evening Post", "The Daily Lantern")}


def test_links_lead_to_articles_that_are_held():
    urls = {article["url"] for article in ARTICLES}
    assert len(urls) == len(ARTICLES) >= 16
    assert all(link["href"] in urls for article in ARTICLES for link in article["links"])


def test_six_outlets_carry_the_meeting_and_only_some_say_whose_report_it_is():
    rifles, newspaper = about("Toldek", "army", "rifles"), about("Toldek", "newspaper", "officers")
    relays = rifles + [article for article in newspaper if article not in rifles]
    assert len({article["publisher"]["name"] for article in relays}) == 6
    credited = {article["publisher"]["name"] for article in relays if "the Marenne Courier" in article["text"]}
    silent = {"The Daily Lantern", "The Evening Post"}
    assert credited == {article["publisher"]["name"] for article in relays} - silent


def test_one_retracted_article_and_its_relay():
    retracted = [article for article in ARTICLES if article["retracted"]]
    assert len(retracted) == 1
    assert any(link["href"] == retracted[0]["url"] for article in ARTICLES for link in article["links"])


def test_two_outlets_share_an_owner_and_the_named_sources_of_the_bridge_do_not():
    owners: dict[str, set[str]] = {}
    for article in ARTICLES:
        owners.setdefault(article["publisher"]["owner"], set()).add(article["publisher"]["name"])
    assert [names for names in owners.values() if len(names) > 1] == [{"Northline Today", "The Evening Post"}]
    bridge = about("Lissk road bridge", "shells")
    assert len({article["publisher"]["owner"] for article in bridge}) == 2


def test_the_caller_may_change_what_it_gets():
    articles()[0]["title"] = "changed"
    assert articles()[0]["title"] != "changed"


def test_the_origin_is_the_earliest_article_of_its_story():
    first = min(about("Toldek", "Lissk", "Sarnak"), key=lambda article: article["published_at"])
    assert first["url"] == COURIER
