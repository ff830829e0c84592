"""What needs doing, with the way to the page that does it: nobody should need to be told the
next step.
"""

from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse

from accounts.models import User
from accounts.policy import acts_of
from accounts.rules import ROLES
from cases.models import Episode
from deadlines.models import Deadline
from govuk import words

# What the page is opened with, so that nobody chooses what the duty says already.
QUERY = {
    "strategy_target": "?kind=strategy",
    "strategy_limit": "?kind=strategy",
    "multi_agency": "?kind=multi_agency",
    "review": "?kind=review",
}
# rule: (address, whose reference it takes, the act it needs). "#…" is a part of the episode's page;
# "own" is the reference of what the deadline itself is about.
NEXT: dict[str, tuple[str, str, str]] = {
    "oversight": ("cases:oversight", "episode", "oversee"),
    "challenge_reply": ("cases:risks", "episode", "challenge_grade"),
    "legal_step_expires": ("cases:risks", "episode", "record_legal"),
    "leave_over": ("cases:leave", "own", "log_leave"),
    "older_closed": ("cases:close_older", "episode", "record_returned"),
    "told_parents": ("cases:told", "episode", "tell_parents"),
    "ask_again_24": ("cases:ask_again", "episode", "add_log"),
    "absent_confirmed": ("cases:confirm_absent", "episode", "add_log"),
    "profile_sent": ("profiles:profile", "person", "view_profile"),
    "back_within_4": ("cases:decide_profile", "episode", "decide_profile"),
    "profile_reviewed": ("profiles:profile", "person", "view_profile"),
    "strategy_target": ("meetings:new", "episode", "hold_meeting"),
    "strategy_limit": ("meetings:new", "episode", "hold_meeting"),
    "multi_agency": ("meetings:new", "episode", "hold_meeting"),
    "review": ("meetings:new", "episode", "hold_meeting"),
    "interview_held": ("#interview", "", "view_interview"),
    "interview_recorded": ("#interview", "", "view_interview"),
    "analysis": ("#interview", "", "view_interview"),
}


def address(row: Deadline, *, episode_ref: str, person_ref: str, acts: frozenset[str]) -> str:
    """Where this deadline is dealt with; empty where this user's role cannot do it."""
    if row.rule == "action":
        if "do_action" not in acts:
            return ""
        return reverse("cases:action", args=[episode_ref, row.about_id])
    if row.about_kind == "placement":
        if "edit_person" not in acts:
            return ""
        return reverse("cases:placement", args=[person_ref, row.about_id])
    name, whose, act = NEXT.get(row.rule, ("", "", ""))
    if not name or act not in acts:
        return ""
    if name.startswith("#"):
        return reverse("cases:episode", args=[episode_ref]) + name
    refs = {"episode": episode_ref, "person": person_ref, "own": row.about_ref}
    try:
        path = reverse(name, args=[refs[whose]])
    except NoReverseMatch:
        return ""
    return path + QUERY.get(row.rule, "")


def meaning(due: datetime, now: datetime) -> str:
    """The tag of a due time: late is a problem, today is soon, all else is quiet."""
    if due < now:
        return "problem"
    return "soon" if words.local(due).date() == words.local(now).date() else "quiet"


def whose(row: Deadline, user: User) -> str:
    """Who is to do it, in words: a duty that is not one's own must not look like a dead end."""
    if row.owner_user:
        return "Yours" if row.owner_user == user else row.owner_user.name
    return ROLES[row.owner_role].label if row.owner_role in ROLES else ""


def tasks(
    rows: list[Deadline], *, episode: Episode, user: User, now: datetime
) -> list[dict[str, Any]]:
    """Open deadlines as a task list, soonest first."""
    acts = acts_of(user)
    return [
        {
            "text": row.title,
            "href": address(
                row,
                episode_ref=episode.reference,
                person_ref=episode.person.reference,
                acts=acts,
            ),
            "hint": f"Due {words.when(row.due_at)}. {whose(row, user)}",
            "status": words.due_in(row.due_at, now),
            "meaning": meaning(row.due_at, now),
        }
        for row in rows
    ]
