"""Emergency access: for some hours, for a reason, told at once, reviewed the next working day."""

from datetime import date, timedelta
from threading import Thread

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.http import Http404

from accounts.clock import now
from accounts.errors import Invalid, Refused
from accounts.models import AuditEvent, User
from deadlines.models import Deadline, RuleOverride
from notifications.models import Notice
from people import access, emergency, restricting
from people.models import EmergencyAccess, Person
from people.policy import people_who_may_see, visible_to
from tests.cast import Cast, make_cast
from tests.fixtures import move_clock

REASON = "A caller says he is with her at the coach station"


def fresh(who: User) -> User:
    return User.objects.get(pk=who.pk)


def sees(who: User, person: Person) -> bool:
    return visible_to(fresh(who)).filter(pk=person.pk).exists()


def begin(cast: Cast, who: User | None = None, **changes: object) -> EmergencyAccess:
    wanted = {"ref": cast.boy.reference, "by": fresh(who or cast.outsider), "reason": REASON}
    return emergency.begin(**(wanted | changes))  # type: ignore[arg-type]


def shut(cast: Cast) -> None:
    restricting.restrict(
        ref=cast.boy.reference, by=cast.head, reason="Threats", ask=cast.director, named=[],
        version=0,
    )  # fmt: skip


@pytest.mark.django_db
class TestEmergencyAccess:
    def test_it_opens_somebody_elses_child_for_four_hours(self, cast: Cast, at) -> None:
        assert not sees(cast.outsider, cast.boy)
        begin(cast)
        assert sees(cast.outsider, cast.boy)
        assert cast.outsider.pk in people_who_may_see(cast.boy)
        at("2026-03-06 15:29")
        assert sees(cast.outsider, cast.boy)
        at("2026-03-06 15:30")
        assert not sees(cast.outsider, cast.boy)
        assert access.rebuild(by=None) == (0, 0)

    def test_it_opens_a_restricted_record(self, cast: Cast) -> None:
        shut(cast)
        assert not sees(cast.edt, cast.boy)
        row = begin(cast, cast.edt)
        assert row.restricted
        assert sees(cast.edt, cast.boy)

    def test_the_council_sets_how_long(self, cast: Cast) -> None:
        RuleOverride.objects.create(
            rule="emergency_access", holds_from=date(2026, 3, 1), amount=2, why="Ours", by_name="A"
        )
        row = begin(cast)
        assert row.until - row.begun_at == timedelta(hours=2)

    def test_managers_workers_and_information_governance_are_told_at_once(self, cast: Cast) -> None:
        row = begin(cast)
        told = Notice.objects.filter(template="emergency_used")
        assert {notice.recipient for notice in told} == {
            cast.outside_manager, cast.worker, cast.manager, cast.governance,
        }  # fmt: skip
        assert {notice.ids["reference"] for notice in told} == {row.reference}

    def test_whoever_answers_for_a_restricted_record_is_told_too(self, cast: Cast) -> None:
        shut(cast)
        begin(cast)
        assert Notice.objects.filter(template="emergency_used", recipient=cast.director).exists()

    def test_a_user_without_a_manager_is_known_to_the_head_of_service(self, cast: Cast) -> None:
        assert emergency.managers_of(cast.iro) == {cast.head.pk}
        assert emergency.managers_of(cast.outsider) == {cast.outside_manager.pk}
        assert emergency.managers_of(cast.outside_manager) == {cast.head.pk}
        assert emergency.managers_of(cast.head) == {cast.director.pk}

    def test_asked_again_meanwhile_it_is_the_same(self, cast: Cast) -> None:
        assert begin(cast) == begin(cast)
        assert EmergencyAccess.objects.count() == 1
        assert Deadline.objects.filter(rule="emergency_review").count() == 1

    def test_without_a_reason_or_a_need_it_is_refused_in_words(self, cast: Cast) -> None:
        with pytest.raises(Invalid, match="Enter why"):
            begin(cast, reason="urgent")
        with pytest.raises(Invalid, match="without emergency access"):
            begin(cast, cast.worker)
        with pytest.raises(Http404):
            begin(cast, ref="P-NOBODY00")

    def test_roles_without_it_are_refused(self, cast: Cast) -> None:
        for unable in "carer interviewer analyst police business governance".split():
            with pytest.raises(Refused, match="cannot use emergency access"):
                begin(cast, cast.staff()[unable], ref=cast.other_child.reference)

    def test_the_reference_of_a_merged_record_leads_to_the_kept_one(self, cast: Cast) -> None:
        Person.objects.filter(pk=cast.sister.pk).update(merged_into=cast.boy)
        assert begin(cast, ref=cast.sister.reference).person == cast.boy

    def test_the_review_is_due_the_next_working_day_and_settled_by_it(self, cast: Cast) -> None:
        row = begin(cast)  # on a Friday
        due = Deadline.objects.get(rule="emergency_review")
        assert (due.about_ref, due.owner_role) == (row.reference, "information_governance")
        assert f"{due.due_at:%a %H:%M}" == "Mon 17:00"
        emergency.review(
            ref=row.reference, by=cast.governance, outcome="justified", note="Rightly so"
        )
        due.refresh_from_db()
        assert due.state == "met"
        told = Notice.objects.filter(template="emergency_reviewed")
        assert {one.recipient for one in told} == {cast.outsider, cast.outside_manager}

    def test_one_review_settles_one_use(self, cast: Cast) -> None:
        first, second = begin(cast), begin(cast, cast.outside_manager)
        emergency.review(ref=first.reference, by=cast.governance, outcome="justified", note="Yes")
        still = Deadline.objects.get(rule="emergency_review", state="open")
        assert still.about_ref == second.reference

    def test_a_review_says_what_was_found_and_is_somebody_elses(self, cast: Cast) -> None:
        row = begin(cast)
        for given, sentence in (
            ({"outcome": "", "note": "x"}, "Select whether"),
            ({"outcome": "justified", "note": " "}, "Enter what you found"),
            ({"outcome": "not_justified", "note": "Curious"}, "Enter what follows"),
        ):
            with pytest.raises(Invalid) as refusal:
                emergency.review(ref=row.reference, by=cast.governance, **given)
            assert sentence in str(refusal.value.errors)
        with pytest.raises(Refused, match="cannot review"):
            emergency.review(
                ref=row.reference, by=cast.outside_manager, outcome="justified", note="Fine"
            )

    def test_nobody_reviews_their_own(self, cast: Cast) -> None:
        shut(cast)
        restricting.lift(ref=cast.boy.reference, by=fresh(cast.director), why="Over", version=1)
        restricting.restrict(
            ref=cast.boy.reference, by=fresh(cast.mash_manager), reason="Threats",
            ask=cast.director, named=[], version=0,
        )  # fmt: skip
        row = begin(cast, cast.head)
        with pytest.raises(Refused, match="their own"):
            emergency.review(ref=row.reference, by=fresh(cast.head), outcome="justified", note="Me")

    def test_not_justified_ends_it_and_it_is_reviewed_once(self, cast: Cast) -> None:
        row = begin(cast)
        emergency.review(
            ref=row.reference, by=cast.governance, outcome="not_justified", note="A neighbour",
            follows="Talk with the manager",
        )  # fmt: skip
        assert not sees(cast.outsider, cast.boy)
        with pytest.raises(Invalid, match="reviewed this already"):
            emergency.review(ref=row.reference, by=cast.governance, outcome="justified", note="No")

    def test_the_user_ends_it_when_it_is_not_needed_any_more(self, cast: Cast) -> None:
        row = begin(cast)
        emergency.end(ref=row.reference, by=cast.outsider)
        emergency.end(ref=row.reference, by=cast.outsider)
        assert not sees(cast.outsider, cast.boy)
        assert AuditEvent.objects.filter(verb="emergency.ended").count() == 1
        again = begin(cast)
        assert again != row

    def test_who_may_know_of_it(self, cast: Cast) -> None:
        row = begin(cast)
        knowing = {
            part for part, who in cast.staff().items() if emergency.may_know(fresh(who), row)
        }
        assert knowing == {
            "outsider", "outside_manager", "worker", "manager", "iro", "cp_chair", "edt",
            "governance", "head", "coordinator", "edt_manager", "mash_manager", "director",
        }  # fmt: skip
        with pytest.raises(Http404):
            emergency.emergency_for(cast.carer, row.reference)

    def test_without_information_governance_a_head_of_service_reviews_it(self, cast: Cast) -> None:
        User.objects.filter(pk=cast.governance.pk).update(is_active=False)
        begin(cast)
        assert Notice.objects.filter(template="emergency_used", recipient=cast.head).exists()

    def test_every_step_is_on_record(self, cast: Cast) -> None:
        row = begin(cast)
        emergency.end(ref=row.reference, by=cast.outsider)
        emergency.review(ref=row.reference, by=cast.governance, outcome="justified", note="Yes")
        verbs = AuditEvent.objects.filter(verb__startswith="emergency.").order_by("pk")
        assert [(event.verb, event.person_id) for event in verbs] == [
            (f"emergency.{step}", cast.boy.pk) for step in ("begun", "ended", "reviewed")
        ]

    def test_the_database_refuses_what_must_never_be(self, cast: Cast) -> None:
        row = begin(cast)
        rows = EmergencyAccess.objects.filter(pk=row.pk)
        own = {"outcome": "justified", "note": "Me", "reviewed_at": now()}
        for change in (
            {"reason": ""},
            {"until": row.begun_at},
            {"until": row.begun_at + timedelta(hours=73)},
            {"ended_at": row.until + timedelta(seconds=1)},
            {"outcome": "justified"},
            {**own, "note": "", "reviewed_by": cast.governance},
            {**own, "reviewed_by": cast.outsider},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                rows.update(**change)


def test_two_taps_at_the_same_moment_make_one(real_db: object) -> None:
    move_clock("2026-03-06 11:30")
    call_command("load_bank_holidays", verbosity=0)
    cast = make_cast()
    made: list[int] = []

    def tap() -> None:
        made.append(begin(cast).pk)
        connection.close()

    taps = [Thread(target=tap) for _ in range(3)]
    for one in taps:
        one.start()
    for one in taps:
        one.join()
    assert len(made) == 3
    assert len(set(made)) == 1
    assert EmergencyAccess.objects.count() == 1
