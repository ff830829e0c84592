"""Meetings from start to minutes: deadlines met, actions given, reviews that follow on."""

import icalendar
import pytest

from accounts.models import AuditEvent
from cases.hooks import PAPERS
from cases.models import Action
from deadlines.models import Deadline
from meetings import policy
from meetings.models import Meeting, MeetingSection
from notifications.models import Notice
from tests.cast import Cast
from tests.meetings.minutes import fill, finalise, pages, start
from tests.stories import came_back, moment, send, signed_in, went_missing

pytestmark = pytest.mark.django_db


def deadline(episode, rule: str) -> Deadline:
    return Deadline.objects.filter(episode_id=episode.pk, rule=rule).latest("occurrence")


def held_multi_agency(cast: Cast, at, **more):
    """Missing on Friday at 11, the meeting on Monday at 10, written up an hour later."""
    episode = went_missing(cast)
    at("2026-03-09 11:00")
    client = signed_in(cast.worker)
    meeting = start(client, episode.reference, "multi_agency")
    fill(client, meeting, held="2026-03-09 10:00", **more)
    answer = finalise(client, meeting)
    assert answer.status_code == 302, answer.content.decode()
    meeting.refresh_from_db()
    return episode, client, meeting


def test_the_multi_agency_meeting_meets_its_deadline_and_opens_the_review(cast: Cast, at) -> None:
    actions = [
        ("Ring the college", str(cast.manager.pk), "", "2026-03-10"),
        ("Check the station’s cameras", "", "Constable Fern, transport police", "2026-03-11"),
    ]
    episode, _, meeting = held_multi_agency(cast, at, actions=actions, next="2026-03-16 10:00")
    assert meeting.state == "held"
    assert meeting.held_at == moment("2026-03-09 10:00")
    assert deadline(episode, "multi_agency").state == "met"
    review = deadline(episode, "review")
    # Seven days and five working days from a Monday end alike: at 5pm on the Monday after.
    assert (review.state, review.due_at) == ("open", moment("2026-03-16 17:00"))
    assert deadline(episode, "strategy_limit").state == "open"
    given = {action.what: action for action in Action.objects.all()}
    assert given["Ring the college"].owner == cast.manager
    assert given["Check the station’s cameras"].owner_name.startswith("Constable Fern")
    of_action = Deadline.objects.get(rule="action", about_id=given["Ring the college"].pk)
    assert of_action.owner_user == cast.manager
    assert of_action.due_at == moment("2026-03-10 17:00")
    assert Notice.objects.filter(template="action_given", recipient=cast.manager).count() == 1
    told = set(Notice.objects.filter(template="meeting_held").values_list("recipient", flat=True))
    assert {cast.manager.pk, cast.iro.pk, cast.cp_chair.pk} <= told
    assert cast.worker.pk not in told
    assert cast.carer.pk not in told
    assert AuditEvent.objects.filter(verb="meeting.finalised", about_ref=meeting.reference).exists()
    assert meeting.attendees.get().user == cast.worker


def test_a_second_tap_on_finalise_doubles_nothing(cast: Cast, at) -> None:
    episode = went_missing(cast)
    at("2026-03-09 11:00")
    client = signed_in(cast.worker)
    meeting = start(client, episode.reference, "multi_agency")
    owner = [("Ring the college", str(cast.manager.pk), "", "2026-03-10")]
    fill(client, meeting, held="2026-03-09 10:00", actions=owner)
    first, second = (finalise(client, meeting, token="the same page") for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert Action.objects.count() == 1
    assert Deadline.objects.filter(rule="review").count() == 1


def test_a_second_tap_on_start_answers_with_the_same_draft(cast: Cast) -> None:
    episode = went_missing(cast)
    client = signed_in(cast.worker)
    first = start(client, episode.reference, "strategy")
    assert start(signed_in(cast.manager), episode.reference, "strategy") == first


def test_a_strategy_meeting_with_the_agencies_settles_both_series(cast: Cast, at) -> None:
    episode = went_missing(cast)
    at("2026-03-06 16:00")
    client = signed_in(cast.worker)
    meeting = start(client, episode.reference, "strategy")
    fill(client, meeting, held="2026-03-06 15:00", both=True)
    finalise(client, meeting)
    for rule in ("strategy_target", "strategy_limit", "multi_agency"):
        assert deadline(episode, rule).state == "met", rule
    assert deadline(episode, "review").due_at == moment("2026-03-13 17:00")
    kinds = dict(policy.kinds_to_start(cast.worker, episode))
    assert set(kinds) == {"review", "professionals"}


def test_a_strategy_meeting_alone_opens_no_review(cast: Cast, at) -> None:
    episode = went_missing(cast)
    at("2026-03-06 16:00")
    client = signed_in(cast.worker)
    meeting = start(client, episode.reference, "strategy")
    fill(client, meeting, held="2026-03-06 15:00")
    finalise(client, meeting)
    assert deadline(episode, "strategy_limit").state == "met"
    assert deadline(episode, "multi_agency").state == "open"
    assert not Deadline.objects.filter(rule="review").exists()


def test_a_review_carries_the_last_meeting_forward_and_asks_for_findings(cast: Cast, at) -> None:
    actions = [("Ring the college", str(cast.manager.pk), "", "2026-03-10")]
    episode, client, first = held_multi_agency(cast, at, actions=actions, next="2026-03-13 10:00")
    at("2026-03-13 12:00")
    review = start(client, episode.reference, "review")
    assert review.previous == first
    assert review.planned_for == moment("2026-03-13 10:00")
    page = client.get(f"/meetings/{review.reference}/background/").content.decode()
    assert "He left on Friday." in page
    action = Action.objects.get()
    asked = client.get(f"/meetings/{review.reference}/findings/").content.decode()
    assert "Ring the college" in asked
    found = {f"finding_{action.pk}": "He was seen there.", f"done_{action.pk}": "yes"}
    fill(client, review, held="2026-03-13 10:00", extra={"findings": found})
    answer = finalise(client, review)
    assert answer.status_code == 302, answer.content.decode()
    action.refresh_from_db()
    assert action.finding == "He was seen there."
    assert action.done_by == cast.worker
    assert Deadline.objects.get(rule="action").state == "met"
    reviews = Deadline.objects.filter(rule="review").order_by("occurrence")
    assert [row.state for row in reviews] == ["met", "open"]
    assert reviews[1].due_at == moment("2026-03-20 17:00")


def test_over_easter_seven_days_come_before_five_working_days(cast: Cast, at) -> None:
    """Five working days leave out the bank holidays, seven days do not: the earlier stands."""
    at("2026-03-31 12:00")
    episode = went_missing(cast, when="2026-03-31 11:00")
    at("2026-04-02 12:00")
    client = signed_in(cast.worker)
    meeting = start(client, episode.reference, "multi_agency")
    fill(client, meeting, held="2026-04-02 11:00", next="2026-04-13 10:00")
    answer = finalise(client, meeting)
    # Five working days after Thursday the 2nd: 7th, 8th, 9th, 10th and Monday the 13th.
    assert answer.status_code == 302, answer.content.decode()
    assert deadline(episode, "review").due_at == moment("2026-04-09 17:00")


def test_found_first_the_meeting_is_cancelled_or_kept(cast: Cast, at) -> None:
    episode = went_missing(cast)
    client = signed_in(cast.worker)
    meeting = start(client, episode.reference, "strategy")
    kept_to = start(client, episode.reference, "multi_agency")
    at("2026-03-07 12:00")
    came_back(cast, episode, when="2026-03-07 11:00")
    assert deadline(episode, "strategy_limit").state == "settled"
    page = client.get(f"/meetings/{meeting.reference}/").content.decode()
    assert "They have been found" in page
    send(client, f"/meetings/{meeting.reference}/cancel/", {"reason": "He is back."})
    meeting.refresh_from_db()
    assert (meeting.state, meeting.cancelled_reason) == ("cancelled", "He is back.")
    send(client, f"/meetings/{kept_to.reference}/keep/", {})
    kept_to.refresh_from_db()
    assert kept_to.kind == "professionals"
    fill(client, kept_to, held="2026-03-07 11:30")
    assert finalise(client, kept_to).status_code == 302
    assert not Deadline.objects.filter(rule="review").exists()


def test_not_holding_a_meeting_is_a_decision_with_a_reason(cast: Cast) -> None:
    episode = went_missing(cast)
    client = signed_in(cast.manager)
    address = f"/episodes/{episode.reference}/meetings/not-held/"
    refused = send(client, address, {"kind": "strategy", "reason": ""})
    assert refused.status_code == 200
    assert "Enter why it will not be held" in refused.content.decode()
    send(client, address, {"kind": "strategy", "reason": "Seen by his worker all morning."})
    row = deadline(episode, "strategy_limit")
    assert (row.state, row.closed_reason) == ("settled", "Seen by his worker all morning.")
    assert deadline(episode, "multi_agency").state == "open"
    assert Meeting.objects.get().state == "not_convened"


def test_minutes_name_the_child_in_the_paper_and_never_in_the_calendar(cast: Cast, at) -> None:
    _, client, meeting = held_multi_agency(cast, at, next="2026-03-13 10:00")
    person, content = PAPERS["minutes"].gather(cast.worker, meeting.reference)
    assert person == cast.boy
    assert ["Person", cast.boy.name] in content["facts"]
    assert content["attendees"][0][0] == "Wren Ashdown"
    assert content["considered"][0][1:] == ["Considered", "Talked through by all who were there."]
    answer = client.get(f"/meetings/{meeting.reference}/invitation.ics")
    entry = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert entry["dtstart"].dt == moment("2026-03-13 10:00")
    assert cast.iro.email in answer.content.decode().replace("\r\n ", "")
    assert cast.boy.given_name not in answer.content.decode()


def test_the_list_shows_what_each_may_see(cast: Cast, at) -> None:
    _, client, meeting = held_multi_agency(cast, at)
    assert meeting.reference in client.get("/meetings/").content.decode()
    assert meeting.reference not in signed_in(cast.outsider).get("/meetings/").content.decode()
    assert signed_in(cast.carer).get("/meetings/").status_code == 403


def test_every_page_of_a_draft_can_be_opened(cast: Cast) -> None:
    episode = went_missing(cast)
    client = signed_in(cast.worker)
    meeting = start(client, episode.reference, "strategy")
    for key in (
        "",
        "finalise/",
        "cancel/",
        "keep/",
        *(f"{key}/" for key in pages(meeting, held="2026-03-06 11:15")),
    ):
        assert client.get(f"/meetings/{meeting.reference}/{key}").status_code == 200, key
    assert MeetingSection.objects.count() == 0
