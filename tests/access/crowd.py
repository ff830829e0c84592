"""A caseload that grows: every list gets longer, and so do one child's own records."""

import uuid
from datetime import date, timedelta

from accounts.clock import LONDON, now, today
from cases import lifecycle, reports, services
from cases.models import Episode, StatusSpell
from cases.oversight_services import NewAction, oversee
from meetings import services as meetings
from people import detail_services, emergency, grants, notice_services
from people import services as people
from people.models import Person
from profiles import services as profiles
from profiles import versions
from profiles.models import MissingProfile, ProfileVersion
from returns import services as returns
from returns.models import Interview
from tests.access.kept import keep_and_share
from tests.cast import SINCE, Cast, user


def grow(cast: Cast, *, start: int, stop: int) -> None:
    """More children of the same worker and home, each back once and missing again now."""
    for number in range(start, stop):
        child = people.add_person(
            by=cast.coordinator, given_name="Robin", family_name=f"Example{number}",
            gender="not_known", date_of_birth=date(2010, 1, 1), care_status="looked_after",
        )  # fmt: skip
        people.place(
            person=child, kind="home", home=cast.home, starts_on=SINCE, by=cast.coordinator
        )
        people.allocate(
            person=child, role="social_worker", user=cast.worker, team=cast.team,
            starts_on=SINCE, by=cast.coordinator,
        )  # fmt: skip
        _back_again(cast, child)
        open_now = _reported(cast, child, hours=1)
        meetings.start(episode_ref=open_now.reference, kind="multi_agency", by=cast.worker)


def _reported(cast: Cast, child: Person, *, hours: int) -> Episode:
    payload = {
        "person": child.reference, "status": "missing_placement", "missing_from": "placement",
        "started_at": (now() - timedelta(hours=hours)).astimezone(LONDON).isoformat(),
        "reporter_name": "Casey", "reporter_relation": "carer", "last_seen_by": "Casey",
        "police_told": False, "not_told_police_reason": "Being rung",
    }  # fmt: skip
    kept = reports.receive(by=cast.worker, channel="form", token=uuid.uuid4(), payload=payload)
    assert kept.episode is not None
    return kept.episode


def _back_again(cast: Cast, child: Person) -> None:
    before = _reported(cast, child, hours=40)
    lifecycle.make(
        "return_home", ref=before.reference, by=cast.worker, at=now() - timedelta(hours=30),
        end_reason="by_self",
    )  # fmt: skip


def lengthen(cast: Cast, *, start: int, stop: int) -> dict[str, object]:
    """More of everything on the boy's own record; answers what the addresses need."""
    episode = Episode.objects.filter(person=cast.boy, state="open").first()
    episode = episode or _reported(cast, cast.boy, hours=2)
    profile = profiles.start(person=cast.boy, by=cast.worker)
    for number in range(start, stop):
        _ended(cast, days=10 + 2 * number)
        services.add_log(
            ref=episode.reference,
            by=cast.worker,
            kind="contact_attempt",
            at=now(),
            text="No answer",
        )
        oversee(
            ref=episode.reference, by=cast.manager, considered="Considered again",
            actions=[NewAction(what="Ring", due_at=now() + timedelta(hours=2), owner=cast.worker)],
        )  # fmt: skip
        _version(profile, number=number + 1, cast=cast)
        _on_record(cast, number=number)
        _opened(cast, number=number)
        kept = keep_and_share(cast, number=number)
    interview = _interview(cast, tries=stop - start)
    return {
        "person": cast.boy.reference,
        "episode": episode.reference,
        "interview": interview,
        **kept,
    }


def _on_record(cast: Cast, *, number: int) -> None:
    """One more of each thing that his record lists."""
    boy, by = cast.boy, cast.worker
    begun = SINCE - timedelta(days=40 + 2 * number)
    notice_services.add_alert(person=boy, kind="other", text=f"Alert {number}", by=by)
    detail_services.add_name(person=boy, kind="street", written=f"Name {number}", by=by)
    people.place(
        person=boy, kind="other", carer=f"Carer {number}", starts_on=begun,
        ends_on=begun + timedelta(days=1), by=by,
    )  # fmt: skip
    people.allocate(
        person=boy, role="key_worker", user=cast.carer, starts_on=begun,
        ends_on=begun + timedelta(days=1), by=by,
    )  # fmt: skip
    cousin = people.add_person(by=by, given_name="Cousin", family_name=f"Example{number}")
    people.relate(person=boy, other=cousin, kind="other_family", by=by)


def _opened(cast: Cast, *, number: int) -> None:
    """One more who was given access, and one more use of emergency access, over already."""
    one = user(f"Given {number}", cast.other_team, "social_worker")
    grants.give(
        ref=cast.boy.reference, to=grants.To(user=one), level="full", reason="Covers",
        until=today() + timedelta(days=9), by=cast.manager,
    )  # fmt: skip
    other = user(f"Hurried {number}", cast.other_team, "social_worker")
    row = emergency.begin(ref=cast.boy.reference, by=other, reason="Seen at the coach station")
    emergency.end(ref=row.reference, by=other)


def _ended(cast: Cast, *, days: int) -> None:
    begun = now() - timedelta(days=days)
    episode = Episode.objects.create(
        person=cast.boy, state="ended", started_at=begun, ended_at=begun + timedelta(hours=5),
        end_reason="by_self", missing_from="placement", responsible_authority=cast.council,
        reporter_name="Casey", reporter_relation="carer", reported_at=begun, reported_by=cast.carer,
    )  # fmt: skip
    StatusSpell.objects.create(
        episode=episode, status="missing_placement", starts_at=begun, by=cast.carer,
        ends_at=episode.ended_at,
    )  # fmt: skip


def _version(profile: MissingProfile, *, number: int, cast: Cast) -> None:
    ProfileVersion.objects.create(
        profile=profile, number=number, content=versions.whole(profile.person, profile), note="",
        agreed_by=cast.worker, agreed_at=now(),
    )  # fmt: skip


def _interview(cast: Cast, *, tries: int) -> str:
    interview = Interview.objects.order_by("pk").first()
    assert interview is not None
    for _ in range(tries):
        returns.log_contact(
            ref=interview.reference, at=now(), how="By phone", outcome="No answer",
            by=cast.coordinator,
        )  # fmt: skip
    return interview.reference
