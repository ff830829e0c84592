"""Restricted records: seen by those named one by one, and found by others by exact match alone."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from accounts.clock import now
from accounts.errors import Conflict, Invalid, Refused
from accounts.models import AuditEvent, User
from notifications.models import Notice
from people import access, emergency, grants, restricting, services
from people.access import Restricted, person_for, person_to_report
from people.exact import exactly, hidden_matches
from people.grants import To
from people.models import Identifier, Named, Person, Restriction
from people.policy import people_who_may_see, visible_to
from people.restriction_queries import ask, restriction_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def fresh(who: User) -> User:
    return User.objects.get(pk=who.pk)


def sees(who: User, cast: Cast) -> bool:
    return visible_to(fresh(who)).filter(pk=cast.boy.pk).exists()


def shut(cast: Cast, **changes: object) -> Restriction:
    wanted = {
        "ref": cast.boy.reference, "by": cast.head, "reason": "His father works for the council",
        "ask": cast.head, "named": [], "version": 0,
    }  # fmt: skip
    return restricting.restrict(**(wanted | changes))  # type: ignore[arg-type]


def test_only_those_named_and_those_of_his_allocations_see_it(cast: Cast) -> None:
    shut(cast, named=[cast.business])
    named = {cast.head, cast.business, cast.worker, cast.manager, cast.iro, cast.cp_chair}
    assert {who for who in cast.staff().values() if sees(who, cast)} == named
    assert people_who_may_see(Person.objects.get(pk=cast.boy.pk)) == {who.pk for who in named}


def test_having_added_the_record_names_nobody(cast: Cast) -> None:
    added = services.add_person(by=cast.edt, given_name="Robin", family_name="Tonight")
    shut(cast, ref=added.reference)
    assert not visible_to(fresh(cast.edt)).filter(pk=added.pk).exists()
    assert access.rebuild(by=None) == (0, 0)


def test_what_was_granted_before_ends_but_who_is_named_goes_on(cast: Cast) -> None:
    until = date(2026, 4, 30)
    for to in (To(user=cast.outsider), To(team=cast.other_team), To(user=cast.business)):
        grants.give(
            ref=cast.boy.reference, to=to, level="full", reason="Covers", until=until,
            by=cast.manager,
        )  # fmt: skip
    shut(cast, named=[cast.business])
    assert not sees(cast.outsider, cast)
    assert not sees(cast.outside_manager, cast)
    assert sees(cast.business, cast)


def test_who_is_named_can_be_changed_and_the_second_of_two_editors_is_told(cast: Cast) -> None:
    first = shut(cast, named=[cast.edt])
    changed = shut(cast, named=[cast.outsider], version=first.version)
    assert changed == first
    assert sees(cast.outsider, cast)
    assert not sees(cast.edt, cast)
    with pytest.raises(Conflict) as conflict:
        shut(cast, named=[cast.edt], version=first.version)
    assert conflict.value.theirs.version == 2
    with pytest.raises(Conflict):
        shut(cast)  # somebody who saw no restriction when they began


def test_whoever_restricts_and_whoever_is_asked_are_always_named(cast: Cast) -> None:
    shut(cast, by=cast.edt_manager, ask=cast.director)
    assert sees(cast.edt_manager, cast)
    assert sees(cast.director, cast)
    assert not sees(cast.head, cast)


def test_lifted_it_is_as_any_other(cast: Cast) -> None:
    row = shut(cast, named=[cast.outsider])
    with pytest.raises(Invalid):
        restricting.lift(ref=cast.boy.reference, by=fresh(cast.head), why=" ", version=row.version)
    restricting.lift(
        ref=cast.boy.reference, by=fresh(cast.head), why="He has moved away", version=row.version
    )
    assert sees(cast.edt, cast)
    assert sees(cast.carer, cast)
    assert not sees(cast.outsider, cast)
    with pytest.raises(Conflict):
        restricting.lift(ref=cast.boy.reference, by=fresh(cast.head), why="Again", version=2)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"reason": " "}, "reason", "Enter why"),
        ({"ask": None}, "ask", "Enter who is to be asked"),
        ({"ask": "carer"}, "ask", "does not work for the council"),
        ({"ask": "governance"}, "ask", "role cannot see records"),
        ({"named": ["analyst"]}, "__all__", "role cannot see records"),
        ({"named": ["other_home_carer"]}, "__all__", "give access first"),
    ],
)
def test_what_cannot_be_is_said_in_words(
    cast: Cast, changes: dict, field: str, sentence: str
) -> None:
    staff = cast.staff()
    if isinstance(changes.get("ask"), str):
        changes = {"ask": staff[changes["ask"]]}
    if "named" in changes:
        changes = {"named": [staff[name] for name in changes["named"]]}
    with pytest.raises(Invalid) as refusal:
        shut(cast, **changes)
    assert sentence in refusal.value.errors[field][0]


def test_a_home_s_carer_can_be_named_one_by_one(cast: Cast) -> None:
    shut(cast, named=[cast.carer])
    assert sees(cast.carer, cast)


def test_who_may_restrict(cast: Cast) -> None:
    for unable in (cast.worker, cast.manager, cast.coordinator, cast.edt):
        with pytest.raises(Refused, match="cannot restrict"):
            shut(cast, by=unable)
    with pytest.raises(Http404):
        shut(cast, by=cast.outsider)
    shut(cast, by=cast.mash_manager)


def test_it_is_on_record_and_those_named_are_told(cast: Cast) -> None:
    row = shut(cast, named=[cast.business])
    event = AuditEvent.objects.get(verb="record.restricted")
    assert event.detail["named"] == "Bryony Cutler, Harriet Longmoor"
    told = Notice.objects.filter(template="restricted_named")
    assert {notice.recipient for notice in told} == {cast.business}
    assert row.person.restricted


# --- found by exact match alone


@pytest.mark.parametrize(
    "text",
    [
        "{reference}",
        "C-100200",
        "Jamie Exemplar 14/9/2009",
        "jamie  EXEMPLAR, 14 September 2009",
        "14.09.2009 Jamie Exemplar",
    ],
)
def test_an_exact_match_finds_him(cast: Cast, text: str) -> None:
    Identifier.objects.create(person=cast.boy, kind="council", value="C-100200")
    assert list(exactly(text.format(reference=cast.boy.reference))) == [cast.boy]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Jamie Exemplar",
        "Jamie 14/9/2009",
        "14/9/2009",
        "Jamie Exemplar 15/9/2009",
        "Jamy Exemplar 14/9/2009",
        "Jamie Exemplar 31/2/2009",
        "Jamie Exemplar 14 Monday 2009",
        "\x00",
    ],
)
def test_nothing_less_than_exact_does(cast: Cast, text: str) -> None:
    assert not exactly(text).exists()


def test_whoever_finds_a_restricted_record_is_told_whom_to_ask_and_nothing_else(
    cast: Cast,
) -> None:
    shut(cast)
    for finder, emergency_too in ((cast.edt, True), (cast.outsider, True), (cast.carer, False)):
        (found,) = hidden_matches("Jamie Exemplar 14/9/2009", user=fresh(finder))
        assert (found.reference, found.restricted) == (cast.boy.reference, True)
        assert str(found.ask) == "Harriet Longmoor, head of service"
        assert found.emergency is emergency_too
    for nobody in (cast.police, cast.interviewer, cast.governance, cast.analyst):
        assert hidden_matches("Jamie Exemplar 14/9/2009", user=fresh(nobody)) == []
    assert hidden_matches("Jamie Exemplar 14/9/2009", user=fresh(cast.worker)) == []


def test_other_peoples_children_are_found_so_only_by_who_has_emergency_access(cast: Cast) -> None:
    text = "Jamie Exemplar 14/9/2009"
    (found,) = hidden_matches(text, user=cast.outsider)
    assert (found.restricted, found.ask, found.emergency) == (False, None, True)
    assert hidden_matches(text, user=cast.other_home_carer) == []


def test_his_address_says_whom_to_ask(cast: Cast) -> None:
    shut(cast)
    with pytest.raises(Restricted) as refusal:
        person_for(fresh(cast.edt), cast.boy.reference)
    assert (
        refusal.value.reason == "This record is restricted. Ask Harriet Longmoor, head of service."
    )
    with pytest.raises(Http404):
        person_for(fresh(cast.police), cast.boy.reference)


def test_whom_to_ask_is_somebody_who_is_still_there(cast: Cast) -> None:
    shut(cast, by=cast.edt_manager, ask=cast.director)
    assert ask(cast.boy).name == "Dorian Wells"
    User.objects.filter(pk=cast.director.pk).update(is_active=False)
    assert ask(cast.boy).name == "Edda Winterbourne"
    User.objects.filter(pk=cast.edt_manager.pk).update(is_active=False)
    assert ask(cast.boy).name == "Harriet Longmoor"


# --- reporting


def test_whoever_would_see_him_may_report_him_all_the_same(cast: Cast) -> None:
    shut(cast)
    for reporter in (cast.carer, cast.edt, cast.worker, cast.business):
        assert person_to_report(fresh(reporter), cast.boy.reference) == cast.boy
    with pytest.raises(Restricted):
        person_to_report(fresh(cast.outsider), cast.boy.reference)
    with pytest.raises(Http404):
        person_to_report(fresh(cast.police), cast.boy.reference)
    with pytest.raises(Refused, match="cannot report"):
        person_to_report(fresh(cast.director), cast.boy.reference)


def test_a_former_home_may_not(cast: Cast, at) -> None:
    services.place(
        person=cast.boy, kind="home", home=cast.other_home, starts_on=date(2026, 3, 6),
        by=cast.coordinator,
    )  # fmt: skip
    shut(cast)
    at("2026-03-09 09:00")
    with pytest.raises(Restricted):
        person_to_report(fresh(cast.carer), cast.boy.reference)
    assert person_to_report(fresh(cast.other_home_carer), cast.boy.reference) == cast.boy


def test_emergency_access_ends_when_the_record_is_restricted(cast: Cast) -> None:
    emergency.begin(ref=cast.boy.reference, by=cast.outsider, reason="Seen with our other child")
    assert sees(cast.outsider, cast)
    shut(cast)
    assert not sees(cast.outsider, cast)


def test_the_database_refuses_what_must_never_be(cast: Cast) -> None:
    row = shut(cast, named=[cast.edt])
    restrictions, named = Restriction.objects.filter(pk=row.pk), Named.objects.filter(user=cast.edt)
    for rows, change in (
        (restrictions, {"reason": ""}),
        (restrictions, {"lifted_at": now()}),
        (
            restrictions,
            {"lifted_at": row.at - timedelta(1), "lifted_by": cast.head, "lifted_why": "x"},
        ),
        (named, {"until": row.at - timedelta(days=1)}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Restriction.objects.create(
            person=cast.boy, reason="Twice", ask=cast.head, by=cast.head, at=now()
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Named.objects.create(restriction=row, user=cast.edt, since=now(), by=cast.head)
    assert restriction_of(cast.boy.pk) == row
