"""What a section holds before anybody writes in it: those invited, and the last meeting (S4)."""

from typing import Any

from cases import sections
from cases.section_forms import ROWS
from meetings import queries
from meetings.models import Meeting, MeetingSection

# A review carries these forward, to be amended; what was decided then is asked about as findings.
CARRIED = ("background", "considerations", "discussion")


def of_section(meeting: Meeting, key: str) -> dict[str, Any]:
    before: dict[str, Any] = {}
    if meeting.previous:
        kept = sections.section_of(table=MeetingSection, parent=meeting.previous, key=key)
        before = kept.data if kept else {}
    if key == "attendance":
        rows = [row | {"attended": False} for row in before.get(ROWS, [])]
        return {ROWS: rows or queries.invitees(meeting)}
    return before if key in CARRIED else {}
