"""A placement that changes for somebody who has been missing before opens three duties (domain).

The people room knows of the move, and only this one of missing history; the three are answered on
the placement's own page.
"""

from accounts.clock import now
from accounts.models import User
from cases import rules
from cases.models import Episode
from deadlines.services import happened, settle
from people.models import Placement

OVER = {
    "moved": "They have moved again",
    "ended": "They live there no more",
    "mistake": "The placement was entered by mistake",
}


def when_a_placement_changed(*, placement: Placement, by: User, what: str) -> None:
    """Open what the move asks for; what an earlier place asked for and nobody did falls away."""
    person = placement.person
    moment = now()
    others = Placement.with_mistakes.filter(person=person).exclude(pk=placement.pk)
    left = list(others.values_list("pk", flat=True)) if what == "moved" else [placement.pk]
    for number in left:
        settle(
            about_kind="placement", about_id=number, at=moment, by=by, reason=OVER[what],
            person_id=person.pk,
        )  # fmt: skip
    if what != "moved" or not ever_missing(person.pk):
        return
    happened(
        "placement_changed", person_id=person.pk, episode_id=None, episode_ref="",
        about_kind="placement", about_id=placement.pk, about_ref=person.reference,
        at=moment, by=by,
    )  # fmt: skip
    if placement.host_id == person.responsible_authority_id:
        settle(
            rule="host_told", about_kind="placement", about_id=placement.pk, at=moment, by=by,
            reason="Placed in the area of the authority that looks after them", person_id=person.pk,
        )  # fmt: skip


def ever_missing(person_id: int) -> bool:
    """Any episode that was missing at some time, but for those entered by mistake."""
    rows = Episode.objects.filter(person_id=person_id, spells__status__in=rules.MISSING)
    return rows.exclude(state="void").exists()
