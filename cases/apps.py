"""The cases room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"

    def ready(self) -> None:
        """This room's own paper takes its place among those that rooms above bring; so does what
        leave has to know of a move.
        """
        from cases import hooks, leave_services, queries, situation
        from people.hooks import AWAY

        hooks.MOVED.append(leave_services.when_an_episode_moved)

        hooks.PAPERS[situation.KIND] = hooks.PaperKind(
            situation.KIND,
            "Situation report",
            "pdf/situation_report.html",
            situation.gather,
            situation.check,
        )
        AWAY.append(queries.away_at)
