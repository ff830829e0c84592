"""The meetings room, and what it brings to an episode's page."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self) -> None:
        from cases.hooks import PANELS, PAPERS
        from meetings.papers import MINUTES, PANEL

        PANELS.append(PANEL)
        PAPERS[MINUTES.key] = MINUTES
