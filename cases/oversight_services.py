"""The manager's oversight at the point somebody is known to be missing, and actions with their
owners (S4).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import audit
from accounts.clock import now
from accounts.errors import Invalid
from accounts.models import User
from cases import alerts
from cases.access import episode_for
from cases.models import Action, Episode, Oversight
from cases.services import event, said
from notifications.outbox import post


@dataclass(frozen=True)
class NewAction:
    """What, who, by when. `owner` signs in here; anybody else is a name, chased by the social
    worker.
    """

    what: str
    due_at: datetime
    owner: User | None = None
    owner_name: str = ""


def oversee(*, ref: str, by: User, considered: str, actions: list[NewAction]) -> Oversight:
    """Record oversight. It needs at least one action with an owner and a time (S4: time-bound
    actions).
    """
    with transaction.atomic():
        episode = episode_for(by, ref, to="oversee", lock=True)
        text = said(considered, "considered", "Enter the risks considered and the direction given")
        if not actions:
            raise Invalid({"__all__": "Add at least one action with an owner and a time"})
        moment = now()
        made = Oversight.objects.create(episode=episode, considered=text, by=by, at=moment)
        audit.record("oversight.recorded", by=by, about=episode, person_id=episode.person_id)
        event(episode, "oversight_recorded", at=moment, by=by)
        for one in actions:
            give_action(episode=episode, source="oversight", action=one, by=by)
        alerts.tell(episode, template="oversight_recorded", move=f"oversight:{made.pk}", by=by)
    return made


def give_action(
    *, episode: Episode, source: str, action: NewAction, by: User, source_ref: str = ""
) -> Action:
    """One action, a deadline of its owner and a notice to them. In the caller's transaction."""
    moment = now()
    if action.due_at <= moment:
        raise Invalid({"due_at": "The time an action is due must be in the future"})
    row = Action.objects.create(
        episode=episode,
        source=source,
        source_ref=source_ref,
        what=said(action.what, "what", "Enter what is to be done"),
        owner=action.owner,
        owner_name=action.owner_name.strip(),
        due_at=action.due_at,
        created_at=moment,
    )
    to = action.owner.name if action.owner else action.owner_name
    audit.record(
        "action.entered",
        by=by,
        about=episode,
        person_id=episode.person_id,
        to=to,
        what=row.what[:200],
    )
    title = row.what if action.owner else f"{row.what} ({to})"
    event(
        episode,
        "action_entered",
        at=moment,
        by=by,
        about_kind="action",
        about_id=row.pk,
        due_at=row.due_at,
        title=title[:200],
        owner_user_id=action.owner.pk if action.owner else None,
    )
    if action.owner and action.owner.pk != by.pk:
        _tell_owner(episode, row, action.owner)
    return row


def _tell_owner(episode: Episode, row: Action, owner: User) -> None:
    ids: dict[str, Any] = {
        "episode": episode.reference,
        "reference": episode.reference,
        "person": episode.person_id,
        "action": row.pk,
        "due": row.due_at.isoformat(),
    }
    post(
        template="action_given",
        recipients=[owner.pk],
        key=f"action:{row.pk}:given",
        ids=ids,
        person_id=episode.person_id,
    )


def complete_action(*, ref: str, action_id: int, by: User, finding: str) -> Action:
    """The action is done, with what came of it. Its deadline is met at this moment."""
    with transaction.atomic():
        episode = episode_for(by, ref, to="do_action", lock=True)
        row = Action.objects.select_for_update().filter(pk=action_id, episode=episode).first()
        if row is None:
            raise Invalid({"__all__": "This action belongs to another episode"})
        if row.done_at:
            raise Invalid({"__all__": "This action was completed already"})
        row.finding = said(finding, "finding", "Enter what was done or found")
        row.done_at, row.done_by = now(), by
        row.save(update_fields=["finding", "done_at", "done_by"])
        audit.record(
            "action.done", by=by, about=episode, person_id=episode.person_id, what=row.what[:200]
        )
        event(episode, "action_done", at=row.done_at, by=by, about_kind="action", about_id=row.pk)
    return row
