"""What a report must say, from a form, the API or the police alike: one set of rules, no Django.

A payload is plain JSON: `person` (reference), `status`, `started_at` (ISO, with its offset; or
`left_at` and `last_seen_at`, from which it is worked out), and the optional rest of `TEXTS`,
`CHOICES`, `YES_NO`. `read` answers what it says as values, and
every sentence about what is wrong.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from cases import rules

TEXTS = {  # name: longest
    "person": 12,
    "together": 36,  # the act in which several were reported, each by a report of their own
    "from_detail": 300,
    "located_where": 300,  # of an absence: where they are known to be
    "last_seen_by": 200,
    "circumstances": 10_000,
    "clothing": 5_000,
    "belongings": 5_000,
    "reporter_name": 200,
    "reporter_phone": 40,
    "contact": 5_000,
    "police_force": 200,
    "police_reference": 60,
    "not_told_police_reason": 5_000,
    "risks_not_known_reason": 5_000,
}
CHOICES: dict[str, dict[str, str]] = {
    "status": rules.STATUSES,
    "missing_from": rules.PLACES,
    "reporter_relation": rules.REPORTER_RELATIONS,
    "police_grade": rules.GRADES,
    # Of a time away that is over and was never reported.
    "end_reason": {key: said for key, said in rules.END_REASONS.items() if key != "deceased"},
}
# `again`: they were back since the episode that is open, and have gone again; null: nobody knows.
YES_NO = ("start_approximate", "police_told", "again", "end_approximate")
TIMES = ("started_at", "left_at", "last_seen_at", "police_told_at", "ended_at")
REQUIRED = {
    "person": "Say who is missing or absent",
    "status": "Select whether they are missing or absent",
    "started_at": "Enter when they were last seen or left",
    "missing_from": "Select where they are missing from",
    "reporter_name": "Enter the name of the person reporting",
    "reporter_relation": "Select who is reporting",
}
Wrong = dict[str, list[str]]


def read(payload: dict[str, Any], *, now: datetime) -> tuple[dict[str, Any], Wrong]:
    """The payload's values and what is wrong with them, by field. Unknown names are wrong too."""
    wrong: Wrong = {}
    said: dict[str, Any] = {}
    known = {*TEXTS, *CHOICES, *YES_NO, *TIMES}
    for name in sorted(set(payload) - known):
        wrong[name] = ["This is not part of a report"]
    for name, longest in TEXTS.items():
        said[name] = _text(payload, name, longest, wrong)
    for name, choices in CHOICES.items():
        said[name] = _choice(payload, name, choices, wrong)
    for name in YES_NO:
        said[name] = _yes_no(payload, name, wrong)
    for name in ("start_approximate", "end_approximate"):
        said[name] = bool(said[name])
    for name in TIMES:
        said[name] = _time(payload, name, now, wrong)
    _start(said, wrong)
    _end(said, wrong)
    for name, sentence in REQUIRED.items():
        if not said[name] and name not in wrong:
            wrong[name] = [sentence]
    if said["status"] and said["status"] not in rules.MISSING and not said["located_where"]:
        wrong.setdefault("located_where", ["Enter where they are: an absence has a known place"])
    _police(said, wrong)
    said["together"] = _act(said["together"], wrong)
    return said, wrong


def _text(payload: dict[str, Any], name: str, longest: int, wrong: Wrong) -> str:
    value = payload.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        wrong[name] = ["This must be text"]
        return ""
    if len(value) > longest:
        wrong[name] = [f"This must be {longest} characters or fewer"]
    return value.strip()


def _choice(payload: dict[str, Any], name: str, choices: dict[str, str], wrong: Wrong) -> str:
    value = payload.get(name) or ""
    if value and (not isinstance(value, str) or value not in choices):
        wrong[name] = [f"This must be one of: {', '.join(choices)}"]
        return ""
    return str(value)


def _yes_no(payload: dict[str, Any], name: str, wrong: Wrong) -> bool | None:
    value = payload.get(name)
    if value is None or isinstance(value, bool):
        return value
    wrong[name] = ["This must be true or false"]
    return None


def _time(payload: dict[str, Any], name: str, now: datetime, wrong: Wrong) -> datetime | None:
    """A moment with its offset. None without one: twice a year a bare time means two moments or
    none.
    """
    value = payload.get(name)
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        wrong[name] = ["Enter a date and time such as 2026-03-06T11:30:00+00:00"]
        return None
    if moment.tzinfo is None:
        wrong[name] = ["The time needs its offset from UTC, such as +00:00 or +01:00"]
        return None
    if moment < rules.EARLIEST:
        wrong[name] = [rules.TOO_EARLY]
        return None
    if moment > now:
        wrong[name] = ["The date and time must be now or in the past"]
        return None
    # The database takes fewer offsets than ISO 8601 allows; in UTC a moment has only one spelling.
    return moment.astimezone(UTC)


def _start(said: dict[str, Any], wrong: Wrong) -> None:
    """Where the two times are known the start is worked out; one that was sent must agree."""
    start = rules.start_of(said["left_at"], said["last_seen_at"])
    if start is None:
        return
    if said["started_at"] and said["started_at"] != start:
        wrong.setdefault(
            "started_at",
            ["This must be when they left or were last seen, whichever is later"],
        )
    said["started_at"] = start


def _act(text: str, wrong: Wrong) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        wrong.setdefault("together", ["This must be a UUID, the same for all of one act"])
        return None


def _end(said: dict[str, Any], wrong: Wrong) -> None:
    """A time away that is over: when and how it ended, both or neither."""
    if said["ended_at"] and not said["end_reason"]:
        wrong.setdefault("end_reason", ["Select how they were found or came back"])
    if said["end_reason"] and not said["ended_at"]:
        wrong.setdefault("ended_at", ["Enter when they were found or came back"])
    if said["ended_at"] and said["started_at"] and said["ended_at"] <= said["started_at"]:
        wrong.setdefault("ended_at", ["This must be after they left or were last seen"])


def _police(said: dict[str, Any], wrong: Wrong) -> None:
    """Missing is always the police's business: told, or why not (S0, S4)."""
    missing = said["status"] in rules.MISSING
    if said["police_told"] is None:
        if missing and "police_told" not in wrong:
            wrong["police_told"] = ["Say whether the police have been told"]
        return
    if said["police_told"]:
        said["not_told_police_reason"] = ""
        return
    for name in ("police_force", "police_reference", "police_grade"):
        said[name] = ""
    said["police_told_at"] = None
    if missing and not said["not_told_police_reason"]:
        wrong["not_told_police_reason"] = ["Enter why the police have not been told"]
