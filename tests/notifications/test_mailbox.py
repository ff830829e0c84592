"""The laptop's mailbox: there in local mode, and nowhere else."""

import importlib
import uuid
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import clear_url_caches

import config.urls
from notifications.mailbox import FolderBackend, letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings: object, tmp_path: Path) -> Path:
    settings.MAILBOX_FOLDER = tmp_path / "mailbox"
    return settings.MAILBOX_FOLDER


def send(name: str, subject: str = "Located: E-7K3M2Q9X", to: str = "wren@example.test") -> None:
    message = EmailMessage(
        subject,
        "A child you work with …\n\nhttp://127.0.0.1:8000/episodes/E-7K3M2Q9X/\n",
        to=[to],
        headers={"Message-ID": f"<{name}@127.0.0.1>"},
    )
    FolderBackend().send_messages([message])


def test_it_lists_and_shows_without_signing_in(folder: Path, client: Client) -> None:
    name = str(uuid.uuid4())
    send(name)
    assert "Located: E-7K3M2Q9X" in client.get("/mailbox/").text
    page = client.get(f"/mailbox/{name}/").text
    assert 'href="http://127.0.0.1:8000/episodes/E-7K3M2Q9X/"' in page
    assert client.get(f"/mailbox/{uuid.uuid4()}/").status_code == 404


def test_an_empty_one_says_so(folder: Path, client: Client) -> None:
    assert "No e-mail has been sent yet" in client.get("/mailbox/").text


def test_a_resend_replaces_the_first(folder: Path) -> None:
    for _ in range(2):
        send("5f0c0c9e-6a51-4a55-8a4d-0d5a3f0b8f11")
    assert len(letters()) == 1


def test_one_address_only(folder: Path, client: Client) -> None:
    send(str(uuid.uuid4()))
    send(str(uuid.uuid4()), subject="Other", to="iro@example.test")
    page = client.get("/mailbox/", {"to": "IRO"}).text
    assert "Other" in page
    assert "Located" not in page


def test_elsewhere_the_address_does_not_exist(
    folder: Path, client: Client, settings: object
) -> None:
    settings.LOCAL = False
    try:
        clear_url_caches()
        importlib.reload(config.urls)
        assert all("mailbox" not in str(each.pattern) for each in config.urls.urlpatterns)
    finally:
        settings.LOCAL = True
        importlib.reload(config.urls)
        clear_url_caches()


def test_elsewhere_its_pages_stay_shut_even_so(
    folder: Path, client: Client, settings: object
) -> None:
    settings.LOCAL = False
    assert client.get("/mailbox/").status_code == 302, "like any page: to the sign-in"
