"""Reads about return home interviews, shaped for the pages that show them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from accounts.models import Membership, User
from accounts.queries import current, holders_of
from cases.models import Episode, StatusSpell
from cases.rules import MISSING
from deadlines.models import Deadline
from returns.models import ContactAttempt, Disclosure, Interview
from returns.rules import HOURS_TO_HOLD, OPEN

PAGE = 25


@dataclass(frozen=True)
class Choice:
    """Somebody who can be given an interview, and for whom they work."""

    user: User
    provider_id: int
    provider: str
    min_age: int | None
    max_age: int | None

    @property
    def key(self) -> str:
        return f"{self.provider_id}-{self.user.pk}"


def where(condition: Q) -> QuerySet[Interview]:
    return Interview.objects.filter(condition)


def with_names(rows: QuerySet[Interview]) -> QuerySet[Interview]:
    """With all that a page prints about an interview, in one query."""
    return rows.select_related(
        "episode__person", "interviewer", "provider", "recorded_by", "analysed_by"
    )


def page_of(
    rows: QuerySet[Interview], *, before: tuple[datetime, int] | None, state: str
) -> list[Interview]:
    """One page and one row more, latest first, from a key (created_at, id) on."""
    if state:
        rows = rows.filter(state=state)
    if before:
        moment, key = before
        rows = rows.filter(Q(created_at__lt=moment) | Q(created_at=moment, pk__lt=key))
    return list(with_names(rows).order_by("-created_at", "-pk")[: PAGE + 1])


def of_episode(episode_id: int, *, lock: bool = False) -> Interview | None:
    rows = Interview.objects.filter(episode_id=episode_id)
    rows = rows.select_for_update() if lock else with_names(rows)
    return rows.first()


def ever_missing(episode: Episode) -> bool:
    return StatusSpell.objects.filter(episode=episode, status__in=MISSING).exists()


def contacts_of(interview: Interview) -> list[ContactAttempt]:
    return list(ContactAttempt.objects.filter(interview=interview).select_related("by"))


def disclosures_of(interview: Interview) -> list[Disclosure]:
    return list(Disclosure.objects.filter(interview=interview).select_related("by"))


def interviewers() -> list[Choice]:
    """Everybody who holds the role of interviewer at a provider today."""
    rows = Membership.objects.filter(
        current(),
        role="interviewer",
        user__is_active=True,
        team__organisation__kind="provider",
        team__organisation__active=True,
    ).select_related("user", "team__organisation")
    made = {
        (row.user_id, row.team.organisation_id): Choice(
            user=row.user,
            provider_id=row.team.organisation_id,
            provider=row.team.organisation.name,
            min_age=row.team.organisation.min_age,
            max_age=row.team.organisation.max_age,
        )
        for row in rows
    }
    return sorted(made.values(), key=lambda choice: (choice.provider, choice.user.name))


def held_deadline(interview: Interview) -> Deadline | None:
    rows = Deadline.objects.filter(rule="interview_held", episode_id=interview.episode_id)
    return rows.order_by("-occurrence").first()


def to_be_held_by(interview: Interview) -> datetime | None:
    """72 hours after the return, or after the end where they stay elsewhere; the council may say
    otherwise, so an open deadline has the last word."""
    deadline = held_deadline(interview)
    if deadline is not None:
        return deadline.due_at
    back = interview.episode.returned_at or interview.episode.ended_at
    return back + timedelta(hours=HOURS_TO_HOLD) if back else None


def duty_team() -> set[int]:
    """Who takes an immediate danger at any hour: MASH and the emergency duty team."""
    roles = ("mash_manager", "mash_officer", "edt_manager", "edt_officer")
    return {user_id for role in roles for user_id in holders_of(role)}


def holders(roles: set[str]) -> set[int]:
    """Everybody who holds one of these roles today."""
    rows = Membership.objects.filter(current(), role__in=roles, user__is_active=True)
    return set(rows.values_list("user_id", flat=True))


def with_interviewer() -> QuerySet[Interview]:
    rows = Interview.objects.filter(interviewer__isnull=False, assigned_at__isnull=False)
    return rows.select_related("episode")


def open_of(users: list[int], *, lock: bool = False) -> QuerySet[Interview]:
    """Interviews that these interviewers still have to record."""
    rows = Interview.objects.filter(interviewer__in=users, state__in=OPEN)
    rows = rows.select_related("episode__person", "provider").order_by("assigned_at", "pk")
    return rows.select_for_update(of=("self",)) if lock else rows
