"""What the cases room says and does when two records are found to be one person."""

from itertools import product

from accounts.models import User
from cases.models import Curfew, Episode, Leave
from govuk import words
from people import merge_columns
from people.hooks import Choice, Merging
from people.models import Person

OPEN = ("open", "located")


def stops(kept: Person, gone: Person) -> list[str]:
    """Two open episodes, two that cover the same time, two open leaves."""
    rows = Episode.objects.filter(person__in=[kept, gone]).exclude(state="void")
    rows = rows.order_by("started_at")
    of = {one.pk: [row for row in rows if row.person_id == one.pk] for one in (kept, gone)}
    sentences = []
    for one, two in product(of[kept.pk], of[gone.pk]):
        if one.state in OPEN and two.state in OPEN:
            sentences.append(
                f"Both are missing or absent now: {one.reference} ({kept.reference}) and "
                f"{two.reference} ({gone.reference}). Void the one that is a second report of the "
                "same time, or record when they were found, and then merge."
            )
        elif _overlap(one, two):
            sentences.append(
                f"{one.reference} ({kept.reference}) and {two.reference} ({gone.reference}) cover "
                f"the same time, from {words.when(max(one.started_at, two.started_at))}. Void the "
                "one that was entered twice, or correct its times, and then merge."
            )
    away = Leave.objects.filter(person__in=[kept, gone], ended_at__isnull=True)
    if len(open_leaves := [row.reference for row in away.order_by("pk")]) > 1:
        sentences.append(
            f"Both are on authorised leave now: {' and '.join(open_leaves)}. End one of the two "
            "first."
        )
    return sentences


def _overlap(one: Episode, two: Episode) -> bool:
    return (two.ended_at is None or one.started_at < two.ended_at) and (
        one.ended_at is None or two.started_at < one.ended_at
    )


def choices(kept: Person, gone: Person) -> list[Choice]:
    """Of two curfews one stays."""
    curfews = {row.person_id: row for row in Curfew.objects.filter(person__in=[kept, gone])}
    if len(curfews) < 2:
        return []
    return [Choice("curfew", "Curfew", said_of(curfews[kept.pk]), said_of(curfews[gone.pk]))]


def said_of(curfew: Curfew) -> str:
    times = [
        (name, at)
        for name, at in (
            ("school nights", curfew.school_night), ("weekend nights", curfew.weekend_night),
        )
        if at
    ]  # fmt: skip
    said = ", ".join(f"{name} {words.on_the_clock(at.hour, at.minute)}" for name, at in times)
    return f"{said or 'None'}, set {words.day(curfew.set_at)}"


def carry_over(kept: Person, gone: Person, *, by: User, merging: Merging) -> None:
    """The curfew that was chosen; all else has a plain key to the person and goes with it."""
    if "curfew" in merging.choices and choices(kept, gone):
        column = merge_columns.column_of(Curfew)
        if merging.choices["curfew"] == "gone":
            merge_columns.exchange(column, kept.pk, gone.pk)
        merging.leave(
            "cases.Curfew.person", Curfew.objects.filter(person=gone).values_list("pk", flat=True)
        )
