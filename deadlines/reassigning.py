"""An open deadline given to a named person, in place of whoever holds the role."""

from django.db import connection

from accounts import audit
from accounts.errors import Invalid
from accounts.models import User
from deadlines.models import Deadline


def reassign(*, deadline: Deadline, to: User, by: User, why: str) -> None:
    """Give one open deadline to a named person instead of the role's holder."""
    _in_transaction()
    if not why.strip():
        raise Invalid({"why": ["Say why it is reassigned."]})
    if not to.is_active:
        raise Invalid({"to": [f"{to.name} can no longer sign in. Choose somebody else."]})
    row = _locked_open(deadline)
    row.owner_user = to
    row.save(update_fields=["owner_user"])
    audit.record(
        "deadline.reassigned",
        by=by,
        person_id=row.person_id,
        titles=row.title,
        to=to.name,
        why=why.strip(),
        deadlines=[row.pk],
    )


def reassign_many(*, ids: list[int], to: User, by: User, why: str) -> int:
    """Give these, as far as they are open, to a named person. Answers how many there were."""
    _in_transaction()
    rows = list(
        Deadline.objects.select_for_update().filter(pk__in=ids, state="open").order_by("pk")
    )
    Deadline.objects.filter(pk__in=[row.pk for row in rows]).update(owner_user=to)
    by_person: dict[int, list[Deadline]] = {}
    for row in rows:
        by_person.setdefault(row.person_id, []).append(row)
    audit.record_many(
        "deadline.reassigned",
        by=by,
        about=[
            (
                person_id,
                {
                    "titles": "; ".join(row.title for row in own),
                    "to": to.name,
                    "why": why.strip(),
                    "deadlines": [row.pk for row in own],
                },
            )
            for person_id, own in by_person.items()
        ],
    )
    return len(rows)


def _locked_open(deadline: Deadline) -> Deadline:
    row = Deadline.objects.select_for_update().get(pk=deadline.pk)
    if row.state != "open":
        raise Invalid({"__all__": ["This has been dealt with already."]})
    return row


def _in_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("Deadlines change in the transaction of the event that changes them.")
