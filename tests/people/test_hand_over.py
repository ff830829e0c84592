"""Leavers and movers: all that somebody holds changes hands in one go, and nothing is lost."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.clock import now, today
from accounts.errors import Invalid
from accounts.models import AuditEvent, Membership, User
from cases.models import Action, Episode, ReportDraft
from deadlines.models import Deadline
from notifications.models import Notice
from people import access, hand_over_queries, services
from people.hand_over_services import Choice, hand_over
from people.models import Access, Allocation, HandOver, HandOverLine
from tests.cast import Cast
from tests.people.handing import all_to, fresh, give_all, held, sees
from tests.stories import signed_in

pytestmark = pytest.mark.django_db


def test_everything_changes_hands_in_one_go(cast: Cast, colleague: User, laden: Episode) -> None:
    assert held(cast.worker) == {
        "allocation": 1, "added": 2, "episode": 1, "action": 1, "deadline": 1, "draft": 1,
        "meeting": 1, "notice": 1,
    }  # fmt: skip
    made = give_all(cast, colleague, by=cast.coordinator)
    assert held(cast.worker) == {}
    assert held(colleague) == {
        "allocation": 1, "added": 2, "episode": 1, "action": 1, "deadline": 1, "draft": 1,
        "meeting": 1, "notice": 1,
    }  # fmt: skip
    assert made.state == "done"
    assert made.lines.filter(why_not="").count() == 9
    action = Action.objects.get()
    duty = Deadline.objects.get(about_kind="action", about_id=action.pk)
    assert (action.owner, duty.owner_user) == (colleague, colleague)
    assert Episode.objects.get(pk=laden.pk).worker == colleague
    assert ReportDraft.objects.get().by == colleague


def test_access_follows(cast: Cast, colleague: User, laden: Episode, at) -> None:
    give_all(cast, colleague, by=cast.coordinator)
    assert sees(colleague, cast.boy)
    assert sees(cast.worker, cast.boy), "the day of the change belongs to both"
    Membership.objects.filter(user=cast.worker).update(ends_on=today())
    Membership.objects.create(
        user=cast.worker, team=cast.other_team, role="social_worker", starts_on=today()
    )
    at("2026-03-07 00:01")
    assert not sees(cast.worker, cast.boy)
    assert not sees(cast.worker, cast.sister), "added by them, and handed over"
    assert sees(colleague, cast.boy)
    assert sees(colleague, cast.sister)


def test_rebuilding_access_afterwards_changes_nothing(
    cast: Cast, colleague: User, laden: Episode
) -> None:
    give_all(cast, colleague, by=cast.coordinator)
    hand_over(
        holder=colleague, choices=all_to(cast.worker, colleague), on=today(), why="Came back",
        by=fresh(cast.coordinator),
    )  # fmt: skip
    with transaction.atomic():
        assert access.rebuild(by=None) == (0, 0)


def test_done_twice_it_changes_nothing(cast: Cast, colleague: User, laden: Episode) -> None:
    choices = all_to(colleague, cast.worker)
    give_all(cast, colleague)
    before = (HandOverLine.objects.count(), AuditEvent.objects.count(), Notice.objects.count())
    again = hand_over(
        holder=cast.worker, choices=choices, on=today(), why="Has left", by=fresh(cast.manager)
    )
    assert again is None
    assert before == (
        HandOverLine.objects.count(), AuditEvent.objects.count(), Notice.objects.count()
    )  # fmt: skip


def test_it_is_on_the_record_of_each_person(cast: Cast, colleague: User, laden: Episode) -> None:
    give_all(cast, colleague, by=cast.coordinator)
    events = AuditEvent.objects.filter(verb="person.handed_over")
    assert {event.person_id for event in events} == {cast.boy.pk, cast.sister.pk}
    told = events.get(person_id=cast.boy.pk).detail
    assert (told["of"], told["to"], told["why"]) == (cast.worker.name, colleague.name, "Has left")
    assert "Social worker" in told["what"]


def test_each_new_owner_gets_one_notice(cast: Cast, colleague: User, laden: Episode) -> None:
    choices = all_to(colleague, cast.worker) | {"action": Choice(cast.manager.pk)}
    hand_over(
        holder=cast.worker, choices=choices, on=today(), why="Has left", by=fresh(cast.coordinator)
    )
    told = Notice.objects.filter(template="work_taken")
    assert sorted(told.values_list("recipient", flat=True)) == sorted(
        [colleague.pk, cast.manager.pk]
    )
    assert Notice.objects.get(template="work_given").recipient == cast.worker
    client = signed_in(colleague)
    page = client.get(told.get(recipient=colleague).ids["path"]).content.decode()
    assert "Handed over to you" in page
    assert cast.boy.name in page
    assert "Ring his aunt" not in page, "the manager took that one"
    assert "See what it is" in client.get("/notices/").content.decode()


def test_single_lines_can_go_to_somebody_else(cast: Cast, colleague: User, laden: Episode) -> None:
    line = hand_over_queries.all_held([cast.worker.pk])[0]
    assert line.kind == "allocation"
    hand_over(
        holder=cast.worker, choices={"allocation": Choice(colleague.pk, [line.number])},
        on=today(), why="Only this one", by=fresh(cast.manager),
    )  # fmt: skip
    assert held(colleague) == {"allocation": 1}
    assert "allocation" not in held(cast.worker)
    assert held(cast.worker)["action"] == 1


def test_the_urgent_notice_reaches_the_new_owner_and_stays_with_the_old(
    cast: Cast, colleague: User, laden: Episode
) -> None:
    give_all(cast, colleague)
    both = Notice.objects.filter(key="urgent")
    assert {notice.recipient for notice in both} == {cast.worker, colleague}
    assert both.get(recipient=cast.worker).superseded is False
    assert both.get(recipient=colleague).acknowledged_at is None


def test_what_cannot_be_is_said(cast: Cast, colleague: User, laden: Episode) -> None:
    def said(**changed) -> dict[str, list[str]]:
        given = {
            "holder": cast.worker, "choices": all_to(colleague, cast.worker), "on": today(),
            "why": "Left", "by": fresh(cast.manager),
        }  # fmt: skip
        with pytest.raises(Invalid) as refusal:
            hand_over(**(given | changed))
        return refusal.value.errors

    assert said(why=" ") == {"why": ["Enter why it is handed over"]}
    assert said(on=today() - timedelta(days=1)) == {"on": ["The day must be today or later"]}
    assert said(on=today() + timedelta(days=800)) == {"on": ["The day must be within a year"]}
    assert said(choices={}) == {"__all__": ["Choose what is handed over, and who takes it"]}
    own = said(choices=all_to(cast.worker, cast.worker))
    assert own == {"__all__": [f"Choose somebody else: {cast.worker.name} holds it now"]}
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    assert said() == {"__all__": ["Choose somebody who may sign in"]}


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"why": "", "state": "planned"}, "hand_over_says_why"),
        ({"why": "Left", "state": "done"}, "hand_over_done_has_time"),
    ],
)
def test_the_database_wants_a_reason_and_a_time(
    cast: Cast, wrong: dict[str, str], name: str
) -> None:
    rest = {"from_user": cast.worker, "by": cast.manager, "on": today(), "choices": {}}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        HandOver.objects.create(made_at=now(), **rest, **wrong)


def test_a_part_that_begins_later_changes_its_name(cast: Cast, colleague: User) -> None:
    later = services.allocate(
        person=cast.boy, role="key_worker", user=cast.worker, starts_on=today() + timedelta(days=9),
        by=cast.coordinator,
    )  # fmt: skip
    give_all(cast, colleague)
    later.refresh_from_db()
    assert (later.user, later.ends_on) == (colleague, None)
    assert Access.objects.get(source=f"allocation:{later.pk}").user == colleague


def test_the_team_of_a_part_follows_the_new_holder(cast: Cast) -> None:
    give_all(cast, cast.outsider, by=cast.coordinator)
    part = Allocation.objects.get(person=cast.boy, role="social_worker", ends_on=None)
    assert (part.user, part.team) == (cast.outsider, cast.other_team)
    assert sees(cast.outside_manager, cast.boy)
