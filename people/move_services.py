"""What a change of placement asked for, done: host told, likelihood assessed, plan shared (S1, S4).

Each is one added row, settles its duty, and where information went out stands on the sharing
record, all in one transaction.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import audit
from accounts.clock import now
from accounts.errors import Invalid
from accounts.models import User
from deadlines.services import happened, settle
from people import rules
from people.changes import locked, reason_given
from people.models import Person, Placement, PlacementStep
from people.sharing import record_sharing

# Which duty of the pathway each step answers, and the event that says so.
ANSWERS = {
    "host_told": ("host_told", "host_told"),
    "likelihood": ("placement_likelihood", "placement_likelihood_said"),
    "plan_shared": ("plan_shared", "plan_shared"),
}


def record_told(
    *, person: Person, number: int, kind: str, way: str, at: datetime | None, by: User,
    sharing: dict[str, Any],
) -> PlacementStep:  # fmt: skip
    """The host authority was told, or the plan shared with the force: when, whom and how.

    `sharing` is what the form of the sharing record answers.
    """
    if kind not in {"host_told", "plan_shared"}:
        raise ValueError(f"nobody is told by {kind!r}")
    with transaction.atomic():
        row = locked(person)
        placed = Placement.objects.select_related("home").get(pk=number, person=row)
        moment = at or now()
        if moment > now():
            raise Invalid({"at": "The time must be now or in the past"})
        what = f"{rules.PLACEMENT_STEPS[kind]}: placement at {placed}"
        record_sharing(by=by, person=row, kind=way, what=what, at=moment, **sharing)
        return _done(
            placed, kind, at=moment, by=by, whom=sharing["to_whom"],
            organisation=sharing["to_organisation"], how=way,
        )  # fmt: skip


def record_likelihood(
    *, person: Person, number: int, likelihood: str, why: str, by: User
) -> PlacementStep:
    """How likely they are to go missing from this placement, and why."""
    if likelihood not in rules.LIKELIHOOD:
        raise Invalid({"likelihood": "Select how likely it is"})
    with transaction.atomic():
        row = locked(person)
        placed = Placement.objects.select_related("home").get(pk=number, person=row)
        reason = reason_given(why, "why")
        return _done(placed, "likelihood", at=now(), by=by, likelihood=likelihood, why=reason)


def not_needed(*, person: Person, number: int, kind: str, reason: str, by: User) -> None:
    """This placement does not ask for it, for this reason, which stays with the duty."""
    with transaction.atomic():
        row = locked(person)
        placed = Placement.objects.select_related("home").get(pk=number, person=row)
        why = reason_given(reason)
        settle(
            rule=ANSWERS[kind][0], about_kind="placement", about_id=placed.pk, at=now(), by=by,
            reason=why, person_id=row.pk,
        )  # fmt: skip


def _done(placed: Placement, kind: str, *, at: datetime, by: User, **said: Any) -> PlacementStep:
    step = PlacementStep.objects.create(
        placement=placed, kind=kind, at=at, by=by, written_at=now(), **said
    )
    audit.record(
        "person.placement_step", by=by, about=placed.person, person_id=placed.person_id,
        where=str(placed), what=rules.PLACEMENT_STEPS[kind].lower(),
    )  # fmt: skip
    happened(
        ANSWERS[kind][1], person_id=placed.person_id, episode_id=None, episode_ref="",
        about_kind="placement", about_id=placed.pk, about_ref=placed.person.reference,
        at=at, by=by,
    )  # fmt: skip
    return step
