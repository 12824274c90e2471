"""What changes claims: intake, extraction, matches, votes. Keyword-only, one transaction each, errors by name."""

from claims.services.errors import ArticleRefused, MatchRefused, Refused, VoteRefused
from claims.services.intake import PublisherInput, Submission, article_submit
from claims.services.lookup import Found, LookupRefused, claims_lookup
from claims.services.matches import match_confirm, match_reject
from claims.services.retraction import article_retract
from claims.services.votes import EvidenceInput, claim_reopen, vote_cast

__all__ = [
    "ArticleRefused",
    "EvidenceInput",
    "Found",
    "LookupRefused",
    "MatchRefused",
    "PublisherInput",
    "Refused",
    "Submission",
    "VoteRefused",
    "article_retract",
    "article_submit",
    "claim_reopen",
    "claims_lookup",
    "match_confirm",
    "match_reject",
    "vote_cast",
]
