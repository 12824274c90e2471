"""Who calls: an API key in `Authorization: Bearer ct_…`, or the browser's session."""

from __future__ import annotations

from rest_framework import authentication, exceptions
from rest_framework.request import Request

from credtrack.accounts.models import ApiKey, User
from credtrack.accounts.services import api_key_authenticate


class ApiKeyAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer <key>`; the key acts as the user it belongs to."""

    keyword = "Bearer"

    def authenticate(self, request: Request) -> tuple[User, ApiKey] | None:
        header = authentication.get_authorization_header(request).split()
        if not header or header[0].lower() != self.keyword.lower().encode():
            return None
        try:
            (secret,) = (part.decode("ascii") for part in header[1:])
        except (ValueError, UnicodeDecodeError):
            raise exceptions.AuthenticationFailed("Write the key as: Authorization: Bearer ct_…") from None
        key = api_key_authenticate(secret=secret)
        if key is None:
            raise exceptions.AuthenticationFailed("Unknown or revoked API key.")
        return key.user, key

    def authenticate_header(self, request: Request) -> str:
        return self.keyword


class SessionAuthentication(authentication.SessionAuthentication):
    """The browser's session, with CSRF protection on everything that writes."""
