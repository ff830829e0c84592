"""Every key to a person that there is, in every room: so that no table can be forgotten."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from people.merge_rules import STAY
from people.models import Person

Column = tuple[type[models.Model], "models.ForeignKey[Any, Any]"]


def columns() -> Iterator[Column]:
    """Tables with a foreign key to a person; the history of fields has none that binds."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            key = isinstance(field, models.ForeignKey) and field.db_constraint
            if key and field.related_model is Person:
                yield model, field


def name_of(column: Column) -> str:
    model, field = column
    return f"{model._meta.label}.{field.name}"


def moving() -> list[Column]:
    """All but those that stay where they are."""
    return [column for column in columns() if name_of(column) not in STAY]


def rows_of(column: Column, person_id: int) -> "models.QuerySet[Any]":
    """Every row of that table that is this person's, those entered by mistake too."""
    model, field = column
    return model._base_manager.filter(**{field.attname: person_id})


def move(column: Column, keys: list[int], *, to: int) -> None:
    model, field = column
    model._base_manager.filter(pk__in=keys).update(**{field.attname: to})


def exchange(column: Column, one: int, other: int) -> None:
    """The rows of two people change places where each may have only one.

    By way of a number that nobody has: the table allows one row a person at every moment, and
    looks whether there is such a person only at the end.
    """
    for start, to in ((one, -other), (other, one), (-other, other)):
        rows_of(column, start).update(**{column[1].attname: to})


def column_of(model: type[models.Model], name: str = "person") -> Column:
    field = model._meta.get_field(name)
    assert isinstance(field, models.ForeignKey)
    return model, field
