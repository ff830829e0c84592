"""A record that was merged into another is seen by nobody; its reference leads to the kept one."""

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client

from accounts.errors import Moved
from people import handing_over, services
from people.access import Restricted, person_for
from people.models import Person
from people.policy import people_who_may_see, visible_to
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def gone(cast: Cast) -> Person:
    """A second record of the boy, already merged into his own."""
    twin = services.add_person(by=cast.edt, given_name="Jim", family_name="Exemplar")
    Person.objects.filter(pk=twin.pk).update(merged_into=cast.boy)
    twin.refresh_from_db()
    return twin


def test_nobody_sees_it_in_any_list(cast: Cast, gone: Person) -> None:
    assert people_who_may_see(gone) == set()
    for user in cast.staff().values():
        for level in ("name", "interview", "full"):
            assert not visible_to(user, level=level).filter(pk=gone.pk).exists(), user


def test_its_reference_leads_to_the_kept_record(cast: Cast, gone: Person) -> None:
    with pytest.raises(Moved) as led:
        person_for(cast.worker, gone.reference)
    assert (led.value.old, led.value.new) == (gone.reference, cast.boy.reference)


def test_who_writes_to_it_writes_to_the_kept_record(cast: Cast, gone: Person) -> None:
    assert person_for(cast.worker, gone.reference, to="report", lock=True) == cast.boy
    assert person_for(cast.worker, gone.reference, follow=True) == cast.boy


def test_who_may_not_see_the_kept_record_is_told_nothing(cast: Cast, gone: Person) -> None:
    with pytest.raises(Http404):
        person_for(cast.outsider, gone.reference)
    Person.objects.filter(pk=cast.boy.pk).update(restricted=True)
    with pytest.raises(Restricted) as refusal:  # an exact match: told whom to ask, and no more
        person_for(cast.edt, gone.reference)
    assert refusal.value.reference == cast.boy.reference
    with pytest.raises(Http404):
        person_for(cast.police, gone.reference)


def test_its_pages_lead_on_with_all_that_was_typed(cast: Cast, gone: Person) -> None:
    client = Client()
    client.force_login(cast.worker, backend="accounts.backends.LimitedSignIn")
    page = client.get(f"/people/{gone.reference}/history/?before=9")
    assert page.status_code == 301
    assert page["Location"] == f"/people/{cast.boy.reference}/history/?before=9"
    sent = client.post(f"/people/{gone.reference}/profile/start/", {"typed": "kept"})
    assert sent.status_code == 308  # the browser sends the same form again
    assert sent["Location"] == f"/people/{cast.boy.reference}/profile/start/"


def test_whoever_added_it_is_no_reason_for_access(cast: Cast, gone: Person) -> None:
    assert gone.pk not in {row[0] for row in handing_over.rows_of_adding()}


def test_nobody_is_merged_into_themselves(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=cast.boy.pk).update(merged_into=cast.boy)
