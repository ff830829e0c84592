"""The profiles room."""

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    name = "profiles"

    def ready(self) -> None:
        """Fill the hooks of the room below: a panel, a paper, and what a report takes from a
        profile.
        """
        from cases import hooks
        from people.hooks import MERGE, MERGE_CHOICES
        from profiles import merging, panels, paper_parts, papers, services
        from profiles.parts import PARTS

        hooks.PANELS.append(
            hooks.Panel("profile", "Missing Profile", "profiles/panel.html", panels.on_episode)
        )
        hooks.PAPERS["missing_profile"] = hooks.PaperKind(
            "missing_profile",
            "Missing Profile",
            "pdf/missing_profile.html",
            papers.gather,
            papers.check,
            given=papers.given,
            parts=paper_parts.PARTS,
        )
        hooks.TOLD["profiles.MissingProfile"] = hooks.Told("view_profile", "Missing Profile")
        hooks.TOLD["profiles.ProfileSection"] = hooks.Told(
            "view_profile", "page of the Missing Profile", PARTS
        )
        hooks.PREFILL.append(services.prefill_report)
        MERGE.append(merging.carry_over)
        MERGE_CHOICES.append(merging.choices)
