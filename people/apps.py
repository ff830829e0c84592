"""The people room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        from deadlines.hooks import OWNERS
        from people import access, owners
        from people.hooks import ACCESS_SOURCES

        OWNERS.append(owners.owners_of)
        ACCESS_SOURCES.extend(
            [
                access.rows_of_allocations,
                access.rows_of_placements,
                access.rows_of_adding,
            ]
        )
