"""Saving and reading the sections of a long form (way 11), whichever room owns the form.

A section's `data` is what was typed, as JSON keeps it; an incomplete one is the draft. The version
that a page was opened at must still be the one that is stored: otherwise the second editor gets a
`Conflict` that carries the stored section, so that both texts can be shown and neither is lost.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models, transaction

from accounts import audit, clock
from accounts.errors import Conflict
from accounts.models import User
from cases.section_models import Section

NOT_STARTED, STARTED, COMPLETED = "not_started", "started", "completed"


@transaction.atomic
def save_section(
    *,
    table: type[Section],
    parent: Any,
    key: str,
    data: dict[str, Any],
    version: int,
    by: User,
    complete: bool,
    title: str = "",
    person_id: int | None = None,
    page: str = "",
    by_itself: bool = False,
) -> Section:
    """Keep one section. `version` is the one the page was opened at, 0 for a section not begun.

    `page` names the open page (its submission token): what the same page saved by itself a moment
    ago is no conflict. Saving is an audit event, but not what a page saves `by_itself` every few
    seconds: that is in the history of fields.
    """
    _lock(parent)
    section = table._default_manager.filter(parent=parent, key=key).first()
    mine = section is not None and bool(page) and section.saved_from == page
    if section is None:
        section = table(parent=parent, key=key, version=0)
    elif section.version != version and section.data != data and not mine:
        raise Conflict(theirs=section)
    now = clock.now()
    section.data, section.version = data, section.version + 1
    section.completed_at = now if complete else None
    section.saved_at, section.saved_by, section.saved_from = now, by, page
    section.save()
    if not by_itself:
        audit.record(
            "section.completed" if complete else "section.saved",
            by=by, about=parent, person_id=person_id, section=title or key,
        )  # fmt: skip
    return section


@transaction.atomic
def save_draft(
    *,
    table: type[Section],
    lock: Callable[[], Any],
    key: str,
    data: dict[str, Any],
    version: int,
    by: User,
    page: str,
) -> Section:
    """What a page keeps by itself. `lock` fetches the parent anew, locked, and asks the policy:
    minutes that were finalised since the page was opened stay what they were.
    """
    return save_section(
        table=table, parent=lock(), key=key, data=data, version=version, by=by, complete=False,
        page=page, by_itself=True,
    )  # fmt: skip


def _lock(parent: models.Model) -> None:
    """The parent's row is the lock of all its sections; whoever freezes it takes the same."""
    type(parent)._default_manager.select_for_update().filter(pk=parent.pk).get()


def section_of(*, table: type[Section], parent: Any, key: str) -> Section | None:
    return table._default_manager.filter(parent=parent, key=key).select_related("saved_by").first()


def all_of(*, table: type[Section], parent: Any) -> dict[str, Section]:
    """Every section that was begun, by its key."""
    rows = table._default_manager.filter(parent=parent).select_related("saved_by")
    return {row.key: row for row in rows}


def state_of(section: Section | None) -> str:
    if section is None:
        return NOT_STARTED
    return COMPLETED if section.completed_at else STARTED


def unfinished(*, table: type[Section], parent: Any, needed: Iterable[str]) -> list[str]:
    """The needed keys that nobody has marked as completed, in their order."""
    done = {key for key, row in all_of(table=table, parent=parent).items() if row.completed_at}
    return [key for key in needed if key not in done]
