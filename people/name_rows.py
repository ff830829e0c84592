"""The rows by which a person is found, made from the record; other spellings stay beside them."""

from people import name_words, names
from people.models import Person, PersonName
from people.rules import OTHER_NAMES

MADE = ("legal", "as_one", *OTHER_NAMES)  # made anew from the record whenever it changes


def keep_names(person: Person) -> None:
    """The rows by which the person is found, made afresh from the record."""
    person.names.filter(kind__in=MADE).delete()
    written = [("legal", f"{person.given_name} {person.family_name}".strip())]
    if person.known_as:
        written.append(("known_as", f"{person.known_as} {person.family_name}".strip()))
    others = person.other_names.filter(ended_on__isnull=True)
    _write(person, [*written, *((other.kind, other.written) for other in others)])


def also_written(person: Person, written: str) -> None:
    """Another spelling or name that somebody used: the person is found by it from now on."""
    if written.strip() and names.normal(written):
        _write(person, [("also", written.strip()[:400])])


def _write(person: Person, written: list[tuple[str, str]]) -> None:
    together = [("as_one", names.written_as_one(name), name) for _, name in written]
    rows = {
        (kind, plain): PersonName(
            person=person, kind=kind, written=name, normal=plain, sound=names.sound(plain)[:200]
        )
        for kind, plain, name in [
            *((kind, names.normal(name), name) for kind, name in written),
            *(one for one in together if one[1] != names.normal(one[2])),
        ]
    }
    PersonName.objects.bulk_create(rows.values(), ignore_conflicts=True)
    name_words.keep(word for _, plain in rows for word in plain.split())
