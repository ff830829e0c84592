"""Authorised leave: agreed, confirmed, extended by who may, never forgotten; and who is in."""

from collections.abc import Callable
from datetime import datetime, time

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client

from accounts.audit_models import AuditEvent
from accounts.clock import LONDON
from accounts.errors import Invalid, Refused
from cases import leave_services as leaves
from cases import lifecycle, presence_services
from cases.models import AgreedStay, Leave, LeaveExtension, Presence
from deadlines.models import Deadline
from deadlines.sweep import sweep_all
from notifications.models import Notice
from tests.cases.conftest import receive
from tests.cast import Cast

pytestmark = pytest.mark.django_db
At = Callable[[str | datetime], datetime]


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.fixture
def stay(cast: Cast) -> AgreedStay:
    return leaves.agree_stay(
        person_ref=cast.boy.reference, by=cast.worker, where="Nan’s", address="2 Invented Row",
        adult="Nan Exemplar", adult_phone="01632 960008", times="Fridays, back by 6pm on Saturday",
    )  # fmt: skip


def logged(cast: Cast, stay: AgreedStay | None = None, **changes: object) -> Leave:
    fields: dict[str, object] = {
        "person_ref": cast.boy.reference, "by": cast.carer, "until": london("2026-03-07 18:00"),
        "authorised_by": "", "confirmed_by": "His nan, by phone",
        "confirmed_at": london("2026-03-06 11:20"), "stay_id": stay.pk if stay else None,
    }  # fmt: skip
    return leaves.log_leave(**(fields | changes))  # type: ignore[arg-type]


def test_a_carer_logs_leave_at_an_agreed_place(cast: Cast, stay: AgreedStay) -> None:
    row = logged(cast, stay)
    assert (row.where, row.adult_phone) == ("Nan’s", "01632 960008")
    assert row.authorised_by == "Wren Ashdown, agreed 6 March 2026"
    duty = Deadline.objects.get(rule="leave_over", about_ref=row.reference)
    assert (duty.due_at, duty.owner_role) == (row.until, "social_worker")
    assert AuditEvent.objects.filter(verb="leave.logged", person_id=cast.boy.pk).exists()


def test_elsewhere_needs_place_adult_number_and_who_agreed(cast: Cast) -> None:
    with pytest.raises(Invalid) as refusal:
        logged(cast)
    assert set(refusal.value.errors) == {"where", "address"}
    with pytest.raises(Invalid) as refusal:
        logged(cast, where="Sam’s", address="3 Row")
    assert set(refusal.value.errors) == {"authorised_by"}
    with pytest.raises(Invalid) as refusal:
        logged(cast, where="Sam’s", address="3 Row", authorised_by="EDT, Ellis")
    assert set(refusal.value.errors) == {"adult", "adult_phone"}


def test_a_carer_neither_agrees_to_places_nor_extends(cast: Cast, stay: AgreedStay) -> None:
    with pytest.raises(Refused):
        leaves.agree_stay(
            person_ref=cast.boy.reference, by=cast.carer, where="x", address="x", times="x"
        )
    row = logged(cast, stay)
    with pytest.raises(Refused):
        leaves.extend_leave(
            ref=row.reference, by=cast.carer, version=1, until=london("2026-03-08 18:00"), why="x"
        )
    with pytest.raises(Http404):
        leaves.end_leave(
            ref=row.reference, by=cast.other_home_carer, version=1, how="back", at=row.starts_at
        )


def test_extending_moves_the_duty_and_keeps_what_was_agreed(cast: Cast, stay: AgreedStay) -> None:
    row = logged(cast, stay)
    later = london("2026-03-08 18:00")
    leaves.extend_leave(
        ref=row.reference, by=cast.worker, version=1, until=later, why="His nan is ill"
    )
    open_duties = Deadline.objects.filter(about_ref=row.reference, state="open")
    assert [duty.due_at for duty in open_duties] == [later]
    kept = LeaveExtension.objects.get(leave=row)
    assert (kept.before, kept.until) == (row.until, later)
    with pytest.raises(Invalid, match="changed this leave"):
        leaves.extend_leave(
            ref=row.reference, by=cast.worker, version=1, until=london("2026-03-09 18:00"), why="x"
        )


def test_leave_that_is_over_is_climbed_until_somebody_acts(
    cast: Cast, stay: AgreedStay, at: At
) -> None:
    row = logged(cast, stay)
    at("2026-03-07 18:01")
    sweep_all()
    assert Notice.objects.filter(recipient=cast.worker, template="deadline_due").exists()
    at("2026-03-07 19:05")
    sweep_all()
    assert Notice.objects.filter(recipient=cast.manager, template="deadline_climbed").exists()
    leaves.end_leave(
        ref=row.reference, by=cast.carer, version=1, how="back", at=london("2026-03-07 19:00")
    )
    assert not Deadline.objects.filter(about_ref=row.reference, state="open").exists()
    assert Presence.objects.get(person=cast.boy).state == "in"


def test_a_report_ends_the_leave(cast: Cast, stay: AgreedStay) -> None:
    row = logged(cast, stay)
    episode = receive(cast, started_at="2026-03-06T11:25:00+00:00").episode
    row.refresh_from_db()
    assert (row.ended_how, episode.state) == ("reported", "open")
    with pytest.raises(Invalid, match="is open"):
        logged(cast, stay)


def test_back_home_they_are_signed_in(cast: Cast) -> None:
    episode = receive(cast).episode
    lifecycle.make(
        "return_home", ref=episode.reference, by=cast.carer, at=london("2026-03-06 11:25"),
        end_reason="by_self",
    )  # fmt: skip
    assert Presence.objects.get(person=cast.boy).state == "in"


def test_one_leave_at_a_time(cast: Cast, stay: AgreedStay) -> None:
    logged(cast, stay)
    with pytest.raises(Invalid, match="on leave already"):
        logged(cast, stay)
    kept = Leave.objects.get()
    kept.pk, kept.reference = None, "L-23456789"
    with pytest.raises(IntegrityError, match="one_leave_at_a_time"), transaction.atomic():
        kept.save(force_insert=True)


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ({"until": london("2026-03-01 10:00")}, "leave_ends_after_start"),
        ({"confirmed_by": ""}, "leave_is_agreed_and_confirmed"),
        ({"adult_phone": ""}, "leave_adult_has_a_number"),
        ({"ended_how": "back"}, "leave_ended_somehow"),
    ],
)
def test_the_database_refuses_half_a_leave(
    cast: Cast, stay: AgreedStay, change: dict[str, object], broken: str
) -> None:
    row = logged(cast, stay)
    with pytest.raises(IntegrityError, match=broken), transaction.atomic():
        Leave.objects.filter(pk=row.pk).update(**change)


def test_until_must_be_ahead_and_confirmed_behind(cast: Cast, stay: AgreedStay) -> None:
    with pytest.raises(Invalid) as refusal:
        logged(cast, stay, until=london("2026-03-06 11:00"))
    assert "until" in refusal.value.errors
    with pytest.raises(Invalid) as refusal:
        logged(cast, stay, confirmed_at=london("2026-03-06 12:00"))
    assert "confirmed_at" in refusal.value.errors


def test_the_homes_list_asks_about_who_is_not_back(cast: Cast, at: At) -> None:
    presence_services.set_curfew(
        person_ref=cast.boy.reference, by=cast.worker, school_night=time(21, 30),
        weekend_night=time(22, 30),
    )  # fmt: skip
    client = Client()
    client.force_login(cast.carer)
    at("2026-03-06 17:00")
    presence_services.sign(
        person_ref=cast.boy.reference, by=cast.carer, state="out", where="The park"
    )
    page = client.get("/who-is-back/").content.decode()
    assert "Out, back by 10:30pm" in page
    assert "Not here" not in page
    at("2026-03-07 00:20")  # Friday's night still
    page = client.get("/who-is-back/").content.decode()
    assert "Not back: due 10:30pm" in page
    assert f"/report/new/{cast.boy.reference}/" in page
    answer = client.post(f"/people/{cast.boy.reference}/in/", {"submission_token": "one"})
    assert answer.status_code == 302
    client.post(f"/people/{cast.boy.reference}/in/", {"submission_token": "one"})
    assert Presence.objects.filter(person=cast.boy, state="in").count() == 1
    assert "Not here" not in client.get("/who-is-back/").content.decode()
    client.force_login(cast.other_home_carer)
    assert "Exemplar" not in client.get("/who-is-back/").content.decode()


def test_the_page_logs_leave_and_loses_nothing_typed(cast: Cast, stay: AgreedStay) -> None:
    client = Client()
    client.force_login(cast.carer)
    path = f"/people/{cast.boy.reference}/leave/log/"
    typed = {
        "submission_token": "t1", "stay": str(stay.pk), "confirmed_by": "His nan",
        "until-choice": "2026-03-07", "until-time": "6pm", "confirmed_at-choice": "2026-03-06",
        "confirmed_at-time": "",
    }  # fmt: skip
    answer = client.post(path, typed)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Enter the time" in page
    assert "His nan" in page
    assert "6pm" in page
    answer = client.post(path, typed | {"confirmed_at-time": "11.15am"})
    assert answer.status_code == 302
    page = client.get(f"/people/{cast.boy.reference}/leave/").content.decode()
    assert "His nan" in page
    assert "Only who may authorise leave can extend it" in page
