"""A list of episodes as a file: what may be seen, by the filters in use, and on record."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts import audit, csv_files
from accounts.errors import Invalid
from accounts.models import User
from cases import list_rules, queries, rules
from cases.list_queries import grade_words
from cases.models import Episode

TOO_MANY = (
    "There are more than {most:,} episodes in this list, too many for one file. "
    "Narrow the filters, to a shorter time for example."
)


def file_of(among: QuerySet[Episode]) -> tuple[csv_files.CsvFile, list[tuple[int, str]]]:
    """The file, latest first, and the people and episodes in it."""
    most = list_rules.MOST_ROWS
    chosen = among.order_by("-started_at", "-id").values("pk")[: most + 1]
    rows = list(
        queries.with_standing(Episode.objects.filter(pk__in=chosen))
        .select_related("person", "responsible_authority")
        .order_by("-started_at", "-id")
    )
    if len(rows) > most:
        raise Invalid({"__all__": TOO_MANY.format(most=most)})
    file = csv_files.made(list_rules.CSV_HEAD, _cells(rows))
    return file, [(row.person_id, row.reference) for row in rows]


def _cells(rows: list[Any]) -> Iterator[list[Any]]:
    """What the list shows, and nothing beyond it; of episodes with how they stand."""
    for row in rows:
        yield [
            row.reference,
            row.person.reference,
            row.person.name,
            rules.STATUSES.get(row.status, ""),
            row.get_state_display(),
            row.started_at,
            row.start_approximate,
            row.ended_at,
            row.end_approximate if row.ended_at else "",
            grade_words(row.police_grade),
            grade_words(row.council_grade),
            row.responsible_authority.name,
        ]


def on_record(
    *, by: User, file: csv_files.CsvFile, about: list[tuple[int, str]], page: str, reason: str,
    filters: dict[str, str],
) -> None:  # fmt: skip
    """Who took which list and why, with its fingerprint; and on each person's record that they
    were in it.
    """
    if not reason.strip():
        raise Invalid({"reason": "Enter why you need the file"})
    what = list_rules.PAGES[page]
    with transaction.atomic():
        audit.record(
            "list.exported", by=by, what=what, rows=file.rows, sha256=file.sha256,
            reason=reason.strip(), filters=filters,
        )  # fmt: skip
        episodes: dict[int, list[str]] = {}
        for person_id, reference in about:
            episodes.setdefault(person_id, []).append(reference)
        audit.record_many(
            "list.exported_with",
            by=by,
            about=[
                (person_id, {"what": what, "episodes": refs, "sha256": file.sha256,
                             "reason": reason.strip()})
                for person_id, refs in sorted(episodes.items())
            ],
        )  # fmt: skip
