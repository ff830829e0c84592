"""Reads: the rules as the council has them on a day, bank holidays, and the deadlines of an
episode."""

import logging
from collections import defaultdict
from datetime import date, timedelta

from django.conf import settings
from django.db.models import QuerySet

from deadlines import pathway
from deadlines.models import BankHoliday, Deadline, RuleOverride
from deadlines.pathway import Rule

log = logging.getLogger(__name__)


def holidays_after(day: date) -> frozenset[date]:
    """Bank holidays of the council's part of the UK in the year from this day on.

    None at all means that nobody has loaded them: due times would be wrong, which is logged as an
    error.
    """
    days = frozenset(
        BankHoliday.objects.filter(
            division=settings.COUNCIL_DIVISION,
            day__range=(day - timedelta(days=1), day + timedelta(days=370)),
        ).values_list("day", flat=True)
    )
    if not days:
        log.error("no bank holidays known after %s: run manage.py load_bank_holidays", day)
    return days


def overrides_on(day: date, keys: list[str]) -> dict[str, RuleOverride]:
    """The council's own word on these rules that holds on this day, the latest of each."""
    rows = RuleOverride.objects.filter(rule__in=keys, holds_from__lte=day).order_by("holds_from")
    return {row.rule: row for row in rows}


def resolve_rules(rules: list[Rule], day: date) -> dict[str, tuple[Rule, int | None]]:
    """These rules as they hold on this day, each with the id of the override it comes from."""
    overrides = overrides_on(day, [rule.key for rule in rules])
    return {rule.key: _resolved(rule, overrides.get(rule.key)) for rule in rules}


def span_on(key: str, day: date) -> timedelta:
    """How long something of the pathway's SPANS lasts on this day, as the council has it."""
    override = overrides_on(day, [key]).get(key)
    return pathway.SPANS[key].length(override.amount if override else None)


def _resolved(rule: Rule, override: RuleOverride | None) -> tuple[Rule, int | None]:
    if override is None:
        return rule, None
    return pathway.changed(
        rule, amount=override.amount, owner=override.owner_role, ladder=override.ladder
    ), override.pk


def open_for_episode(episode_id: int) -> QuerySet[Deadline]:
    """What is still to be done, soonest first."""
    return all_for_episode(episode_id).filter(state="open")


def open_about(kind: str, number: int) -> list[Deadline]:
    """What is still to be done about one thing, soonest first."""
    rows = Deadline.objects.filter(about_kind=kind, about_id=number, state="open")
    return list(rows.select_related("owner_user").order_by("due_at", "id"))


def all_for_episode(episode_id: int) -> QuerySet[Deadline]:
    """Everything that ever hung on this episode, soonest first."""
    return (
        Deadline.objects.filter(episode_id=episode_id)
        .select_related("owner_user")
        .order_by("due_at", "id")
    )


def open_for_episodes(episode_ids: list[int]) -> dict[int, list[Deadline]]:
    """What is still to be done on each of these, soonest first, in one query: for boards and
    lists."""
    found: dict[int, list[Deadline]] = defaultdict(list)
    rows = Deadline.objects.filter(episode_id__in=episode_ids, state="open")
    for row in rows.order_by("due_at", "id"):
        if row.episode_id is not None:
            found[row.episode_id].append(row)
    return found
