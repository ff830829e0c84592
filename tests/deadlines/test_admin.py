"""Tried as an administrator would: 72 hours become 48 for interviews from next Monday."""

import pytest
from django.test import Client

from accounts.models import AuditEvent, User
from deadlines.models import BankHoliday, RuleOverride
from tests.cast import Cast, user

pytestmark = pytest.mark.django_db
ADD = "/admin/deadlines/ruleoverride/add/"
GIVEN = {
    "rule": "interview_held",
    "holds_from": "2026-03-09",
    "amount": "48",
    "owner_role": "",
    "ladder": "null",
    "why": "Agreed by the board",
}


@pytest.fixture
def administrator(cast: Cast, client: Client) -> User:
    made = user("Ada Minster", cast.team, "administrator", is_staff=True, is_superuser=True)
    client.force_login(made)
    return made


def test_seventy_two_hours_become_forty_eight(administrator: User, client: Client) -> None:
    page = client.get(ADD).content.decode()
    assert "Return home interview held (72 hours)" in page
    assert client.post(ADD, GIVEN).status_code == 302
    made = RuleOverride.objects.get()
    assert (made.amount, made.by_name) == (48, "Ada Minster")
    said = AuditEvent.objects.get(verb="rule.changed")
    assert said.detail["why"] == "Agreed by the board"
    assert said.by_name == "Ada Minster"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"amount": ""}, "Change at least one of number, owner and ladder."),
        ({"amount": "0"}, "The number must be 1 or more."),
        ({"rule": "review"}, "has no single number to change"),
        ({"ladder": '[[0, "deadline_due", ["postman"]]]'}, "No such role: postman."),
        ({"ladder": '[[5, "deadline_warning", ["owner"]]]'}, "A warning comes before"),
        ({"why": ""}, "This field is required."),
    ],
)
def test_what_does_not_fit_is_said_in_words(
    administrator: User, client: Client, change: dict[str, str], said: str
) -> None:
    answer = client.post(ADD, {**GIVEN, **change})
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not RuleOverride.objects.exists()


def test_what_held_on_a_day_is_not_rewritten(administrator: User, client: Client) -> None:
    client.post(ADD, GIVEN)
    address = f"/admin/deadlines/ruleoverride/{RuleOverride.objects.get().pk}/"
    assert client.post(f"{address}change/", {**GIVEN, "amount": "24"}).status_code == 403
    assert client.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    assert RuleOverride.objects.get().amount == 48


def test_a_one_off_holiday_is_added(administrator: User, client: Client) -> None:
    given = {"day": "2026-06-01", "division": "england-and-wales", "name": "A one-off"}
    assert client.post("/admin/deadlines/bankholiday/add/", given).status_code == 302
    assert BankHoliday.objects.filter(day="2026-06-01").exists()


def test_a_social_worker_has_no_business_here(cast: Cast, client: Client) -> None:
    client.force_login(cast.worker)
    client.post(ADD, GIVEN)
    assert not RuleOverride.objects.exists()
