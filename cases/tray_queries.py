"""The tray: deadlines that are this user's own, or the team's, soonest first; names only where
visible.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.clock import today
from accounts.models import User
from accounts.policy import acts_of
from accounts.queries import teams_of
from cases.models import Episode
from deadlines.models import Deadline
from govuk.paging import Key
from people.models import Allocation, Person
from people.owners import duties_of
from people.queries import current_on

PAGE = 25
KIND_RULES = {
    "finding": [
        "oversight",
        "told_parents",
        "absent_confirmed",
        "ask_again_24",
        "leave_over",
        "challenge_reply",
        "legal_step_expires",
        "older_closed",
    ],
    "meetings": ["strategy_target", "strategy_limit", "multi_agency", "review"],
    "interviews": ["interview_held", "interview_recorded", "analysis"],
    "profiles": ["profile_sent", "back_within_4", "profile_reviewed"],
    "placements": ["host_told", "placement_likelihood", "plan_shared"],
    "actions": ["action"],
}


def tray(
    *, user: User, people: QuerySet[Person], team: bool, kind: str, after: Key | None
) -> tuple[list[Deadline], bool]:
    """One page of open deadlines about people this user may see, and of their own duties about whom
    they may not (`_without_record`), by key; and whether there are more.

    Beside an OR each of one's own duties looks its person up (`people` by key): gathered first,
    they would be everybody of the council.
    """
    if team:
        rows = Deadline.objects.filter(_of_team(user), person_id__in=people.order_by().values("pk"))
    else:
        seen = Exists(people.order_by().filter(pk=OuterRef("person_id")))
        rows = Deadline.objects.filter(Q(seen) | _without_record(user)).filter(duties_of(user))
    rows = rows.filter(state="open")
    if kind in KIND_RULES:
        rows = rows.filter(rule__in=KIND_RULES[kind])
    if after:
        # The first half says nothing more, but it is where the index is entered.
        rows = rows.filter(due_at__gte=after[0]).exclude(due_at=after[0], pk__lte=after[1])
    found = list(rows.order_by("due_at", "id")[: PAGE + 1])
    return found[:PAGE], len(found) > PAGE


def _without_record(user: User) -> Q:
    """Reviews of emergency access, and what a restricted person needs of who can get there by
    emergency access. Shown by rule and by reference, without a name (domain: no duty is ever
    without an owner).
    """
    acts = acts_of(user)
    able = Q(pk__in=[])
    if "review_emergency" in acts:
        able |= Q(about_kind="emergency")
    if "break_glass" in acts:
        shut = Person.objects.filter(restricted=True, merged_into__isnull=True)
        able |= Q(person_id__in=shut.values("pk"))
    return able


def references_of(rows: Iterable[Deadline]) -> dict[int, str]:
    """The reference of each row's person, by number."""
    wanted = {row.person_id for row in rows}
    return dict(Person.objects.filter(pk__in=wanted).values_list("pk", "reference"))


def _of_team(user: User) -> Q:
    """What is open for people whose social worker is in one of this user's teams."""
    held = Allocation.objects.filter(
        current_on(today()), role="social_worker", team__in=teams_of(user)
    )
    return Q(person_id__in=held.values("person_id"))


def names_of(rows: Iterable[Any], *, people: QuerySet[Person]) -> dict[int, Person]:
    """The people of these rows that this user may see, by number."""
    wanted = {row.person_id for row in rows if row.person_id}
    return {person.pk: person for person in people.filter(pk__in=wanted)}


def with_references(rows: list[Deadline]) -> list[tuple[Deadline, str]]:
    """Each deadline with the reference of its episode."""
    wanted = {row.episode_id for row in rows}
    refs = dict(Episode.objects.filter(pk__in=wanted).values_list("pk", "reference"))
    return [(row, refs.get(row.episode_id, "")) for row in rows]
