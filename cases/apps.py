"""The cases room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"

    def ready(self) -> None:
        """This room's own paper takes its place among those that rooms above bring."""
        from cases import hooks, situation

        hooks.PAPERS[situation.KIND] = hooks.PaperKind(
            situation.KIND,
            "Situation report",
            "pdf/situation_report.html",
            situation.gather,
            situation.check,
        )
