"""Who may open what: one matrix over every address of the site, in which a new route fails until it is declared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.claims.test_pages_status_hidden import sign_in
from tests.factories import Story, make_user, story

pytestmark = pytest.mark.django_db

OPEN = (200, 200, 200, 200)  # nobody signed in, reader, reviewer, editor
SIGNED_IN = (302, 200, 200, 200)
# A claim's vote form without a verdict is a form with errors for those who may vote.
VOTERS = (302, 403, 422, 422)
DECIDERS = (302, 403, 302, 302)
KEYED = (401, 200, 200, 200)
READING_ONLY = (302, 405, 405, 405)
NOT_HERE = (401, 405, 405, 405)

# route → method → status for each of: nobody, reader, reviewer, editor
DECLARED: dict[str, dict[str, tuple[int, int, int, int]]] = {
    "login": {"GET": OPEN},
    "logout": {"GET": (405, 405, 405, 405), "POST": (302, 302, 302, 302)},
    "queue": {"GET": SIGNED_IN, "POST": READING_ONLY},
    "search": {"GET": SIGNED_IN, "POST": READING_ONLY},
    "claim": {"GET": SIGNED_IN, "POST": READING_ONLY},
    "vote": {"GET": READING_ONLY, "POST": VOTERS},
    "match-confirm": {"GET": READING_ONLY, "POST": DECIDERS},
    "match-reject": {"GET": READING_ONLY, "POST": DECIDERS},
    "articles": {"GET": SIGNED_IN, "POST": READING_ONLY},
    "article": {"GET": SIGNED_IN, "POST": READING_ONLY},
    "submit": {"GET": (302, 403, 200, 200), "POST": (302, 403, 422, 422)},
    "sources": {"GET": SIGNED_IN, "POST": READING_ONLY},
    "source": {"GET": SIGNED_IN, "POST": READING_ONLY},
    "api-article-list": {"GET": KEYED, "POST": (401, 403, 400, 400)},
    "api-article-detail": {"GET": KEYED, "POST": NOT_HERE},
    "api-claim-list": {"GET": KEYED, "POST": NOT_HERE},
    "api-claim-lookup": {"GET": (401, 400, 400, 400), "POST": NOT_HERE},
    "api-claim-detail": {"GET": KEYED, "POST": NOT_HERE},
    "api-claim-history": {"GET": (401, 200, 403, 200), "POST": NOT_HERE},
    "api-claim-votes": {"GET": (401, 200, 403, 200), "POST": (401, 403, 400, 400)},
    "api-match-list": {"GET": KEYED, "POST": NOT_HERE},
    "api-match-detail": {"GET": KEYED, "POST": NOT_HERE},
    "api-match-confirm": {"GET": NOT_HERE, "POST": (401, 403, 200, 200)},
    "api-match-reject": {"GET": NOT_HERE, "POST": (401, 403, 200, 200)},
    "api-source-list": {"GET": KEYED, "POST": NOT_HERE},
    "api-source-detail": {"GET": KEYED, "POST": NOT_HERE},
    "api-schema": {"GET": OPEN},
    "api-docs": {"GET": OPEN},
    "api-unknown": {"GET": (401, 404, 404, 404)},
}
# The admin's own addresses that everybody signed in may open, or that only lead on.
DESK_EXCEPTIONS = {"admin:login", "admin:logout", "admin:jsi18n"}


def routes(patterns: list[Any], prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str]]:
    """(path pattern, name) of every route there is."""
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern.url_patterns, path, inner)
        else:
            assert isinstance(pattern, URLPattern)
            yield path, f"{namespace}{pattern.name or ''}"


ROUTES = list(routes(get_resolver().url_patterns))
SITE = sorted({name for _, name in ROUTES if not name.startswith("admin:")})
DESK = sorted({(path, name) for path, name in ROUTES if name.startswith("admin:")})


@pytest.fixture
def world() -> Story:
    return story()


@pytest.fixture
def clients() -> list[Client]:
    """Of: nobody, reader, reviewer, editor."""
    return [Client(), *(sign_in(make_user(role=role)) for role in ("reader", "reviewer", "editor"))]


def address(name: str, world: Story) -> str:
    subjects: dict[str, Any] = {
        "claim": world.relayed,
        "vote": world.relayed,
        "match": world.match,
        "article": world.herald.article,
        "source": world.minister,
    }
    if name == "api-unknown":
        return "/api/v1/nothing-here"
    kind = name.removeprefix("api-").split("-")[0]
    needs_id = kind in subjects and not name.endswith(("-list", "-lookup"))
    return reverse(name, kwargs={"uuid": subjects[kind].uuid} if needs_id else {})


def test_every_route_is_declared_here() -> None:
    assert set(SITE) == set(DECLARED), "a new route: say in DECLARED who may open it"


@pytest.mark.parametrize("name", sorted(DECLARED))
def test_each_role_gets_what_is_declared(name: str, world: Story, clients: list[Client]) -> None:
    for method, expected in DECLARED[name].items():
        got = tuple(client.generic(method, address(name, world)).status_code for client in clients)
        assert got == expected, f"{method} {name}"


def test_who_is_not_signed_in_is_led_to_the_sign_in_page(client: Client, world: Story) -> None:
    response = client.get(address("claim", world))
    assert response.url == f"{reverse('login')}?next={address('claim', world)}"


def test_only_editors_get_into_the_desk(world: Story, clients: list[Client]) -> None:
    nobody, reader, reviewer, editor = clients
    for path, name in DESK:
        if name in DESK_EXCEPTIONS:
            continue
        url = "/" + path.replace("^(?P<app_label>accounts|changes|sources|claims)/$", "claims/")
        url = re.sub(r"<(path:)?(object_id|content_type_id|id)>", "1", url.replace("(?P<url>.*)$", "x"))
        assert nobody.get(url).status_code == 302, url
        for refused in (reader, reviewer):
            assert refused.get(url, follow=True).status_code == 403, url
        assert editor.get(url).status_code in (200, 302, 403, 404, 400), url


def test_staff_who_are_no_editors_stay_out_of_the_desk() -> None:
    client = sign_in(make_user(role="reviewer", is_staff=True))
    assert client.get("/admin/", follow=True).status_code == 403
    assert client.get("/admin/claims/claim/", follow=True).status_code == 403


def test_an_editor_gets_into_every_list_of_the_desk(editor: Any) -> None:
    client = sign_in(editor)
    lists = [path for path, name in DESK if name.endswith("_changelist")]
    assert len(lists) >= 7
    for path in lists:
        assert client.get(f"/{path}").status_code == 200, path


def test_a_dismissed_account_opens_nothing(reviewer: Any, world: Story) -> None:
    client = sign_in(reviewer)
    reviewer.is_active = False
    reviewer.save()
    assert client.get(address("claim", world)).status_code == 302
