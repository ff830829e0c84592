"""What holds from a day to a day, when two records are found to be one: the same twice is left,
what contradicts stands in the way.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from govuk import words
from people.models import Allocation, CareStatus, LegalStatus, Person, Placement


@dataclass(frozen=True)
class Kind:
    """A table of spans. Two of one kind that overlap contradict each other, unless `same` agree;
    `within`: only where these are equal do two meet at all.
    """

    table: type[models.Model]
    said: str
    put_right: str
    same: tuple[str, ...]
    within: tuple[str, ...] = ()

    @property
    def column(self) -> str:
        return f"{self.table._meta.label}.person"


KINDS = (
    Kind(
        Placement, "Both have a placement at the same time",
        "End or correct one of the two placements first", ("kind", "home_id", "carer"),
    ),
    Kind(
        Allocation, "Both have somebody in the same part at the same time",
        "End or correct one of the two allocations first", ("user_id",), ("role",),
    ),
    Kind(
        CareStatus, "Both have a social care status at the same time",
        "End or correct one of the two statuses first", ("status", "category"),
    ),
    Kind(
        LegalStatus, "Both have a legal status at the same time",
        "End or correct one of the two statuses first", ("status",),
    ),
)  # fmt: skip


def meetings(kept: Person, gone: Person) -> Iterator[tuple[Kind, Any, Any]]:
    """Every two spans of the two records that meet: (kind, of the kept one, of the other)."""
    for kind in KINDS:
        rows = kind.table._default_manager.filter(person__in=[kept, gone]).order_by(
            "starts_on", "pk"
        )
        held = [row for row in rows if row.person_id == kept.pk]
        for other in [row for row in rows if row.person_id == gone.pk]:
            for row in held:
                meet = all(getattr(row, name) == getattr(other, name) for name in kind.within)
                if meet and overlap(row, other):
                    yield kind, row, other


def overlap(one: Any, two: Any) -> bool:
    """The day of a change belongs to both, so the last day itself is left out."""
    return (two.ends_on is None or one.starts_on < two.ends_on) and (
        one.ends_on is None or two.starts_on < one.ends_on
    )


def is_same(kind: Kind, one: Any, two: Any) -> bool:
    return all(getattr(one, name) == getattr(two, name) for name in kind.same)


def stops(kept: Person, gone: Person) -> list[str]:
    """A sentence for every two that contradict each other."""
    return [
        f"{kind.said}: {span(one)} ({kept.reference}) and {span(two)} ({gone.reference}). "
        f"{kind.put_right}."
        for kind, one, two in meetings(kept, gone)
        if not is_same(kind, one, two)
    ]


def span(row: Any) -> str:
    """`Oak House, 6 March 2026 to now`."""
    return f"{row}, {words.day(row.starts_on)} to {words.day(row.ends_on) or 'now'}"
