"""A calendar entry for a meeting to come (iCalendar). It names no child: calendars are shared."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event, vCalAddress

from accounts.models import User
from meetings import rules
from meetings.models import Meeting

LENGTH = timedelta(hours=1)


def moment_of(meeting: Meeting) -> datetime | None:
    """The meeting to come: the draft's planned time, or the next one that was agreed."""
    return {"draft": meeting.planned_for, "held": meeting.next_meeting_at}.get(meeting.state)


def as_ics(meeting: Meeting, *, people: Iterable[User], address: str, now: datetime) -> bytes:
    """The file. Opened again it updates the same entry, for its number is the meeting's."""
    starts = moment_of(meeting)
    if starts is None:
        raise ValueError("no meeting is planned")
    follows = meeting.state == "held"
    title = rules.KINDS["review"] if follows and meeting.kind != "professionals" else ""
    event = Event()
    event.add("uid", f"{meeting.reference}{'-next' if follows else ''}@homeward")
    event.add("sequence", meeting.version)
    event.add("dtstamp", now)
    event.add("dtstart", starts)
    event.add("dtend", starts + LENGTH)
    event.add("summary", f"{title or meeting.get_kind_display()} {meeting.episode.reference}")
    event.add("description", f"Sign in to read the record: {address}")
    event.add("class", "CONFIDENTIAL")
    if follows and meeting.next_place:
        event.add("location", meeting.next_place)
    for person in people:
        guest = vCalAddress(f"mailto:{person.email}")
        guest.params["CN"] = person.name
        guest.params["RSVP"] = "TRUE"
        event.add("attendee", guest)
    calendar = Calendar()
    calendar.add("prodid", "-//Homeward//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    body: bytes = calendar.to_ical()
    return body
