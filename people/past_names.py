"""What people were called once, from the history of their records."""

from datetime import datetime
from typing import Any

from django.apps import apps

from people.models import Person


def names_then(pairs: set[tuple[int, datetime]]) -> dict[tuple[int, datetime], str]:
    """What each person was called at a moment, from the history of the record.

    Who wrote about somebody then must not learn a later name from it: an adoption or a move to
    safety can be the reason why they see the record no more. The first name that is known stands
    for what came before the history.
    """
    events = apps.get_model("people", "PersonEvent").objects.order_by("pgh_obj_id", "pgh_id")
    history: dict[int, list[Any]] = {}
    for event in events.filter(pgh_obj_id__in={pk for pk, _ in pairs}):
        history.setdefault(event.pgh_obj_id, []).append(event)
    found = {}
    for pk, moment in pairs:
        rows = history.get(pk, [])
        past = [row for row in rows if row.pgh_created_at <= moment]
        if rows:
            row = past[-1] if past else rows[0]
            one = Person(
                given_name=row.given_name, family_name=row.family_name, known_as=row.known_as
            )
            found[pk, moment] = one.name
    return found
