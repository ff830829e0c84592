"""What a report's pages know already: never asked again what the record says (interface: never
ask twice).
"""

from typing import Any

from accounts.models import User
from accounts.policy import roles_of
from accounts.queries import office_phone_of
from cases import hooks
from people import queries as people
from people.models import Person
from people.unnamed import is_unnamed

RELATION = {
    "care_staff": "carer",
    "foster_carer": "carer",
    "social_worker": "social_worker",
    "police": "police",
}


def for_page(name: str, person: Person, user: User) -> dict[str, Any]:
    """The first answers of one page. A room above may know more (`hooks.PREFILL`).

    Of somebody whom the reader may not see nothing is known.
    """
    if is_unnamed(person) and name not in {"you", "police"}:
        return {}
    if name == "where":
        placed = people.current_placement(person.pk)
        return {
            "missing_from": "placement" if placed else "home",
            "from_detail": str(placed) if placed else "",
        }
    if name == "you":
        roles = roles_of(user)
        relation = next((RELATION[role] for role in RELATION if role in roles), "")
        return {
            "reporter_name": user.name,
            "reporter_relation": relation,
            "reporter_phone": user.phone or office_phone_of(user),
        }
    if name == "police":
        forces = list(people.organisations("police")[:2])
        return {"police_force": forces[0].name} if len(forces) == 1 else {}
    known: dict[str, Any] = {}
    for ask in hooks.PREFILL:
        known = ask(person) | known
    return known
