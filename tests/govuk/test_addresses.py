"""The addresses of this room, asked through everything that stands before a page."""

import pytest
from django.test import Client

from tests.cast import Cast
from tests.govuk.reading import one, read, words


@pytest.mark.parametrize("path", ["/help/", "/privacy/", "/accessibility/"])
def test_everybody_may_read_the_public_pages(client: Client, db: None, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert "nonce-" in response.headers["Content-Security-Policy"]
    script = read(response.content.decode()).findall(".//script")[0]
    assert f"'nonce-{script.get('nonce')}'" in response.headers["Content-Security-Policy"]
    assert client.post(path).status_code == 405


def test_an_address_that_is_not_there_gets_the_page_that_says_so(client: Client, db: None) -> None:
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert words(one(read(response.content.decode()), ".//h1")) == "Page not found"


def test_only_somebody_who_is_signed_in_can_stay_signed_in(client: Client, cast: Cast) -> None:
    assert client.get("/still-here/").status_code == 302
    client.force_login(cast.carer)
    assert client.get("/still-here/").status_code == 204


def test_a_form_without_its_token_changes_nothing_and_says_what_to_do(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/account/sign-in/", {})
    assert response.status_code == 403
    assert words(one(read(response.content.decode()), ".//h1")) == "This page was open for too long"
