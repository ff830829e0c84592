"""The fields in which two records differ, side by side, in words."""

from datetime import date

from accounts.clock import today
from govuk import words
from people.hooks import MERGE_CHOICES, Choice
from people.merge_rules import NO_CHOICE, TOGETHER
from people.models import Person


def groups() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Every column of a person that is somebody's to choose, by choice."""
    fields = {
        field.name: field for field in Person._meta.concrete_fields if field.name not in NO_CHOICE
    }
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for key, (label, names) in TOGETHER.items():
        found[key] = (label, tuple(name for name in names if name in fields))
    named = {name for _, names in found.values() for name in names}
    for name, field in fields.items():
        if name not in named:
            label = str(field.verbose_name)
            found[name] = (label[:1].upper() + label[1:], (name,))
    return found


def differing(kept: Person, gone: Person) -> list[Choice]:
    """What has to be chosen between the two."""
    found = []
    for key, (label, names) in groups().items():
        ours = {name: getattr(kept, name) for name in names}
        theirs = {name: getattr(gone, name) for name in names}
        if ours != theirs:
            said, other = said_of(kept, names), said_of(gone, names)
            likely = "" if said and other and said != other else ("gone" if other else "kept")
            found.append(Choice(key, label, said, other, likely, theirs))
    return found + [choice for room in MERGE_CHOICES for choice in room(kept, gone)]


def alike(kept: Person, gone: Person) -> list[tuple[str, str]]:
    """(label, value) of what the two agree in, where there is anything."""
    differ = {field.key for field in differing(kept, gone)}
    return [
        (label, said)
        for key, (label, names) in groups().items()
        if key not in differ and (said := said_of(kept, names))
    ]


def said_of(person: Person, names: tuple[str, ...]) -> str:
    """The value of these columns as a page says it; empty where there is none."""
    if "date_of_birth" in names:
        return born(person)
    parts = []
    for name in names:
        value = getattr(person, name)
        field = Person._meta.get_field(name)
        if value in (None, "", False):
            continue
        if getattr(field, "choices", None):
            if value != field.default:  # type: ignore[union-attr]  # columns have one
                parts.append(str(getattr(person, f"get_{name}_display")()))
        elif value is True:
            parts.append(str(field.verbose_name).capitalize())  # type: ignore[union-attr]
        else:
            parts.append(str(value))
    return (" " if "family_name" in names else ", ").join(parts)


def born(person: Person, *, on: date | None = None) -> str:
    """`14 September 2009, 16 years old`, or the age as it is guessed; `on` that day, or today."""
    age = person.age_on(on or today())
    years = words.count(age, "year") + " old" if age is not None else ""
    if person.date_of_birth:
        return f"{words.day(person.date_of_birth)}, {years}"
    return f"about {years}" if years else ""
