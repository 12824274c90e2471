"""Articles in the API: handing in, state, filters, problem documents."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from credtrack.accounts.models import ApiKey, User
from credtrack.accounts.services import api_key_revoke
from sources.models import Article, Revision
from tests.conftest import Key, key_of
from tests.factories import PASSWORD, make_article, make_claim, make_outlet

pytestmark = pytest.mark.django_db
URL = "/api/v1/articles"
BODY = {"url": "https://herald.example/dam", "title": "Dam closed", "text": "The dam was closed, officials said."}


def problem(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    body = json.loads(response.content)
    assert body["status"] == status
    assert body["title"]
    return body


def test_first_201_then_200_with_the_same_id(api_key: Key) -> None:
    first = api_key.client.post(URL, BODY)
    again = api_key.client.post(URL + "/", BODY)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert first.json()["revision"]["state"] == "received"
    assert api_key.client.get(first["Location"]).json()["title"] == "Dam closed"
    assert Article.objects.get().submitted_by == api_key.user


def test_a_repeated_idempotency_key_answers_as_at_first(api_key: Key) -> None:
    first = api_key.client.post(URL, BODY, headers={"Idempotency-Key": "k"})
    api_key.client.post(URL, BODY | {"text": "It was opened again."})
    again = api_key.client.post(URL, BODY, headers={"Idempotency-Key": "k"})
    other = api_key.client.post(URL, BODY | {"text": "Another."}, headers={"Idempotency-Key": "k"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert "another request" in problem(other, 409)["detail"]
    assert Revision.objects.count() == 2


def test_without_a_key_or_session_nothing_is_answered(client: Client, api_key: Key) -> None:
    problem(client.get(URL), 401)
    problem(APIClient(headers={"Authorization": "Bearer ct_wrong"}).get(URL), 401)
    problem(APIClient(headers={"Authorization": "Bearer"}).get(URL), 401)
    api_key_revoke(key=ApiKey.objects.get())
    problem(api_key.client.get(URL), 401)


def test_a_session_needs_its_csrf_token_to_write(editor: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.login(username=editor.username, password=PASSWORD)
    assert browser.get(URL).status_code == 200
    problem(browser.post(URL, BODY, content_type="application/json"), 403)


def test_readers_read_and_do_not_hand_in(outsider: User) -> None:
    key = key_of(outsider)
    assert key.client.get(URL).status_code == 200
    problem(key.client.post(URL, BODY), 403)


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ({"text": ""}, 400, "/html"),
        ({"text": "x", "url": "nonsense"}, 400, "/url"),
        ({"text": "x", "published_at": "soon"}, 400, "/published_at"),
        ({"text": "x", "colour": "red"}, 400, "/colour"),
        ({"text": 5.5, "publisher": "Herald"}, 400, "/publisher"),
        ({"text": "x", "links": [{"href": "https://a.example", "start": 0, "end": 9}]}, 400, "/links/0"),
        ({"text": "x", "links": [{"href": "https://a.example", "start": -1, "end": 0}]}, 400, "/links/0/start"),
        ({"text": "x", "title": "t" * 501}, 400, "/title"),
        ([], 400, "/"),
        ("text", 400, "/"),
        (None, 400, "/"),
    ],
)
def test_bad_input_says_what_and_where(api_key: Key, body: Any, status: int, pointer: str) -> None:
    response = api_key.client.post(URL, json.dumps(body), content_type="application/json")
    errors = problem(response, status)["errors"]
    assert pointer in {error["pointer"] for error in errors}
    assert all(error["detail"] for error in errors)
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"{", 400),
        (b"\xff\xfe{}", 400),
        (b'{"text": NaN}', 400),
        (b"[" * 100_000, 400),
        (b'{"a":' * 30 + b"1" + b"}" * 30, 400),
        (b'{"text": "' + b"a" * 1_000_001 + b'"}', 413),
        (b'{"text": "' + b"a" * 6_200_000 + b'"}', 413),
    ],
)
def test_bad_bodies_are_problems_not_faults(api_key: Key, raw: bytes, status: int) -> None:
    problem(api_key.client.post(URL, raw, content_type="application/json"), status)
    assert not Article.objects.exists()


def test_another_content_type_is_415(api_key: Key) -> None:
    problem(api_key.client.post(URL, b"text=1", content_type="application/x-www-form-urlencoded"), 415)


def test_lone_surrogates_and_nul_in_json_are_kept_as_replacement_characters(api_key: Key) -> None:
    raw = b'{"text": "A \\ud800 and \\u0000 in it.", "title": "T \\udc00", "byline": "B\\u0000"}'
    response = api_key.client.post(URL, raw, content_type="application/json")
    assert response.status_code == 201, response.content
    revision = Revision.objects.select_related("article").get()
    assert revision.text == "A \ufffd and \ufffd in it."
    assert revision.article.title == "T \ufffd"


def test_a_date_of_1823_is_kept(api_key: Key) -> None:
    response = api_key.client.post(URL, BODY | {"published_at": "1823-05-01T10:00:00Z"})
    assert response.json()["published_at"].startswith("1823-05-01T10:00:00")


def test_filters_find_by_any_form_of_the_url_publisher_and_state(api_key: Key) -> None:
    outlet = make_outlet("Herald")
    held = make_article("One.", url="https://herald.example/a", publisher=outlet, state="matched").article
    make_article("Two.", url="https://herald.example/b", state="failed")
    for query in (
        "url=HTTPS://herald.example:443/a%23top",
        f"publisher={outlet.uuid}",
        "state=matched",
        f"publisher={outlet.uuid}&state=matched",
    ):
        results = api_key.client.get(f"{URL}?{query}").json()["results"]
        assert [row["id"] for row in results] == [str(held.uuid)], query


@pytest.mark.parametrize("query", ["colour=red", "state=gone", "publisher=7", "url=nonsense", "published_after=soon"])
def test_unknown_filters_and_values_are_400(api_key: Key, query: str) -> None:
    errors = problem(api_key.client.get(f"{URL}?{query}"), 400)["errors"]
    assert errors[0]["pointer"] == "/" + query.split("=")[0]


@pytest.mark.parametrize(
    "cursor", ["x", "cD0x", "cD1hYmM=", "cD05OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "%00", "cj0xJnA9JzsgRFJPUA=="]
)
def test_a_forged_cursor_is_400(api_key: Key, cursor: str) -> None:
    make_article("One.")
    response = api_key.client.get(f"{URL}?cursor={cursor}")
    if response.status_code != 200:  # "p=1" is a position one could be at
        problem(response, 400)


def test_pages_follow_each_other_without_gap_or_repeat(api_key: Key) -> None:
    made = {str(make_article(f"Text {i}.").article.uuid) for i in range(7)}
    seen: list[str] = []
    address: str | None = f"{URL}?page_size=3"
    while address:
        page = api_key.client.get(address).json()
        seen += [row["id"] for row in page["results"]]
        address = page["next"]
    assert len(seen) == 7
    assert set(seen) == made


def test_unknown_addresses_and_ids_are_problem_documents(api_key: Key) -> None:
    problem(api_key.client.get("/api/v1/nothing/here"), 404)
    problem(api_key.client.get(f"{URL}/00000000-0000-4000-8000-000000000000"), 404)
    problem(api_key.client.delete(URL), 405)


def test_the_list_costs_the_same_queries_for_one_and_for_thirty(
    api_key: Key, django_assert_max_num_queries: Any
) -> None:
    def ask() -> int:
        with django_assert_max_num_queries(8) as counted:
            assert api_key.client.get(URL).status_code == 200
        return len(counted)

    make_claim(make_article("One.", publisher=make_outlet()), "One")
    ask()  # the first use of a key is recorded
    few = ask()
    for i in range(30):
        make_claim(make_article(f"Text {i}.", publisher=make_outlet()), "Text")
    assert ask() == few


def test_the_schema_is_served_to_anybody(client: Client) -> None:
    assert client.get("/api/v1/schema/").status_code == 200
    assert client.get("/api/v1/docs/").status_code == 200
