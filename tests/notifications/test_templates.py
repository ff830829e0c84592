"""Every message of the product: what it may say, and where it leads."""

import re
import string

import pytest
from django.urls import resolve

from notifications.templates import ACCOUNT, FILLED, PATHS, TEMPLATES, line_of, link_to, mail_of

SITE = "https://homeward.example.test"
IDS = {
    "reference": "E-7K3M2Q9X",
    "what": "Strategy meeting: limit",
    "due": "2026-03-09T11:30:00+00:00",
    # What a careless caller might hand over; none of it may ever come out.
    "person": 12,
    "name": "Jamie Exemplar",
    "born": "2010-02-01",
    "address": "4 Aunt Street",
}
ABOUT_NO_ONE_RECORD = {"work_taken", "work_given", "work_left"}  # a hand-over is about many
EVERY = pytest.mark.parametrize("key", sorted(TEMPLATES))


@EVERY
def test_only_what_is_allowed_is_filled_in(key: str) -> None:
    template = TEMPLATES[key]
    for text in (template.title, template.line, template.email_subject, template.email_body):
        names = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
        assert names <= FILLED


@EVERY
def test_no_personal_data_comes_out(key: str) -> None:
    subject, body = mail_of(key, IDS, site=SITE)
    said = f"{subject}\n{body}\n{line_of(key, IDS)}"
    for secret in ("Jamie", "Exemplar", "2010", "Aunt"):
        assert secret not in said
    assert "{" not in said


# About the reader's own account and no record.
YOURS = frozenset(
    "new_device password_changed second_factor_added second_factor_removed second_factor_reset "
    "recovery_codes_made recovery_code_used".split()
)


@pytest.mark.parametrize("key", sorted(YOURS))
def test_what_was_done_to_an_account_leads_to_the_account(key: str) -> None:
    ids = {"what": "Chrome on Windows", "path": ACCOUNT}
    subject, body = mail_of(key, ids, site=SITE)
    assert subject.startswith("Homeward: ")
    assert f"Your account: {SITE}/account/" in body
    assert "tell your council’s administrator" in body
    assert resolve(ACCOUNT).view_name == "account"


@pytest.mark.parametrize("key", sorted(TEMPLATES.keys() - YOURS))
def test_it_is_understood_without_the_product(key: str) -> None:
    subject, body = mail_of(key, IDS, site=SITE)
    assert "\n" not in subject
    assert len(subject) < 80
    assert f"{SITE}/episodes/E-7K3M2Q9X/" in body
    assert ("Reference: E-7K3M2Q9X" in body) is (key not in ABOUT_NO_ONE_RECORD)
    assert body.endswith("\n")


@EVERY
def test_only_deadlines_and_actions_say_when(key: str) -> None:
    _, body = mail_of(key, IDS, site=SITE)
    says_when = key.startswith("deadline_") or key == "action_given"
    assert ("9 March 2026 at 11:30am" in body) is says_when


def test_a_heading_cannot_be_broken_out_of() -> None:
    subject, _ = mail_of("found", {"reference": "E-1\nBcc: x@example.test"}, site=SITE)
    assert "\n" not in subject


@pytest.mark.parametrize("letter", sorted(PATHS))
def test_every_reference_leads_to_a_page_that_exists(letter: str) -> None:
    address = link_to(f"{letter}-7K3M2Q9X", site="")
    assert resolve(address).kwargs or resolve(address).args


def test_without_a_reference_it_leads_to_the_inbox() -> None:
    assert link_to("", site=SITE) == f"{SITE}/notices/"
    assert re.search("/notices/", mail_of("found", {}, site=SITE)[1])
