"""JSON bodies of bounded size and depth."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from credtrack.api.exceptions import PayloadTooLarge


class BoundedJSONParser(JSONParser):
    """400 for a body that is not UTF-8, not JSON or nested too deeply; 413 for one over the limit.

    Lone surrogates that JSON can escape ("\\ud800") are let through: what may be stored is decided where text is.
    """

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        limit = settings.CREDTRACK_MAX_BODY_BYTES
        body = stream.read(limit + 1)
        if len(body) > limit:
            raise PayloadTooLarge(f"The body has more than the {limit:,} bytes that are taken.")
        try:
            data = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
        except UnicodeDecodeError as error:
            raise ParseError(f"The body is not UTF-8: byte {error.start}.") from None
        except RecursionError:
            raise ParseError("The JSON is nested too deeply.") from None
        except ValueError as error:
            raise ParseError(f"The body is not JSON: {error}") from None
        if _deeper_than(data, settings.CREDTRACK_MAX_JSON_DEPTH):
            raise ParseError(f"The JSON is nested more than {settings.CREDTRACK_MAX_JSON_DEPTH} levels deep.")
        return data


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _deeper_than(data: Any, limit: int) -> bool:
    """Level by level, without recursion: the input chooses the depth."""
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
