"""The history of a person and of an episode: what was done, and what changed field by field.

Both pages take the same filters, and go on by key. They tell what this reader may see: steps and
tables of which their role may know nothing are left out, and people out of their reach not named.
"""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.policy import acts_of
from cases import field_history, field_words, tracked
from cases.access import episode_for
from cases.episode_frame import frame
from cases.history_forms import HistoryForm, span
from cases.history_kinds import kinds_for
from cases.history_queries import Sought, people_of, steps_of, steps_of_person, who_did
from govuk.filters import address, removable
from govuk.paging import key_in, key_of
from govuk.typed import whole_number
from people.access import person_for
from people.models import Person

STEPS, FIELDS = "Step by step", "Field by field"


@require_safe
def of_person(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything that was done on this record, newest first."""
    row = person_for(request.user, ref)
    people = people_of(row.pk)
    form, sought = _sought(request, people)
    before = whole_number(request.GET.get("before", ""))
    steps, more = steps_of_person(people, sought, before_id=before)
    context = _frame(row, people) | {"steps": steps}
    context |= _around(
        request, form, "cases:person_history", "cases:person_fields", ref, str(more or "")
    )
    return render(request, "cases/person_history.html", context)


@require_safe
def fields_of_person(request: HttpRequest, ref: str) -> HttpResponse:
    """What changed on this record, before and after."""
    row = person_for(request.user, ref)
    people = people_of(row.pk)
    form, filters = _filters(request, people, tracked.tables(acts_of(request.user)))
    found, more = field_history.of_people(people, acts=acts_of(request.user), **filters)
    context = _frame(row, people)
    context |= _changes(
        request, form, found, "cases:person_history", "cases:person_fields", ref, more
    )
    return render(request, "cases/person_history.html", context)


@require_safe
def of_episode(request: HttpRequest, ref: str) -> HttpResponse:
    """Every step with who and when, from the audit trail and the log."""
    row = episode_for(request.user, ref)
    form, sought = _sought(request, [row.person_id])
    before = key_in(request.GET.get("before", ""))
    steps, more = steps_of(row, sought, before=before)
    last = key_of(steps[-1]["at"], steps[-1]["key"]) if more else ""
    around = _around(request, form, "cases:history", "cases:fields", ref, last)
    return render(
        request, "cases/history.html", frame(request, row, "cases:history", steps=steps, **around)
    )


@require_safe
def fields_of_episode(request: HttpRequest, ref: str) -> HttpResponse:
    """What changed on the episode and what hangs on it, before and after."""
    row = episode_for(request.user, ref)
    acts = acts_of(request.user)
    tables = [one for one in tracked.tables(acts) if tracked.of_episode(one, "e") is not None]
    form, filters = _filters(request, [row.person_id], tables)
    found, more = field_history.of_episode(row, acts=acts, **filters)
    changes = _changes(request, form, found, "cases:history", "cases:fields", ref, more)
    return render(request, "cases/history.html", frame(request, row, "cases:history", **changes))


def _frame(person: Person, people: list[int]) -> dict[str, Any]:
    return {
        "title": str(person), "person": person, "here": "history", "merged": len(people) > 1,
    }  # fmt: skip


def _sought(request: HttpRequest, people: list[int]) -> tuple[HistoryForm, Sought]:
    kinds = kinds_for(acts_of(request.user))
    offered = [(key, kind.label) for key, kind in kinds.items()]
    form = HistoryForm(request.GET or None, kinds=offered, people=who_did(people))
    chosen = form.chosen()
    if kind := chosen.get("kind"):
        kinds = {kind: kinds[kind]}
    days = span(chosen.get("since"), chosen.get("until"))
    return form, Sought(kinds, who=chosen.get("who", ""), **days)


def _filters(
    request: HttpRequest, people: list[int], tables: Iterable[Any]
) -> tuple[HistoryForm, dict[str, Any]]:
    nouns = {one._meta.label: tracked.noun_of(one) for one in tables}
    offered = sorted(nouns.items(), key=lambda pair: pair[1])
    form = HistoryForm(request.GET or None, kinds=offered, people=who_did(people))
    chosen = form.chosen()
    days = span(chosen.get("since"), chosen.get("until"))
    filters = {"kind": chosen.get("kind", ""), "who": chosen.get("who", ""), **days}
    return form, {"before": key_in(request.GET.get("before", "")), **filters}


def _changes(
    request: HttpRequest,
    form: HistoryForm,
    found: list[field_history.Changed],
    steps: str,
    fields: str,
    ref: str,
    more: bool,
) -> dict[str, Any]:
    """The context of the page of fields."""
    last = key_of(found[-1].at, found[-1].number) if more else ""
    around = _around(request, form, steps, fields, ref, last, of_fields=True)
    return {"changes": field_words.told(found, user=request.user)} | around


def _around(
    request: HttpRequest,
    form: HistoryForm,
    steps: str,
    fields: str,
    ref: str,
    last: str,
    *,
    of_fields: bool = False,
) -> dict[str, Any]:
    """The filter, the way to the other of the two pages, and to the next rows."""
    return {
        "form": form,
        "chosen": removable(request, form, form.chosen()),
        "ways": [
            {"text": STEPS, "href": reverse(steps, args=[ref]), "active": not of_fields},
            {"text": FIELDS, "href": reverse(fields, args=[ref]), "active": of_fields},
        ],
        "next": address(request, before=last) if last else "",
        "previous": address(request, before="") if request.GET.get("before") else "",
    }
