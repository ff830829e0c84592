"""Handing over what somebody holds: in one transaction, audited on each person, with one notice to
each who takes something. Done twice, it changes nothing: nothing is held any more.
"""

from collections import defaultdict
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from accounts import audit, rules
from accounts.clock import local, now, today
from accounts.errors import Invalid, Refused
from accounts.models import User
from accounts.policy import acts_of, require
from accounts.queries import holders_of, users
from govuk import words
from notifications.outbox import post
from people import hand_over_hooks as hooks
from people import hand_over_queries as queries
from people.hand_over_hooks import Handing, Held
from people.models import HandOver, HandOverLine, Person
from people.policy import visible_to

FURTHEST = 366  # days that a hand-over can be planned ahead


@dataclass(frozen=True)
class Choice:
    """Who takes a kind of thing: some of it by number, or all of it."""

    to: int
    lines: list[int] | None = None

    def takes(self, line: Held) -> bool:
        return self.lines is None or line.number in self.lines


def hand_over(
    *, holder: User, choices: dict[str, Choice], on: date, why: str, by: User
) -> HandOver | None:
    """Give what `holder` holds to others from that day: at once, or planned where the day is yet
    to come. None where nothing of it is held any more.
    """
    require(by, "reassign")
    _check(holder, choices, on, why)
    with transaction.atomic():
        row = HandOver(
            from_user=holder, by=by, on=on, why=why.strip(), made_at=now(), state="planned",
            choices={kind: asdict(choice) for kind, choice in choices.items()},
        )  # fmt: skip
        if on > today():
            row.save()
            audit.record("hand_over.planned", by=by, of=holder.name, on=words.day(on))
            return row
        lines = _locked(row)
        return _carry_out(row, lines) if lines else None


def _check(holder: User, choices: dict[str, Choice], on: date, why: str) -> None:
    wrong: dict[str, str] = {}
    takers = users({choice.to for choice in choices.values()})
    if not choices:
        wrong["__all__"] = "Choose what is handed over, and who takes it"
    if not why.strip():
        wrong["why"] = "Enter why it is handed over"
    day = today()
    if on < day:
        wrong["on"] = "The day must be today or later"
    elif (on - day).days > FURTHEST:
        wrong["on"] = "The day must be within a year"
    if any(not taker.is_active for taker in takers.values()) or len(takers) < len(
        {choice.to for choice in choices.values()}
    ):
        wrong["__all__"] = "Choose somebody who may sign in"
    if holder.pk in takers:
        wrong["__all__"] = f"Choose somebody else: {holder.name} holds it now"
    if unknown := set(choices) - set(hooks.HAND_OVER):
        raise ValueError(f"not kinds of what can be held: {sorted(unknown)}")
    if wrong:
        raise Invalid(wrong)


def withdraw(*, number: int, by: User) -> None:
    """A planned hand-over is not wanted any more. One that is done stays done."""
    require(by, "reassign")
    with transaction.atomic():
        row = queries.plan(number, lock=True)
        if row is None:
            raise Refused("This hand-over has been carried out or withdrawn already.")
        row.state = "withdrawn"
        row.save(update_fields=["state"])
        audit.record("hand_over.withdrawn", by=by, of=row.from_user.name)


def carry_out_due() -> int:
    """What was planned for today or before, each in a transaction of its own. Answers how many."""
    done = 0
    for number in queries.due_plans(today()):
        with transaction.atomic():
            row = queries.plan(number, lock=True)
            if row is None:
                continue  # another worker has it
            _carry_out(row, _locked(row))
            done += 1
    return done


def _chosen(row: HandOver, *, reach: QuerySet[Person] | None) -> list[Held]:
    choices = {kind: Choice(**choice) for kind, choice in row.choices.items()}
    lines = [
        line
        for line in queries.all_held([row.from_user_id])
        if line.kind in choices and choices[line.kind].takes(line)
    ]
    return lines if reach is None else queries.within(lines, reach=reach)


def _locked(row: HandOver) -> list[Held]:
    """The chosen lines about people within reach of who hands over, read again once those people
    are locked (way 1): what somebody else has given away meanwhile is not there any more.
    """
    reach = visible_to(row.by) if "reassign" in acts_of(row.by) else Person.objects.none()
    wanted = {line.person for line in _chosen(row, reach=reach)}
    people = Person.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
    locked = {person.pk for person in people}
    return [line for line in _chosen(row, reach=reach) if line.person in locked]


def _carry_out(row: HandOver, lines: list[Held]) -> HandOver:
    row.state, row.done_at = "done", now()
    row.save()
    takers = users({choice["to"] for choice in row.choices.values()})
    left: dict[str, str] = {}
    for kind, rule in sorted(hooks.HAND_OVER.items(), key=lambda item: item[1].place):
        own = [line for line in lines if line.kind == kind]
        if own:
            handing = Handing(takers[row.choices[kind]["to"]], row.on, row.by, row.why)
            left |= _give(own, rule, _seeing(handing, own))
    _keep(row, lines, left, takers)
    return row


def _seeing(handing: Handing, lines: list[Held]) -> Handing:
    """With whom the new holder sees now: asked before each kind, for the one before opens more."""
    seen = visible_to(handing.to).filter(pk__in={line.person for line in lines})
    return replace(handing, sees=frozenset(seen.values_list("pk", flat=True)))


def _give(lines: list[Held], rule: hooks.HandOver, handing: Handing) -> dict[str, str]:
    """Hand over these lines of one kind; why the others stay, by their keys."""
    left = {line.key: why for line in lines if (why := _refusal(line, rule, handing))}
    fine = [line for line in lines if line.key not in left]
    why_not = rule.give(fine, handing) if fine else {}
    return left | {line.key: why_not[line.number] for line in fine if line.number in why_not}


def _refusal(line: Held, rule: hooks.HandOver, handing: Handing) -> str:
    to = handing.to
    if not to.is_active:
        return f"{to.name} can no longer sign in."
    if rule.act not in acts_of(to):
        return f"{to.name} cannot take it: their role cannot {rules.ACTS[rule.act]}."
    if rule.seen and line.person not in handing.sees:
        return f"{to.name} cannot see this record. Give them a part in this person’s care first."
    return ""


def _keep(row: HandOver, lines: list[Held], left: dict[str, str], takers: dict[int, User]) -> None:
    """What became of every line; one event for each person and taker; one notice for each taker."""
    told: dict[tuple[int, int], list[str]] = defaultdict(list)
    kept = []
    for line in lines:
        to, why_not = row.choices[line.kind]["to"], left.get(line.key, "")
        kept.append(
            HandOverLine(
                hand_over=row, kind=line.kind, number=line.number, person_id=line.person,
                text=line.text, reference=line.reference, to_user_id=to, why_not=why_not,
            )
        )  # fmt: skip
        if not why_not:
            told[line.person, to].append(line.text)
    HandOverLine.objects.bulk_create(kept)
    audit.record("hand_over.done", by=row.by, of=row.from_user.name, number=row.pk)
    audit.record_many(
        "person.handed_over",
        by=row.by,
        about=[(person, _detail(row, takers[to], texts)) for (person, to), texts in told.items()],
    )
    _tell(row, takers={to for _, to in told}, left=bool(left) or not lines)


def _detail(row: HandOver, to: User, texts: list[str]) -> dict[str, Any]:
    return {
        "of": row.from_user.name, "to": to.name, "what": "; ".join(texts), "why": row.why,
        "hand_over": row.pk,
    }  # fmt: skip


def _tell(row: HandOver, *, takers: set[int], left: bool) -> None:
    """Who takes something; who held it; and, where a plan could not be carried out in full, who
    made it, or the co-ordinator where they are gone.
    """
    key = f"hand_over:{row.pk}"
    ids = {"path": reverse("work:hand_over_done", args=[row.pk])}
    post(template="work_taken", recipients=takers, key=f"{key}:taken", ids=ids)
    if row.from_user.is_active and takers:
        post(template="work_given", recipients=[row.from_user_id], key=f"{key}:given", ids=ids)
    if left and row.on > local(row.made_at).date():
        whom = [row.by_id] if row.by.is_active else holders_of("missing_coordinator")
        post(template="work_left", recipients=whom, key=f"{key}:left", ids=ids)
