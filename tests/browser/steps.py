"""What people of the story do, told once in the words of their pages."""

import re
from datetime import datetime

from accounts.clock import LONDON
from cases.models import Episode
from cases.tasks import make_papers
from deadlines.models import Deadline
from tests.browser.desk import Desk


def says_when(desk: Desk, question: str, *, time: str, day: str = "Today") -> None:
    """A day and a time, at the question that asks for them."""
    group = desk.part(question)
    desk.touches += 2
    group.get_by_role("radio", name=re.compile(f"^{day}")).first.check()
    group.get_by_label("Time").fill(time)


def begins_a_report(desk: Desk, name: str = "Jamie Exemplar") -> None:
    desk.follow("Report someone missing or absent").follow(name)


def says_nobody_knows(desk: Desk) -> None:
    desk.choose("Nobody knows where they are", under="Does anyone know").press("Continue")


def says_when_last_seen(desk: Desk, *, time: str = "11:30am", day: str = "Today") -> None:
    says_when(desk, "When did they leave, or when were they last seen?", time=time, day=day)
    desk.fill("Who saw them last?", "Casey, at the back door").press("Continue")


def says_what_happened(desk: Desk) -> None:
    desk.fill("What happened?", "Left by the back door after a phone call.")
    desk.fill("What are they wearing? (optional)", "Green coat, white trainers")
    desk.press("Continue")


def says_the_police_know(desk: Desk, *, time: str = "11:50am") -> None:
    desk.choose("Yes", under="Have you told the police?")
    desk.fill("Police reference (optional)", "EX-2026-0306-17")
    says_when(desk, "When were they told?", time=time)
    desk.pick("How did the police grade the risk? (optional)", "Medium")
    desk.press("Continue")


def reports_him_missing(desk: Desk) -> None:
    """The whole of it, from the tray to the page that says it is done."""
    begins_a_report(desk)
    desk.pages = 1  # from the page that asks the first question
    says_nobody_knows(desk)
    says_when_last_seen(desk)
    says_what_happened(desk)
    says_the_police_know(desk)
    desk.press("Continue")  # who reports is known from the account
    desk.press("Report Jamie as missing")


def goes_to(desk: Desk, *, by: str = "Jamie Exemplar") -> None:
    """From the banner of the tray to the board of who is missing now, and on to the episode."""
    desk.follow("See who").follow(by)


def says_a_date(desk: Desk, question: str, *, day: int, month: int, year: int = 2026) -> None:
    group = desk.part(question)
    for name, number in (("Day", day), ("Month", month), ("Year", year)):
        group.get_by_label(name).fill(str(number))


def records_the_meeting(desk: Desk, *, time: str) -> None:
    """The multi-agency meeting with one action, section by section, then finalised."""
    desk.follow("Record the multi-agency meeting")
    desk.choose("Multi-agency missing meeting").press("Start the minutes")
    desk.follow("When, where and who was there")
    says_when(desk, "When was it held?", time=time)
    desk.fill("Where was it held?", "By video")
    completes_the_section(desk)
    for title in ("Background and action to date", "What to consider", "Discussion and risk"):
        desk.follow(title)
        answers_everything(desk)
        completes_the_section(desk)
    desk.follow("Actions").press("Add an action")
    desk.fill("What is to be done?", "Visit his aunt and ask to see him")
    desk.pick("Who will do it?", "Wren Ashdown")
    says_a_date(desk, "By when?", day=10, month=3)
    completes_the_section(desk)
    desk.follow("The next meeting").choose("Yes", under="Is there to be another meeting?")
    group = desk.part("When is it?")
    group.get_by_role("radio", name="Another date").check()
    says_a_date(desk, "When is it?", day=12, month=3)
    group.get_by_label("Time").fill("10am")
    completes_the_section(desk)
    desk.follow("Check and finalise").press("Finalise the minutes")


def records_the_interview(desk: Desk, *, time: str) -> None:
    """Every section, in the order of the page, then the button that records it."""
    titles = [one.inner_text() for one in desk.page.locator(".govuk-task-list__link").all()]
    assert len(titles) == 13, titles
    for title in titles:
        desk.follow(title)
        if title == "Before the first question":
            desk.choose("I have told them all of this before the first question")
        if title == "The interview":
            says_when(desk, "When was the interview?", time=time)
        if title == "About them":
            desk.pick("Social care status", "Looked after")
        if "pushed and pulled" in title:
            desk.choose("Wanted to see family or friends")
        if title == "Safeguarding":
            desk.choose("No concerns known")
        if title == "Help and referrals":
            desk.choose("No", under="Is any help being given")
        answers_everything(desk, text="He said he wanted to see his aunt")
        completes_the_section(desk)
    desk.follow("Check and record").press("Record the interview")


FILL_IN = """text => {
    const seen = new Set();
    for (const radio of document.querySelectorAll("main input[type=radio]")) {
        const all = [...document.getElementsByName(radio.name)];
        const own = radio.closest("fieldset")?.textContent.includes("completed this section");
        if (own || seen.has(radio.name) || all.some(one => one.checked)) continue;
        if (radio.offsetParent === null) continue;
        seen.add(radio.name);
        radio.click();
    }
    for (const box of document.querySelectorAll("main textarea, main input.govuk-input")) {
        if (box.value || box.inputMode || box.offsetParent === null) continue;
        box.value = text;
        box.dispatchEvent(new Event("input", {bubbles: true}));
    }
}"""


def answers_everything(desk: Desk, text: str = "Nothing known") -> None:
    """A long page: what is open is answered, what somebody has answered stays."""
    desk.page.evaluate(FILL_IN, text)


def completes_the_section(desk: Desk) -> None:
    desk.choose("Yes, I have completed it", under=re.compile("completed this section"))
    desk.press("Save and continue")


def the_episode() -> Episode:
    return Episode.objects.get()


def makes_the_papers() -> int:
    """What the PDF worker does when beat wakes it."""
    return make_papers()


def deadlines(*, state: str = "open") -> dict[str, str]:
    """When each is due by a clock on a wall in London, to the minute, by the key of its rule."""
    rows = Deadline.objects.filter(state=state).exclude(rule="action")
    return {row.rule: in_london(row.due_at) for row in rows}


def in_london(moment: datetime) -> str:
    return moment.astimezone(LONDON).strftime("%a %d %b %H:%M")
