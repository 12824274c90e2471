"""A real Chromium, headless, against the site served by this process; Debian's, or the one CREDTRACK_CHROMIUM names."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from credtrack.accounts.models import User
from tests.factories import PASSWORD

# Playwright's own event loop runs in this thread, which Django takes for an asynchronous caller.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
# As root a sandbox cannot be set up; the rest keeps Chromium from calling its maker.
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]


def chromium() -> str | None:
    return os.environ.get("CREDTRACK_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip("no Chromium: install it (apt-get install chromium) or set CREDTRACK_CHROMIUM to one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """open_page(user, "/path", javascript=…, size=…): a page of a fresh session, signed in by the form.

    A page fails the test when a script of it fails, when something of it is missing, or when it asks another host.
    """
    contexts, faults = [], []

    def open_as(user: User | None, path: str, *, javascript: bool = False, **options: Any) -> Page:
        options.setdefault("viewport", DESKTOP)
        context = browser.new_context(java_script_enabled=javascript, base_url=live_server.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        # 422 is a form with errors: an answer, not a fault.
        page.on(
            "response", lambda r: faults.append(f"{r.status} {r.url}") if r.status >= 400 and r.status != 422 else None
        )
        page.on("request", lambda r: None if r.url.startswith((live_server.url, "data:")) else faults.append(r.url))
        if user is not None:
            page.goto("/sign-in/")
            page.get_by_label("Name").fill(user.username)
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
        page.goto(path)
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert faults == []
