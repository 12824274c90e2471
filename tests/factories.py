"""Rows for tests: plain functions, each makes one thing with sensible defaults; words are found in the text by search.

`story()` makes a small world that pages and lists can be looked at with: two reports of one event, one of them resting
on an unnamed source, with their attributions, claims and matches.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from claims.models import Attribution, Claim, ClaimMatch
from credtrack.accounts.models import User
from sources.models import Article, Revision, Source, SourceAlias

_numbers = count(1)
PASSWORD = "open-sesame-42"


def make_user(username: str = "", *, role: str = "reviewer", **fields: Any) -> User:
    username = username or f"{role}{next(_numbers)}"
    fields.setdefault("is_staff", role == "editor")
    return User.objects.create_user(username, password=PASSWORD, role=role, **fields)


def make_source(name: str = "", *, kind: str = "person", aliases: tuple[str, ...] = (), **fields: Any) -> Source:
    source = Source.objects.create(name=name or f"Source {next(_numbers)}", kind=kind, **fields)
    for alias in aliases:
        SourceAlias.objects.create(source=source, name=alias)
    return source


def make_outlet(name: str = "", *, owner: Source | None = None) -> Source:
    n = next(_numbers)
    return make_source(name or f"Outlet {n}", kind="outlet", domain=f"outlet{n}.example", parent=owner)


def make_article(text: str = "", *, title: str = "", state: str = "matched", **fields: Any) -> Revision:
    """The current revision of a new article."""
    n = next(_numbers)
    text = text or f"The harbour at Pell was closed for {n} days, the port authority said."
    fields.setdefault("published_at", datetime(2025, 11, 3, 8, 30, tzinfo=UTC))
    article = Article.objects.create(
        canonical_url=fields.pop("url", f"https://outlet.example/news/{n}"),
        title=title or f"Harbour closed {n}",
        **fields,
    )
    return make_revision(article, text, state=state)


def make_revision(article: Article, text: str, *, state: str = "matched", **fields: Any) -> Revision:
    article.revisions.update(is_current=False)
    if state == "failed":
        fields = {"failed_in": "received", "error": "RuntimeError: out of ink", "attempts": 3, **fields}
    return Revision.objects.create(
        article=article,
        number=article.revisions.count() + 1,
        text=text,
        text_digest=hashlib.sha256(text.encode()).hexdigest(),
        state=state,
        **fields,
    )


def span_of(text: str, words: str) -> list[int]:
    start = text.index(words)
    return [start, start + len(words)]


def make_attribution(
    revision: Revision,
    *,
    source: Source | None,
    source_words: str = "",
    cue: str = "",
    content: str = "",
    **fields: Any,
) -> Attribution:
    text = revision.text
    source_span = span_of(text, source_words) if source_words else [None, None]
    cue_span = span_of(text, cue) if cue else [None, None]
    return Attribution.objects.create(
        revision=revision,
        position=next(_numbers),
        source=source,
        source_start=source_span[0],
        source_end=source_span[1],
        source_text=source_words,
        cue_start=cue_span[0],
        cue_end=cue_span[1],
        cue_text=cue,
        cue_lemma=fields.pop("cue_lemma", cue),
        content=[span_of(text, content)] if content else [],
        quote_type=fields.pop("quote_type", "indirect"),
        **fields,
    )


def make_claim(revision: Revision | None = None, words: str = "", **fields: Any) -> Claim:
    revision = revision or make_article()
    words = words or revision.text.split(",")[0].rstrip(".")
    fields.setdefault("check_worthiness", 0.5)
    fields.setdefault("check_worthiness_parts", {"quantity": 0.3, "event verb": 0.2})
    return Claim.objects.create(
        revision=revision,
        article=revision.article,
        position=next(_numbers),
        spans=fields.pop("spans", None) or [span_of(revision.text, words)],
        text=words,
        resolved=fields.pop("resolved", words),
        **fields,
    )


def make_match(one: Claim, other: Claim, *, relation: str = "same", score: float = 0.9, **fields: Any) -> ClaimMatch:
    left, right = sorted((one, other), key=lambda claim: claim.pk)
    return ClaimMatch.objects.create(
        left=left,
        right=right,
        left_article=left.article,
        right_article=right.article,
        relation=relation,
        score=score,
        why=fields.pop("why", ["shares Ilmari Sode, Pell; 40 against 40 lorries"]),
        **fields,
    )


@dataclass
class Story:
    """The rows of `story()`."""

    herald: Revision
    wire: Revision
    anonymous: Source
    minister: Source
    relayed: Claim
    own_voice: Claim
    denied: Claim
    witnessed: Claim
    match: ClaimMatch
    contradiction: ClaimMatch


HERALD_TEXT = """PELL — Forty lorries loaded with dismantled radar equipment crossed the Sode bridge on Sunday night, \
a customs officer told the Pell Herald, speaking on condition of anonymity because the matter is under \
investigation.

“They had no papers, and nobody asked for any,” the officer said. The officer claimed that the convoy had been waved \
through on orders from the capital.

Interior Minister Ilmari Sode denied that any order had been given. The bridge was closed for three hours after \
midnight.

The opposition Harbour List reported that the foreign ministry had confirmed receiving notice of the convoy on \
Thursday."""

WIRE_TEXT = """About 40 lorries crossed the Sode bridge at Pell during the night to Monday, the northern customs union \
said in a statement.

The ministry of the interior confirmed that the convoy carried parts of a radar station. It said that no more than 25 \
vehicles had been counted."""


def story() -> Story:
    owner = make_source("Quayside Media", kind="organization")
    herald = make_article(
        HERALD_TEXT,
        title="Radar parts cross the border at night – customs officer",
        publisher=make_outlet("Pell Herald", owner=owner),
        byline="Runa Okkel",
        url="https://pell-herald.example/radar-convoy",
    )
    wire = make_article(
        WIRE_TEXT,
        title="Customs union confirms convoy at Pell",
        publisher=make_outlet("Nordwire"),
        url="https://nordwire.example/convoy-pell",
        published_at=datetime(2025, 11, 4, 6, 0, tzinfo=UTC),
    )
    anonymous = make_source("a customs officer", kind="anonymous", article=herald.article)
    minister = make_source("Ilmari Sode", aliases=("Sode", "the interior minister"))
    list_ = make_source("Harbour List", kind="organization")
    ministry = make_source("Ministry of Foreign Affairs", kind="organization")
    union = make_source("Northern Customs Union", kind="organization")
    interior = make_source("Ministry of the Interior", kind="organization")
    told = make_attribution(
        herald,
        source=anonymous,
        source_words="a customs officer",
        cue="told",
        cue_lemma="tell",
        content="Forty lorries loaded with dismantled radar equipment crossed the Sode bridge on Sunday night",
        anonymous_count=1,
        anonymous_exact=True,
        anonymous_affiliation="customs",
        anonymous_reason="because the matter is under investigation",
    )
    make_attribution(
        herald,
        source=anonymous,
        source_words="the officer",
        cue="said",
        content="“They had no papers, and nobody asked for any,”",
        quote_type="direct",
        anonymous_count=1,
    )
    claimed = make_attribution(
        herald,
        source=anonymous,
        source_words="The officer",
        cue="claimed",
        cue_lemma="claim",
        content="that the convoy had been waved through on orders from the capital",
        stance="distancing",
        anonymous_count=1,
    )
    denied = make_attribution(
        herald,
        source=minister,
        source_words="Interior Minister Ilmari Sode",
        cue="denied",
        cue_lemma="deny",
        content="that any order had been given",
        stance="denial",
    )
    reported = make_attribution(
        herald,
        source=list_,
        source_words="The opposition Harbour List",
        cue="reported",
        cue_lemma="report",
        content="that the foreign ministry had confirmed receiving notice of the convoy on Thursday",
    )
    notice = make_attribution(
        herald,
        source=ministry,
        source_words="the foreign ministry",
        cue="had confirmed",
        cue_lemma="confirm",
        content="receiving notice of the convoy on Thursday",
        parent=reported,
        stance="factive",
    )
    said = make_attribution(
        wire,
        source=union,
        source_words="the northern customs union",
        cue="said",
        content="About 40 lorries crossed the Sode bridge at Pell during the night to Monday",
    )
    confirmed = make_attribution(
        wire,
        source=interior,
        source_words="The ministry of the interior",
        cue="confirmed",
        cue_lemma="confirm",
        content="that the convoy carried parts of a radar station",
        stance="factive",
    )
    relayed = make_claim(
        herald,
        "Forty lorries loaded with dismantled radar equipment crossed the Sode bridge on Sunday night",
        attribution=told,
        check_worthiness=0.85,
        check_worthiness_parts={"quantity": 0.3, "event verb": 0.2, "anonymous source": 0.25, "named actor": 0.1},
        quantities=[{"value": 40, "comparator": "exact", "unit": None, "counted": "lorries", "text": "Forty lorries"}],
        event_start=date(2025, 11, 2),
        event_end=date(2025, 11, 2),
        event_precision="day",
    )
    orders = make_claim(
        herald,
        "the convoy had been waved through on orders from the capital",
        attribution=claimed,
        check_worthiness=0.7,
        certainty="probable",
    )
    no_order = make_claim(
        herald, "any order had been given", attribution=denied, polarity="negative", check_worthiness=0.6
    )
    own_voice = make_claim(herald, "The bridge was closed for three hours after midnight", check_worthiness=0.4)
    make_claim(herald, "receiving notice of the convoy on Thursday", attribution=notice, check_worthiness=0.55)
    witnessed = make_claim(
        wire,
        "About 40 lorries crossed the Sode bridge at Pell during the night to Monday",
        attribution=said,
        check_worthiness=0.65,
    )
    fewer = make_claim(wire, "no more than 25 vehicles had been counted", check_worthiness=0.5)
    make_claim(wire, "the convoy carried parts of a radar station", attribution=confirmed, check_worthiness=0.45)
    match = make_match(relayed, witnessed, score=0.93, why=["40 against about 40 lorries", "the same night"])
    contradiction = make_match(
        relayed, fewer, relation="numeric_discrepancy", score=0.71, why=["40 lorries against at most 25 vehicles"]
    )
    make_match(orders, fewer, relation="related", score=0.41, why=["both name the convoy"])
    return Story(herald, wire, anonymous, minister, relayed, own_voice, no_order, witnessed, match, contradiction)
