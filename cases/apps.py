"""The cases room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"

    def ready(self) -> None:
        """This room's own paper takes its place among those that rooms above bring; so does what
        leave has to know of a move.
        """
        from accounts.hooks import RECORDS
        from accounts.references import finder
        from cases import (
            duty_sheet,
            handing_over,
            hooks,
            leave_services,
            leaving_out,
            merging,
            need_to_know,
            pending,
            placement_duties,
            queries,
            situation,
            situation_parts,
        )
        from cases.models import Episode, Leave, NeedToKnow, Paper
        from people.hand_over_hooks import HAND_OVER, HELD, HandOver
        from people.hooks import AWAY, MERGE, MERGE_CHOICES, PLACEMENT_CHANGED, STOPS_MERGE

        RECORDS["E-"], RECORDS["L-"], RECORDS["D-"] = map(finder, (Episode, Leave, Paper))
        RECORDS["N-"] = finder(NeedToKnow, "episode.person_id")
        hooks.MOVED.append(leave_services.when_an_episode_moved)
        hooks.MOVED.append(need_to_know.when_an_episode_moved)
        hooks.MOVED.append(pending.when_an_episode_moved)
        hooks.PAPERS[duty_sheet.KIND] = hooks.PaperKind(
            duty_sheet.KIND,
            "Hand-over sheet",
            "pdf/hand_over_sheet.html",
            duty_sheet.gather,
            duty_sheet.check,
        )
        hooks.PAPERS["need_to_know"] = hooks.PaperKind(
            "need_to_know",
            "Need to Know",
            "pdf/need_to_know.html",
            need_to_know.gather,
            need_to_know.check,
            parts=leaving_out.BY_SECTION,
        )

        hooks.PAPERS[situation.KIND] = hooks.PaperKind(
            situation.KIND,
            "Situation report",
            "pdf/situation_report.html",
            situation.gather,
            situation.check,
            parts=situation_parts.PARTS,
        )
        AWAY.append(queries.away_at)
        MERGE.append(merging.carry_over)
        MERGE_CHOICES.append(merging.choices)
        STOPS_MERGE.append(merging.stops)
        PLACEMENT_CHANGED.append(placement_duties.when_a_placement_changed)
        HELD.extend(
            [handing_over.episodes_held, handing_over.actions_held, handing_over.drafts_held]
        )
        HAND_OVER["episode"] = HandOver(
            "Episodes handed over by hand", 30, "finalise", handing_over.give_episodes
        )
        HAND_OVER["action"] = HandOver("Actions to do", 40, "do_action", handing_over.give_actions)
        HAND_OVER["draft"] = HandOver("Reports not sent", 60, "report", handing_over.give_drafts)
