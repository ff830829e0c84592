"""Merging two records in the rooms above people: episodes, leave, curfew, profile, duties."""

from datetime import time

import pytest

from accounts.clock import now
from accounts.errors import Invalid
from cases import lifecycle
from cases.models import Curfew, Episode, Paper, ReportDraft
from deadlines.models import Deadline
from notifications.models import Notice
from people import services
from people.merge_fields import differing
from people.merging import merge
from people.models import Merge, Person
from profiles import services as profiles
from profiles.models import MissingProfile
from tests.access.stage import report
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(cast: Cast) -> Person:
    return services.add_person(by=cast.edt, given_name="Jim", family_name="Exempler")


def do(cast: Cast, twin: Person, **choices: str) -> Merge:
    chosen = {field.key: "kept" for field in differing(cast.boy, twin)} | choices
    return merge(
        by=cast.coordinator, kept_ref=cast.boy.reference, gone_ref=twin.reference,
        choices=chosen, why="The carer knows him",
    )  # fmt: skip


def away(cast: Cast, person: Person, *, started: str, ended: str = "") -> Episode:
    episode = report(cast, by=cast.edt, started=started, person=person.reference).episode
    assert episode is not None
    if ended:
        episode = lifecycle.make(
            "return_home", ref=episode.reference, by=cast.edt, end_reason="by_self",
            at=london(ended),
        )  # fmt: skip
    return episode


def london(text: str):
    from tests.access.stage import london as moment

    return moment(text)


def test_a_child_reported_under_another_name_is_missing_under_their_own(
    cast: Cast, twin: Person
) -> None:
    """The night's report goes to the boy: his people have his duties, and none starts anew."""
    episode = away(cast, twin, started="2026-03-06 10:00")
    due = dict(Deadline.objects.filter(person_id=twin.pk).values_list("pk", "due_at"))
    assert due
    do(cast, twin)
    episode.refresh_from_db()
    assert episode.person == cast.boy
    assert dict(Deadline.objects.filter(person_id=cast.boy.pk).values_list("pk", "due_at")) == due
    assert not Deadline.objects.filter(person_id=twin.pk).exists()
    assert not Notice.objects.filter(person_id=twin.pk).exists()


def test_two_open_episodes_stand_in_the_way(cast: Cast, twin: Person) -> None:
    one = away(cast, cast.boy, started="2026-03-06 10:00")
    two = away(cast, twin, started="2026-03-06 09:00")
    with pytest.raises(Invalid) as said:
        do(cast, twin)
    (sentence,) = said.value.errors["__all__"]
    assert one.reference in sentence
    assert two.reference in sentence
    assert "Void the one" in sentence
    lifecycle.make("void", ref=two.reference, by=cast.coordinator, reason="A second report of him")
    do(cast, twin)
    two.refresh_from_db()
    assert two.person == cast.boy


def test_episodes_of_the_same_time_stand_in_the_way(cast: Cast, twin: Person) -> None:
    away(cast, cast.boy, started="2026-03-05 10:00", ended="2026-03-05 20:00")
    away(cast, twin, started="2026-03-05 19:00", ended="2026-03-05 22:00")
    with pytest.raises(Invalid) as said:
        do(cast, twin)
    assert "cover the same time, from 5 March 2026 at 7pm" in str(said.value)


def test_episodes_that_follow_each_other_are_one_history(cast: Cast, twin: Person) -> None:
    away(cast, cast.boy, started="2026-03-04 10:00", ended="2026-03-04 20:00")
    away(cast, twin, started="2026-03-05 10:00", ended="2026-03-05 20:00")
    do(cast, twin)
    assert Episode.objects.filter(person=cast.boy).count() == 2


def test_the_curfew_that_was_chosen_stays(cast: Cast, twin: Person) -> None:
    for person, hour in ((cast.boy, 21), (twin, 22)):
        Curfew.objects.create(
            person=person, school_night=time(hour), set_by=cast.worker, set_at=now()
        )
    made = do(cast, twin, curfew="gone")
    assert Curfew.objects.get(person=cast.boy).school_night == time(22)
    assert {"Curfew": "school nights 9pm, set 6 March 2026"}.items() <= {
        row["field"]: row["not_kept"] for row in made.values
    }.items()


def test_the_profile_that_was_chosen_stays_and_the_other_can_be_read(
    cast: Cast, twin: Person
) -> None:
    his = profiles.start(person=cast.boy, by=cast.worker)
    others = profiles.start(person=twin, by=cast.edt)
    made = do(cast, twin, profile="gone")
    assert MissingProfile.objects.get(person=cast.boy) == others
    assert MissingProfile.objects.get(person=twin) == his
    assert made.left["profiles.MissingProfile.person"] == [his.pk]


def test_a_profile_that_only_one_has_goes_with_them(cast: Cast, twin: Person) -> None:
    theirs = profiles.start(person=twin, by=cast.edt)
    do(cast, twin)
    assert MissingProfile.objects.get(person=cast.boy) == theirs


def test_a_report_half_made_goes_on_for_the_kept_record(cast: Cast, twin: Person) -> None:
    from cases import drafts

    drafts.start(by=cast.edt, person=twin)
    do(cast, twin)
    assert ReportDraft.objects.get(by=cast.edt).person == cast.boy


def test_a_paper_stays_as_it_left(cast: Cast, twin: Person) -> None:
    from cases import papers

    profiles.start(person=twin, by=cast.edt)
    papers.ask(kind="missing_profile", ref=twin.reference, by=cast.edt)
    do(cast, twin)
    assert Paper.objects.get().person == twin
