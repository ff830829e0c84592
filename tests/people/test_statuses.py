"""Social care status and legal status over time: which held on which day."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.clock import today
from people import services
from people.models import CareStatus, LegalStatus, Person
from people.queries import care_on, legal_on, with_care
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_the_first_spells_come_with_the_person(cast: Cast) -> None:
    person = services.add_person(
        by=cast.edt, given_name="Nils", care_status="child_protection", care_category="neglect",
        legal_status="section_20", status_since=date(2025, 1, 10),
    )  # fmt: skip
    assert str(care_on(person.pk)) == "Child protection plan: neglect"
    assert legal_on(person.pk, date(2025, 1, 10)).status == "section_20"
    assert care_on(person.pk, date(2025, 1, 9)).status == "not_open"
    assert str(legal_on(person.pk, date(2025, 1, 9))) == "No legal order"


def test_on_the_day_of_a_change_the_newer_status_holds(cast: Cast) -> None:
    CareStatus.objects.filter(person=cast.boy).update(
        starts_on=date(2020, 1, 1), ends_on=date(2025, 6, 1)
    )
    CareStatus.objects.create(person=cast.boy, status="care_leaver", starts_on=date(2025, 6, 1))
    assert care_on(cast.boy.pk, date(2025, 5, 31)).status == "looked_after"
    assert care_on(cast.boy.pk, date(2025, 6, 1)).status == "care_leaver"


def test_lists_have_the_status_of_each_in_one_question(
    cast: Cast, django_assert_num_queries
) -> None:
    day = today()
    with django_assert_num_queries(1):
        found = {one.pk: one.care_now for one in with_care(Person.objects.all(), day)}
    assert found[cast.boy.pk] == "looked_after"


def test_a_spell_entered_by_mistake_stands_no_more_but_stays(cast: Cast) -> None:
    CareStatus.objects.filter(person=cast.boy).update(mistake="Meant for his sister")
    assert care_on(cast.boy.pk).status == "not_open"
    assert CareStatus.with_mistakes.filter(person=cast.boy).count() == 1
    CareStatus.objects.create(person=cast.boy, status="early_help", starts_on=today())


@pytest.mark.parametrize(
    "break_it",
    [
        lambda boy: CareStatus.objects.create(person=boy, status="early_help", starts_on=today()),
        lambda boy: LegalStatus.objects.create(person=boy, status="none", starts_on=today()),
        lambda boy: CareStatus.objects.filter(person=boy).update(ends_on=date(2019, 1, 1)),
        lambda boy: LegalStatus.objects.filter(person=boy).update(ends_on=date(2019, 1, 1)),
        lambda boy: CareStatus.objects.filter(person=boy).update(status="adopted"),
        lambda boy: LegalStatus.objects.filter(person=boy).update(status="adopted"),
        lambda boy: CareStatus.objects.filter(person=boy).update(category="neglect"),
        lambda boy: Person.objects.filter(pk=boy.pk).update(estimated_age=16),
        lambda boy: Person.objects.filter(pk=boy.pk).update(
            estimated_age=16, estimated_on=today()
        ),
    ],
    ids=[
        "two care statuses", "two legal statuses", "care ends before start",
        "legal ends before start", "care unknown", "legal unknown", "category without a plan",
        "estimate without its day", "estimate beside a birthday",
    ],
)  # fmt: skip
def test_the_database_refuses(cast: Cast, break_it) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        break_it(cast.boy)


def test_an_estimated_age_goes_on_rising_from_its_day(cast: Cast, at) -> None:
    at("2026-03-06 11:30")
    girl = services.add_person(by=cast.edt, given_name="Unknown girl", estimated_age=14)
    assert [girl.age_on(date(2026, 3, 6)), girl.age_on(date(2027, 3, 5))] == [14, 14]
    assert girl.age_on(date(2027, 3, 6)) == 15
    assert girl.age_on(date(2000, 1, 1)) == 0
