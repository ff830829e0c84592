# ruff: noqa: E501 -- one rule stands on one line, as on the council's page
"""The council's policy on missing people, on one page, as data.

Each row of RULES says: what it asks for, which events start its clock, how long in which clock, whose
it is (a role), who is told as it climbs, which events mean it is done, which mean it is no longer
needed, and where it comes from (S0 to S4 are the guidance the council follows, "ours" is our own).

To change 72 hours to 48 change the number in its row, or let the council do it from a date on in the
admin (RuleOverride): open deadlines keep the terms they were opened under.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from deadlines import calendar
from deadlines.calendar import (
    Agreed,
    AsEntered,
    AtOnce,
    Clock,
    Days,
    Earliest,
    FirstWorkingDay,
    Hours,
    OfficeHours,
    WorkingDays,
)

OWNER = "owner"  # in a ladder: whoever owns the deadline
KINDS = {
    "limit": "Limit",
    "target": "Target",
}  # a missed limit is a breach, a missed target is late


@dataclass(frozen=True)
class Step:
    """One rung: so many minutes after the due time (before it when negative), what is sent, to which roles."""

    minutes: int
    template: str
    to: tuple[str, ...]


Ladder = tuple[Step, ...]


def warn(*, hours: float) -> Step:
    return Step(round(-60 * hours), "deadline_warning", (OWNER,))


def falls_due() -> Step:
    return Step(0, "deadline_due", (OWNER,))


def climb(*to: str, hours: float) -> Step:
    """Up the line. Those below hear of it too, so that nobody is reported behind their back."""
    return Step(round(60 * hours), "deadline_climbed", (OWNER, *to))


MANAGER, HEAD = "team_manager", "head_of_service"
# fmt: off
URGENT = (warn(hours=0.5), falls_due(), climb(MANAGER, hours=1), climb(MANAGER, HEAD, hours=4))
STANDARD = (warn(hours=4), falls_due(), climb(MANAGER, hours=4), climb(MANAGER, HEAD, hours=24))
PATIENT = (warn(hours=24), falls_due(), climb(MANAGER, hours=24), climb(MANAGER, HEAD, hours=120))
# fmt: on


@dataclass(frozen=True)
class Rule:
    """One row of the pathway. `repeats`: each new start asks anew. `needs` "missing": only when this
    episode was missing before, where `within` is set no longer ago than so many hours. `about`: what the
    deadline hangs on, the whole episode or the one thing that the event is about."""

    key: str
    title: str
    starts: tuple[str, ...]
    clock: Clock
    owner: str
    ladder: Ladder
    met_by: tuple[str, ...]
    falls_away: tuple[str, ...]
    source: str
    kind: str = "limit"
    repeats: bool = False
    needs: str = ""
    within: int | None = None
    about: str = "episode"


def on(*events: str) -> tuple[str, ...]:
    """Reads as a sentence: on("ended")."""
    return events


MISSING = "missing_identified"
STOPS = ("voided", "deceased")  # these end every clock there is
FOUND = ("ended", "absent_identified", *STOPS)  # no longer missing: nothing to plan the finding for
AFTER = ("reopened", *STOPS)  # what follows an end is not asked while it was none
ANSWERED = ("interview_answered", *AFTER)
MOVED_ON = ("placement_over", *STOPS)  # nobody lives there: nothing to prepare there

# fmt: off
_ROWS = (
    Rule("oversight", "Manager’s oversight with time-bound actions", on(MISSING), OfficeHours(4), MANAGER, URGENT, on("oversight_recorded"), on(*FOUND), "S4; hours ours"),
    Rule("told_parents", "Those with parental responsibility told, or why not", on("reported", "located", "ended"), AtOnce(), "social_worker", URGENT, on("parents_told"), on(*STOPS), "S4", repeats=True),
    Rule("profile_sent", "Missing Profile completed and sent to the police", on(MISSING), Hours(4), "social_worker", URGENT, on("profile_sent"), on(*FOUND), "S4; hours ours"),
    Rule("back_within_4", "Back within 4 hours: decide whether a profile is needed", on("returned", "ended"), WorkingDays(1), "social_worker", STANDARD, on("profile_decided", "profile_sent", "profile_agreed"), on(*AFTER), "S4; day ours", needs="missing", within=4),
    Rule("absent_confirmed", "Absent: whereabouts and safety confirmed again", on("absent_identified"), Agreed(2, most=12), "social_worker", URGENT, on("absent_identified"), on(MISSING, "returned", "ended", *STOPS), "S4; hours ours", repeats=True),
    Rule("ask_again_24", "Asked again: is the missing team on it, is a Need to Know due?", on(MISSING), Hours(24), "social_worker", URGENT, on("asked_again"), on(*FOUND), "S0, S4"),
    Rule("strategy_target", "Strategy discussion: target", on(MISSING), FirstWorkingDay(), "social_worker", STANDARD, on("strategy_held"), on(*FOUND), "S4; noon ours", kind="target"),
    Rule("strategy_limit", "Strategy meeting: limit", on(MISSING), Hours(72), "social_worker", PATIENT, on("strategy_held"), on(*FOUND), "S4"),
    Rule("multi_agency", "Multi-agency missing meeting", on(MISSING), WorkingDays(5), "social_worker", PATIENT, on("multi_agency_held"), on(*FOUND), "S4"),
    Rule("review", "Review of the missing meeting", on("meeting_held"), Earliest(Days(7), WorkingDays(5)), "social_worker", PATIENT, on("meeting_held"), on(*FOUND), "S4", repeats=True),
    Rule("interview_held", "Return home interview held", on("returned", "ended"), Hours(72), "missing_coordinator", PATIENT, on("interview_held"), on(*ANSWERED), "S4", needs="missing"),
    Rule("interview_recorded", "Return home interview recorded", on("ended"), Days(10), "business_support", PATIENT, on("interview_recorded"), on(*ANSWERED), "S4", needs="missing"),
    Rule("analysis", "Social worker’s analysis of the interview", on("interview_recorded"), WorkingDays(5), "social_worker", PATIENT, on("analysed"), on(*STOPS), "S4; days ours"),
    Rule("profile_reviewed", "Profile, trigger plan and likelihood reviewed", on("ended"), WorkingDays(5), "social_worker", PATIENT, on("profile_agreed"), on(*AFTER), "S4, S1; days ours", needs="missing"),
    Rule("challenge_reply", "Police reply to the challenge of their grade", on("challenge_sent", "challenge_escalated"), AsEntered(), "head_of_service", URGENT, on("challenge_answered", "challenge_escalated"), on("challenge_closed", *FOUND), "S4", repeats=True, about="event"),
    Rule("legal_step_expires", "A legal step runs out: renew it, or record that it has ended", on("legal_step_in_force"), AsEntered(), "social_worker", PATIENT, on("legal_step_in_force", "legal_step_ended"), on(*STOPS), "S4", repeats=True, about="event"),
    Rule("leave_over", "Leave is over: back, extended by somebody who may, or reported", on("leave_entered", "leave_extended"), AsEntered(), "social_worker", URGENT, on("leave_ended", "leave_extended"), on(*STOPS), "S0, S1", repeats=True, about="event"),
    Rule("older_closed", "An older episode was never closed: say when and how it ended", on("older_unclosed"), OfficeHours(4), "social_worker", STANDARD, on("older_closed"), on(*STOPS), "S4; hours ours"),
    Rule("emergency_review", "Emergency access reviewed", on("emergency_begun"), WorkingDays(1), "information_governance", STANDARD, on("emergency_reviewed"), on(*STOPS), "ours", about="event"),
    Rule("host_told", "Host authority told of the placement", on("placement_changed"), WorkingDays(1), "social_worker", STANDARD, on("host_told"), on(*MOVED_ON), "S1, S4; day ours", repeats=True, about="event"),
    Rule("placement_likelihood", "Likelihood of going missing assessed for the placement", on("placement_changed"), WorkingDays(1), "social_worker", STANDARD, on("placement_likelihood_said"), on(*MOVED_ON), "S1; day ours", repeats=True, about="event"),
    Rule("plan_shared", "Trigger plan shared with the police force of the placement", on("placement_changed"), WorkingDays(1), "social_worker", STANDARD, on("plan_shared"), on(*MOVED_ON), "S1; day ours", repeats=True, about="event"),
    Rule("action", "An action of a meeting or an oversight", on("action_entered"), AsEntered(), "social_worker", STANDARD, on("action_done"), on(*STOPS), "S4", about="event"),
)
# fmt: on
RULES: dict[str, Rule] = {rule.key: rule for rule in _ROWS}


@dataclass(frozen=True)
class Span:
    """A length of time that is no duty: how long something lasts, and how long it may last at most."""

    key: str
    title: str
    amount: int
    unit: str  # hours or days
    most: int
    source: str

    def length(self, amount: int | None = None) -> timedelta:
        """This long, or as long as the council says; never longer than it may be."""
        return timedelta(**{self.unit: min(amount or self.amount, self.most)})


# fmt: off
SPANS: dict[str, Span] = {span.key: span for span in (
    Span("emergency_access", "Emergency access to a record lasts", 4, "hours", 72, "ours"),
    Span("longest_grant", "Access is given for at most", 366, "days", 366, "ours: 12 months"),
)}
# fmt: on


def title_of(key: str) -> str:
    """What a rule or a span is called."""
    return RULES[key].title if key in RULES else SPANS[key].title


def started_by(event: str) -> list[Rule]:
    return [rule for rule in _ROWS if event in rule.starts]


def met_by(event: str) -> list[Rule]:
    return [rule for rule in _ROWS if event in rule.met_by]


def dropped_by(event: str) -> list[Rule]:
    return [rule for rule in _ROWS if event in rule.falls_away]


def known_events() -> set[str]:
    """Every event that starts, meets or drops a rule; anything else is a slip of the pen."""
    return {event for rule in _ROWS for event in (*rule.starts, *rule.met_by, *rule.falls_away)} | {
        "finalised"
    }


def changed(rule: Rule, *, amount: int | None = None, owner: str = "", ladder: Any = None) -> Rule:
    """The rule with the council's own number, owner or ladder. ValueError says what does not fit."""
    if amount is not None:
        if not isinstance(rule.clock, Hours | Days | WorkingDays | OfficeHours | Agreed):
            raise ValueError(
                f"“{rule.title}” has no single number to change: {calendar.in_words(rule.clock)}."
            )
        if amount < 1:
            raise ValueError("The number must be 1 or more.")
        rule = replace(rule, clock=replace(rule.clock, amount=amount))
    if owner:
        rule = replace(rule, owner=owner)
    if ladder is not None:
        rule = replace(rule, ladder=ladder_from(ladder))
    return rule


def ladder_data(ladder: Ladder) -> list[list[Any]]:
    """As JSON keeps it: [minutes, template, [roles]] a rung."""
    return [[step.minutes, step.template, list(step.to)] for step in ladder]


def ladder_from(data: Any) -> Ladder:
    """The ladder of such data, lowest rung first. ValueError says what does not fit."""
    try:
        steps = tuple(Step(int(m), str(template), tuple(to)) for m, template, to in data)
    except (TypeError, ValueError) as problem:
        raise ValueError(
            "A ladder is a list of [minutes after the due time, template, [roles]]."
        ) from problem
    if not steps:
        raise ValueError("A ladder needs a rung.")
    if [step.minutes for step in steps] != sorted(step.minutes for step in steps):
        raise ValueError("The rungs must stand in the order of their minutes.")
    templates = {"deadline_warning", "deadline_due", "deadline_climbed"}
    for step in steps:
        if step.template not in templates:
            raise ValueError(f"A rung sends one of {', '.join(sorted(templates))}.")
        if not step.to or not all(isinstance(role, str) for role in step.to):
            raise ValueError("Every rung tells somebody: give at least one role.")
        if step.template == "deadline_warning" and step.minutes >= 0:
            raise ValueError("A warning comes before the due time: give it negative minutes.")
        if step.template != "deadline_warning" and step.minutes < 0:
            raise ValueError("Before the due time only a warning makes sense.")
    return steps
