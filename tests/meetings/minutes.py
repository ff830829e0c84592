"""Minutes filled in page by page, as the social worker would."""

from typing import Any

from django.test import Client

from meetings import rules
from meetings.models import Meeting, MeetingSection
from tests.stories import boxes, send

DONE = {"section_completed": "yes"}
NO_ROWS = {"rows-TOTAL_FORMS": "0", "rows-INITIAL_FORMS": "0"}


def start(client: Client, episode_ref: str, kind: str) -> Meeting:
    answer = send(client, f"/episodes/{episode_ref}/meetings/new/", {"kind": kind})
    assert answer.status_code == 302, answer.content.decode()
    return Meeting.objects.get(reference=answer["Location"].strip("/").split("/")[-1])


def pages(meeting: Meeting, *, held: str, **more: Any) -> dict[str, dict[str, Any]]:
    """What is typed on each page of the minutes; `next`, `actions` and `both` vary."""
    actions = more.get("actions", [])
    rows: dict[str, Any] = {"rows-TOTAL_FORMS": str(len(actions)), "rows-INITIAL_FORMS": "0"}
    for number, (what, owner, name, due) in enumerate(actions):
        start = f"rows-{number}-"
        rows |= {f"{start}what": what, f"{start}owner": owner, f"{start}owner_name": name}
        rows |= boxes(f"{start}due_on", due)
    after: dict[str, Any] = {"again": "no", "no_more_why": "He is expected back today."}
    if more.get("next"):
        after = {"again": "yes", **boxes("next_meeting_at", more["next"])}
    considered: dict[str, str] = {}
    for key in rules.CONSIDERATIONS:
        considered |= {key: "considered", f"{key}_why": "Talked through by all who were there."}
    texts = ("discussion", *rules.RISKS)
    return {
        "attendance": {
            **boxes("held_at", held),
            "place": "By video",
            "also_multi_agency": "yes" if more.get("both") else "no",
            "own_views": "",
            "rows-TOTAL_FORMS": "1",
            "rows-INITIAL_FORMS": "0",
            "rows-0-name": "Wren Ashdown",
            "rows-0-role": "Social worker",
            "rows-0-agency": "Exampleshire County Council",
            "rows-0-attended": "on",
        },
        "background": {"background": "He left on Friday.", "action_to_date": "Aunt rung twice."},
        "considerations": considered,
        "discussion": {key: f"What is known about {key}." for key in texts},
        "actions": rows,
        "next_meeting": after,
    }


def fill(client: Client, meeting: Meeting, *, held: str, **more: Any) -> None:
    """Complete every page."""
    typed = pages(meeting, held=held, **more) | more.get("extra", {})
    for key in rules.sections_of(meeting.kind):
        row = MeetingSection.objects.filter(parent=meeting, key=key).first()
        version = str(row.version if row else 0)
        address = f"/meetings/{meeting.reference}/{key}/"
        answer = send(client, address, typed[key] | DONE | {"version": version})
        assert answer.status_code == 302, (key, answer.content.decode())


def finalise(client: Client, meeting: Meeting, *, token: str = "") -> Any:
    read = " ".join(f"{row.key}:{row.version}" for row in meeting.sections.all())
    return send(client, f"/meetings/{meeting.reference}/finalise/", {"read": read}, token=token)
