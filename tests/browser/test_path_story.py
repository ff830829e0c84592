"""A boy of sixteen goes missing from placement on a Friday at 11:30 and is found at an aunt's on
Saturday at 11:00: the whole path, each step by whom it belongs to, every page looked at."""

import io
import re
from collections.abc import Callable

from playwright.sync_api import expect
from pypdf import PdfReader

from deadlines.models import Deadline
from tests.browser import steps
from tests.browser.conftest import Opens
from tests.browser.desk import Desk
from tests.cast import Cast

At = Callable[[str], object]


def test_from_the_carers_phone_to_the_finalised_episode(desk: Opens, story: Cast, at: At) -> None:
    at("2026-03-06 12:05")
    given_the_carer_reports_him_on_a_phone(desk)
    then_the_first_deadlines_are_open()
    at("2026-03-06 12:20")
    then_those_who_work_with_him_have_a_notice(desk)
    then_the_flag_is_on_his_record(desk("worker"))
    when_the_manager_records_oversight(desk("manager"))
    at("2026-03-06 15:30")
    when_the_social_worker_records_the_meeting(desk("worker"))
    at("2026-03-07 11:20")
    when_the_carer_says_where_he_is(desk("carer", phone=True))
    at("2026-03-07 12:40")
    when_the_carer_says_he_is_back(desk("carer", phone=True))
    at("2026-03-09 09:00")
    then_the_episode_cannot_be_finalised_yet(desk("worker"))
    when_the_coordinator_gives_the_interview_to_somebody(desk("coordinator"))
    when_the_interviewer_records_it(desk("interviewer"))
    when_the_social_worker_analyses_and_finalises(desk("worker"))
    then_both_papers_can_be_had(desk("worker"))
    then_his_page_tells_every_step(desk("iro"))


def given_the_carer_reports_him_on_a_phone(desk: Opens) -> None:
    carer = desk("carer", phone=True)
    steps.reports_him_missing(carer)
    carer.sees("Jamie has been reported as missing", "Wren Ashdown", "Morgan Pellew")
    questions = carer.pages - 1
    assert questions <= 6, f"{questions} pages from the first question to the button"
    assert carer.touches <= 25, f"{carer.touches} touches"


def then_the_first_deadlines_are_open() -> None:
    assert steps.deadlines() == {
        "told_parents": "Fri 06 Mar 13:05",
        "oversight": "Fri 06 Mar 15:30",
        "profile_sent": "Fri 06 Mar 15:30",
        "strategy_target": "Fri 06 Mar 17:00",
        "ask_again_24": "Sat 07 Mar 11:30",
        "strategy_limit": "Mon 09 Mar 11:30",
        "multi_agency": "Fri 13 Mar 17:00",
    }


def then_those_who_work_with_him_have_a_notice(desk: Opens) -> None:
    for part in ("worker", "manager", "iro", "cp_chair"):
        one = desk(part).sees("1 person is missing or absent now").follow("Notices")
        one.sees("Reported missing: Jamie Exemplar", "6 March 2026 at 12:05pm")


def then_the_flag_is_on_his_record(worker: Desk) -> None:
    steps.goes_to(worker)
    expect(worker.page.locator("h1")).to_have_text("Jamie Exemplar")
    worker.sees("Missing now", "MISP").follow("Their record").sees("Missing now", "MISP")


def when_the_manager_records_oversight(manager: Desk) -> None:
    manager.follow("Manager’s oversight with time-bound actions")
    manager.fill(re.compile("What risks have you considered"), "He may be with older friends.")
    manager.fill("What is to be done?", "Ring every number on his list")
    manager.pick("Who does it?", "Wren Ashdown")
    steps.says_when(manager, "By when?", time="2pm")
    manager.press("Record oversight").sees("Oversight recorded")
    assert "oversight" in steps.deadlines(state="met")


def when_the_social_worker_records_the_meeting(worker: Desk) -> None:
    steps.goes_to(worker)
    steps.records_the_meeting(worker, time="3pm")
    worker.sees("The minutes have been finalised")
    assert "multi_agency" in steps.deadlines(state="met")
    assert steps.deadlines()["review"] == "Fri 13 Mar 17:00"
    given = Deadline.objects.get(rule="action", state="open", title__contains="aunt")
    assert steps.in_london(given.due_at) == "Tue 10 Mar 17:00"


def when_the_carer_says_where_he_is(carer: Desk) -> None:
    steps.goes_to(carer)
    carer.follow("Record that Jamie has been located")
    steps.says_when(carer, "When did you learn where they are?", time="11am")
    carer.fill("Where are they?", "At his aunt’s")
    carer.fill("Who located them?", "His aunt rang")
    carer.choose("They are on their way back or will be collected")
    carer.press("Record that Jamie has been located")
    carer.sees("Located, not back yet", "MISP")


def when_the_carer_says_he_is_back(carer: Desk) -> None:
    steps.goes_to(carer)
    carer.follow("Record that Jamie is back")
    steps.says_when(carer, "When did they come back?", time="12:30")
    carer.choose("Found by family or carers").press("Record that Jamie is back")
    carer.sees("Found", "Crossed out: MISP")
    carer.sees("7 March 2026 at 11am", "7 March 2026 at 12:30pm")
    open_now = steps.deadlines()
    assert open_now["interview_held"] == "Tue 10 Mar 12:30"
    assert not {"strategy_target", "strategy_limit", "multi_agency", "review"} & set(open_now)


def then_the_episode_cannot_be_finalised_yet(worker: Desk) -> None:
    worker.follow("Episodes").follow("Jamie Exemplar")
    worker.sees("Before it can be finalised: The return home interview has not been recorded")
    answer = worker.open(f"/episodes/{steps.the_episode().reference}/finalise/")
    assert answer.status == 403
    worker.sees("The return home interview has not been recorded")
    assert steps.the_episode().state == "ended"


def when_the_coordinator_gives_the_interview_to_somebody(coordinator: Desk) -> None:
    coordinator.follow("Interviews").follow("Jamie Exemplar")
    coordinator.follow("Change interviewer")
    coordinator.choose("Indigo Vale").press("Give them the interview")
    coordinator.sees("Indigo Vale")


def when_the_interviewer_records_it(interviewer: Desk) -> None:
    interviewer.follow("Interviews").does_not_see("Exemplar,").follow("Jamie, R-")
    steps.records_the_interview(interviewer, time="8:30am")
    interviewer.sees("The interview has been recorded")
    assert {"interview_held", "interview_recorded"} <= set(steps.deadlines(state="met"))


def when_the_social_worker_analyses_and_finalises(worker: Desk) -> None:
    worker.follow("Episodes").follow("Jamie Exemplar")
    worker.follow("Write the analysis of the interview")
    worker.fill("What does this interview tell us?", "He misses his family")
    worker.press("Record the analysis")
    worker.follow("Episodes").follow("Jamie Exemplar").follow("Finalise the episode")
    steps.answers_everything(worker, text="It was done by telephone and not written here")
    worker.press("Finalise the episode")
    worker.sees("Finalised")
    assert steps.the_episode().state == "finalised"
    assert not steps.deadlines(), "nothing is left open"


def then_both_papers_can_be_had(worker: Desk) -> None:
    worker.follow("Episodes").follow("Jamie Exemplar").follow("Papers")
    worker.press("Make a PDF of it").sees("is being made")
    assert "Situation report" in downloaded(worker)
    worker.follow("People").follow("Jamie Exemplar").follow("Missing Profile")
    worker.press("Start the Missing Profile").press("Make a PDF of the draft")
    assert "Jamie Exemplar" in downloaded(worker)


def downloaded(worker: Desk) -> str:
    """The paper that was asked for, made by the worker, taken away and read: it is tagged."""
    assert steps.makes_the_papers() == 1
    worker.follow("Look again").sees("The PDF is ready")
    with open(worker.download("Download the PDF").path(), "rb") as file:
        paper = PdfReader(io.BytesIO(file.read()))
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in paper.trailer["/Root"]
    return "\n".join(page.extract_text() for page in paper.pages)


def then_his_page_tells_every_step(iro: Desk) -> None:
    iro.follow("Episodes").follow("Jamie Exemplar").follow("History")
    story = iro.page.locator("main").inner_text()
    for who, what in [
        ("Casey Marlow", "reported them: Missing from Placement"),
        ("Morgan Pellew", "oversight"),
        ("Wren Ashdown", "Multi-agency missing meeting"),
        ("Casey Marlow", "located"),
        ("Casey Marlow", "back"),
        ("Indigo Vale", "interview"),
        ("Wren Ashdown", "analysis"),
        ("Wren Ashdown", "finalised"),
    ]:
        told = [line for line in story.splitlines() if who in line and what in line.lower() + line]
        assert told, f"{who}: {what}\n{story}"
