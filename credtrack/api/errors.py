"""Errors of the API as RFC 9457 problem details (`application/problem+json`): what is wrong, and where."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from credtrack.api.exceptions import PayloadTooLarge, Unavailable

logger = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"


def problem_details(exc: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: every 4xx and 5xx that a view raises, as a problem document."""
    if isinstance(exc, RequestDataTooBig):
        exc = PayloadTooLarge()
    elif isinstance(exc, Http404):
        exc = exceptions.NotFound()
    elif isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied()
    elif isinstance(exc, OperationalError):
        logger.exception("the database did not answer")
        exc = Unavailable()
    response = exception_handler(exc, context)
    if response is None or not isinstance(exc, exceptions.APIException):
        return response
    set_rollback()
    code = response.status_code
    body: dict[str, Any] = {"type": "about:blank", "title": _title(exc), "status": code}
    if isinstance(exc, exceptions.ValidationError):
        body["detail"] = "The request holds values that cannot be accepted."
        body["errors"] = list(_flatten(exc.get_full_details(), ""))
    else:
        body["detail"] = str(exc.detail)
        body["code"] = exc.get_codes()
    response.data = body
    response.content_type = CONTENT_TYPE
    return response


def _title(exc: exceptions.APIException) -> str:
    return str(getattr(exc, "default_detail", "")).rstrip(".") or "Error"


def _flatten(details: Any, pointer: str) -> Iterator[dict[str, str]]:
    """DRF's nested details as {"pointer" (RFC 6901), "detail", "code"}."""
    if isinstance(details, dict) and set(details) == {"message", "code"}:
        yield {"pointer": pointer or "/", "detail": str(details["message"]), "code": details["code"]}
    elif isinstance(details, dict):
        for key, value in details.items():
            step = "" if key == "non_field_errors" else "/" + str(key).replace("~", "~0").replace("/", "~1")
            yield from _flatten(value, pointer + step)
    elif isinstance(details, list):
        nested = any(isinstance(v, dict) and set(v) != {"message", "code"} for v in details)
        for i, value in enumerate(details):
            yield from _flatten(value, f"{pointer}/{i}" if nested else pointer)


def problem_response(request: HttpRequest, *, code: int, title: str, detail: str) -> JsonResponse:
    """A problem document for what fails outside a DRF view."""
    body = {"type": "about:blank", "title": title, "status": code, "detail": detail}
    return JsonResponse(body, status=code, content_type=CONTENT_TYPE)
