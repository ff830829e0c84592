"""Statuses put right, alerts, court dates, relationships, confirmations, suggestions."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.clock import now, today
from accounts.errors import Conflict, Invalid
from people import confirming, notice_services, relation_services, services, status_services
from people.models import Alert, CareStatus, Confirmation, CourtDate, Relationship, Suggestion
from people.queries import care_on, siblings_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def care(cast: Cast, **fields: object) -> object:
    given = {"status": "care_leaver", "starts_on": today()} | fields
    return status_services.change_status(person=cast.boy, fact="care", by=cast.worker, **given)  # type: ignore[arg-type]


def wrong(cast: Cast, **fields: object) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as said:
        care(cast, **fields)
    return said.value.errors


def test_a_status_follows_on_the_one_before(cast: Cast) -> None:
    CareStatus.objects.filter(person=cast.boy).update(starts_on=date(2024, 1, 1))
    care(cast, starts_on=date(2026, 3, 1))
    assert care_on(cast.boy.pk, date(2026, 2, 28)).status == "looked_after"
    assert care_on(cast.boy.pk, date(2026, 3, 1)).status == "care_leaver"


def test_what_cannot_be_is_said_at_its_field(cast: Cast) -> None:
    CareStatus.objects.filter(person=cast.boy).update(starts_on=date(2024, 1, 1))
    assert "category" in wrong(cast, status="child_protection")
    assert "already" in wrong(cast, status="looked_after")["status"][0]
    assert "must start after" in wrong(cast, starts_on=date(2023, 1, 1))["starts_on"][0]
    assert "today or in the past" in wrong(cast, starts_on=date(2027, 1, 1))["starts_on"][0]
    assert "1900" in wrong(cast, starts_on=date(1899, 1, 1))["starts_on"][0]
    assert "status" in wrong(cast, status="adopted")


def test_the_second_to_record_a_change_is_shown_the_first(cast: Cast) -> None:
    seen = care_on(cast.boy.pk).pk
    care(cast, seen=seen)
    with pytest.raises(Conflict) as conflict:
        care(cast, seen=seen, status="not_open")
    assert conflict.value.theirs.status == "care_leaver"


def test_a_status_is_put_right_and_taken_back(cast: Cast) -> None:
    before = care_on(cast.boy.pk)
    CareStatus.objects.filter(pk=before.pk).update(starts_on=date(2024, 1, 1))
    row = care(cast, status="child_protection", category="neglect")
    status_services.correct_status(
        person=cast.boy, fact="care", number=row.pk, version=1, by=cast.worker,  # type: ignore[attr-defined]
        category="emotional",
    )  # fmt: skip
    assert str(care_on(cast.boy.pk)) == "Child protection plan: emotional abuse"
    status_services.take_back_status(
        person=cast.boy, fact="care", number=row.pk, reason="Wrong child", by=cast.worker  # type: ignore[attr-defined]
    )  # fmt: skip
    assert care_on(cast.boy.pk).pk == before.pk


def test_an_alert_stands_until_it_is_ended_with_a_reason(cast: Cast) -> None:
    alert = notice_services.add_alert(
        person=cast.boy, kind="contact_risk", text="A man in a grey van", by=cast.worker
    )
    with pytest.raises(Invalid):
        notice_services.end_alert(person=cast.boy, number=alert.pk, reason="", by=cast.worker)
    notice_services.correct_alert(
        person=cast.boy, number=alert.pk, version=1, by=cast.worker, text="A man in a green van"
    )
    notice_services.end_alert(person=cast.boy, number=alert.pk, reason="Jailed", by=cast.worker)
    assert Alert.objects.get().ended_on == today()
    for again in (
        lambda: notice_services.end_alert(
            person=cast.boy, number=alert.pk, reason="Twice", by=cast.worker
        ),
        lambda: notice_services.correct_alert(
            person=cast.boy, number=alert.pk, version=3, by=cast.worker, text="Other"
        ),
    ):
        with pytest.raises(Invalid):
            again()


def test_a_court_date_and_what_came_of_it(cast: Cast) -> None:
    with pytest.raises(Invalid) as said:
        notice_services.add_court_date(
            person=cast.boy, day=date(2026, 4, 1), what="Review", outcome="Order", by=cast.worker
        )
    assert "outcome" in said.value.errors
    made = notice_services.add_court_date(
        person=cast.boy, day=date(2026, 3, 1), what="Review of the order", by=cast.worker
    )
    notice_services.correct_court_date(
        person=cast.boy, number=made.pk, version=1, by=cast.worker, outcome="Adjourned"
    )
    with pytest.raises(Conflict):
        notice_services.correct_court_date(
            person=cast.boy, number=made.pk, version=1, by=cast.manager, outcome="Order made"
        )
    for day in (date(1899, 1, 1), date(2031, 1, 1)):
        with pytest.raises(Invalid):
            notice_services.add_court_date(person=cast.boy, day=day, what="X", by=cast.worker)


def test_a_relationship_ends_from_both_sides_and_can_be_recorded_again(cast: Cast) -> None:
    row = Relationship.objects.get(person=cast.boy)
    relation_services.end_relation(
        person=cast.boy, number=row.pk, reason="Cousins, it turned out", by=cast.worker
    )
    assert siblings_of(cast.sister, among=type(cast.boy).objects.all()) == []
    services.relate(person=cast.sister, other=cast.boy, kind="other_family", by=cast.worker)
    assert Relationship.objects.filter(person=cast.boy).count() == 2


def test_what_nobody_confirmed_for_half_a_year_is_old(cast: Cast, at) -> None:
    confirming.confirm(person=cast.boy, fact="address", by=cast.carer)
    fresh = confirming.last_confirmed(cast.boy.pk, at=now())
    assert (fresh["address"].old, fresh["address"].by) == (False, "Casey Marlow")
    assert fresh["alerts"] == confirming.NEVER
    at("2026-09-06 12:30")
    assert confirming.last_confirmed(cast.boy.pk, at=now())["address"].old
    with pytest.raises(Invalid):
        confirming.confirm(person=cast.boy, fact="shoes", by=cast.carer)


def test_a_suggestion_waits_until_somebody_answers_it(cast: Cast) -> None:
    made = notice_services.suggest(person=cast.boy, text="His aunt has moved", by=cast.carer)
    notice_services.answer_suggestion(
        person=cast.boy, number=made.pk, answer="Rang her, changed it", by=cast.worker
    )
    with pytest.raises(Invalid):
        notice_services.answer_suggestion(
            person=cast.boy, number=made.pk, answer="Again", by=cast.worker
        )


@pytest.mark.parametrize(
    "break_it",
    [
        lambda cast: Alert.objects.create(
            person=cast.boy, kind="other", text="", starts_on=today(), by=cast.worker
        ),
        lambda cast: Alert.objects.create(
            person=cast.boy, kind="other", text="X", starts_on=today(), by=cast.worker,
            ended_on=today(),
        ),
        lambda cast: Alert.objects.create(
            person=cast.boy, kind="other", text="X", starts_on=today(), by=cast.worker,
            ended_on=date(2020, 1, 1), ended_reason="Why",
        ),
        lambda cast: CourtDate.objects.create(person=cast.boy, day=today(), what=""),
        lambda cast: Confirmation.objects.create(
            person=cast.boy, fact="shoes", at=now(), by=cast.worker
        ),
        lambda cast: Suggestion.objects.create(
            person=cast.boy, text="", at=now(), by=cast.worker
        ),
        lambda cast: Suggestion.objects.create(
            person=cast.boy, text="X", at=now(), by=cast.worker, answer="Y"
        ),
        lambda cast: Relationship.objects.create(
            person=cast.boy, other=cast.sister, kind="parent"
        ),
        lambda cast: Relationship.objects.filter(person=cast.boy).update(ended_on=today()),
    ],
    ids=[
        "alert of nothing", "alert ended without why", "alert ends before it starts",
        "court date of nothing", "unknown fact", "suggestion of nothing", "answered by nobody",
        "related twice", "relation ended without why",
    ],
)  # fmt: skip
def test_the_database_refuses(cast: Cast, break_it) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        break_it(cast)
