"""The meetings room, and what it brings to an episode's page."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self) -> None:
        from accounts.hooks import RECORDS
        from accounts.references import finder
        from cases.hooks import PANELS, PAPERS, TOLD, Told
        from meetings import handing_over, minutes_forms
        from meetings.models import Meeting
        from meetings.papers import MINUTES, PANEL
        from people.hand_over_hooks import HAND_OVER, HELD, HandOver

        RECORDS["M-"] = finder(Meeting, "episode.person_id")
        PANELS.append(PANEL)
        TOLD["meetings.Meeting"] = Told("view_meeting")
        TOLD["meetings.Attendee"] = Told("view_meeting", "who is asked to a meeting")
        TOLD["meetings.MeetingSection"] = Told("view_meeting", "minutes", minutes_forms.PARTS)
        PAPERS[MINUTES.key] = MINUTES
        HELD.append(handing_over.meetings_held)
        HAND_OVER["meeting"] = HandOver(
            "Meetings to hold", 70, "hold_meeting", handing_over.give_meetings
        )
