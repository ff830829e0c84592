"""Risks by type, the challenge of the police's grade, legal steps, the phases and the log."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.clock import LONDON, now
from accounts.errors import Conflict, Invalid, Refused
from cases import risk_services as risks
from cases import services
from cases.models import Episode, GradeChallenge, LegalStep, LogEntry, PhaseSection, Risk
from cases.queries import open_now, risk_standing
from deadlines.models import Deadline
from deadlines.sweep import sweep_all
from notifications.models import Notice
from tests.cases.conftest import receive
from tests.cast import Cast

pytestmark = pytest.mark.django_db
At = Callable[[str | datetime], datetime]


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def recorded(cast: Cast, missing: Episode, **changes: object) -> Risk:
    fields: dict[str, object] = {
        "ref": missing.reference, "by": cast.worker, "kind": "county_lines", "level": "potential",
        "version": 0,
    }  # fmt: skip
    return risks.record_risk(**(fields | changes))  # type: ignore[arg-type]


def test_a_risk_is_recorded_changed_ended_and_brought_back(cast: Cast, missing: Episode) -> None:
    recorded(cast, missing)
    row = recorded(cast, missing, level="known", version=1, last_seen_on=date(2026, 3, 5))
    assert (row.level, row.version) == ("known", 2)
    risks.end_risk(
        ref=missing.reference, by=cast.worker, kind="county_lines", why="It was his brother"
    )
    row.refresh_from_db()
    assert row.ended_why == "It was his brother"
    back = recorded(cast, missing, version=3)
    assert (back.ended_at, back.ended_why) == (None, "")


def test_the_second_editor_of_a_risk_sees_the_first(cast: Cast, missing: Episode) -> None:
    recorded(cast, missing)
    recorded(cast, missing, level="known", version=1, detail="Seen at the station")
    with pytest.raises(Conflict):
        recorded(cast, missing, version=1, detail="Another text")
    client = Client()
    client.force_login(cast.worker)
    answer = client.post(
        f"/episodes/{missing.reference}/risks/county_lines/",
        {"version": "1", "level": "potential", "detail": "Mine", "submission_token": "t"},
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Seen at the station" in page
    assert "Mine" in page


def test_what_cannot_be_is_said_at_its_field(cast: Cast, missing: Episode) -> None:
    with pytest.raises(Invalid) as refusal:
        recorded(cast, missing, kind="other", level="", last_seen_on=date(2026, 3, 7))
    assert set(refusal.value.errors) == {"level", "detail", "last_seen_on"}
    with pytest.raises(Refused):
        recorded(cast, missing, by=cast.carer)


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ({"kind": "nonsense"}, "risk_known"),
        ({"kind": "other"}, "other_risk_says_what"),
        ({"ended_why": "Without a time"}, "risk_ended_for_a_reason"),
    ],
)
def test_the_database_refuses_a_half_risk(
    cast: Cast, missing: Episode, change: dict[str, str], broken: str
) -> None:
    row = recorded(cast, missing)
    with pytest.raises(IntegrityError, match=broken), transaction.atomic():
        Risk.objects.filter(pk=row.pk).update(**change)


@pytest.fixture
def challenged(cast: Cast, missing: Episode) -> GradeChallenge:
    services.grade(ref=missing.reference, by=cast.worker, whose="police", grade="low")
    return risks.challenge(
        ref=missing.reference, by=cast.head, wanted_grade="high", why="Exploited in three places",
        to_whom="Inspector Blythe", reply_due_at=london("2026-03-06 17:00"),
    )  # fmt: skip


def test_only_the_head_of_service_challenges_once(
    cast: Cast, missing: Episode, challenged: GradeChallenge
) -> None:
    fields = {
        "ref": missing.reference, "wanted_grade": "high", "why": "x", "to_whom": "y",
        "reply_due_at": london("2026-03-06 17:00"),
    }  # fmt: skip
    with pytest.raises(Refused):
        risks.challenge(by=cast.manager, **fields)  # type: ignore[arg-type]
    with pytest.raises(Invalid, match="open already"):
        risks.challenge(by=cast.head, **fields)  # type: ignore[arg-type]


def test_the_answer_is_waited_for_and_the_new_grade_stands(
    cast: Cast, missing: Episode, challenged: GradeChallenge, at: At
) -> None:
    duty = Deadline.objects.get(rule="challenge_reply", state="open")
    assert (duty.due_at, duty.owner_role) == (challenged.reply_due_at, "head_of_service")
    at("2026-03-06 17:01")
    sweep_all()
    assert Notice.objects.filter(recipient=cast.head, template="deadline_due").exists()
    risks.escalate(
        ref=missing.reference, by=cast.head, version=1, escalated_to="Superintendent",
        reply_due_at=london("2026-03-06 20:00"),
    )  # fmt: skip
    with pytest.raises(Conflict):
        risks.close_challenge(ref=missing.reference, by=cast.head, version=1, note="x")
    risks.record_answer(
        ref=missing.reference, by=cast.head, version=2, answered_grade="high",
        answer="Agreed", answered_by="Superintendent", at=now(),
    )  # fmt: skip
    assert not Deadline.objects.filter(rule="challenge_reply", state="open").exists()
    assert risk_standing(missing)["police"].grade == "high"
    assert set(
        Deadline.objects.filter(episode_id=missing.pk, state="open").values_list(
            "priority", flat=True
        )
    ) >= {1}
    risks.close_challenge(ref=missing.reference, by=cast.head, version=3, note="Raised")
    challenged.refresh_from_db()
    assert challenged.closed_note == "Raised"


def test_a_challenge_needs_a_grade_to_challenge(cast: Cast, missing: Episode) -> None:
    with pytest.raises(Invalid, match="have not graded"):
        risks.challenge(
            ref=missing.reference, by=cast.head, wanted_grade="high", why="x", to_whom="y",
            reply_due_at=london("2026-03-06 17:00"),
        )  # fmt: skip


def test_a_grade_raised_to_high_puts_its_duties_first(cast: Cast, missing: Episode) -> None:
    duties = Deadline.objects.filter(episode_id=missing.pk, state="open")
    assert set(duties.values_list("priority", flat=True)) == {1}
    services.grade(ref=missing.reference, by=cast.worker, whose="council", grade="high")
    assert set(duties.values_list("priority", flat=True)) == {0}
    services.grade(ref=missing.reference, by=cast.worker, whose="council", grade="medium")
    assert set(duties.values_list("priority", flat=True)) == {1}


def legal(cast: Cast, missing: Episode, **changes: object) -> LegalStep:
    fields: dict[str, object] = {
        "ref": missing.reference, "by": cast.worker, "number": None, "version": 0,
        "kind": "recovery_order", "state": "in_force", "starts_on": date(2026, 3, 6),
        "expires_on": date(2026, 3, 20),
    }  # fmt: skip
    return risks.record_legal(**(fields | changes))  # type: ignore[arg-type]


def test_what_runs_out_is_a_deadline_that_follows_its_day(cast: Cast, missing: Episode) -> None:
    row = legal(cast, missing)
    due = Deadline.objects.get(rule="legal_step_expires", state="open")
    assert due.due_at == london("2026-03-20 17:00")
    legal(cast, missing, number=row.pk, version=1, expires_on=date(2026, 4, 3))
    due = Deadline.objects.get(rule="legal_step_expires", state="open")
    assert due.due_at == london("2026-04-03 17:00")  # summer time by then
    legal(cast, missing, number=row.pk, version=2, state="ended")
    assert not Deadline.objects.filter(rule="legal_step_expires", state="open").exists()


def test_a_warning_notice_names_whom_it_is_against(cast: Cast, missing: Episode) -> None:
    with pytest.raises(Invalid) as refusal:
        legal(cast, missing, kind="abduction_warning", expires_on=date(2026, 3, 1))
    assert set(refusal.value.errors) == {"against", "expires_on"}
    row = legal(cast, missing, kind="abduction_warning", against="A. N. Other")
    for change, broken in (
        ({"against": ""}, "warning_notice_names_someone"),
        ({"expires_on": date(2026, 3, 1)}, "legal_step_expires_after_start"),
        ({"starts_on": None, "expires_on": None}, "in_force_since_a_day"),
    ):
        with pytest.raises(IntegrityError, match=broken), transaction.atomic():
            LegalStep.objects.filter(pk=row.pk).update(**change)


def test_a_sighting_says_where_and_how_sure(cast: Cast, missing: Episode) -> None:
    with pytest.raises(Invalid) as refusal:
        services.add_log(
            ref=missing.reference, by=cast.worker, kind="sighting", at=now(), text="Seen"
        )
    assert set(refusal.value.errors) == {"place", "confidence"}
    entry = services.add_log(
        ref=missing.reference, by=cast.worker, kind="sighting", at=now(), text="Gave another name",
        place="Station", confidence="not_recognised", source="Met police",
    )  # fmt: skip
    assert entry.words == (
        "Station (stopped, but not recognised as missing), Met police: Gave another name"
    )
    with pytest.raises(IntegrityError, match="only_a_sighting"), transaction.atomic():
        LogEntry.objects.create(
            episode=missing, kind="note", at=now(), text="x", place="y", by=cast.worker,
            written_at=now(),
        )  # fmt: skip


def test_the_homes_nightly_update_is_one_tap_and_once(cast: Cast, missing: Episode) -> None:
    client = Client()
    client.force_login(cast.carer)
    assert "Nightly update" in client.get(f"/episodes/{missing.reference}/").content.decode()
    for _ in range(2):
        client.post(f"/episodes/{missing.reference}/nightly/", {"submission_token": "night"})
    assert LogEntry.objects.filter(episode=missing, kind="nightly_update").count() == 1


def test_the_phases_are_answered_in_place(cast: Cast, missing: Episode) -> None:
    client = Client()
    client.force_login(cast.iro)
    path = f"/episodes/{missing.reference}/phases/return/"
    answer = client.post(
        path, {"collects": "His aunt, by car", "section_completed": "yes", "version": "0",
               "submission_token": "p"},
    )  # fmt: skip
    assert answer.status_code == 302
    assert PhaseSection.objects.get(parent=missing, key="return").completed_at
    client.force_login(cast.carer)
    page = client.get(f"/episodes/{missing.reference}/phases/").content.decode()
    assert "His aunt, by car" in page
    assert client.get(path).status_code == 403
    client.force_login(cast.outsider)
    assert client.get(path).status_code == 404


def test_every_page_of_risk_opens_and_acts(
    cast: Cast, missing: Episode, challenged: GradeChallenge
) -> None:
    client = Client()
    client.force_login(cast.head)
    base = f"/episodes/{missing.reference}"
    answer = client.post(
        f"{base}/legal/",
        {"version": "0", "kind": "transport", "state": "in_force", "starts_on-day": "6",
         "starts_on-month": "3", "starts_on-year": "2026", "whose": "Secure Cars",
         "submission_token": "l"},
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()[-1500:]
    number = LegalStep.objects.get().pk
    for path in ("risks/", "risks/gangs/", "challenge/answer/", "challenge/escalate/",
                 "challenge/close/", "legal/", f"legal/{number}/", "phases/"):  # fmt: skip
        assert client.get(f"{base}/{path}").status_code == 200, path
    assert client.get(f"{base}/risks/nonsense/").status_code == 404
    assert client.get(f"{base}/challenge/nonsense/").status_code == 404
    page = client.get(f"{base}/risks/").content.decode()
    assert "Secure Cars" in page
    assert "Inspector Blythe" in page
    answer = client.post(
        f"{base}/challenge/answer/",
        {"version": "1", "answered_grade": "medium", "answer": "", "answered_by": "Insp",
         "at-choice": "2026-03-06", "at-time": "11.25am", "submission_token": "a"},
    )  # fmt: skip
    assert answer.status_code == 400
    assert "Insp" in answer.content.decode()
    assert timedelta(0) < now() - missing.started_at


def test_whom_nobody_has_graded_does_not_stand_last(cast: Cast, missing: Episode) -> None:
    longer = receive(
        cast, by=cast.coordinator, person=cast.sister.reference,
        started_at="2026-03-06T09:00:00+00:00",
    ).episode  # fmt: skip
    services.grade(ref=longer.reference, by=cast.coordinator, whose="police", grade="low")
    assert list(open_now(among=Episode.objects.all())) == [missing, longer]
    services.grade(ref=longer.reference, by=cast.coordinator, whose="council", grade="medium")
    assert list(open_now(among=Episode.objects.all())) == [longer, missing]
