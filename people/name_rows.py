"""The rows by which a person is found, made anew from the record whenever it changes."""

from people import name_words, names
from people.models import OtherName, Person, PersonName
from people.rules import OTHER_NAMES
from people.to_compare import compare_soon

MADE = ("legal", "as_one", *OTHER_NAMES)


def keep_names(person: Person) -> None:
    """The rows by which the person is found, made afresh from the record; whose else it may be is
    looked at soon.
    """
    compare_soon(person)
    person.names.filter(kind__in=MADE).delete()
    written = [("legal", f"{person.given_name} {person.family_name}".strip())]
    if person.known_as:
        written.append(("known_as", f"{person.known_as} {person.family_name}".strip()))
    others = person.other_names.filter(ended_on__isnull=True)
    _write(person, [*written, *((other.kind, other.written) for other in others)])


def spelt_also(person: Person, written: str) -> None:
    """Another spelling that somebody used: shown on the record, and found by from now on. What is
    the person's name already, in other letters or not, is none.
    """
    said = " ".join(written.split())[:200]
    known = set(person.names.values_list("normal", flat=True))
    if names.normal(said) and names.normal(said) not in known:
        OtherName.objects.create(person=person, kind="spelling", written=said)
        keep_names(person)


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
