"""Agreed versions: whole, frozen, compared, and the end of the duty to review."""

import pytest

from accounts.errors import Invalid
from accounts.models import AuditEvent
from cases.lifecycle import make
from cases.models import Episode, LogEntry
from deadlines.models import Deadline
from profiles import compare, services, versions
from profiles.models import MissingProfile, ProfileVersion
from profiles.parts import PARTS
from tests.cast import Cast
from tests.profiles.conftest import ANSWERS, WHY, write


def agree(profile: MissingProfile, by, note: str = "") -> ProfileVersion:
    return versions.agree(profile=profile, note=note, by=by)


def test_what_is_incomplete_is_named_and_nothing_agreed(cast: Cast, profile: MissingProfile):
    write(profile, "identity", ANSWERS["identity"], by=cast.worker)
    write(profile, "plan", ANSWERS["plan"], by=cast.worker, done=False)
    with pytest.raises(Invalid, match="Trigger plan") as refusal:
        agree(profile, cast.worker)
    assert "Who they are" not in str(refusal.value)
    assert not ProfileVersion.objects.exists()


def test_a_version_holds_the_whole(cast: Cast, full: MissingProfile, missing: Episode):
    services.say_likelihood(
        profile=full, likelihood="high", why="Three times this year", by=cast.iro
    )
    agreed = agree(full, cast.worker)
    agreed.refresh_from_db()
    content = agreed.content
    sections = {section["key"]: section for section in content["sections"]}
    assert list(sections) == [key for key in PARTS if key in ANSWERS], "the form's own order"
    record = {one["label"]: one["text"] for one in content["record"]}
    assert record["Name"] == "Jamie Exemplar"
    assert record["Age"] == "16"
    assert "Oak House" in record["Placed at"]
    assert "Wren Ashdown" in record["Social worker"]
    assert content["chronology"][0]["reference"] == missing.reference
    assert content["likelihood"]["text"].startswith("High. Three times this year (Imogen Quarry")
    health = {one["label"]: one["text"] for one in sections["health"]["answers"]}
    assert health["When the next dose is due"] == "8pm"
    assert health["When it was last identified"] == "1 February 2026"
    phone = sections["contact"]["rows"][0]
    assert [one["text"] for one in phone] == ["Phone", "07700 900123", "Often flat"]


def test_what_is_written_later_is_not_in_it(cast: Cast, full: MissingProfile):
    first = agree(full, cast.worker)
    write(full, "identity", ANSWERS["identity"] | {"height": "5 foot 10"}, by=cast.carer)
    first.refresh_from_db()
    kept = {section["key"]: section["data"] for section in first.content["sections"]}
    assert kept["identity"]["height"] == "5 foot 9"
    second = agree(full, cast.manager, note="He has grown")
    assert (first.number, second.number) == (1, 2)


def test_two_versions_are_compared(cast: Cast, full: MissingProfile):
    old = agree(full, cast.worker)
    write(
        full,
        "identity",
        ANSWERS["identity"] | {"height": "5 foot 10", "eyes": "Brown"},
        by=cast.carer,
    )
    write(full, "places", {"rows": []}, by=cast.carer)
    health = ANSWERS["health"] | {"medication_detail": "A new inhaler"}
    write(full, "health", health, by=cast.carer)
    new = agree(full, cast.worker)
    found = {
        (part["title"], line["label"]): (line["before"], line["after"])
        for part in compare.changes(old.content, new.content)
        for line in part["lines"]
    }
    assert found == {
        ("Who they are and how they look", "Height"): ("5 foot 9", "5 foot 10"),
        ("Who they are and how they look", "Eyes"): ("", "Brown"),
        ("Places", "The bus station, Meets Kit there"): ("Listed", ""),
        ("Risks to health", "Medication: what is known"): ("Inhaler", "A new inhaler"),
    }


def test_nothing_changed_is_nothing(cast: Cast, full: MissingProfile):
    content = agree(full, cast.worker).content
    assert compare.changes(content, agree(full, cast.worker).content) == []


def test_agreeing_writes_a_case_note_and_the_trail(
    cast: Cast, full: MissingProfile, missing: Episode
):
    agree(full, cast.worker, note="All new")
    note = LogEntry.objects.filter(episode=missing, kind="note").first()
    assert note.text == "Missing Profile agreed: version 1. All new"
    event = AuditEvent.objects.get(verb="profile.agreed")
    assert (event.person_id, event.detail["number"]) == (cast.boy.pk, 1)


def test_agreeing_after_the_end_answers_the_review(
    cast: Cast, full: MissingProfile, missing: Episode, at
):
    moment = at("2026-03-07 11:00")
    make(
        "locate", ref=missing.reference, by=cast.worker, at=moment, located_where="An aunt's",
        located_by="The home", located_way="on_the_way",
    )  # fmt: skip
    moment = at("2026-03-07 12:00")
    make(
        "return_home", ref=missing.reference, by=cast.carer, at=moment, return_how="Driven",
        end_reason="by_family",
    )  # fmt: skip
    review = Deadline.objects.get(rule="profile_reviewed", episode_id=missing.pk)
    assert review.state == "open"
    at("2026-03-09 10:00")
    agree(full, cast.worker)
    review.refresh_from_db()
    assert review.state == "met"


def test_sending_answers_the_four_hours(cast: Cast, full: MissingProfile, missing: Episode, at):
    duty = Deadline.objects.get(rule="profile_sent", episode_id=missing.pk)
    assert duty.state == "open"
    version = agree(full, cast.worker)
    moment = at("2026-03-06 12:00")
    sending = services.record_sent(
        profile=full,
        to_whom="Exampleshire Police missing team",
        way="email",
        at=moment,
        by=cast.carer,
        **WHY,
    )
    duty.refresh_from_db()
    assert duty.state == "met"
    assert sending.version == version
    shared = sending.sharing
    assert (shared.what, shared.kind, shared.at, shared.copy) == (
        "Missing Profile, version 1", "email", moment, None,
    )  # fmt: skip
    assert AuditEvent.objects.filter(verb="profile.sent").count() == 1


def test_a_sending_before_any_version_is_of_the_draft_and_never_in_the_future(
    cast: Cast, profile: MissingProfile, at
):
    moment = at("2026-03-06 12:00")
    args = {"profile": profile, "to_whom": "Police", "way": "phone", "by": cast.worker} | WHY
    assert services.record_sent(at=moment, **args).version is None
    at("2026-03-06 11:59")
    with pytest.raises(Invalid, match="now or in the past"):
        services.record_sent(at=moment, **args)


def test_a_report_takes_looks_and_medication_but_never_clothing(cast: Cast, full: MissingProfile):
    assert services.prefill_report(cast.boy) == {}
    agree(full, cast.worker)
    filled = services.prefill_report(cast.boy)
    assert filled["description"].startswith("5 foot 9, Short, black")
    assert filled["medication"] == "Inhaler"
    assert filled["contact"] == "His aunt"
    assert not {"clothing", "belongings"} & set(filled)
