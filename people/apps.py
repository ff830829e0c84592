"""The people room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        from deadlines.hooks import OWNERS
        from people import access, handing_duties, handing_over, owners
        from people.hand_over_hooks import HAND_OVER, HELD, HandOver
        from people.hooks import ACCESS_SOURCES

        OWNERS.append(owners.owners_of)
        ACCESS_SOURCES.extend(
            [
                access.rows_of_allocations,
                access.rows_of_placements,
                handing_over.rows_of_adding,
            ]
        )
        HELD.extend(
            [
                handing_over.parts_held,
                handing_over.added_by,
                handing_duties.duties_held,
                handing_duties.notices_held,
            ]
        )
        HAND_OVER["allocation"] = HandOver(
            "Children and young people allocated to them", 10, "view", handing_over.give_parts,
            seen=False,
        )  # fmt: skip
        HAND_OVER["added"] = HandOver(
            "People they added, and see because of that", 20, "view", handing_over.give_added,
            seen=False,
        )  # fmt: skip
        HAND_OVER["deadline"] = HandOver(
            "Duties given to them by name", 50, "view", handing_duties.give_duties
        )
        HAND_OVER["notice"] = HandOver(
            "Urgent notices they have not acknowledged", 90, "view", handing_duties.give_notices
        )
