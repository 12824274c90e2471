"""What a service refuses, by name, with what and where: interfaces turn it into a 4xx or a form error."""

from __future__ import annotations


class Refused(Exception):
    """`message` is for the person or program that asked; `field` names the input it is about ("" for the whole).
    `code` tells programs apart what people read: too_large, conflict, forbidden, invalid."""

    def __init__(self, message: str, *, field: str = "", code: str = "invalid") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.code = code


class ArticleRefused(Refused):
    pass


class VoteRefused(Refused):
    pass


class MatchRefused(Refused):
    pass
