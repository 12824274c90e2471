"""How often a caller may ask."""

from __future__ import annotations

from typing import Any

from rest_framework.throttling import UserRateThrottle


class KeyThrottle(UserRateThrottle):
    """One budget an API key, or a user without one."""

    scope = "key"

    def get_cache_key(self, request: Any, view: Any) -> str | None:
        ident = f"key-{request.auth.pk}" if request.auth is not None else f"user-{request.user.pk}"
        return self.cache_format % {"scope": self.scope, "ident": ident}
