"""JSON bodies of bounded size and depth."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from credtrack.api.errors import PayloadTooLarge


class BoundedJSONParser(JSONParser):
    """400 for JSON that is malformed or nested too deeply, 413 for a body over the limit."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        length = int(stream.META.get("CONTENT_LENGTH") or 0) if hasattr(stream, "META") else 0
        if length > settings.CREDTRACK_MAX_BODY_BYTES:
            raise PayloadTooLarge(
                f"The body has {length} bytes; at most {settings.CREDTRACK_MAX_BODY_BYTES} are taken."
            )
        try:
            data = super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError("The JSON is nested too deeply.") from None
        if _deeper_than(data, settings.CREDTRACK_MAX_JSON_DEPTH):
            raise ParseError(f"The JSON is nested more than {settings.CREDTRACK_MAX_JSON_DEPTH} levels deep.")
        return data


def _deeper_than(data: Any, limit: int) -> bool:
    """Without recursion: the input chooses the depth."""
    level = [data]
    for _ in range(limit):
        level = [
            value
            for node in level
            if isinstance(node, (dict, list))
            for value in (node.values() if isinstance(node, dict) else node)
        ]
        if not level:
            return False
    return any(isinstance(node, (dict, list)) for node in level)
