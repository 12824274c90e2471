"""Accounts, API keys, sources and the change log in the desk."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from credtrack.accounts.models import ApiKey, User
from credtrack.accounts.services import api_key_create
from sources.models import Source
from tests.claims.test_pages_status_hidden import sign_in
from tests.factories import Story, make_outlet, make_source, make_user, story

pytestmark = pytest.mark.django_db

NO_LINKS = {"declared_links-TOTAL_FORMS": 0, "declared_links-INITIAL_FORMS": 0}


@pytest.fixture
def desk(editor: User) -> Any:
    return sign_in(editor)


def test_an_editor_makes_a_reviewer_who_can_sign_in(desk: Any) -> None:
    data = {"username": "dora", "role": "reviewer", "password1": "tidal-wave-77", "password2": "tidal-wave-77"}
    assert desk.post(reverse("admin:accounts_user_add"), data).status_code == 302
    dora = User.objects.get(username="dora")
    assert (dora.role, dora.is_reviewer, dora.is_editor) == ("reviewer", True, False)
    client = Client()
    assert client.login(username="dora", password="tidal-wave-77")


def test_a_reviewers_role_and_declared_links_are_kept(desk: Any, reviewer: User) -> None:
    outlet = make_outlet("Pell Herald")
    data = {
        "username": "reviewer",
        "role": "reader",
        "is_active": "on",
        "declared_links-TOTAL_FORMS": 1,
        "declared_links-INITIAL_FORMS": 0,
        "declared_links-0-source": outlet.pk,
        "declared_links-0-note": "Used to work there.",
    }
    assert desk.post(reverse("admin:accounts_user_change", args=[reviewer.pk]), data).status_code == 302
    reviewer.refresh_from_db()
    assert reviewer.role == "reader"
    assert reviewer.declared_links.get().source == outlet


def test_an_editor_cannot_make_a_superuser_or_take_one_over(desk: Any, editor: User) -> None:
    data = {"username": "editor", "role": "editor", "is_active": "on", "is_superuser": "on", "is_staff": "on"}
    desk.post(reverse("admin:accounts_user_change", args=[editor.pk]), data | NO_LINKS)
    editor.refresh_from_db()
    assert not editor.is_superuser
    root = make_user("root", role="editor", is_superuser=True)
    change = reverse("admin:accounts_user_change", args=[root.pk])
    assert desk.post(change, data | NO_LINKS | {"username": "mine"}).status_code == 403
    password = {"password1": "tidal-wave-77", "password2": "tidal-wave-77"}
    assert desk.post(reverse("admin:auth_user_password_change", args=[root.pk]), password).status_code == 403
    root.refresh_from_db()
    assert root.username == "root"


def test_a_new_key_is_shown_once_and_works(desk: Any, reviewer: User) -> None:
    response = desk.post(reverse("admin:accounts_apikey_add"), {"user": reviewer.pk, "name": "CMS"})
    assert response.status_code == 201
    assert "no-store" in response["Cache-Control"]
    found = re.search(r'<code id="secret">(ct_[\w-]+)</code>', response.text)
    assert found is not None
    secret = found[1]
    key = ApiKey.objects.get()
    assert (key.user, key.name) == (reviewer, "CMS")
    assert Client().get("/api/v1/claims", headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    for url in (reverse("admin:accounts_apikey_changelist"), reverse("admin:accounts_apikey_change", args=[key.pk])):
        assert secret not in desk.get(url).text


@pytest.mark.parametrize("how", ["page", "bulk"])
def test_a_revoked_key_opens_nothing(desk: Any, reviewer: User, how: str) -> None:
    key, secret = api_key_create(user=reviewer, name="CMS")
    if how == "page":
        desk.post(reverse("admin:accounts_apikey_revoke", args=[key.pk]), {"_form_submitted": "on"})
    else:
        data = {"action": "revoke_keys", "_selected_action": [key.pk]}
        desk.post(reverse("admin:accounts_apikey_changelist"), data)
    assert Client().get("/api/v1/claims", headers={"Authorization": f"Bearer {secret}"}).status_code == 401
    assert "revoked" in desk.get(reverse("admin:accounts_apikey_changelist")).text


@pytest.mark.parametrize("data", [{}, {"user": "999", "name": "x"}, {"name": "x" * 101}])
def test_a_key_without_owner_or_name_is_not_made(desk: Any, data: dict[str, str]) -> None:
    assert desk.post(reverse("admin:accounts_apikey_add"), data).status_code == 422
    assert ApiKey.objects.count() == 0


def source_data(**changed: Any) -> dict[str, Any]:
    plain = {"name": "Pell Herald", "kind": "outlet", "domain": "", "parent": "", "note": ""}
    return plain | {"aliases-TOTAL_FORMS": 0, "aliases-INITIAL_FORMS": 0} | changed


def aliases(*names: str) -> dict[str, Any]:
    return {"aliases-TOTAL_FORMS": len(names)} | {f"aliases-{i}-name": name for i, name in enumerate(names)}


def test_a_source_gets_an_owner_and_aliases(desk: Any) -> None:
    owner = make_source("Quayside Media", kind="organization")
    data = source_data(parent=owner.pk) | aliases("The Herald", "PH")
    assert desk.post(reverse("admin:sources_source_add"), data).status_code == 302
    source = Source.objects.get(name="Pell Herald")
    assert source.parent == owner
    assert source.domain is None
    assert sorted(source.aliases.values_list("key", flat=True)) == ["herald", "ph"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kind": "anonymous"}, "belongs to an article"),
        ({"name": ""}, "required"),
        (aliases("The Herald", "HERALD"), "the same as another alias"),
        (aliases("–"), "holds no letter or digit"),
        ({"domain": "taken.example"}, "already exists"),
    ],
)
def test_what_the_tables_would_refuse_is_said_on_the_form(desk: Any, changed: dict[str, Any], said: str) -> None:
    make_source("Taken", kind="outlet", domain="taken.example")
    response = desk.post(reverse("admin:sources_source_add"), source_data(**changed))
    assert response.status_code == 200
    assert said in response.text
    assert Source.objects.count() == 1


def test_a_source_never_owns_itself_through_others(desk: Any) -> None:
    top = make_source("Top", kind="organization")
    middle = make_source("Middle", kind="organization", parent=top)
    leaf = make_source("Leaf", kind="outlet", parent=middle)
    url = reverse("admin:sources_source_change", args=[top.pk])
    response = desk.post(url, source_data(name="Top", kind="organization", parent=leaf.pk))
    assert "cannot own itself" in response.text
    top.refresh_from_db()
    assert top.parent is None


def test_sources_are_searched_by_name_and_alias_and_counted(desk: Any) -> None:
    world: Story = story()
    url = reverse("admin:sources_source_changelist")
    (found,) = desk.get(url, {"q": "interior minister"}).context["cl"].result_list
    assert found == world.minister
    assert (found.articles_n, found.attributions_n, found.claims_n) == (0, 1, 1)
    (unnamed,) = desk.get(url, {"kind__exact": "anonymous"}).context["cl"].result_list
    assert (unnamed.attributions_n, unnamed.claims_n) == (3, 2)


def test_owners_are_picked_among_named_sources(desk: Any) -> None:
    story()
    url = reverse("admin:autocomplete")
    params = {"app_label": "sources", "model_name": "source", "field_name": "parent", "term": "officer"}
    assert desk.get(url, params).json()["results"] == []
    assert len(desk.get(url, params | {"term": "harbour list"}).json()["results"]) == 1


@pytest.mark.parametrize("words", ["vote", "not-a-uuid", "00000000-0000-0000-0000-000000000000", "%"])
def test_the_change_log_is_searched_and_never_written(desk: Any, words: str) -> None:
    assert desk.get(reverse("admin:changes_change_changelist"), {"q": words}).status_code == 200
    assert desk.get(reverse("admin:changes_change_add")).status_code == 403


def test_everybody_signs_in_on_one_page(client: Any, editor: User) -> None:
    response = client.get("/admin/claims/claim/", follow=True)
    assert response.redirect_chain[-1][0] == "/sign-in/?next=%2Fadmin%2Fclaims%2Fclaim%2F"
    response = client.post(
        response.redirect_chain[-1][0],
        {"username": "editor", "password": "open-sesame-42", "next": "/admin/claims/claim/"},
    )
    assert response.url == "/admin/claims/claim/"
