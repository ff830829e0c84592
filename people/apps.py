"""The people room."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        post_migrate.connect(_guard, sender=self, dispatch_uid="guards of merged records")
        from accounts.hooks import PERSON_REFERENCES, RECORDS, SUSPENDED
        from accounts.references import finder
        from deadlines.hooks import OWNERS
        from people import (
            access,
            emergency,
            grants,
            handing_duties,
            handing_over,
            merge_own,
            merging,
            owners,
            queries,
            restricting,
            suspended,
        )
        from people.hand_over_hooks import HAND_OVER, HELD, HandOver
        from people.hooks import ACCESS_SOURCES, MERGE, STOPS_MERGE
        from people.models import EmergencyAccess, Person, Sharing

        RECORDS["P-"], RECORDS["S-"] = finder(Person, "pk"), finder(Sharing)
        RECORDS["A-"] = finder(EmergencyAccess)
        PERSON_REFERENCES.append(queries.references_of)
        OWNERS.append(owners.owners_of)
        SUSPENDED.append(suspended.when_suspended)
        ACCESS_SOURCES.extend(
            [
                access.rows_of_allocations,
                access.rows_of_placements,
                handing_over.rows_of_adding,
                merging.rows_of_merges,
                grants.rows_of_grants,
                restricting.rows_of_named,
                emergency.rows_of_emergencies,
            ]
        )
        MERGE.append(merge_own.carry_over)
        STOPS_MERGE.append(merge_own.stops)
        HELD.extend(
            [
                handing_over.parts_held,
                handing_over.added_by,
                handing_duties.duties_held,
                handing_duties.notices_held,
            ]
        )
        HAND_OVER["allocation"] = HandOver(
            "Children and young people allocated", 10, "view", handing_over.give_parts,
            seen=False,
        )  # fmt: skip
        HAND_OVER["added"] = HandOver(
            "People added to Homeward, and seen because of that", 20, "view",
            handing_over.give_added, seen=False,
        )  # fmt: skip
        HAND_OVER["deadline"] = HandOver(
            "Duties given by name", 50, "view", handing_duties.give_duties
        )
        HAND_OVER["notice"] = HandOver(
            "Urgent notices not acknowledged", 90, "view", handing_duties.give_notices
        )


def _guard(*, using: str, **_: Any) -> None:
    """After the last migration: nothing is written to a record that was merged into another."""
    from people import merge_guards

    if using == "owner":
        merge_guards.apply()
