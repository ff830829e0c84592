"""Duties given to somebody by name, and urgent notices that nobody has acknowledged: the rooms
below cannot be asked from above the other way round, so their hand-over is here.
"""

from deadlines.models import Deadline
from deadlines.services import reassign_many
from govuk import words
from notifications import queries as notices
from notifications.services import pass_on
from notifications.templates import TEMPLATES
from people.hand_over_hooks import Handing, Held


def duties_held(users: list[int]) -> list[Held]:
    """Open deadlines reassigned to these by hand. Those of actions go with the action."""
    rows = Deadline.objects.filter(state="open", owner_user__in=users).exclude(about_kind="action")
    return [
        Held(
            "deadline", row.pk, row.owner_user_id, row.person_id,
            f"{row.title}, due {words.when(row.due_at)}", row.about_ref,
        )
        for row in rows.order_by("due_at", "pk")
        if row.owner_user_id
    ]  # fmt: skip


def give_duties(lines: list[Held], handing: Handing) -> dict[int, str]:
    reassign_many(
        ids=[line.number for line in lines], to=handing.to, by=handing.by, why=handing.why
    )
    return {}


def notices_held(users: list[int]) -> list[Held]:
    """Urgent notices that their recipients have not said they know of."""
    return [
        Held(
            "notice", row.pk, row.recipient_id, row.person_id,
            f"{TEMPLATES[row.template].title}, {words.when(row.created_at)}",
            str(row.ids.get("reference") or row.ids.get("episode") or ""),
        )
        for row in notices.urgent_of(users)
        if row.person_id
    ]  # fmt: skip


def give_notices(lines: list[Held], handing: Handing) -> dict[int, str]:
    pass_on([line.number for line in lines], to=handing.to)
    return {}
