"""Some who were added twice, as it happens at night; and two who only look like one."""

from datetime import timedelta

from config.seed.staff import Staff
from people import alike, detail_services, services
from people.models import Person
from people.names import also_called

WHY = "Cousins of the same name. Their grandmother brought both to the office."


def make_duplicates(people: list[Person], staff: Staff) -> None:
    """By the duty team who did not find them: under a nickname, misspelt with a slip in the
    birthday, with nothing but a name and an age. Found again, nothing is done.
    """
    by = staff.first("edt_officer")
    if Person.objects.filter(added_by=by).exists():
        return
    short = next(one for one in people[30:] if also_called(one.given_name.lower()))
    nickname = min(also_called(short.given_name.lower())).capitalize()
    slip, rough, cousin = [one for one in people[60:64] if one != short][:3]
    services.add_person(
        by=by, given_name=nickname, family_name=short.family_name, gender=short.gender,
        date_of_birth=short.date_of_birth,
    )  # fmt: skip
    assert slip.date_of_birth
    again = services.add_person(
        by=by, given_name=slip.given_name, family_name=_misspelt(slip.family_name),
        date_of_birth=slip.date_of_birth + timedelta(days=1), home_postcode=slip.home_postcode,
    )  # fmt: skip
    detail_services.add_identifier(person=again, kind="police", value="EP 20711", by=by)
    services.add_person(
        by=by, given_name=rough.given_name, family_name=rough.family_name,
        estimated_age=rough.age_on(rough.created_at.date()),
    )  # fmt: skip
    other = services.add_person(
        by=by, given_name=cousin.given_name, family_name=cousin.family_name,
        date_of_birth=cousin.date_of_birth,
    )  # fmt: skip
    alike.compare_due(seconds=60)
    alike.not_the_same(
        by=staff.first("mash_manager"), refs=(cousin.reference, other.reference), why=WHY
    )


def _misspelt(name: str) -> str:
    """Two letters the other way round."""
    return f"{name[:2]}{name[3]}{name[2]}{name[4:]}" if len(name) > 4 else f"{name}e"
