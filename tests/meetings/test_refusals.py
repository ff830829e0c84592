"""Every refusal of a meeting, in words, and what the database itself refuses."""

import json

import pytest
from django.db import IntegrityError, transaction

from meetings import policy
from meetings.models import Meeting, MeetingSection
from tests.cast import Cast
from tests.meetings.minutes import fill, finalise, pages, start
from tests.stories import boxes, came_back, moment, send, signed_in, went_missing

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast: Cast, at):
    episode = went_missing(cast)
    at("2026-03-09 11:00")
    client = signed_in(cast.worker)
    return client, start(client, episode.reference, "multi_agency")


@pytest.mark.parametrize(
    ("held", "more", "said"),
    [
        ("2026-03-06 09:00", {}, "after they went missing"),
        ("2026-03-09 10:00", {"next": "2026-03-17 10:00"}, "Monday 16 March 2026 at the latest"),
        ("2026-03-09 10:00", {"next": "2026-03-09 09:00"}, "must be after this one"),
        (
            "2026-03-09 10:00",
            {"actions": [("Ring", "", "Someone", "2026-03-07")]},
            "must be in the future",
        ),
    ],
)
def test_minutes_that_cannot_be_right_are_refused(draft, held, more, said) -> None:
    client, meeting = draft
    fill(client, meeting, held=held, **more)
    answer = finalise(client, meeting)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    meeting.refresh_from_db()
    assert meeting.state == "draft"


def test_an_unfinished_section_stops_finalising(draft) -> None:
    client, meeting = draft
    fill(client, meeting, held="2026-03-09 10:00")
    MeetingSection.objects.filter(key="discussion").update(completed_at=None)
    page = client.get(f"/meetings/{meeting.reference}/finalise/").content.decode()
    assert "Still to be completed: Discussion and risk." in page
    assert "Complete every section" in finalise(client, meeting).content.decode()


def test_nobody_finalises_what_they_have_not_seen(draft) -> None:
    client, meeting = draft
    fill(client, meeting, held="2026-03-09 10:00")
    old = " ".join(f"{row.key}:{row.version}" for row in meeting.sections.all())
    fill(client, meeting, held="2026-03-09 10:30")
    answer = send(client, f"/meetings/{meeting.reference}/finalise/", {"read": old})
    assert "A section was changed while you were looking" in answer.content.decode()


def test_written_up_after_the_return_it_must_have_been_held_before(cast: Cast, draft, at) -> None:
    client, meeting = draft
    came_back(cast, meeting.episode, when="2026-03-09 10:30")
    fill(client, meeting, held="2026-03-09 10:45")
    assert "They had been found by then" in finalise(client, meeting).content.decode()
    fill(client, meeting, held="2026-03-09 10:00")
    assert finalise(client, meeting).status_code == 302


def test_finalised_minutes_are_locked(cast: Cast, draft) -> None:
    client, meeting = draft
    fill(client, meeting, held="2026-03-09 10:00")
    finalise(client, meeting)
    for page in ("background/", "finalise/", "cancel/"):
        answer = client.get(f"/meetings/{meeting.reference}/{page}")
        assert answer.status_code == 403, page
        assert "have been finalised" in answer.content.decode()
    late = send(client, f"/meetings/{meeting.reference}/background/", {"later": "1"})
    assert late.status_code == 403
    assert (
        send(client, f"/meetings/{meeting.reference}/cancel/", {"reason": "No"}).status_code == 403
    )


def test_which_meeting_comes_when(cast: Cast, draft) -> None:
    client, meeting = draft
    episode = meeting.episode
    assert (
        "follows the multi-agency meeting"
        in policy.may_start(cast.worker, episode, "review").reason
    )
    assert "never missing" in policy.may_start(cast.worker, absent(cast), "strategy").reason
    assert "cannot record a meeting" in policy.may_start(cast.carer, episode, "strategy").reason
    wrong = send(client, f"/episodes/{episode.reference}/meetings/new/", {"kind": "review"})
    assert wrong.status_code == 200
    kept = send(client, f"/meetings/{meeting.reference}/keep/", {})
    assert kept.status_code == 403
    begun = send(
        client,
        f"/episodes/{episode.reference}/meetings/not-held/",
        {"kind": "multi_agency", "reason": "Not needed"},
    )
    assert begun.status_code == 403


def absent(cast: Cast):
    from cases.lifecycle import make

    return make(
        "report",
        by=cast.worker,
        person_ref=cast.sister.reference,
        at=moment("2026-03-09 09:00"),
        status="absent_placement",
        missing_from="placement",
        reporter_name="Casey",
        responsible_authority=cast.council,
        reporter_relation="carer",
    )


def test_outsiders_find_nothing_at_any_address(cast: Cast, draft) -> None:
    _, meeting = draft
    for user in (cast.outsider, cast.outside_manager, cast.carer, cast.interviewer, cast.police):
        client = signed_in(user)
        for page in ("", "attendance/", "finalise/", "cancel/", "keep/", "invitation.ics"):
            assert client.get(f"/meetings/{meeting.reference}/{page}").status_code == 404, (
                user,
                page,
            )
    outsider = signed_in(cast.outsider)
    assert outsider.get(f"/episodes/{meeting.episode.reference}/meetings/new/").status_code == 404
    assert signed_in(cast.worker).get("/meetings/M-NOTTHERE/").status_code == 404


def test_three_answers_agree(cast: Cast, draft) -> None:
    _, meeting = draft
    may_see = policy.people_who_may_see(meeting)
    for part, user in cast.staff().items():
        listed = policy.visible_to(user).filter(pk=meeting.pk).exists()
        assert listed == (user.pk in may_see) == policy.may(user, "view_meeting", meeting).ok, part


def test_bad_typing_is_answered_and_kept(draft) -> None:
    client, meeting = draft
    typed = pages(meeting, held="2026-03-09 10:00")["attendance"]
    typed |= boxes("held_at", "2026-02-31 10:00") | {"place": "The long room"}
    answer = send(
        client,
        f"/meetings/{meeting.reference}/attendance/",
        typed | {"section_completed": "yes", "version": "0"},
    )
    page = answer.content.decode()
    assert "must be a real date" in page
    assert "The long room" in page
    assert not MeetingSection.objects.exists()


def test_an_action_needs_one_owner(draft) -> None:
    client, meeting = draft
    for owner, name, said in [
        ("", "", "Select who will do it"),
        (str(meeting.created_by_id), "Ann", "not both"),
    ]:
        typed = pages(
            meeting, held="2026-03-09 10:00", actions=[("Ring", owner, name, "2026-03-10")]
        )["actions"]
        answer = send(
            client,
            f"/meetings/{meeting.reference}/actions/",
            typed | {"section_completed": "yes", "version": "0"},
        )
        assert said in answer.content.decode()


BROKEN = [
    ("held_meeting_is_whole", {"state": "held"}),
    ("cancelled_has_reason", {"state": "cancelled"}),
    ("cancelled_has_reason", {"state": "not_convened"}),
    ("meeting_state_known", {"state": "dreamt"}),
    (
        "next_meeting_is_later",
        {"held_at": moment("2026-03-09 10:00"), "next_meeting_at": moment("2026-03-09 09:00")},
    ),
]


@pytest.mark.parametrize(("constraint", "change"), BROKEN)
def test_the_database_refuses(draft, constraint: str, change: dict) -> None:
    _, meeting = draft
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(**change)


def test_the_database_refuses_doubles_and_nameless_guests(draft) -> None:
    _, meeting = draft
    with pytest.raises(IntegrityError, match="one_draft_of_a_kind"), transaction.atomic():
        Meeting.objects.create(
            episode=meeting.episode,
            kind="multi_agency",
            created_by=meeting.created_by,
            created_at=meeting.created_at,
        )
    with pytest.raises(IntegrityError, match="attendee_has_a_name"), transaction.atomic():
        meeting.attendees.create(name="")
    row = {"key": "actions", "saved_at": meeting.created_at, "saved_by": meeting.created_by}
    meeting.sections.create(**row)
    with pytest.raises(IntegrityError, match="meeting_section_once"), transaction.atomic():
        meeting.sections.create(**row)


def test_autosave_answers_json_and_says_when_somebody_else_was_first(cast: Cast, draft) -> None:
    client, meeting = draft
    address = f"/meetings/{meeting.reference}/background/"
    page = {"X-Background": "1"}
    typed = {"submission_token": "page one", "version": "0", "background": "He left"}
    first = client.post(address, typed, headers=page)
    assert json.loads(first.content) == {"saved_at": "11am", "version": 1}
    # The page's own next saving is no conflict, although its version came too late.
    assert (
        client.post(address, typed | {"background": "He left at"}, headers=page).status_code == 200
    )
    other = signed_in(cast.manager)
    late = other.post(
        address,
        {"submission_token": "page two", "version": "0", "background": "Mine"},
        headers=page,
    )
    assert late.status_code == 409
    assert "someone else has changed this section" in json.loads(late.content)["message"]


def test_two_editors_see_both_texts_and_lose_none(cast: Cast, draft) -> None:
    client, meeting = draft
    address = f"/meetings/{meeting.reference}/background/"
    send(client, address, {"version": "0", "background": "The worker’s text", "later": "1"})
    other = signed_in(cast.manager)
    mine = {"version": "0", "background": "The manager’s text", "section_completed": "no"}
    answer = send(other, address, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Wren Ashdown changed this section" in page
    assert "The worker’s text" in page
    assert "The manager’s text" in page
    assert 'name="version" value="1"' in page
    assert send(other, address, mine | {"version": "1"}).status_code == 302
    row = MeetingSection.objects.get()
    assert (row.data["background"], row.version) == ("The manager’s text", 2)


def test_back_and_save_again_with_other_words_loses_nothing(draft) -> None:
    client, meeting = draft
    address = f"/meetings/{meeting.reference}/background/"
    first = {"version": "0", "background": "First", "section_completed": "no"}
    send(client, address, first, token="one page")
    assert send(client, address, first, token="one page").status_code == 302
    again = send(client, address, first | {"background": "Second"}, token="one page")
    assert "already sent with other answers" in again.content.decode()
    assert "Second" in again.content.decode()
    assert 'value="one page"' not in again.content.decode()
    assert MeetingSection.objects.get().version == 1


def test_whether_it_is_completed_has_to_be_answered(draft) -> None:
    client, meeting = draft
    answer = send(
        client, f"/meetings/{meeting.reference}/background/", {"version": "0", "background": "x"}
    )
    assert "Select whether you have completed this section" in answer.content.decode()


def test_rows_are_added_and_removed_without_script(draft) -> None:
    client, meeting = draft
    address = f"/meetings/{meeting.reference}/actions/"
    page = client.get(address).content.decode()
    assert "Add an action" in page
    typed = {"version": "0", "rows-TOTAL_FORMS": "0", "rows-INITIAL_FORMS": "0", "rows-add": "1"}
    assert "Action 1" in send(client, address, typed).content.decode()
    typed = pages(
        meeting,
        held="2026-03-09 10:00",
        actions=[("A", "", "Ann", "2026-03-10"), ("B", "", "Bo", "2026-03-10")],
    )["actions"]
    page = send(client, address, typed | {"rows-remove": "0", "version": "0"}).content.decode()
    assert "Action 1" in page
    assert "Action 2" not in page
    assert 'value="Bo"' in page
