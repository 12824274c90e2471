"""The pages of reviewers, readers and editors: server-rendered, working without JavaScript."""

from claims.views.articles import article, articles, submit
from claims.views.claim import claim, decide_match, vote
from claims.views.lists import queue, search
from claims.views.sources import source, sources

__all__ = [
    "article",
    "articles",
    "claim",
    "decide_match",
    "queue",
    "search",
    "source",
    "sources",
    "submit",
    "vote",
]
