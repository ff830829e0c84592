"""The returns room, and what it brings to an episode: its panel, its say in finalising."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "returns"

    def ready(self) -> None:
        from accounts.hooks import RECORDS
        from accounts.references import finder
        from cases.hooks import FINALISE_CHECKS, MOVED, PANELS, TOLD, Told
        from people.hand_over_hooks import HAND_OVER, HELD, HandOver
        from people.hooks import ACCESS_SOURCES
        from returns import handing_over, interview_forms
        from returns.models import Interview
        from returns.panel import PANEL
        from returns.policy import what_stops_finalising
        from returns.services import rows_of_interviews, when_an_episode_moved

        RECORDS["R-"] = finder(Interview, "episode.person_id")
        PANELS.append(PANEL)
        TOLD["returns.ContactAttempt"] = Told("view_interview", "attempt to hold an interview")
        TOLD["returns.Disclosure"] = Told("view_interview", "what came up in an interview")
        TOLD["returns.Interview"] = Told("view_interview", "return home interview")
        TOLD["returns.InterviewSection"] = Told(
            "view_interview", "page of an interview", interview_forms.PARTS
        )
        FINALISE_CHECKS.append(what_stops_finalising)
        MOVED.append(when_an_episode_moved)
        ACCESS_SOURCES.append(rows_of_interviews)
        HELD.append(handing_over.interviews_held)
        HAND_OVER["interview"] = HandOver(
            "Return home interviews", 80, "record_interview",
            handing_over.give_interviews, seen=False,
        )  # fmt: skip
