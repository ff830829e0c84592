"""The multi-agency meeting of a made-up episode, with its minutes."""

from datetime import datetime, timedelta

from accounts.models import User
from cases.models import Episode
from config.seed import names
from config.seed.clock import move_to
from config.seed.sections import box, save
from meetings import minutes_forms, services
from meetings.models import MeetingSection

ANSWERS: dict[str, dict[str, object]] = {
    "attendance": {"place": "By video", "own_views": "Not known while they are missing."},
    "background": {
        "background": "Gone after an evening out; earlier times ended within a day or two.",
        "action_to_date": "Phone, friends and family tried; the police have looked at the room.",
    },
    "discussion": {"discussion": "Who may have heard from them, and who should ring whom."},
}


def hold_meeting(episode: Episode, *, by: User, held_at: datetime) -> None:
    """Held, written up within the hour, and finalised."""
    move_to(held_at + timedelta(minutes=40))
    meeting = services.start(episode_ref=episode.reference, kind="multi_agency", by=by)
    kept = {}
    for key, part in minutes_forms.parts_of(meeting).items():
        answers = dict(ANSWERS.get(key, {}))
        rows: list[dict[str, object]] = []
        if key == "attendance":
            answers["held_at"] = box(held_at, timed=True)
            rows = [
                {"name": by.name, "role": "Social worker", "agency": "Council", "attended": "on"},
                {"name": names.POLICE, "role": "Officer", "agency": "Police", "attended": "on"},
            ]
        elif key == "actions":
            due = box(held_at + timedelta(days=2), timed=False)
            what = "Ask the school who was seen with them"
            rows = [{"what": what, "owner_name": "School lead", "due_on": due}]
        elif key == "next_meeting":
            answers |= {"again": "no", "no_more_why": "A review is arranged if they stay missing"}
        kept[key] = save(
            table=MeetingSection, parent=meeting, key=key, part=part, answers=answers, by=by,
            moment=held_at, rows=rows,
        )  # fmt: skip
    services.finalise(
        meeting_ref=meeting.reference, minutes=minutes_forms.minutes_of(meeting, kept),
        read={key: section.version for key, section in kept.items()}, by=by,
    )  # fmt: skip
