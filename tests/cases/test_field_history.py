"""What changed on a record, before and after: all of it, in words, and nothing out of reach."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from accounts.policy import acts_of
from accounts.rules import ACTS
from cases import field_history, tracked
from cases.models import Episode
from meetings.models import Attendee
from meetings.services import start
from people.models import Alert, Allocation, Identifier, Person, Placement
from people.services import relate
from tests.cast import PASSWORD, Cast
from tests.stories import boxes, moment, send, signed_in, went_missing


def changes_of(cast: Cast, user: Any, **filters: Any) -> list[field_history.Changed]:
    found, _ = field_history.of_people([cast.boy.pk], acts=acts_of(user), **filters)
    return found


def page(user: Any, address: str) -> str:
    answer = signed_in(user).get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_every_tracked_table_is_told_or_says_why_not() -> None:
    there = {
        one.pgh_tracked_model._meta.label
        for one in apps.get_models()
        if hasattr(one, "pgh_tracked_model")
    }
    told = tracked.all_told()
    assert there == told.keys() | tracked.NOT_OF_A_PERSON.keys()
    assert not told.keys() & tracked.NOT_OF_A_PERSON.keys()
    assert {one.act for one in told.values()} <= ACTS.keys()
    assert all(tracked.has_way(apps.get_model(label)) for label in told)


def test_two_tables_never_have_one_name() -> None:
    nouns = [tracked.noun_of(apps.get_model(label)) for label in tracked.all_told()]
    assert len(nouns) == len(set(nouns))


def test_a_change_is_told_before_and_after_with_who(cast: Cast) -> None:
    path = f"/people/{cast.boy.reference}/"
    Person.objects.filter(pk=cast.boy.pk).update(gender="female", home_postcode="")
    text = page(cast.worker, f"{path}history/fields/")
    assert "Record changed" in text
    assert "Before: </span>Male</del>" in text
    assert "After: </span>Female</ins>" in text
    assert "EX1 1AA" in text
    assert "Now empty" in text
    assert "Homeward, or directly in the database" in text


@pytest.mark.parametrize("way", ["update", "bulk_update", "bulk_create", "raw SQL"])
def test_whichever_way_it_was_written_it_is_told(cast: Cast, way: str) -> None:
    before = {one.number for one in changes_of(cast, cast.worker)}
    alert = Alert(
        person=cast.boy, kind="other", text="Ring before you call", starts_on="2026-03-01",
        by=cast.worker,
    )  # fmt: skip
    if way == "update":
        Placement.objects.filter(person=cast.boy).update(carer="Somebody")
    elif way == "bulk_update":
        rows = list(Allocation.objects.filter(person=cast.boy)[:2])
        for row in rows:
            row.mistake = "The wrong one"
        Allocation.objects.bulk_update(rows, ["mistake"])
    elif way == "bulk_create":
        Alert.objects.bulk_create([alert])
    else:
        with connection.cursor() as cursor:
            cursor.execute(
                "update people_person set first_language = 'Welsh' where id = %s", [cast.boy.pk]
            )
    new = [one for one in changes_of(cast, cast.worker) if one.number not in before]
    assert len(new) == (2 if way == "bulk_update" else 1)
    assert {name for one in new for name in one.names()} & {
        "carer", "mistake", "text", "first_language",
    }  # fmt: skip


def test_a_row_that_was_removed_is_told(cast: Cast) -> None:
    meeting = start(
        episode_ref=went_missing(cast).reference, kind="strategy", by=cast.worker,
        planned_for=moment("2026-03-06 15:00"),
    )  # fmt: skip
    Attendee.objects.create(meeting=meeting, name="Asked Once")
    Attendee.objects.filter(meeting=meeting, name="Asked Once").delete()
    last = changes_of(cast, cast.worker, kind="meetings.Attendee")[0]
    assert (last.what, last.before["name"], last.after) == ("delete", "Asked Once", {})
    text = page(cast.worker, f"/people/{cast.boy.reference}/history/fields/")
    assert "Who is asked to a meeting removed" in text


def test_people_out_of_reach_are_not_named(cast: Cast) -> None:
    relate(person=cast.boy, other=cast.other_child, kind="other_family", by=cast.coordinator)
    path = f"/people/{cast.boy.reference}/history/fields/?kind=people.Relationship"
    assert "Taylor" in page(cast.coordinator, path)
    text = page(cast.worker, path)
    assert "Taylor" not in text
    assert "Somebody whose record you cannot see" in text


def test_tables_that_a_role_may_not_read_are_not_told(cast: Cast) -> None:
    episode = went_missing(cast)
    carers, workers = (
        {one._meta.label for one in tracked.tables(acts_of(user))}
        for user in (cast.carer, cast.worker)
    )
    assert "cases.Episode" in carers
    assert not carers & {"meetings.Meeting", "returns.Interview", "cases.NeedToKnow"}
    assert not workers & {"people.PersonGrant", "people.Restriction", "people.EmergencyAccess"}
    path = f"/episodes/{episode.reference}/history/fields/"
    assert "Return home interview" not in page(cast.carer, path)
    assert "meetings.Meeting" not in page(cast.carer, path)  # the filter does not offer it


def test_a_kind_that_may_not_be_read_is_no_way_round(cast: Cast) -> None:
    path = f"/people/{cast.boy.reference}/history/fields/?kind=people.PersonGrant"
    text = page(cast.worker, path)
    assert "Select a valid choice" in text or "There is a problem" in text
    assert "Access that was given" not in text


def test_the_pages_go_on_by_key_and_leave_nothing_out(cast: Cast) -> None:
    for number in range(60):
        Identifier.objects.create(person=cast.boy, kind="police", value=f"X{number}")
    seen: list[int] = []
    before = None
    while True:
        found, more = field_history.of_people(
            [cast.boy.pk], acts=acts_of(cast.worker), kind="people.Identifier", before=before
        )
        seen += [one.number for one in found]
        if not more:
            break
        before = (found[-1].at, found[-1].number)
    assert len(seen) == len(set(seen)) == 60
    assert seen == sorted(seen, reverse=True)


def test_an_episode_tells_its_own_changes(cast: Cast) -> None:
    episode = went_missing(cast)
    Episode.objects.filter(pk=episode.pk).update(clothing="A red coat and white shoes")
    text = page(cast.worker, f"/episodes/{episode.reference}/history/fields/")
    assert f"Episode {episode.reference} changed" in text
    assert "A red coat and white shoes" in text
    assert "further name" not in text
    assert page(cast.worker, f"/people/{cast.boy.reference}/history/fields/").count("red coat") == 1


def test_a_long_text_shows_which_words_went_and_came(cast: Cast) -> None:
    old = "Rings her aunt when she is upset and goes to the bus station"
    alert = Alert.objects.create(
        person=cast.boy, kind="other", text=old, starts_on="2026-03-01", by=cast.worker
    )
    Alert.objects.filter(pk=alert.pk).update(text=old.replace("aunt", "uncle"))
    text = page(cast.worker, f"/people/{cast.boy.reference}/history/fields/")
    assert "Taken out: </span>aunt </del>" in text
    assert "Put in: </span>uncle </ins>" in text


def test_filters_of_day_and_person(cast: Cast) -> None:
    path = f"/people/{cast.boy.reference}/history/fields/"
    assert "No changes." in page(cast.worker, f"{path}?until-day=1&until-month=1&until-year=2020")
    assert "No changes." not in page(cast.worker, f"{path}?who=0")
    wrong = "?since-day=2&since-month=2&since-year=2026&until-day=1&until-month=2&until-year=2026"
    assert "must be the same as or after" in page(cast.worker, path + wrong)
    assert "There is a problem" in page(
        cast.worker, f"{path}?since-day=31&since-month=2&since-year=2026"
    )


def test_what_was_changed_through_a_page_or_the_api_says_who(cast: Cast) -> None:
    episode = went_missing(cast)
    entry = {"kind": "contact_attempt", "text": "Rang twice", "at": "2026-03-06T11:20:00+00:00"}
    token = Client().post(
        "/api/v1/token/", {"email": cast.worker.email, "password": PASSWORD},
        content_type="application/json",
    ).json()["token"]  # fmt: skip
    answer = Client().post(
        f"/api/v1/episodes/{episode.reference}/log/", entry, content_type="application/json",
        headers={"Authorization": f"Token {token}"},
    )  # fmt: skip
    assert answer.status_code == 201
    note = {"kind": "contact_attempt", "text": "Rang again"} | boxes("at", "2026-03-06 11:25")
    answer = send(signed_in(cast.carer), f"/episodes/{episode.reference}/log/", note)
    assert answer.status_code == 302
    last, first = changes_of(cast, cast.worker, kind="cases.LogEntry")[:2]
    assert (first.context["user"], last.context["user"]) == (cast.worker.pk, cast.carer.pk)
    text = page(cast.worker, f"/episodes/{episode.reference}/history/fields/?who={cast.carer.pk}")
    assert "Rang again" in text
    assert "Rang twice" not in text
