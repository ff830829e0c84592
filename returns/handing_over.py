"""Interviews given to somebody, and how they change hands: only to another interviewer of the same
provider, whose age range fits the child (S4).
"""

from django.db.models import F

from accounts import audit, clock
from govuk import words
from people.bulk_access import Reason, end_many, give_many
from people.hand_over_hooks import Handing, Held
from returns import queries
from returns.models import Interview
from returns.services import source_of, why_not_of_age


def interviews_held(users: list[int]) -> list[Held]:
    """Interviews not recorded yet, with a word where nobody else could take one."""
    rows = list(queries.open_of(users))
    others = queries.interviewers() if rows else []
    return [
        Held(
            "interview", row.pk, row.interviewer_id, row.episode.person_id,
            f"{row.get_state_display()} since {words.when(row.assigned_at)}", row.reference,
            note="" if _fitting(row, others) else _nobody(row),
        )
        for row in rows
        if row.interviewer_id and row.assigned_at
    ]  # fmt: skip


def _fitting(row: Interview, others: list[queries.Choice]) -> list[queries.Choice]:
    return [
        one
        for one in others
        if one.provider_id == row.provider_id
        and one.user.pk != row.interviewer_id
        and not why_not_of_age(row.episode.person, one)
    ]


def _nobody(row: Interview) -> str:
    return (
        f"Nobody else at {row.provider} can take it. Give it to another provider on its own page."
    )


def give_interviews(lines: list[Held], handing: Handing) -> dict[int, str]:
    """The interview, and the sight of the child that goes with it."""
    own = {one.provider_id: one for one in queries.interviewers() if one.user.pk == handing.to.pk}
    rows = queries.open_of([line.holder for line in lines], lock=True)
    wanted = {line.number for line in lines}
    left: dict[int, str] = {}
    moved: list[Interview] = []
    for row in rows.filter(pk__in=wanted):
        choice = own.get(row.provider_id) if row.provider_id else None
        if choice is None:
            left[row.pk] = f"{handing.to.name} does not interview for {row.provider}."
        elif why := why_not_of_age(row.episode.person, choice):
            left[row.pk] = why
        else:
            moved.append(row)
    _move(moved, handing)
    return left


def _move(rows: list[Interview], handing: Handing) -> None:
    moment = clock.now()
    Interview.objects.filter(pk__in=[row.pk for row in rows]).update(
        interviewer=handing.to, assigned_at=moment, version=F("version") + 1
    )
    end_many({source_of(row): row.episode.person_id for row in rows}, at=moment, by=handing.by)
    give_many(
        (
            Reason(
                row.episode.person_id, source_of(row), moment, user_id=handing.to.pk,
                level="interview",
            )
            for row in rows
        ),
        by=handing.by,
    )  # fmt: skip
    audit.record_many(
        "interview.assigned",
        by=handing.by,
        about=[(row.episode.person_id, {"to": handing.to.name}) for row in rows],
    )
