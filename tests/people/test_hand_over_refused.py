"""What cannot be handed over stays where it is, and says why in a sentence."""

import pytest

from accounts.clock import today
from accounts.errors import Refused
from accounts.models import User
from cases.models import Action, Episode
from people import hand_over_queries, services
from people.hand_over_services import Choice, hand_over
from people.models import Allocation, Person
from people.policy import visible_to
from returns import services as returns
from returns.models import Interview
from tests.cast import Cast, team_of, user
from tests.people.handing import all_to, fresh, give_all, held, sees
from tests.stories import came_back, signed_in, went_missing

pytestmark = pytest.mark.django_db


def test_what_the_taker_may_not_have_stays_with_a_sentence(cast: Cast, laden: Episode) -> None:
    made = give_all(cast, cast.carer)
    said = {line.kind: line.why_not for line in made.lines.all()}
    assert "social worker: their role does not include it" in said["allocation"]
    assert "their role cannot finalise an episode" in said["episode"]
    assert "their role cannot record a meeting" in said["meeting"]
    assert not said["action"], "the carer sees the boy and may complete actions"
    assert held(cast.worker)["allocation"] == 1


def test_who_cannot_see_the_record_is_not_given_its_work(cast: Cast, laden: Episode) -> None:
    made = hand_over(
        holder=cast.worker, choices={"action": Choice(cast.outsider.pk)}, on=today(),
        why="Helps out", by=fresh(cast.manager),
    )  # fmt: skip
    assert made is not None
    assert "cannot see this record" in made.lines.get().why_not
    assert Action.objects.get().owner == cast.worker


def test_an_independent_part_goes_only_to_who_is_independent(cast: Cast) -> None:
    made = hand_over(
        holder=cast.iro, choices={"allocation": Choice(cast.manager.pk)}, on=today(),
        why="Is leaving", by=fresh(cast.coordinator),
    )  # fmt: skip
    assert made is not None
    assert "independent reviewing officer" in made.lines.get().why_not
    assert Allocation.objects.get(person=cast.boy, role="iro").user == cast.iro


def interview_of(cast: Cast) -> Interview:
    episode = went_missing(cast, when="2026-03-05 10:00")
    came_back(cast, episode, when="2026-03-05 20:00")
    interview = Interview.objects.get(episode=episode)
    return returns.assign(
        ref=interview.reference, provider_id=cast.provider.pk, interviewer_id=cast.interviewer.pk,
        by=cast.coordinator,
    )  # fmt: skip


def give_interview(cast: Cast, to: User) -> str:
    made = hand_over(
        holder=cast.interviewer, choices={"interview": Choice(to.pk)}, on=today(), why="On leave",
        by=fresh(cast.coordinator),
    )  # fmt: skip
    assert made is not None
    return made.lines.get().why_not


def test_an_interview_goes_to_a_colleague_of_the_same_provider(cast: Cast) -> None:
    interview = interview_of(cast)
    assert give_interview(cast, cast.other_interviewer) == ""
    interview.refresh_from_db()
    assert interview.interviewer == cast.other_interviewer
    level = {"level": "interview"}
    assert visible_to(fresh(cast.other_interviewer), **level).filter(pk=cast.boy.pk).exists()
    assert not visible_to(fresh(cast.interviewer), **level).filter(pk=cast.boy.pk).exists()


def test_an_interview_goes_to_nobody_of_another_provider(cast: Cast) -> None:
    interview_of(cast)
    elsewhere = cast.other_home
    type(elsewhere).objects.filter(pk=elsewhere.pk).update(kind="provider")
    stranger = user("Nell Stranger", team_of(elsewhere, "Visitors there"), "interviewer")
    assert "does not interview for Sparrow" in give_interview(cast, stranger)


def test_an_interview_for_which_nobody_fits_says_so(cast: Cast) -> None:
    interview_of(cast)
    type(cast.provider).objects.filter(pk=cast.provider.pk).update(max_age=12)
    (line,) = hand_over_queries.all_held([cast.interviewer.pk])
    assert line.note == (
        "Nobody else at Sparrow Independent Visitors can take it. "
        "Give it to another provider on its own page."
    )
    assert "interviews children aged from 10 to 12" in give_interview(cast, cast.other_interviewer)


def test_a_manager_hands_over_only_within_reach(
    cast: Cast, colleague: User, laden: Episode
) -> None:
    services.allocate(
        person=cast.other_child, role="key_worker", user=cast.worker, starts_on=today(),
        by=cast.coordinator,
    )  # fmt: skip
    give_all(cast, colleague, by=cast.manager)
    assert held(cast.worker)["allocation"] == 1, "the other child is beyond this manager's reach"
    page = signed_in(cast.manager).get(f"/hand-over/{cast.worker.pk}/").content.decode()
    assert "about people whose record you do not see" in page
    assert cast.other_child.name not in page


def test_a_restricted_child_is_handed_over_only_by_who_is_named(
    cast: Cast, colleague: User
) -> None:
    Person.objects.filter(pk=cast.boy.pk).update(restricted=True)
    choices = all_to(colleague, cast.worker)
    made = hand_over(
        holder=cast.worker, choices=choices, on=today(), why="Left", by=fresh(cast.coordinator)
    )
    assert made is not None
    assert cast.boy.pk not in {line.person_id for line in made.lines.all()}
    give_all(cast, colleague, by=cast.manager)
    assert sees(colleague, cast.boy)


def test_who_may_not_reassign_is_refused(cast: Cast, colleague: User, laden: Episode) -> None:
    with pytest.raises(Refused, match="reassign work"):
        give_all(cast, colleague, by=cast.worker)
    assert signed_in(cast.worker).get("/hand-over/").status_code == 403


def test_the_administrator_is_led_to_a_manager(cast: Cast) -> None:
    ada = user("Ada Ministrator", cast.team, "administrator", is_staff=True)
    client = signed_in(ada)
    page = client.get(f"/admin/accounts/user/{cast.worker.pk}/change/").content.decode()
    assert f"/hand-over/{cast.worker.pk}/" in page
    refused = client.get(f"/hand-over/{cast.worker.pk}/")
    assert refused.status_code == 403
    assert "Team manager" in refused.content.decode()
