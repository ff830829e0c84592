"""Reads about meetings, shaped for the pages that show them."""

from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.models import Membership, User
from accounts.queries import current, holders_of
from cases.models import Action, Episode, StatusSpell
from cases.rules import MISSING
from meetings.models import Attendee, Meeting
from people.queries import allocated, council

PAGE = 25


def none() -> QuerySet[Meeting]:
    return Meeting.objects.none()


def of_episodes(episodes: QuerySet[Episode]) -> QuerySet[Meeting]:
    return Meeting.objects.filter(episode__in=episodes)


def with_names(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """With all that a page prints about a meeting, in one query."""
    return rows.select_related(
        "episode__person", "created_by", "led_by", "finalised_by", "previous"
    )


def page_of(rows: QuerySet[Meeting], *, before: tuple[datetime, int] | None) -> list[Meeting]:
    """One page and one row more, latest first, from a key (created_at, id) on."""
    if before:
        moment, key = before
        rows = rows.filter(Q(created_at__lt=moment) | Q(created_at=moment, pk__lt=key))
    return list(with_names(rows).order_by("-created_at", "-pk")[: PAGE + 1])


def of_episode(episode_id: int) -> list[Meeting]:
    """The meetings of one episode, latest first."""
    rows = Meeting.objects.filter(episode_id=episode_id)
    return list(with_names(rows).order_by("-created_at", "-pk"))


def drafts_of(episode_id: int) -> list[Meeting]:
    return list(Meeting.objects.filter(episode_id=episode_id, state="draft"))


def held_of_kind(episode_id: int, kind: str) -> Meeting | None:
    rows = Meeting.objects.filter(episode_id=episode_id, kind=kind, state="held")
    return rows.order_by("held_at").first()


def chain(episode_id: int) -> QuerySet[Meeting]:
    """The held meetings of the one chain of reviews, earliest first."""
    in_chain = Q(kind__in=["multi_agency", "review"]) | Q(kind="strategy", also_multi_agency=True)
    return Meeting.objects.filter(in_chain, episode_id=episode_id, state="held").order_by("held_at")


def first_of_chain(episode_id: int) -> Meeting | None:
    return chain(episode_id).first()


def last_of_chain(episode_id: int) -> Meeting | None:
    return chain(episode_id).last()


def was_missing(episode_id: int) -> bool:
    return StatusSpell.objects.filter(episode_id=episode_id, status__in=MISSING).exists()


def actions_of(meeting: Meeting) -> list[Action]:
    """What this meeting gave to somebody to do."""
    rows = Action.objects.filter(episode=meeting.episode, source_ref=meeting.reference)
    return list(rows.select_related("owner", "done_by"))


def actions_to_review(meeting: Meeting) -> list[Action]:
    """Every action of the meeting before, and older ones of meetings that are not done."""
    rows = Action.objects.filter(episode=meeting.episode, source="meeting", done_at__isnull=True)
    if meeting.previous_id and meeting.previous:
        rows = rows | Action.objects.filter(
            episode=meeting.episode, source="meeting", source_ref=meeting.previous.reference
        )
    rows = rows.exclude(source_ref=meeting.reference)
    return list(rows.select_related("owner"))


def invitees(meeting: Meeting) -> list[dict[str, object]]:
    """Those allocated to the person, who are invited to every meeting, as rows to fill in."""
    ours = council().name
    labels = {
        "social_worker": "Social worker",
        "team_manager": "Team manager",
        "iro": "Independent reviewing officer",
        "cp_chair": "Child protection chair",
    }
    people = allocated(meeting.episode.person_id)
    return [
        {"name": people[role].name, "role": label, "agency": ours, "attended": False}
        for role, label in labels.items()
        if role in people
    ]


def possible_owners(meeting: Meeting) -> list[User]:
    """Users who can be given an action: those allocated, who called it, and the co-ordinators."""
    ids = {user.pk for user in allocated(meeting.episode.person_id).values()}
    ids |= {meeting.led_by_id or meeting.created_by_id} | set(holders_of("missing_coordinator"))
    return list(User.objects.filter(pk__in=ids, is_active=True).order_by("name"))


def users_by_name(person_id: int) -> dict[str, User]:
    """Allocated users by their name, so that an attendee's row can be linked to an account."""
    return {user.name: user for user in allocated(person_id).values()}


def holders(roles: set[str]) -> set[int]:
    """Everybody who holds one of these roles today."""
    rows = Membership.objects.filter(current(), role__in=roles, user__is_active=True)
    return set(rows.values_list("user_id", flat=True))


def attendees_of(meeting: Meeting) -> list[Attendee]:
    return list(Attendee.objects.filter(meeting=meeting).order_by("pk"))


def attendees_of_reference(ref: str) -> list[Attendee]:
    return list(Attendee.objects.filter(meeting__reference=ref).order_by("pk"))


def mailed(meeting: Meeting) -> list[User]:
    """Whom a calendar entry invites: those allocated, and who came with an account."""
    ids = {user.pk for user in allocated(meeting.episode.person_id).values()}
    ids |= {one.user_id for one in attendees_of(meeting) if one.user_id}
    return list(User.objects.filter(pk__in=ids, is_active=True).order_by("name"))
