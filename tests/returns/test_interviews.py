"""The return home interview: needed, given, held, recorded, analysed, and what it lets happen."""

import pytest

from accounts.errors import Refused
from accounts.models import AuditEvent
from cases.lifecycle import make
from deadlines.models import Deadline
from notifications.models import Notice
from people import access
from people.models import Access
from returns import policy
from returns.models import Interview
from tests.cast import Cast
from tests.returns.talk import fill, finish
from tests.stories import came_back, moment, send, signed_in, went_missing

pytestmark = pytest.mark.django_db


def deadline(interview: Interview, rule: str) -> Deadline:
    rows = Deadline.objects.filter(episode_id=interview.episode_id, rule=rule)
    return rows.latest("occurrence")


def told(template: str) -> set[int]:
    return set(Notice.objects.filter(template=template).values_list("recipient", flat=True))


def test_every_missing_episode_that_ends_needs_one(needed: Interview) -> None:
    assert needed.state == "needed"
    assert deadline(needed, "interview_held").due_at == moment("2026-03-10 11:00")
    assert policy.what_stops_finalising(needed.episode)


def test_an_absence_alone_needs_none(cast: Cast, at) -> None:
    episode = went_missing(cast, status="absent_placement")
    at("2026-03-09 09:00")
    came_back(cast, episode, when="2026-03-07 11:00")
    assert not Interview.objects.exists()
    assert policy.what_stops_finalising(episode) == ""


def test_after_a_death_there_is_none(cast: Cast, at) -> None:
    episode = went_missing(cast)
    at("2026-03-09 09:00")
    episode = make(
        "end_where_they_are", by=cast.worker, ref=episode.reference, at=moment("2026-03-07 11:00"),
        end_reason="deceased", located_where="Hospital", located_by="Police",
    )  # fmt: skip
    assert not Interview.objects.exists()
    assert policy.what_stops_finalising(episode) == ""


def test_giving_it_opens_what_it_needs_and_tells_the_interviewer(cast: Cast, assigned) -> None:
    assert (assigned.state, assigned.interviewer) == ("assigned", cast.interviewer)
    row = Access.objects.get(source=f"interview:{assigned.pk}")
    assert (row.user, row.level) == (cast.interviewer, "interview")
    assert told("interview_assigned") == {cast.interviewer.pk}
    assert access.rebuild(by=None) == (0, 0)


def test_giving_it_to_another_takes_it_from_the_first(cast: Cast, assigned) -> None:
    who = {"interviewer": f"{cast.provider.pk}-{cast.other_interviewer.pk}"}
    address = f"/interviews/{assigned.reference}/assign/"
    assert send(signed_in(cast.coordinator), address, who).status_code == 302
    page = f"/interviews/{assigned.reference}/"
    assert signed_in(cast.interviewer).get(page).status_code == 404
    assert signed_in(cast.other_interviewer).get(page).status_code == 200


def test_the_whole_way_to_finalising(cast: Cast, assigned, at) -> None:
    client = signed_in(cast.interviewer)
    with pytest.raises(Refused, match="has not been recorded"):
        make("finalise", by=cast.worker, ref=assigned.episode.reference, reason="Done")
    fill(client, assigned, held="2026-03-09 08:00")
    answer = finish(client, assigned)
    assert answer.status_code == 302, answer.content.decode()
    assigned.refresh_from_db()
    assert (assigned.state, assigned.held_at) == ("recorded", moment("2026-03-09 08:00"))
    assert assigned.recorded_by == cast.interviewer
    assert deadline(assigned, "interview_held").state == "met"
    assert deadline(assigned, "interview_recorded").state == "met"
    assert deadline(assigned, "analysis").state == "open"
    people = {cast.worker.pk, cast.manager.pk, cast.iro.pk, cast.cp_chair.pk}
    assert people <= told("interview_recorded")
    assert cast.carer.pk not in told("interview_recorded")
    worker = signed_in(cast.worker)
    page = worker.get(f"/interviews/{assigned.reference}/").content.decode()
    assert "My phone was taken away." in page
    assert "Trouble with a parent, carer or staff" in page
    address = f"/interviews/{assigned.reference}/analysis/"
    assert send(worker, address, {"analysis": "It is about his phone."}).status_code == 302
    assert deadline(assigned, "analysis").state == "met"
    make("finalise", by=cast.worker, ref=assigned.episode.reference, reason="Answered for")
    assert client.get(f"/interviews/{assigned.reference}/").status_code == 404
    assert access.rebuild(by=None) == (0, 0)


def test_a_second_tap_on_record_doubles_nothing(cast: Cast, assigned) -> None:
    client = signed_in(cast.interviewer)
    fill(client, assigned, held="2026-03-09 08:00")
    answers = [finish(client, assigned, token="one page").status_code for _ in range(2)]
    assert answers == [302, 302]
    assert AuditEvent.objects.filter(verb="interview.recorded").count() == 1
    assert Deadline.objects.filter(rule="analysis").count() == 1


def test_beyond_72_hours_it_needs_a_reason_and_the_contact_log(cast: Cast, assigned, at) -> None:
    at("2026-03-11 12:00")
    client = signed_in(cast.interviewer)
    fill(client, assigned, held="2026-03-11 09:00")
    page = client.get(f"/interviews/{assigned.reference}/finish/").content.decode()
    assert "Why was it not held within 72 hours?" in page
    assert "Enter why it was not held" in finish(client, assigned, late_reason="").content.decode()
    why = "He was away with his class."
    assert "Add to the contact log" in finish(client, assigned, late_reason=why).content.decode()
    tried = {"at-choice": "other", "at-day": "10", "at-month": "3", "at-year": "2026"}
    tried |= {"at-time": "10:00", "how": "Phone", "outcome": "No answer"}
    log = f"/interviews/{assigned.reference}/contacts/"
    assert send(client, log, tried).status_code == 302
    assert finish(client, assigned, late_reason=why).status_code == 302
    row = deadline(assigned, "interview_held")
    assert (row.state, row.late, row.late_reason) == ("met", True, why)


@pytest.mark.parametrize("how", ["declined", "not_held"])
def test_declined_or_not_held_settles_and_lets_finalise(cast: Cast, assigned, how: str) -> None:
    address = f"/interviews/{assigned.reference}/decline/"
    client = signed_in(cast.interviewer)
    assert "Enter the reason" in send(client, address, {"how": how}).content.decode()
    assert send(client, address, {"how": how, "reason": "He said no."}).status_code == 302
    assigned.refresh_from_db()
    assert (assigned.state, assigned.reason) == (how, "He said no.")
    assert deadline(assigned, "interview_held").state == "settled"
    assert deadline(assigned, "interview_recorded").state == "settled"
    assert policy.what_stops_finalising(assigned.episode) == ""


def test_not_due_is_for_those_who_arrange_and_must_be_so(cast: Cast, assigned) -> None:
    address = f"/interviews/{assigned.reference}/decline/"
    typed = {"how": "not_due", "not_due_why": "adult", "reason": "He is grown up"}
    assert send(signed_in(cast.interviewer), address, typed).status_code == 403
    client = signed_in(cast.coordinator)
    assert "so an interview is due" in send(client, address, typed).content.decode()
    absent = typed | {"not_due_why": "absent_only"}
    assert "They were missing" in send(client, address, absent).content.decode()
    elsewhere = typed | {"not_due_why": "other_authority"}
    assert send(client, address, elsewhere).status_code == 302


def test_a_disclosure_goes_to_the_duty_team_at_once(cast: Cast, assigned) -> None:
    address = f"/interviews/{assigned.reference}/urgent/"
    client = signed_in(cast.interviewer)
    section = client.get(f"/interviews/{assigned.reference}/going/").content.decode()
    assert "Tell the police and duty team now" in section
    assert "Enter what came up" in send(client, address, {"police": "no"}).content.decode()
    typed = {"what": "A man waits for him.", "police": "yes", "police_reference": "EX 17"}
    for _ in range(2):
        assert send(client, address, typed, token="one page").status_code == 302
    row = assigned.disclosures.get()
    assert (row.at, row.police_told) == (moment("2026-03-09 09:00"), True)
    notices = Notice.objects.filter(template="interview_disclosed")
    assert {cast.worker.pk, cast.manager.pk, cast.mash_manager.pk, cast.edt.pk} <= told(
        "interview_disclosed"
    )
    assert set(notices.values_list("priority", flat=True)) == {0}
    assert cast.carer.pk not in told("interview_disclosed")


def test_opened_again_an_answer_is_taken_back_and_a_record_is_kept(cast: Cast, assigned) -> None:
    send(
        signed_in(cast.interviewer), f"/interviews/{assigned.reference}/decline/",
        {"how": "declined", "reason": "No."},
    )  # fmt: skip
    make("reopen", by=cast.worker, ref=assigned.episode.reference, reason="Mistaken for another")
    assigned.refresh_from_db()
    assert (assigned.state, assigned.reason) == ("assigned", "")
    client = signed_in(cast.interviewer)
    fill(client, assigned, held="2026-03-09 08:00")
    assert finish(client, assigned).status_code == 403
    came_back(cast, assigned.episode, when="2026-03-07 12:00")
    assert Interview.objects.count() == 1
    assert finish(client, assigned).status_code == 302
    make("reopen", by=cast.worker, ref=assigned.episode.reference, reason="Again")
    assigned.refresh_from_db()
    assert assigned.state == "recorded"


def test_the_list_is_ones_own_for_an_interviewer_and_chases_for_the_office(cast, assigned) -> None:
    assert assigned.reference in signed_in(cast.interviewer).get("/interviews/").content.decode()
    other = signed_in(cast.other_interviewer).get("/interviews/").content.decode()
    assert assigned.reference not in other
    office = signed_in(cast.business)
    assert assigned.reference in office.get("/interviews/?state=assigned").content.decode()
    assert assigned.reference not in office.get("/interviews/?state=declined").content.decode()
    assert signed_in(cast.carer).get("/interviews/").status_code == 403
