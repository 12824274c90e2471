"""The editors' desk for articles, claims and matches. Registered by import."""

from claims.admin.articles import ArticleAdmin
from claims.admin.claims import ClaimAdmin
from claims.admin.matches import ClaimMatchAdmin

__all__ = ["ArticleAdmin", "ClaimAdmin", "ClaimMatchAdmin"]
