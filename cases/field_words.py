"""A change in words: what it was of, each field by its label, choices by theirs, times as we show
them, and long texts word by word. People whom the reader may not see are not named.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import Any

from django.db import models

from accounts.models import Organisation, Team, User
from cases import section_words, tracked
from cases.field_history import Changed
from cases.models import Episode
from cases.section_models import Section
from deadlines.models import Deadline
from govuk import words
from people.models import Person
from people.policy import visible_to

DONE = {"insert": "added", "update": "changed", "delete": "removed"}
NOBODY = "Homeward, or directly in the database"
GONE = "An account that is not here any more"
LONG = 40  # letters; shorter texts are shown whole, before and after
MOST = 400  # words; two longer texts are not compared word by word
NOT_YOURS = "Somebody whose record you cannot see"
# Columns whose name says little to a reader.
LABELS = {
    "by_id": "Recorded by",
    "ends_at": "To",
    "ends_on": "To",
    "owner_id": "Who does it",
    "owner_user_id": "Given to",
    "host_by_hand": "Host authority chosen by hand",
    "host_id": "Host authority",
    "mistake": "Entered by mistake, because",
    "miles": "Miles from the council’s area",
    "starts_at": "From",
    "starts_on": "From",
    "valid_from": "From",
    "valid_to": "Until",
    "ask_id": "Whom to ask",
    "other_id": "Who",
    "merged_into_id": "Merged into",
    "what": "What",
    "written": "Name",
}
Names = Mapping[Any, Mapping[int, str]]
Line = dict[str, Any]


def told(changes: list[Changed], *, user: User) -> list[dict[str, Any]]:
    """Each change for the page: title, by whom, when, and its lines."""
    names = _names(changes, user=user)
    return [
        {
            "title": f"{_noun(one, names)} {DONE[one.what]}",
            "by": _by(one.context, names[User]),
            "at": one.at,
            "plain": one.what == "insert",
            "lines": list(_lines(one, names)),
        }
        for one in changes
    ]


def _by(context: Mapping[str, Any], users: Mapping[int, str]) -> str:
    """Who, by what the change carries: a user; or nobody, for a worker or plain SQL."""
    return users.get(number, GONE) if (number := context.get("user")) else NOBODY


def _noun(one: Changed, names: Names) -> str:
    """What it was of; a part of an episode says which episode."""
    noun = tracked.noun_of(one.model)
    if one.model is Episode:
        return f"{noun} {one.row['reference']}"
    if one.model is Deadline:  # its history keeps what can change, and its title cannot
        noun = f"“{names[Deadline].get(one.of, noun)}”"
    episode = names[Episode].get(one.row.get("episode_id") or 0)
    return f"{noun} ({episode})" if episode else noun


def _lines(one: Changed, names: Names) -> Iterable[Line]:
    if issubclass(one.model, Section):
        yield from _lines_of_section(one)
        return
    fields = {field.column: field for field in one.model._meta.concrete_fields}
    for name in one.names():
        field = fields.get(name)
        if field is None:  # a column that is not there any more
            continue
        was, now = (worded(field, row.get(name), names) for row in (one.before, one.after))
        label = LABELS.get(name, str(field.verbose_name))
        yield line(label[:1].upper() + label[1:], was, now)


def line(label: str, before: str, after: str) -> Line:
    """One field. Where a long text was reworded: `words`, the text in pieces that stayed, were
    taken out or put in.
    """
    told: Line = {"label": label, "before": before, "after": after, "words": []}
    if before and after and max(len(before), len(after)) > LONG:
        told["words"] = word_by_word(before, after)
    return told


def word_by_word(before: str, after: str) -> list[tuple[str, str]]:
    """The text in pieces: ("same" | "out" | "in", words). Nothing where it is too long for that."""
    old, new = (re.findall(r"\S+\s*", text) for text in (before, after))
    if max(len(old), len(new)) > MOST:
        return []
    pieces: list[tuple[str, str]] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(("same", "".join(new[c:d])))
            continue
        parts = (("out", old[a:b]), ("in", new[c:d]))
        pieces += [(how, "".join(part)) for how, part in parts if part]
    return pieces


def worded(field: Any, value: Any, names: Names) -> str:
    """A value as people read it; empty where there is none."""
    if value is None or value == "":
        return ""
    if isinstance(field, models.ForeignKey):
        return _of_key(field, value, names)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateTimeField):
        return words.when(datetime.fromisoformat(value))
    if isinstance(field, models.DateField):
        return words.day(date.fromisoformat(value))
    if isinstance(field, models.TimeField):
        hour, minute = str(value).split(":")[:2]
        return words.on_the_clock(int(hour), int(minute))
    if isinstance(value, dict | list):
        return section_words.raw(value)
    return str(value)


def _of_key(field: Any, value: int, names: Names) -> str:
    target = field.related_model
    if target is Person:
        return names[Person].get(value, NOT_YOURS)
    return names.get(target, {}).get(value) or f"{target._meta.verbose_name} {value}"


def _lines_of_section(one: Changed) -> Iterable[Line]:
    """A page of a long form, question by question in the form's own words."""
    key = one.row["key"]
    part = tracked.all_told()[one.model._meta.label].parts.get(key)
    title = part.title if part else section_words.label_of(None, key)
    was, now = (section_words.lines(part, row.get("data") or {}) for row in (one.before, one.after))
    for label in dict.fromkeys([*was, *now]):
        if was.get(label, "") != now.get(label, ""):
            yield line(f"{title}: {label}", was.get(label, ""), now.get(label, ""))
    before, after = (bool(row.get("completed_at")) for row in (one.before, one.after))
    if before != after:
        states = {False: "In progress", True: "Completed"}
        yield line(title, states[before] if one.before else "", states[after])


def _names(changes: list[Changed], *, user: User) -> Names:
    """Names for every number that a key holds, in one question a table, asked whatever there is."""
    wanted: dict[Any, set[int]] = defaultdict(set)
    for one in changes:
        for field in one.model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey):
                found = {row.get(field.column) for row in (one.before, one.after)} - {None}
                wanted[field.related_model] |= found
        wanted[User] |= {one.context.get("user")} - {None}
        wanted[Deadline] |= {one.of} if one.model is Deadline else set()
    names: dict[Any, dict[int, str]] = {}
    for model, column in (
        (User, "name"), (Organisation, "name"), (Episode, "reference"), (Deadline, "title"),
    ):  # fmt: skip
        rows = model._default_manager.filter(pk__in=wanted[model] or {0})
        names[model] = dict(rows.values_list("pk", column))
    teams = Team.objects.filter(pk__in=wanted[Team] or {0}).select_related("organisation")
    names[Team] = {row.pk: str(row) for row in teams}
    people = visible_to(user).filter(pk__in=wanted[Person] or {0})
    names[Person] = {row.pk: str(row) for row in people}
    return names
