"""The minutes as an official paper, and the meetings' part of an episode's page."""

from typing import Any

from accounts.errors import Refused
from accounts.models import User
from accounts.policy import Verdict, may, require
from cases import section_forms, sections
from cases.hooks import Panel, PaperKind
from cases.models import Episode
from govuk import words
from meetings import policy, queries, rules
from meetings.access import meeting_for
from meetings.minutes_forms import parts_of
from meetings.models import Meeting, MeetingSection
from meetings.paper_parts import PARTS


def may_print(user: User) -> Verdict:
    return may(user, "make_paper")


def check(user: User, ref: str) -> Meeting:
    """The meeting, for whoever may see it and make papers; there are no minutes of a draft."""
    meeting = meeting_for(user, ref)
    require(user, "make_paper")
    if meeting.state != "held":
        raise Refused("There are no minutes yet: finalise the meeting first.")
    return meeting


def gather(user: User, ref: str) -> tuple[Any, dict[str, Any]]:
    """Whose paper it is, and all that it says, in words, as it stands now."""
    meeting = check(user, ref)
    person = meeting.episode.person
    begun = sections.all_of(table=MeetingSection, parent=meeting)
    facts = [
        ["Person", person.name],
        ["Date of birth", words.day(person.date_of_birth)],
        ["Episode", meeting.episode.reference],
        ["Missing since", words.when(meeting.episode.started_at)],
        ["Kind of meeting", kind_in_words(meeting)],
        ["Held", words.when(meeting.held_at)],
        ["Place", meeting.place],
        ["Next meeting", words.when(meeting.next_meeting_at) or "None agreed"],
        ["Finalised", f"{words.when(meeting.finalised_at)} by {meeting.finalised_by}"],
    ]
    said = section_forms.frozen(parts=parts_of(meeting), parent=meeting, sections=begun)
    attendees = [
        [one.name, one.role, one.agency, "Yes" if one.attended else "No"]
        for one in queries.attendees_of(meeting)
    ]
    actions = [
        [one.what, one.owner.name if one.owner else one.owner_name, words.when(one.due_at)]
        for one in queries.actions_of(meeting)
    ]
    # What stands in the facts and the tables is not said a second time.
    told = [
        {"key": part["key"], "title": part["title"], "answers": part["answers"]}
        for part in said
        if part["key"] not in {"attendance", "considerations", "actions", "next_meeting"}
    ]
    return person, {
        "reference": meeting.reference,
        "facts": facts,
        "attendees": attendees,
        "own_views": begun["attendance"].data.get("own_views", ""),
        "considered": considered(begun["considerations"].data),
        "sections": told,
        "actions": actions,
    }


def recipients(ref: str) -> list[str]:
    """Those who were at the meeting: the minutes are for them."""
    return [
        ", ".join(filter(None, [one.name, one.role, one.agency]))[:300]
        for one in queries.attendees_of_reference(ref)
        if one.attended
    ]


def considered(data: dict[str, Any]) -> list[list[str]]:
    """Each consideration with its answer and why, as rows of a table."""
    return [
        [label, rules.ANSWERS.get(data.get(key, ""), ""), data.get(f"{key}_why", "")]
        for key, label in rules.CONSIDERATIONS.items()
    ]


def kind_in_words(meeting: Meeting) -> str:
    label = rules.KINDS[meeting.kind]
    return f"{label}, also the multi-agency missing meeting" if meeting.also_multi_agency else label


MINUTES = PaperKind(
    key="minutes",
    title="Minutes",
    template="pdf/minutes.html",
    gather=gather,
    check=check,
    recipients=recipients,
    parts=PARTS,
)


def panel_of(user: User, episode: Episode) -> dict[str, Any] | None:
    """The meetings of an episode and the buttons for what can be recorded now."""
    if not may(user, "view_meeting").ok:
        return None
    begun = {draft.kind for draft in queries.drafts_of(episode.pk)}
    wanted = [
        (kind, words_of_button)
        for kind, words_of_button in rules.BUTTONS.items()
        if episode.is_open and kind not in begun and policy.may_start(user, episode, kind).ok
    ]
    return {
        "episode": episode,
        "meetings": queries.of_episode(episode.pk),
        "buttons": wanted,
        "may_record": bool(policy.kinds_to_start(user, episode)),
    }


PANEL = Panel(key="meetings", title="Meetings", template="meetings/panel.html", load=panel_of)
