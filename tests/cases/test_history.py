"""The timelines: filters, pages by key, no noise, and nothing of what a role may not read."""

import pytest
from django.db import transaction

from accounts import audit
from accounts.policy import acts_of
from accounts.verbs import VERBS
from cases.history_kinds import KINDS, NOT_TOLD, OF_SECTIONS, kinds_for, verbs_of
from cases.history_queries import Sought, steps_of, steps_of_person
from cases.models import Episode
from cases.services import add_log
from tests.cast import Cast
from tests.stories import came_back, moment, signed_in, went_missing

# Verbs that are about nobody's record, or are told elsewhere.
OF_NOBODY = {
    "signed_in", "signed_out", "sign_in", "council", "code", "recovery_code", "recovery_codes",
    "second_factor", "sessions", "session", "confirmed", "confirm", "password", "token", "user",
    "reference", "hand_over", "rule", "section", "searched", "audit", "limit", "view",
}  # fmt: skip


@pytest.fixture
def episode(cast: Cast) -> Episode:
    return went_missing(cast)


def everything(cast: Cast) -> Sought:
    return Sought(kinds_for(acts_of(cast.coordinator)))


def write(cast: Cast, verb: str, count: int = 1, **more: object) -> None:
    with transaction.atomic():
        for _ in range(count):
            audit.record(verb, by=cast.worker, person_id=cast.boy.pk, **more)


def page(cast: Cast, part: str, query: str = "") -> str:
    user = getattr(cast, part)
    answer = signed_in(user).get(f"/people/{cast.boy.reference}/history/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_verb_of_a_record_has_its_kind() -> None:
    kept = {verb for kind in KINDS.values() for verb in verbs_of(kind)}
    left = {
        verb
        for verb in VERBS
        if verb not in kept | set(NOT_TOLD) and verb.partition(".")[0] not in OF_NOBODY
    }
    assert left == set()
    assert {"section.saved", "section.completed"} == set(OF_SECTIONS)


def test_refusals_looks_and_drafts_are_no_part_of_what_happened(cast: Cast) -> None:
    for verb, detail in {
        "refused": {"reason": "Not theirs"}, "looked_at": {"what": "the record"},
        "section.saved": {"section": "Going"}, "emergency.begun": {"reason": "Danger"},
    }.items():  # fmt: skip
        write(cast, verb, **detail)
    text = page(cast, "coordinator")
    assert "was refused" not in text
    assert "looked at" not in text
    assert "saved a draft" not in text
    assert "emergency access" not in text


def test_a_role_reads_no_steps_of_what_it_may_not_see(cast: Cast) -> None:
    write(cast, "interview.recorded")
    write(cast, "meeting.finalised", kind="Strategy meeting")
    write(cast, "need.started")
    assert "recorded the return home interview" in page(cast, "coordinator")
    carers = page(cast, "carer")
    assert "interview" not in carers
    assert "Strategy meeting" not in carers
    assert "Need to Know" not in carers
    assert "began a Need to Know" in page(cast, "head")


def test_filters_narrow_it_and_can_be_taken_off(cast: Cast, episode: Episode) -> None:
    write(cast, "person.confirmed", what="the address")
    both = page(cast, "worker")
    assert "confirmed that this is still right" in both
    assert "reported them" in both
    record = page(cast, "worker", "?kind=record")
    assert "confirmed that this is still right" in record
    assert "reported them" not in record
    assert "Remove filter" in record
    by_carer = page(cast, "worker", f"?who={cast.carer.pk}")
    assert "reported them" in by_carer
    assert "confirmed that this is still right" not in by_carer
    day = "since-day=6&since-month=3&since-year=2026&until-day=6&until-month=3&until-year=2026"
    assert "reported them" in page(cast, "worker", f"?{day}")
    assert "Nothing yet." in page(cast, "worker", "?until-day=5&until-month=3&until-year=1999")
    assert "There is a problem" in page(cast, "worker", "?kind=access")


def test_pages_go_on_by_key_and_keep_the_filter(cast: Cast) -> None:
    write(cast, "person.confirmed", count=70, what="the address")
    seen: list[int] = []
    before = None
    while True:
        steps, before = steps_of_person(
            [cast.boy.pk], Sought({"record": KINDS["record"]}), before_id=before, limit=20
        )
        seen += [step["key"] for step in steps]
        if before is None:
            break
    assert len(seen) == len(set(seen)) > 70
    assert (
        "kind=record" in page(cast, "worker", "?kind=record").split("Next")[0].rsplit("href", 1)[1]
    )


def test_an_episode_pages_through_steps_and_log_together(cast: Cast, episode: Episode) -> None:
    for number in range(30):
        add_log(
            ref=episode.reference, by=cast.worker, kind="contact_attempt", text=f"Try {number}",
            at=moment("2026-03-06 11:05"),
        )  # fmt: skip
    write(cast, "person.confirmed", count=10, what="the address")
    whole, more = steps_of(episode, everything(cast), limit=500)
    assert not more
    seen = []
    before = None
    while True:
        steps, more = steps_of(episode, everything(cast), before=before, limit=7)
        seen += [step["key"] for step in steps]
        if not more:
            break
        before = (steps[-1]["at"], steps[-1]["key"])
    assert seen == [step["key"] for step in whole]
    assert sum(step["title"] == "Contact attempt" for step in whole) == 30


def test_what_is_said_of_an_episode_after_the_next_one_stays_with_it(cast: Cast, at) -> None:
    first = went_missing(cast, when="2026-03-06 09:00")
    came_back(cast, first, when="2026-03-06 10:00")
    at("2026-03-08 09:00")
    second = went_missing(cast, when="2026-03-08 08:00")
    with transaction.atomic():
        audit.record("episode.corrected", by=cast.manager, about=first, fields="clothing")
    titles = [step["title"] for step in steps_of(first, everything(cast))[0]]
    assert any("corrected the report" in title for title in titles)
    titles = [step["title"] for step in steps_of(second, everything(cast))[0]]
    assert not any("corrected the report" in title for title in titles)
