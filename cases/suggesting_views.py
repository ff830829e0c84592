"""Who may be meant, while a name is being typed: the first few, for the script of the search box.

Without the script the same box searches when it is sent (cases/person_views.py).
"""

from datetime import date
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from accounts import audit
from accounts import policy as roles
from accounts.clock import local, now
from cases import queries
from govuk import words
from people import policy as people_policy
from people.models import Person
from people.search import find

FEW = 7
FROM = 2  # letters: one alone would bring anybody


def suggest(request: HttpRequest) -> JsonResponse:
    """The likeliest of those this user may see. What was typed is kept as every search is."""
    roles.require(request.user, "view")
    text = " ".join(request.GET.get("q", "").split())[:200]
    found: list[Person] = []
    if len(text) >= FROM:
        among = queries.with_open_episode(people_policy.visible_to(request.user))
        found = find(text, among=among, limit=FEW + 1)
        audit.record_alone("searched", by=request.user, text=text, found=len(found))
    moment = local(now())
    places = queries.placements_of(found[:FEW], on=moment)
    return JsonResponse(
        {
            "people": [
                _line(one, places.get(one.pk, ""), day=moment.date()) for one in found[:FEW]
            ],
            "more": len(found) > FEW,
        }
    )


def _line(one: Any, place: object, *, day: date) -> dict[str, str]:
    age = one.age_on(day)
    about = [words.count(age, "year") + " old" if age is not None else "", str(place or "")]
    status = str(one.open_status or "")
    return {
        "name": str(one),
        "about": ", ".join(part for part in about if part),
        "ref": one.reference,
        "now": ("Missing now" if status.startswith("missing") else "Absent now") if status else "",
        "href": reverse("cases:person", args=[one.reference]),
    }
