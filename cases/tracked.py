"""Which tables' history of fields belongs to a person's record, and how their rows hang on it.

A tracked table that is neither told (TOLD here, `hooks.TOLD` of the rooms above) nor in
NOT_OF_A_PERSON fails a test, and is shown to nobody: what it may show, and to whom, is somebody's
decision. The way from a row to its person is read off the keys.
"""

from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from psycopg2 import sql

from cases import hooks, need_forms, phase_forms, rest_forms
from cases.hooks import Told
from cases.models import Episode
from people.models import Person

VIEW = Told("view")
TOLD: dict[str, Told] = {
    "people.Alert": VIEW,
    "people.Allocation": Told("view", "who works with them"),
    "people.CareStatus": Told("view", "social care status"),
    "people.CourtDate": VIEW,
    "people.EmergencyAccess": Told("see_access"),
    "people.Identifier": Told("view", "number"),
    "people.LegalStatus": VIEW,
    "people.Named": Told("see_access", "somebody named for the restricted record"),
    "people.OtherName": Told("view", "further name"),
    "people.Person": Told("view", "record"),
    "people.PersonGrant": Told("see_access", "access that was given"),
    "people.Placement": VIEW,
    "people.Relationship": VIEW,
    "people.Restriction": Told("see_access"),
    "people.Suggestion": Told("edit_person", "what was said to be out of date"),
    "deadlines.Deadline": Told("view", "something to be done"),
    "cases.Action": VIEW,
    "cases.AgreedStay": VIEW,
    "cases.Curfew": VIEW,
    "cases.Episode": VIEW,
    "cases.GradeChallenge": Told("view", "challenge of the police grade"),
    "cases.Leave": Told("view", "authorised leave"),
    "cases.LegalStep": VIEW,
    "cases.LogEntry": Told("view", "entry of the log"),
    "cases.NeedSection": Told("need_to_know", "page of a Need to Know", need_forms.PARTS),
    "cases.NeedToKnow": Told("need_to_know", "Need to Know"),
    "cases.Oversight": Told("view", "manager’s oversight"),
    "cases.PhaseSection": Told("view", "page of the four phases", phase_forms.PARTS),
    "cases.ReportSection": Told("view", "page of the report", rest_forms.PARTS),
    "cases.Risk": VIEW,
    "cases.RiskView": Told("view", "view of risk"),
    "cases.StatusSpell": Told("view", "status of the episode"),
}
# Tracked tables about nobody in particular, or made from what is told.
NOT_OF_A_PERSON = {
    "accounts.Membership": "whose roles: in the admin site",
    "accounts.Organisation": "a reference list",
    "accounts.Team": "a reference list",
    "accounts.User": "staff, not people who go missing",
    "deadlines.BankHoliday": "a reference list",
    "deadlines.RuleOverride": "a reference list",
    "people.HandOver": "of a member of staff; what it changes is in each person's own history",
    "people.PersonName": "made anew from the record for the search",
    "people.SharingAgreement": "a reference list",
}
# Columns that say nothing to a reader: numbers by which the product finds and guards its rows.
TECHNICAL = (
    "id version reference created_at saved_at saved_by_id saved_from look_at step failures terms"
    " priority occurrence about_id about_kind rule permission_id written_at area_code"
).split()
# Of the row's place: told only where it changed, as in a merge of two records.
PLACES = frozenset(
    "person_id content_object_id episode_id interview_id meeting_id parent_id restriction_id"
    " about_ref by_id at".split()
)
OF_THE_HISTORY = (
    "pgh_id pgh_created_at pgh_label pgh_context pgh_context_id pgh_obj_id".split()
)  # fmt: skip


def all_told() -> dict[str, Told]:
    return TOLD | hooks.TOLD


def tables(acts: frozenset[str]) -> list[type[models.Model]]:
    """The tables whose history somebody with these acts may read, in a fixed order."""
    return [apps.get_model(label) for label, one in sorted(all_told().items()) if one.act in acts]


def noun_of(model: type[models.Model]) -> str:
    """What the screen calls a row, with a capital letter."""
    noun = all_told()[model._meta.label].noun or str(model._meta.verbose_name)
    return noun[:1].upper() + noun[1:]


@cache
def event_of(model: type[models.Model]) -> type[models.Model]:
    """The table of history that belongs to a tracked one."""
    return next(
        one for one in apps.get_models() if getattr(one, "pgh_tracked_model", None) is model
    )


@cache
def key_of(model: type[models.Model]) -> "models.Field[Any, Any] | None":
    """The key that leads a row towards its person: the person's own, else the first that has a
    way.
    """
    fields = model._meta.concrete_fields
    for field in fields:
        if field.column in {"person_id", "content_object_id"}:
            return field
    for field in fields:
        target = field.related_model
        if isinstance(target, type) and target is not model and not field.null and has_way(target):
            return field
    return None


@cache
def has_way(model: type[models.Model]) -> bool:
    return model is Person or (
        model._meta.app_label not in {"accounts", "auth", "contenttypes"}
        and key_of(model) is not None
    )


def of_people(model: type[models.Model], row: str) -> sql.Composable:
    """The condition that a row (`e` of history, or the table's own) is of one of `people`."""
    if model is Person:
        return _is(row, "pgh_obj_id" if row == "e" else "id", "= any(%(people)s)")
    key = key_of(model)
    assert key is not None, model
    if row == "e" and not _keeps(model, key.column):
        return _by_itself(model, of_people)
    if key.related_model is Person or key.column == "person_id":
        return _is(row, key.column, "= any(%(people)s)")
    return _through(key, row, of_people)


def of_episode(model: type[models.Model], row: str) -> sql.Composable | None:
    """The same for one episode; None for a table that hangs on the person alone."""
    if model is Episode:
        return _is(row, "pgh_obj_id" if row == "e" else "id", "= %(episode)s")
    if any(field.column == "episode_id" for field in model._meta.concrete_fields):
        if row == "e" and not _keeps(model, "episode_id"):
            return _by_itself(model, of_episode)
        return _is(row, "episode_id", "= %(episode)s")
    key = key_of(model)
    if key is None or not isinstance(key.related_model, type) or key.related_model is Person:
        return None
    return _through(key, row, of_episode) if of_episode(key.related_model, "x") else None


def _is(row: str, column: str, what: str) -> sql.Composable:
    return sql.SQL("{}.{} " + what).format(sql.Identifier(row), sql.Identifier(column))


def _keeps(model: type[models.Model], column: str) -> bool:
    """Whether the history keeps this column; of some tables it keeps a few alone."""
    return any(field.column == column for field in event_of(model)._meta.concrete_fields)


def _by_itself(model: type[models.Model], condition: Any) -> sql.Composable:
    """By way of the row whose history it is: for tables of which nothing is ever removed."""
    table = model._meta.db_table
    return sql.SQL("e.pgh_obj_id in (select id from {table} where {condition})").format(
        table=sql.Identifier(table), condition=condition(model, table)
    )


def _through(key: "models.Field[Any, Any]", row: str, condition: Any) -> sql.Composable:
    """By way of the row that the key names."""
    target: Any = key.related_model
    table = target._meta.db_table
    return sql.SQL("{row}.{column} in (select id from {table} where {condition})").format(
        row=sql.Identifier(row),
        column=sql.Identifier(key.column),
        table=sql.Identifier(table),
        condition=condition(target, table),
    )
