"""What leaves is on the sharing record, with why, and never changes afterwards."""

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.audit import NotInTransaction
from accounts.clock import now
from accounts.errors import Invalid, Refused
from accounts.models import AuditEvent
from notifications.models import Notice
from people import services, sharing_queries
from people.models import (
    KeptCopy,
    Person,
    Sharing,
    SharingAgreement,
    SharingOutcome,
    SharingWithdrawal,
)
from people.sharing import record_outcome, record_sharing, withdraw
from people.sharing_forms import SaidForm, SharingFields
from tests.cast import Cast
from tests.stories import came_back, went_missing

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 what the police were given"


def share(cast: Cast, **changed: Any) -> Sharing:
    answers = {
        "by": cast.worker, "person": cast.boy, "kind": "email", "what": "Missing Profile",
        "to_whom": "Missing team", "to_organisation": cast.police_force, "why": "To find him",
        "basis": "public_task", "consent": "not_sought", "consent_why": "To keep him safe",
    } | changed  # fmt: skip
    with transaction.atomic():
        return record_sharing(**answers)


def grown_up(cast: Cast) -> Person:
    return services.add_person(
        by=cast.worker, given_name="Avery", family_name="Grown", date_of_birth=date(1990, 1, 1)
    )


def test_it_says_what_went_to_whom_and_why_and_keeps_the_exact_copy(cast: Cast) -> None:
    made = share(cast, copy=PDF, media_type="application/pdf", source="D-7K3M2Q9X")
    assert made.reference.startswith("S-")
    assert made.copy.sha256 == hashlib.sha256(PDF).hexdigest()
    assert sharing_queries.content_of(made) == PDF
    assert made.condition == "safeguarding"
    event = AuditEvent.objects.get(verb="sharing.recorded")
    assert (event.person_id, event.about_ref) == (cast.boy.pk, made.reference)
    assert event.detail["to"] == "Missing team, Exampleshire Police"


def test_the_same_bytes_given_twice_are_kept_once(cast: Cast) -> None:
    first = share(cast, copy=PDF, media_type="application/pdf")
    second = share(cast, copy=PDF, media_type="application/pdf", to_whom="The next shift")
    assert first.copy == second.copy
    assert KeptCopy.objects.count() == 1


def test_it_refuses_to_outlive_what_leaves(cast: Cast) -> None:
    with pytest.raises(NotInTransaction):
        record_sharing(
            by=cast.worker, person=cast.boy, kind="email", what="x", to_whom="y", why="z",
            basis="public_task", consent="given",
        )  # fmt: skip
    assert not Sharing.objects.exists()


def test_the_force_is_told_without_a_name_and_withdrawing_tells_it_too(cast: Cast) -> None:
    made = share(cast)
    told = Notice.objects.get(template="shared_with_you")
    assert told.recipient == cast.police
    assert told.ids == {"reference": made.reference}
    with transaction.atomic():
        withdraw(sharing=made, why="Sent to the wrong force", by=cast.worker)
    assert Notice.objects.filter(template="sharing_withdrawn", recipient=cast.police).exists()
    assert not sharing_queries.shown_to(cast.police).exists()
    with pytest.raises(Refused), transaction.atomic():
        withdraw(sharing=made, why="Again", by=cast.worker)


def test_it_is_shown_for_ninety_days_where_no_other_day_is_given(cast: Cast, at) -> None:
    share(cast)
    assert sharing_queries.shown_to(cast.police).count() == 1
    assert not sharing_queries.shown_to(cast.worker).exists()
    at("2026-06-05 00:00")
    assert not sharing_queries.shown_to(cast.police).exists()


def test_what_came_of_it_is_added_and_nothing_is_overwritten(cast: Cast) -> None:
    made = share(cast)
    with transaction.atomic():
        record_outcome(sharing=made, text="They visited the address", by=cast.worker)
        record_outcome(sharing=made, text="He was not there", by=cast.manager)
    said = [one.text for one in sharing_queries.outcomes_of(made)]
    assert said == ["They visited the address", "He was not there"]
    with pytest.raises(Invalid), transaction.atomic():
        record_outcome(sharing=made, text="  ", by=cast.worker)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"what": "  "}, "what"),
        ({"to_whom": ""}, "to_whom"),
        ({"why": ""}, "why"),
        ({"kind": "pigeon"}, "kind"),
        ({"basis": "because"}, "basis"),
        ({"consent": "maybe"}, "consent"),
        ({"consent": "overridden", "consent_why": " "}, "consent"),
        ({"basis": "consent"}, "basis"),
        ({"at": "tomorrow"}, "at"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_is_said_at_its_field(cast: Cast, changed: dict, field: str) -> None:
    if changed.get("at"):
        changed = {"at": now() + timedelta(days=1)}
    with pytest.raises(Invalid) as said:
        share(cast, **changed)
    assert list(said.value.errors) == [field]
    assert not Sharing.objects.exists()


def test_an_adults_agreement_is_needed(cast: Cast) -> None:
    adult = grown_up(cast)
    with pytest.raises(Invalid) as said:
        share(cast, person=adult)
    assert "significant safeguarding concern" in said.value.errors["consent"][0]
    share(cast, person=adult, consent="given", consent_why="")
    concern = "Threatened with a knife by the person she went to"
    share(cast, person=adult, consent="overridden", consent_why=concern)
    share(cast, person=adult, basis="legal_obligation", consent_why="A court order")


def test_an_adult_who_is_missing_cannot_be_asked(cast: Cast, at) -> None:
    cast.boy.date_of_birth = date(1990, 1, 1)
    cast.boy.save()
    with pytest.raises(Invalid):
        share(cast, basis="vital_interests")
    episode = went_missing(cast, when="2026-03-06 11:00")
    made = share(cast, basis="vital_interests")
    assert made.condition == "vital_interests"
    with pytest.raises(Invalid):
        share(cast, basis="public_task")
    at("2026-03-06 16:00")
    came_back(cast, episode, when="2026-03-06 15:00")
    with pytest.raises(Invalid):
        share(cast, basis="vital_interests")
    # Told by phone while he was away, written down afterwards.
    share(cast, basis="vital_interests", at=now() - timedelta(hours=3))


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("people_sharing", "why", "'another reason'"),
        ("people_sharing", "copy_id", "null"),
        ("people_sharing", "shown_until", "null"),
        ("people_sharingoutcome", "text", "'all well'"),
        ("people_sharingwithdrawal", "why", "'x'"),
        ("people_keptcopy", "content", "''"),
    ],
)
def test_the_product_cannot_change_or_remove_what_was_shared(
    db: None, table: str, column: str, value: str
) -> None:
    for statement in (
        f"update {table} set {column} = {value}",
        f"delete from {table}",
        f"truncate {table} cascade",
    ):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)


@pytest.mark.parametrize(
    "broken",
    [
        {"what": ""},
        {"to_whom": ""},
        {"why": ""},
        {"kind": "pigeon"},
        {"basis": "because"},
        {"condition": "odd"},
        {"consent": "maybe"},
        {"consent": "overridden", "consent_why": ""},
        {"basis": "consent", "consent": "overridden"},
        {"at": timedelta(days=1)},
        {"shown_until": timedelta(days=-1)},
        {"to_organisation": None, "shown_until": timedelta(days=1)},
    ],
    ids=str,
)
def test_the_database_refuses(cast: Cast, broken: dict[str, Any]) -> None:
    fields = {
        "person": cast.boy, "kind": "email", "what": "x", "to_whom": "y", "why": "z", "at": now(),
        "to_organisation": cast.police_force, "basis": "public_task", "condition": "",
        "consent": "not_sought", "consent_why": "w", "by": cast.worker, "recorded_at": now(),
    } | {
        name: now() + value if isinstance(value, timedelta) else value
        for name, value in broken.items()
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Sharing.objects.create(**fields)


@pytest.mark.parametrize(
    "break_it",
    [
        lambda sharing: KeptCopy.objects.create(
            sha256="short", media_type="text/plain", size=1, content=b"x"
        ),
        lambda sharing: KeptCopy.objects.create(
            sha256="a" * 64, media_type="", size=1, content=b"x"
        ),
        lambda sharing: KeptCopy.objects.create(
            sha256="a" * 64, media_type="text/plain", size=0, content=b""
        ),
        lambda sharing: SharingOutcome.objects.create(
            sharing=sharing, text="", at=now(), by=sharing.by
        ),
        lambda sharing: SharingWithdrawal.objects.create(
            sharing=sharing, why="", at=now(), by=sharing.by
        ),
        lambda sharing: SharingAgreement.objects.create(name="", parties="x"),
    ],
    ids=["digest", "no type", "empty copy", "empty outcome", "no reason", "no name"],
)
def test_the_database_refuses_half_a_copy_an_empty_outcome_and_a_nameless_agreement(
    cast: Cast, break_it
) -> None:
    sharing = share(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        break_it(sharing)


def form_of(person: Person, **typed: Any) -> SharingFields:
    shown = SharingFields(person=person)
    answers = {name: shown[name].value() for name in shown.fields} | typed
    return SharingFields({k: v for k, v in answers.items() if v not in (None, "")}, person=person)


def test_at_night_everything_but_the_button_is_filled_in(cast: Cast) -> None:
    went_missing(cast, police_force=cast.police_force)
    form = form_of(cast.boy)
    assert form.is_valid(), form.errors
    answers = form.sharing()
    assert answers["to_organisation"] == cast.police_force
    assert answers["basis"] == "vital_interests"
    assert answers["consent_why"] == "They are missing and cannot be asked"
    share(cast, **answers)


def test_a_childs_record_is_led_away_from_consent(cast: Cast) -> None:
    form = form_of(cast.boy, to_whom="School nurse")
    assert form.is_valid(), form.errors
    assert form.sharing()["basis"] == "public_task"
    html = str(form["basis"])
    assert html.index("Public task") < html.index("Consent")
    assert "Seldom right for a child" in html


def test_of_an_adult_nothing_is_assumed(cast: Cast) -> None:
    form = SharingFields(person=grown_up(cast))
    assert not form["basis"].value()
    assert not form["consent"].value()
    assert not form.law_is_settled


def test_consent_cannot_be_the_basis_without_consent(cast: Cast) -> None:
    form = form_of(cast.boy, to_whom="School nurse", basis="consent")
    assert not form.is_valid()
    assert "did not agree" in form.errors["basis"][0]


def test_the_agreements_of_the_council_are_offered_and_their_name_is_kept(cast: Cast) -> None:
    assert "agreement" not in SharingFields(person=cast.boy).fields
    SharingAgreement.objects.create(name="Missing protocol", parties="Council, police")
    SharingAgreement.objects.create(name="Ended protocol", parties="Council", active=False)
    form = form_of(cast.boy, to_whom="School nurse", agreement="Missing protocol")
    assert "Ended protocol" not in str(form["agreement"])
    assert form.is_valid(), form.errors
    assert share(cast, **form.sharing()).agreement == "Missing protocol"


def test_what_was_said_by_phone_can_be_recorded(cast: Cast) -> None:
    form = SaidForm(person=cast.boy)
    assert list(form.fields)[:3] == ["what", "kind", "at"]
    assert form.others == ["what", "kind", "at"]
