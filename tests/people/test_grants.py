"""Explicit grants: a reason, an end, and the record opens to one more until then."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from accounts.clock import now, today
from accounts.errors import Invalid, Refused
from accounts.models import AuditEvent, User
from deadlines.models import RuleOverride
from notifications.models import Notice
from people import access, emergency, grants, restricting
from people.access import person_for
from people.grants import To
from people.models import PersonGrant
from people.policy import people_who_may_see, visible_to
from tests.cast import Cast, team_of, user

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 4, 30)
SHARED = {"basis": "public_task", "consent": "not_sought", "consent_why": "He is missing"}


def sees(who: User, cast: Cast, *, level: str = "full") -> bool:
    return visible_to(User.objects.get(pk=who.pk), level=level).filter(pk=cast.boy.pk).exists()


def give(cast: Cast, to: User | To, **changes: object) -> PersonGrant:
    wanted = {
        "ref": cast.boy.reference, "level": "full", "reason": "Covers for his worker",
        "until": UNTIL, "by": cast.manager,
    }  # fmt: skip
    to = to if isinstance(to, To) else To(user=to)
    return grants.give(to=to, **(wanted | changes))  # type: ignore[arg-type]


def said(refusal: pytest.ExceptionInfo[Invalid]) -> str:
    return " ".join(text for texts in refusal.value.errors.values() for text in texts)


def test_a_grant_opens_the_record_until_the_end_of_its_last_day(cast: Cast, at) -> None:
    assert not sees(cast.outsider, cast)
    give(cast, cast.outsider)
    assert sees(cast.outsider, cast)
    at("2026-04-30 23:59")
    assert sees(cast.outsider, cast)
    at("2026-05-01 00:00")
    assert not sees(cast.outsider, cast)


def test_it_is_on_record_and_its_holder_is_told(cast: Cast) -> None:
    give(cast, cast.outsider)
    event = AuditEvent.objects.get(verb="grant.given")
    assert event.person_id == cast.boy.pk
    assert event.detail["to"] == "Otis Farrow"
    notice = Notice.objects.get(template="access_granted")
    assert (notice.recipient, notice.ids["reference"]) == (cast.outsider, cast.boy.reference)


def test_ended_before_its_time_it_shows_at_once_and_other_reasons_stand(cast: Cast) -> None:
    grant = give(cast, cast.outsider)
    other = give(cast, cast.worker)
    grants.end(ref=cast.boy.reference, number=grant.pk, why="Not needed", by=cast.manager)
    grants.end(ref=cast.boy.reference, number=other.pk, why="Not needed", by=cast.manager)
    assert not sees(cast.outsider, cast)
    assert sees(cast.worker, cast)
    with pytest.raises(Invalid, match="ended already"):
        grants.end(ref=cast.boy.reference, number=grant.pk, why="Again", by=cast.manager)


def test_a_grant_of_the_name_opens_nothing_more(cast: Cast) -> None:
    give(cast, cast.outsider, level="name")
    assert sees(cast.outsider, cast, level="name")
    assert not sees(cast.outsider, cast)


def test_a_team_and_an_organisation_can_be_given_access(cast: Cast) -> None:
    give(cast, To(team=cast.other_team))
    give(cast, To(organisation=cast.police_force), sharing=SHARED)
    assert sees(cast.outsider, cast)
    assert sees(cast.police, cast)
    assert {cast.outsider.pk, cast.police.pk} <= people_who_may_see(cast.boy)
    told = Notice.objects.filter(template="access_granted").values_list("recipient", flat=True)
    assert {cast.outsider.pk, cast.outside_manager.pk, cast.police.pk} <= set(told)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": " "}, "Enter why they need it"),
        ({"level": "interview"}, "Select how much"),
        ({"until": None}, "Enter the last day"),
        ({"until": date(2026, 3, 5)}, "today or in the future"),
        ({"until": date(2027, 3, 8)}, "7 March 2027 or earlier"),
    ],
)
def test_what_cannot_be_is_said_in_words(cast: Cast, changes: dict, sentence: str) -> None:
    with pytest.raises(Invalid) as refusal:
        give(cast, cast.outsider, **changes)
    assert sentence in said(refusal)


def test_the_council_may_set_a_shorter_longest_time(cast: Cast) -> None:
    RuleOverride.objects.create(
        rule="longest_grant", holds_from=date(2026, 1, 1), amount=30, why="Ours", by_name="Ada"
    )
    with pytest.raises(Invalid) as refusal:
        give(cast, cast.outsider)
    assert "5 April 2026 or earlier" in said(refusal)


def test_nobody_gives_access_to_themselves_to_the_gone_or_to_no_use(cast: Cast) -> None:
    User.objects.filter(pk=cast.outsider.pk).update(is_active=False)
    for to, sentence in (
        (cast.manager, "to yourself"),
        (User.objects.get(pk=cast.outsider.pk), "no longer sign in"),
        (cast.interviewer, "role cannot see records"),
    ):
        with pytest.raises(Invalid) as refusal:
            give(cast, to)
        assert sentence in said(refusal)


def test_given_twice_is_said_and_after_its_end_it_can_be_given_again(cast: Cast, at) -> None:
    first = give(cast, cast.outsider)
    with pytest.raises(Invalid) as refusal:
        give(cast, cast.outsider)
    assert "given access already" in said(refusal)
    at("2026-05-04 09:00")
    second = give(cast, cast.outsider, until=date(2026, 5, 8))
    first.refresh_from_db()
    assert (first.ended_at, first.pk != second.pk) == (first.valid_to, True)
    assert access.rebuild(by=None) == (0, 0)


def test_who_may_give_access(cast: Cast) -> None:
    with pytest.raises(Refused, match="Your role cannot give others access"):
        give(cast, cast.outsider, by=cast.worker)
    with pytest.raises(Http404):
        give(cast, cast.outsider, by=cast.outside_manager)
    for able in (cast.coordinator, cast.edt_manager, cast.mash_manager, cast.head):
        grant = give(cast, cast.outsider, by=able)
        grants.end(ref=cast.boy.reference, number=grant.pk, why="Tried", by=able)


def test_what_was_opened_to_somebody_is_not_theirs_to_open_to_others(cast: Cast) -> None:
    give(cast, cast.outside_manager)
    with pytest.raises(Refused, match="opened to you"):
        give(cast, cast.outsider, by=User.objects.get(pk=cast.outside_manager.pk))
    emergency.begin(
        ref=cast.other_child.reference, by=cast.manager, reason="Seen with him at the station"
    )
    with pytest.raises(Refused, match="opened to you"):
        give(cast, cast.worker, ref=cast.other_child.reference)


def test_on_a_restricted_record_those_who_may_restrict_name_people_one_by_one(cast: Cast) -> None:
    restricting.restrict(
        ref=cast.boy.reference, by=cast.head, reason="Threats", ask=cast.head,
        named=[cast.manager], version=0,
    )  # fmt: skip
    manager, head = (User.objects.get(pk=one.pk) for one in (cast.manager, cast.head))
    with pytest.raises(Refused, match="restrict a record"):
        give(cast, cast.outsider, by=manager)
    with pytest.raises(Invalid) as refusal:
        give(cast, To(team=cast.other_team), by=head)
    assert "one by one" in said(refusal)
    give(cast, cast.outsider, by=head)
    assert sees(cast.outsider, cast)


def test_the_database_refuses_what_must_never_be(cast: Cast) -> None:
    grant = give(cast, cast.outsider)
    row = PersonGrant.objects.filter(pk=grant.pk)
    for change in (
        {"user": None},
        {"team": cast.team},
        {"reason": ""},
        {"level": "interview"},
        {"valid_to": grant.valid_from},
        {"valid_to": grant.valid_from + timedelta(days=368)},
        {"ended_at": now()},
        {"ended_at": grant.valid_to + timedelta(seconds=1), "ended_why": "Late"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.update(**change)
    twin = row.get()
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_a_person_outside_the_council_is_known_by_where_they_work(cast: Cast) -> None:
    assert To(user=cast.police).home == cast.police_force
    assert To(user=cast.outsider).home is None
    assert To(team=cast.team).home is None
    assert To(organisation=cast.other_home).home == cast.other_home
    both = user("Robin Both", team_of(cast.other_home, "Bank staff"), "care_staff")
    both.memberships.create(team=cast.team, role="social_worker", starts_on=today())
    assert To(user=User.objects.get(pk=both.pk)).home is None


def test_the_page_of_who_was_given_access_leads_there(cast: Cast) -> None:
    give(cast, cast.outsider)
    assert person_for(User.objects.get(pk=cast.outsider.pk), cast.boy.reference) == cast.boy
