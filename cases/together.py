"""Brothers, sisters and others who went along: reported in one act, each with an episode of their
own, linked by the act; edited singly or together (S4, domain: Reporting).

Every report is kept before any episode is made, so a group of nine is whole or can be made whole;
the same act sent twice answers the first one's result.
"""

import uuid
from typing import Any

from django.db import transaction
from django.http import Http404

from accounts.errors import Invalid, Refused
from accounts.models import User
from cases import lifecycle, reports, services
from cases.models import Episode, Report
from people import queries as people
from people.models import Person
from people.policy import visible_to

MOST = 9  # others in one act
# What is one child's own: another did not wear it, and has no number of the police yet.
OWN = ("clothing", "belongings", "again", "police_grade")


def receive(
    *, by: User, channel: str, token: uuid.UUID, payload: dict[str, Any], others: list[str]
) -> Report:
    """Report one and those who went along. Answers the report of the one; what became of the
    others is on theirs. Where the first is refused none is made, and `Invalid` says why.
    """
    if not others:
        return reports.receive(by=by, channel=channel, token=token, payload=payload)
    every = [payload | {"together": str(token)}]
    every += [_of_another(payload, ref, token=token, by=by) for ref in others[:MOST]]
    kept = [
        reports.keep(by=by, channel=channel, token=token_of(token, number, one), payload=one)[0]
        for number, one in enumerate(every)
    ]
    try:
        first = reports.receive(by=by, channel=channel, token=kept[0].token, payload=every[0])
    except (Invalid, Refused, Http404) as refusal:
        for one in kept[1:]:
            reports.refuse_along(one, refusal, by=by)
        raise
    for report, one in zip(kept[1:], every[1:], strict=True):
        try:
            reports.receive(by=by, channel=channel, token=report.token, payload=one)
        except (Invalid, Refused, Http404):
            continue  # said on the report; the page that says it is done names them
    return first


def token_of(token: uuid.UUID, number: int, payload: dict[str, Any]) -> uuid.UUID:
    """The first report has the act's own token; each other one that is always the same for it."""
    return token if number == 0 else uuid.uuid5(token, str(payload["person"]))


def _of_another(payload: dict[str, Any], ref: str, *, token: uuid.UUID, by: User) -> dict[str, Any]:
    """The same report about somebody else; from Placement or from Home is their own."""
    said = {name: value for name, value in payload.items() if name not in OWN}
    person = visible_to(by).filter(reference=ref).first()
    if person is not None:
        how = str(payload["status"]).partition("_")[0]
        placed = people.current_placement(person.pk) is not None
        said["status"] = f"{how}_{'placement' if placed else 'home'}"
    return said | {"person": ref, "together": str(token)}


def make_all(
    move: str, *, episodes: list[Episode], by: User, **fields: Any
) -> tuple[list[Episode], list[tuple[Episode, str]]]:
    """One move for each of these, each asked of the policy and judged by itself: those made, and
    those not made with why. Where none could be made, `Invalid` says why of each.
    """
    return _each(episodes, lambda row: lifecycle.make(move, ref=row.reference, by=by, **fields))


def correct_all(
    *, episodes: list[Episode], by: User, **fields: Any
) -> tuple[list[Episode], list[tuple[Episode, str]]]:
    """The same correction for each, of the version that each stands at."""
    return _each(
        episodes,
        lambda row: services.correct(ref=row.reference, by=by, version=row.version, **fields),
    )


def _each(episodes: list[Episode], work: Any) -> tuple[list[Episode], list[tuple[Episode, str]]]:
    """In the order of the people, as locks are taken."""
    done, not_done = [], []
    for row in sorted(episodes, key=lambda one: one.person_id):
        try:
            with transaction.atomic():
                work(row)
        except Invalid as wrong:
            not_done.append((row, " ".join(t for texts in wrong.errors.values() for t in texts)))
        except (Refused, Http404) as refusal:
            not_done.append((row, str(refusal)))
        else:
            done.append(row)
    if not done:
        raise Invalid({"__all__": [f"{row.person}: {why}" for row, why in not_done]})
    return done, not_done


def offered(person: Person, *, user: User) -> list[Person]:
    """Who may have gone along: brothers and sisters, and the children of the same home."""
    among = visible_to(user).exclude(pk=person.pk)
    found = {one.pk: one for one in people.siblings_of(person, among=among)}
    placed = people.current_placement(person.pk)
    if placed is not None and placed.home_id:
        found |= {one.pk: one for one in people.placed_in(placed.home_id, among=among)}
    return list(found.values())[:30]
